"""The tensors that a description gives: each at an address that is there, in its shape."""

from collections.abc import Iterable, Mapping
from typing import Any

from backstep.describe.flaws import escape_pointer
from backstep.describe.persisting import Persisting
from backstep.engine.kind import Array, Shape
from backstep.errors import Flaw

GIVEN = ("parameters", "optimizer_state", "layer_state")


def given_tensors(description: Mapping[str, Any]) -> dict[str, Array]:
    """All of them, by address."""
    return {address: given for field in GIVEN for address, given in description[field].items()}


def without_given(description: Mapping[str, Any]) -> dict[str, Any]:
    """The description with nothing given: a later state holds these tensors already."""
    return {**description, **{field: {} for field in GIVEN}}


def misplaced_tensors(
    description: Mapping[str, Any], persisting: Iterable[Persisting]
) -> list[Flaw]:
    """A flaw for each given tensor whose address is unknown or whose shape is another."""
    known: dict[str, dict[str, Shape]] = {field: {} for field in GIVEN}
    for tensor in persisting:
        known[tensor.field][tensor.address] = tensor.shape
    return [
        flaw
        for field in GIVEN
        for address, given in description[field].items()
        if (flaw := misplaced(field, address, given, known[field]))
    ]


def misplaced(field: str, address: str, given: Array, known: dict[str, Shape]) -> Flaw | None:
    place = f"/{field}/{escape_pointer(address)}"
    if address not in known:
        choices = {"choices": sorted(known)[:50]}
        detail = f"{address[:60]!r} is not among this network's {field.replace('_', ' ')}"
        return Flaw("unknown_address", detail, place, address, choices)
    wanted = known[address]
    if given.shape != wanted:
        detail = f"{address} has shape {list(wanted)}, and {list(given.shape)} was given"
        return Flaw("shape_mismatch", detail, place, list(given.shape), {"shape": list(wanted)})
    return None
