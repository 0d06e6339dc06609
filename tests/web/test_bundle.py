"""The page's scripts, joined: each module once, after what it imports, and nothing else changed."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.folders import folder
from backstep.web.assets import read
from backstep.web.bundle import Joined, NotJoined, joined, part_of
from backstep.web.bundle import read as module
from tests.js.node import ROOT, node, pure_tests, said

FILES = read(folder("static"))
SOURCES = {
    n: c.decode() for n, (c, _) in FILES.items() if n.startswith("js/") and n.endswith(".js")
}
PARTS = {name: text.decode() for name, text in joined(FILES)}
MODULE = re.compile(r"^\$modules\['([^']+)'\] \?\?=", re.MULTILINE)
needs_node = pytest.mark.skipif(node() is None, reason="no node here: the dev extra brings it")

SMALL = {
    "js/begin.js": "import { one } from './lib/one.js';\nexport const early = one + 1;\n",
    "js/main.js": """// @ts-check
/** Two lines
 * of words: import('./no.js') */
import { early as soon } from './begin.js';
import * as shapes from './lib/shapes.js';
import {
  one,
} from './lib/one.js';
export class Kept {}
export const cast =
  /** @type {number} */ (
    one // as it is
  );
/** what comes after a word within a line stays */
export async function later() {
  const [a, b] = await Promise.all([import('./more/a.js'), import('./more/b.js')]);
  return [soon, one, shapes.square(3), a.sum, b.sum, a.shared === b.shared, a.place, shapes.signs];
}
globalThis.found = later();
""",
    "js/lib/one.js": "export const one = 1;\n",
    "js/lib/shapes.js": "export function square(x) {\n  return x * x;\n}\n"
    "export const signs = '−∂𝑥' + `−${1}`.match(/[−]/)[0];\n",
    "js/more/a.js": "import { count } from './count.js';\nimport { one } from '../lib/one.js';\n"
    "export const sum = one + 10;\nexport const shared = count;\n"
    "export const place = new URL('../../i18n/en.json', import.meta.url).href;\n",
    "js/more/b.js": "import { count } from './count.js';\nexport const sum = 20;\n"
    "export const shared = count;\n",
    "js/more/count.js": "globalThis.times = (globalThis.times ?? 0) + 1;\n"
    "export const count = {};\n",
}


def parts(sources: dict[str, str]) -> dict[str, str]:
    files = {name: (text.encode(), "") for name, text in sources.items()}
    return {name: text.decode() for name, text in joined(files)}


@needs_node
def test_the_joined_scripts_do_what_the_single_ones_do(tmp_path: Path) -> None:
    for name, text in (SMALL | parts(SMALL)).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    found = []
    for first in ("js/main.js", "js/joined/main.js"):
        script = f"import './{first}';\nconsole.log(JSON.stringify([await found, times]));\n"
        (tmp_path / "go.js").write_text(script)
        done = subprocess.run(
            [node() or "node", "go.js"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        found.append(json.loads(done.stdout))
    assert found[0] == found[1]
    assert found[1][0][:6] == [2, 1, 9, 11, 20, True]
    assert found[1][0][6].endswith("/i18n/en.json") and "/js/" not in found[1][0][6]
    assert found[1][0][7] == "−∂𝑥−"
    assert found[1][1] == 1, "what two parts need runs once"


def test_what_is_fetched_later_is_a_part_of_its_own_without_what_is_there() -> None:
    made = parts(SMALL)
    assert set(made) == {f"js/joined/{name}.js" for name in ("begin", "main", "more-a", "more-b")}
    assert MODULE.findall(made["js/joined/begin.js"]) == ["js/lib/one.js", "js/begin.js"]
    assert MODULE.findall(made["js/joined/main.js"]) == ["js/lib/shapes.js", "js/main.js"]
    assert MODULE.findall(made["js/joined/more-a.js"]) == ["js/more/count.js", "js/more/a.js"]
    assert "of words" not in made["js/joined/main.js"], "what is said about it stays in the source"


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;", "export * from './b.js';", "export { a } from './b.js';",
        "export let a = 1;", "import './b.js';", "import a from './b.js';",
        "import { a } from 'b';", "export { a };", "export const [a] = b;",
        "export const { a } = b;", r"const sign = '\−'",
    ],
)  # fmt: skip
def test_any_other_form_is_named_and_refused(line: str) -> None:
    with pytest.raises(NotJoined, match=re.escape(line)):
        module("js/a.js", f"const b = 1;\n{line}\n")


def test_modules_that_import_each_other_are_refused() -> None:
    sources = {
        "js/a.js": "import { b } from './b.js';\n", "js/b.js": "import { a } from './a.js';\n",
    }  # fmt: skip
    with pytest.raises(NotJoined, match="each other"):
        Joined(sources).add("js/a.js", set())


def test_each_module_of_the_page_is_in_it_once_after_what_it_imports() -> None:
    page = Joined(SOURCES)
    begin, rest = (MODULE.findall(PARTS[f"js/joined/{name}.js"]) for name in ("begin", "main"))
    assert not set(begin) & set(rest)
    there: list[str] = []
    for name in (*begin, *rest):
        assert name not in there
        assert set(page.module(name).imports) <= set(there), name
        there.append(name)
    for path, text in PARTS.items():
        for name in MODULE.findall(text):
            later = page.module(name).later
            assert {part_of(other) for other in later} <= set(PARTS), path


def test_every_part_has_one_byte_for_each_letter() -> None:
    for name, text in PARTS.items():
        assert text.isascii(), name


def test_every_part_asks_to_be_compiled_while_it_comes() -> None:
    """The word counts only before any code."""
    assert all(text.startswith("//# allFunctionsCalledOnLoad\n") for text in PARTS.values())


def test_every_part_is_for_ever_and_packed(client: TestClient) -> None:
    page = client.get("/").text
    version = re.findall(r'/static/(v-[^/"]+)/', page)[0]
    for name, text in PARTS.items():
        answer = client.get(f"/static/{version}/{name}", headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200, name
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.text == text


@needs_node
def test_what_the_pure_modules_promise_holds_for_the_joined_ones(tmp_path: Path) -> None:
    """Each module's place is taken by one that gives what the joined one exports."""
    names = sorted(
        {n for tested in pure_tests().values() for n in tested if n.startswith("static/")}
    )
    wanted = [name.removeprefix("static/") for name in names]
    everything = "".join(f"import * as m{k} from '../{n}';\n" for k, n in enumerate(wanted))
    page = Joined(SOURCES | {"js/begin.js": everything.replace("../js/", "./")})
    page.add("js/begin.js", set())
    static = tmp_path / "static"
    for name in wanted:
        exports = page.module(name).exports
        table = "../" * name.count("/") + "js/joined/begin.js"
        gives = f"export const {{ {', '.join(exports)} }} = $modules['{name}'];\n"
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(f"import {{ $modules }} from '{table}';\n{gives}")
    (static / "js/joined").mkdir()
    (static / "js/joined/begin.js").write_text(page.texts["js/joined/begin.js"])
    shutil.copytree(ROOT / "tests/js", tmp_path / "tests/js")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    results = said(sorted(pure_tests()), tmp_path)
    assert results and len(results) > 100, results
    assert not [one for one in results if one["error"]]
