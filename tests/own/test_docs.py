"""docs/own-layers.md: its exercises, checked as they stand there and once they are mended."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backstep.slips.catalogue import CATALOGUE

TEXT = (Path(__file__).parents[2] / "docs" / "own-layers.md").read_text(encoding="utf-8")
FILES = {name: text for text, name in re.findall(r"```python\n(# (\w+\.py)\n.*?)```", TEXT, re.S)}
SAID = re.findall(r"```console\n\$ backstep check (\S+) --lang (\w+)\n(.*?)```", TEXT, re.S)
JSON = re.findall(r"```json\n(.*?)```", TEXT, re.S)
MENDED = dict(re.findall(r"```diff\n# (\S+)\n(.*?)```", TEXT, re.S))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def mend(path: Path) -> None:
    """Put each line with + in the place of the one with − before it."""
    text = path.read_text(encoding="utf-8")
    for before, after in re.findall(r"^-(.*)\n\+(.*)$", MENDED[path.name], re.M):
        assert f"{before}\n" in text
        text = text.replace(f"{before}\n", f"{after}\n", 1)
    path.write_text(text, encoding="utf-8")


def test_there_are_three_exercises_in_each_language() -> None:
    assert [language for _, language, _ in SAID] == ["en"] * 3 + ["es"] * 3
    assert [name for name, _, _ in SAID] == list(MENDED), "each is mended"


def test_both_languages_say_the_same() -> None:
    """Section by section: as many lists, tables, commands; the same code but for names."""
    halves = TEXT.split("# Capas propias\n", 1)
    pattern = r"^(#+|-|\||```\w+)(?= |$)"
    shapes = [re.findall(pattern, half.partition("\n## ")[2], re.M) for half in halves]
    assert shapes[0] == shapes[1]
    codes = [re.findall(r"```(?:python|diff)\n# \w+\.py\n(.*?)```", half, re.S) for half in halves]
    assert codes[0][:-1] == codes[1][:-1], "but for the test of a teacher"


@pytest.mark.parametrize(("name", "language", "said"), SAID)
def test_the_check_says_what_stands_there(
    name: str, language: str, said: str, folder: Path
) -> None:
    command = [sys.executable, "-m", "backstep", "check", name, "--lang", language]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.rstrip() == said.rstrip()


@pytest.mark.parametrize("name", MENDED)
def test_what_is_mended_is_right(name: str, folder: Path) -> None:
    mend(folder / name)
    command = [sys.executable, "-m", "backstep", "check", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("test", "file"),
    [("test_dense", "dense"), pytest.param("test_densa", "densa", marks=pytest.mark.long)],
)
def test_a_teacher_grades_with_three_lines_of_pytest(
    test: str, file: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{test}.py"]
    wrong = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    mend(folder / f"{file}.py")
    right = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (wrong.returncode, right.returncode) == (1, 0), wrong.stdout + right.stdout


def test_the_json_that_is_shown_is_what_is_printed(folder: Path) -> None:
    for shown, name in zip(JSON, ("dense.py", "densa.py"), strict=True):
        command = [sys.executable, "-m", "backstep", "check", name, "--json"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        printed, wanted = json.loads(done.stdout), json.loads(shown)
        of = printed["gradients"]["dW"]
        for name_of in ("found", "expected"):
            of[name_of] = pytest.approx(of[name_of], abs=0.005)
        assert wanted["gradients"]["dW"] == of
        assert (printed["ok"], printed["slip"]) == (wanted["ok"], wanted["slip"])


def test_every_slip_of_a_gradient_is_in_both_tables() -> None:
    told = {slip.name for slip in CATALOGUE if slip.said}
    for half in TEXT.split("# Capas propias\n", 1):
        listed = {
            n
            for row in re.findall(r"^\| (`.*?) \|", half, re.M)
            for n in re.findall(r"`(\w+)`", row)
        }
        assert listed == told
