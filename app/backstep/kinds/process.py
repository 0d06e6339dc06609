"""A process that runs a file of one's own, as the server sees it: asked, and heard in time."""

import json
import os
import pickle
import select
import struct
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import Any

import numpy as np

from backstep.kinds.version import Version
from backstep.own.process import end, environment
from backstep.work.deadline import look

HEAD = struct.Struct("<I")
GLANCE = 0.05  # seconds between two looks at whether anybody still waits
CALL_SECONDS = 5.0  # of one tensor, as its process sees to it
TRIES = 4  # times that: a new file
SLACK = 3.0  # seconds more for a process that does not heed its own limit
BEGINNING = 60.0  # seconds that a process may take to begin, on a crowded machine
PIPE = 1 << 20  # bytes that a pipe holds, where the system lets it
TOO_LONG = (
    "it takes too long, and its process is ended: is there a loop that does not end?",
    "tarda demasiado, y se termina su proceso: ¿hay un bucle que no termina?",
)
LOST = (
    "its process has ended before it answered: does the file call exit, or ask for more memory "
    "than there is?",
    "su proceso terminó antes de responder: ¿el archivo llama a exit, o pide más memoria de la "
    "que hay?",
)


class Failed(Exception):
    """Own code has failed: what is said of it in both languages, and where in the file."""

    def __init__(self, words: tuple[str, str], line: int | None = None, at: str = "") -> None:
        super().__init__(words[0])
        self.words, self.line, self.at = words, line, at


class OwnProcess:
    """One process for one version of one file. Who asks while another does waits."""

    def __init__(self, *, torch: bool = False) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "backstep.own.compute", limits(torch)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            start_new_session=True,
        )
        assert self._child.stdin is not None and self._child.stdout is not None
        self._to, self._from = self._child.stdin.fileno(), self._child.stdout.fileno()
        for pipe in (self._to, self._from):
            os.set_blocking(pipe, False)
            enlarge(pipe)
        self._lock = Lock()
        self._gone = False

    @property
    def alive(self) -> bool:
        return not self._gone and self._child.poll() is None

    def read(self, version: Version) -> dict[str, Any]:
        """Run a version's file; what its layer is, as `own.manifest` has it. Raises Failed."""
        said = {
            "path": version.path,
            "text": version.text,
            "name": version.name,
            "known": version.manifest or None,
        }
        answer, _ = self._ask(("read", said), CALL_SECONDS * TRIES + SLACK + BEGINNING)
        found: dict[str, Any] = answer["ok"] | {"printed": answer["printed"]}
        return found

    def shapes(self, settings: dict[str, Any], into: dict[str, Any]) -> dict[str, Any]:
        """The shapes of parameters and tensors for what the layer gets. Raises Failed."""
        answer, _ = self._ask(("shapes", (settings, into)), CALL_SECONDS + SLACK)
        found: dict[str, Any] = answer["ok"]
        return found

    def run(self, calls: tuple[Any, ...], known: list[Any]) -> list[np.ndarray]:
        """The tensors of some rules, one after the other (`own.compute` says how). Raises Failed,
        and what `look` raises."""
        answer, rest = self._ask(("run", (calls, known)), CALL_SECONDS * len(calls) + SLACK)
        made, place = [], 0
        for (_, _, shape, dtype), (_, told, order) in zip(calls, answer["ok"], strict=True):
            size = bytes_of(told, dtype)
            flat = np.frombuffer(rest, dtype, size // np.dtype(dtype).itemsize, place)
            made.append(flat.reshape(tuple(told) if shape is None else shape, order=order))
            place += size
        return made

    def _ask(self, asked: tuple[str, Any], seconds: float) -> tuple[dict[str, Any], bytearray]:
        while not self._lock.acquire(timeout=GLANCE):
            look()
        done = False
        try:
            until = monotonic() + seconds
            self._send(pickle.dumps(asked, protocol=pickle.HIGHEST_PROTOCOL), until)
            answer = self._hear(until)
            done = True
        finally:
            if not done:  # what comes of it later is for nobody
                self.kill()
            self._lock.release()
        if "error" in answer[0]:
            en, es = answer[0]["error"]
            raise Failed((str(en), str(es)), answer[0]["line"], str(answer[0]["at"]))
        return answer

    def _send(self, data: bytes, until: float) -> None:
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                self._wait(self._to, select.POLLOUT, until)
            except OSError:
                raise Failed(LOST) from None

    def _hear(self, until: float) -> tuple[dict[str, Any], bytearray]:
        held = bytearray()
        self._more(held, HEAD.size, until)
        (size,) = HEAD.unpack_from(held)
        self._more(held, HEAD.size + size, until)
        try:
            answer: dict[str, Any] = json.loads(held[HEAD.size : HEAD.size + size])
            arrays = answer["ok"] if isinstance(answer.get("ok"), list) else []
            cells = sum(bytes_of(shape, dtype) for dtype, shape, _ in arrays)
        except (ValueError, TypeError, KeyError):
            raise Failed(LOST) from None
        self._more(held, HEAD.size + size + cells, until)
        del held[: HEAD.size + size]
        return answer, held

    def _more(self, held: bytearray, size: int, until: float) -> None:
        """Read until so many bytes are held."""
        while len(held) < size:
            try:
                came = os.read(self._from, max(65536, size - len(held)))
            except BlockingIOError:
                self._wait(self._from, select.POLLIN, until)
                continue
            except OSError:
                came = b""
            if not came:
                raise Failed(LOST)
            held += came

    def _wait(self, pipe: int, what: int, until: float) -> None:
        waiting = select.poll()
        waiting.register(pipe, what)
        while not waiting.poll(GLANCE * 1000):
            look()
            if monotonic() > until:
                raise Failed(TOO_LONG)

    def kill(self) -> None:
        """End it now, with all that it has started."""
        self._gone = True
        end(self._child)
        with suppress(OSError):
            if self._child.stdin:
                self._child.stdin.close()


def limits(torch: bool) -> str:
    """What the process is told of its limits; libraries of torch's ask for far more addresses."""
    return json.dumps({"torch": torch, "call": CALL_SECONDS})


def bytes_of(shape: Any, dtype: str) -> int:
    return int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize


def enlarge(pipe: int) -> None:
    """Let a pipe hold more than its 64 kB, so that larger arrays go in one piece."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)
