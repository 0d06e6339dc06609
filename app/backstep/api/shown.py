"""What is shown of an iteration: its steps, and as much of each tensor as was asked for."""

from collections.abc import Iterable
from math import prod
from typing import Annotated, Any, Protocol

from pydantic import Field

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.query import Absent, Whole, wrong
from backstep.api.wire import MAX_INLINE, MAX_PREVIEW, Detail
from backstep.ask.broken import meant_in
from backstep.ask.summary import stats
from backstep.engine.kind import Phase, Shape
from backstep.errors import Flaw, LimitError, NotFound
from backstep.plan.plan import Plan
from backstep.plan.step import Step
from backstep.run.tape import Tape
from backstep.store.checkpoint import Checkpoint

STEP_BYTES = 64_000
SHRINKING = (Detail(128, 24), Detail(64, 16), Detail(16, 8), Detail(0, 0))

Inline = Annotated[
    int, Field(ge=0, le=MAX_INLINE, description="Largest number of cells sent whole."), Whole
]
Preview = Annotated[
    int, Field(ge=0, le=MAX_PREVIEW, description="Cells a side of a large tensor's preview."), Whole
]
Digits = Annotated[
    Annotated[int, Field(ge=1, le=17), Whole] | Absent,
    Field(description="Significant digits; all by default."),
]


class HowMuch(Protocol):
    """A query that says how much of each tensor to send."""

    inline: int
    preview: int
    digits: int | None


class WhatOfTrace(HowMuch, Protocol):
    """One that also says which steps and tensors."""

    phase: list[Phase] | None
    tensors: str


def detail_of(query: HowMuch) -> Detail:
    return Detail(query.inline, query.preview, query.digits)


def trace(tape: Tape, checkpoint: Checkpoint | None, query: WhatOfTrace) -> dict[str, Any]:
    """api.md's Trace: the steps of the phases asked for, and their tensors."""
    plan, phases = tape.plan, query.phase
    steps = [step for step in plan.steps if phases is None or step.phase in phases]
    shown = plan.tensors if phases is None else touched(steps)
    return {
        "checkpoint": str(checkpoint.id) if checkpoint else None,
        "iteration": tape.iteration,
        "batch": {"indices": tape.batch.indices.tolist(), "epoch": tape.batch.epoch},
        "loss": tape.loss,
        "nodes": tape.network.nodes(plan.samples),
        "steps": [plan.told(step) for step in steps],
        "memory": plan.memory,
        "tensors": tensors(tape, shown, query.tensors, detail_of(query)),
    }


def touched(steps: Iterable[Step]) -> list[str]:
    """The tensors that these steps read or write, each once."""
    return list(dict.fromkeys(a for step in steps for a in (*step.reads.values(), step.writes)))


def tensors(tape: Tape, shown: Iterable[str], wanted: str, detail: Detail) -> dict[str, Any]:
    """The tensors to send: all that are shown, their statistics only, none, or those named."""
    if wanted == "none":
        return {}
    if wanted not in ("all", "stats"):
        shown = [named(tape.plan, address) for address in wanted.split(",")]
    if wanted == "stats":
        return {address: summarised(tape, address) for address in shown}
    shown = list(shown)
    check_sum((tape.plan.tensors[address].shape for address in shown), detail.inline)
    return {address: full(tape, address, detail) for address in shown}


def check_sum(shapes: Iterable[Shape], inline: int) -> None:
    """Raises LimitError where the cells to send are too many in sum."""
    sizes = map(prod, shapes)
    cells = sum(size for size in sizes if size <= inline)
    if cells > wire.MAX_SENT:
        detail = f"this would send {cells:,} cells, and one answer has at most {wire.MAX_SENT:,}"
        allowed = {"max": wire.MAX_SENT}
        raise LimitError(Flaw("too_much_work", detail, "/query/inline", inline, allowed))


def named(plan: Plan, address: str) -> str:
    found = plan.canonical(address)
    if found is None:
        detail = f"there is no tensor {address[:60]!r} in this network"
        choices = list(plan.tensors)[:50]
        raise wrong("unknown_address", "tensors", detail, address, choices=choices)
    return found


def full(tape: Tape, address: str, detail: Detail) -> dict[str, Any]:
    role = {"role": tape.plan.tensors[address].role}
    return wire.tensor(tape.value(address), detail) | role | {"stats": stats_of(tape, address)}


def summarised(tape: Tape, address: str) -> dict[str, Any]:
    info = tape.plan.tensors[address]
    only = {"shape": list(info.shape), "data": None, "role": info.role}
    return only | {"stats": stats_of(tape, address)}


def stats_of(tape: Tape, address: str) -> dict[str, Any]:
    return stats(tape.value(address), meant_in(tape.plan, tape.value, address))


def step_of(plan: Plan, k: str) -> Step:
    """The step of this index. Raises NotFound (unknown_step)."""
    if k.isascii() and k.isdigit() and len(k) < 10 and int(k) < len(plan.steps):
        return plan.steps[int(k)]
    detail = f"there is no step {k[:60]!r}: an iteration has the steps 0 to {len(plan.steps) - 1}"
    allowed = {"min": 0, "max": len(plan.steps) - 1}
    raise NotFound(Flaw("unknown_step", detail, found=k, allowed=allowed))


def fit(tape: Tape, step: Step, detail: Detail, default: bool) -> Body:
    """A step's answer; by default it shows less of each tensor until it is small enough."""
    content = wire.encode(step_answer(tape, step, detail))
    for smaller in SHRINKING if default else ():
        if len(content) <= STEP_BYTES:
            break
        less = Detail(smaller.inline, smaller.preview, detail.digits)
        content = wire.encode(step_answer(tape, step, less))
    return Body(content)


def step_answer(tape: Tape, step: Step, detail: Detail) -> dict[str, Any]:
    shown = tensors(tape, touched([step]), "all", detail)
    return {**tape.plan.told(step), "iteration": tape.iteration, "tensors": shown}


def address_of(plan: Plan, asked: str) -> str:
    """The canonical address of a path. Raises NotFound (unknown_address)."""
    found = plan.canonical(asked)
    if found is None:
        detail = f"there is no tensor {asked[:60]!r} in this network"
        allowed = {"choices": list(plan.tensors)[:50]}
        raise NotFound(Flaw("unknown_address", detail, found=asked, allowed=allowed))
    return found
