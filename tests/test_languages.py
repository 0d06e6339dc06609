"""Both languages are complete: the page's own words, and all that the API says in words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.datasets import DATASETS
from backstep.engine.groups import GROUPS
from backstep.engine.kind import Kind
from backstep.engine.registry import KINDS
from backstep.engine.texts import example_facts, text_of
from backstep.naming import CHOICES, NAMES

ROOT = Path(__file__).parents[1]
FILES = {path.stem: path for path in (ROOT / "static" / "i18n").glob("*.json")}
WORDS: dict[str, dict[str, str]] = {
    language: json.loads(path.read_text(encoding="utf-8")) for language, path in FILES.items()
}
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
ALL_KINDS = [kind for kinds in KINDS.values() for kind in kinds.values()]


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def say_the_same(en: str, es: str) -> None:
    """Both are there, with the same slots, and a sentence of one is not a copy of the other's."""
    assert en.strip() and es.strip(), (en, es)
    assert {slot.lower() for slot in slots(en)} == {slot.lower() for slot in slots(es)}, (en, es)
    assert en != es or len(en.split()) < 4, f"not translated: {en}"


def test_english_and_spanish_are_there() -> None:
    assert {"en", "es"} <= set(WORDS)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_language_has_the_words_of_english(language: str) -> None:
    assert list(WORDS[language]) == list(WORDS["en"]), "same keys, in the same order"
    for key, text in WORDS[language].items():
        assert text.strip(), key
        assert slots(text) == slots(WORDS["en"][key]), key


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_key_stands_once(language: str) -> None:
    pairs = json.loads(
        FILES[language].read_text(encoding="utf-8"), object_pairs_hook=lambda pairs: pairs
    )
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), {key for key in keys if keys.count(key) > 1}


def literals() -> set[str]:
    """Every quoted text of the page's scripts."""
    return {
        text
        for path in SCRIPTS
        for text in re.findall(r"'([^'\n]*)'", path.read_text(encoding="utf-8"))
    }


def of_the_server() -> set[str]:
    """The words of the server's own pages."""
    files = [*(ROOT / "templates").glob("*.html"), ROOT / "app/backstep/web/plain.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(r"""["'](plain\.(?!css|html)[\w.]+)["']""", text))


def prefixes() -> set[str]:
    """What stands before the first ${…} of the page's templates: `phase.${…}` is `phase.`."""
    return {
        text
        for path in SCRIPTS
        for text in re.findall(r"`((?:\w+\.)+)\$\{", path.read_text(encoding="utf-8"))
    }


def test_every_word_that_the_page_asks_for_exists() -> None:
    keys = set(WORDS["en"])
    groups = {key.partition(".")[0] for key in keys if "." in key}
    asked = {
        word
        for path in SCRIPTS
        for word in re.findall(r"\bt\(\s*'([^']+)'", path.read_text(encoding="utf-8"))
    }
    asked |= {
        text
        for text in literals()
        if re.fullmatch(r"\w+(\.\w+)+", text) and text.partition(".")[0] in groups
    }
    assert asked, "the page speaks through t('key')"
    assert asked <= keys, sorted(asked - keys)
    computed = {prefix for prefix in prefixes() if prefix.partition(".")[0] in groups}
    dead = {prefix for prefix in computed if not any(key.startswith(prefix) for key in keys)}
    assert not dead


def test_every_word_is_said_somewhere() -> None:
    said, computed = literals() | of_the_server(), tuple(prefixes())
    assert of_the_server() <= set(WORDS["en"])
    unsaid = [key for key in WORDS["en"] if key not in said and not key.startswith(computed)]
    assert not unsaid


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: f"{kind.role}-{kind.name}")
def test_a_kind_has_its_words_in_both(kind: Kind) -> None:
    say_the_same(*kind.title)
    say_the_same(*kind.summary)
    for setting in kind.settings.values():
        say_the_same(*setting.words)
    for example in kind.examples():
        for rule in kind.rules.values():
            en, es = (text_of(words, example_facts(kind, example)) for words in rule.words)
            say_the_same(en, es)


def in_words(answer: Any) -> Iterator[dict[str, str]]:
    """Every {"en": …} or {"es": …} of an answer, however deep."""
    if isinstance(answer, dict):
        if {"en", "es"} & set(answer):
            yield answer
        for value in answer.values():
            yield from in_words(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from in_words(value)


def test_the_catalog_speaks_both(client: TestClient) -> None:
    found = list(in_words(client.get("/api/v1/catalog").json()))
    assert len(found) > 50
    for words in found:
        assert set(words) == set(WORDS), words
        say_the_same(words["en"], words["es"])


@pytest.mark.parametrize("kind", [*ALL_KINDS, *DATASETS.values()], ids=lambda kind: str(kind.name))
def test_settings_and_what_they_choose_from_have_names_in_both_languages(kind: Any) -> None:
    for setting in kind.settings.values():
        assert setting.title or setting.name in NAMES, f"{setting.name} is called nothing"
        for choice in setting.choices or ():
            assert not isinstance(choice, str) or choice in CHOICES, choice


def test_every_layer_is_in_a_group_of_the_menu() -> None:
    assert {kind.shown_in for kind in KINDS["layer"].values()} == set(GROUPS)
    for en, es in GROUPS.values():
        say_the_same(en, es)
