"""The faults that are put into a file: each replaces a few of its characters.

Operators, comparisons, constants, conditions, statements that are left out, values that are not
returned: the classes of fault of mutation testing (DeMillo, Lipton and Sayward, 1978)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tree_sitter_javascript
import tree_sitter_python
from tree_sitter import Language, Node, Parser

SWAPS = {
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "**": ["*"], "//": ["/"],
    "@": ["*"],    "<": ["<=", ">"], "<=": ["<", ">"], ">": [">=", "<"], ">=": [">", "<"],
    "===": ["!=="], "!==": ["==="], "==": ["!="], "!=": ["=="], "in": ["not in"], "not in": ["in"],
    "is": ["is not"], "is not": ["is"], "&&": ["||"], "||": ["&&"], "??": ["&&"],
    "and": ["or"], "or": ["and"], "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="],
    "|": ["&"], "&": ["|"],
}  # fmt: skip
NAMES = {
    "min": ["max"], "max": ["min"], "floor": ["ceil"], "ceil": ["floor"], "round": ["floor"],
    "some": ["every"], "every": ["some"], "any": ["all"], "all": ["any"],
    "findLast": ["find"], "indexOf": ["lastIndexOf"],
    "startsWith": ["endsWith"], "endsWith": ["startsWith"],
}  # fmt: skip
OPERATIONS = {
    "binary_expression", "binary_operator", "boolean_operator", "comparison_operator",
    "augmented_assignment", "augmented_assignment_expression",
}  # fmt: skip
CONDITIONAL = {"if_statement", "while_statement", "ternary_expression", "elif_clause"}
REMOVED = {
    "expression_statement", "throw_statement", "raise_statement", "break_statement",
    "continue_statement",
}  # fmt: skip
WORDS = {"true": "false", "false": "true", "True": "False", "False": "True"}
LANGUAGES = {
    ".js": tree_sitter_javascript.language,
    ".py": tree_sitter_python.language,
}


@dataclass(frozen=True)
class Mutant:
    """One fault: `path` with the bytes from `start` to `end` replaced by `by`."""

    path: str
    start: int
    end: int
    by: str
    line: int
    name: str  # the file, and its line with the fault: the same as long as that line is

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.by.encode() + source[self.end :]


def name_of(path: str, source: bytes, start: int, end: int, by: str) -> str:
    if by in (";", "pass"):  # a statement that is left out
        return f"{path}: without {' '.join(source[start:end].decode().split())}"
    first = source.rfind(b"\n", 0, start) + 1
    last = source.find(b"\n", end)
    line = source[first:start] + by.encode() + source[end : last if last >= 0 else None]
    return f"{path}: {' '.join(line.decode().split())}"


@cache
def parser(ending: str) -> Parser:
    return Parser(Language(LANGUAGES[ending]()))


def mutants_of(path: str, source: bytes) -> list[Mutant]:
    """Every fault of a file, in the order of its text."""
    ending = Path(path).suffix
    found = set()
    for node, by in faults(parser(ending).parse(source).root_node, ending == ".py"):
        start, end = node.start_byte, node.end_byte
        if text(node) != by:
            name = name_of(path, source, start, end, by)
            found.add(Mutant(path, start, end, by, node.start_point[0] + 1, name))
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end, mutant.by))


def faults(node: Node, python: bool) -> Iterator[tuple[Node, str]]:
    """What may be wrong in a node and below it; types and imports are for other tools."""
    if node.type in {"import_statement", "import_from_statement", "type", "comment", "decorator"}:
        return
    yield from (at_statement if node.type.endswith("_statement") else at_value)(node, python)
    for child in node.children:
        yield from faults(child, python)


def at_statement(node: Node, python: bool) -> Iterator[tuple[Node, str]]:
    if node.type == "return_statement":
        value = node.named_children[0] if node.named_children else None
        nothing = "None" if python else "undefined"
        if value is not None and text(value) not in (nothing, "null"):
            yield value, nothing
    elif node.type in REMOVED and not is_docstring(node):
        yield node, "pass" if python else ";"
    if node.type in CONDITIONAL:
        yield from at_condition(node, python)
        leaves = node.child_by_field_name("consequence")
        if node.type == "if_statement" and node.child_by_field_name("alternative") is None:
            if leaves is not None and "return" in text(leaves).split()[:2]:
                yield node, "pass" if python else ";"


def at_condition(node: Node, python: bool) -> Iterator[tuple[Node, str]]:
    condition = node.child_by_field_name("condition")
    if condition is not None:
        inside = text(condition)
        yield condition, f"not ({inside})" if python else f"(!{inside})"


def at_value(node: Node, python: bool) -> Iterator[tuple[Node, str]]:
    kind = node.type
    if kind in OPERATIONS:
        for child in node.children:
            if not child.is_named or child.type in {"not in", "is not"}:
                yield from ((child, by) for by in SWAPS.get(text(child), []))
    elif kind == "ternary_expression":
        condition = node.child_by_field_name("condition")
        if condition is not None:
            yield condition, f"!({text(condition)})"
    elif kind == "conditional_expression":
        yield node.named_children[1], f"not ({text(node.named_children[1])})"
    elif kind == "elif_clause":
        yield from at_condition(node, python)
    elif kind in {"number", "integer"}:
        yield node, f"({text(node)} + 1)"
    elif kind == "float":
        yield node, f"({text(node)} + 1)"
    elif kind in WORDS:
        yield node, WORDS[kind]
    elif kind == "string" and not is_key(node):
        yield node, "'?'" if text(node) in ("''", '""') else "''"
    elif kind == "arrow_function":
        body = node.child_by_field_name("body")
        if body is not None and body.type != "statement_block":
            yield body, "undefined"
    elif kind in {"unary_expression", "unary_operator", "not_operator"}:
        operand = node.child_by_field_name("argument")
        if operand is not None and text(node)[0] in "!-":
            yield node, text(operand)
    elif kind in {"property_identifier", "identifier"}:
        yield from ((node, by) for by in NAMES.get(text(node), []) if is_called(node))


def text(node: Node) -> str:
    return (node.text or b"").decode()


def is_called(node: Node) -> bool:
    above = node.parent
    if above is not None and above.type in {"member_expression", "attribute"}:
        above = above.parent
    return above is not None and above.type in {"call_expression", "call"}


def is_docstring(node: Node) -> bool:
    return len(node.children) >= 1 and node.children[0].type == "string"


def is_key(node: Node) -> bool:
    """A name in quotes, a docstring, a part of an f-string: no constant that is computed with."""
    above = node.parent
    if above is None or above.type in {"expression_statement", "concatenated_string"}:
        return True
    first = above.children[0] == node
    return above.type == "pair" and first
