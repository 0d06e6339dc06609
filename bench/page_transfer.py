"""What the page asks the network for when it is first opened: every file of it, and its answers."""

import gzip
import http.client
import json
import re

from backstep.presets import PRESETS
from bench.harness import Result
from bench.serving import server

GZIP = {"accept-encoding": "gzip"}
NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def measure() -> Result:
    """The page, every file that it names, its words, the catalog, a checkpoint and its trace."""
    with server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port:
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
        opened, page = fetch("/")
        files = sorted(set(NAMED.findall(gzip.decompress(page).decode())))
        words = "/static/i18n/es.json"  # the longer of the two
        paths = ["/api/v1/catalog", trace, words, *files]
        total = sent + opened + sum(fetch(path)[0] for path in paths)
    return Result(f"the page, {len(paths) + 2} requests", (total / 1000,), 300.0, "kB")
