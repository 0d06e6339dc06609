"""The store for many machines: one Redis server, which any number of backstep servers share.

Every write is one script, whole or not at all; what it acknowledges is kept as well as Redis keeps
what it acknowledges (`appendonly yes`, `appendfsync always`).
"""

import json
import struct
import time
from collections.abc import Iterator, Mapping
from typing import Any

from backstep.describe.numbers import as_json
from backstep.errors import Flaw, NotFound
from backstep.reading.parse import parse
from backstep.run.state import State
from backstep.store import leaves, pieces, sums, tensors
from backstep.store.faults import damaged, naming, unavailable
from backstep.store.ids import CheckpointId
from backstep.store.readiness import Readiness
from backstep.store.redis_link import Owner, RedisLink, as_bytes, key
from backstep.store.redis_sweep import RedisSweep
from backstep.store.store import LONGEST_TRAINING, Base, Stretch


class RedisStore(RedisSweep):
    """The keys that redis.lua names, one method per promise of the Store protocol."""

    def __init__(self, address: str) -> None:
        super().__init__(RedisLink(address))
        self._name, self._redis = self._link.name, self._link.redis
        self.ready = Readiness(self._name, self._link.probe)

    @property
    def generation(self) -> int:
        return self._link.generation

    def add_base(self, base: Base, state: State | None = None) -> None:
        bare, arrays = leaves.take(base.description)
        packed = {name: tensors.pack(array) for name, array in arrays.items()}
        edit = None if base.edit is None else as_json(base.edit)
        row = (base.name, base.parent, base.start, json.dumps(bare), edit)
        owners = [_owner(base.name, sums.of_base(row, sums.digests(packed)), packed)]
        if state is not None:
            owners.append(_kept(base.name, base.start, state, lasting=True))
        again = int(base.parent is None or base.edit is not None)
        ask = {"base": base.name, "start": base.start, "row": True}
        ask |= {"parent": base.parent or "", "again": again}
        self._wrote(base.name, self._link.send(ask, owners, [json.dumps(row).encode()]))

    def base(self, name: str) -> Base | None:
        with naming(name), self._link.asking():
            row, held = self._link.read(
                lambda ask: ask.hget(key("b", name), "row"),
                lambda ask: ask.hgetall(key("o", name)),
            )
            if row is None:
                return None
            blobs = self._link.blobs(name, held)
            _, parent, start, bare, edit = fields = json.loads(row)
            sums.check(name, held[b"sum"], sums.of_base(fields, sums.digests(blobs)))
            arrays = {place: tensors.unpack(blob) for place, blob in blobs.items()}
            description = leaves.give_back(json.loads(bare), arrays)
            return Base(name, parent, start, description, edit and parse(edit.encode()))

    def record(self, stretch: Stretch) -> None:
        owners = [_kept(stretch.base, k, state, lasting=True) for k, state in stretch.kept.items()]
        if stretch.tip is not None:
            owners.append(_kept(stretch.base, *stretch.tip, lasting=False))
        losses = struct.pack(f"<{len(stretch.losses)}d", *stretch.losses)
        ask = {"base": stretch.base, "first": stretch.first}
        said = self._link.send(ask, owners, [losses])
        if said == b"gone":
            detail = f"The store holds no checkpoint {stretch.base}.{stretch.first} any more."
            raise NotFound(Flaw("unknown_checkpoint", detail, found=stretch.base))
        self._wrote(str(CheckpointId(stretch.base, stretch.first)), said)

    def nearest(self, base: str, iteration: int) -> int | None:
        with self._link.asking():
            (found,) = self._link.read(
                lambda ask: ask.zrange(
                    key("k", base), iteration, "-inf", desc=True, byscore=True, offset=0, num=1
                )
            )
        return int(found[0]) if found else None

    def state(self, base: str, iteration: int) -> State | None:
        owner = str(CheckpointId(base, iteration))
        with naming(owner), self._link.asking():
            (held,) = self._link.read(lambda ask: ask.hgetall(key("o", owner)))
            if not held:
                return None
            blobs = self._link.blobs(owner, held)
            sums.check(owner, held[b"sum"], sums.of_state(owner, sums.digests(blobs)))
            return {name: tensors.unpack(blob) for name, blob in blobs.items()}

    def losses(self, base: str, stop: int, first: int | None = None) -> list[float]:
        with naming(base), self._link.asking():
            (start,) = self._link.read(lambda ask: ask.hget(key("b", base), "start"))
            if start is None:
                return []
            begin = 0 if first is None else first - int(start)
            last = stop - int(start)
            if last <= begin:
                return []
            (cells,) = self._link.read(
                lambda ask: ask.getrange(key("l", base), 8 * begin, 8 * last - 1)
            )
            return [value for (value,) in struct.iter_unpack("<d", cells)]

    def passed(self, base: str) -> int | None:
        with self._link.asking():
            start, cells = self._link.read(
                lambda ask: ask.hget(key("b", base), "start"),
                lambda ask: ask.strlen(key("l", base)),
            )
        return None if start is None else int(start) + cells // 8

    def bases(self) -> Iterator[str]:
        with self._link.asking():
            for name in self._redis.scan_iter(key("b", "*"), count=1000):
                yield as_bytes(name).decode().removeprefix(key("b", ""))

    def kept(self, base: str) -> list[int]:
        with self._link.asking():
            (found,) = self._link.read(lambda ask: ask.zrange(key("k", base), 0, -1))
        return [int(iteration) for iteration in found]

    def begin_training(self, name: str) -> None:
        with self._link.asking():
            begun = self._redis.hgetall(key("trainings"))
            now = time.time()
            old = [told for told, then in begun.items() if float(then) < now - LONGEST_TRAINING]
            with self._redis.pipeline() as ask:
                if old:
                    ask.hdel(key("trainings"), *old)
                    ask.srem(key("stopping"), *old)
                ask.hset(key("trainings"), name, str(now))
                ask.execute()

    def stop_training(self, name: str) -> bool:
        with self._link.asking():
            if not self._redis.hexists(key("trainings"), name):
                return False
            self._redis.sadd(key("stopping"), name)
            return True

    def stopping_trainings(self) -> set[str]:
        with self._link.asking():
            found = self._redis.smembers(key("stopping"))
        return {as_bytes(name).decode() for name in found}

    def end_training(self, name: str) -> None:
        with self._link.asking(), self._redis.pipeline() as ask:
            ask.hdel(key("trainings"), name)
            ask.srem(key("stopping"), name)
            ask.execute()

    def close(self) -> None:
        self._redis.close()

    def _wrote(self, what: str, said: bytes) -> None:
        if said == b"gap":
            raise damaged(what, "losses are missing")
        if said != b"ok":
            raise unavailable(self._name, f"a write was answered with {said!r}")


def _owner(owner: str, total: bytes, packed: Mapping[str, bytes], **more: Any) -> Owner:
    return Owner(owner, total, {name: pieces.cut(blob) for name, blob in packed.items()}, more)


def _kept(base: str, iteration: int, state: State, *, lasting: bool) -> Owner:
    owner = str(CheckpointId(base, iteration))
    packed = {name: tensors.pack(array) for name, array in state.items()}
    total = sums.of_state(owner, sums.digests(packed))
    return _owner(owner, total, packed, iteration=iteration, lasting=lasting)
