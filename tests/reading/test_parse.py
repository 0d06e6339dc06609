"""A body is read to the letter, in one pass, whatever it holds."""

import json
import math
from time import process_time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstep.describe.arrays import read_tensor
from backstep.describe.flaws import Flaws
from backstep.describe.numbers import Numbers, as_json
from backstep.errors import BackstepError, DescriptionError
from backstep.reading import scan
from backstep.reading.parse import parse
from tests.reading.bodies import KINDS, body, names

numbers = st.one_of(
    st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["NaN", "Infinity", "-Infinity", -0.0, 0, 10**400, -(10**400)]),
)  # fmt: skip
held = numbers.filter(lambda value: isinstance(value, str) or abs(value) < 1e308)
# Where rows differ and a number is beyond float64 too, either may be said: not both in one.
grids = st.recursive(
    st.lists(held, max_size=3), lambda inner: st.lists(inner, max_size=4), max_leaves=12
) | st.lists(numbers, max_size=6)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.one_of(numbers, texts, st.booleans(), st.none(), grids),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=20,
)  # fmt: skip
spaces = st.sampled_from([(",", ":"), (", ", ": "), (" ,\n", " :\t")])


def listed(value: Any) -> Any:
    """The same value with lists again in place of arrays; what has a fault stays as it is."""
    if isinstance(value, Numbers):
        return value if value.fault else value.tolist()
    if isinstance(value, dict):
        return {name: listed(child) for name, child in value.items()}
    return [listed(child) for child in value] if isinstance(value, list) else value


def read(value: Any) -> tuple[Any, list[tuple[str, str, str]]]:
    """The tensor, or what is wrong with it in the words that a user sees."""
    flaws = Flaws()
    array = read_tensor(value, "/x", flaws)
    try:
        flaws.raise_first_stage()
    except DescriptionError as error:
        return None, [(flaw.code, flaw.pointer, flaw.detail) for flaw in error.flaws]
    return array, []


def same(one: Any, two: Any) -> bool:
    """Equal, with ‑0 and 0 told apart and numbers compared as float64."""
    if isinstance(one, dict):
        return isinstance(two, dict) and one.keys() == two.keys() and all(
            same(one[name], two[name]) for name in one
        )  # fmt: skip
    if isinstance(one, list):
        return isinstance(two, list) and len(one) == len(two) and all(map(same, one, two))
    if isinstance(one, bool | str) or one is None:
        return type(one) is type(two) and one == two
    if abs(one) > 1e308 or abs(two) > 1e308:
        return (one > 0) == (two > 0)
    return float(one) == float(two) and math.copysign(1, one) == math.copysign(1, two)


@pytest.fixture(params=[2, 20, 10**9], ids=["all taken out", "some taken out", "nothing taken out"])
def _long(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("backstep.reading.scan", "backstep.reading.parse"):
        monkeypatch.setattr(f"{module}.LONG", request.param)


@pytest.mark.usefixtures("_long")
def test_whatever_is_taken_out_the_value_is_the_same() -> None:
    @settings(max_examples=80, deadline=None)
    @given(values, spaces)
    def holds(value: Any, space: tuple[str, str]) -> None:
        text = json.dumps(value, separators=space, ensure_ascii=False)
        found = listed(parse(text.encode()))
        if not has_fault(found):
            assert same(value, found)

    holds()


def has_fault(value: Any) -> bool:
    if isinstance(value, Numbers):
        return True
    children = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict | list) and any(map(has_fault, children))


@pytest.mark.usefixtures("_long")
def test_a_tensor_and_what_is_wrong_with_it_are_the_same_however_long_it_is() -> None:
    @settings(max_examples=80, deadline=None)
    @given(grids, spaces)
    def holds(grid: Any, space: tuple[str, str]) -> None:
        text = json.dumps(grid, separators=space)
        array, wrong = read(parse(text.encode()))
        expected, flaws = read(json.loads(text))
        assert set(wrong) <= set(flaws) and bool(wrong) == bool(flaws)
        assert (array is None) == (expected is None)
        if array is not None:
            assert array.shape == expected.shape
            assert array.tobytes() == expected.tobytes() or np.isnan(expected).any()
            assert np.array_equal(array, expected, equal_nan=True)

    holds()


WRONG = [
    "[1,,2]", "[,1]", "[1,]", "[[1]2]", "[1[2]]", "[[1][2]]", "[1 2]", "[1.]", "[.5]", "[+1]",
    "[01]", "[1e]", "[--1]", "[1.2.3]", "[[1,2],[3,]]", "[[1,2],[3,4]", "[1]]", "[1", "[NaN]",
    '["NaN"1]', '[1"NaN"]', '["NaN" "NaN"]', "[[1],[2]]]", "[1]\n,[2]", "[[]1]", "[1[]]", "[[],]",
]  # fmt: skip


@pytest.mark.usefixtures("_long")
@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_json_is_refused_with_its_place(text: str) -> None:
    for around in ("%s", '{"a": %s}', '\n {"b": "é",\n "a": %s}'):
        with pytest.raises(BackstepError) as refused:
            parse((around % text).encode())
        assert refused.value.code == "not_json"
        assert "NaN is not JSON" in str(refused.value) or "line " in str(refused.value)


@pytest.mark.usefixtures("_long")
@pytest.mark.parametrize(
    "text",
    [
        '{"x": [[1, 2],\n [3, 4x]]}',
        '{"ñandú": [1.5, 2.5, 3.5,\n 4.5, 5..5]}',
        '{"a": [1, 2, 3, 4, 5, 6, 7, 8],\n "b": 1 2}',
        '{"a": "a long text of a table",\n "b": [1, 2, 3], ?}',
        "[1, 2, 3,\n 4, , 5, 6, 7]",
    ],
)
def test_the_place_is_that_in_the_body_as_sent(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(text)
    with pytest.raises(BackstepError) as refused:
        parse(text.encode())
    place = f"line {expected.value.lineno}, column {expected.value.colno}"
    assert str(refused.value).endswith(place)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_body_takes_more_than_one_pass(kind: str) -> None:
    spent = {}
    for size in (1 << 18, 1 << 21):
        content = body(kind, size)
        begun = process_time()
        try:
            parse(content)
        except BackstepError as error:
            assert error.status in (400, 413)
            assert len(str(error)) < 500
        spent[size] = process_time() - begun
    small, large = spent.values()
    assert large < 24 * small + 0.25  # eight times as much: a square would be sixty-four times


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_no_body_at_the_limit_takes_long(kind: str) -> None:
    content = body(kind, 32 << 20)
    begun = process_time()
    try:
        parse(content)
    except BackstepError as error:
        assert error.status in (400, 413)
    assert process_time() - begun < 20  # measured: below 3


def test_bounds_are_said() -> None:
    assert len(parse(names(100_000))) == 100_000
    for content, what, most in (
        (names(200_000), "names", 150_000),
        (names(500_000), "names", 450_000),
        (b"[" + b"null," * 400_000 + b"1]", "values", 300_000),
        (b"[" + b"1" * 20_000 + b"]", "digits", 10_000),
        (b'{"a": ' + b"1" * 20_000 + b"}", "digits", 10_000),
    ):
        with pytest.raises(BackstepError) as refused:
            parse(content)
        assert refused.value.code == "too_large"
        assert what in str(refused.value)
        assert refused.value.flaws[0].allowed == {"max": most}


def test_a_byte_order_mark_is_said_in_words_for_users() -> None:
    with pytest.raises(BackstepError) as refused:
        parse(b"\xef\xbb\xbf{}")
    assert "byte order mark; write it as UTF-8 without one" in str(refused.value)


def test_a_text_that_looks_like_what_stands_in_for_another_is_none() -> None:
    long = [float(k) for k in range(scan.LONG)]
    content = json.dumps({"x": long, "y": 1.5, "z": [1.25, "1.25"]}).encode()
    found = parse(content)
    assert isinstance(found["x"], Numbers) and found["x"].tolist() == long
    assert (found["y"], found["z"]) == (1.5, [1.25, "1.25"])


@pytest.mark.usefixtures("_long")
def test_a_value_becomes_the_text_again_that_lists_would_become(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backstep.describe.numbers.CHUNK", 3)

    @settings(max_examples=80, deadline=None)
    @given(st.dictionaries(texts, grids | texts, max_size=4))
    def holds(value: Any) -> None:
        found = parse(json.dumps(value).encode())
        lists = listed(found)
        if not has_fault(lists):
            for sort_keys in (True, False):
                text = json.dumps(lists, sort_keys=sort_keys, separators=(",", ":"))
                assert as_json(found, ",", ":", sort_keys=sort_keys) == text

    holds()
