"""The server's own few words to a reader: which languages there are, and which one is meant."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.types import Scope

from backstep.api.negotiation import qualities
from backstep.languages import LANGUAGES


def whole(files: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """The page's words in each language that it or the server has; what one lacks is English."""
    said: dict[str, dict[str, str]] = {code: json.loads(text) for code, text in files.items()}
    codes = dict.fromkeys((*said, *LANGUAGES))
    return {code: said.get("en", {}) | said.get(code, {}) for code in codes}


class Speech:
    """The words of `static/i18n`, one file for each language."""

    def __init__(self, root: Path) -> None:
        self._words = whole(
            {path.stem: path.read_bytes() for path in sorted((root / "i18n").glob("*.json"))}
        )

    @property
    def languages(self) -> list[str]:
        return list(self._words)

    def language(self, scope: Scope) -> str:
        """`?lang=` if it is one of ours, else the browser's favourite of ours, else English."""
        request = Request(scope)
        wished = request.query_params.get("lang", "")
        if wished in self._words:
            return wished
        liked = qualities(request.headers.get("accept-language", ""))
        ours = [(q, tag.partition("-")[0]) for tag, q in liked.items() if q > 0]
        ours = [(q, name) for q, name in ours if name in self._words]
        return max(ours, key=lambda one: one[0])[1] if ours else "en"

    def translate(self, language: str) -> Callable[[str], str]:
        return self._words[language].__getitem__
