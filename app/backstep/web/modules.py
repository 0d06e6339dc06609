"""The scripts that the page opens with: its first module, what that imports, and what those import.

What a module fetches later, by `import()`, is not among them, and neither is what only its comments
name (the types).
"""

import re
from functools import lru_cache
from pathlib import Path

# At the start of a line and over several: import { a, b } from './c.js'; export * from './d.js'.
IMPORT = re.compile(r"""^(?:import|export)\b[^'";]*?\bfrom\s+'(\.[^']+)'""", re.MULTILINE)


@lru_cache(maxsize=1024)
def imported(path: Path, _modified: int) -> tuple[Path, ...]:
    """The modules that one module names at its top."""
    names = IMPORT.findall(path.read_text(encoding="utf-8"))
    return tuple((path.parent / name).resolve() for name in names)


def needed(first: Path) -> list[Path]:
    """All modules that the first one cannot do without, itself among them, sorted."""
    found: set[Path] = set()
    waiting = [first.resolve()]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imported(module, module.stat().st_mtime_ns)
    return sorted(found)
