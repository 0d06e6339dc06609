"""Whose turn it is: who has had least, and whoever has had none before all others."""

from dataclasses import dataclass

import pytest

from backstep.training.turns import FIRST, LEAST, ROUND, TURN, chosen, length


@dataclass(eq=False)
class One:
    """A training that waits."""

    name: str
    used: float = 0.0
    had: float = 0.0
    begun: bool = True
    stopping: bool = False


def test_a_turn_is_half_a_second_and_a_round_no_longer_than_one() -> None:
    assert length(1, 2) == length(4, 2) == TURN == 0.5
    for cores in (1, 2, 8):
        for sharing in range(1, 200):
            turn = length(sharing, cores)
            assert LEAST <= turn <= TURN
            assert turn * sharing / cores <= ROUND or turn in (LEAST, TURN)
    assert length(30, 2) * 30 / 2 == pytest.approx(ROUND)


def test_a_turn_is_longer_where_it_takes_long_to_carry_a_state() -> None:
    assert length(30, 2, 10_000) == length(30, 2)
    assert length(30, 2, 200_000_000) > TURN


def test_first_turns_are_short_and_each_as_long_as_all_before_together() -> None:
    had, turns = 0.0, []
    for _ in range(9):
        turns.append(length(1, 2, had=had))
        had += turns[-1]
    assert turns[0] == FIRST < LEAST
    assert turns == sorted(turns) and turns[-1] == TURN
    assert all(turn <= max(FIRST, sum(turns[:k])) for k, turn in enumerate(turns))
    assert length(30, 2, had=1.0) == length(30, 2)
    assert length(1, 2, 200_000_000) == length(1, 2, 200_000_000, had=0.0), "it has to be carried"


def test_who_has_had_least_goes_first() -> None:
    waiting = [One("a", 3.0), One("b", 1.0), One("c", 2.0)]
    assert chosen(waiting, [], 0.5).name == "b"


def test_who_has_had_no_turn_goes_before_all_and_who_is_to_end_before_those() -> None:
    waiting = [One("a", 1.0), One("new", 1.0, begun=False), One("newer", 1.0, begun=False)]
    assert chosen(waiting, waiting[:1], 0.5).name == "new", "in the order of asking"
    waiting.append(One("leaving", 9.0, stopping=True))
    assert chosen(waiting, [], 0.5).name == "leaving"


def test_it_goes_on_where_it_rests_unless_another_is_far_behind() -> None:
    here, there = One("here", 2.0), One("there", 1.9)
    assert chosen([there, here], [here], 0.5) is here
    there.used = 1.2
    assert chosen([there, here], [here], 0.5) is there, "far for what it has had"
    here.used, there.used = 102.0, 100.9
    assert chosen([there, here], [here], 0.5) is there, "far for a turn"


@pytest.mark.parametrize(("many", "cores"), [(3, 2), (30, 2), (5, 4), (64, 1)])
def test_shares_are_even_wherever_each_rests(many: int, cores: int) -> None:
    """Played through without a clock: each core takes turns of the same length."""
    trainings = [One(str(k), begun=False) for k in range(many)]
    rests: dict[str, int] = {}
    waiting = list(trainings)
    turn = length(many, cores)
    for _ in range(80 * many // cores):
        taken = []
        for core in range(cores):
            here = [one for one in waiting if rests.get(one.name) == core]
            if waiting:
                one = chosen(waiting, here, turn)
                waiting.remove(one)
                taken.append((core, one))
        for core, one in taken:
            had = length(many, cores, had=one.had)
            one.begun, one.used, one.had = True, one.used + had, one.had + had
            rests[one.name] = core
            waiting.append(one)
        if all(one.begun for one in trainings):
            used = [one.used for one in trainings]
            assert max(used) <= min(used) + 4 * turn
    used = [one.used for one in trainings]
    assert max(used) <= 1.2 * min(used)


@pytest.mark.parametrize(("many", "cores"), [(30, 2), (30, 1), (64, 2)])
@pytest.mark.parametrize("every", [0.0, 0.01, 0.05])
def test_everyone_moves_soon_though_others_came_before(many: int, cores: int, every: float) -> None:
    """Played through on a clock of its own: one asks every so many seconds, and each core is taken
    by whose turn it is. Nobody's first turn is over later than a second after it was asked for."""
    asked = [k * every for k in range(many)]
    trainings = [One(str(k), begun=False) for k in range(many)]
    free = [0.0] * cores  # when each core is
    moved: dict[str, float] = {}
    while len(moved) < many:
        now = min(free)
        there = [one for one, at in zip(trainings, asked, strict=True) if at <= now]
        waiting = [one for one in there if one.had <= now]  # `had` is here when it may go on
        if not waiting:
            free[free.index(now)] = min(at for at in (*asked, *free) if at > now)
            continue
        one = chosen(waiting, [], TURN)
        turn = length(len(there), cores, had=one.used)
        free[free.index(now)] = one.had = now + turn
        one.begun, one.used = True, one.used + turn
        moved.setdefault(one.name, now + turn)
    waits = [moved[one.name] - at for one, at in zip(trainings, asked, strict=True)]
    assert max(waits) <= 1.0, waits
    assert many * FIRST / cores <= 0.5
