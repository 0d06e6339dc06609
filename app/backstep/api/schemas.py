"""The shapes of answers and small bodies as JSON Schema, for OpenAPI."""

from typing import Any

from backstep.api.bodies import MAX_CHANGES, MAX_ITERATIONS, MAX_SIDE
from backstep.describe.description import FIELDS
from backstep.errors import STATUS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
INDICES: Schema = {"type": "array", "items": COUNT}
ANY: Schema = {}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def mapped(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def answer(**properties: Schema) -> Schema:
    """An object whose named fields are all there; more may come."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def strict(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """An object of a request: no other fields."""
    closed: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return closed | {"required": list(required)} if required else closed


def with_more(schema: Schema, **optional: Schema) -> Schema:
    """The same answer with fields that are not always there."""
    return schema | {"properties": schema["properties"] | optional}


NUMBER = ref("Number")
STATS = with_more(
    answer(
        **{name: nullable(NUMBER) for name in ("min", "max", "mean", "std", "norm")},
        zeros=COUNT,
        nonfinite=COUNT,
        histogram=nullable(answer(min=NUMBER, max=NUMBER, counts=listed(COUNT))),
    ),
    sampled={"const": True},
)
SHOWN = with_more(
    answer(shape=INDICES, data=nullable(listed(NUMBER)), role=TEXT, stats=ref("Stats")),
    preview=answer(shape=INDICES, data=listed(NUMBER), reduced={"const": "absmax"}),
)
STEP = answer(
    index=COUNT,
    phase={"enum": ["forward", "error", "backward", "update"]},
    node=TEXT,
    rule=TEXT,
    reads=mapped(TEXT),
    writes=TEXT,
    settings=mapped(ANY),
    sentence=ref("Words"),
    formula=answer(
        **{line: nullable(ref("Formula")) for line in ("general", "local", "cell", "all")}
    ),
    legend=listed(with_more(answer(symbol=TEXT, meaning=ref("Words")), size=COUNT, value=ANY)),
    letters=mapped(listed(TEXT)),
    stores=mapped(listed(TEXT)),
)
EXPR = with_more(
    answer(op=TEXT, value=NUMBER),
    args=listed(ref("Expr")), address=TEXT, at=INDICES, name=TEXT, count=COUNT,
)  # fmt: skip

ANSWERS: dict[str, Schema] = {
    "Number": {
        "description": "A number; what JSON cannot write is text.",
        "anyOf": [{"type": "number"}, {"enum": ["NaN", "Infinity", "-Infinity"]}],
    },
    "Words": answer(en=TEXT, es=TEXT),
    "Formula": answer(latex=TEXT, mathml=TEXT),
    "Tensor": answer(shape=INDICES, data=listed(NUMBER)),
    "Stats": STATS,
    "ShownTensor": SHOWN,
    "Step": STEP,
    "StepAnswer": with_more(STEP, iteration=COUNT, tensors=mapped(ref("ShownTensor"))),
    "Node": answer(
        id=TEXT, role={"enum": ["data", "layer", "loss", "optimizer"]}, kind=nullable(TEXT),
        label=nullable(TEXT), settings=mapped(ANY), parameters=mapped(INDICES), frozen=listed(TEXT),
        inputs=mapped(TEXT),
        input_shape=nullable(INDICES), output_shape=nullable(INDICES),
    ),
    "Checkpoint": answer(
        id=TEXT, base=TEXT, iteration=COUNT, parent=nullable(TEXT), description=mapped(ANY),
        omitted=listed(TEXT), nodes=listed(ref("Node")), parameter_count=COUNT,
    ),
    "Trace": answer(
        checkpoint=nullable(TEXT), iteration=COUNT, batch=answer(indices=INDICES, epoch=COUNT),
        loss=NUMBER, nodes=listed(ref("Node")), steps=listed(ref("Step")),
        memory=mapped(listed(TEXT)), tensors=mapped(ref("ShownTensor")),
    ),
    "Tile": with_more(
        SHOWN | {"required": [*SHOWN["required"], "address", "slice", "whole_shape"]},
        address=TEXT, slice=nullable(TEXT), whole_shape=INDICES,
    ),
    "Expr": EXPR,
    "Explanation": answer(
        address=TEXT, at=INDICES, value=NUMBER, step=nullable(COUNT),
        formula=nullable(ref("Formula")), expr=ref("Expr"),
    ),
    "Chain": answer(
        address=TEXT, links=listed(answer(numerator=TEXT, denominator=TEXT, node=TEXT)),
        in_the_middle=listed(TEXT), latex=TEXT, mathml=TEXT,
    ),
    "Check": answer(
        ok={"type": ["boolean", "null"]}, max_relative_error=nullable(NUMBER), tolerance=NUMBER,
        tensors=mapped(with_more(
            answer(
                ok={"type": ["boolean", "null"]}, max_relative_error=nullable(NUMBER),
                worst_at=nullable(INDICES), analytic=nullable(NUMBER), numeric=nullable(NUMBER),
                cells=COUNT, checked=COUNT, too_small=COUNT, at_kink=COUNT, untold=COUNT,
            ),
            numeric_cells=ANY, analytic_cells=ANY, verdicts=listed(TEXT),
        )),
    ),
    "Lessons": answer(
        lessons=listed(answer(
            name=TEXT, title=ref("Words"), summary=ref("Words"), minutes=COUNT,
            scenes=listed(answer(id=TEXT, title=ref("Words"), works_out={"type": "boolean"})),
        )),
    ),
    "Lesson": answer(
        name=TEXT, order=COUNT, minutes=COUNT, title=ref("Words"), summary=ref("Words"),
        known=mapped(listed(TEXT)), networks=mapped(mapped(ANY)),
        scenes=listed(with_more(
            answer(id=TEXT, point=COUNT, step=nullable(TEXT), title=ref("Words"), text=ANY),
            ask=mapped(ANY), request=ref("Words"), done=ref("Words"), highlight=listed(TEXT),
            options=mapped(listed(TEXT)), hint=ref("Words"), labels=mapped(listed(TEXT)),
            before=mapped(ANY), compare=mapped(ANY),
        )),
    ),
    "History": answer(
        points=listed(answer(id=TEXT, iteration=COUNT, loss=NUMBER)),
        losses=listed(
            {"type": "array", "prefixItems": [COUNT, NUMBER], "minItems": 2, "maxItems": 2}
        ),
    ),
    "Export": answer(
        backstep={"const": 1}, id=TEXT, iteration=COUNT, description=mapped(ANY),
        edits=listed(answer(iteration=COUNT, edit=mapped(ANY))),
    ),
    "Prediction": answer(x=nullable(ref("Tensor")), y=ref("Tensor")),
    "Catalog": answer(
        **{r: mapped(ref("Kind")) for r in ("layers", "losses", "optimizers", "initializers")},
        datasets=mapped(ANY), limits=mapped(ANY), version=TEXT,
        presets=mapped(answer(title=ref("Words"), summary=ref("Words"), description=mapped(ANY))),
        lessons=mapped(answer(name=TEXT, title=ref("Words"), summary=ref("Words"))),
    ),
    "Kind": answer(
        title=ref("Words"), summary=ref("Words"), formula=ref("Formula"),
        settings=mapped(answer(
            type=TEXT, required={"type": "boolean"}, default=ANY, min=ANY, max=ANY, choices=ANY,
            summary=ref("Words"),
        )),
        rules=listed(answer(
            name=TEXT, phase=TEXT, reads=listed(TEXT), formula=nullable(ref("Formula")),
        )),
    ),
    "Health": answer(status={"const": "ok"}),
    "Problem": answer(
        type=TEXT, title=TEXT, status=INTEGER, detail=TEXT,
        code={"enum": [*STATUS, "internal"]},
        errors={
            "type": "array",
            "minItems": 1,
            "items": answer(pointer=TEXT, code={"enum": [*STATUS, "internal"]}, detail=TEXT,
                            found=ANY, allowed=nullable(mapped(ANY))),
        },
    ),
}  # fmt: skip

AXIS: Schema = {
    "type": "array",
    "prefixItems": [
        {"type": "number"},
        {"type": "number"},
        {"type": "integer", "minimum": 1, "maximum": MAX_SIDE},
    ],
    "minItems": 3,
    "maxItems": 3,
}
BODIES: dict[str, Schema] = {
    "Next": strict({"iterations": {"type": "integer", "minimum": 1, "maximum": MAX_ITERATIONS}}),
    "Edit": strict(
        {
            "set": {
                "type": "array",
                "maxItems": MAX_CHANGES,
                "items": strict(
                    {"address": TEXT, "at": INDICES, "value": NUMBER}, ("address", "at", "value")
                ),
            },
            "description": strict(dict.fromkeys(FIELDS, ANY)),
            "redraw": {"anyOf": [{"type": "boolean"}, listed(TEXT)]},
        }
    ),
    "Predict": {
        "oneOf": [
            strict({"x": ref("TensorInput"), "address": nullable(TEXT)}, ("x",)),
            strict(
                {"grid": strict({"x": AXIS, "y": AXIS}, ("x", "y")), "address": nullable(TEXT)},
                ("grid",),
            ),
        ]
    },
}
