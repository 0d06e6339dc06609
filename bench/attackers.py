"""Clients that mean no good: `python -m bench.attackers PORT CHECKPOINT` goes on until it is ended.

200 of them ask for millions of iterations and vanish, again and again, and 16 others send bodies at
the size limit. All of it goes to 127.0.0.1.
"""

import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

VANISHING, LARGE = 200, 16
ITERATIONS = 4_000_000
STAYING = 1.0  # seconds before a client vanishes
BODY = b'{"network": {"layers": [], "loss": {"kind": "squared_error"}}, "data": {"x": [[%s]]}}'
SIZE = 32 * 2**20
TIMES = 200  # that each comes: it ends by itself, if nobody ends it


def main(port: int, id: str) -> None:
    numbers = b"0.25," * ((SIZE - len(BODY)) // 5 - 1) + b"1"
    body = BODY % numbers
    for k in range(VANISHING):
        threading.Thread(target=again, args=("vanished", k / VANISHING, vanish, port, id)).start()
    for k in range(LARGE):
        threading.Thread(target=again, args=("sent", k / LARGE, send, port, body)).start()


def again(name: str, after: float, client: Callable[..., None], *arguments: Any) -> None:
    """One client that comes again and again; they come one after the other."""
    time.sleep(after * STAYING)
    for _ in range(TIMES):
        client(*arguments)
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()


def request(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode()


def vanish(port: int, id: str) -> None:
    """Ask for very much, and go away."""
    body = json.dumps({"iterations": ITERATIONS}).encode()
    path = f"/api/v1/checkpoints/{id}/next"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
            link.sendall(request(path, body) + body)
            time.sleep(STAYING)
    except OSError:
        pass


def send(port: int, body: bytes) -> None:
    """Send as much as is taken, and read what is said to it."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
            link.sendall(request("/api/v1/trace", body))
            link.sendall(body)
            while link.recv(65536).find(b"\r\n\r\n") < 0:
                pass
    except OSError:
        pass


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
