"""A client that sends or reads too slowly is hung up on; meanwhile all others are served."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from backstep.serving.connection import MAX_HEAD
from tests.serving.conftest import Served, head, serving
from tests.serving.test_ending import LARGE, PATIENCE

SHORT = ("--idle-seconds=1", "--head-seconds=1", "--body-seconds=1", "--unread-seconds=1")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("slow"), *SHORT) as served:
        yield served


def answer(link: socket.socket) -> tuple[int, str]:
    """The status and code of what is said until it hangs up; 0 where nothing is said."""
    said = b""
    try:
        while piece := link.recv(65_536):
            said += piece
    except ConnectionResetError:
        pass
    if not said:
        return 0, ""
    status, body = int(said.split()[1]), said.rpartition(b"\r\n\r\n")[2]
    return status, json.loads(body)["code"]


def drip(link: socket.socket, piece: bytes = b" ") -> None:
    """Send bit by bit until the other side has hung up."""
    try:
        while not hung_up(link):
            link.sendall(piece)
            time.sleep(0.1)
    except OSError:
        pass


def hung_up(link: socket.socket) -> bool:
    link.setblocking(False)
    try:
        return link.recv(1, socket.MSG_PEEK) is not None
    except BlockingIOError:
        return False
    finally:
        link.settimeout(120)


def test_a_head_that_does_not_come(served: Served) -> None:
    link = served.connect()
    link.sendall(b"POST /api/v1/trace HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
    drip(link, b"x")
    assert answer(link) == (408, "too_slow")


def test_a_body_that_does_not_come(served: Served) -> None:
    link = served.connect()
    link.sendall(head("POST", "/api/v1/trace", 1000))
    drip(link)
    assert answer(link) == (408, "too_slow")


def test_a_body_that_nobody_wants(served: Served) -> None:
    """Its answer comes at once, and the connection does not stay for the rest."""
    link = served.connect()
    link.sendall(head("POST", "/nowhere", 1000))
    while not hung_up(link):
        time.sleep(0.01)
    assert link.recv(12) == b"HTTP/1.1 404"
    try:
        while link.recv(65_536):
            link.sendall(b" ")
    except OSError:
        pass


def test_a_large_body_has_longer(served: Served) -> None:
    link = served.connect()
    body = b" " * 1_800_000 + b"{}"  # half a minute: this machine may be slow as well
    link.sendall(head("POST", "/api/v1/trace", len(body)))
    for at in range(0, len(body), 150_000):
        link.sendall(body[at : at + 150_000])
        time.sleep(0.11)
    assert answer(link) == (422, "missing_field")


def test_nothing_at_all(served: Served) -> None:
    began = time.monotonic()
    links = [served.connect() for _ in range(50)]
    links[0].sendall(b"\r\n")
    assert [answer(link) for link in links] == [(0, "")] * 50
    assert time.monotonic() - began > 1


def test_a_connection_kept_for_nothing(served: Served) -> None:
    began = time.monotonic()
    link = served.send("GET", "/healthz")
    assert link.recv(65_536).startswith(b"HTTP/1.1 200")
    while link.recv(65_536):
        pass
    assert time.monotonic() - began > 0.9


def announced_and_read(link: socket.socket, pause: float) -> tuple[int, int]:
    """The bytes of body that an answer says it has, and those that come."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += link.recv(1)
    announced = int(said.lower().partition(b"content-length: ")[2].split()[0])
    got = 0
    while got < announced and (piece := link.recv(50_000)):
        got += len(piece)
        time.sleep(pause)
    return announced, got


def is_served(link: socket.socket) -> bool:
    """Whether the server still has its end: what it has left, the system may go on sending."""
    here, there = (f":{port:04X}" for _, port in (link.getsockname(), link.getpeername()))
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, _, _, _, _, _, _, inode, *_ = line.split()
        if local.endswith(there) and remote.endswith(here):
            return inode != "0"
    return False


def test_an_answer_that_is_not_read(served: Served) -> None:
    place = served.create(LARGE)
    link = served.send("GET", f"{place}/tensors/l1.W?inline=10000000", receiving=4096)
    link.recv(1, socket.MSG_PEEK)  # it has begun
    end = time.monotonic() + PATIENCE
    while is_served(link):
        assert time.monotonic() < end, "it is waited for"
        time.sleep(0.1)
    announced, got = announced_and_read(link, 0)
    assert announced > 15_000_000
    assert got < announced


@pytest.mark.long
def test_an_answer_that_is_read_slowly(tmp_path: Path) -> None:
    """Longer than may pass without any reading, which here is long for a busy machine too."""
    with serving(tmp_path, "--unread-seconds=5") as served:
        place = served.create(LARGE)
        query = "slice=0:300,:&inline=10000000"
        link = served.send("GET", f"{place}/tensors/l1.W?{query}", receiving=65_536)
        began = time.monotonic()
        announced, got = announced_and_read(link, 0.06)
        assert got == announced > 5_000_000
        assert time.monotonic() - began > 5


def test_a_head_without_end(served: Served) -> None:
    link = served.connect()
    link.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * (MAX_HEAD + 10_000))
    assert answer(link) == (431, "head_too_large")


def test_a_large_body_may_follow_a_small_head(served: Served) -> None:
    content = b" " * (3 * MAX_HEAD) + b"{}"
    place = f"{served.address}/api/v1/trace"
    kind = {"content-type": "application/json"}
    assert httpx.post(place, content=content, headers=kind, timeout=120).status_code == 422


def test_others_are_served_meanwhile(served: Served) -> None:
    for _ in range(50):
        served.connect().sendall(b"POST /api/v1/trace HTTP/1.1\r\n")
        served.connect().sendall(head("POST", "/api/v1/trace", 1000) + b"{")
    with httpx.Client(base_url=served.address, timeout=120) as client:
        for _ in range(20):
            assert client.get("/healthz").status_code == 200
