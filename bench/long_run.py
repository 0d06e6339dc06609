"""Whether a training needs more memory the longer it is: a million iterations, a small network."""

import tempfile
from pathlib import Path

from bench.harness import Result
from bench.processes import megabytes
from bench.serving import server
from bench.stream import COURSE, create, train

ITERATIONS = 1_000_000
BEGUN = 50_000  # from here on nothing more is loaded or warmed


def measure() -> list[Result]:
    """Megabytes that the server and its worker have gained at the end; measured on Linux."""
    if not Path("/proc/self/stat").exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/runs.sqlite"
        with server("backstep.main:create_app", "--factory", BACKSTEP_STORE=store) as port:
            sizes: list[float] = []
            for name, data in train(port, create(port, COURSE), iterations=ITERATIONS):
                if name == "progress" and data["iteration"] > BEGUN:
                    sizes.append(megabytes(port))
            assert name == "done", data
    note = f"{sizes[0]:.0f} MB at first, {max(sizes):.0f} MB at most"
    gained = max(sizes) - sizes[0]
    return [Result("memory gained by a million iterations", (gained,), 16, "MB", note)]
