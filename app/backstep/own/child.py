"""The process in which own code runs: with limits, nobody to hear it, and one answer at the end."""

import json
import os
import sys
from typing import Any

MEMORY = 4 * 2**30  # bytes
MEMORY_WITH_TORCH = 64 * 2**30  # of addresses: its libraries take far more than they use
FILE = 16 * 2**20
FILES = 256
LARGEST = 1_000_000  # characters of an answer


def main() -> None:
    """Reads what is asked from the command line, and writes the answer where stdout was."""
    request: dict[str, Any] = json.loads(sys.argv[1])
    answer = os.dup(1)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    limit(request)
    text = json.dumps(answered(request))[:LARGEST]
    os.write(answer, text.encode()) if len(text) < 60_000 else write_all(answer, text.encode())
    os._exit(0)  # threads that own code has left behind are not waited for


def write_all(place: int, data: bytes) -> None:
    while data:
        data = data[os.write(place, data) :]


def limit(request: dict[str, Any]) -> None:
    """Memory, the size and number of files, and processor time, where the system can hold them."""
    with open(request["file"], "rb") as file:
        torch = b"torch" in file.read(10**6)
    bound({"torch": torch, "seconds": int(request["seconds"])})


def bound(asked: dict[str, Any]) -> None:
    """Hold this process to its limits; without `seconds`, its time is not counted here."""
    try:
        import resource
    except ImportError:
        return
    limits = [
        (resource.RLIMIT_AS, MEMORY_WITH_TORCH if asked["torch"] else MEMORY),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ]
    if "seconds" in asked:
        limits.append((resource.RLIMIT_CPU, asked["seconds"]))
    for what, most in limits:
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def answered(request: dict[str, Any]) -> dict[str, Any]:
    from backstep.own.asked import asked

    return asked(request)


if __name__ == "__main__":
    main()
