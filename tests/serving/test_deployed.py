"""docs/deploy.md, tried: the unit's command without rights, its key, its backups, its upgrades."""

import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import mkdtemp

import httpx
import pytest

from backstep.describe.limits import Limits
from backstep.store.checkpoint import Checkpoints
from backstep.store.opening import open_store
from tests.serving.acknowledged import COURSE, assert_all_there, begun
from tests.serving.conftest import CONSOLE, ROOT, Served, serving
from tests.store.test_stores import EARLIER

GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
ANALYZE = shutil.which("systemd-analyze")
NOBODY = 65534
NAME, SECRET = "backstep.example.edu", "told in the first lesson"


UNITS = {
    name: text
    for text, name in re.findall(r"```ini\n(# /etc/systemd/system/(\S+)\n.*?)```", GUIDE, re.DOTALL)
}


def options(folder: Path) -> list[str]:
    """Those of its ExecStart, with folders of a test for the machine's, and nobody let in."""
    found = re.search(r"^ExecStart=((?:.*\\\n)*.*)$", UNITS["backstep.service"], re.MULTILINE)
    assert found is not None
    program, *given = shlex.split(found[1].replace("\\\n", ""))
    assert program == "/opt/backstep/bin/backstep"
    moved = [
        option.replace("/var/lib/backstep", str(folder)).replace("/etc/backstep", str(folder))
        for option in given
    ]
    assert sum(str(folder) in option for option in moved) == 2
    return [option.replace("0.0.0.0", "127.0.0.1") for option in moved]


def as_nobody() -> tuple[str, ...]:
    """What a command begins with to be run without rights; nothing where we have none, or where
    nobody else may read this Python."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() or setpriv is None:
        return ()
    words = (setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    tried = subprocess.run([*words, sys.executable, "-c", ""], capture_output=True, cwd="/")
    return () if tried.returncode else words


@pytest.fixture
def folder() -> Iterator[Path]:
    """The state's folder, with the key in it, for whoever runs the server."""
    place = Path(mkdtemp())
    (place / "key").write_text(SECRET + "\n")
    if as_nobody():
        os.chown(place / "key", NOBODY, NOBODY)
        os.chown(place, NOBODY, NOBODY)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def started(folder: Path) -> Iterator[Served]:
    with start(folder) as server:
        yield server


def start(folder: Path) -> AbstractContextManager[Served]:
    return serving(folder, *options(folder), program=(*as_nobody(), *CONSOLE))


def client(server: Served) -> httpx.Client:
    headers = {"host": NAME, "authorization": f"Bearer {SECRET}"}
    return httpx.Client(base_url=server.address, headers=headers, timeout=120)


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze on this machine")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    assert UNITS.keys() >= {"backstep.service", "backstep-backup.timer", "backstep-backup.service"}
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text.replace("/opt/backstep/bin/backstep", CONSOLE[0]))
    for name in UNITS:
        done = subprocess.run(
            [str(ANALYZE), "verify", tmp_path / name], capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
def test_the_unit_asks_for_the_key_and_goes_by_its_name(started: Served) -> None:
    place = f"{started.address}/api/v1/catalog"
    assert httpx.get(place, headers={"host": NAME}, timeout=120).status_code == 401
    with client(started) as asking:
        assert asking.get("/api/v1/catalog").status_code == 200
        assert asking.get("/api/v1/catalog", headers={"host": "elsewhere"}).status_code == 421
        assert asking.get("/readyz").status_code == 200


def made(server: Served) -> tuple[str, float]:
    """A checkpoint some iterations on, and its loss."""
    with client(server) as asking:
        id = asking.post("/api/v1/checkpoints", json=COURSE).json()["id"]
        id = asking.post(f"/api/v1/checkpoints/{id}/next", json={"iterations": 7}).json()["id"]
        return id, loss_of(asking, id)


def loss_of(asking: httpx.Client, id: str) -> float:
    loss: float = asking.get(f"/api/v1/checkpoints/{id}/trace?tensors=none").json()["loss"]
    return loss


def kept_in(path: Path, id: str) -> float:
    store = open_store(f"sqlite:///{path}")
    checkpoints = Checkpoints(store, Limits(), 2**24)
    with checkpoints.tape(checkpoints.get(id)) as tape:
        loss = tape.loss
    store.close()
    return loss


def backstep_store(*words: object) -> str:
    done = subprocess.run(
        [*CONSOLE, "store", *map(str, words)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.long
def test_a_backup_of_the_running_server_is_whole_by_export_and_by_sqlite(
    started: Served, folder: Path, tmp_path: Path
) -> None:
    id, loss = made(started)
    runs = folder / "backstep.sqlite"
    backstep_store("export", tmp_path / "all", f"--store=sqlite:///{runs}")
    backstep_store("import", tmp_path / "all", f"--store=sqlite:///{tmp_path / 'taken.sqlite'}")
    with sqlite3.connect(runs) as link, sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        link.backup(copy)
    link.close(), copy.close()
    assert kept_in(tmp_path / "taken.sqlite", id) == loss
    assert kept_in(tmp_path / "copy.sqlite", id) == loss


@pytest.mark.long
def test_when_the_server_has_ended_its_file_alone_is_a_backup(folder: Path, tmp_path: Path) -> None:
    with start(folder) as server:
        id, loss = made(server)
        server.tell(signal.SIGTERM)
        server.wait(20)
    shutil.copy(folder / "backstep.sqlite", tmp_path / "copy.sqlite")
    assert kept_in(tmp_path / "copy.sqlite", id) == loss


@pytest.mark.long
def test_a_new_version_serves_the_store_of_an_older_one(folder: Path) -> None:
    script = EARLIER.read_text(encoding="utf-8")
    with sqlite3.connect(folder / "backstep.sqlite") as link:
        link.executescript(script)
    link.close()
    if as_nobody():
        os.chown(folder / "backstep.sqlite", NOBODY, NOBODY)
    known = json.loads(script.splitlines()[1].removeprefix("-- "))
    with start(folder) as server, client(server) as asking:
        assert {id: loss_of(asking, id) for id in known} == known


@pytest.mark.long
def test_a_package_that_is_replaced_under_the_server_is_told_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade, between its installation and the restart: numbers come of one version or of the
    other, never of both."""
    installed = tmp_path / "installed" / "app"
    for name in ("app", "static", "templates"):
        shutil.copytree(ROOT / name, installed.parent / name)
    monkeypatch.setenv("PYTHONPATH", str(installed))
    program = (sys.executable, "-P", "-m", "backstep")
    with serving(tmp_path, "--spare-workers=0", program=program) as server:
        writers = begun(server.address)
        place = server.create(COURSE)
        with (installed / "backstep" / "__init__.py").open("a") as file:
            file.write("\n# the next version\n")
        page = httpx.get(server.address, timeout=120).text
        for script in re.findall(r'src="(/static/[^"]+)"', page):
            assert httpx.get(server.address + script, timeout=120).status_code == 200
        said = httpx.post(
            f"{server.address}{place}/train", json={"iterations": 10}, timeout=120
        ).text
        assert "event: error" in said and "upgraded here" in said and '"status":429' in said
        writers.wait(40)
        server.tell(signal.SIGTERM)
        server.wait(60)
        writers.end()
    with serving(tmp_path, program=program) as server:
        assert_all_there(server.address, writers.told)
        said = httpx.post(
            f"{server.address}{place}/train", json={"iterations": 10}, timeout=120
        ).text
        assert "event: done" in said


@pytest.mark.long
def test_an_export_while_others_write_is_whole_and_holds_what_was_acknowledged(
    tmp_path: Path,
) -> None:
    file, runs, taken = (tmp_path / name for name in ("all", "runs.sqlite", "taken.sqlite"))
    with serving(tmp_path) as server:
        writers = begun(server.address)
        before = dict(writers.told)
        backstep_store("export", file, f"--store=sqlite:///{runs}")
        assert len(writers.told) > len(before), "they wrote meanwhile"
        writers.end()
        assert not writers.failed
    backstep_store("import", file, f"--store=sqlite:///{taken}")
    assert ", 0 of them damaged" in backstep_store("verify", f"--store=sqlite:///{taken}")
    for place, loss in before.items():
        assert kept_in(taken, place.rpartition("/")[2]) == loss
