"""Whether a training needs more memory the longer it is: a million iterations, a small network."""

import subprocess
import tempfile

from bench.harness import Result
from bench.serving import server
from bench.stream import COURSE, create, train

ITERATIONS = 1_000_000
BEGUN = 50_000  # from here on nothing more is loaded or warmed


def measure() -> Result:
    """Megabytes that the server and its worker have gained at the end."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/runs.sqlite"
        with server("app.main:create_app", "--factory", BACKSTEP_STORE=store) as port:
            sizes: list[float] = []
            for name, data in train(port, create(port, COURSE), iterations=ITERATIONS):
                if name == "progress" and data["iteration"] > BEGUN:
                    sizes.append(megabytes(port))
            assert name == "done", data
    note = f"{sizes[0]:.0f} MB at first, {max(sizes):.0f} MB at most"
    return Result("memory gained by a million iterations", (max(sizes) - sizes[0],), 16, "MB", note)


def megabytes(port: int) -> float:
    """What the server at this port and its children hold in memory."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True)
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    (server_,) = [pid for pid, _, _, args in rows if f"--port={port}" in args]
    sizes = [int(rss) for pid, parent, rss, _ in rows if server_ in (pid, parent)]
    return sum(sizes) / 1024
