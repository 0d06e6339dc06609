"""Whether a training needs more memory the longer it is: a million iterations, a small network."""

import resource
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bench.harness import Result
from bench.serving import server
from bench.stream import COURSE, create, train

ITERATIONS = 1_000_000
PAGE = resource.getpagesize()
BEGUN = 50_000  # from here on nothing more is loaded or warmed


def measure() -> list[Result]:
    """Megabytes that the server and its worker have gained at the end; measured on Linux."""
    if not Path("/proc/self/stat").exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/runs.sqlite"
        with server("app.main:create_app", "--factory", BACKSTEP_STORE=store) as port:
            sizes: list[float] = []
            for name, data in train(port, create(port, COURSE), iterations=ITERATIONS):
                if name == "progress" and data["iteration"] > BEGUN:
                    sizes.append(megabytes(port))
            assert name == "done", data
    note = f"{sizes[0]:.0f} MB at first, {max(sizes):.0f} MB at most"
    gained = max(sizes) - sizes[0]
    return [Result("memory gained by a million iterations", (gained,), 16, "MB", note)]


def megabytes(port: int) -> float:
    """What the server at this port and its children hold in memory."""
    rows = list(processes())
    (server_,) = [pid for pid, _, _, args in rows if f"--port={port}" in args]
    return sum(size for pid, parent, size, _ in rows if server_ in (pid, parent)) / 2**20


def processes() -> Iterator[tuple[int, int, int, str]]:
    """Number, parent's number, bytes in memory and command line of each, where Linux lists them."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            args = (folder / "cmdline").read_text().replace("\0", " ")
            yield int(folder.name), int(fields[1]), int(fields[21]) * PAGE, args
