"""The Pythons that are promised are the same wherever they are named."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAMED = re.compile(r"Python :: (3\.\d+)$")
PROMISED = [found[1] for name in PROJECT["project"]["classifiers"] if (found := NAMED.search(name))]
FIRST, LAST = PROMISED[0], PROMISED[-1]
AFTER = f"3.{int(LAST.partition('.')[2]) + 1}"
SPELT = f"Python {', '.join(PROMISED[:-1])} or {LAST}"


def test_they_follow_one_another() -> None:
    minors = [int(name.partition(".")[2]) for name in PROMISED]
    assert minors == list(range(minors[0], minors[0] + len(minors)))


def test_what_is_promised_is_what_can_be_installed_on() -> None:
    assert PROJECT["project"]["requires-python"] == f">={FIRST},<{AFTER}"


@pytest.mark.parametrize("tool", ["ruff", "mypy"])
def test_what_looks_over_the_code_takes_the_oldest_for_granted(tool: str) -> None:
    settings = PROJECT["tool"][tool]
    said = settings.get("target-version") or settings["python_version"]
    assert said.removeprefix("py").replace(".", "") == FIRST.replace(".", "")


def test_make_takes_one_of_them() -> None:
    said = (ROOT / "Makefile").read_text("utf-8")
    newest_first = " ".join(f"python{name}" for name in reversed(PROMISED))
    assert f"in $(PYTHON) {newest_first} " in said
    bounds = [tuple(map(int, name.split("."))) for name in (FIRST, AFTER)]
    assert f"sys.exit(not {bounds[0]} <= sys.version_info < {bounds[1]})" in said
    assert f"backstep needs {SPELT}" in said
    assert f"from {FIRST} to {LAST}" in said


def test_the_readme_names_them_and_contributing_the_next() -> None:
    assert SPELT in (ROOT / "README.md").read_text("utf-8")
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert f"{AFTER} is not promised" in contributing
    assert f"--python-version {FIRST}" in contributing
