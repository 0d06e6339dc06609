"""A plan compiled to a flat list, so that a run costs little more than the numpy calls in it.

Every tensor and every constant has a slot. An instruction is a rule's function, a getter that
picks its arguments out of the slots, and the slot of its result.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from math import prod
from operator import itemgetter
from typing import Any

import numpy as np

from backstep.describe.address import after
from backstep.describe.network import Network
from backstep.plan.plan import Plan, plan
from backstep.plan.step import Step
from backstep.run.state import State
from backstep.run.unroll import unrolled
from backstep.work.deadline import look

LARGE = 1_000_000  # numbers in an iteration: its steps then take milliseconds, and not micros

Slots = list[Any]
Held = tuple[Any, ...]  # the arrays of a state, in the order of their slots
Pick = Callable[[Slots], tuple[Any, ...]]
Instruction = tuple[Callable[..., Any], Pick, int]
Faults = dict[str, Callable[..., Any]]


@dataclass(frozen=True, eq=False)
class Program:
    """Instructions, one for each step, and the slots that they start from."""

    plan: Plan
    slot: dict[str, int]
    blank: Slots
    instructions: tuple[Instruction, ...]
    places: tuple[list[int], ...]  # the slots of each instruction's arguments
    drawing: dict[int, int]  # the slot of each random seed, and the number of its layer
    carried: tuple[tuple[str, int, int], ...]  # state: address, its slot, the slot of its next

    def start(self, held: Held, x: Any, target: Any, iteration: int) -> Slots:
        """The slots before the first step of an iteration."""
        values: Slots = [x, target, *held, *self.rest]
        for slot, layer in self.drawing.items():
            values[slot] = (self.plan.network.seed, iteration, layer)
        return values

    def run(self, values: Slots, start: int, stop: int) -> None:
        """Execute steps start … stop − 1. Overflow and NaN are results, not accidents."""
        with np.errstate(all="ignore"):
            if start == 0 and stop == len(self.instructions):
                self.run_all(values)
            else:
                self.run_some(values, start, stop)

    def run_some(self, values: Slots, start: int, stop: int) -> None:
        """The same, where the caller sees to it that numpy does not warn.

        Between two steps on many numbers the deadline is looked at; small ones are over sooner.
        """
        for function, pick, result in self.instructions[start:stop]:
            if self.is_large:
                look()
            values[result] = function(*pick(values))

    @cached_property
    def run_all(self) -> Callable[[Slots], None]:
        """Executes all steps; the caller sees to it that numpy does not warn."""
        if self.is_large:
            return lambda values: self.run_some(values, 0, len(self.instructions))
        functions, _, results = zip(*self.instructions, strict=True)
        if any(step.kind.code for step in self.plan.steps):
            return self.with_own_code()
        return unrolled(functions, self.places, results)

    def with_own_code(self) -> Callable[[Slots], None]:
        """All steps, those of one file that follow each other asked for at once: its process is
        elsewhere, and each question takes longer than what is computed."""
        todo: list[Callable[[Slots], None]] = []
        steps = zip(self.plan.steps, self.instructions, self.places, strict=True)
        for code, group in groupby(steps, key=lambda found: found[0].kind.code):
            several = list(group)
            if code is not None:
                joined: Any = several[0][1][0]  # one of them joins them all
                asked = [(function, read, result) for _, (function, _, result), read in several]
                todo.append(joined.together(asked))
            else:
                functions, _, results = zip(*(found[1] for found in several), strict=True)
                todo.append(unrolled(functions, [found[2] for found in several], results))

        def run(values: Slots) -> None:
            for act in todo:
                act(values)

        return run

    @cached_property
    def is_large(self) -> bool:
        """Whether an iteration is on so many numbers that one may want to end it half-way."""
        return sum(prod(info.shape) for info in self.plan.tensors.values()) > LARGE

    def reading(self, node: str, name: str, place: int) -> "Program":
        """The same where one block finds what it reads under one name at another place."""
        places = tuple(
            [place if argument == name and step.node == node else slot for argument, slot in read]
            for step, read in (
                (step, zip(step.given, places, strict=True))
                for step, places in zip(self.plan.steps, self.places, strict=True)
            )
        )
        instructions = tuple(
            (function, picker(read), result)
            for (function, _, result), read in zip(self.instructions, places, strict=True)
        )
        return replace(self, instructions=instructions, places=places)

    def hold(self, state: State) -> Held:
        """A state as its arrays alone, in the order of their slots."""
        return tuple(state[address] for address, _, _ in self.carried)

    def state_of(self, held: Held) -> State:
        """The same with addresses."""
        return {a: np.asarray(array) for (a, _, _), array in zip(self.carried, held, strict=True)}

    @cached_property
    def after(self) -> Callable[[Slots], Held]:
        """Picks what the next iteration starts from, once all steps have run."""
        return picker([new for _, _, new in self.carried])

    @cached_property
    def rest(self) -> Slots:
        """The slots behind those that are given: x, the target and what is carried come first."""
        first = 2 + len(self.carried)
        assert [slot for _, slot, _ in self.carried] == list(range(2, first))
        return self.blank[first:]


def program(network: Network, samples: int) -> Program:
    """The program of an iteration on `samples` samples; a network keeps its programs."""
    if samples not in network.programs:
        network.programs[samples] = compile_plan(plan(network, samples))
    made: Program = network.programs[samples]
    return made


def compile_plan(plan: Plan, faults: Faults | None = None) -> Program:
    """Compile a plan. `faults` replaces the rules that write the named addresses by others."""
    slot = {address: i for i, address in enumerate(plan.tensors)}
    blank: Slots = [None] * len(slot)
    drawing: dict[int, int] = {}
    instructions, places = [], []
    for step in plan.steps:
        read = [place_argument(name, step, slot, blank) for name in step.given]
        if step.rule.drawn:
            seed = read[step.rule.arguments.index("rng")]
            drawing[seed] = plan.edges.block[step.node].position
        function = (faults or {}).get(step.writes) or function_of(step)
        instructions.append((function, picker(read), slot[step.writes]))
        places.append(read)
    carried = [
        (address, slot[address], slot.get(after(address), slot[address]))
        for address in (found.address for found in plan.network.persisting)
    ]
    return Program(plan, slot, blank, tuple(instructions), tuple(places), drawing, tuple(carried))


def turning(step: Step) -> Callable[..., Any]:
    """The rule's function where it has a matrix transposed."""
    function, name, given = step.rule.function, step.rule.name, step.given

    def turned(*arguments: Any) -> Any:
        seen = (step.seen(*pair) for pair in zip(given, arguments, strict=True))
        return np.ascontiguousarray(step.seen(name, function(*seen)))

    return turned


def place_argument(name: str, step: Step, slot: dict[str, int], blank: Slots) -> int:
    """The slot of an argument: a tensor's, or a new one for a setting or a random seed."""
    if name in step.reads:
        return slot[step.reads[name]]
    blank.append(step.told(name))
    return len(blank) - 1


def picker(places: list[int]) -> Callable[[Slots], tuple[Any, ...]]:
    """Takes the values in these places out of all slots, as a tuple."""
    match places:
        case []:
            return lambda _: ()
        case [place]:
            return lambda values: (values[place],)
    return itemgetter(*places)


def function_of(step: Step) -> Callable[..., Any]:
    """The rule's function; one that draws gets its generator from the seed in its slot."""
    rule = step.rule
    if step.kind.code:  # its function has to give what has its place here
        own: Any = rule.function
        placed: Callable[..., Any] = own.shaped(step.shapes[step.rule_name])
        return placed
    if step.turned:
        return turning(step)
    if not rule.drawn:
        return rule.function
    place = rule.arguments.index("rng")

    def draw(*arguments: Any) -> Any:
        rng = np.random.default_rng(arguments[place])
        return rule.function(*arguments[:place], rng, *arguments[place + 1 :])

    return draw
