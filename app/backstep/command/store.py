"""`backstep store`: what a store holds, whether it is whole, how it comes to another machine."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from backstep.errors import BackstepError, Unavailable
from backstep.kinds.watch import loaded
from backstep.settings import Settings
from backstep.store.archive import export
from backstep.store.arrival import take_in
from backstep.store.checkpoint import Checkpoints
from backstep.store.faults import Damaged
from backstep.store.opening import open_store
from backstep.store.retention import Retention, sweep
from backstep.store.store import Store

NICENESS = 10  # a server on this machine goes first
EPILOG = (
    "The store is --store, or BACKSTEP_STORE; the bounds of sweep are --retention-days and "
    "--retention-bytes. --kinds names the files of layers of one's own, where verify and "
    "import are to compute with them. Other settings may be given as to backstep itself."
)


def run(arguments: list[str], read_settings: Callable[[list[str]], Settings]) -> int:
    """Do what the words after `backstep store` say; the exit code."""
    parser = argparse.ArgumentParser("backstep store", description=__doc__, epilog=EPILOG)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("status", help="how much is kept")
    actions.add_parser("sweep", help="let go of what nobody has looked at for long")
    actions.add_parser("verify", help="read all that is kept, and say what is damaged")
    for name, text in (
        ("export", "write all that is kept into FILE"),
        ("import", "add what FILE holds; it may come from anybody"),
    ):
        actions.add_parser(name, help=text).add_argument("file", metavar="FILE", type=Path)
    chosen, rest = parser.parse_known_args(arguments)
    settings = read_settings(rest)
    try:
        store = open_store(settings.store)
    except BackstepError as problem:
        return complain(f"--store: {problem} (found {settings.store!r})")
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        with loaded(settings.kinds):
            return ACTIONS[chosen.action](store, settings, getattr(chosen, "file", None))
    except (BackstepError, OSError) as problem:
        return complain(str(problem))
    finally:
        store.close()


def status(store: Store, settings: Settings, _: Path | None) -> int:
    names = list(store.bases())
    states = sum(len(store.kept(name)) for name in names)
    say(f"{settings.store}: {in_bytes(store.size())}")
    say(f"{len(names):,} bases, {states:,} states kept of them")
    days, most = settings.retention_days, settings.retention_bytes
    say(f"kept for {days} days" if days else "kept for ever")
    say(f"up to {in_bytes(most)}" if most else "however large it becomes")
    return 0


def sweep_now(store: Store, settings: Settings, _: Path | None) -> int:
    before = store.size()
    swept = sweep(store, Retention(settings.retention_days, settings.retention_bytes))
    say(f"let go of the states of {swept.let_go:,} bases, forgot {swept.forgotten:,} bases")
    say(f"{in_bytes(before)} before, {in_bytes(store.size())} now")
    return 0


def verify(store: Store, settings: Settings, _: Path | None) -> int:
    """Every base, state and loss is read; a base is made ready to compute with as well, which one
    with a layer of somebody's own is only where its code is here."""
    checkpoints = Checkpoints(store, settings.limits, 0)
    damaged, count = 0, 0
    unmade: dict[str, int] = {}  # how many bases cannot be made ready, by why
    for name in store.bases():
        count += 1
        problems = list(problems_of(store, checkpoints, name, unmade))
        damaged += bool(problems)
        for problem in problems:
            sys.stderr.write(f"{problem}\n")
    for why, several in unmade.items():
        sys.stderr.write(f"{several:,} bases were read, and not made ready to compute: {why}\n")
    say(f"{count:,} bases read, {damaged:,} of them damaged")
    return 1 if damaged else 0


def problems_of(
    store: Store, checkpoints: Checkpoints, name: str, unmade: dict[str, int]
) -> list[str]:
    found: list[str] = []

    def attempt(act: Callable[[], object]) -> None:
        try:
            act()
        except Damaged as error:
            found.append(str(error))

    def base() -> None:
        kept = store.base(name)
        try:
            if kept is not None:
                checkpoints.get(f"{name}.{kept.start}")
        except Unavailable:
            raise
        except BackstepError as error:  # whole, and yet more, or other, than can be computed here
            unmade[str(error)] = unmade.get(str(error), 0) + 1

    attempt(base)
    attempt(lambda: store.losses(name, 10**13))
    for iteration in store.kept(name):
        attempt(lambda k=iteration: store.state(name, k))  # type: ignore[misc]
    return found


def export_to(store: Store, _: Settings, path: Path | None) -> int:
    """Written beside, and put in place when it is whole."""
    assert path is not None
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            count = export(store, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    say(f"{count:,} bases written to {path} ({in_bytes(path.stat().st_size)})")
    return 0


def import_from(store: Store, settings: Settings, path: Path | None) -> int:
    assert path is not None
    with path.open("rb") as file:
        arrival = take_in(store, file, settings.limits)
    for why in arrival.left:
        sys.stderr.write(f"left out: {why}\n")
    say(f"{arrival.bases:,} bases and {arrival.states:,} states added")
    return 1 if arrival.left else 0


ACTIONS: dict[str, Callable[[Store, Settings, Path | None], int]] = {
    "status": status,
    "sweep": sweep_now,
    "verify": verify,
    "export": export_to,
    "import": import_from,
}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def complain(line: str) -> int:
    sys.stderr.write(f"backstep store: {line}\n")
    return 2


def in_bytes(count: int) -> str:
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:,.1f} {unit}"
        count = count / 1000  # type: ignore[assignment]
    return f"{count:,.1f} GB"
