"""`backstep store`: the same numbers on another machine; nothing is taken from a file that lies."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from backstep.describe.limits import Limits
from backstep.kinds.watch import loaded
from backstep.main import run
from backstep.store.checkpoint import Checkpoints
from backstep.store.history import history
from backstep.store.opening import open_store
from tests.kinds.conftest import DENSE, network
from tests.redis_server import needed, running
from tests.store.test_retention import edited

Told = Callable[..., tuple[int, str, str]]
Change = Callable[[list[bytes]], list[bytes]]


@pytest.fixture
def backstep(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """What the command says, and the code with which it ends."""

    monkeypatch.delenv("BACKSTEP_ALLOWED_HOSTS")  # code of one's own is for this machine only
    monkeypatch.setattr("os.nice", lambda _: 0)  # the tests go on as they are

    def act(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["backstep", "store", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            run()
        said = capsys.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else 0, said.out, said.err

    return act


def address(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A store with a line of edits and iterations kept on it."""
    path = tmp_path / "full.sqlite"
    store = open_store(address(path))
    edited(Checkpoints(store, Limits(), 2**24), 3.0)
    store.close()
    return path


@pytest.fixture
def archive(full: Path, backstep: Told, tmp_path: Path) -> Path:
    path = tmp_path / "all.backstep-store"
    assert backstep("export", path, "--store", address(full))[0] == 0
    return path


def content(where: str) -> dict[str, Any]:
    """All that a store gives, read through checkpoints."""
    store = open_store(where)
    checkpoints = Checkpoints(store, Limits(), 2**24)
    found: dict[str, Any] = {}
    for name in sorted(store.bases()):
        for iteration in store.kept(name):
            there = checkpoints.get(f"{name}.{iteration}")
            state = checkpoints.state(there)
            cells = {address: array.tobytes() for address, array in state.items()}
            found[str(there.id)] = cells, history(checkpoints, there), store.losses(name, 10**9)
    store.close()
    return found


@pytest.fixture(params=["sqlite", pytest.param("redis", marks=needed)])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty store of each kind that lasts."""
    if request.param == "redis":
        with running(tmp_path) as server:
            yield server.address
    else:
        yield address(tmp_path / "other.sqlite")


def test_what_is_exported_and_imported_gives_the_same_numbers(
    full: Path, archive: Path, other: str, backstep: Told
) -> None:
    code, out, _ = backstep("import", archive, "--store", other)
    assert code == 0
    assert "3 bases" in out
    assert content(other) == content(address(full))
    assert backstep("import", archive, "--store", other)[1].startswith("0 bases and 0 states")


def test_it_says_how_much_is_kept(full: Path, backstep: Told) -> None:
    code, out, _ = backstep("status", "--store", address(full), "--retention-days", 0)
    assert code == 0
    assert "3 bases" in out
    assert "kept for ever" in out


def test_it_sweeps_when_told(full: Path, backstep: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backstep.store.day.today", lambda: 10**6)
    code, out, _ = backstep("sweep", "--store", address(full))
    assert code == 0
    assert "let go of the states of 3 bases" in out


def test_it_names_what_is_damaged(full: Path, backstep: Told) -> None:
    assert backstep("verify", "--store", address(full))[0] == 0
    with sqlite3.connect(full) as link:
        link.execute("UPDATE pieces SET cells = x'00' WHERE id = (SELECT max(id) FROM pieces)")
    link.close()
    code, out, err = backstep("verify", "--store", address(full))
    assert code == 1
    assert "1 of them damaged" in out
    assert "is damaged" in err


def test_a_store_that_cannot_be_opened_or_a_file_that_is_not_there_is_a_line(
    tmp_path: Path, full: Path, backstep: Told
) -> None:
    (tmp_path / "no").write_bytes(b"this is no database, and long enough to be looked at" * 40)
    for words in (
        ("status", "--store", address(tmp_path / "no")),
        ("import", tmp_path / "nothing", "--store", address(full)),
        ("export", tmp_path / "nowhere" / "file", "--store", address(full)),
    ):
        code, _, err = backstep(*words)
        assert code == 2
        assert len(err.splitlines()) == 1


def records(archive: Path) -> list[bytes]:
    """The lines and the bytes between them, one item each."""
    data, found, at = archive.read_bytes(), [], 0
    while at < len(data):
        end = data.index(b"\n", at) + 1
        line, at = data[at:end], end
        found.append(line)
        if line.startswith(b"{"):
            size = sum(entry["bytes"] for entry in json.loads(line).get("tensors", ()))
            found.append(data[at : at + size])
            at += size
    return found


def line(number: int, **change: Any) -> Change:
    """The record's line with something else in it."""

    def act(parts: list[bytes]) -> list[bytes]:
        head = json.loads(parts[number]) | change
        return [*parts[:number], json.dumps(head).encode() + b"\n", *parts[number + 1 :]]

    return act


def other_cells(parts: list[bytes]) -> list[bytes]:
    return [*parts[:2], parts[2][:-1] + b"\x07", *parts[3:]]


def cells_with_their_hash(parts: list[bytes]) -> list[bytes]:
    """Another x under the old name, with hashes that fit it."""
    head, blob = json.loads(parts[1]), parts[2][:-1] + b"\x07"
    at = 0
    for entry in head["tensors"]:
        entry["sha256"] = sha256(blob[at : at + entry["bytes"]]).hexdigest()
        at += entry["bytes"]
    return [parts[0], json.dumps(head).encode() + b"\n", blob, *parts[3:]]


def huge(parts: list[bytes]) -> list[bytes]:
    head = json.loads(parts[1])
    head["tensors"][0]["bytes"] = 10**15
    return [parts[0], json.dumps(head).encode() + b"\n", *parts[2:]]


def edit_with_another_description(parts: list[bytes]) -> list[bytes]:
    at = next(k for k, part in enumerate(parts) if b'"edit":{' in part)
    head = json.loads(parts[at])
    head["description"]["network"]["optimizer"]["lr"] = 99.0
    return [*parts[:at], json.dumps(head).encode() + b"\n", *parts[at + 1 :]]


def state_of_another_shape(parts: list[bytes]) -> list[bytes]:
    at = next(k for k, part in enumerate(parts) if part.startswith(b'{"state"'))
    head = json.loads(parts[at])
    head["tensors"], blobs = head["tensors"][:1], parts[at + 1]
    return [
        *parts[:at],
        json.dumps(head).encode() + b"\n",
        blobs[: head["tensors"][0]["bytes"]],
        *parts[at + 2 :],
    ]


LIES: dict[str, Change] = {
    "another file": lambda _: [b"this is something else\n"],
    "nothing": lambda _: [],
    "cut": lambda parts: parts[:-3],
    "no end": lambda parts: parts[:-2],
    "cells that do not fit their hash": other_cells,
    "cells that do not fit their name": cells_with_their_hash,
    "more bytes than there are": huge,
    "another name": line(1, base="0" * 20),
    "another parent": line(1, parent="0" * 20 + ".3", edit={}),
    "another start": line(1, start=7),
    "a description that its edit does not lead to": edit_with_another_description,
    "a state that fits no network": state_of_another_shape,
    "no tensors": line(1, tensors=None),
    "a tensor of negative size": line(1, tensors=[{"name": "", "bytes": -5, "sha256": ""}]),
    "a list": lambda parts: [parts[0], b"[1, 2]\n", *parts[1:]],
    "no JSON": lambda parts: [parts[0], b"{]\n", *parts[1:]],
    "deep nesting": lambda parts: [parts[0], b"[" * 100_000 + b"\n"],
    "state before its base": lambda parts: [parts[0], *parts[3:]],
}


@pytest.mark.parametrize("name", LIES)
def test_a_file_that_lies_is_refused_with_a_line_and_nothing_wrong_is_taken(
    name: str, full: Path, archive: Path, backstep: Told, tmp_path: Path
) -> None:
    truth = content(address(full))
    archive.write_bytes(b"".join(LIES[name](records(archive))))
    place = address(tmp_path / "other.sqlite")
    code, _, err = backstep("import", archive, "--store", place)
    assert code != 0
    assert len(err.splitlines()) >= 1 and "Traceback" not in err
    taken = content(place)
    assert all(taken[id][0] == truth[id][0] for id in taken)
    assert backstep("verify", "--store", place)[0] == 0


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path]:
    """A layer of somebody's own, and a store with an edited network of it among plain ones."""
    folder, path = tmp_path / "own", tmp_path / "own.sqlite"
    folder.mkdir(mode=0o700)
    code = folder / "dense.py"
    code.write_text(DENSE, encoding="utf-8")
    code.chmod(0o600)
    store = open_store(address(path))
    checkpoints = Checkpoints(store, Limits(), 2**24)
    with loaded((str(code),)):
        for seed in range(4):
            checkpoints.create(network({"kind": "linear", "units": 2}) | {"seed": seed})
        here = checkpoints.create(network({"kind": "own:dense", "units": 2}))
        change = {"set": [{"address": "l1.b", "at": [0], "value": 3.0}]}
        checkpoints.edit(here, change)
    store.close()
    return code, path


def test_a_store_is_read_without_the_code_of_its_layers_and_made_ready_with_it(
    own: tuple[Path, Path], backstep: Told
) -> None:
    code, path = own
    ended, out, err = backstep("verify", "--store", address(path))
    assert (ended, out) == (0, "6 bases read, 0 of them damaged\n")
    assert err.startswith("2 bases were read, and not made ready to compute: the code of own:dense")
    ended, out, err = backstep("verify", "--store", address(path), "--kinds", code)
    assert (ended, out, err) == (0, "6 bases read, 0 of them damaged\n", "")
    with sqlite3.connect(path) as link:
        link.execute("UPDATE pieces SET cells = x'00'")
    link.close()
    assert backstep("verify", "--store", address(path))[0] == 1


def test_what_has_no_code_here_is_left_out_and_all_else_is_taken(
    own: tuple[Path, Path], backstep: Told, tmp_path: Path
) -> None:
    code, path = own
    archive, other = tmp_path / "own.backstep-store", address(tmp_path / "other.sqlite")
    assert backstep("export", archive, "--store", address(path))[0] == 0
    ended, out, err = backstep("import", archive, "--store", other)
    assert (ended, out.split(" and ")[0]) == (1, "4 bases")
    first, second = err.splitlines()
    assert "the code of own:dense is not here" in first
    assert "was left out" in second
    assert backstep("verify", "--store", other)[0] == 0
    ended, out, err = backstep("import", archive, "--store", other, "--kinds", code)
    assert (ended, out.split(" and ")[0], err) == (0, "2 bases", "")
    with loaded((str(code),)):
        assert content(other) == content(address(path))


def test_the_command_without_a_word_goes_on_to_serve(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["backstep", "--help"])
    with pytest.raises(SystemExit):
        run()
    assert "--port" in capsys.readouterr().out
