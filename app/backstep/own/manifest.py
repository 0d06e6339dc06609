"""What a layer of one's own is, found by trying it: for menus, forms, shapes, first weights."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from backstep.own.first import FIRST
from backstep.own.inputs import INPUTS
from backstep.own.layer import FunctionsLayer, OwnLayer, Shapes, computed
from backstep.own.object_layer import ObjectLayer
from backstep.own.reading import own_functions
from backstep.own.source import Source
from backstep.own.subject import Array, Given, drawn
from backstep.own.told import Told, failed

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
TAKEN = {"kind", "label", "group", "inputs", "share", "source", "from", "rng", "at", "init"}
TYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"), (int, "integer"), (float, "number"), (str, "text"),
)  # fmt: skip
POINTS = 25  # of a curve
DOC = 200  # characters of what a file says of itself


def layer_of(source: Source, name: str) -> OwnLayer:
    """The layer that is meant. Raises Told where there is none."""
    if name:
        return ObjectLayer(source, name)
    if "y" not in own_functions(source):
        classes = [n for n, v in source.namespace.items() if is_layer(v, source)]
        if classes:
            offered = ", ".join(f"{source.path}:{n}" for n in classes[:5])
            raise Told(
                f"there is no function y; to load a class, name it: {offered}",
                f"no hay una función y; para cargar una clase, nómbrela: {offered}",
            )
    return FunctionsLayer(source)


def is_layer(value: Any, source: Source) -> bool:
    here = isinstance(value, type) and value.__module__ == source.module.__name__
    return here and hasattr(value, "forward")


def manifest(layer: OwnLayer, source: Source, name: str) -> dict[str, Any]:
    """All that the server is told of a layer; plain data. Raises Told."""
    check_names(layer, source)
    given, sort = fitting(layer, source.path, name or "y")
    y = computed(layer, given)["y"]
    first = layer.inputs[0]
    parameters = layer.parameter_shapes(with_first(layer, given.settings), into_of(layer, given))
    starts = {n: start_of(layer, given, n) for n, s in parameters.items() if len(s) < 2}
    return {
        "inputs": list(layer.inputs),
        "settings": [setting(n, v, layer) for n, v in with_first(layer, {}).items()],
        "parameters": {n: starts.get(n) for n in parameters},
        "rules": [rule.told() for rule in layer.rules.values()],
        "sort": sort,
        "example": {n: list(given.arrays[n].shape) for n in layer.inputs},
        "one": alone(layer, given, y) if len(layer.inputs) == 1 and not parameters else False,
        "weights": parameters.get("W") == (given.arrays[first].shape[-1], y.shape[-1]),
        "mixes": mixes(layer, given, y),
        "about": (source.module.__doc__ or "").strip().split("\n\n")[0][:DOC],
    }


def with_first(layer: OwnLayer, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings, those without a default with a value to begin with."""
    known = {**layer.settings, **dict.fromkeys(layer.required, FIRST), **settings}
    return {name: known[name] for name in layer.names}


def into_of(layer: OwnLayer, given: Given) -> Shapes:
    return {name: given.arrays[name].shape for name in layer.inputs}


def check_names(layer: OwnLayer, source: Source) -> None:
    """Names that an address or a description cannot have, or has already."""
    parameters = {t for rule in layer.rules.values() for t in rule.tensors}
    for name in (*layer.rules, *layer.inputs, *parameters, *layer.settings, *layer.required):
        where = source.line_of(name)
        if not NAME.fullmatch(name) or name.endswith("_next"):
            raise Told(
                f"{name} cannot be a tensor's name here: letters A to z, digits and _, and not "
                "_next at its end",
                f"{name} no puede ser el nombre de un tensor aquí: letras de la A a la z, cifras y "
                "_, y sin _next al final",
                where,
            )
    for name in (*layer.settings, *layer.required):
        if name in TAKEN:
            raise Told(
                f"{name} cannot be a setting's name: a description uses it for something else",
                f"{name} no puede ser el nombre de un ajuste: la descripción lo usa para otra cosa",
            )


def fitting(layer: OwnLayer, path: str, what: str) -> tuple[Given, str]:
    """The first that suits the layer of what it may be tried with. Raises Told."""
    first: Told | None = None
    for given in layer.trials():
        if isinstance(given, Told):
            first = first or given
            continue
        try:
            y = computed(layer, given)["y"]
            check_y(y, given.x, layer)
        except Told as problem:
            if problem.final:
                raise
            first = first or problem
            continue
        except BaseException as error:
            told = failed(path, what, error)
            if told.final:
                raise told from None
            first = first or told
            continue
        return given, given.sort
    raise first or Told("there is nothing to try", "no hay nada que probar")


def sized(shape: Iterable[int]) -> str:
    """A shape in words; no module of the engine is brought in beside somebody's own code."""
    return "×".join(map(str, shape)) or "()"


def check_y(y: Array, x: Array, layer: OwnLayer) -> None:
    if y.ndim and y.shape[0] == x.shape[0] and y.size:
        return
    x_shape, y_shape = (sized(a.shape) for a in (x, y))
    raise Told(
        f"y has the shape {y_shape} for an x of {x_shape}: its first axis must be the samples, as "
        "that of x is",
        f"y tiene la forma {y_shape} para un x de {x_shape}: su primer eje debe ser el de los "
        "ejemplos, como el de x",
        layer.rules["y"].line,
    )


def setting(name: str, value: Any, layer: OwnLayer) -> dict[str, Any]:
    kind = next((said for type_, said in TYPES if isinstance(value, type_)), None)
    if kind is None:
        raise Told(
            f"the setting {name} is {value!r}: a setting is a number, a text, or true or false",
            f"el ajuste {name} es {value!r}: un ajuste es un número, un texto, o verdadero o falso",
        )
    required = name in layer.required
    return {"name": name, "type": kind, "default": None if required else value,
            "required": required, "positive": kind == "integer" and value >= 1}  # fmt: skip


def start_of(layer: OwnLayer, given: Given, name: str) -> float:
    """Where a parameter of one axis begins: at 0, or at 1 where y would not depend on x at 0."""
    rng = np.random.default_rng(1)
    still = {**given.arrays, name: np.zeros_like(given.arrays[name])}
    try:
        x = layer.inputs[0]
        other = {**still, x: INPUTS[given.sort or "real"](rng, still[x].shape)}
        here, there = (
            computed(layer, Given(a, given.settings, {}, given.inputs))["y"] for a in (still, other)
        )
    except Exception:
        return 0.0
    return 1.0 if np.array_equal(here, there) else 0.0


def alone(layer: OwnLayer, given: Given, y: Array) -> bool:
    """Whether each number of y depends on the number of x at its place and on no other, and on
    numbers in one row alike: its picture is then a curve."""
    name, x = layer.inputs[0], given.x
    if y.shape != x.shape:
        return False
    try:
        row = computed(layer, given_with(given, name, np.linspace(-3, 3, POINTS)))["y"]
        if row.shape != (POINTS,):
            return False
        single = [
            computed(layer, given_with(given, name, x.reshape(-1)[k : k + 1]))["y"][0]
            for k in range(x.size)
        ]
    except Exception:
        return False
    return bool(np.allclose(np.array(single).reshape(x.shape), y, rtol=1e-12, equal_nan=True))


def given_with(given: Given, name: str, x: Array) -> Given:
    return Given({**given.arrays, name: x}, given.settings, given.fixed, given.inputs)


def mixes(layer: OwnLayer, given: Given, y: Array) -> bool:
    """Whether a sample's output changes with another sample."""
    name, x = layer.inputs[0], given.x
    if len(x) < 2:
        return False
    moved = x.copy()
    moved[0] = INPUTS[given.sort or "real"](np.random.default_rng(2), moved[:1].shape)[0]
    try:
        other = computed(layer, given_with(given, name, moved))["y"]
    except Exception:
        return False
    return not np.allclose(other[1:], y[1:], rtol=1e-12, atol=0, equal_nan=True)


def shapes(layer: OwnLayer, sort: str, settings: Mapping[str, Any], into: Shapes) -> dict[str, Any]:
    """The shapes of parameters, and of all that the forward computes, for what it gets."""
    parameters = layer.parameter_shapes(settings, into)
    rng = np.random.default_rng(3)
    draw = INPUTS.get(sort) or drawn
    given: dict[str, Array] = {n: draw(rng, s) if n == layer.inputs[0] else drawn(rng, s)
                               for n, s in into.items()}  # fmt: skip
    given |= {name: drawn(rng, shape) for name, shape in parameters.items()}
    made = computed(layer, Given(given, dict(settings), {}, layer.inputs))
    check_y(made["y"], given[layer.inputs[0]], layer)
    return {
        "parameters": {name: list(shape) for name, shape in parameters.items()},
        "tensors": {name: list(array.shape) for name, array in made.items()},
    }
