"""The same framework answering with 2 kB of bytes that are ready: what a step is held against."""

from fastapi import FastAPI, Response

READY = b'{"ready":"' + b"x" * 2036 + b'"}'

app = FastAPI()


@app.get("/ready")
async def ready() -> Response:
    return Response(READY, media_type="application/json")
