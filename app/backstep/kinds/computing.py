"""Rules of one's own, as the rest of the program calls them: each is computed in its process."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from inspect import Parameter as Argument
from inspect import Signature
from threading import Lock
from typing import Any

import numpy as np

from backstep.engine.kind import Array, Misfit, Shape
from backstep.engine.registry import changed
from backstep.errors import Flaw, KindChanged, OwnCode
from backstep.kinds.process import Failed, OwnProcess
from backstep.kinds.version import Version

Names = tuple[Sequence[str], Sequence[str]]  # of inputs, and of settings
MOST_SHAPES = 256  # that are remembered of one version


def named(names: Sequence[str]) -> Signature:
    """What a function of these arguments tells of itself."""
    return Signature([Argument(name, Argument.POSITIONAL_OR_KEYWORD) for name in names])


class Computing:
    """One version of a file in this process: its own process, begun when it is first needed, and
    begun again when it has ended."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.current = True
        self._process: OwnProcess | None = None
        self._lock = Lock()
        self._shapes: dict[Any, dict[str, Any]] = {}

    def take(self, process: OwnProcess) -> None:
        """Go on with a process that has read the file already."""
        self._process = process

    @property
    def process(self) -> OwnProcess:
        """Raises KindChanged where there is other code by now, and Failed."""
        found = self._process
        if found is None or not found.alive or not self.current:
            with self._lock:
                if not self.current:
                    raise KindChanged(self.changed())
                found = self._process
                if found is None or not found.alive:
                    if found is not None:
                        found.kill()  # its pipes are given back
                    found = self._process = OwnProcess(torch="torch" in self.version.text)
                    found.read(self.version)
        return found

    def run(self, calls: tuple[Any, ...], known: list[Any]) -> list[Array]:
        """Raises OwnCode, KindChanged, and what the deadline raises."""
        try:
            return self.process.run(calls, known)
        except Failed as failed:
            if not self.current:
                raise KindChanged(self.changed()) from None
            raise OwnCode(flaw_of(self.version, failed)) from None

    def shapes(self, settings: Mapping[str, Any], into: Mapping[str, Shape]) -> dict[str, Any]:
        """Raises Misfit where own code does not take such shapes, and KindChanged."""
        key = (tuple(sorted(settings.items())), tuple(sorted(into.items())))
        if key not in self._shapes:
            try:
                found = self.asked_shapes(settings, into)
            except Failed as failed:
                flaw = flaw_of(self.version, failed)
                raise Misfit(flaw.detail, allowed=flaw.allowed, code=flaw.code) from None
            while len(self._shapes) >= MOST_SHAPES:
                self._shapes.pop(next(iter(self._shapes)), None)
            self._shapes[key] = found
        return self._shapes[key]

    def changed(self) -> Flaw:
        return changed(self.version.kind, self.version.file, self.version.id)

    def asked_shapes(
        self, settings: Mapping[str, Any], into: Mapping[str, Shape]
    ) -> dict[str, Any]:
        """Raises Failed, and KindChanged."""
        return self.process.shapes(dict(settings), dict(into))

    def look(self) -> None:
        """Raises KindChanged where there is other code by now."""
        if not self.current:
            raise KindChanged(self.changed())

    def retire(self) -> None:
        """There is other code now."""
        self.current = False
        with self._lock:
            if self._process is not None:
                self._process.kill()


class Shaped:
    """A shape that own code gives: a parameter's, or a tensor's."""

    def __init__(
        self,
        computing: Computing,
        which: str,
        name: str,
        names: tuple[Sequence[str], Sequence[str]],
    ) -> None:
        self.computing, self.which, self.name = computing, which, name
        self.inputs, self.settings = names
        self.__signature__ = named([*self.inputs, *self.settings])

    def __call__(self, **known: Any) -> Shape:
        into = {name: tuple(known[name]) for name in self.inputs}
        settings = {name: known[name] for name in self.settings}
        found = self.computing.shapes(settings, into)[self.which][self.name]
        return tuple(int(n) for n in found)


class Fans:
    """How many numbers go into one of what a parameter makes, and how many come out of it."""

    def __init__(self, shape: Shaped) -> None:
        self.shape = shape
        self.__signature__ = shape.__signature__

    def __call__(self, **known: Any) -> tuple[int, int]:
        shape = self.shape(**known)
        if len(shape) < 3:
            return shape[0], shape[-1]
        return int(np.prod(shape[1:])), shape[0]


class Rule:
    """A rule's function. `shape`, where the plan knows it, is asked for."""

    def __init__(self, computing: Computing, name: str, names: Sequence[str]) -> None:
        self.computing, self.name, self.names = computing, name, tuple(names)
        self.__signature__ = named(names)

    @cached_property
    def places(self) -> tuple[int, ...]:
        return tuple(range(len(self.names)))

    def __call__(self, *given: Any, **named: Any) -> Array:
        return self.compute([*given, *(named[n] for n in self.names[len(given) :])], None)

    def compute(self, values: list[Any], shape: Shape | None) -> Array:
        arrays = [plain(value) for value in values]
        call = (self.name, self.places, shape, type_of(arrays))
        return self.computing.run((call,), arrays)[0]

    def shaped(self, shape: Shape) -> "Shapely":
        """The same where it is known what shape comes of it."""
        return Shapely(self, shape)


class Shapely:
    """A rule's function at one place of a network, which must give what has its place there."""

    def __init__(self, rule: Rule, shape: Shape) -> None:
        self.rule, self.shape = rule, shape

    def __call__(self, *given: Any) -> Array:
        return self.rule.compute(list(given), self.shape)

    def together(
        self, asked: Sequence[tuple["Shapely", list[int], int]]
    ) -> Callable[[list[Any]], None]:
        """One question for several rules of a layer, or of layers of one file: each with the slots
        of what it reads, and that of its result."""
        results = [result for _, _, result in asked]
        outside = [s for _, read, _ in asked for s in read if s not in results]
        held = list(dict.fromkeys(outside))
        place = {slot: k for k, slot in enumerate([*held, *results])}
        computing = self.rule.computing
        shapes = [
            (function.rule.name, tuple(place[slot] for slot in read), function.shape)
            for function, read, _ in asked
        ]

        def run(values: list[Any]) -> None:
            known = [plain(values[slot]) for slot in held]
            dtype = type_of(known)
            calls = tuple((*called, dtype) for called in shapes)
            for slot, made in zip(results, computing.run(calls, known), strict=True):
                values[slot] = made

        return run


def plain(value: Any) -> Any:
    """What travels: an array of numpy's own, or a setting. Complex numbers are refused as by
    a rule that does not take them."""
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind == "c":
            raise TypeError("code of one's own is not asked with complex numbers")
        return np.asarray(value)
    return value


def type_of(values: list[Any]) -> str:
    """The type of what is computed: that of the arrays that are read."""
    floats = (v for v in values if isinstance(v, np.ndarray) and v.dtype.kind == "f")
    return next((found.dtype.str for found in floats), "<f8")


def place_in(version: Version, line: int | None) -> tuple[str, str]:
    if line is None:
        return version.file, version.file
    return f"{version.file}, line {line}", f"{version.file}, línea {line}"


def flaw_of(version: Version, failed: Failed) -> Flaw:
    """What own code did, as a problem: the file, the line, and the same sentence in Spanish."""
    where = place_in(version, failed.line)
    en, es = (f"{place}: {said}" for place, said in zip(where, failed.words, strict=True))
    allowed = {
        "kind": version.kind,
        "file": version.file,
        "line": failed.line,
        "function": failed.at or None,
        "said": {"en": en, "es": es},
    }
    return Flaw("own_code", en, "", version.id, allowed)
