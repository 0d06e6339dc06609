"""docs/own-layers.md: its exercises, checked as they stand there and once they are mended."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "own-layers.md").read_text(encoding="utf-8")
FILES = {name: text for text, name in re.findall(r"```python\n(# (\w+\.py)\n.*?)```", TEXT, re.S)}
SAID = re.findall(r"```console\n\$ backstep check (\S+) --lang (\w+)\n(.*?)```", TEXT, re.S)
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


def test_there_are_three_exercises_in_both_languages() -> None:
    assert [(name, language) for name, language, _ in SAID] == [
        (name, language) for language in ("en", "es") for name in MENDED
    ]
    assert len(MENDED) == 3


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


def test_a_teacher_grades_with_three_lines_of_pytest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # ours would take most of the time
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_dense.py"]
    wrong = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    mend(folder / "dense.py")
    right = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (wrong.returncode, right.returncode) == (1, 0), wrong.stdout + right.stdout
