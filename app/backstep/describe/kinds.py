"""Reading the settings of one kind: each of its type, within its bounds, or with its default."""

import math
from collections.abc import Mapping
from typing import Any

from backstep.describe.flaws import Flaws, escape_pointer, is_whole, shorten, spell, type_name
from backstep.engine.kind import Kind, Role, Setting
from backstep.engine.registry import KINDS, OWN, changed
from backstep.errors import KindChanged
from backstep.setting import Refused

LARGEST = 1.7976931348623157e308
LAYER_FIELDS = ("label", "group", "inputs", "share")  # of a layer, besides its kind and settings
SOURCE = "source"  # of a layer of somebody's own: the version of its code


def read_object(
    value: Any, pointer: str, fields: tuple[str, ...], required: tuple[str, ...], flaws: Flaws
) -> dict[str, Any]:
    """The known fields of an object; what is missing or unknown becomes a flaw."""
    if not isinstance(value, dict):
        where = pointer or "the description"
        detail = f"{where} is an object, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, pointer, shorten(value), type="object")
        return {}
    for name in value:
        if name not in fields and not flaws.full:
            detail = f"there is no field {shorten(name)!r} here; known are {', '.join(fields)}"
            place = f"{pointer}/{escape_pointer(name)}"
            flaws.add("unknown_field", detail, place, shorten(name), fields=list(fields))
    for name in required:
        if name not in value:
            flaws.add("missing_field", f"{name} is needed here", f"{pointer}/{name}")
    return {name: value[name] for name in fields if name in value}


def read_kind(
    value: Any, role: Role, pointer: str, flaws: Flaws, whole: bool = True
) -> dict[str, Any]:
    """A layer, loss, optimizer or initializer with all its settings; unless `whole`, some of which
    another layer should have given."""
    kinds = KINDS[role]
    name = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(name, str):
        if not isinstance(value, dict):
            detail = f"a {role} is an object, and this is {type_name(value)}"
            flaws.add("wrong_type", detail, pointer, shorten(value), type="object")
        elif "kind" not in value:
            flaws.add("missing_field", f"a {role} needs its kind", f"{pointer}/kind")
        else:
            detail = f"a kind is text, and this is {type_name(name)}"
            flaws.add("wrong_type", detail, f"{pointer}/kind", shorten(name), type="text")
        return {}
    if name not in kinds and role == "layer" and name.startswith(OWN):
        return read_settings(kinds[name], value, pointer, flaws, whole)  # raises KindChanged
    if name not in kinds:
        detail = f"there is no {role} {shorten(name)!r}; known are {', '.join(sorted(kinds))}"
        flaws.add("unknown_kind", detail, f"{pointer}/kind", shorten(name), choices=sorted(kinds))
        return {}
    return read_settings(kinds[name], value, pointer, flaws, whole)


def read_settings(
    kind: Kind, value: Mapping[str, Any], pointer: str, flaws: Flaws, whole: bool
) -> dict[str, Any]:
    extra: tuple[str, ...] = LAYER_FIELDS if kind.role == "layer" else ()
    extra += (SOURCE,) if kind.code else ()
    names = ("kind", *kind.settings, *extra)
    required = tuple(s.name for s in kind.settings.values() if s.required and whole)
    given = read_object(value, pointer, names, required, flaws)
    settings: dict[str, Any] = {"kind": kind.name}
    if kind.code:
        check_version(kind, given.get(SOURCE), pointer)
        settings[SOURCE] = kind.code.version
    for setting in kind.settings.values():
        found = given.get(setting.name, settings_default(setting, settings))
        if setting.name in given or found is not None:
            place = f"{pointer}/{setting.name}"
            settings[setting.name] = read_setting(setting, found, place, flaws)
    if extra:
        settings["label"] = read_label("label", given.get("label"), pointer, flaws)
        group = read_label("group", given.get("group"), pointer, flaws)
        settings |= {} if group is None else {"group": group}
    return settings


def check_version(kind: Kind, version: Any, pointer: str) -> None:
    """Raises KindChanged where a layer asks for other code than there is now."""
    assert kind.code is not None
    if version is None or version == kind.code.version:
        return
    place = f"{pointer}/{SOURCE}" if pointer else ""
    raise KindChanged(changed(kind.name, kind.code.file, shorten(version), place))


def settings_default(setting: Setting, settings: Mapping[str, Any]) -> Any:
    """A default, which may be another setting's value (a pooling's stride is its size).

    None for a required setting, and where that other one is itself missing or wrong.
    """
    if isinstance(setting.default, str) and setting.default.startswith("="):
        return settings.get(setting.default[1:])
    return setting.default


def read_label(name: str, value: Any, place: str, flaws: Flaws) -> str | None:
    """What a layer, or the group that it belongs to, is called."""
    if value is None:
        return None
    if not isinstance(value, str):
        detail = f"a {name} is text, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, f"{place}/{name}", shorten(value), type="text")
        return None
    if not 0 < len(value) <= 24 or not value.isprintable():
        detail = f"a {name} has 1 to 24 printable characters"
        flaws.add("out_of_range", detail, f"{place}/{name}", shorten(value), min=1, max=24)
        return None
    return value


def read_setting(setting: Setting, value: Any, pointer: str, flaws: Flaws) -> Any:
    """One setting's value, of its type and within its bounds."""
    match setting.type:
        case "boolean" if isinstance(value, bool):
            return value
        case "initializer":
            return read_kind(value, "initializer", pointer, flaws)
        case "text" if isinstance(value, str):
            return read_text(setting, value, pointer, flaws)
        case "integer" if is_whole(value):
            return read_bounded(setting, int(value), value, pointer, flaws)
        case "number" if isinstance(value, (int, float)) and not isinstance(value, bool):
            return read_bounded(setting, to_float(value), value, pointer, flaws)
    expected = {"integer": "a whole number", "number": "a number", "text": "text"}
    detail = (
        f"{setting.name} is {expected.get(setting.type, 'true or false')}, "
        f"and this is {spell(value)}"
    )
    flaws.add("wrong_type", detail, pointer, shorten(value), type=setting.type)
    return None


def to_float(value: float) -> float:
    """A setting as float64; what is beyond float64 is infinite, and so out of every range."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def read_text(setting: Setting, value: str, pointer: str, flaws: Flaws) -> str:
    if setting.choices and value not in setting.choices:
        detail = f"{setting.name} is one of {', '.join(setting.choices)}, not {shorten(value)!r}"
        flaws.add("out_of_range", detail, pointer, shorten(value), choices=list(setting.choices))
    if setting.check is not None:
        try:
            setting.check(value)
        except Refused as refused:
            flaws.add(refused.code, refused.detail, pointer, refused.found, **refused.allowed)
    return value


def read_bounded(setting: Setting, number: float, found: Any, pointer: str, flaws: Flaws) -> float:
    low, high = setting.min, setting.max
    fits = (
        (low is None or number >= low)
        and (high is None or number <= high)
        and (setting.above is None or number > setting.above)
        and (setting.below is None or number < setting.below)
        and abs(number) <= LARGEST
    )
    fits = fits and number not in setting.excluded
    if setting.choices is not None:
        fits = fits and number in setting.choices
    if not fits:
        allowed = {
            key: bound
            for key, bound in (
                ("min", low), ("max", high), ("above", setting.above), ("below", setting.below),
                ("choices", list(setting.choices) if setting.choices else None),
                ("excluded", list(setting.excluded) or None),
            )
            if bound is not None
        }  # fmt: skip
        bounds = ", ".join(f"{key} {bound}" for key, bound in allowed.items()) or "finite"
        detail = f"{setting.name} is out of range: allowed is {bounds}"
        flaws.add("out_of_range", detail, pointer, shorten(found), **(allowed or {"max": LARGEST}))
    return number
