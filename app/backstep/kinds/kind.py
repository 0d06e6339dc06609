"""A kind made of what a file of one's own declares: its rules, settings, shapes and words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from backstep.engine.groups import OWN_GROUP
from backstep.engine.kind import Code, Example, Kind, Parameter, Setting
from backstep.engine.kind import Rule as KindRule
from backstep.kinds.computing import Computing, Fans, Rule, Shaped
from backstep.kinds.version import Version
from backstep.languages import Words
from backstep.own.first import FIRST

INIT = "init"  # the setting that says how parameters of two axes and more are drawn
INITIALIZER = {"kind": "glorot_uniform"}
MOST_AXES = 8  # of a parameter
Declared = dict[str, Any]


def kind_of(computing: Computing) -> Kind:
    """The kind that a version of a file is."""
    version, told = computing.version, computing.version.manifest
    title = version.name or version.file.removesuffix(".py")
    read = [t for rule in told["rules"] if rule["name"] == "y" for t in rule["tensors"]]
    kind = Kind(
        version.kind,
        "layer",
        f"y = f({', '.join(read)})",
        title=(title, title),
        summary=summary(version),
        inputs=tuple(told["inputs"]),
        example=example(told),
        edges="one" if told["one"] else "W" if told["weights"] else "all",
        group=OWN_GROUP,
        gives="unknown",
        mixes_samples=told["mixes"],
        code=Code(
            version.file,
            version.id,
            version.name,
            lines={rule["name"]: rule["line"] for rule in told["rules"]},
            derived=frozenset(rule["name"] for rule in told["rules"] if not rule["written"]),
        ),
    )
    names = (kind.inputs, tuple(setting["name"] for setting in told["settings"]))
    for setting in told["settings"]:
        kind.settings[setting["name"]] = setting_of(setting)
    for name, start in told["parameters"].items():
        kind.parameters[name] = parameter(computing, name, start, names)
    if any(start is None for start in told["parameters"].values()):
        kind.setting(
            INIT, "initializer", "How weights are drawn", "Cómo se sortean los pesos",
            default=INITIALIZER,
        )  # fmt: skip
    for axis in range(1, MOST_AXES + 1):
        kind.letter(f"a{axis}", f"entry of axis {axis}", f"entrada del eje {axis}")
    kind.output_shape = Shaped(computing, "tensors", "y", names)
    for rule in told["rules"]:
        kind.rules[rule["name"]] = rule_of(computing, rule, names)
    return kind


def summary(version: Version) -> Words:
    """What the file says of itself, or that it is computed by it."""
    about = " ".join(str(version.manifest["about"]).split())
    if about:
        return about, about
    return (
        f"A layer of your own: computed by your code, {version.file}.",
        f"Una capa suya: la calcula su código, {version.file}.",
    )


def example(told: Declared) -> Example:
    first, *others = told["inputs"]
    shapes = {name: tuple(shape) for name, shape in told["example"].items()}
    settings = {s["name"]: FIRST for s in told["settings"] if s["required"]}
    return Example(shapes[first], settings, others={name: shapes[name] for name in others})


def setting_of(told: Declared) -> Setting:
    name = told["name"]
    bounds: dict[str, Any] = {"min": 1, "max": 65536} if told["positive"] else {}
    if told["type"] == "integer" and not bounds:
        bounds = {"min": -(2**31), "max": 2**31}
    words = (f"The setting {name} of your code", f"El ajuste {name} de su código")
    return Setting(
        name, told["type"], words, told["default"], required=told["required"],
        title=(name, name), recommended=FIRST if told["required"] else None, **bounds,
    )  # fmt: skip


def parameter(
    computing: Computing, name: str, start: float | None, names: tuple[Sequence[str], Sequence[str]]
) -> Parameter:
    shape = Shaped(computing, "parameters", name, names)
    if start is None:
        return Parameter(name, shape, init=INIT, fans=Fans(shape))
    return Parameter(name, shape, start=start)


def rule_of(
    computing: Computing, told: Declared, names: tuple[Sequence[str], Sequence[str]]
) -> KindRule:
    name, tensors, settings = told["name"], tuple(told["tensors"]), tuple(told["settings"])
    forward = told["phase"] == "forward"
    shape: Callable[..., Any] | None = None
    if forward and name != "y":
        shape = Shaped(computing, "tensors", name, names)
    return KindRule(
        name=name,
        phase=told["phase"],
        function=Rule(computing, name, (*tensors, *settings)),
        arguments=(*tensors, *settings),
        tensors=tensors,
        optional=frozenset(),
        words=words(computing.version, told),
        all=f"{name} = f({', '.join(tensors)})",
        shape=shape,
    )


def words(version: Version, told: Declared) -> Words:
    """What happens, with what is read; who has written it, and where."""
    name, tensors = told["name"], told["tensors"]
    en, es = (listed([f"{{{t}}}" for t in tensors], and_) for and_ in ("and", "y"))
    if not told["written"]:
        return (
            f"Nobody has written {name} in {version.file}: {{{name}}} is derived numerically, from "
            "your forward alone.",
            f"En {version.file} no está escrita {name}: {{{name}}} se deriva numéricamente, solo a "
            "partir de su forward.",
        )
    line = told["line"]
    at = (f", line {line}", f", línea {line}") if line else ("", "")
    return (
        f"{{Layer}} computes {{{name}}} from {en}: computed by your code, {version.file}{at[0]}.",
        f"{{Layer}} calcula {{{name}}} a partir de {es}: lo calcula su código, "
        f"{version.file}{at[1]}.",
    )


def listed(names: list[str], and_: str) -> str:
    *others, last = names
    return f"{', '.join(others)} {and_} {last}" if others else last


def refreshed(version: Version, manifest: Declared) -> Version:
    """The same with what was found of it."""
    return replace(version, manifest=manifest)
