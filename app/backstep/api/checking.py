"""`GET …/check`: every gradient held against finite differences, in front of the user."""

from math import prod
from typing import Any

from fastapi import APIRouter, Request, Response

from backstep.api import forms, wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.forms import formed
from backstep.api.query import VERSION, Parameter, chosen, read_query, text, wrong
from backstep.ask.check import check, check_cells
from backstep.describe.limits import Limits
from backstep.describe.network import build
from backstep.errors import Flaw, LimitError
from backstep.plan.plan import plan
from backstep.run.state import State
from backstep.store.checkpoint import Checkpoint
from backstep.work.deadline import over

ALL = chosen("all", "1: every gradient, not only the parameters' and x's.", ("0", "1"), "0")
ADDRESS = Parameter(
    "address", text, "One gradient: the answer adds its numeric value cell by cell.",
    schema=formed(forms.ADDRESS),
)  # fmt: skip
MOST_CELLS = wire.MAX_SENT // 3  # each with two values and a verdict
QUERY = (ALL, ADDRESS, VERSION)


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints, pool = context.checkpoints, context.heavy.pool

    @router.get(
        "/checkpoints/{id}/check",
        **operation(
            "check_gradients", "Every gradient against finite differences", "Check",
            path=("id",), query=QUERY,
        ),
    )  # fmt: skip
    async def check_gradients(request: Request) -> Response:
        def make() -> Body:
            query = read_query(request, QUERY)
            checkpoint = checkpoints.get(request.path_params["id"])
            state, iteration = checkpoints.state(checkpoint), checkpoint.id.iteration
            address, description = query["address"], checkpoint.network.description
            gradient = None if address is None else gradient_of(checkpoint, address)
            everything = query["all"] == "1"
            content, cut = pool.run(
                checked, description, context.limits, state, iteration, everything, gradient
            )
            return Body(content, lasting=not cut)

        return await context.answers.give(request, make, away=True)

    return router


def checked(
    description: dict[str, Any],
    limits: Limits,
    state: State,
    iteration: int,
    everything: bool,
    gradient: str | None,
) -> tuple[bytes, bool]:
    """The report on all gradients, or cell by cell on one, and whether time has cut it short: made
    in a process of its own."""
    network = build(description, limits)
    if gradient is None:
        report = check(network, state, iteration, everything=everything)
    else:
        report = check_cells(network, state, iteration, gradient)
    return wire.encode(report), over()


def gradient_of(checkpoint: Checkpoint, asked: str) -> str:
    """The canonical address of a gradient. Raises QueryError for anything else."""
    shown: Any = plan(checkpoint.network, checkpoint.network.batch_size)
    found: str | None = shown.canonical(asked)
    if found is None or shown.tensors[found].role != "gradient":
        choices = [a for a, info in shown.tensors.items() if info.role == "gradient"]
        detail = f"{asked[:60]!r} is no gradient of this network"
        raise wrong("unknown_address", "address", detail, asked, choices=choices)
    cells = prod(shown.tensors[found].shape)
    if cells > MOST_CELLS:
        detail = f"{found} has {cells:,} cells, and cell by cell at most {MOST_CELLS:,} are told"
        allowed = {"max": MOST_CELLS}
        raise LimitError(Flaw("too_much_work", detail, "/query/address", asked, allowed))
    return found
