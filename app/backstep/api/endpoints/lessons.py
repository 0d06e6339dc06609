"""`GET /lessons` and `GET /lessons/{name}`: the lessons, with their words in both languages."""

from typing import Annotated, Any, Literal, NotRequired

from fastapi import APIRouter, Path, Request, Response
from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from backstep.api.context import Context
from backstep.api.route import LastingRoute
from backstep.api.shapes import Chosen, Count, Description, Words
from backstep.errors import Flaw, NotFound
from backstep.lessons import LESSONS, summary_of

Name = Annotated[
    str, Path(description="A lesson's name.", json_schema_extra={"enum": list(LESSONS)})
]


@with_config(
    ConfigDict(
        json_schema_extra={"additionalProperties": {"type": "array", "items": {"type": "string"}}}
    )
)
class Texts(TypedDict):
    """Several texts in English, in Spanish, and in what other languages there are."""

    en: list[str]
    es: list[str]


class SceneInShort(TypedDict):
    """A scene in a list."""

    id: str
    title: Words
    works_out: Annotated[bool, Field(description="the reader works out a number in it")]


class LessonInShort(TypedDict):
    """A lesson in a list."""

    name: str
    title: Words
    summary: Words
    minutes: Count
    scenes: list[SceneInShort]


class Lessons(TypedDict):
    """The lessons, in the order of learning."""

    lessons: list[LessonInShort]


class Place(TypedDict):
    """A network of the lesson, at an iteration."""

    network: str
    iteration: NotRequired[Count]


class CellOfScene(TypedDict):
    """A number that is selected."""

    address: str
    at: list[Count]


class Inserted(TypedDict):
    """A layer, and the one that it comes after."""

    after: str
    layer: Chosen


class EditOfScene(TypedDict):
    """What a scene changes in its network."""

    insert: Inserted


class Compared(TypedDict):
    """Numbers of several networks side by side: a column for each place."""

    places: list[Place]
    what: Literal["norm", "value", "loss"]
    tensors: NotRequired[
        Annotated[list[str], Field(description="a row each; value: one cell, as `l1.W@0,1`")]
    ]
    iterations: NotRequired[Annotated[list[Count], Field(description="loss: a row each, from 0")]]
    after: NotRequired[
        Annotated[bool, Field(description="shown once the scene is done: it would tell the answer")]
    ]


class Ask(TypedDict):
    """What the reader is to do."""

    do: Literal["step", "select", "guess", "choose", "insert", "next", "set"]
    to: NotRequired[Annotated[str, Field(description="step: whose step is to be reached")]]
    address: NotRequired[Annotated[str, Field(description="select, guess, set: the tensor")]]
    at: NotRequired[Annotated[list[Count], Field(description="select, guess: the cell")]]
    within: NotRequired[
        Annotated[
            float,
            Field(description="guess: how far it may be off, if not by half of the second decimal"),
        ]
    ]
    right: NotRequired[Annotated[Count, Field(description="choose: which option is right, from 0")]]
    after: NotRequired[Annotated[str, Field(description="insert: the layer after which")]]
    kind: NotRequired[Annotated[str, Field(description="insert: of which kind")]]


class Scene(TypedDict):
    """Where the stage stands, what is said, and what is asked."""

    id: str
    point: Annotated[Count, Field(description="of the course")]
    network: NotRequired[
        Annotated[
            str,
            Field(
                description="begins anew with this one; without it, the scene goes on where the "
                "last one was"
            ),
        ]
    ]
    iteration: NotRequired[Count]
    edit: NotRequired[EditOfScene]
    before: NotRequired[
        Annotated[Place, Field(description="another moment, of whose numbers the text speaks too")]
    ]
    compare: NotRequired[Compared]
    step: Annotated[
        str | None,
        Field(description="the tensor that was written last; null before the first step"),
    ]
    select: NotRequired[CellOfScene]
    highlight: Annotated[list[str], Field(description="nodes and tensors")]
    chain: NotRequired[
        Annotated[bool, Field(description="brings the chain of what the step writes into view")]
    ]
    ask: NotRequired[Ask]
    title: Words
    text: Texts
    request: NotRequired[Words]
    done: NotRequired[Words]
    options: NotRequired[
        Annotated[Texts, Field(description="choose: what there is to choose from")]
    ]
    hint: NotRequired[Annotated[Words, Field(description="choose: what is said of a wrong choice")]]
    labels: NotRequired[Annotated[Texts, Field(description="compare: the names of its columns")]]


class Lesson(TypedDict):
    """A lesson: its networks by name, its scenes in order."""

    name: str
    order: Count
    minutes: Count
    title: Words
    summary: Words
    known: Annotated[Texts, Field(description="what who has gone through it knows")]
    networks: dict[str, Description]
    scenes: list[Scene]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["lessons"], route_class=LastingRoute)

    @router.get("/lessons", response_model=Lessons, summary="The lessons that there are")
    async def list_lessons(request: Request) -> Response:
        lessons = [summary_of(each) for each in LESSONS.values()]
        return await context.telling(request, lambda: {"lessons": lessons})

    @router.get(
        "/lessons/{name}",
        response_model=Lesson,
        summary="A lesson: its networks, and its scenes in order",
    )
    async def get_lesson(request: Request, name: Name) -> Response:
        return await context.telling(request, lambda: lesson(name))

    return router


def lesson(name: str) -> dict[str, Any]:
    """The lesson of this name. Raises NotFound (not_found)."""
    if name not in LESSONS:
        detail = f"there is no lesson {name[:60]!r}; known are {', '.join(LESSONS)}"
        flaw = Flaw("not_found", detail, found=name[:60], allowed={"choices": [*LESSONS]})
        raise NotFound(flaw)
    return LESSONS[name]
