"""A server as it really runs: its key is where it must be and nowhere else."""

import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from backstep.doors.key import VARIABLE
from tests.test_main import backstep

SECRET = "correct-horse-staple"


def ask(address: str, **headers: str) -> int:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def processes() -> dict[int, tuple[int, bytes, bytes]]:
    """Parent, command line and environment of every process, as far as they can be read."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            line, environ = (place / "cmdline").read_bytes(), (place / "environ").read_bytes()
        except OSError:
            continue
        found[int(place.name)] = (parent, line, environ)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("workers", [pytest.param(1, marks=pytest.mark.long), 2])
def test_the_key_is_handed_to_workers_and_shown_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    store = f"--store=sqlite:///{tmp_path / 'runs.sqlite'}"
    options = ("--port=0", store, f"--workers={workers}", "--log-level=debug", "--host=0.0.0.0")
    with backstep(tmp_path, *options) as (process, address):
        assert process.stdout is not None
        assert "asks every client for its key" in process.stdout.readline()
        assert ask(f"{address}healthz") == 200
        for _ in range(4):  # whichever worker answers
            assert ask(f"{address}api/v1/catalog") == 401
            bearer = f"Bearer {SECRET}"
            assert ask(f"{address}api/v1/catalog", Authorization=bearer) == 200
        assert ask(f"{address}api/v1/{quote(SECRET[:4])}", Authorization="Bearer wrong") == 401
        all_of_them = processes()
        family = {process.pid}
        for _ in range(4):
            family |= {pid for pid, (parent, _, _) in all_of_them.items() if parent in family}
        assert len(family) > workers - 1
        for pid in family:
            _, line, environ = all_of_them[pid]
            assert SECRET.encode() not in line
            assert (SECRET.encode() in environ) == (pid == process.pid)
        process.terminate()
        said, complaints = process.communicate(timeout=120)
    assert SECRET not in said + complaints
    assert os.environ[VARIABLE] == SECRET


def test_forwarded_headers_from_this_machine_are_not_believed_by_the_server_below(
    tmp_path: Path,
) -> None:
    with backstep(tmp_path, "--port=0", "--store=memory:") as (_, address):
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            assert "Secure" not in answer.headers["set-cookie"]
