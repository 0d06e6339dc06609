"""Both languages are complete: the page's own words, and all that the API says in words."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.datasets import DATASETS
from backstep.engine.groups import GROUPS, OWN_GROUP
from backstep.engine.kind import Kind
from backstep.engine.registry import KINDS
from backstep.engine.symbols import GREEK
from backstep.engine.texts import example_facts, text_of
from backstep.languages import LANGUAGES, translated
from backstep.naming import CHOICES, NAMES
from tests.third_language import CODE, made

ROOT = Path(__file__).parents[1]
FILES = {path.stem: path for path in (ROOT / "static" / "i18n").glob("*.json")}
WORDS: dict[str, dict[str, str]] = {
    language: json.loads(path.read_text(encoding="utf-8")) for language, path in FILES.items()
}
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
ALL_KINDS = [kind for kinds in KINDS.values() for kind in kinds.values()]


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def plurals(text: str) -> set[str]:
    """The slots that words go with: {n|sample|samples}."""
    return set(re.findall(r"\{(\w+)\|[^{}|]*\|[^{}|]*\}", text))


def say_the_same(en: str, es: str) -> None:
    """Both are there, with the same slots, and a sentence of one is not a copy of the other's."""
    assert en.strip() and es.strip(), (en, es)
    assert {slot.lower() for slot in slots(en)} == {slot.lower() for slot in slots(es)}, (en, es)
    assert en != es or len(en.split()) < 4, f"not translated: {en}"


def test_english_and_spanish_are_there() -> None:
    assert {"en", "es"} <= set(WORDS)


def test_spanish_has_all_the_words_of_english() -> None:
    assert list(WORDS["es"]) == list(WORDS["en"]), "same keys, in the same order"


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_language_says_what_english_says(language: str) -> None:
    assert set(WORDS[language]) <= set(WORDS["en"]), "others have words of the same keys"
    for key, text in WORDS[language].items():
        assert text.strip(), key
        assert slots(text) == slots(WORDS["en"][key]), key
        assert plurals(text) <= slots(text), f"{key} goes with a number that it does not say"
        assert text.count("|") == 2 * len(re.findall(r"\{\w+\|", text)), key


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
        assert set(words) == set(LANGUAGES), words
        say_the_same(words["en"], words["es"])


@pytest.mark.parametrize("kind", [*ALL_KINDS, *DATASETS.values()], ids=lambda kind: str(kind.name))
def test_settings_and_what_they_choose_from_have_names_in_both_languages(kind: Any) -> None:
    for setting in kind.settings.values():
        assert setting.title or setting.name in NAMES, f"{setting.name} is called nothing"
        for choice in setting.choices or ():
            known = {choice, f"{setting.name}.{choice}"} & CHOICES.keys()
            assert not isinstance(choice, str) or known or setting.choice_titles, choice
        assert len(setting.choice_titles) in (0, len(setting.choices or ()))


def test_a_setting_with_a_greek_letter_shows_it_beside_its_name_in_both_languages() -> None:
    for name, titles in NAMES.items():
        letter = GREEK.get(name, "")
        if "α" <= letter[:1] <= "ω" and name not in ("momentum", "mean"):
            for title in titles:
                assert letter in title, (name, title)


def test_every_layer_is_in_a_group_of_the_menu() -> None:
    assert {kind.shown_in for kind in KINDS["layer"].values()} | {OWN_GROUP} == set(GROUPS)
    for en, es in GROUPS.values():
        say_the_same(en, es)


def test_numbers_of_a_text_stand_in_its_translation() -> None:
    words = {"Layer #": "Capa #", "# of #": "# sur #", "max(0, x)": "exact", "# and #": "lost #"}
    assert translated("Layer 12", words) == "Capa 12"
    assert translated("1.5 of 2", words) == "1.5 sur 2"
    assert translated("max(0, x)", words) == "exact"
    assert translated("3 and 4", words) == "3 and 4", "a number would be lost"
    assert translated("unknown 3", words) == "unknown 3"


ASKED = """
import json
from fastapi.testclient import TestClient
from backstep.main import create_app
from backstep.settings import Settings

with TestClient(create_app(Settings(store="memory:"))) as client:
    catalog = client.get("/api/v1/catalog").json()
    course = catalog["presets"]["course"]
    trace = client.post("/api/v1/trace", json=course["description"]).json()
    made = client.post("/api/v1/checkpoints", json=course["description"]).json()["id"]
    order = {"iterations": 1}
    ended = client.post(f"/api/v1/checkpoints/{made}/train", json=order).text
    print(json.dumps({
        "page": client.get("/?lang=xx").text,
        "words": client.get("/static/i18n/xx.json").json(),
        "plain": client.get("/nothing?lang=xx", headers={"accept": "text/html"}).text,
        "catalog": catalog, "trace": trace, "ended": ended,
        "lesson": client.get("/api/v1/lessons/backpropagation").json(),
        "schema": client.get("/openapi.json").json()["components"]["schemas"]["Words"],
    }))
"""


def test_a_third_language_is_two_files_and_what_they_lack_is_english(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env=made(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert f'<html lang="{CODE}" data-languages="es en {CODE}">' in said["page"]
    assert said["words"] == WORDS["en"] | {"lesson.menu": "Xlessons", "layer": "Xlayer {n}"}
    assert f'<html lang="{CODE}"' in said["plain"] and "nothing here" in said["plain"]
    catalog = said["catalog"]
    assert catalog["layers"]["linear"]["title"][CODE] == "Xlinear"
    assert catalog["layers"]["relu"]["title"][CODE] == catalog["layers"]["relu"]["title"]["en"]
    assert catalog["presets"]["course"]["title"][CODE] == "3 xlinear xlayers"
    for words in in_words(said["catalog"]):
        assert set(words) == {"en", "es", CODE}, words
    for words in in_words(said["lesson"]):
        assert words[CODE] == words["en"]
    sentence = said["trace"]["steps"][0]["sentence"]
    assert sentence[CODE].startswith(("Xlayer 1 xmultiplies {data.x}", "RL1 xmultiplies {data.x}"))
    assert ", xand stores {data.x} for" in sentence[CODE]
    assert sentence["es"].count("almacena") == 1
    assert f'"{CODE}":"Xdone at 1."' in said["ended"].replace('": "', '":"')
    assert said["schema"]["additionalProperties"] == {"type": "string"}
