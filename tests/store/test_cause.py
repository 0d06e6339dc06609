"""Equal causes give equal bytes; different ones do not."""

import json

import numpy as np
import pytest

from backstep.describe.later import without_later
from backstep.describe.numbers import Numbers
from backstep.reading.parse import parse
from backstep.store import cause

DATA = np.array([[0.05, 0.1]])


def test_the_order_of_keys_and_whole_numbers_written_as_fractions_change_nothing() -> None:
    one = cause.of_description({"seed": 1, "network": {"a": 2, "b": [3, True, None]}})
    two = cause.of_description({"network": {"b": [3.0, True, None], "a": 2.0}, "seed": 1.0})
    assert one == two


def test_every_difference_of_value_is_a_difference_of_cause() -> None:
    causes = [
        cause.of_description({"seed": seed, "data": {"x": x}})
        for seed in (0, 1, True, None, "1", 2**53, 2**53 + 1)
        for x in (DATA, DATA + 1e-16, DATA.T, DATA.reshape(2), np.array([[0.05, np.nan]]))
    ]
    causes += [
        cause.of_edit("a.0", {}),
        cause.of_edit("a.1", {}),
        cause.of_edit("a.0", {"set": []}),
    ]
    assert len(set(causes)) == len(causes)


def test_a_tensor_is_named_by_its_cells_whatever_lies_where_in_memory() -> None:
    fortran = np.asfortranarray(DATA.T).T
    nan = np.array([np.nan])
    other_nan = np.array([0x7FF8000000000001], dtype=np.uint64).view(np.float64)
    assert cause.canonical(fortran) == cause.canonical(DATA)
    assert cause.canonical(nan) == cause.canonical(other_nan)
    assert cause.canonical(nan) != cause.canonical(np.array([np.inf]))


def test_an_edit_has_the_same_cause_however_long_its_lists_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [[1, -0.0], [2.5, "NaN"], [1e300, 2**53], ["-Infinity", 3]]
    edit = {"description": {"data": {"x": rows, "target": [0, 1, 1, 0], "classes": ["a", "é"]}}}
    text = json.dumps(edit).encode()
    expected = cause.of_edit("a.0", json.loads(text))
    assert cause.of_edit("a.0", parse(text)) == expected
    for module in ("backstep.reading.scan", "backstep.reading.parse"):
        monkeypatch.setattr(f"{module}.LONG", 2)
    assert isinstance(parse(text)["description"]["data"]["x"], Numbers)
    assert cause.of_edit("a.0", parse(text)) == expected


def test_a_group_is_no_cause() -> None:
    layers = [{"kind": "tanh", "label": None}]
    named = [{"kind": "tanh", "label": None, "group": "Block"}]
    plain, grouped = ({"network": {"layers": listed}} for listed in (layers, named))
    causes = {cause.of_description(without_later(one)) for one in (plain, grouped)}
    assert len(causes) == 1
    edits = {cause.of_edit("a.0", {"description": one}) for one in (plain, grouped)}
    assert len(edits) == 1
