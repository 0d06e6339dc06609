"""Networks to begin with: one JSON file each, with words in both languages.

The number before a file's name is its place in the menu; the first one is shown at the start.
"""

import json
from pathlib import Path
from typing import Any

from backstep.languages import completed


def load() -> dict[str, dict[str, Any]]:
    """Every preset by name, in the order of the menu."""
    files = sorted(Path(__file__).parent.glob("*.json"), key=lambda path: place(path.stem))
    return {
        path.stem.partition("-")[2]: completed(json.loads(path.read_text("utf-8")))
        for path in files
    }


def place(name: str) -> int:
    return int(name.partition("-")[0])


PRESETS = load()
