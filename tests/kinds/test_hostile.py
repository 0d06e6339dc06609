"""Own code that goes wrong, whatever it does: the server stands, and says what and where."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from backstep.kinds import process
from tests.kinds.conftest import API, DENSE, Json, Own, network

pytestmark = pytest.mark.long

START = "import os, sys, threading, time\nimport numpy as np\n\n"
# At the top of a file: what is then said of it, and in which line.
BROKEN: dict[str, tuple[str, str, int | None]] = {
    "syntax": ("def y(x)\n    return x\n", "is no Python", 1),
    "import": ("import nothing_of_that_name\n\n\ndef y(x):\n    return x\n", "No module named", 1),
    "no forward": ("def forward(x):\n    return x\n", "there is no function y", 1),
    "raises": (START + "1 / 0\n\n\ndef y(x):\n    return x\n", "division by zero", 4),
    "exit": (START + "sys.exit(3)\n", "ends the program", 4),
    "hard exit": (START + "os._exit(3)\n", "its process has ended", None),
    "loop": (START + "while True:\n    pass\n", "takes too long", 4),
    "memory": (START + "a = np.ones(10**12)\n", "more memory", 4),
    "target": ("def y(x, target):\n    return x - target\n", "only layers can be loaded", 1),
    "no input": ("def y():\n    return 3.0\n", "y reads no input", 1),
    "samples": ("def y(x):\n    return x.sum(axis=0)\n", "first axis must be the samples", 1),
    "text": ("def y(x):\n    return 'x'\n", "an array of numbers is expected", 1),
    "nothing": ("def y(x):\n    x + 1\n", "is a return missing", 1),
    "circle": ("def y(x, a):\n    return a\n\n\ndef a(y):\n    return y\n", "needs itself", 1),
    "unknown": ("def y(x):\n    return x\n\n\ndef dx(dy, q):\n    return q\n", "reads q", 5),
    "name": ("def y(x, label=3):\n    return x * label\n", "label cannot be a setting", None),
}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is enough to call something endless."""
    monkeypatch.setattr(process, "CALL_SECONDS", 1.0)


def test_what_is_wrong_with_a_file_is_told_with_its_line(start: Callable[..., Own]) -> None:
    own = start({"dense.py": DENSE})
    place = own.create(network({"kind": "own:dense", "units": 2}))
    version = own.kind("own:dense")["version"]
    for name, (text, said, line) in BROKEN.items():
        now = own.save("dense.py", text + f"# {name}\n")
        problem = now["problem"]
        assert problem is not None, name
        assert said in problem["said"]["en"], problem
        assert problem["said"]["es"] != problem["said"]["en"]
        assert problem["line"] == line, problem
        assert problem["file"] == "dense.py"
        if line:
            assert f"dense.py, line {line}" in problem["said"]["en"]
        assert now["version"] == version  # the one before goes on
        answer = own.client.post(f"{place}/edit", json={"redraw": ["l1"]})
        assert answer.status_code in (200, 201), answer.text
    now = own.save("dense.py", DENSE)
    assert (now["problem"], now["version"]) == (None, version)


def test_a_file_that_is_broken_from_the_start_is_no_kind_until_it_is_mended(
    start: Callable[..., Own],
) -> None:
    own = start({"dense.py": "def y(x)\n"})
    kind = own.kind("own:dense")
    assert kind["version"] is None and kind["problem"]["line"] == 1
    assert "own:dense" not in own.client.get(f"{API}/catalog").json()["layers"]
    asked = network({"kind": "own:dense", "units": 2})
    answer = own.client.post(f"{API}/checkpoints", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (409, "kind_changed")
    own.save("dense.py", DENSE)
    own.create(asked)
    assert "own:dense" in own.client.get(f"{API}/catalog").json()["layers"]


MODES = """import os, sys, threading, time
import numpy as np


def y(x, mode=0):
    return does(mode, x) if mode < 100 else x


def dx(dy, mode=0):
    return does(mode - 100, dy) if mode >= 100 else dy


def does(mode, x):
    if mode == 1:
        while True:
            pass
    if mode == 2:
        os._exit(1)
    if mode == 3:
        sys.exit()
    if mode == 4:
        return np.ones(10**12)
    if mode == 5:
        raise ValueError("no, I will not")
    if mode == 6:
        return x[:, :1] if x.shape[1] > 1 else x.T
    if mode == 7:
        return None
    if mode == 8:
        return does(mode, x)
    if mode == 9:
        return {"a": x}
    if mode == 10:
        time.sleep(100)
    if mode == 11:
        for _ in range(2_000):
            print("x" * 1000)
            sys.stderr.write("y" * 1000)
        sys.stdin.read()
    if mode == 12:
        threading.Thread(target=time.sleep, args=(1000,)).start()
    return x
"""
SAID = {
    1: "takes too long", 2: "its process has ended", 3: "ends the program", 4: "more memory",
    5: "ValueError: no, I will not", 6: "has the shape", 7: "is a return missing",
    8: "calls itself without end", 9: "an array of numbers is expected", 10: "takes too long",
}  # fmt: skip


def failed(answer: Any, said: str) -> None:
    assert answer.status_code == 422, answer.text
    flaw = answer.json()["errors"][0]
    assert flaw["code"] == "own_code"
    assert flaw["allowed"]["file"] == "modes.py"
    assert said in flaw["detail"], flaw
    assert flaw["allowed"]["said"]["es"] not in ("", flaw["detail"])


def test_code_that_goes_wrong_while_it_computes_is_told_and_nothing_else_breaks(
    start: Callable[..., Own],
) -> None:
    own = start({"modes.py": MODES})
    other = own.create(network("relu", {"kind": "linear", "units": 2}))

    def layers(mode: int) -> Json:
        return network({"kind": "linear", "units": 2}, {"kind": "own:modes", "mode": mode})

    for mode, said in SAID.items():
        if mode != 6:  # another shape is no fault of a forward by itself
            failed(own.client.post(f"{API}/checkpoints", json=layers(mode)), said)
        place = own.create(layers(100 + mode))
        failed(own.client.get(f"{place}/trace"), said)
        failed(own.client.post(f"{place}/next", json={"iterations": 3}), said)
        assert own.client.get(f"{place}/steps/1").status_code == 200  # which comes before it
        assert own.client.post(f"{other}/next", json={}).status_code == 201
    for mode in (11, 12):
        for which in (mode, 100 + mode):
            place = own.create(layers(which))
            assert own.client.post(f"{place}/next", json={"iterations": 2}).status_code == 201


def test_a_training_ends_where_its_code_fails_and_others_go_on(start: Callable[..., Own]) -> None:
    own = start({"modes.py": MODES})
    for mode in (1, 2, 5, 11, 12):
        layers = {"kind": "linear", "units": 2}, {"kind": "own:modes", "mode": 100 + mode}
        place = own.create(network(*layers))
        began = time.monotonic()
        answer = own.client.post(f"{place}/train", json={"iterations": 5})
        events = answer.text.split("\n\n")
        last = next(event for event in reversed(events) if event.startswith("event"))
        if mode in SAID:
            assert last.startswith("event: error"), last
            assert "modes.py" in last, last
            said = "does it call exit" if mode == 2 else SAID[mode]
            assert said in last, last
        else:
            assert last.startswith("event: done"), last
        assert time.monotonic() - began < 60
