"""A layer at one shape: what it computes there, and what each gradient should be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backstep.own.derivative import jacobian
from backstep.own.subject import Array, Arrays, Given, Subject, drawn
from backstep.own.told import Told
from backstep.slips.evidence import Evidence

MOST_CELLS = 400  # of one tensor that are looked at, drawn from the seed
SHAPES = 3


@dataclass(eq=False)
class Case:
    """One shape: what was given, the tensors of the forward, and the derivatives that are known."""

    given: Given
    tensors: Arrays
    dy: Array
    places: dict[str, Array] = field(default_factory=dict)  # by tensor: which of its numbers
    jacobians: Arrays = field(default_factory=dict)

    @property
    def arrays(self) -> Arrays:
        given = self.given  # an error's input may be called y as well
        return {**self.tensors, **given.fixed, **given.arrays}

    def of(self, name: str) -> Array:
        return self.arrays[name]

    def whole(self, name: str) -> bool:
        return len(self.places[name]) == self.of(name).size

    def expected(self, name: str, dy: Array | None = None) -> Array:
        """The gradient at the places that are looked at; all of it in its shape, if it is whole."""
        sent = self.dy if dy is None else dy
        flat = sent.reshape(-1) @ self.jacobians[name]
        return flat.reshape(self.of(name).shape) if self.whole(name) else flat

    def gradients(self) -> Arrays:
        """All the gradients that are known, dy among them."""
        whole = {n: self.expected(n) for n in self.jacobians if self.whole(n)}
        return {**whole, "y": self.dy}

    def evidence(self, name: str, found: Array) -> Evidence:
        numbers: dict[str, float] = {}
        y, x = self.tensors["y"], self.given.x
        if x.ndim:
            numbers["n"] = x.shape[0]
        for label, array in (("x", x), ("y", y)):
            for axis in range(1, array.ndim):
                numbers.setdefault(f"{label}.shape[{axis}]", array.shape[axis])
            numbers.setdefault(f"{label}.size", array.size)
        settings = self.given.settings.items()
        numbers |= {n: float(v) for n, v in settings if isinstance(v, int | float)}
        gradients = {f"d{n}": g for n, g in self.gradients().items() if n not in (name, "y")}
        return Evidence(
            self.expected(name),
            found,
            self.dy,
            self.jacobians[name],
            self.arrays,
            numbers,
            gradients,
        )

    @property
    def noise(self) -> float:
        """How far a difference of floats may be off where there is nothing to be found."""
        y = float(np.max(np.abs(self.tensors["y"]), initial=0.0))
        return 1e-9 * y * float(np.max(np.abs(self.dy), initial=0.0))


def upstream(rng: np.random.Generator, y: Array) -> Array:
    """A gradient that differs from number to number, and in sign."""
    return drawn(rng, y.shape) if y.ndim else np.array(1.0 + rng.random())


def cases(subject: Subject, asked: tuple[int, ...] | None, seed: int) -> Iterator[list[Case]]:
    """What fits of the shapes to try: those of one rank and one sort of numbers together.

    Raises Told with the first thing that went wrong where none fits.
    """
    rng = np.random.default_rng(seed)
    first: Told | None = None
    fitting: dict[tuple[int, str], list[Case]] = {}
    seen = set[Any]()
    rank = 0
    for given in subject.trials(asked, rng):
        if isinstance(given, Told):
            first = first or given
            continue
        shape = given.x.shape
        if rank and len(shape) != rank and fitting:
            yield from fitting.values()
            fitting = {}
        # One sort for each shape, but of targets every sort that an error takes.
        key, group = (given.sort, shape) if given.fixed else shape, (len(shape), given.sort)
        if key in seen or len(fitting.get(group, ())) >= SHAPES:
            continue
        try:
            case = fitted(subject, given, rng)
        except Told as problem:
            if problem.final:
                raise
            first = first or problem
            continue
        rank = len(shape)
        seen.add(key)
        fitting.setdefault(group, []).append(case)
    yield from fitting.values()
    if not rank:
        raise first or Told("there is nothing to try", "no hay nada que probar")


def fitted(subject: Subject, given: Given, rng: np.random.Generator) -> Case:
    """A layer at one shape. Raises Told where it does not suit it."""
    tensors = subject.forward(given)
    y = tensors["y"]
    if not usable(y):
        raise refused_type(subject, y)
    if not np.isfinite(y).all():
        raise Told("the forward gives NaN or infinity", "el forward da NaN o infinito")
    return Case(given, tensors, upstream(rng, y))


def usable(y: Array) -> bool:
    return y.dtype.kind in "fiub" and y.size > 0


def refused_type(subject: Subject, y: Array) -> Told:
    return Told(
        f"the forward gives {y.dtype} where numbers are expected",
        f"el forward da {y.dtype} donde se esperan números",
        subject.source.line_of("y"),
    )


def measure(subject: Subject, case: Case, names: Iterator[str] | list[str], seed: int) -> None:
    """Find the derivative of y by each of these tensors."""
    for name in names:
        at = np.asarray(case.of(name), dtype=float)
        rng = np.random.default_rng([seed, at.size])
        most = min(MOST_CELLS, max(1, 4_000_000 // max(1, case.dy.size)))
        whole = at.size <= most
        places = np.arange(at.size) if whole else np.sort(rng.choice(at.size, most, replace=False))
        case.places[name] = places
        case.jacobians[name] = jacobian(moved(subject, case, name), at, places)


def moved(subject: Subject, case: Case, name: str) -> Any:
    """y as a function of one tensor."""
    given = case.given

    def forward(value: Array) -> Array:
        if name in given.arrays:
            arrays = {**given.arrays, name: value}
            y = subject.forward(Given(arrays, given.settings, given.fixed, given.inputs))["y"]
        else:
            y = subject.forward(given, {name: value})["y"]
        return y if np.iscomplexobj(y) else np.asarray(y, dtype=float)

    return forward
