"""The page names the modules that it needs, and no others."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.folders import folder
from backstep.main import create_app
from backstep.settings import Settings
from backstep.web.modules import needed


def test_what_the_first_imports_and_what_those_import_is_needed(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    texts = {
        "main.js": "import {\n  one,\n} from './lib/one.js';\nconst late = import('./late.js');\n",
        "lib/one.js": "/** @typedef {import('../types.js').T} T */\nexport * from './two.js';\n",
        "lib/two.js": "import { one } from './one.js';\nexport const quoted = 'from';\n",
        "late.js": "",
        "types.js": "",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert needed(tmp_path / "main.js") == [
        tmp_path / name for name in ("lib/one.js", "lib/two.js", "main.js")
    ]


def opened(dev: bool = False) -> str:
    with TestClient(create_app(Settings(store="memory:", dev=dev))) as client:
        return client.get("/").text


def test_what_asks_for_the_first_numbers_comes_first_and_the_rest_gives_way() -> None:
    page = opened(dev=True)
    named = [line for line in page.splitlines() if 'rel="modulepreload"' in line]
    urgent = [line for line in named if 'fetchpriority="low"' not in line]
    assert named[: len(urgent)] == urgent
    assert len(urgent) == len(needed(folder("static") / "js" / "begin.js")) < 16
    assert any(line.endswith('/js/begin.js">') for line in urgent)


def test_in_development_the_page_names_each_module_that_it_imports_and_only_those() -> None:
    page = opened(dev=True)
    for path in sorted(folder("static").glob("js/**/*.js")):
        name = path.relative_to(folder("static")).as_posix()
        first = (folder("static") / "js" / each for each in ("main.js", "around.js"))
        wanted = any(path.resolve() in needed(each) for each in first)
        assert (f"/{name}" in page) == (wanted or path.name == "early.js"), name


def test_else_it_names_what_comes_first_and_the_rest_as_one_script_each() -> None:
    named = re.findall(r'<(?:script|link)[^>]* (?:src|href)="/static/[^/"]+/(js/[^"]+)"', opened())
    first, page, around = (f"js/joined/{name}.js" for name in ("begin", "main", "around"))
    assert sorted(named) == sorted([first, first, page, page, around, "js/early.js"])


@pytest.mark.parametrize(
    ("path", "preset"),
    [
        ("/?lang=es", "course"),
        ("/?preset=xor&lang=es", "xor"),
        ("/?preset=nothing&lang=es", None),
        ("/?preset=course&checkpoint=w53a0cznghsgfnwghd3v.0&lang=es", None),
        ("/lessons?lang=es", None),
    ],
)
def test_it_names_the_answers_that_it_opens_with(path: str, preset: str | None) -> None:
    """By the very addresses by which it asks for them, or they would come twice."""
    with TestClient(create_app(Settings(store="memory:"))) as client:
        page = client.get(path).text
        named = re.findall(r'<link rel="preload" href="([^"]+)" as="fetch"', page)
        version = re.findall(r"/static/(v-[^/]+)/", page)[0]
        asked = ["/api/v1/catalog", f"/static/{version}/i18n/es.json"]
        assert named == asked + ([f"/api/v1/presets/{preset}"] if preset else [])
        assert all(client.get(address).status_code == 200 for address in named)
