"""The page draws a trace: it knows no layer, loss or optimizer by its name."""

import re
from pathlib import Path

import pytest

from app.engine.registry import LAYERS, LOSSES, OPTIMIZERS

ROOT = Path(__file__).parents[1]
PAGE = sorted(
    path
    for folder in ("static/js", "static/css", "templates")
    for path in (ROOT / folder).rglob("*.*")
)
NAMES = {*LAYERS, *LOSSES, *OPTIMIZERS}


@pytest.mark.parametrize("path", PAGE, ids=lambda path: path.name)
def test_a_file_of_the_page_names_no_kind(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)
    quoted = set(re.findall(r"""['"`]([^'"`\n]*)['"`]""", text))
    assert not quoted & NAMES
