"""The page draws a trace: it knows no layer, loss or optimizer by its name."""

import re
from pathlib import Path

from backstep.engine.registry import KINDS, LAYERS, LOSSES, OPTIMIZERS
from backstep.engine.symbols import GREEK
from tests.openapi.page_types import FILE, document, page_types

ROOT = Path(__file__).parents[1]
PAGE = sorted(
    path
    for folder in ("static/js", "static/css", "templates")
    for path in (ROOT / folder).rglob("*.*")
)
NAMES = {*LAYERS, *LOSSES, *OPTIMIZERS}


def test_no_file_of_the_page_names_a_kind() -> None:
    named = {}
    for path in PAGE:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.DOTALL | re.MULTILINE)
        quoted = set(re.findall(r"""['"`]([^'"`\n]*)['"`]""", text))
        named[path.relative_to(ROOT).as_posix()] = quoted & NAMES
    assert len(named) > len(NAMES) > 0
    assert not any(named.values()), {path: names for path, names in named.items() if names}


def test_names_have_the_same_letters_on_the_page_as_in_formulas() -> None:
    script = (ROOT / "static/js/lib/names.js").read_text(encoding="utf-8")
    table = script.partition("const LETTERS")[2].partition("});")[0]
    letters = dict(re.findall(r"(\w+): '([^']+)'", table))
    assert letters.items() <= GREEK.items()
    used = {
        name.removesuffix(":next")
        for kinds in KINDS.values()
        for kind in kinds.values()
        for name in (*kind.rules, *kind.states, *kind.parameters, *kind.settings)
    }
    assert (used & GREEK.keys()) <= letters.keys()


def test_the_pages_types_are_written_from_the_document() -> None:
    written = FILE.read_text(encoding="utf-8")
    assert written == page_types(document()), "`make types` writes them anew"
    assert "any" not in re.findall(r"\w+", " ".join(re.findall(r"{.*?}", written)))
