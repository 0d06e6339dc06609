"""The same framework answering with bytes that are ready, 2 kB or as many as are wanted: what a
step and a page are held against."""

import os

from fastapi import FastAPI, Response

SIZE = int(os.environ.get("BENCH_READY_BYTES", "2048"))
READY = b'{"ready":"' + b"x" * (SIZE - 12) + b'"}'

app = FastAPI()


@app.get("/ready")
async def ready() -> Response:
    return Response(READY, media_type="application/json")
