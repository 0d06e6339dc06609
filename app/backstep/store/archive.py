"""A whole store as one file: every base, the losses passed and the states kept, each with its hash.

A line of JSON says what comes, how many bytes of it and with which hash; then come the bytes.
A base stands behind the one that it was edited from; the last line says how many there were.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, BinaryIO

from backstep.describe.numbers import as_json
from backstep.store import leaves, tensors
from backstep.store.ids import CheckpointId
from backstep.store.store import Base, Store

FORMAT = "backstep store 1"
LOSSES = 1 << 17  # in one record
Record = tuple[dict[str, Any], list[bytes]]


def export(store: Store, file: BinaryIO) -> int:
    """Write all that a store keeps; how many bases there were."""
    count = 0
    file.write(FORMAT.encode() + b"\n")
    for base in in_order(store):
        for head, blobs in records(store, base):
            write(file, head, blobs)
        count += 1
    write(file, {"end": count}, [])
    return count


def in_order(store: Store) -> Iterator[Base]:
    """All bases, each behind the one that it was edited from."""
    done: set[str] = set()
    for name in store.bases():
        line: list[Base] = []
        above: str | None = name
        while above is not None and above not in done:
            base = store.base(above)
            if base is None:
                break
            line.append(base)
            above = base.above
        for base in reversed(line):
            done.add(base.name)
            yield base


def records(store: Store, base: Base) -> Iterator[Record]:
    bare, arrays = leaves.take(base.description)
    edit = None if base.edit is None else json.loads(as_json(base.edit))
    head = {"base": base.name, "parent": base.parent, "start": base.start, "edit": edit}
    yield packed({**head, "description": bare}, arrays)
    passed = store.passed(base.name) or base.start
    for first in range(base.start, passed, LOSSES):
        losses = store.losses(base.name, first + LOSSES, first)
        blob = struct.pack(f"<{len(losses)}d", *losses)
        yield {"losses": base.name, "first": first, "tensors": [entry("", blob)]}, [blob]
    for iteration in store.kept(base.name):
        state = store.state(base.name, iteration)
        if state is not None:  # a tip may have gone meanwhile
            yield packed({"state": str(CheckpointId(base.name, iteration))}, state)


def packed(head: dict[str, Any], arrays: Mapping[str, Any]) -> Record:
    blobs = {name: tensors.pack(array) for name, array in arrays.items()}
    entries = [entry(name, blob) for name, blob in blobs.items()]
    return {**head, "tensors": entries}, list(blobs.values())


def entry(name: str, blob: bytes) -> dict[str, Any]:
    return {"name": name, "bytes": len(blob), "sha256": sha256(blob).hexdigest()}


def write(file: BinaryIO, head: Mapping[str, Any], blobs: list[bytes]) -> None:
    file.write(json.dumps(head, separators=(",", ":")).encode() + b"\n")
    for blob in blobs:
        file.write(blob)
