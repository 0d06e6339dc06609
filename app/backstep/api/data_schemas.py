"""The bodies and answers of data sets as JSON Schema, for OpenAPI."""

from backstep.api.schemas import (
    ANY,
    COUNT,
    INDICES,
    TEXT,
    Schema,
    answer,
    listed,
    nullable,
    ref,
    strict,
)

WORDS = nullable(listed(ref("Words")))
COLUMNS: Schema = {"type": ["array", "null"], "items": {"type": ["string", "integer"]}}
SWITCH: Schema = {"type": ["boolean", "null"]}
PART = answer(rows=INDICES, x=ANY, target=ANY, labels=nullable(listed({"type": "integer"})))

DATA_BODIES: dict[str, Schema] = {
    "Table": strict(
        {
            "text": TEXT,
            "target": COLUMNS,
            "inputs": COLUMNS,
            "header": SWITCH,
            "classes": SWITCH,
            "images": SWITCH,
            "decimal": {"enum": [".", ",", None]},
            "gaps": {"enum": ["drop", "mean", None]},
            "lang": {"enum": ["en", "es", None]},
        },
        ("text",),
    ),
}
DATA_ANSWERS: dict[str, Schema] = {
    "Samples": answer(
        dataset=TEXT, settings=ANY, x=ref("Tensor"), target=ref("Tensor"), classes=WORDS,
        features=WORDS,
    ),
    "OwnSamples": answer(
        columns=listed(
            answer(
                name=TEXT,
                type={"enum": ["number", "yes_no", "text"]},
                role={"enum": ["input", "target", "unused"]},
                becomes=COUNT,
                gaps=COUNT,
                form={"enum": ["date", "percent", "money", None]},
                problems=COUNT,
            )
        ),
        rows=COUNT, preview=answer(lines=INDICES, rows=listed(listed(ANY))),
        separator=TEXT, decimal={"enum": [".", ","]}, thousands=listed(TEXT),
        header={"type": "boolean"}, empty_columns=COUNT,
        samples=COUNT, features=listed(TEXT), x=ref("Tensor"), target=ref("Tensor"),
        classes=nullable(listed(TEXT)), left_out=COUNT, filled=COUNT,
        image_side=nullable(COUNT), may_be_classes={"type": "boolean"},
    ),
    "Data": answer(
        train=PART, test=PART, standardize={"type": "boolean"}, shift=ANY, scale=ANY,
        border={"type": ["number", "null"]}, classes=WORDS, features=WORDS,
    ),
}  # fmt: skip
