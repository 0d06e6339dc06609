"""`POST /datasets/csv`: a table of a user's own, read into samples; nothing is stored."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api.accepted import JSON, taking, type_of
from backstep.api.bodies import Taken
from backstep.api.context import Context, ready
from backstep.api.files import CSV
from backstep.api.openapi import reference
from backstep.api.own_table import SWITCHES, of_text, of_wishes
from backstep.api.problem import Problem
from backstep.api.query import Absent, Asked
from backstep.api.route import Route, refusal
from backstep.api.shapes import Count, Place, Tensor
from backstep.languages import LANGUAGES

SWITCH = {"true": True, "false": False}

Switch = Literal["true", "false"]
if TYPE_CHECKING:
    Spoken = str
else:
    Spoken = Literal[LANGUAGES]
Columns = list[str | int] | None


class TableQuery(Asked):
    """What is wished of a table, beside it."""

    target: Annotated[
        list[str] | Absent,
        Field(description="A column to learn, by name; the last one by default."),
    ] = None
    inputs: Annotated[
        list[str] | Absent,
        Field(description="A column to learn from, by name; all others by default."),
    ] = None
    header: Annotated[Switch | Absent, Field(description="Whether the first line holds names.")] = (
        None
    )
    classes: Annotated[
        Switch | Absent, Field(description="Read a target of numbers as classes.")
    ] = None
    images: Annotated[Switch | Absent, Field(description="Read each row as a square image.")] = None
    decimal: Annotated[
        Literal[".", ","] | Absent, Field(description="The decimal mark, where it is asked for.")
    ] = None
    gaps: Annotated[
        Literal["drop", "mean"],
        Field(description="Rows with gaps: drop leaves them out, mean fills in a column's mean."),
    ] = "drop"
    lang: Annotated[Spoken, Field(description="The language of names that are made.")] = "en"


class Table(Taken):
    """A table, and what is wished of it."""

    text: str
    target: Columns = None
    inputs: Columns = None
    header: bool | None = None
    classes: bool | None = None
    images: bool | None = None
    decimal: Literal[".", ","] | None = None
    gaps: Literal["drop", "mean"] | None = None
    lang: Spoken | None = None


class ColumnAsRead(TypedDict):
    """A column: what it holds, what it is for, and how many columns of x it becomes."""

    name: str
    type: Literal["number", "yes_no", "text"]
    role: Literal["input", "target", "unused"]
    becomes: Count
    gaps: Count
    form: Literal["date", "percent", "money"] | None
    problems: Count


class FirstRows(TypedDict):
    """The first rows as they are read, and the lines that they stand in."""

    lines: Place
    rows: list[list[float | str | None]]


class AsRead(TypedDict):
    """A table as it is read, and what was taken for what."""

    columns: list[ColumnAsRead]
    rows: Count
    preview: FirstRows
    separator: str
    decimal: Literal[".", ","]
    thousands: list[str]
    header: bool
    empty_columns: Count


class OwnSamples(AsRead):
    """The samples of a table."""

    samples: Count
    features: list[str]
    x: Tensor
    target: Tensor
    classes: list[str] | None
    left_out: Count
    filled: Count
    image_side: Count | None
    may_be_classes: bool


class Unread(TypedDict):
    """A table as far as it could be read, and how many problems there are."""

    problems: Count
    columns: NotRequired[list[ColumnAsRead]]
    rows: NotRequired[Count]
    preview: NotRequired[FirstRows]
    separator: NotRequired[str]
    decimal: NotRequired[Literal[".", ","]]
    thousands: NotRequired[list[str]]
    header: NotRequired[bool]
    empty_columns: NotRequired[Count]


class TableProblem(Problem):
    """A problem; where it is the table's, with the table."""

    table: NotRequired[Unread]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["data"], route_class=Route)

    @router.post(
        "/datasets/csv",
        response_model=OwnSamples,
        summary="Read a table of one's own into samples; nothing is stored",
        responses={422: refusal(422, TableProblem), 413: refusal(413, TableProblem)},
        **taking(reference(Table), CSV),
    )
    async def read_csv(request: Request, query: Annotated[TableQuery, Query()]) -> Response:
        asked = wished(query)
        if type_of(request, (JSON, CSV)) == CSV:
            return await context.take(request, partial(of_text, asked), ready)
        return await context.post(request, partial(of_wishes, asked), ready)

    return router


def wished(query: TableQuery) -> dict[str, Any]:
    """What stands in the query, as a body of JSON would have it."""
    given = {name: getattr(query, name) for name in query.model_fields_set}
    return {name: SWITCH[value] if name in SWITCHES else value for name, value in given.items()}
