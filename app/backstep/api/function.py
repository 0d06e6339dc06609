"""`GET /function`: a typed formula with its derivative and both curves, for a field to draw."""

import math
import re
from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.query import VERSION, Parameter, bounded, read_query, wrong
from backstep.api.schemas import TEXT, Schema, answer, ref
from backstep.engine.formula import render
from backstep.engine.symbolic import function, vocabulary
from backstep.engine.symbolic.mistake import BadExpression
from backstep.engine.symbolic.text import text
from backstep.errors import Flaw, QueryError
from backstep.plan.spelled import spelled

FARTHEST = 1e6
MAX_POINTS = 2001
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def read_number(name: str, value: str) -> float:
    """Reads an end of the curve."""
    if not NUMBER.fullmatch(value):
        detail = f"{name} is a number, not {value[:60]!r}"
        raise wrong("wrong_type", name, detail, value, type="number")
    found = float(value)
    if abs(found) > FARTHEST:
        detail = f"{name} is from {-FARTHEST:,.0f} to {FARTHEST:,.0f}, not {value[:60]}"
        shown = found if math.isfinite(found) else value
        raise wrong("out_of_range", name, detail, shown, min=-FARTHEST, max=FARTHEST)
    return found


def read_expression(name: str, value: str) -> str:
    """Reads a formula of x; what is wrong with it is said with its column."""
    try:
        function.check(value)
    except BadExpression as error:
        place = f"/query/{name}"
        flaw = Flaw(error.code, error.detail, place, error.found, error.allowed)
        raise QueryError(flaw) from None
    return value


ENDS: Schema = {"type": "number", "minimum": -FARTHEST, "maximum": FARTHEST}
EXPRESSION = Parameter(
    "expression", read_expression, "The formula of x, such as x * sigmoid(x).",
    schema={"type": "string", "maxLength": vocabulary.MAX_LENGTH}, required=True,
)  # fmt: skip
LOW = Parameter("low", read_number, "Where the curves begin.", -3.0, ENDS)
HIGH = Parameter("high", read_number, "Where they end; above low.", 3.0, ENDS)
POINTS = bounded("points", "Points of each curve.", 2, MAX_POINTS, 121)
QUERY = (EXPRESSION, LOW, HIGH, POINTS, VERSION)

TENSOR = ref("Tensor")
FUNCTION_ANSWERS: dict[str, Schema] = {
    "Function": answer(
        expression=TEXT, formula=ref("Formula"), derivative=ref("Formula"),
        curve=answer(x=TENSOR, y=TENSOR, slope=TENSOR),
    ),
}  # fmt: skip


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["catalog"])

    @router.get(
        "/function",
        **operation(
            "derive_function", "A formula of x, its derivative, and both curves", "Function",
            query=QUERY,
        ),
    )  # fmt: skip
    async def derive_function(request: Request) -> Response:
        def make() -> Body:
            query = read_query(request, QUERY)
            if not query["low"] < query["high"]:
                detail = f"high is above low, which is {spelled(query['low'])}"
                raise wrong("out_of_range", "high", detail, query["high"], above=query["low"])
            return Body(wire.encode(described(**{n: query[n] for n in query if n != "v"})))

        return await context.answers.give(request, make)

    return router


def described(expression: str, low: float, high: float, points: int) -> dict[str, Any]:
    known = function.read(expression)
    x = np.linspace(low, high, points)
    with np.errstate(all="ignore"):
        y, slope = known.compute_value.on_array(x), known.compute_slope.on_array(x)
    return {
        "expression": expression,
        "formula": render(f"y = {text(known.value)}").to_dict(),
        "derivative": render(f"∂y/∂x = {text(known.slope)}").to_dict(),
        "curve": {"x": x, "y": y, "slope": slope},
    }
