"""One module of the server and one of the page know what an address looks like; no other does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "app" / "backstep"
WINGS = ("describe", "plan", "run", "ask", "change", "store", "training", "api")
BOOK = PACKAGE / "describe" / "address.py"
OTHERS = (  # which join words of their own in the same way
    PACKAGE / "store" / "ids.py",  # a checkpoint's base and iteration
    PACKAGE / "store" / "sums.py",  # a text and its length
    PACKAGE / "api" / "endpoints" / "__init__.py",  # a package and its module
)
MODULES = [path for wing in WINGS for path in sorted((PACKAGE / wing).rglob("*.py"))]

ADDRESS = re.compile(r"(data|loss|optimizer|l\d+)\.\w+(@\w+(\.\w+)?)?(:\w+)*")
JOINT = re.compile(r"\.d?|[:@]|[.:@]\w+")  # what stands between two parts of an address
CUTS = {"partition", "rpartition", "split", "rsplit", "startswith", "endswith", "index", "find",
        "removeprefix", "removesuffix", "replace", "lstrip"}  # fmt: skip
SEPARATORS = {".", ".d", ":", ":next", "@", "l"}


def by_hand(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The lines of a module that write an address, put one together or take one apart."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=cut), *_]):
                if name in CUTS and cut in SEPARATORS:
                    yield node.lineno, f".{name}({cut!r})"
            case ast.JoinedStr(values=parts) if joins(parts):
                yield node.lineno, ast.unparse(node)
            case ast.Constant(value=str(text)) if ADDRESS.fullmatch(text) and id(node) not in said:
                yield node.lineno, repr(text)
            case ast.Call(func=ast.Name(id="int"), args=[ast.Subscript(slice=ast.Slice(lower=_l))]):
                if _l is not None:
                    yield node.lineno, ast.unparse(node)
            case ast.Subscript(value=ast.Attribute(attr="id" | "node"), slice=ast.Slice()):
                yield node.lineno, ast.unparse(node)


def joins(parts: list[ast.expr]) -> bool:
    """Whether an f-string puts a node and a name, or a layer's letter and place, side by side."""
    texts = [part.value if isinstance(part, ast.Constant) else None for part in parts]
    if texts[0] == "l" and len(parts) > 1:
        return True
    inner = texts[1:] if re.search(r"\w$", texts[-1] or "a") else texts[1:-1]  # not a full stop
    return texts[0] is None and any(text and JOINT.fullmatch(text) for text in inner)


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_no_other_module_of_the_server_knows_the_form_of_an_address() -> None:
    found = {
        place(path): list(by_hand(ast.parse(path.read_text("utf-8"))))
        for path in MODULES
        if path not in (BOOK, *OTHERS)
    }
    assert len(found) > len(WINGS)
    found = {module: lines for module, lines in found.items() if lines}
    assert not found, f"ask describe/address.py or the plan instead: {found}"


@pytest.mark.parametrize(
    "line",
    ['node, _, name = address.partition(".")', 'address.partition(".d")', "int(id[1:])",
     'f"l{k}"', 'f"{node}.{name}"', 'f"{block.id}.d{name}"', 'f"{address}:next"', 'f"{a}:{m}"',
     'slot["loss.E"]', 'known("l1.W:m:next")', "step.node[1:]", 'name.removesuffix(":next")'],
)  # fmt: skip
def test_each_way_to_do_it_by_hand_is_seen(line: str) -> None:
    assert list(by_hand(ast.parse(line)))


SCRIPTS = ROOT / "static" / "js"
BOOKS = (
    "lib/address.js",
    "lib/checkpoint-id.js",  # a checkpoint's id has a book of its own
    "lib/decimal.js",  # a number's digits have a point
)
PAGE = sorted(path for path in SCRIPTS.rglob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)
IN_SCRIPTS = {
    "a node's and a tensor's name joined": re.compile(
        r"`(?:\$\{[^{}`]*\}|data|loss|l\$\{[^{}`]*\}|l\d+)(?:[.@](?:d?\$\{|[a-z]+`)|:next)"
    ),
    "a layer's letter and place": re.compile(r"`l\$\{|\bl\(\\d|\^l\\d"),
    "an address written out": re.compile(r"['\"`](?:data|loss|l\d+)\.(?!css\b)\w+(?::\w+)*['\"`]"),
    "an address cut": re.compile(
        r"\.(?:split|includes|indexOf|startsWith|endsWith|replace)\(['\"][.:@](?:d|next)?['\"]"
    ),
    "the mark of a new value": re.compile(r":next\b"),
    "a node's letter cut off": re.compile(r"\b(?:id|node|from|own|before|swap)\??\.slice\(1\)"),
}


def by_hand_in_script(text: str) -> list[tuple[str, str]]:
    code = COMMENT.sub("", text)
    return [(what, m[0]) for what, form in IN_SCRIPTS.items() for m in form.finditer(code)]


def script(path: Path) -> str:
    return path.relative_to(SCRIPTS).as_posix()


def test_no_other_script_of_the_page_knows_the_form_of_an_address() -> None:
    found = {
        script(path): by_hand_in_script(path.read_text("utf-8"))
        for path in PAGE
        if script(path) not in BOOKS
    }
    assert len(found) > len(BOOKS)
    found = {script: lines for script, lines in found.items() if lines}
    assert not found, f"ask lib/address.js or lib/edges.js instead: {found}"


@pytest.mark.parametrize(
    "line",
    ["`${id}.d${name}`", "`${address}:next`", "`l${k + 1}.${name}`", "[`l${index + 1}`]",
     "/^l(\\d+)$/.exec(node)", "tensors['data.x']", "address.split('.')", "address.includes(':')",
     "address.replace('.', '.d')", "place.replace(/:next$/, '')", "Number(node.slice(1))",
     "`${id}.y`"],
)  # fmt: skip
def test_each_way_to_do_it_by_hand_is_seen_in_a_script_too(line: str) -> None:
    assert by_hand_in_script(line)
