"""The page's types of the API's answers, written from OpenAPI by `make types`.

A test fails where `static/js/answers.js` is not what comes of it.
"""

import json
import textwrap
from pathlib import Path
from typing import Any

from backstep.main import create_app
from backstep.settings import Settings

FILE = Path(__file__).parents[2] / "static" / "js" / "answers.js"
HEAD = """\
// @ts-check
/**
 * The shapes of the API's answers, written from OpenAPI by `make types`; no code. `api.js` has
 * already turned the wire's "NaN" and "Infinity" into numbers.
 *
"""
WIDTH = 99
Schema = dict[str, Any]

# What a description may hold is said there kind by kind; the page names no kind.
LOOSER = {
    "Number": "number",
    "LayerInput": "Chosen",
    "LossInput": "Chosen",
    "OptimizerInput": "Chosen",
    "DataInput": "{[name: string]: Value}",
    "TensorInput": "Value",
}


def page_types(document: Schema) -> str:
    """The script, of every component that an answer leads to."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    wanted = [name for name in sorted(reached(document, schemas)) if name not in LOOSER]
    parts = [typedef(name, schemas[name]) for name in wanted]
    return HEAD + "\n *\n".join(parts) + "\n */\nexport {};\n"


def reached(document: Schema, schemas: dict[str, Schema]) -> set[str]:
    """The names of the components that answers hold, and that these hold."""
    found: set[str] = set()
    waiting = [
        name
        for methods in document["paths"].values()
        for operation in methods.values()
        for name in references(operation["responses"])
    ]
    while waiting:
        name = waiting.pop()
        if name not in found and name not in LOOSER:
            found.add(name)
            waiting.extend(references(schemas[name]))
            waiting.append("Chosen")
    return found


def references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [name for each in part for name in references(each)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"].rpartition("/")[2]] if isinstance(part.get("$ref"), str) else []
    return own + [name for child in part.values() for name in references(child)]


def typedef(name: str, schema: Schema) -> str:
    said = schema.get("description", "")
    if "properties" not in schema or schema.get("additionalProperties"):
        return comment(f"@typedef {{{type_of(schema)}}} {name}   {said}")
    lines = [comment(f"@typedef {{object}} {name}   {said}")]
    for field, child in schema["properties"].items():
        shown = field if field in schema.get("required", ()) else f"[{field}]"
        said = child.get("description", "")
        lines.append(comment(f"@property {{{type_of(child)}}} {shown}   {said}"))
    return "\n".join(lines)


def comment(text: str) -> str:
    return textwrap.fill(
        text.rstrip(), WIDTH, initial_indent=" * ", subsequent_indent=" *   ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def type_of(schema: Schema) -> str:
    """A schema as TypeScript writes it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return LOOSER.get(name, name)
    if "contentSchema" in schema:  # JSON in the text of an event, which the page gets parsed
        return type_of(schema["contentSchema"])
    if "const" in schema or "enum" in schema:
        return " | ".join(literal(value) for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema or "oneOf" in schema:
        return " | ".join(type_of(each) for each in schema.get("anyOf", schema.get("oneOf")))
    match schema.get("type"):
        case "integer" | "number":
            return "number"
        case "string" | "boolean" | "null" as plain:
            return str(plain)
        case "array":
            return array(schema)
        case "object":
            return struct(schema)
    return "unknown"


def literal(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else json.dumps(value)


def array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(type_of(each) for each in schema['prefixItems'])}]"
    inner = type_of(schema.get("items", {}))
    return f"({inner})[]" if "|" in inner or "&" in inner else f"{inner}[]"


def struct(schema: Schema) -> str:
    parts = []
    if "properties" in schema:
        required = schema.get("required", ())
        fields = ", ".join(
            f"{name}{'' if name in required else '?'}: {type_of(child)}"
            for name, child in schema["properties"].items()
        )
        parts.append(f"{{{fields}}}")
    more = schema.get("additionalProperties")
    if more:
        # No Record: a type that holds itself is allowed here only.
        parts.append(
            f"{{[name: string]: {type_of(more) if isinstance(more, dict) else 'unknown'}}}"
        )
    return " & ".join(parts) or "object"


def document() -> Schema:
    return create_app(Settings(store="memory:")).openapi()


if __name__ == "__main__":
    FILE.write_text(page_types(document()), encoding="utf-8")
