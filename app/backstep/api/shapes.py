"""The shapes of what several answers hold; what one endpoint alone answers stands beside it.

FastAPI writes them into OpenAPI, where the page's types come from. Answers are built as
dictionaries all the same: large ones hold bytes that are encoded already, which no model could
look into, and a test holds every answer to its shape.
"""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, WithJsonSchema, with_config
from typing_extensions import TypeAliasType, TypedDict

from backstep.errors import STATUS

REGISTERED = "x-component"  # pydantic follows a `$ref` that it did not make itself nowhere
NAMED = ["NaN", "Infinity", "-Infinity"]

Number = TypeAliasType(
    "Number",
    Annotated[
        float,
        WithJsonSchema(
            {
                "description": "A number; what JSON cannot write is text.",
                "anyOf": [{"type": "number"}, {"enum": NAMED}],
            }
        ),
    ],
)


def component(name: str) -> WithJsonSchema:
    """The schema of a component that is made from the registry of kinds (description_schema)."""
    return WithJsonSchema({REGISTERED: name})


Description = Annotated[dict[str, Any], component("Description")]
TensorInput = Annotated[Any, component("TensorInput")]
Count = Annotated[int, Field(ge=0)]
Place = list[Count]  # a cell's indices, or a shape's sizes
Value = TypeAliasType("Value", "bool | Number | str | list[Value] | dict[str, Value] | None")
Code = TypeAliasType(
    "Code", Annotated[str, Field(json_schema_extra={"enum": [*STATUS, "internal", "unsuited"]})]
)
Phase = TypeAliasType("Phase", Literal["forward", "error", "backward", "update"])


@with_config(ConfigDict(json_schema_extra={"additionalProperties": {"type": "string"}}))
class Words(TypedDict):
    """A text in English, in Spanish, and in what other languages there are."""

    en: str
    es: str


class Formula(TypedDict):
    """A formula in both notations."""

    latex: str
    mathml: str


class Tensor(TypedDict):
    """All its cells, row by row."""

    shape: Place
    data: list[Number]


class Histogram(TypedDict):
    """Equal bins from the smallest to the largest cell."""

    min: Number
    max: Number
    counts: list[Count]


class Stats(TypedDict):
    """The finite cells in a few numbers, null where there are none."""

    min: Number | None
    max: Number | None
    mean: Number | None
    std: Number | None
    norm: Number | None
    zeros: Count
    nonfinite: Count
    histogram: Histogram | None
    masked: NotRequired[
        Annotated[Count, Field(description="cells that are -Infinity because it is meant")]
    ]
    sampled: NotRequired[Annotated[Literal[True], Field(description="of an even sample of cells")]]


class Preview(TypedDict):
    """The cell of largest magnitude of each block."""

    shape: Place
    data: list[Number]
    reduced: Literal["absmax"]


class Cells(TypedDict):
    """A tensor whole, or above a limit its preview."""

    shape: Place
    data: Annotated[
        list[Number] | None, Field(description="row by row; null above the inline limit")
    ]
    preview: NotRequired[Preview]


class SummedUp(Cells):
    """The same with its statistics."""

    stats: Stats


class ShownTensor(SummedUp):
    """A tensor of an iteration."""

    role: str


class Node(TypedDict):
    """The data, a layer, the loss or the optimizer."""

    id: Annotated[str, Field(description="data, l1 …, loss, optimizer")]
    role: Literal["data", "layer", "loss", "optimizer"]
    kind: str | None
    title: Words
    label: str | None
    settings: dict[str, Value]
    parameters: dict[str, Place]
    states: dict[str, Place]
    frozen: list[str]
    inputs: Annotated[
        dict[str, str], Field(description="what it reads by name, and the node that gives it")
    ]
    share: Annotated[str | None, Field(description="the layer whose parameters it uses")]
    group: Annotated[str | None, Field(description="what it is a part of, for a page")]
    edges: Annotated[str | None, Field(description="the parameter that is drawn as edges")]
    mixes_samples: Annotated[
        bool, Field(description="a sample's output depends on the other samples of its batch")
    ]
    input_shapes: Annotated[dict[str, Place], Field(description="of each input, by its name")]
    input_shape: Annotated[Place | None, Field(description="of the first of its inputs")]
    output_shape: Place | None


class Letter(TypedDict):
    """A letter of a formula: an index has a size, a setting or a count a value."""

    symbol: str
    meaning: Words
    size: NotRequired[Count]
    value: NotRequired[Value]


class Formulas(TypedDict):
    """The four lines of a step."""

    general: Formula | None
    local: Formula | None
    cell: Formula | None
    all: Formula | None


class Step(TypedDict):
    """One rule at one place of the network."""

    index: Count
    phase: Phase
    node: str
    rule: str
    reads: Annotated[
        dict[str, str], Field(description="the rule's own name of a tensor, and its address")
    ]
    writes: str
    settings: dict[str, Value]
    sentence: Words
    formula: Formulas
    legend: list[Letter]
    letters: Annotated[dict[str, list[str]], Field(description="of the axes of each tensor")]
    stores: Annotated[
        dict[str, list[str]],
        Field(description="what it puts into memory, and for which gradients"),
    ]


class Chosen(TypedDict, extra_items=Value):  # type: ignore[call-arg]
    """A layer, a loss, an optimizer: its kind, and its settings by name."""

    kind: str
    label: NotRequired[str | None]
    group: NotRequired[str]
    inputs: NotRequired[dict[str, str]]
    share: NotRequired[str]


class Blocks(TypedDict):
    """What a network is made of."""

    layers: list[Chosen]
    loss: Chosen
    optimizer: Chosen


class Source(TypedDict, extra_items=Value):  # type: ignore[call-arg]
    """Samples that are given, or a data set with its settings."""

    x: NotRequired[Tensor]
    target: NotRequired[Tensor]
    dataset: NotRequired[str]
    test_fraction: float
    standardize: bool
    classes: NotRequired[list[str] | None]
    features: NotRequired[list[str] | None]


class Batching(TypedDict):
    """How many samples there are in a batch, null for all, and whether they are drawn anew."""

    size: Count | None
    shuffle: bool


class Described(TypedDict):
    """A description with all its defaults."""

    network: Blocks
    data: Source
    batch: Batching
    seed: int
    dtype: Literal["float64", "float32"]
    frozen: list[str]
    parameters: dict[str, Tensor]
    optimizer_state: dict[str, Tensor]
    layer_state: dict[str, Tensor]


class Flaw(TypedDict):
    """One thing that is wrong: where it stands, what was found, what is allowed."""

    pointer: str
    code: Code
    detail: str
    found: Value
    allowed: dict[str, Value] | None
