"""What a third language lacks, as JSON to be filled in: `python -m tests.missing_words fr`.

The server is asked everything that it says in words, of every kind; which of its texts are looked
up in that language's file, and are not in it, is noted. A text of the page is missing where its key
is. A number stands as `#`, as it may stand in the file.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from backstep import languages

Json = dict[str, Any]


def noted(code: str) -> dict[str, str]:
    """The texts, by what is said in their place, that are asked for while `code` is spoken."""
    if code not in languages.OTHERS:
        languages.OTHERS[code] = {}
        languages.LANGUAGES = (*languages.LANGUAGES, code)
    asked: dict[str, str] = {}
    look_up: Callable[[str, dict[str, str]], str] = languages.translated

    def noting(text: str, words: dict[str, str]) -> str:
        said = look_up(text, words)
        if words is languages.OTHERS[code]:
            asked[text] = said
        return said

    languages.translated = noting
    everything_said()
    return asked


def everything_said() -> None:
    """Imported only here: a language must be known before the rest of the server is."""
    from fastapi.testclient import TestClient

    from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
    from backstep.main import create_app
    from backstep.settings import Settings
    from backstep.training import words
    from tests.networks import around

    for texts in vars(words).values():  # how a training may end: not all of it can be brought about
        for pair in texts.values() if isinstance(texts, dict) else [texts]:
            if isinstance(pair, tuple) and len(pair) == 2:
                languages.in_languages(pair)

    with TestClient(create_app(Settings(store="memory:")), "http://127.0.0.1") as client:

        def get(path: str) -> Json:
            answer: Json = client.get(f"/api/v1{path}").json()
            return answer

        catalog = get("/catalog")
        networks = [preset["description"] for preset in catalog["presets"].values()]
        for lesson in catalog["lessons"]:
            networks += get(f"/lessons/{lesson}")["networks"].values()
        for kind in [*LAYERS.values(), *LOSSES.values(), *OPTIMIZERS.values()]:
            networks += (plain(around(kind, example)) for example in kind.examples())
        for network in networks:
            answer = client.post("/api/v1/trace", json=network)
            assert answer.status_code == 200, answer.text


def plain(description: Json) -> Json:
    text = json.dumps(description, default=lambda array: array.tolist())
    raw: Json = json.loads(text)
    return raw


def of_the_page(code: str) -> dict[str, str]:
    folder = languages.folder("static") / "i18n"
    known = folder / f"{code}.json"
    there = json.loads(known.read_text("utf-8")) if known.exists() else {}
    english = json.loads((folder / "en.json").read_text("utf-8"))
    return {key: text for key, text in english.items() if key not in there}


def of_the_server(code: str) -> list[str]:
    given = languages.OTHERS.get(code, {})
    texts = {languages.NUMBER.sub("#", text) for text in noted(code) if text not in given}
    return sorted(texts - given.keys())


def main(code: str) -> None:
    page, server = of_the_page(code), of_the_server(code)
    lacking = {
        f"static/i18n/{code}.json": page,
        f"app/backstep/words/{code}.json": dict.fromkeys(server, ""),
    }
    sys.stdout.write(json.dumps(lacking, indent=2, ensure_ascii=False) + "\n")
    told = f"{code} lacks {len(page)} texts of the page, {len(server)} of the server\n"
    sys.stderr.write(told)


if __name__ == "__main__":
    main(sys.argv[1])
