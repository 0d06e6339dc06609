"""The wings of the server that compute and keep, and the tests that stand beside them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "app/backstep"
PATIENCE = 600.0  # seconds: a fault may make a loop that never ends
# The tests that stand beside a wing, then those of the wings that lean on it.
WINGS = {
    "describe": ["tests/describe", "tests/change", "tests/run", "tests/plan"],
    "plan": ["tests/plan", "tests/run", "tests/change"],
    "run": ["tests/run", "tests/change", "tests/ask"],
    "ask": ["tests/ask"],
    "change": ["tests/change", "tests/store/test_checkpoint.py"],
}
ENGINE = {"engine": ["tests/engine", "tests/plan"]}
STORE = {"store": ["tests/store"]}


def files(wings: Iterable[str]) -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for wing in wings
        for path in (ROOT / PACKAGE / wing).rglob("*.py")
    )


def copied(to: Path) -> None:
    clean = shutil.ignore_patterns("__pycache__")
    for part in (PACKAGE, "static", "templates", "tests", "docs", "bench"):
        shutil.copytree(ROOT / part, to / part, ignore=clean)
    for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, to / name)


def tests_of(path: str) -> list[str]:
    """The one of the same name goes first: it is the likeliest to find the fault."""
    module = Path(path).relative_to(PACKAGE)
    wing = module.parts[0]
    own = f"tests/{wing}/test_{module.stem}.py"
    beside = (WINGS | ENGINE | STORE)[wing]
    return [own, *beside] if (ROOT / own).exists() else beside


def holds(root: Path, tests: list[str], patience: float | None) -> bool:
    """Whether all tests hold in a copy of the project; the first that does not ends it."""
    quick = ["-q", "-x", "-m", "not long", "-p", "no:cacheprovider"]
    places = {"PYTHONPATH": str(root / "app"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *quick, *tests],
            cwd=root,
            env=os.environ | places,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
