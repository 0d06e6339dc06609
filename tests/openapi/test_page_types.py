"""What the page knows of the API's answers is what OpenAPI says of them."""

import re

from tests.openapi.page_types import FILE, type_of

TYPES = FILE.with_name("types.js")
SLICES = FILE.parent / "platform" / "slices"


def test_what_a_checkpoint_holds_and_the_catalog_have_types() -> None:
    own = TYPES.read_text(encoding="utf-8")
    for name in ("Catalog", "Described", "Value", "Trace", "Step", "Node", "Checkpoint"):
        assert f"@typedef {{import('./answers.js').{name}}} {name}" in own
    state = "".join(path.read_text(encoding="utf-8") for path in SLICES.glob("*.js"))
    assert "@property {Catalog} catalog" in state
    assert "any" not in re.findall(r"\w+", " ".join(re.findall(r"@property {.*?}", state)))


def test_schemas_become_types_as_typescript_writes_them() -> None:
    nullable = {"anyOf": [{"type": "number"}, {"type": "null"}]}
    assert type_of(nullable) == "number | null"
    assert type_of({"type": "array", "items": nullable}) == "(number | null)[]"
    pair = {"type": "array", "prefixItems": [{"type": "integer"}, nullable]}
    assert type_of(pair) == "[number, number | null]"
    more = {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Number"}}
    assert type_of(more) == "{[name: string]: number}"
    thing = {"type": "object", "properties": {"a": {"const": "x"}, "b": {"enum": [1, "y", None]}}}
    assert type_of(thing | {"required": ["a"]}) == "{a: 'x', b?: 1 | 'y' | null}"
