"""An id is its cause and an iteration, and has one spelling."""

import hashlib

import pytest

from backstep.store.ids import ALPHABET, CheckpointId, base_of, crockford, parse

BASE = "k3v9q0t2m7x4b1h8c5zy"


def test_an_id_is_spelled_base_dot_iteration_and_read_back() -> None:
    assert str(CheckpointId(BASE, 120)) == f"{BASE}.120"
    assert parse(f"{BASE}.120") == CheckpointId(BASE, 120)


@pytest.mark.parametrize(
    "text",
    [
        "", BASE, f"{BASE}.", f"{BASE}.-1", f"{BASE}.01", f"{BASE}.1.0", f"{BASE}.1 ", f"{BASE}.٣",
        f"{BASE[:-1]}.1", f"{BASE}0.1", f"{BASE[:-1]}u.1", f"{BASE.upper()}.1", f"{BASE}.{10**13}",
        f"{BASE}.1\n",
    ],
)  # fmt: skip
def test_any_other_text_is_no_id(text: str) -> None:
    assert parse(text) is None


def test_a_base_is_the_first_hundred_bits_of_a_sha256_in_crockfords_base_32() -> None:
    bits = bin(int(hashlib.sha256(b"cause").hexdigest(), 16))[2:].zfill(256)
    expected = "".join(ALPHABET[int(bits[k : k + 5], 2)] for k in range(0, 100, 5))
    assert base_of(b"cause") == expected
    assert crockford(b"\x00\x00", 3) == "000"
    assert crockford(b"\xff\xff", 3) == "zzz"
    assert set("ilou").isdisjoint(ALPHABET)
