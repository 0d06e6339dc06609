"""The page's scripts, joined when the server starts: a request for each part instead of each file.

In the source every module stays a file of its own, and `--dev` serves it so. Joined, each is a
function of its own, called once, in the order of imports; what it exports stands in a table from
which those that import it take it. What a module fetches later, by `import()`, is a part of its
own with what only it needs.

Exactly these forms are understood, and any other ends the start with a word about it:

    import { a, b as c } from './x.js';     export function f, export async function f
    import * as x from './x.js';            export class C, export const c
    import('./x.js')                        import.meta.url
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

FIRST, PAGE = "js/begin.js", "js/main.js"  # what asks for the first numbers, and what shows them
AROUND = "js/around.js"  # what stands around them, fetched by the page at once
FOLDER = "js/joined"  # where the parts lie, beside the modules of the source
TABLE = f"{FOLDER}/begin.js"  # the part that comes first has it
SCRIPTS = "js/"

WHOLE_LINES = re.compile(
    r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL
)
IMPORT = re.compile(
    r"^import (?:\{(?P<names>[^{}]*)\}|\* as (?P<all>\w+)) from '(?P<path>\.[^']+\.js)';\n",
    re.MULTILINE,
)
EXPORT = re.compile(
    r"^export (?=(?:async )?function (\w+)|class (\w+)|const (\w+)\b)", re.MULTILINE
)
# A type in a comment goes on with the name that it takes from the module.
LATER = re.compile(r"\bimport\(\s*'(?P<path>\.[^']+\.js)',?\s*\)(?![.>}])")
PLACE = "import.meta.url"
# What is left of imports and exports; a sign that is escaped already cannot be escaped anew.
LEFT = re.compile(r"^(?:import|export)\b.*|.*\\[^\x00-\x7f].*", re.MULTILINE)
WIDE = re.compile(r"[^\x00-\x7f]")

Files = Mapping[str, tuple[bytes, str]]


class NotJoined(Exception):
    """A script is written in a form that cannot be joined."""


@dataclass(frozen=True)
class Module:
    """A script taken apart: what it imports, exports, and fetches later, and its text besides."""

    name: str
    text: str
    imports: dict[str, list[str]]  # from which module: what is taken, as a destructuring has it
    exports: list[str]
    later: list[str]


def read(name: str, source: str) -> Module:
    """A script of the page. Raises NotJoined."""
    text = WHOLE_LINES.sub("", source)
    imports: dict[str, list[str]] = {}
    for found in IMPORT.finditer(text):
        taken = found["all"] or "{" + (found["names"] or "").replace(" as ", ": ").strip() + "}"
        imports.setdefault(beside(name, found["path"]), []).append(" ".join(taken.split()))
    text = IMPORT.sub("", text)
    exports = [next(filter(None, found.groups())) for found in EXPORT.finditer(text)]
    text = EXPORT.sub("", text)
    if strange := LEFT.search(text):
        raise NotJoined(f"{name}: this form is not joined: {strange[0]}")
    later = [beside(name, found["path"]) for found in LATER.finditer(text)]
    return Module(name, text, imports, exports, later)


def beside(name: str, path: str) -> str:
    return normpath(join(dirname(name), path))


@dataclass
class Joined:
    """All parts, by the module that each is about, and where each module was put."""

    sources: Mapping[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    _read: dict[str, Module] = field(default_factory=dict)

    def module(self, name: str) -> Module:
        if name not in self._read:
            if name not in self.sources:
                raise NotJoined(f"there is no {name}")
            self._read[name] = read(name, self.sources[name])
        return self._read[name]

    def order(self, first: str, known: set[str]) -> list[str]:
        """What a module needs that is not there yet, and itself, each after what it imports."""
        found: list[str] = []

        def visit(name: str, way: tuple[str, ...]) -> None:
            if name in way:
                raise NotJoined(f"these import each other: {', '.join((*way, name))}")
            if name in known or name in found:
                return
            for other in self.module(name).imports:
                visit(other, (*way, name))
            found.append(name)

        visit(first, ())
        return found

    def add(self, first: str, known: set[str]) -> None:
        """The part about a module, and those about what is fetched later from it."""
        path = part_of(first)
        if path in self.texts:
            return
        names = self.order(first, known)
        head = HEAD if path == TABLE else f"import {{ $modules }} from '{near(TABLE)}';\n"
        self.texts[path] = HINT + head + "".join(map(self.wrapped, names))
        for name in names:
            for other in self.module(name).later:
                self.add(other, known | set(names))

    def wrapped(self, name: str) -> str:
        """A module as a function that is called where nobody has called it yet."""
        module = self.module(name)
        lines = [
            f"const {taken} = $modules['{other}'];\n"
            for other, every in module.imports.items()
            for taken in every
        ]
        text = module.text.replace(PLACE, f"new URL('{up(name)}', {PLACE})")
        text = LATER.sub(lambda found: fetched(beside(name, found["path"])), text)
        ends = f"return {{ {', '.join(module.exports)} }};\n"
        return f"$modules['{name}'] ??= (() => {{\n{''.join(lines)}{text}{ends}}})();\n"


# Most of a part is called soon: a browser that knows this word compiles all of it while it comes,
# beside the main thread, and does not wait for the first call of each function.
HINT = "//# allFunctionsCalledOnLoad\n"
HEAD = "export const $modules = {};\n"


def part_of(name: str) -> str:
    """Where the part about a module lies: js/joined/views-lesson.js."""
    return f"{FOLDER}/{name.removeprefix(SCRIPTS).replace('/', '-')}"


def up(name: str) -> str:
    """The way from a part to where a module's source lies."""
    return f"../{name.removeprefix(SCRIPTS)}"


def fetched(name: str) -> str:
    """How a part is fetched, and what it is about taken from the table."""
    return f"import('{near(part_of(name))}').then(() => $modules['{name}'])"


def near(part: str) -> str:
    """How one part names another: they lie in one folder."""
    return f"./{part.removeprefix(FOLDER + '/')}"


def joined(files: Files) -> Iterator[tuple[str, bytes]]:
    """The parts of the page: what comes first, the page itself, and what is fetched later."""
    if FIRST not in files:
        return
    sources = {
        name: content.decode()
        for name, (content, _) in files.items()
        if name.startswith(SCRIPTS) and name.endswith(".js")
    }
    page = Joined(sources)
    page.add(FIRST, set())
    page.add(PAGE, set(page.order(FIRST, set())))
    for name, text in page.texts.items():
        yield name, WIDE.sub(escaped, text).encode("ascii")


def escaped(letter: re.Match[str]) -> str:
    """As JavaScript writes it in strings: a few signs like − would have a browser keep the whole
    text with two bytes for each letter."""
    units = letter[0].encode("utf-16-be")
    return "".join(f"\\u{units[k : k + 2].hex()}" for k in range(0, len(units), 2))
