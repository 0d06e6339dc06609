"""What goes from a Redis server when nobody has looked at it for long, a base at a time."""

from collections.abc import Iterable

from backstep.store.redis_link import RedisLink, as_bytes, key

PAGE = 256  # bases that are looked through at once


class RedisSweep:
    """The promises of the Store protocol about what is let go."""

    def __init__(self, link: RedisLink) -> None:
        self._link = link

    def looked(self, bases: Iterable[str]) -> None:
        self._link.send({"act": "looked", "bases": list(bases)}, [], [])

    def let_go(self, base: str) -> None:
        self._link.send({"act": "let_go", "base": base}, [], [])

    def forget(self, base: str) -> None:
        self._link.send({"act": "forget", "base": base}, [], [])

    def idle(self, before: int, most: int) -> list[str]:
        return self._unlooked(before, most, held=True)

    def leaves(self, before: int, most: int) -> list[str]:
        return self._unlooked(before, most, held=False)

    def _unlooked(self, before: int, most: int, *, held: bool) -> list[str]:
        """Of the bases that nobody looked at since, those that something is kept of and that can
        be made again; or those that nothing is kept of and nothing was edited from."""
        found: list[str] = []
        with self._link.asking():
            for first in range(0, self._link.redis.zcard(key("looks")), PAGE):
                names = [
                    as_bytes(name).decode()
                    for name in self._link.redis.zrange(
                        key("looks"), "-inf", f"({before}", byscore=True, offset=first, num=PAGE
                    )
                ]
                if not names or len(found) >= most:
                    break
                asks = [
                    ask
                    for name in names
                    for ask in (
                        lambda a, k=name: a.exists(key("k", k), key("l", k)),
                        lambda a, k=name: a.hmget(key("b", k), "again", "children"),
                    )
                ]
                answers = self._link.read(*asks)
                for name, kept, (again, children) in zip(
                    names, answers[::2], answers[1::2], strict=True
                ):
                    if (held and kept and again == b"1") or (
                        not held and not kept and int(children or 0) == 0
                    ):
                        found.append(name)
        return found[:most]

    def size(self) -> int:
        with self._link.asking():
            return int(self._link.redis.info("memory")["used_memory_dataset"])

    def shrink(self) -> None:
        """Redis gives room back by itself."""
