"""What the Redis store asks its server: reads of one moment, writes that are whole or nothing.

A store has a mark from its birth; another mark means that it was emptied or replaced, and is told.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as Unanswered
from redis.retry import Retry

from backstep.store import day, pieces
from backstep.store.faults import damaged, unavailable
from backstep.store.redis_server import answering, check_server, named
from backstep.store.silence import Silence
from backstep.store.store import TIPS

SCRIPT = Path(__file__).with_name("redis.lua").read_text(encoding="utf-8")
PREFIX = "backstep:"
TIMEOUT = 1.0  # seconds for one question: whoever asks has an answer within two
CONNECTING = 0.5  # seconds for each address that the server's name has
SENT_BLINDLY = 1 << 16  # bytes of pieces that are sent without asking which are there
HASH = 32  # bytes of a hash


@dataclass(frozen=True, slots=True)
class Owner:
    """A base or a kept state as it is written: its sum, and its tensors in pieces."""

    key: str
    total: bytes
    tensors: Mapping[str, list[bytes]]
    more: Mapping[str, Any] = field(default_factory=dict)


class RedisLink:
    """One server, asked from any thread; `generation` counts how often it was another one."""

    def __init__(self, address: str) -> None:
        self.generation = 0
        self.name = named(address)
        self.redis: Redis = Redis.from_url(
            address,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=CONNECTING,
            # A connection that an earlier server left behind is opened anew, once.
            retry=Retry(NoBackoff(), 1, supported_errors=(Unreachable,)),
            client_name="backstep",
        )
        self._write = self.redis.register_script(SCRIPT)
        self._silence = Silence(self.name, Unanswered)
        with answering(self.name):
            check_server(self.redis, self.name)
            self._birth = self._born()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Whatever is asked in here: once somebody has waited for it in vain, who comes next
        hears so at once. Raises Unavailable."""
        with answering(self.name), self._silence.asking():
            yield

    def _born(self) -> bytes:
        """The mark of this store, made where there is none: an emptied one gets another."""
        self.redis.set(key("birth"), secrets.token_hex(8), nx=True)
        return as_bytes(self.redis.get(key("birth")))

    def _other(self) -> Exception:
        """Another store answers at the address: what was known of the one before is void."""
        self.generation += 1
        self._birth = self._born()
        return unavailable(self.name, "it was emptied or replaced; ask again to use the new one")

    def read(self, *asks: Any) -> list[Any]:
        """The answers of one moment. Raises Unavailable where another store gives them."""
        with self.redis.pipeline() as pipe:
            pipe.get(key("birth"))
            for ask in asks:
                ask(pipe)
            birth, *answers = pipe.execute()
        if birth != self._birth:
            raise self._other()
        return answers

    def blobs(self, owner: str, held: Mapping[bytes, bytes]) -> dict[str, bytes]:
        """The packed tensors of an owner, each piece what its hash says. Raises Damaged."""
        lists = {name.decode(): _split(value) for name, value in held.items() if name != b"sum"}
        wanted = sorted({piece for found in lists.values() for piece in found})
        cells = self.read(*[lambda ask, k=piece: ask.hget(_piece(k), "cells") for piece in wanted])
        there = dict(zip(wanted, cells, strict=True))
        for piece, blob in there.items():
            if blob is None or pieces.digest(blob) != piece:
                raise damaged(owner, "a tensor is not what was written")
        return {name: b"".join(map(there.__getitem__, found)) for name, found in lists.items()}

    def send(self, ask: Mapping[str, Any], owners: list[Owner], rest: list[bytes]) -> bytes:
        """Have redis.lua do it, with the pieces that are not there yet; what it says."""
        blobs = {
            pieces.digest(p): p
            for owner in owners
            for found in owner.tensors.values()
            for p in found
        }
        with self.asking():
            said = self._run(ask, owners, rest, self._new(blobs))
            if said == b"missing":  # somebody let go of one meanwhile
                said = self._run(ask, owners, rest, blobs)
            if said == b"other":
                raise self._other()
        return said

    def _new(self, blobs: Mapping[bytes, bytes]) -> Mapping[bytes, bytes]:
        """Those of the pieces that the store has not."""
        if sum(map(len, blobs.values())) <= SENT_BLINDLY:
            return blobs
        there = self.read(*[lambda ask, k=name: ask.exists(_piece(k)) for name in blobs])
        return {
            key: blob for (key, blob), known in zip(blobs.items(), there, strict=True) if not known
        }

    def _run(
        self,
        ask: Mapping[str, Any],
        owners: list[Owner],
        rest: list[bytes],
        blobs: Mapping[bytes, bytes],
    ) -> bytes:
        named_owners = [{"key": o.key, "names": list(o.tensors), **o.more} for o in owners]
        asked = {
            **ask,
            "day": day.today(),
            "tips": TIPS,
            "pieces": len(blobs),
            "owners": named_owners,
        }
        sent: list[Any] = [self._birth, json.dumps(asked)]
        for key, blob in blobs.items():
            sent += [key, blob]
        for owner in owners:
            sent += [owner.total, *map(_listed, owner.tensors.values())]
        said: bytes = self._write(keys=[PREFIX], args=[*sent, *rest])
        return said

    def probe(self) -> None:
        """Raise Unavailable unless what is written comes back."""
        with self.asking():
            mark = secrets.token_hex(8)
            with self.redis.pipeline() as pipe:
                pipe.set(key("probe"), mark)
                pipe.get(key("probe"))
                pipe.get(key("birth"))
                _, found, birth = pipe.execute()
            if birth != self._birth:
                raise self._other()
            if found != mark.encode():
                raise unavailable(self.name, "what is written does not come back")


def as_bytes(value: Any) -> bytes:
    """An answer as this client gives it; its types allow for clients that decode."""
    assert isinstance(value, bytes)
    return value


def key(*parts: str) -> str:
    return PREFIX + ":".join(parts)


def _piece(digest: bytes) -> bytes:
    return PREFIX.encode() + b"p:" + digest


def _listed(found: Iterable[bytes]) -> bytes:
    """A tensor as the store lists it: the hash of all, and those of its pieces."""
    found = list(found)
    return pieces.digest(b"".join(found)) + b"".join(map(pieces.digest, found))


def _split(listed: bytes) -> list[bytes]:
    return [listed[at : at + HASH] for at in range(HASH, len(listed), HASH)]
