"""What the letters in a step's formulas mean here: which axis, which setting, how many."""

from collections.abc import Iterable, Iterator
from typing import Any

from backstep.engine.addition import SUM
from backstep.engine.kind import Shape
from backstep.engine.letters import letters, meaning
from backstep.engine.rule_names import rule_name, stem_of
from backstep.engine.symbols import symbol_of
from backstep.engine.texts import parameter_letters
from backstep.languages import Words, in_languages
from backstep.plan.step import Step

Entry = dict[str, Any]
KNOWN = ("pi", "e", "∞")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SLICE: Words = ("all along this axis", "todo lo que hay en ese eje")
NEW: Words = ("the new value", "el valor nuevo")
READER: Words = ("each of those that use it", "cada uno de los que lo usan")
TRUTH: Words = ("1 where this holds, else 0", "1 donde esto se cumple, si no 0")
AVERAGED: Words = ("how many numbers are averaged", "cuántos números se promedian")
OUTPUT: Words = ("output", "salida")  # what a loss reads
SAMPLES: Words = ("number of samples", "cantidad de ejemplos")


def legend(step: Step) -> list[Entry]:
    """An entry for each letter that is no tensor's, in the order of the formulas.

    An index has a `size`, the number of its values; a setting or a count has its `value`.
    """
    sizes = sizes_of(step)
    return [*indices(step, sizes), *values(step, sizes), *signs(step)]


def axis_letters(step: Step) -> dict[str, list[str]]:
    """The letter of each axis of the tensors that a step reads and writes, by address."""
    found = {}
    for name in (*step.reads, step.local_name):
        axes = axes_of(step, name)
        if axes:
            found[step.symbols[name].address] = [print_name(letter) for letter in axes]
    return found


def axes_of(step: Step, name: str) -> list[str]:
    """As the formulas write them; an axis with an expression has the letter of its own place."""
    uses = [
        (axes, mentioned.bound)
        for mentioned in step.mentioned
        for used, axes in mentioned.indices
        if used == name and ":" not in axes
    ]
    if not uses:
        return []
    count = len(uses[0][0])
    return [letter_of(axis, uses) or own_letter(step, name, axis, count) for axis in range(count)]


def letter_of(axis: int, uses: list[tuple[tuple[str, ...], frozenset[str]]]) -> str:
    """Where a tensor is used twice, the letter that a sum runs over: its terms are the rows."""
    given = [(axes[axis], bound) for axes, bound in uses if axes[axis]]
    summed = [letter for letter, bound in given if letter in bound]
    return next(iter(summed), given[0][0] if given else "")


def own_letter(step: Step, name: str, axis: int, rank: int) -> str:
    if name in step.layer.parameters:
        return parameter_letters(step.layer, name, step.facts)[axis]
    return letters(rank).over(axis)[axis]


def sizes_of(step: Step) -> dict[str, int]:
    """How many values each index takes."""
    sizes: dict[str, int] = {}
    note(sizes, axes_of(step, step.local_name), shape_of(step, step.local_name))
    for mentioned in step.mentioned:
        for name, axes in mentioned.indices:
            note(sizes, axes, shape_of(step, name))
        sizes |= dict(mentioned.bounds)
    for name in step.reads:
        note(sizes, axes_of(step, name), shape_of(step, name))
    return sizes


def note(sizes: dict[str, int], axes: Iterable[str], shape: Shape) -> None:
    for letter, size in zip(axes, shape, strict=False):
        if letter not in ("", ":"):
            sizes.setdefault(letter, size)


def shape_of(step: Step, name: str) -> Shape:
    """The shape of what a rule calls so; a gradient has that of its tensor."""
    stem = stem_of(name)
    for key in (name, rule_name(name), stem, stem[1:]):
        if key in step.shapes:
            return step.shapes[key]
    return ()


def indices(step: Step, sizes: dict[str, int]) -> Iterator[Entry]:
    feature = OUTPUT if step.layer.role == "loss" else None
    for letter, size in sizes.items():
        words = step.layer.letters.get(letter) or meaning(letter, step.rank, feature)
        yield {"symbol": print_name(letter), "meaning": in_languages(words), "size": size}


def values(step: Step, sizes: dict[str, int]) -> Iterator[Entry]:
    seen = dict.fromkeys(name for mentioned in step.mentioned for name in mentioned.names)
    for name in seen:
        if name in step.symbols or name in sizes or name in KNOWN:
            continue
        words, value = value_of(step, name)
        yield {"symbol": print_name(name), "meaning": in_languages(words), "value": value}


def value_of(step: Step, name: str) -> tuple[Words, Any]:
    if name in step.kind.settings:
        return step.kind.settings[name].words, step.block_settings[name]
    if name == "M" and step.kind.count:
        return AVERAGED, step.kind.counted(step.x_shape, step.block_settings)
    assert name == "N", f"{step.writes}: what is {name}?"
    return SAMPLES, step.x_shape[0]


def signs(step: Step) -> Iterator[Entry]:
    """What else a reader may ask about."""
    if any(axes.count(":") for m in step.mentioned for _, axes in m.indices):
        yield {"symbol": ":", "meaning": in_languages(SLICE)}
    if any(name.endswith("_next") for m in step.mentioned for name in m.names):
        yield {"symbol": "′", "meaning": in_languages(NEW)}
    if step.rule_name == SUM:
        yield {"symbol": "r", "meaning": in_languages(READER)}
    if any(m.brackets for m in step.mentioned):
        yield {"symbol": "[…]", "meaning": in_languages(TRUTH)}


def print_name(name: str) -> str:
    symbol = symbol_of(name, {})
    return symbol.base + symbol.sub.translate(SUBSCRIPTS)
