"""What the page asks the network for when it is first opened: every file of it, and its answers."""

import gzip
import http.client
import re

from bench.harness import Result
from bench.serving import server

GZIP = {"accept-encoding": "gzip", "accept-language": "es"}  # the longer words of the two
NAMED = re.compile(r'(?:href|src)="(/(?:static|api)/[^"]+)"')
# The part of the page that is mounted once the network is painted lies beside the first.
PAGE, AROUND = "/joined/main.js", "/joined/around.js"


def measure() -> Result:
    """The page, and all that it names: scripts, sheets, words, the catalog, the first network."""
    with server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)

        def fetch(path: str) -> tuple[int, bytes]:
            connection.request("GET", path, headers=GZIP)
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status < 300, (path, content[:500])
            return len(str(answer.headers)) + len(content), content

        opened, page = fetch("/")
        paths = set(NAMED.findall(gzip.decompress(page).decode()))
        paths |= {path.replace(PAGE, AROUND) for path in paths if path.endswith(PAGE)}
        total = opened + sum(fetch(path.replace("&amp;", "&"))[0] for path in paths)
    return Result(f"the page, {len(paths) + 1} requests", (total / 1000,), 300.0, "kB")
