"""What a printed formula computes, given the tensors by address and its legend by letter."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from backstep.engine.functions import erf_of, sigmoid_of
from tests.engine.printed.grammar import Formula, Node
from tests.engine.printed.named import Named, combine, reduce, scalar, times, union
from tests.engine.printed.tokens import Refused, Tensor

ALONE = {
    "exp": np.exp, "log": np.log, "tanh": np.tanh, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sign": np.sign, "floor": np.floor, "erf": erf_of, "sigmoid": sigmoid_of, "abs": np.abs,
}  # fmt: skip
PAIRS = {"max": np.maximum, "min": np.minimum}
COMPARE = {
    "=": np.isclose, "≠": lambda a, b: ~np.isclose(a, b), "<": np.less, ">": np.greater,
    "≤": np.less_equal, "≥": np.greater_equal,
}  # fmt: skip
REDUCE = {"∑": (np.sum, 0.0), "max": (np.max, -np.inf), "min": (np.min, np.inf)}


class Meaning:
    """Computes nodes; an index that points outside of its tensor gives no number, NaN."""

    def __init__(
        self,
        formula: Formula,
        tensors: Mapping[str, Any],
        numbers: Mapping[str, Any],
        beside: Formula | None = None,
    ) -> None:
        self.tensors = tensors
        self.beside = beside
        self.numbers = {**numbers, "π": np.pi, "e": np.e, "∞": np.inf}
        self.sizes: dict[str, int] = {}
        self.where = {c.args[0].more: c.args[1] for c in formula.clauses if c.more == ["="]}
        self.busy: set[str] = set()
        self.names: dict[str, set[str]] = {}
        for node in (formula.left, formula.right, *formula.clauses):
            self.measure(node)
        self.limits = {v: n for c in formula.clauses for v, n in self.ranges(c).items()}
        for letter, size in self.limits.items():
            self.note(letter, size)
        if any(len(seen) > 1 for seen in self.names.values()):
            raise Refused(f"one name, two tensors: {self.names}")

    def note(self, letter: str, size: int) -> None:
        if self.sizes.setdefault(letter, size) != size:
            raise Refused(f"{letter} runs over {self.sizes[letter]} and over {size}")

    def measure(self, node: Node) -> None:
        """How far each letter runs: as far as every axis at which it stands."""
        if node.what == "tensor":
            token: Tensor = node.more
            self.names.setdefault(token.written, set()).add(token.address)
            shape = self.shape_of(token)
            if token.index is not None and len(token.index) != len(shape):
                raise Refused(f"{token.written} has {len(shape)} axes, not {len(token.index)}")
            for index, size in zip(node.args, shape, strict=False):
                if index.what == "name" and index.more not in self.where:
                    self.note(index.more, size)
        if node.what == "big":
            for rule in node.args[1:]:
                for letter, size in self.runs(rule).items():
                    self.note(letter, size)
        for arg in node.args:
            if isinstance(arg, Node):
                self.measure(arg)

    def runs(self, rule: Node) -> dict[str, int]:
        """0 ≤ i < 3 lets i run; where i stands for something, it is a condition."""
        return {v: n for v, n in self.ranges(rule).items() if v not in self.where}

    def ranges(self, node: Node) -> dict[str, int]:
        """0 ≤ i < 3 says how far i runs; so does 0 ≤ i < size, where size is a number."""
        if node.what != "relation" or node.more != ["≤", "<"]:
            return {}
        low, letter, high = node.args
        end = high.more if high.what == "num" else self.numbers.get(high.more)
        known = high.what in ("num", "name") and end is not None
        if not known or (low.what, low.more, letter.what) != ("num", 0.0, "name"):
            return {}
        return {letter.more: int(end)}

    def shape_of(self, token: Tensor) -> tuple[int, ...]:
        if token.address not in self.tensors:
            raise Refused(f"there is no tensor {token.address}")
        return tuple(np.shape(self.tensors[token.address]))

    def of(self, node: Node) -> Named:
        args = node.args
        match node.what:
            case "num":
                return scalar(node.more)
            case "name":
                return self.name(node.more)
            case "tensor":
                return self.tensor(node.more, args)
            case "+":
                return combine(np.add, self.of(args[0]), self.of(args[1]))
            case "−":
                return combine(np.subtract, self.of(args[0]), self.of(args[1]))
            case "neg":
                return combine(np.negative, self.of(args[0]))
            case "frac" if self.beside and node == self.beside.left:
                return self.of(self.beside.right)  # a derivative that the line beside it tells
            case "frac":
                return combine(np.divide, self.of(args[0]), self.of(args[1]))
            case "sup":
                return combine(np.power, self.of(args[0]), self.of(args[1]))
            case "sqrt":
                return combine(np.sqrt, self.of(args[0]))
            case "product":
                return self.product(node)
            case "big":
                return self.big(node)
            case "call":
                return self.call(node.more, args)
            case "cases":
                return self.cases(args)
            case "bracket" | "relation":
                return self.relation(args[0] if node.what == "bracket" else node)
        raise Refused(f"{node.what} is no number")

    def name(self, text: str) -> Named:
        if text in self.where:
            return self.of(self.where[text])
        if text in self.sizes:
            return Named((text,), np.arange(self.sizes[text], dtype=float))
        if text not in self.numbers:
            raise Refused(f"what is {text}?")
        return scalar(self.numbers[text])

    def tensor(self, token: Tensor, index: list[Node]) -> Named:
        array = np.asarray(self.tensors[token.address], dtype=float)
        if token.transposed:
            if array.ndim != 2 or token.index is not None:
                raise Refused(f"{token.written} cannot be transposed")
            array = array.T
        if token.index is None:
            return Named((), array)
        wholes = [axis for axis, node in enumerate(index) if node.what == "whole"]
        places = [self.of(node) for node in index if node.what != "whole"]
        array = np.moveaxis(array, wholes, range(-len(wholes), 0)) if wholes else array
        if any(place.whole for place in places):
            raise Refused("an index is one number")
        letters = union(*places)
        flat = [place.spread(letters).astype(int) for place in places]
        sizes = array.shape[: len(flat)]
        outside = np.zeros(np.broadcast_shapes(*(f.shape for f in flat)), bool)
        for place, size in zip(flat, sizes, strict=True):
            outside = outside | (place < 0) | (place >= size)
        kept = [np.clip(p, 0, n - 1) for p, n in zip(flat, sizes, strict=True)]
        found = array[tuple(np.broadcast_arrays(*kept))] if kept else array
        hidden = outside.reshape(outside.shape + (1,) * len(wholes))
        return Named(letters, np.where(hidden, np.nan, found))

    def product(self, node: Node) -> Named:
        """A condition that does not hold makes 0 of the whole product, whatever else is in it."""
        conditions = [self.of(f) for f in node.args if f.what == "bracket"]
        signs = ["·", *node.more]
        result = scalar(1)
        for sign, factor in zip(signs, node.args, strict=True):
            if factor.what == "bracket":
                continue
            value = self.of(factor)
            if sign == "⊙" and not (value.whole and result.whole == value.whole):
                raise Refused("⊙ joins tensors of one shape")
            result = combine(np.multiply, result, value) if sign == "⊙" else times(result, value)
        for condition in conditions:
            result = combine(lambda c, v: np.where(c, v, 0.0), condition, result)
        return result

    def big(self, node: Node) -> Named:
        body, *under = node.args
        letters = [n.more for n in under if n.what == "name"]
        letters += [letter for rule in under for letter in self.runs(rule)]
        if self.busy & set(letters) or set(letters) & set(self.where):
            raise Refused(f"{letters}: one of them means something else already")
        self.busy |= set(letters)
        value = self.of(body)
        function, neutral = REDUCE[node.more]
        for rule in under:
            if rule.what != "name" and not self.runs(rule):
                condition = self.of(rule)
                value = combine(lambda c, v, n=neutral: np.where(c, v, n), condition, value)
        self.busy -= set(letters)
        return reduce(function, value, letters)

    def call(self, name: str, args: list[Node]) -> Named:
        values = [self.of(arg) for arg in args]
        if name in ALONE and len(values) == 1:
            return combine(ALONE[name], values[0])
        if name in PAIRS and len(values) == 2:
            return combine(PAIRS[name], *values)
        raise Refused(f"{name} of {len(values)}: over which axis?")

    def relation(self, node: Node) -> Named:
        values = [self.of(arg) for arg in node.args]
        holds = scalar(True)
        for left, sign, right in zip(values, node.more, values[1:], strict=False):
            if sign not in COMPARE:
                raise Refused(f"{sign} is no condition")
            holds = combine(np.logical_and, holds, combine(COMPARE[sign], left, right))
        return holds

    def cases(self, args: list[Node]) -> Named:
        """Exactly one of the conditions holds at every place."""
        values, conditions = [self.of(v) for v in args[::2]], [self.of(c) for c in args[1::2]]

        def choose(*arrays: Any) -> Any:
            arrays = np.broadcast_arrays(*arrays)
            given, holds = arrays[: len(values)], np.stack(arrays[len(values) :]).astype(bool)
            if (holds.sum(axis=0) != 1).any():
                raise Refused("exactly one case holds")
            return np.select(list(holds), given)

        return combine(choose, *values, *conditions)
