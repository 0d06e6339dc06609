"""`backstep check`: a table, or JSON; the exit code says whether all is right."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

RIGHT = """import numpy as np
parameters = {"W": lambda x, units=3: (x[1], units)}
def y(x, W): return x @ W
def dW(dy, x): return x.T @ dy
def dx(dy, W): return dy @ W.T
"""
WRONG = RIGHT.replace("x.T @ dy", "x.T @ dy / len(x)")


def backstep(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "backstep", "check", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "right.py").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    return tmp_path


def test_all_right_is_exit_code_0(folder: Path) -> None:
    done = backstep(folder, "right.py", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == [
        "gradient", "shape", "worst", "cell", "found", "expected",
    ]  # fmt: skip
    assert "dW" in done.stdout and "All is right." in done.stdout


def test_what_is_wrong_is_named_with_its_line_in_both_languages(folder: Path) -> None:
    for language, said in (("en", "mean over the batch"), ("es", "media sobre el lote")):
        done = backstep(folder, "wrong.py", "--lang", language)
        assert done.returncode == 1
        assert "[factor]" in done.stdout and said in done.stdout
        assert ("line 4" if language == "en" else "línea 4") in done.stdout
        assert "def dW(dy, x): return x.T @ dy / len(x)" in done.stdout


def test_json_says_the_same(folder: Path) -> None:
    done = backstep(folder, "wrong.py", "--json", "--x", "4,3", "--seed", "5")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert set(report) == {"ok", "gradients", "slip"}
    assert report["ok"] is False and report["slip"] == "factor"
    assert report["gradients"]["dx"]["ok"] is True
    gradient = report["gradients"]["dW"]
    assert list(gradient) == [
        "ok", "shape", "worst_at", "found", "expected", "slip", "detail",
    ]  # fmt: skip
    assert gradient["shape"] == [3, 3] and gradient["detail"] == "1/n"
    assert gradient["found"] == pytest.approx(gradient["expected"] / 4)


def test_a_class_is_named_behind_the_file(folder: Path) -> None:
    text = (
        "class Twice:\n  def forward(self, x): return 2 * x\n  def backward(self, dy): return dy\n"
    )
    (folder / "own.py").write_text(text, encoding="utf-8")
    assert json.loads(backstep(folder, "own.py:Twice", "--json").stdout)["slip"] == "factor"
    done = backstep(folder, "own.py", "--lang", "en")
    assert done.returncode == 2 and "own.py:Twice" in done.stdout


def test_what_cannot_be_checked_is_exit_code_2(folder: Path) -> None:
    assert backstep(folder, "nothing.py").returncode == 2
    assert backstep(folder, "right.py", "--x", "four").returncode == 2
    (folder / "own.py").write_text("def y(x): return x +\n", encoding="utf-8")
    done = backstep(folder, "own.py", "--json")
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["line"] == 1 and "is no Python" in error["en"] and "no es Python" in error["es"]


def test_it_starts_without_the_web_server(folder: Path) -> None:
    script = (
        "import sys; sys.argv = ['backstep', 'check', 'right.py']\n"
        "from backstep.__main__ import run\n"
        "try: run()\n"
        "except SystemExit as end: print(end.code, {'fastapi', 'own_right'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "0 set()", done.stderr
