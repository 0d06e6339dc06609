"""The wings of the server that compute and keep, and the tests that stand beside them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "app/backstep"
PATIENCE = 600.0  # seconds for the tests of one wing
TESTS = {
    "engine": ["tests/engine", "tests/plan"],
    "describe": ["tests/describe", "tests/plan"],
    "plan": ["tests/plan", "tests/run", "tests/engine/test_contract.py"],
    "store": ["tests/store"],
}


def files() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for wing in TESTS
        for path in (ROOT / PACKAGE / wing).rglob("*.py")
    )


def copied(to: Path) -> None:
    clean = shutil.ignore_patterns("__pycache__")
    for part in (PACKAGE, "static", "templates", "tests", "docs", "bench"):
        shutil.copytree(ROOT / part, to / part, ignore=clean)
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, to / name)


def tests_of(path: str) -> list[str]:
    return TESTS[Path(path).relative_to(PACKAGE).parts[0]]


def holds(root: Path, tests: list[str]) -> bool:
    """Whether all tests hold in a copy of the project; the first that does not ends it."""
    quick = ["-q", "-x", "-m", "not long", "-p", "no:cacheprovider"]
    places = {"PYTHONPATH": str(root / "app"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *quick, *tests],
            cwd=root,
            env=os.environ | places,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
