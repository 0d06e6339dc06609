"""An answer that stays open ends with its events, with its reader, or with a fault that is told."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from backstep.api.events import EventStream


async def two_and_a_fault() -> AsyncIterator[bytes]:
    yield b"one"
    yield b"two"
    raise RuntimeError("the third cannot be told")


async def two_and_silence() -> AsyncIterator[bytes]:
    yield b"one"
    yield b"two"
    await asyncio.Event().wait()


def ask(chunks: AsyncIterator[bytes], stays: bool) -> None:
    """Sends two events to a reader, who stays or then leaves; the end came too soon."""
    sent: list[bytes] = []
    missed: list[str] = []
    heard = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await (asyncio.Event() if stays else heard).wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))
        if len(sent) == 3:
            heard.set()

    try:
        asyncio.run(EventStream(chunks, lambda: missed.append("gone"))({}, receive, send))
    finally:
        assert sent[:3] == [b"", b"one", b"two"]
        assert missed == ["gone"]


def test_a_fault_of_the_server_is_not_swallowed() -> None:
    with pytest.raises(RuntimeError, match="cannot be told"):
        ask(two_and_a_fault(), stays=True)


def test_a_reader_who_leaves_is_no_fault() -> None:
    ask(two_and_silence(), stays=False)
