"""What a server's processes hold in memory and have worked so far, where Linux tells it."""

import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAGE = resource.getpagesize()
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Process:
    """Its number and its parent's, bytes in memory, seconds of work, and command line."""

    number: int
    parent: int
    size: int
    work: float
    command: str


def megabytes(port: int) -> float:
    """What the server at this port and its children hold in memory."""
    return sum(process.size for process in processes_of(port)) / 2**20


def work(port: int) -> float:
    """The seconds that the server at this port and its children have worked."""
    return sum(process.work for process in processes_of(port))


def processes_of(port: int) -> list[Process]:
    found = list(processes())
    (server,) = [process.number for process in found if f"--port={port}" in process.command]
    return [process for process in found if server in (process.number, process.parent)]


def processes() -> Iterator[Process]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_text().replace("\0", " ")
            worked = (int(fields[11]) + int(fields[12])) / TICK
            size = int(fields[21]) * PAGE
            yield Process(int(folder.name), int(fields[1]), size, worked, command)
