"""What the server holds in memory does not grow with what it has been asked."""

import itertools
import json
import socket
from pathlib import Path

import pytest

from backstep.presets import PRESETS
from bench.processes import megabytes
from bench.serving import Connection, server
from tests.serving.conftest import Json

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells it"),
]

WARM, LAST, EVERY = 10_000, 50_000, 2_500
TAPES = 2**20  # bytes, so that tapes are thrown away and computed again all the time
LEEWAY = 0.05


class Asker:
    """One kept connection that may be asked anything."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.link = Connection(port, "GET", "/healthz")

    def ask(self, request: bytes) -> bytes:
        self.link.request = request
        return self.link.ask()

    def made(self, method: str, path: str, body: Json | None = None) -> bytes:
        """A request as it goes over the wire."""
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", "content-type: application/json"]
        return "\r\n".join([*lines, f"content-length: {len(content)}", "", ""]).encode() + content


def addresses(asker: Asker) -> list[bytes]:
    """200 of them: all that can be looked at, and what is computed anew for each who asks."""
    found: list[bytes] = []
    for seed in range(5):
        description = {**PRESETS["course"]["description"], "seed": seed}
        created = asker.ask(asker.made("POST", "/api/v1/checkpoints", description))
        base = json.loads(created)["base"]
        asker.ask(asker.made("POST", f"/api/v1/checkpoints/{base}.0/next", {"iterations": 40}))
        for k in range(8):
            place = f"/api/v1/checkpoints/{base}.{5 * k}"
            grid: Json = {"grid": {"x": [-1, 1, 8], "y": [-1, 1, 8]}}
            found += [
                asker.made("GET", f"{place}/steps/{2 * k}"),
                asker.made("GET", f"{place}/tensors/l1.W"),
                asker.made("GET", f"{place}/explain/l2.dW?at=0,0"),
                asker.made("GET", f"{place}/trace?tensors=stats"),
                asker.made("POST", f"{place}/predict", grid),
            ]
    return found


def test_memory_is_flat_from_the_ten_thousandth_request_to_the_fifty_thousandth(
    tmp_path: Path,
) -> None:
    store = f"sqlite:///{tmp_path / 'runs.sqlite'}"
    more = {"BACKSTEP_STORE": store, "BACKSTEP_TAPE_BYTES": str(TAPES)}
    with server("backstep.main:create_app", "--factory", **more) as port:
        asker = Asker(port)
        requests = addresses(asker)
        assert len(set(requests)) == 200
        sizes: list[float] = []
        for number, request in zip(range(LAST + 1), itertools.cycle(requests), strict=False):
            asker.ask(request)
            if number >= WARM and number % EVERY == 0:
                sizes.append(megabytes(port))
        asker.link.socket.shutdown(socket.SHUT_RDWR)
        asker.link.socket.close()
    first, *later = sizes
    assert len(later) == 16
    assert all(abs(size / first - 1) <= LEEWAY for size in later), sizes
