"""The small bodies: going on, editing, predicting. Descriptions are read by backstep.describe."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from typing_extensions import TypeAliasType

from backstep.api.shapes import Number, TensorInput
from backstep.describe.arrays import read_number, read_tensor
from backstep.describe.description import FIELDS
from backstep.describe.flaws import Flaws, is_whole, shorten, spell, type_name
from backstep.describe.kinds import read_object, read_setting
from backstep.engine.kind import Array, Setting
from backstep.errors import DescriptionError, Flaw

MAX_ITERATIONS = 10**9
MAX_CHANGES = 1000
MAX_SIDE = 512
PATCH = {
    "type": "object",
    "properties": {name: {} for name in FIELDS},
    "additionalProperties": False,
}

ITERATIONS = Setting(
    "iterations", "integer", ("Iterations", "Iteraciones"), 1, min=1, max=MAX_ITERATIONS
)
POINTS = Setting("points", "integer", ("Points", "Puntos"), min=1, max=MAX_SIDE)
BOUND = Setting("bound", "number", ("Bound", "Límite"))


class Taken(BaseModel):
    """The shape of a body, for OpenAPI: nothing may stand in it that it does not name.

    Bodies are read by the functions here, and not by pydantic: their lists of numbers come as
    arrays already, numbers may be "NaN", and what is wrong is told stage by stage, in words.
    """

    model_config = ConfigDict(extra="forbid")


class Nothing(Taken):
    """An object with nothing in it; no body at all, where none has to be."""


class Next(Taken):
    """How far to go on."""

    iterations: Annotated[int, Field(ge=1, le=MAX_ITERATIONS)] = 1


class SetCell(Taken):
    """A number to be set."""

    address: str
    at: list[Annotated[int, Field(ge=0)]]
    value: Number


class Edit(Taken):
    """Changes of a description, then what is drawn anew, then single numbers."""

    set: Annotated[list[SetCell], Field(max_length=MAX_CHANGES)] = []
    description: Annotated[dict[str, Any], WithJsonSchema(PATCH)] = {}
    redraw: bool | list[str] = False


Axis = tuple[float, float, Annotated[int, Field(ge=1, le=MAX_SIDE)]]


class Grid(Taken):
    """From, to, and how many: along both axes."""

    x: Axis
    y: Axis


class OfSamples(Taken):
    """Samples to answer for."""

    x: TensorInput
    address: str | None = None


class OfGrid(Taken):
    """A grid to answer for."""

    grid: Grid
    address: str | None = None


Predict = TypeAliasType("Predict", OfSamples | OfGrid)
Asked: TypeAlias = tuple[Array | None, Mapping[str, Array] | None, str | None]


def read_next(raw: Any) -> int:
    """How many iterations to go on; one if nothing is said."""
    flaws = Flaws()
    given = read_body(raw, ("iterations",), (), flaws)
    iterations = read_setting(ITERATIONS, given.get("iterations", 1), "/iterations", flaws)
    flaws.raise_first_stage()
    return int(iterations)


def read_edit(raw: Any) -> dict[str, Any]:
    """An edit whose parts have the right types; what they mean is checked against the network."""
    flaws = Flaws()
    given = read_body(raw, ("set", "description", "redraw"), (), flaws)
    _check_changes(given.get("set", []), flaws)
    _check_patch(given.get("description", {}), flaws)
    _check_redraw(given.get("redraw", False), flaws)
    flaws.raise_first_stage()
    return given


def read_body(
    raw: Any, fields: tuple[str, ...], required: tuple[str, ...], flaws: Flaws
) -> dict[str, Any]:
    """The known fields of a body. Raises DescriptionError where it is no object at all."""
    if not isinstance(raw, dict):
        detail = f"the body is an object, and this is {type_name(raw)}"
        allowed = {"type": "object", "fields": list(fields)}
        raise DescriptionError(Flaw("wrong_type", detail, "", shorten(raw), allowed))
    return read_object(raw, "", fields, required, flaws)


def _check_changes(changes: Any, flaws: Flaws) -> None:
    if not _is(list, changes, "/set", flaws):
        return
    if len(changes) > MAX_CHANGES:
        detail = f"one edit sets at most {MAX_CHANGES} cells; parameters takes whole tensors"
        flaws.add("out_of_range", detail, "/set", len(changes), max=MAX_CHANGES)
        return
    for i, change in enumerate(changes):
        place, names = f"/set/{i}", ("address", "at", "value")
        cell = read_object(change, place, names, names, flaws)
        if "address" in cell:
            _is(str, cell["address"], f"{place}/address", flaws)
        if "at" in cell and _is(list, cell["at"], f"{place}/at", flaws):
            for k, index in enumerate(cell["at"]):
                _is(int, index, f"{place}/at/{k}", flaws)
        if "value" in cell:
            read_number(cell["value"], f"{place}/value", flaws)


def _check_patch(patch: Any, flaws: Flaws) -> None:
    if _is(dict, patch, "/description", flaws) and "network" in patch:
        _is(dict, patch["network"], "/description/network", flaws)


def _check_redraw(redraw: Any, flaws: Flaws) -> None:
    if isinstance(redraw, bool):
        return
    if _is(list, redraw, "/redraw", flaws):
        for i, name in enumerate(redraw):
            _is(str, name, f"/redraw/{i}", flaws)


NAMES = {dict: "an object", list: "a list", str: "text", int: "a whole number"}


def _is(type_: type, value: Any, pointer: str, flaws: Flaws) -> bool:
    """Whether a value has this type; a flaw if not. True and false are no whole numbers."""
    fits = is_whole(value) if type_ is int else isinstance(value, type_)
    if not fits:
        detail = f"{pointer} is {NAMES[type_]}, and this is {spell(value)}"
        kind = NAMES[type_].split(" ", 1)[-1]
        flaws.add("wrong_type", detail, pointer, shorten(value), type=kind)
    return fits


def read_predict(raw: Any) -> Asked:
    """Samples, or the coordinates along the two axes of a grid; and an address, if one is given."""
    flaws = Flaws()
    given = read_body(raw, ("x", "grid", "address"), (), flaws)
    if ("x" in given) == ("grid" in given):
        detail = "give either x or grid, and not both"
        code = "unknown_field" if "x" in given else "missing_field"
        raise DescriptionError(Flaw(code, detail, "/grid" if "x" in given else "/x"))
    address = given.get("address")
    if address is not None:
        _is(str, address, "/address", flaws)
    x = read_tensor(given["x"], "/x", flaws) if "x" in given else None
    grid = _read_grid(given["grid"], flaws) if "grid" in given else None
    flaws.raise_first_stage()
    return x, grid, address


def _read_grid(raw: Any, flaws: Flaws) -> dict[str, Array]:
    axes = read_object(raw, "/grid", ("x", "y"), ("x", "y"), flaws)
    return {name: _read_axis(axis, f"/grid/{name}", flaws) for name, axis in axes.items()}


def _read_axis(raw: Any, pointer: str, flaws: Flaws) -> Array:
    """Evenly spaced coordinates from `[from, to, how many]`."""
    nothing = np.zeros(0)
    if not _is(list, raw, pointer, flaws):
        return nothing
    if len(raw) != 3:
        detail = f"{pointer} is a list of three: from, to and how many"
        flaws.add("wrong_type", detail, pointer, shorten(raw), length=3)
        return nothing
    before = flaws.count
    low, high = (read_setting(BOUND, raw[i], f"{pointer}/{i}", flaws) for i in (0, 1))
    count = read_setting(POINTS, raw[2], f"{pointer}/2", flaws)
    return np.linspace(low, high, int(count)) if flaws.count == before else nothing
