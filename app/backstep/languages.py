"""The languages in which words are said: English and Spanish, and others, found by being there.

Whoever declares a text gives it in English and in Spanish. Another language is one file of the
server's words, `words/<code>.json`, which maps English texts to its own, and one of the page's,
`static/i18n/<code>.json`; what either lacks is said in English. In the server's file `#` stands for
a number, so that "Layer #" is found for Layer 3; slots such as `{x}` stay as they are.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from backstep.folders import PACKAGE, folder

Words: TypeAlias = tuple[str, str]  # English, Spanish

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def others() -> dict[str, dict[str, str]]:
    """The words of every language but English and Spanish, by its code."""
    files = {path.stem: path for path in (PACKAGE / "words").glob("*.json")}
    codes = {*files, *(path.stem for path in (folder("static") / "i18n").glob("*.json"))}
    return {
        code: json.loads(files[code].read_text("utf-8")) if code in files else {}
        for code in sorted(codes - {"en", "es"})
    }


OTHERS = others()
LANGUAGES = ("en", "es", *OTHERS)


def say(words: Words, language: str) -> str:
    """A text in a language; in English where that language lacks it."""
    en, es = words
    if language == "es":
        return es
    own_name = en == es  # what a reader has called something
    return en if language == "en" or own_name else translated(en, OTHERS[language])


def translated(text: str, words: dict[str, str]) -> str:
    """A text as it stands in the file, or with its numbers put into the one that stands there."""
    if text in words:
        return words[text]
    numbers = NUMBER.findall(text)
    said = words.get(NUMBER.sub("#", text))
    if said is None or said.count("#") != len(numbers):
        return text
    return re.sub("#", lambda _: numbers.pop(0), said)


def in_languages(words: Words) -> dict[str, str]:
    """A text as the API gives it, in every language."""
    return {language: say(words, language) for language in LANGUAGES}


def completed(answer: Any) -> Any:
    """The same with all languages wherever it says something in English and in Spanish."""
    if isinstance(answer, list):
        return [completed(part) for part in answer]
    if not isinstance(answer, dict):
        return answer
    if {"en", "es"} <= answer.keys():
        return {**answer, **dict(missing(answer))}
    return {name: completed(part) for name, part in answer.items()}


def missing(said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for language in LANGUAGES:
        if language not in said:
            yield language, both(said["en"], said["es"], language)


def both(en: Any, es: Any, language: str) -> Any:
    """Texts, or lists of as many texts in each language."""
    if isinstance(en, list):
        return [both(*pair, language) for pair in zip(en, es, strict=True)]
    return say((en, es), language)
