"""`GET /lessons` and `GET /lessons/{name}`: the lessons, with their words in both languages."""

from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.query import VERSION, read_query
from backstep.errors import Flaw, NotFound
from backstep.lessons import LESSONS, summary_of


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["lessons"])

    @router.get(
        "/lessons",
        **operation("list_lessons", "The lessons that there are", "Lessons", query=(VERSION,)),
    )
    async def list_lessons(request: Request) -> Response:
        def make() -> Body:
            read_query(request, (VERSION,))
            return Body(wire.encode({"lessons": [summary_of(each) for each in LESSONS.values()]}))

        return await context.answers.give(request, make)

    @router.get(
        "/lessons/{name}",
        **operation(
            "get_lesson", "A lesson: its networks, and its scenes in order", "Lesson",
            path=("name",), query=(VERSION,),
        ),
    )  # fmt: skip
    async def get_lesson(request: Request) -> Response:
        def make() -> Body:
            read_query(request, (VERSION,))
            name = request.path_params["name"]
            if name not in LESSONS:
                detail = f"there is no lesson {name[:60]!r}; known are {', '.join(LESSONS)}"
                flaw = Flaw("not_found", detail, found=name[:60], allowed={"choices": [*LESSONS]})
                raise NotFound(flaw)
            return Body(wire.encode(LESSONS[name]))

        return await context.answers.give(request, make)

    return router
