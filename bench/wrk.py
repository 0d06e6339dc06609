"""wrk, the load generator, where it is installed: connections that ask as fast as they can."""

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

from bench.processes import work

WRK = shutil.which("wrk")
MISSING = "wrk is not installed (apt-get install wrk)"
MILLISECONDS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}
POST = """
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.body = {body}
"""


@dataclass(frozen=True)
class Answers:
    """How many came a second; the milliseconds within which half and 99 % of them were there, and
    those that the server worked on each.
    """

    rate: float
    p50: float
    p99: float
    work: float


def load(
    port: int, path: str, body: bytes, connections: int, seconds: int, gzip: bool = False
) -> Answers:
    """What wrk finds in so many seconds. Raises RuntimeError where an answer was no success."""
    assert WRK, MISSING
    command = [WRK, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout=30s"]
    if gzip:
        command += ["-H", "accept-encoding: gzip"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if body:
            script.write(POST.format(body=json.dumps(body.decode())))
            script.flush()
            command += ["-s", script.name]
        before = work(port)
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}{path}"],
            capture_output=True,
            text=True,
            timeout=seconds + 60,
            check=True,
        ).stdout
    return read(said, work(port) - before)


def read(said: str, worked: float) -> Answers:
    """wrk's report, and the seconds that the server worked meanwhile."""
    if wrong := re.search(r"Non-2xx.*|Socket errors.*", said):
        raise RuntimeError(wrong[0])
    rate = re.search(r"Requests/sec:\s*([\d.]+)", said)
    shares = {
        share: float(number) * MILLISECONDS[unit]
        for share, number, unit in re.findall(r"^\s*(\d+)%\s+([\d.]+)(us|ms|s|m)\s*$", said, re.M)
    }
    count = re.search(r"(\d+) requests in", said)
    if rate is None or count is None or not {"50", "99"} <= shares.keys():
        raise RuntimeError(said)
    each = 1e3 * worked / max(1, int(count[1]))
    return Answers(float(rate[1]), shares["50"], shares["99"], each)
