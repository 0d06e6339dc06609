"""The same framework answering with bytes that are ready: what our answers are held against."""

from fastapi import FastAPI, Request, Response

app = FastAPI()
_ready: dict[int, bytes] = {}


def ready(size: int) -> bytes:
    """JSON of so many bytes, made once."""
    if size not in _ready:
        _ready[size] = b'{"ready":"' + b"x" * (size - 12) + b'"}'
    return _ready[size]


@app.get("/ready/{size}")
async def get(size: int) -> Response:
    return Response(ready(size), media_type="application/json")


@app.post("/ready/{size}")
async def post(size: int, request: Request) -> Response:
    await request.body()
    return Response(ready(size), media_type="application/json")
