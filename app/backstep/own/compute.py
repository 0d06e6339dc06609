"""The process in which layers of one's own are computed: it has limits, and hears only its server.

What is asked comes in as pickles, from a server that is trusted; what goes out is JSON and bare
numbers, since whoever computes here is not.
"""

import json
import os
import pickle
import struct
import sys
from typing import Any, BinaryIO

import numpy as np

from backstep.own import child
from backstep.own.asked import seed_all
from backstep.own.layer import OwnLayer, array_of
from backstep.own.limits import at_most, heard
from backstep.own.manifest import layer_of, manifest, shapes, sized
from backstep.own.source import Source, run
from backstep.own.subject import still
from backstep.own.told import Told, TooLong, failed

CALL_SECONDS = 5.0  # of one tensor
TRIES = 4  # times that: a new file, with all that is tried of it
HEAD = struct.Struct("<I")


def main() -> None:
    """Its limits first: own code is run by what is asked here."""
    source, sink = os.dup(0), os.dup(1)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    limits = json.loads(sys.argv[1])
    child.bound(limits)
    serve(os.fdopen(source, "rb", buffering=1 << 16), sink, limits["call"])


def serve(source: BinaryIO, sink: int, call: float) -> None:
    """Until nobody is there any more."""
    seed_all()
    computing = Computing(call)
    while True:
        try:
            asked = pickle.load(source)
        except (EOFError, OSError):
            os._exit(0)
        answer, arrays = computing.answer(asked)
        head = json.dumps(answer).encode()
        parts = [HEAD.pack(len(head)), head, *(a.tobytes("A") for a in arrays)]
        child.write_all(sink, b"".join(parts))


class Computing:
    """One file, and what is asked of its layer."""

    def __init__(self, call: float = CALL_SECONDS) -> None:
        self.call = call  # seconds that one tensor may take
        self.layer: OwnLayer | None = None
        self.source: Source | None = None
        self.path, self.draws, self.sort = "", False, ""

    def answer(self, asked: tuple[str, Any]) -> tuple[dict[str, Any], list[np.ndarray]]:
        what, said = asked
        with heard() as kept:
            try:
                if what == "run":
                    return self.run(*said)
                with at_most(self.call * (TRIES if what == "read" else 1)):
                    found = self.read(**said) if what == "read" else self.shapes(*said)
                return {"ok": found, "printed": kept.text}, []
            except (Exception, TooLong, SystemExit, KeyboardInterrupt) as error:
                return problem(failed(self.path, self.what(what), error)), []

    def what(self, asked: str) -> str:
        return os.path.basename(self.path) if asked == "read" else "y"

    def read(self, path: str, text: str, name: str, known: dict[str, Any] | None) -> dict[str, Any]:
        self.path, self.draws = path, "random" in text
        self.source = run(path, text)
        self.layer = layer_of(self.source, name)
        found = known or manifest(self.layer, self.source, name)
        self.sort = str(found["sort"])
        return found

    def shapes(self, settings: dict[str, Any], into: dict[str, Any]) -> dict[str, Any]:
        assert self.layer is not None
        self.settle()
        with np.errstate(all="ignore"):
            return shapes(self.layer, self.sort, settings, into)

    def settle(self) -> None:
        if self.draws:
            assert self.source is not None
            still(self.source)

    def run(self, calls: Any, known: list[Any]) -> tuple[dict[str, Any], list[np.ndarray]]:
        """Tensor after tensor: each call names a rule, and the places of what it reads among what
        came with the question and what was computed before."""
        assert self.layer is not None
        made: list[np.ndarray] = []
        many = len(calls) > 1
        for name, places, shape, dtype in calls:
            rule = self.layer.rules[name]
            values = [known[place] for place in places]
            if many:  # what one function changes, no other one sees
                values = [v.copy("A") if isinstance(v, np.ndarray) else v for v in values]
            self.settle()
            try:
                with at_most(self.call), np.errstate(all="ignore"):
                    value = rule.function(*values)
                found = fitted(array_of(rule, value), shape, dtype, name, rule.line)
            except (Exception, TooLong, SystemExit, KeyboardInterrupt) as error:
                return problem(failed(self.path, name, error), name), []
            known.append(found)
            made.append(found)
        return {"ok": [[a.dtype.str, a.shape, order_of(a)] for a in made]}, made


def fitted(found: np.ndarray, shape: Any, dtype: str, name: str, line: int | None) -> np.ndarray:
    """An array of the type that the network has, in one piece. Raises Told for another shape."""
    if shape is not None and found.shape != tuple(shape):
        is_, should = (sized(s) for s in (found.shape, shape))
        raise Told(
            f"{name} has the shape {is_}, and it should have {should}",
            f"{name} tiene la forma {is_}, y debería tener {should}",
            line,
        )
    cast = found.astype(dtype, copy=False)
    whole = cast.flags.c_contiguous or cast.flags.f_contiguous
    return cast if whole else np.ascontiguousarray(cast)


def order_of(array: np.ndarray) -> str:
    return "C" if array.flags.c_contiguous else "F"


def problem(error: Told, at: str = "") -> dict[str, Any]:
    return {"error": list(error.words), "line": error.line, "at": at}


if __name__ == "__main__":
    main()
