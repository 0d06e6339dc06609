"""Takes a store's file that comes from anybody: sizes before memory, hashes, and causes.

A base is taken where its name follows from its cause, and where its description is the one that the
cause gives; a state where it fits its network. What is there already is left as it is.

It comes in record by record, each written by itself, with a pause after it: a server that has the
store open goes on writing meanwhile.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from time import monotonic, sleep
from typing import Any, BinaryIO

import numpy as np

from backstep.change.edit import apply_edit
from backstep.describe.later import with_later, without_groups, without_later
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.engine.kind import Array
from backstep.errors import BackstepError, Flaw, RequestError, Unavailable
from backstep.run.state import State, check_state
from backstep.store import cause, leaves, tensors
from backstep.store.archive import FORMAT
from backstep.store.faults import BROKEN, Damaged
from backstep.store.ids import base_of, parse
from backstep.store.lru import Lru
from backstep.store.run import Run
from backstep.store.same import same
from backstep.store.store import Base, Store, Stretch

RunOf = Callable[[str], Run]
RUNS_BYTES = 64 * 2**20  # networks that are remembered meanwhile
LINE = 32 * 2**20  # bytes of a line: a description's or an edit's own words
HEAD = 1000  # bytes of a tensor's own line, at most
PAUSE = 0.1  # seconds that are left to others after each write, at most
ATTEMPTS = 40  # to write a record, where others have the store for themselves: a minute


@dataclass
class Arrival:
    """What was taken of a file, and what not, with the reasons."""

    bases: int = 0
    states: int = 0
    left: list[str] = field(default_factory=list)


class LeftOut(BackstepError):
    """A record belongs to a base that was left out."""


class Refused(RequestError):
    """The file is no export of a store, or was damaged."""


def take_in(store: Store, file: BinaryIO, limits: Limits) -> Arrival:
    """Add what a file holds to a store. Raises Refused where the file cannot be read on, and
    Unavailable where the store does not answer for long; what stood before that place is taken."""
    arrival, most = Arrival(), most_bytes(limits)
    runs: Lru[str, Run] = Lru(RUNS_BYTES)
    missing: set[str] = set()  # bases that were left out

    def run_of(name: str) -> Run:
        """A base that is in the store by now. Raises LeftOut where it might have been."""
        if name in missing:
            raise LeftOut(
                Flaw("unknown_checkpoint", f"{name}, before it, was left out", found=name)
            )
        run = runs.get(name)
        if run is None:
            base = store.base(name)
            if base is None:
                raise refused(f"{name[:60]!r} is named before it comes")
            run = Run.of(base, limits)
            runs.put(name, run, run.nbytes)
        return run

    for number, head in enumerate(lines(file), 2):
        try:
            blobs = read(file, head, most)
            patiently(partial(take, store, head, blobs, limits, run_of, arrival))
        except Refused:
            raise
        except BackstepError as error:
            if isinstance(error, Unavailable) and not isinstance(error, Damaged):
                raise
            if "base" in head:
                missing.add(str(head["base"]))
            elif isinstance(error, LeftOut):
                continue  # its base's reason is its own
            arrival.left.append(f"record {number}: {error}")
        except BROKEN as error:
            raise refused(
                f"record {number} is none: {type(error).__name__} {error}"[:300]
            ) from error
    return arrival


@contextmanager
def giving_way() -> Iterator[None]:
    """As long a pause as the write took: whoever else writes finds the store free half of the time,
    since SQLite lets him in who happens to ask just then."""
    began = monotonic()
    yield
    sleep(min(PAUSE, monotonic() - began))


def patiently(act: Callable[[], None]) -> None:
    """Try again while others have the store. Raises Unavailable where that does not end."""
    for _ in range(ATTEMPTS - 1):
        try:
            return act()
        except Damaged:
            raise
        except Unavailable:
            sleep(PAUSE)
    return act()


def refused(why: str) -> Refused:
    return Refused(Flaw("not_json", f"This is no whole export of a store: {why}"))


def most_bytes(limits: Limits) -> int:
    """Of one record: a state is three times as large as the parameters, about."""
    return 8 * (4 * limits.max_parameters + 2 * limits.max_data) + LINE


def lines(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """The records' own lines, up to the one that ends the file."""
    if file.readline(LINE).rstrip(b"\n") != FORMAT.encode():
        raise refused(f"it does not begin with {FORMAT!r}")
    bases = 0
    while True:
        line = file.readline(LINE)
        if not line.endswith(b"\n"):
            raise refused("it ends too early" if len(line) < LINE else "a line is too long")
        try:
            head = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise refused(f"a line is no JSON ({str(error)[:80]})") from error
        if not isinstance(head, dict):
            raise refused("a line is no object")
        if "end" in head:
            if head["end"] != bases:
                raise refused(f"it says that it holds {head['end']} bases, and holds {bases}")
            return
        bases += "base" in head
        yield head


def read(file: BinaryIO, head: dict[str, Any], most: int) -> dict[str, bytes]:
    """The bytes that a line announces, each with its hash; none before all sizes were seen."""
    entries = head["tensors"]
    sizes = [int(entry["bytes"]) for entry in entries]
    left = os.fstat(file.fileno()).st_size - file.tell()
    if min(sizes, default=0) < 0 or sum(sizes) > min(most, left):
        raise refused(f"a record announces {sum(sizes):,} bytes")
    blobs = {}
    for entry, size in zip(entries, sizes, strict=True):
        blob = file.read(size)
        if sha256(blob).hexdigest() != entry["sha256"]:
            raise refused(f"{str(entry['name'])[:60]!r} is not what its hash says")
        blobs[str(entry["name"])] = blob
    return blobs


def take(
    store: Store,
    head: dict[str, Any],
    blobs: dict[str, bytes],
    limits: Limits,
    run_of: RunOf,
    arrival: Arrival,
) -> None:
    """Add one record to the store."""
    if "base" in head:
        base = base_in(head, blobs, limits, run_of)
        if store.base(base.name) is None:
            with giving_way():
                store.add_base(base)
            arrival.bases += 1
        return
    if "losses" in head:
        run, first = run_of(str(head["losses"])), int(head["first"])
        known = store.passed(run.base.name) or 0
        losses = np.frombuffer(blobs[""], "<f8").tolist()
        if run.base.start <= first <= known:
            with giving_way():
                store.record(Stretch(run.base.name, first, losses))
        return
    id = parse(str(head["state"]))
    if id is None:
        raise refused("a state has no id")
    run = run_of(id.base)
    state = {name: array(blob) for name, blob in blobs.items()}
    check_state(run.network, state)
    if id.iteration >= run.base.start and store.state(id.base, id.iteration) is None:
        with giving_way():
            store.record(Stretch(id.base, run.base.start, kept={id.iteration: state}))
        arrival.states += 1


def base_in(head: dict[str, Any], blobs: dict[str, bytes], limits: Limits, run_of: RunOf) -> Base:
    """The base that a record tells of. Raises Refused where its name is not that of its cause."""
    arrays = {place: array(blob) for place, blob in blobs.items()}
    description = leaves.give_back(head["description"], arrays)
    base = Base(head["base"], head["parent"], int(head["start"]), description, head["edit"])
    if base.parent is None:
        found, start = base_of(cause.of_description(without_later(description))), 0
    else:
        origin = parse(base.parent)
        if origin is None or base.edit is None:
            raise refused(f"{base.name} does not say what led to it")
        parent = run_of(origin.base)
        found, start = base_of(cause.of_edit(base.parent, base.edit)), origin.iteration
        state = blank(parent.network)
        led_to = apply_edit(parent.network, state, start, dict(base.edit), limits).description
        kept, led = (without_groups(with_later(one)) for one in (description, led_to))
        if not same(led, kept):
            raise refused(f"{base.name} is not what its edit leads to")
    if (found, start) != (base.name, base.start):
        raise refused(f"{base.name} is not the name of its cause, which is {found}")
    return base


def blank(network: Network) -> State:
    """A state of the network's shapes: what becomes of a description does not depend on it."""
    return {s.address: np.zeros(s.shape, np.float64) for s in network.persisting}


def array(blob: bytes) -> Array:
    """A tensor whose announced shape is that of its cells; nothing is made larger than it is."""
    line = blob[:HEAD].partition(b"\n")[0]
    form = json.loads(line)
    if not str(form["dtype"]).startswith(("<f", "<i", "|b")):
        raise refused(f"a tensor has the type {form['dtype']!r}"[:100])
    return tensors.unpack(blob)
