"""A description as JSON Schema, made from the registry: new kinds need no change here."""

from collections.abc import Mapping
from typing import Any

from backstep.datasets import DATASETS
from backstep.datasets.dataset import Dataset
from backstep.describe.arrays import FIELDS, MAX_RANK, MAX_SIZE
from backstep.describe.description import DTYPE, FRACTION, SEED, SIZE, SWITCH
from backstep.describe.given import GIVEN
from backstep.describe.own_names import LONGEST, MAX_NAMES, NAMES
from backstep.engine.kind import Kind, Setting
from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
ANY: Schema = {}
TYPES = {"number": "number", "integer": "integer", "boolean": "boolean", "text": "string"}
NAME: Schema = {"type": "string", "maxLength": LONGEST}
PRINTABLE = r"^[^\x00-\x1f\x7f-\xa0\xad]+$"  # about: what else cannot be printed is rare
NODE: Schema = {"type": "string", "pattern": r"^(data|l[1-9][0-9]*)$"}
LABEL: Schema = {"type": "string", "minLength": 1, "maxLength": 24, "pattern": PRINTABLE}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def mapped(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def strict(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """An object that has no other fields."""
    closed: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return closed | {"required": list(required)} if required else closed


def description_schemas() -> dict[str, Schema]:
    """The components that a description is made of."""
    return {
        "Description": strict(
            {
                "network": strict(
                    {
                        "layers": listed(ref("LayerInput")),
                        "loss": ref("LossInput"),
                        "optimizer": ref("OptimizerInput"),
                    },
                    ("layers", "loss"),
                ),
                "data": ref("DataInput"),
                "batch": strict(
                    {"size": nullable(of_setting(SIZE)), "shuffle": of_setting(SWITCH)}
                ),
                "seed": of_setting(SEED),
                "dtype": of_setting(DTYPE),
                "frozen": listed(TEXT),
                **{name: mapped(ref("TensorInput")) for name in GIVEN},
            },
            ("network", "data"),
        ),
        "LayerInput": {"oneOf": [layer(kind) for kind in LAYERS.values()]},
        "LossInput": one_of(LOSSES),
        "OptimizerInput": one_of(OPTIMIZERS),
        "InitializerInput": one_of(INITIALIZERS),
        "DataInput": data(),
        "TensorInput": {
            "description": "Nested lists, all rows alike, or a shape with flat data.",
            "anyOf": [ref("Nested"), tensor()],
        },
        "Nested": {"anyOf": [ref("Number"), listed(ref("Nested"))]},
    }


def tensor() -> Schema:
    """A tensor as answers give it; what they say of it besides may be there too."""
    size: Schema = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE}
    shape = listed(size) | {"maxItems": MAX_RANK}
    said: dict[str, Schema] = dict.fromkeys(FIELDS, ANY)
    return strict(said | {"shape": shape, "data": listed(ref("Number"))}, ("shape", "data"))


def one_of(kinds: Mapping[str, Kind], extra: Mapping[str, Schema] | None = None) -> Schema:
    """Any of these kinds, each with its own settings and no others."""
    return {"oneOf": [of_kind(kind, extra or {}) for kind in kinds.values()]}


def layer(kind: Kind) -> Schema:
    """A layer, with what it reads: the first input is by default what the layer before hands on."""
    first, *others = kind.inputs
    named = {first: nullable(NODE), **dict.fromkeys(others, NODE)}
    extra: dict[str, Schema] = {name: nullable(LABEL) for name in ("label", "group")}
    inputs = strict(named, tuple(others))
    extra |= {"inputs": inputs if others else nullable(inputs)}
    if not kind.parameters:  # there is nothing to share
        return of_kind(kind, extra | {"share": {"type": "null"}})
    described = of_kind(kind, extra | {"share": nullable(NODE)})
    needed = described.pop("required")  # who uses another's parameters has its settings too
    either: list[Schema] = [{"required": needed}, {"required": ["kind", "share"]}]
    return described | {"anyOf": either}


def of_kind(kind: Kind, extra: Mapping[str, Schema]) -> Schema:
    properties = {"kind": {"const": kind.name}}
    properties |= {name: of_setting(setting) for name, setting in kind.settings.items()}
    required = tuple(name for name, setting in kind.settings.items() if setting.required)
    described = strict({**properties, **extra}, ("kind", *required))
    return described | {"title": kind.name, "description": kind.summary[0]}


def of_setting(setting: Setting) -> Schema:
    if setting.type == "initializer":
        return ref("InitializerInput")
    schema: Schema = {"type": TYPES[setting.type], "description": setting.words[0]}
    bounds: dict[str, Any] = {
        "minimum": setting.min,
        "maximum": setting.max,
        "exclusiveMinimum": setting.above,
        "exclusiveMaximum": setting.below,
        "not": {"enum": list(setting.excluded)} if setting.excluded else None,
        "enum": list(setting.choices) if setting.choices else None,
    }
    return schema | {name: bound for name, bound in bounds.items() if bound is not None}


def data() -> Schema:
    split = {"test_fraction": of_setting(FRACTION), "standardize": of_setting(SWITCH)}
    tensor = ref("TensorInput")
    names = {name: nullable(listed(NAME) | {"maxItems": MAX_NAMES}) for name in NAMES}
    given = strict({"x": tensor, "target": tensor, **names, **split}, ("x", "target"))
    named = [of_dataset(dataset, split) for dataset in DATASETS.values()]
    return {"oneOf": [given, *named]}


def of_dataset(dataset: Dataset, split: Mapping[str, Schema]) -> Schema:
    properties = {"dataset": {"const": dataset.name}}
    properties |= {name: of_setting(setting) for name, setting in dataset.settings.items()}
    described = strict({**properties, **split}, ("dataset",))
    return described | {"title": dataset.name, "description": dataset.summary[0]}


DESCRIPTION: Schema = ref("Description") | {"$defs": description_schemas()}
