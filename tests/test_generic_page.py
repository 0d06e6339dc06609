"""The page draws a trace: it knows no layer, loss or optimizer by its name."""

import json
import re
from pathlib import Path

import pytest

from backstep.api.endpoints.catalog import names
from backstep.engine.kind import Kind, Setting
from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
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


LETTERS = re.compile("(?:[^\\W\\d_][\u0302\u0304]?[₀-₉]*²?|LSE)")


def test_the_catalog_says_how_names_are_written_and_the_page_has_no_table_of_its_own() -> None:
    script = (ROOT / "static/js/lib/names.js").read_text(encoding="utf-8")
    assert not re.findall("[α-ωΑ-Ω]", re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL))
    written = names()
    assert {name: said["es"] for name, said in written.items() if name in GREEK} == GREEK
    assert all(LETTERS.fullmatch(letter) for letter in GREEK.values()), GREEK


def test_an_input_has_one_letter_or_a_name_in_every_language() -> None:
    written = names()
    for name in {name for kind in LAYERS.values() for name in kind.inputs}:
        assert len(name) == 1 or name in written, f"kind.input_title says what {name} is called"


def test_a_letter_of_a_kinds_own_is_said_in_its_file_and_once() -> None:
    kind = Kind("steep", "layer", "y = x", title=("", ""), summary=("", ""))
    kind.symbol("mhat", "m̂")
    with pytest.raises(ValueError, match="mhat is written m̂"):
        kind.symbol("mhat", "τ")


def test_no_word_of_the_page_is_of_one_kind() -> None:
    """What inputs and settings are called, their kinds say."""
    inputs = {name for kind in LAYERS.values() for name in kind.inputs}
    settings = {name for kind in LAYERS.values() for name in kind.settings}
    for key in json.loads((ROOT / "static/i18n/en.json").read_text("utf-8")):
        first, _, last = key.rpartition(".")
        assert first not in ("input", "reads") or last not in inputs, key
        assert first != "setting" or last not in settings, key


def test_choices_may_bring_their_words() -> None:
    gate = Setting("gate", "text", ("", ""), choices=("soft",), choice_titles=(("soft", "suave"),))
    assert gate.to_dict()["choice_titles"][0]["es"] == "suave"


def test_the_pages_types_are_written_from_the_document() -> None:
    written = FILE.read_text(encoding="utf-8")
    assert written == page_types(document()), "`make types` writes them anew"
    assert "any" not in re.findall(r"\w+", " ".join(re.findall(r"{.*?}", written)))
