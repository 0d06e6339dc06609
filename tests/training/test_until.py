"""It stops at the first iteration at which a condition holds, and names the cell."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backstep.ask.broken import first_broken, meant_cells
from backstep.ask.norm import norm
from backstep.engine.kind import Kind
from backstep.engine.layers.relu import relu
from backstep.engine.registry import LAYERS
from backstep.plan.plan import plan
from backstep.run.iterate import iterate
from backstep.run.tape import Tape
from backstep.training.metrics import metrics
from backstep.training.until import Until, unit_axis
from backstep.training.words import sentence
from tests.training.conftest import Site
from tests.training.networks import Json, dense, ready, reports

XOR = dense((4, 1), {"dataset": "xor"}, bend="relu", optimizer={"kind": "adam", "lr": 0.05})
MOONS = dense(
    (6, 2),
    {"dataset": "moons", "samples": 60},
    "softmax_cross_entropy",
    optimizer={"kind": "adam", "lr": 0.05},
    batch={"size": 7, "shuffle": True},
)
WILD = dense((3, 1), {"dataset": "line"}, bend="relu", optimizer={"kind": "adamw", "lr": 1e6})
MOST = 3000


@np.errstate(all="ignore")
def first_where(description: Json, holds: Callable[[Tape, int], bool]) -> tuple[int, Tape]:
    """The first iteration whose numbers, computed anew one iteration at a time, are such."""
    network, state = ready(description)
    for k, passed in enumerate(iterate(network, state, 0)):
        assert k <= MOST, "it never holds"
        tape = Tape(network, passed.before, k)
        if holds(tape, k):
            return k, tape
    raise AssertionError


def ended(description: Json, **until: Any) -> Any:
    return reports(description, MOST, until=Until(**until))[-1]


@pytest.mark.parametrize("description", [XOR, MOONS])
def test_a_norm_below_or_above_a_bound(description: Json) -> None:
    norms = []
    first_where(
        description, lambda tape, k: bool(norms.append(norm(tape.value("l1.dW")))) or k > 60
    )
    for name, bound, sign in (
        ("norm_below", sorted(norms)[3], -1),
        ("norm_above", sorted(norms)[-3], 1),
    ):
        k, tape = first_where(
            description, lambda tape, _, b=bound, s=sign: s * norm(tape.value("l1.dW")) > s * b
        )
        last = ended(description, **{name: {"l1.dW": bound}})
        cause = last.end.cause
        assert (last.end.reason, last.iteration, cause.iteration) == ("until", k, k)
        assert (cause.condition, cause.address) == (name, "l1.dW")
        assert cause.step == tape.plan.writer["l1.dW"].index
        array = np.abs(tape.value("l1.dW"))
        assert array[cause.at] == array.max()


def test_a_number_that_breaks() -> None:
    k, tape = first_where(WILD, lambda tape, _: bool(first_broken(tape.plan, tape.value)))
    last = ended(WILD, nonfinite=True)
    cause = last.end.cause
    assert (last.end.reason, last.iteration) == ("until", k)
    assert tape.loss == last.loss, "long before the loss is no number"
    assert not np.isfinite(tape.value(cause.address)[cause.at])
    assert tape.plan.steps[cause.step].writes == cause.address
    for step in tape.plan.steps[: cause.step]:
        assert np.isfinite(tape.value(step.writes)).all()
    assert cause.why == "overflow" and cause.by_steps


def test_a_number_that_was_given_broken_ends_it_at_the_start() -> None:
    description = XOR | {"parameters": {"l1.b": [0, "-Infinity", 0, 0]}}
    last = ended(description, nonfinite=True)
    cause = last.end.cause
    assert (last.iteration, cause.address, cause.at, cause.step) == (0, "l1.b", (1,), None)


def test_a_unit_that_is_dead() -> None:
    def dead(tape: Tape, _: int) -> bool:
        return bool((tape.value("l2.y") == 0).all(axis=0).any())

    k, tape = first_where(XOR | {"seed": 3}, dead)
    last = ended(XOR | {"seed": 3}, dead=("l2",))
    cause = last.end.cause
    assert (last.iteration, cause.condition, cause.address) == (k, "dead", "l2.y")
    assert cause.step == tape.plan.writer["l2.y"].index
    assert (tape.value("l2.y")[:, cause.at[1]] == 0).all() and cause.at[0] == 0


def test_units_are_channels_of_images_and_features_of_sequences() -> None:
    assert [unit_axis(rank) for rank in (1, 2, 3, 4)] == [0, 1, 2, 1]


def test_an_accuracy_is_looked_at_every_tenth_iteration_from_the_start() -> None:
    def right(tape: Tape, k: int) -> bool:
        network, state = tape.network, {a: tape.value(a) for a, _, _ in tape.program.carried}
        return k % 10 == 0 and metrics(network, state, "train")["accuracy"] > 0.85

    k, tape = first_where(MOONS, right)
    last = ended(MOONS, accuracy_above=0.85)
    cause = last.end.cause
    assert (last.end.reason, last.iteration, k % 10) == ("until", k, 0)
    assert (cause.address, cause.at) == ("l3.y", None)
    assert cause.step == tape.plan.writer["l3.y"].index


def test_the_first_condition_that_holds_ends_it_and_the_start_is_looked_at() -> None:
    last = ended(XOR, loss_below=1e9, norm_above={"l1.W": 0.0})
    assert (last.iteration, last.end.cause.condition) == (0, "loss_below")
    assert (last.end.cause.address, last.end.cause.at) == ("loss.E", ())
    early = ended(XOR, loss_below=1e-9, norm_above={"l1.W": 0.0})
    assert (early.iteration, early.end.cause.condition) == (0, "norm_above")


def test_looking_changes_nothing_that_is_learnt() -> None:
    plain = reports(MOONS, 50)
    looked = reports(MOONS, 50, until=Until(nonfinite=True, dead=("l2",), norm_below={"l1.W": 0.0}))
    assert np.array_equal(
        np.concatenate([r.losses for r in plain]), np.concatenate([r.losses for r in looked])
    )


@pytest.mark.parametrize(
    "until",
    [{"loss_below": 1e9}, {"nonfinite": True}, {"norm_above": {"l1.W": 0.0}},
     {"norm_below": {"l1.W": 1e9}}, {"dead": ("l2",)}],
)  # fmt: skip
def test_each_has_a_sentence_in_both_languages(until: Json) -> None:
    broken = {"parameters": {"l1.b": ["NaN", -1e9, -1e9, -1e9]}}
    last = ended(XOR | broken, **until)
    said = sentence(last.end, last.iteration)
    assert set(said) == {"en", "es"} and said["en"] != said["es"]
    assert str(last.iteration) in said["en"]


@pytest.fixture
def masked(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """A layer that hides what is negative, and means it."""
    kind = Kind("masked", "layer", "y = x", relu.title, relu.summary)

    @kind.forward("{Layer} hides {x}.", "{Layer} oculta {x}.", meant=lambda x: x < 0)
    def y(x: np.ndarray) -> np.ndarray:
        return np.where(x < 0, -np.inf, x)

    @kind.backward("{Layer} passes {dy} on.", "{Layer} deja pasar {dy}.")
    def dx(dy: np.ndarray, x: np.ndarray) -> np.ndarray:
        return np.where(x < 0, 0.0, dy)

    monkeypatch.setitem(LAYERS, "masked", kind)
    return kind


def hidden(x: Any) -> Json:
    layers = [{"kind": "masked"}, {"kind": "softmax"}]
    network = {"layers": layers, "loss": {"kind": "squared_error"}}
    return {"network": network, "data": {"x": [x], "target": [[0.0] * len(x)]}}


@pytest.mark.usefixtures("masked")
def test_minus_infinity_that_is_meant_is_no_number_that_breaks() -> None:
    last = ended(hidden([1.0, -1.0, 2.0]), nonfinite=True)
    assert last.end.reason == "iterations"
    network, state = ready(hidden([1.0, -1.0, 2.0]))
    tape = Tape(network, state, 0)
    assert first_broken(tape.plan, tape.value) is None
    step = tape.plan.writer["l1.y"]
    assert meant_cells(step, tape.value("l1.y"), tape.value).tolist() == [[False, True, False]]


@pytest.mark.usefixtures("masked")
def test_what_is_not_meant_is_blamed_beside_what_is() -> None:
    network, state = ready(hidden([-1.0, 1.0, "Infinity"]))
    tape = Tape(network, state, 0)
    broken = first_broken(plan(network, 1), tape.value)
    assert broken is not None and (broken.address, broken.at) == ("data.x", (0, 2))
    network, state = ready(hidden([-1.0, 1.0, 2.0]))
    tape = Tape(network, state, 0)
    values = {"l1.y": np.array([[-np.inf, -np.inf, 2.0]])}
    found = first_broken(tape.plan, lambda a: values.get(a, tape.value(a)))
    assert found is not None and (found.address, found.at) == ("l1.y", (0, 1))


@pytest.mark.parametrize(
    ("until", "code", "pointer"),
    [
        ({"gossip": 1}, "unknown_field", "/until/gossip"),
        ({"nonfinite": 1}, "wrong_type", "/until/nonfinite"),
        ({"norm_below": [1]}, "wrong_type", "/until/norm_below"),
        ({"norm_below": {"l1.dW": "low"}}, "wrong_type", "/until/norm_below/l1.dW"),
        ({"norm_above": {"l9.dW": 1}}, "unknown_address", "/until/norm_above/l9.dW"),
        ({"dead": "l2"}, "wrong_type", "/until/dead"),
        ({"dead": [2]}, "wrong_type", "/until/dead/0"),
        ({"dead": ["l9"]}, "unknown_address", "/until/dead/0"),
        ({"dead": ["l1"] * 65}, "out_of_range", "/until/dead"),
        ({"accuracy_above": 2}, "out_of_range", "/until/accuracy_above"),
    ],
)
def test_a_wrong_condition_is_refused(site: Site, until: Json, code: str, pointer: str) -> None:
    path = f"/checkpoints/{site.create(XOR)}/train"
    answer = site.client.post(path, json={"iterations": 5, "until": until})
    assert answer.status_code == 422
    found = answer.json()["errors"][0]
    assert (found["code"], found["pointer"]) == (code, pointer)


def test_an_accuracy_is_asked_only_of_classes(site: Site) -> None:
    path = f"/checkpoints/{site.create(WILD)}/train"
    answer = site.client.post(path, json={"iterations": 5, "until": {"accuracy_above": 0.5}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/until/accuracy_above"


def test_over_rest_the_cause_leads_to_the_step_and_its_cell(site: Site) -> None:
    until = {"norm_below": {"l2.dx": 0.0}, "norm_above": {"l1.dy": 0.0}, "nonfinite": None}
    done = site.train(site.create(XOR), iterations=50, until=until)[-1][1]
    assert done["reason"] == "until" and done["id"].endswith(f".{done['iteration']}")
    cause = done["cause"]
    assert (cause["condition"], cause["address"]) == ("norm_above", "l1.dy")
    step = site.get(f"/checkpoints/{done['id']}/steps/{cause['step']}")
    assert step["writes"] == "l1.dy"
    site.get(f"/checkpoints/{done['id']}/explain/l1.dy", at=",".join(map(str, cause["at"])))
    assert set(done["sentence"]) == {"en", "es"} and "why" not in done
