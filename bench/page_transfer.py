"""What the page asks the network for when it is first opened: every file of it, and its answers."""

import http.client
import json

from app.assets import folder
from app.pages import is_for_later
from app.presets import PRESETS
from bench.harness import Result
from bench.serving import server

STATIC = folder("static")
GZIP = {"accept-encoding": "gzip"}


def measure() -> Result:
    """All of `static` but the other languages' words, /docs, and what is fetched when it is first
    wanted (choosing samples): a page that opens can ask for no more."""
    files = [path.relative_to(STATIC) for path in STATIC.rglob("*.*")]
    files = [file for file in files if not is_for_later(file)]
    shown = [file for file in files if file.parts[0] != "docs" and file.stem != "es"]
    with server("app.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)

        def fetch(path: str, method: str = "GET", body: bytes | None = None) -> tuple[int, bytes]:
            headers = GZIP if body is None else {"content-type": "application/json"}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status < 300, (path, content[:500])
            return len(str(answer.headers)) + len(content), content

        description = json.dumps(PRESETS["course"]["description"]).encode()
        sent, made = fetch("/api/v1/checkpoints", "POST", description)
        trace = f"/api/v1/checkpoints/{json.loads(made)['id']}/trace"
        paths = ["/", "/api/v1/catalog", trace, *(f"/static/{file.as_posix()}" for file in shown)]
        total = sent + sum(fetch(path)[0] for path in paths)
    return Result(f"the page, {len(paths) + 1} requests", (total / 1000,), 300.0, "kB")
