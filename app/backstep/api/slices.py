"""`?slice=0:32,0:32`: numpy's basic slices, one for each axis."""

import re
from typing import Annotated

from pydantic import Field, WithJsonSchema

from backstep.api import forms
from backstep.api.forms import formed
from backstep.api.query import Absent, reading, wrong
from backstep.engine.kind import Shape
from backstep.engine.misfit import in_words

Slices = tuple[slice | int, ...]

_NUMBER = rf"({forms.NUMBER})"
_INDEX = re.compile(_NUMBER, re.ASCII)
_SLICE = re.compile(rf"{_NUMBER}?:{_NUMBER}?(?::{_NUMBER}?)?", re.ASCII)


def slices(name: str, value: str) -> Slices:
    """Reads slices such as `0:32`, `::2`, `:` and single indices such as `3`, one for each axis."""
    return tuple(_one(name, part) for part in value.split(",")) if value else ()


def _one(name: str, part: str) -> slice | int:
    text = part.strip(" ")
    if _INDEX.fullmatch(text):
        return int(text)
    match = _SLICE.fullmatch(text)
    if match is None:
        detail = f"{name} is slices such as 0:32 separated by commas, not {part[:60]!r}"
        raise wrong("wrong_type", name, detail, part, type="slices")
    start, stop, step = match.groups()
    if step is not None and int(step) == 0:
        raise wrong("out_of_range", name, "the step of a slice is not 0", part, not_=0)
    return slice(*(None if end is None else int(end) for end in (start, stop, step)))


Slice = Annotated[
    Annotated[Slices, reading(slices), WithJsonSchema(dict(formed(forms.SLICES)))] | Absent,
    Field(description="The part of the tensor to send, as in 0:32,0:32."),
]


def check(chosen: Slices, address: str, shape: Shape) -> None:
    """Raises QueryError where the slices do not fit this tensor."""
    if len(chosen) != len(shape):
        size = in_words(shape, "a single number")
        detail = f"{address} is {size}: it takes {len(shape)} slices, not {len(chosen)}"
        raise wrong("shape_mismatch", "slice", detail, len(chosen), axes=len(shape))
    for axis, (part, length) in enumerate(zip(chosen, shape, strict=True)):
        if isinstance(part, int) and not -length <= part < length:
            detail = f"axis {axis} of {address} has {length} entries: there is no {part}"
            raise wrong("index_out_of_range", "slice", detail, part, min=0, max=length - 1)


def spelled(chosen: Slices) -> str:
    """The slices as text again."""
    return ",".join(_spell(part) for part in chosen)


def _spell(part: slice | int) -> str:
    if isinstance(part, int):
        return str(part)
    ends = ["" if end is None else str(end) for end in (part.start, part.stop)]
    return ":".join(ends if part.step is None else [*ends, str(part.step)])
