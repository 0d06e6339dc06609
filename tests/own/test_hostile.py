"""Own code that does not end, ends too much, prints or takes too much: told in one sentence."""

from pathlib import Path
from typing import Any

import pytest

from backstep.own.process import ask

SIMPLE = "def y(x): return x\ndef dx(dy): return dy\n"
HUGE = "import numpy as np\ndef y(x): return np.ones((1 << 17, 1 << 17)) * x[0, 0]"
KILL = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
HOSTILE = {
    "ends at once": ("import sys\nsys.exit(0)", "ends the program"),
    "ends without a word": ("import os\nos._exit(0)", "without an answer"),
    "ends in forward": ("def y(x): raise SystemExit", "ends the program"),
    "kills itself": (KILL, "without an answer"),
    "an import that is not there": ("import no_such_module", "ModuleNotFoundError"),
    "no Python": ("def y(x:\n", "is no Python"),
    "zeros": ("\x00", "is no Python"),
    "takes all memory": (HUGE, "more memory"),
    "calls itself": (
        "def y(x): return _f(x)\ndef _f(x): return _f(x)",
        "calls itself without end",
    ),
    "gives words": ("def y(x): return 'a word'", "where numbers are expected"),
    "gives nothing": ("def y(x): pass", "returns nothing"),
    "raises what is no Exception": ("def y(x): raise KeyboardInterrupt", "KeyboardInterrupt"),
}
THREADS = """
import threading, time
for _ in range(20): threading.Thread(target=time.sleep, args=(600,)).start()
"""
HARMLESS = {
    "floods of print": "for k in range(200_000): print('words', k)\n",
    "reads from the terminal": "try: input()\nexcept EOFError: pass\n",
    "threads that go on": THREADS,
    "a process that goes on": "import subprocess\nsubprocess.Popen(['sleep', '600'])\n",
    "writes to its output": "import os\nos.write(1, b'{}')\n",
    "closes its output": "import os\nos.close(1); os.close(2)\n",
}


# Ten seconds of a call are the same as one; own code is where the check is.
HASTY = "import backstep.own.functions\nbackstep.own.functions.CALL_SECONDS = 1.0\n"


def asked(folder: Path, text: str, seconds: float = 60.0) -> dict[str, Any]:
    path = folder / "own.py"
    path.write_text(text, encoding="utf-8")
    request = {"file": str(path), "name": "", "x": None, "target": False, "seed": 0}
    return ask(request, seconds)


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_checked_is_told_in_both_languages(what: str, tmp_path: Path) -> None:
    text, said = HOSTILE[what]
    answer = asked(tmp_path, text)
    en, es = answer["error"]
    assert said in en and es and en != es


@pytest.mark.parametrize("what", HARMLESS)
def test_what_own_code_does_besides_does_no_harm(what: str, tmp_path: Path) -> None:
    answer = asked(tmp_path, HARMLESS[what] + SIMPLE)
    assert answer["report"]["ok"], answer
    assert len(answer["printed"]) <= 2000


def test_a_loop_without_end_is_ended_and_its_line_told(tmp_path: Path) -> None:
    text = "def y(x):\n    return x\ndef dx(dy):\n    while True:\n        pass\n"
    answer = asked(tmp_path, text + HASTY)
    assert not answer["report"]["ok"]
    (told,) = answer["told"]
    assert "loop that does not end" in told["said"][0] and told["line"] in (4, 5)


def test_what_does_not_end_whatever_is_done_is_killed(tmp_path: Path) -> None:
    text = """
import signal
signal.setitimer = lambda *_: None
def y(x):
    while True: pass
"""
    answer = asked(tmp_path, text, seconds=2.0)
    assert (
        "longer than 2 seconds" in answer["error"][0] or "without an answer" in answer["error"][0]
    )


def test_own_code_sees_nothing_of_the_servers_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKSTEP_ACCESS_KEY", "secret")
    text = "import os\nprint(sorted(os.environ))\ndef y(x): return x\n"
    answer = asked(tmp_path, text)
    assert "PATH" in answer["printed"] and "BACKSTEP" not in answer["printed"]


def test_own_code_may_use_a_module_beside_it(tmp_path: Path) -> None:
    (tmp_path / "helpers_of_mine.py").write_text("FACTOR = 3.0\n", encoding="utf-8")
    text = "from helpers_of_mine import FACTOR\ndef y(x): return FACTOR * x\ndef dx(dy): return dy"
    answer = asked(tmp_path, text)
    assert answer["report"]["slip"] == "factor"
