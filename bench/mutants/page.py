"""The pure modules of the page, `static/js/lib`, and their tests, which run under node."""

import shutil
from pathlib import Path

from tests.js.node import LIB, ROOT, pure_tests, said

PATIENCE = 10.0  # seconds: a fault may make a loop that never ends


def files() -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / LIB).rglob("*.js"))


def copied(to: Path) -> None:
    for part in ("static/js", "tests/js"):
        shutil.copytree(ROOT / part, to / part)


def tests_of(path: str) -> list[str]:
    """The tests that run a module."""
    return [test for test, names in pure_tests().items() if path in names]


def holds(root: Path, tests: list[str], patience: float | None) -> bool:
    """Whether all tests hold in a copy of the project."""
    results = said(tests, root, patience)
    return results is not None and not any(one["error"] for one in results)
