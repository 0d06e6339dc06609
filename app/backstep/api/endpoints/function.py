"""`GET /function`: a typed formula with its derivative and both curves, for a field to draw."""

import math
import re
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.context import Context
from backstep.api.query import Asked, Version, Whole, reading, wrong
from backstep.api.route import LastingRoute
from backstep.api.shapes import Formula, Tensor
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


End = Annotated[
    float,
    reading(read_number),
    WithJsonSchema({"type": "number", "minimum": -FARTHEST, "maximum": FARTHEST}),
]


class FunctionQuery(Asked):
    """A formula, and where its curves are drawn."""

    expression: Annotated[
        str,
        reading(read_expression),
        WithJsonSchema({"type": "string", "maxLength": vocabulary.MAX_LENGTH}),
        Field(description="The formula of x, such as x * sigmoid(x)."),
    ]
    low: Annotated[End, Field(description="Where the curves begin.")] = -3.0
    high: Annotated[End, Field(description="Where they end; above low.")] = 3.0
    points: Annotated[
        int, Field(ge=2, le=MAX_POINTS, description="Points of each curve."), Whole
    ] = 121
    v: Version = None


class Curves(TypedDict):
    """A function and its slope, point by point."""

    x: Tensor
    y: Tensor
    slope: Tensor


class Function(TypedDict):
    """A typed formula, its derivative, and both curves."""

    expression: str
    formula: Formula
    derivative: Formula
    curve: Curves


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["catalog"], route_class=LastingRoute)

    @router.get(
        "/function",
        response_model=Function,
        summary="A formula of x, its derivative, and both curves",
    )
    async def derive_function(
        request: Request, query: Annotated[FunctionQuery, Query()]
    ) -> Response:
        if not query.low < query.high:
            detail = f"high is above low, which is {spelled(query.low)}"
            raise wrong("out_of_range", "high", detail, query.high, above=query.low)
        return await context.telling(request, lambda: curves(query))

    return router


def curves(query: FunctionQuery) -> dict[str, Any]:
    known = function.read(query.expression)
    x = np.linspace(query.low, query.high, query.points)
    with np.errstate(all="ignore"):
        y, slope = known.compute_value.on_array(x), known.compute_slope.on_array(x)
    return {
        "expression": query.expression,
        "formula": render(f"y = {text(known.value)}").to_dict(),
        "derivative": render(f"∂y/∂x = {text(known.slope)}").to_dict(),
        "curve": {"x": wire.whole(x), "y": wire.whole(y), "slope": wire.whole(slope)},
    }
