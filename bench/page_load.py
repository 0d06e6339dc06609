"""How many pages and files a second 64 connections get, against ready bytes of the framework."""

import re
import shutil
import subprocess
import urllib.request

from bench.harness import Result
from bench.serving import server

CONNECTIONS = 64
SECONDS = 2
TURNS = 7
RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
REFUSED = re.compile(r"Non-2xx|Socket errors")
FILE = "/static/js/main.js"


def measure() -> list[Result]:
    """Ratios of the framework's rate to ours; nothing where there is no `wrk`."""
    if shutil.which("wrk") is None:
        print("no wrk here: pages a second are not measured")
        return []
    with server("app.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port:
        return [held_against_ready_bytes(port, path) for path in ("/", FILE)]


def held_against_ready_bytes(port: int, path: str) -> Result:
    ours = f"http://127.0.0.1:{port}{path}"
    size = len(urllib.request.urlopen(ours).read())
    with server("bench.ready:app", BENCH_READY_BYTES=str(size)) as other:
        theirs = f"http://127.0.0.1:{other}/ready"
        rate(ours), rate(theirs)
        pairs = [(rate(ours), rate(theirs)) for _ in range(TURNS)]
    name = f"GET {path}, {CONNECTIONS} connections; {size:,} ready bytes"
    note = f"up to {max(our for our, _ in pairs):,.0f} a second"
    return Result(name, tuple(their / our for our, their in pairs), 2.0, "×", note)


def rate(address: str) -> float:
    """Answers a second."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = RATE.search(said)
    assert found and not REFUSED.search(said), said
    return float(found[1])
