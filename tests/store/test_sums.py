"""Sums of long texts are made in pieces, and are the same as at once."""

import pytest

from backstep.store import sums


@pytest.mark.parametrize(
    "text", ['{"a": [1, 2]}', "it's", "ü", "\\n\n\t", "", "both \" and '", "x" * 40 + "\\\x00"]
)
def test_a_text_is_spelt_as_repr_spells_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sums.of_base(("n", None, 0, text), {})
    monkeypatch.setattr(sums, "PIECE", 3)
    spelt = sums.spelt(text)
    assert "".join(spelt) == repr(text)
    assert sums.of_base(("n", None, 0, text), {}) == before
