"""Where lists and texts stand: found stretch by stretch, as they would be found at once."""

import random
import re

import pytest

from backstep.reading import scan
from backstep.reading.scan import tokens
from tests.reading.bodies import KINDS, body

NUMBERS = rb"[\s\[\],0-9eE+\-.]*+"
AT_ONCE = re.compile(
    rb"%s|\[%s(?:\"(?:NaN|-?Infinity)\"%s)*+" % (scan._TEXT, NUMBERS, NUMBERS), re.DOTALL
)
PARTS = [
    b"[", b"]", b",", b"1", b'"NaN"', b'"a"', b"{", b'":', b'"', b'\\"', b"\n", b" " * 300,
    b"1," * 2000, b'"Infinity",' * 5000, b"[1]," * 300_000,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_of_any_kind_is_gone_through_in_stretches(kind: str) -> None:
    content = body(kind, 100_000)
    assert list(tokens(content)) == [match.span() for match in AT_ONCE.finditer(content)]


def test_whatever_stands_beside_whatever() -> None:
    chance = random.Random(0)
    for _ in range(300):
        content = b"".join(chance.choice(PARTS) for _ in range(chance.randrange(1, 20)))
        assert list(tokens(content)) == [match.span() for match in AT_ONCE.finditer(content)]
