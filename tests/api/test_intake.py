"""Large bodies: no more of them is held than there is room for, and each gets its turn."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from backstep.api.intake import SMALL, Intake
from backstep.errors import LimitError, RequestError, Unavailable

MB = 2**20


class Sender:
    """A client that sends piece after piece, as they are asked for; None is its leaving."""

    def __init__(self, *sizes: int | None) -> None:
        self.sizes, self.taken, self.pace = list(sizes), 0, asyncio.Event()
        self.pace.set()

    async def receive(self) -> Message:
        await self.pace.wait()
        await asyncio.sleep(0)
        size = self.sizes.pop(0)
        if size is None:
            return {"type": "http.disconnect"}
        self.taken += size
        return {"type": "http.request", "body": b"x" * size, "more_body": bool(self.sizes)}

    @property
    def request(self) -> Request:
        return Request({"type": "http", "method": "POST", "headers": []}, self.receive)


async def read(intake: Intake, sender: Sender, hold: asyncio.Event | None = None) -> int:
    async with intake.body(sender.request) as pieces:
        if hold:
            await hold.wait()
        return sum(map(len, pieces))


async def settled() -> None:
    for _ in range(200):
        await asyncio.sleep(0)


def test_no_more_is_held_than_there_is_room_for() -> None:
    async def scene() -> None:
        intake, hold = Intake(4 * MB, 8 * MB, 60), asyncio.Event()
        senders = [Sender(*[MB] * 4) for _ in range(16)]
        reading = [asyncio.create_task(read(intake, sender, hold)) for sender in senders]
        await settled()
        held = sum(sender.taken for sender in senders)
        assert held <= (8 + 16 + 4) * MB, "each has sent a piece at most before it was held up"
        assert sum(not sender.sizes for sender in senders) >= 1, "who is furthest goes on"
        hold.set()
        assert await asyncio.gather(*reading) == [4 * MB] * 16
        assert not intake._held

    asyncio.run(scene())


def test_a_slow_sender_keeps_nobody_else_from_sending() -> None:
    async def scene() -> None:
        intake = Intake(4 * MB, 8 * MB, 60)
        slow = [Sender(MB, MB) for _ in range(8)]
        for sender in slow:
            sender.pace.clear()
        waiting = [asyncio.create_task(read(intake, sender)) for sender in slow]
        await settled()
        assert await read(intake, Sender(*[MB] * 4)) == 4 * MB
        for sender in slow:
            sender.pace.set()
        await asyncio.gather(*waiting)

    asyncio.run(scene())


def test_who_waits_too_long_is_told_to_come_back() -> None:
    async def scene() -> None:
        intake, hold = Intake(4 * MB, 4 * MB, 0.01), asyncio.Event()
        first = asyncio.create_task(read(intake, Sender(*[MB] * 4), hold))
        await settled()
        with pytest.raises(Unavailable) as raised:
            await read(intake, Sender(*[MB] * 4))
        assert raised.value.code == "busy"
        hold.set()
        assert await first == 4 * MB

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("sizes", "error"),
    [((SMALL, SMALL, None), RequestError), ((MB, MB, MB, MB, MB), LimitError)],
)
def test_a_body_that_ends_badly_leaves_its_room(sizes: Any, error: type[Exception]) -> None:
    async def scene() -> None:
        intake = Intake(4 * MB, 4 * MB, 60)
        with pytest.raises(error):
            await read(intake, Sender(*sizes))
        assert not intake._held

    asyncio.run(scene())


def test_small_bodies_need_no_room() -> None:
    async def scene() -> None:
        intake, hold = Intake(4 * MB, MB, 60), asyncio.Event()
        full = asyncio.create_task(read(intake, Sender(*[MB] * 4), hold))
        await settled()
        assert await read(intake, Sender(1000, 1000)) == 2000
        hold.set()
        await full

    asyncio.run(scene())
