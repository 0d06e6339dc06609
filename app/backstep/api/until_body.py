"""What a training is to stop for: `until` of `POST …/train`, read against the network."""

from typing import Annotated, Any, TypeAlias

from pydantic import Field

from backstep.api.bodies import Taken
from backstep.api.watched import address_in, check_metrics
from backstep.describe.classes import classes_of
from backstep.describe.flaws import Flaws, escape_pointer, shorten, spell
from backstep.describe.kinds import read_object, read_setting
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.engine.kind import Setting
from backstep.errors import DescriptionError, Flaw, QueryError
from backstep.training.until import Until as Conditions

BELOW = Setting("loss_below", "number", ("Loss below", "Error por debajo de"))
BROKEN = Setting("nonfinite", "boolean", ("A number breaks", "Un número se rompe"), False)
NORM = Setting("norm", "number", ("Norm", "Norma"))
ABOVE = Setting("accuracy_above", "number", ("Accuracy above", "Exactitud mayor que"), min=0, max=1)
NORMS = ("norm_below", "norm_above")
FIELDS = ("loss_below", "nonfinite", *NORMS, "dead", "accuracy_above")
MAX_NAMED = 64  # tensors of a norm, or layers: each is looked at in every iteration

Norms: TypeAlias = Annotated[dict[str, float], Field(max_length=MAX_NAMED)]


class Until(Taken):
    """When to end before the last iteration: where one of these holds."""

    loss_below: float | None = None
    nonfinite: bool | None = None
    norm_below: Norms | None = None
    norm_above: Norms | None = None
    dead: Annotated[list[str], Field(max_length=MAX_NAMED)] | None = None
    accuracy_above: Annotated[float, Field(ge=0, le=1)] | None = None


def read_until(raw: Any, flaws: Flaws) -> dict[str, Any]:
    """An `until` whose parts have the right types. What is null is not asked for."""
    given = {
        k: v for k, v in read_object(raw, "/until", FIELDS, (), flaws).items() if v is not None
    }
    for setting in (BELOW, BROKEN, ABOVE):
        if (name := setting.name) in given:
            given[name] = read_setting(setting, given[name], f"/until/{name}", flaws)
    for name in NORMS:
        norms = given.setdefault(name, {})
        if _is(dict, norms, f"/until/{name}", flaws):
            for address, bound in norms.items():
                place = f"/until/{name}/{escape_pointer(address[:60])}"
                read_setting(NORM, bound, place, flaws)
    dead = given.setdefault("dead", [])
    if _is(list, dead, "/until/dead", flaws):
        for i, layer in enumerate(dead):
            if not isinstance(layer, str):
                detail = f"dead lists layers, such as l2, and this is {spell(layer)}"
                flaws.add("wrong_type", detail, f"/until/dead/{i}", shorten(layer), type="text")
    return given


def _is(
    type_: type[dict[Any, Any]] | type[list[Any]], value: Any, pointer: str, flaws: Flaws
) -> bool:
    """Whether it is such a collection, and not too large a one."""
    wanted = "an object" if type_ is dict else "a list"
    if not isinstance(value, type_):
        detail = f"{pointer} is {wanted}, and this is {spell(value)}"
        flaws.add("wrong_type", detail, pointer, shorten(value), type=wanted.split()[1])
    elif len(value) > MAX_NAMED:
        detail = f"at most {MAX_NAMED} are looked at in each iteration"
        flaws.add("out_of_range", detail, pointer, len(value), max=MAX_NAMED)
    else:
        return True
    return False


def checked_until(given: dict[str, Any], network: Network, limits: Limits) -> Conditions:
    """The same with canonical addresses, checked against the network. Raises QueryError."""
    norms = {name: _norms(given[name], f"/until/{name}", network) for name in NORMS}
    layers = [block.id for block in network.layers]
    for i, layer in enumerate(given["dead"]):
        if layer not in layers:
            detail = f"this network has no layer {layer[:60]!r}"
            allowed = {"choices": layers}
            raise QueryError(
                Flaw("unknown_address", detail, f"/until/dead/{i}", layer[:60], allowed)
            )
    if "accuracy_above" in given:
        if classes_of(network.data) is None:
            detail = "these targets are no classes, so there is no accuracy to stop at"
            raise DescriptionError(Flaw("out_of_range", detail, "/until/accuracy_above"))
        check_metrics(network, limits, "/until/accuracy_above")
    return Conditions(
        loss_below=given.get("loss_below"),
        nonfinite=given.get("nonfinite", False),
        dead=tuple(given["dead"]),
        accuracy_above=given.get("accuracy_above"),
        **norms,
    )


def _norms(given: dict[str, float], pointer: str, network: Network) -> dict[str, float]:
    return {
        address_in(network, name, f"{pointer}/{escape_pointer(name[:60])}"): float(bound)
        for name, bound in given.items()
    }
