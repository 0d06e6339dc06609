"""Whose code is run, and where: what is refused at the start, and what code finds there."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backstep.kinds.files import Unsafe, check, named
from tests.kinds.conftest import DENSE, Own, network

LOOKS = """import os
import resource
import sys
import numpy as np


def y(x):
    seen = [n for n in os.environ if n.startswith("BACKSTEP_")]
    stdin = sys.stdin.read() if sys.stdin else ""
    limits = [resource.getrlimit(w)[0] for w in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE)]
    return np.full(x.shape, float(len(seen) + len(stdin) + (-1 in limits)) + os.getpid() / 1e9)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o700)
    path = folder / "dense.py"
    path.write_text(DENSE, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_file_of_ones_own_is_taken_by_its_name(file: Path) -> None:
    assert named(str(file)).kind == "own:dense"
    assert named(f"{file}:Linear(4, 3)").kind == "own:Linear(4,3)"
    assert named(f"{file}:Linear(4, 3)").path == file


@pytest.mark.parametrize("mode", [0o602, 0o622, 0o666])
def test_a_file_that_others_may_write_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(Unsafe, match="others may write"):
        named(str(file))
    file.chmod(0o600)
    file.parent.chmod(0o777)
    with pytest.raises(Unsafe, match=r"others may write .*mine:"):
        check(file)


def test_a_link_is_as_safe_as_what_it_leads_to(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir(mode=0o700)
    link = folder / "other.py"
    link.symlink_to(file)
    assert named(str(link)).kind == "own:other"
    file.chmod(0o666)
    with pytest.raises(Unsafe):
        named(str(link))


@pytest.mark.parametrize("text", ["nothing.py", ".", "nothing.txt", "nothing.py:A"])
def test_what_is_no_file_is_refused(text: str) -> None:
    with pytest.raises(Unsafe) as refused:
        named(text)
    en, es = refused.value.words
    assert en != es


@pytest.mark.parametrize("name", ["a;b", "os.remove(3)", "{}", "lambda: 1"])
def test_a_name_is_a_class_or_a_call_of_one(file: Path, name: str) -> None:
    with pytest.raises(Unsafe):
        named(f"{file}:{name}")


def test_it_runs_elsewhere_without_our_variables_and_input_and_in_limits(
    start: Callable[..., Own], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKSTEP_ACCESS_KEY_FILE", "")
    own = start({"looks.py": LOOKS})
    place = own.create(network("own:looks", {"kind": "linear", "units": 2}))
    seen = own.client.get(f"{place}/tensors/l1.y").json()["data"][0]
    assert 0 < seen < 1  # no variable, no input, no limit that is missing
    process = round(seen * 1e9)
    assert process != os.getpid()
    os.kill(process, signal.SIGKILL)  # another takes its place
    answer = own.client.post(f"{place}/predict", json={"x": [[1, 2, 3]]})
    assert answer.status_code in (200, 422)
    answer = own.client.post(f"{place}/predict", json={"x": [[1, 2, 3]]})
    assert answer.status_code == 200, answer.text
    assert "event: done" in own.client.post(f"{place}/train", json={"iterations": 3}).text


def test_the_command_refuses_what_is_unsafe_with_one_line(file: Path, tmp_path: Path) -> None:
    file.chmod(0o666)
    command = [sys.executable, "-m", "backstep", "--no-open", "--port=0", "--store=memory:"]
    environment = {n: v for n, v in os.environ.items() if not n.startswith("BACKSTEP_")}
    for more, said in (
        (["--kinds", str(file)], "others may write"),
        (["--kinds", str(tmp_path / "none.py")], "no Python file that is there"),
        (["--kinds"], "name a file"),
        (["--kinds", str(file), "--host=0.0.0.0"], "for this machine only"),
    ):
        ended = subprocess.run(
            [*command, *more], capture_output=True, text=True, timeout=120, check=False,
            env=environment,
        )  # fmt: skip
        assert ended.returncode == 2, ended
        assert ended.stderr.count("\n") == 1 and said in ended.stderr, ended.stderr
