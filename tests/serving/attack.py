"""Clients that mean no good, in a process of their own: `python -m tests.serving.attack PORT KIND`.

They come again and again until they are ended, and for some minutes at most. All of it goes to
127.0.0.1.
"""

import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle

from tests.reading.bodies import body, names

LIMIT = 32 << 20
LASTING = 300.0  # seconds
ASKING, SENDING, SLOW = 200, 8, 50
TINY = {
    "network": {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}},
    "data": {"x": [[1, 2]], "target": [[1]]},
}
BODIES: dict[str, Callable[[], bytes]] = {
    "bodies at the limit": lambda: body("floats", LIMIT),
    "huge numbers": lambda: body("299 digits", LIMIT),
    "many names": lambda: names(2_500_000),
    "nested": lambda: body("lists in lists", LIMIT),
    "ragged": lambda: body("ragged", LIMIT),
}
KINDS = ("next", *BODIES, "slow senders")


def head(path: str, length: int) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "host: localhost", "content-type: application/json"]
    return "\r\n".join([*lines, f"content-length: {length}", "", ""]).encode()


def link_to(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def created(port: int) -> str:
    """The place of a network whose iterations take next to nothing, and never end."""
    content = json.dumps(TINY).encode()
    with link_to(port) as link:
        link.sendall(head("/api/v1/checkpoints", len(content)) + content)
        told = b""
        while b"location: " not in told.lower() or b"\r\n\r\n" not in told:
            told += link.recv(65536)
    start = told.lower().index(b"location: ") + len("location: ")
    return told[start:].partition(b"\r\n")[0].decode()


def vanish(port: int, place: str) -> None:
    """Ask for very much, and go away."""
    content = b'{"iterations": 4000000}'
    with link_to(port) as link:
        link.sendall(head(f"{place}/next", len(content)) + content)
        time.sleep(1)


def send(port: int, content: bytes) -> None:
    """Send all of it, and read what is said to it."""
    with link_to(port) as link:
        link.sendall(head("/api/v1/trace", len(content)) + content)
        link.recv(65536)


def dawdle(port: int, sent: bytes) -> None:
    """A byte a second."""
    with link_to(port) as link:
        for byte in cycle(sent):
            link.sendall(bytes((byte,)))
            time.sleep(1)


def main(port: int, kind: str) -> None:
    if kind == "next":
        place = created(port)
        clients = [(vanish, place)] * ASKING
    elif kind == "slow senders":
        whole = head("/api/v1/trace", 1000) + b" " * 1000
        clients = [(dawdle, whole), (dawdle, whole[:40])] * (SLOW // 2)
    else:
        clients = [(send, BODIES[kind]())] * SENDING
    end = time.monotonic() + LASTING

    def again(client: Callable[..., None], what: object) -> None:
        while time.monotonic() < end:
            with suppress(OSError):
                client(port, what)

    for k, (client, what) in enumerate(clients):
        threading.Thread(target=again, args=(client, what), daemon=True).start()
        time.sleep(min(1 / len(clients), 0.02 * k))
    sys.stdout.write("they are there\n")
    sys.stdout.flush()
    time.sleep(LASTING)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
