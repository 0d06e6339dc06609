"""Decimal marks and marks for thousands: no number is silently read a thousand times too small."""

import pytest

from tests.datasets.own_tables import problems, reading, refusal, samples


@pytest.mark.parametrize(
    ("text", "small", "large"),
    [
        ('area,score,y\n"1,000",2,3\n"950",3,4\n"54,908",4,5\n', 1.0, 1000.0),
        ("precio;habitaciones\n1.234;3\n2.500;4\n", 1.234, 1234.0),
        ("a;b\n-1.234;1\n7;2\n", -1.234, -1234.0),
    ],
)
def test_a_mark_that_may_mean_two_things_is_asked_for(
    text: str, small: float, large: float
) -> None:
    assert problems(text) == [("wrong_type", 2)]
    problem = refusal(text).problems[0]
    assert problem.allowed == {"decimal": [".", ","], "of": "marks"}
    assert f"{small:g} or {large:g}" in problem.detail
    read = {samples(text, decimal=mark).x[0, 0] for mark in ".,"}
    assert read == {small, large}


def test_each_ambiguous_column_is_asked_for_once() -> None:
    text = "a;b;y\n1.234;2.345;1\n1.235;2.346;2\n"
    assert [problem.column for problem in refusal(text).problems] == ["a", "b"]
    assert reading(text, inputs=["y"], target=["a"]).problems[0].column == "a"


@pytest.mark.parametrize(
    "evidence", ["85,5", "0,125", "1,2345", "1.234.567", "1.234,5", "-,5", "12,3456", "1234,567"]
)
def test_another_cell_of_the_table_may_tell_the_mark(evidence: str) -> None:
    text = f"precio;m2;y\n1.234;{evidence};1\n2.500;7;2\n"
    read = reading(text)
    assert (read.marks.decimal, "precio" in read.marks.grouped) == (",", True)
    assert samples(text).x[:, 0].tolist() == [1234, 2500]


def test_decimals_of_three_digits_are_decimals_where_others_are() -> None:
    text = "a,b,y\n1.234,0.5,1\n2.500,1.25,2\n"
    assert samples(text).x[:, 0].tolist() == [1.234, 2.5]
    assert reading(text).marks.grouped == ()


def test_marks_for_thousands_are_read_where_they_can_mean_nothing_else() -> None:
    for text, numbers in (
        ("a;b\n1.234,5;2\n1.000,5;3\n", [1234.5, 1000.5]),
        ("a;b\n12,5;2\n1.000.000;3\n3;1\n", [12.5, 1e6, 3]),
        ("a;b\n1'234.5;2\n7;3\n", [1234.5, 7]),
        ("a;b\n1 234,5;2\n7;3\n", [1234.5, 7]),
        ("a;b\n-21.419,06;2\n7;3\n", [-21419.06, 7]),
    ):
        assert samples(text).x[:, 0].tolist() == numbers
        assert reading(text).marks.grouped == ("a",), "and it is told"


def test_two_decimal_marks_are_not_guessed_at() -> None:
    assert problems("a;b\n1,5;2\n2,5;3\n1.5;4\n") == [("wrong_type", 4)]
    assert problems("a;b\n1,5;2\n2,5;3\n1.234;4\n") == [("wrong_type", 4)], "in one column"
    assert samples("a;b\n1,5;2\n2,5;3\n1.234;4\n", decimal=",").x[2, 0] == 1234


def test_a_column_that_is_not_used_asks_nothing() -> None:
    assert samples("a;b;y\n1.234;1;2\n1.500;3;4\n", inputs=["b"]).x.tolist() == [[1], [3]]
