"""A user's own table: what spreadsheets write is read, and every problem has its line."""

import tracemalloc

import pytest

from backstep.datasets import table as tables
from backstep.datasets.own import own_samples
from backstep.datasets.roles import Wishes
from backstep.datasets.table import decode, read_table
from tests.datasets.own_tables import problems, samples


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_separators_line_ends_and_a_byte_order_mark(separator: str, end: str, begin: str) -> None:
    rows = [["a", "b", "kind"], ["1", "2.5", "x"], ["-3", "4e-1", "y"]]
    read = samples(begin + end.join(separator.join(row) for row in rows) + end)
    assert read.x.tolist() == [[1, 2.5], [-3, 0.4]]
    assert read.target.tolist() == [0, 1]
    assert read.classes == ("x", "y")
    assert read.features == ("a", "b")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_decimal_comma(separator: str) -> None:
    read = samples(f"a{separator}b\n0,5{separator}1\n−1,25{separator},5\n")
    assert (read.x.tolist(), read.target.tolist()) == ([[0.5], [-1.25]], [1, 0.5])


def test_quotes_hold_separators_line_ends_and_quotes() -> None:
    read = read_table('"a","b ""of"" c"\n1,"two\nlines"\n2,"x, y"\n')
    assert read.names == ("a", 'b "of" c')
    assert read.rows == [["1", "two\nlines"], ["2", "x, y"]]
    assert read.lines == [2, 4], "a row is named by the line on which it begins"


def test_a_header_is_noticed_or_told() -> None:
    assert read_table("a,b\n1,2").header
    assert not read_table("1,2\n3,4").header
    assert not read_table("5.1,setosa\n4.9,setosa").header, "a number is no name"
    assert read_table("colour,size\nred,big\nblue,small").header
    assert read_table("1,2\n3,4").names == ("column 1", "column 2")
    assert read_table("1990,2000\n3,4", header=True).names == ("1990", "2000")
    assert len(read_table("x,y\nz,w", header=False).rows) == 2


def test_names_are_made_where_they_are_missing_or_stand_twice() -> None:
    assert read_table("a,,a\n1,2,3").names == ("a", "column 2", "a (3)")


def test_a_made_name_never_meets_one_that_is_there() -> None:
    assert read_table("a,a (3),a\n1,2,3\n").names == ("a", "a (3)", "a (3) (3)")
    assert read_table("column 2,,column 2\n1,2,3\n").names[:2] == ("column 2", "column 2 (2)")


def test_excel_may_say_the_separator() -> None:
    assert read_table("sep=;\na;b\n1;2\n").separator == ";"


def test_empty_lines_are_passed_over_and_still_counted() -> None:
    assert read_table("\na,b\n\n1,2\n\n").lines == [4]
    assert problems("a,b\n\n1,2\n\n3\n") == [("ragged", 5)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_spanish_spreadsheets_are_read(encoding: str) -> None:
    assert read_table(decode("año;niño\n1;2\n".encode(encoding))).names == ("año", "niño")


def test_columns_are_chosen_by_name_or_by_place() -> None:
    text = "a,b,c\n1,2,3\n4,5,6\n"
    assert samples(text).target.tolist() == [3, 6], "the last one, if nothing is said"
    assert samples(text, target=["a"]).x.tolist() == [[2, 3], [5, 6]]
    assert samples(text, target=[1, "c"]).target.tolist() == [[2, 3], [5, 6]]
    chosen = samples(text, target=["a"], inputs=["c"])
    assert (chosen.features, chosen.x.tolist()) == (("c",), [[3], [6]])
    assert problems(text, target=["z"]) == [("unknown_field", 0)]
    assert problems(text, target=[3]) == [("unknown_field", 0)]
    assert problems(text, target=[]) == [("missing_field", 0)]
    assert problems(text, target=["a", "b", "c"]) == [("missing_field", 0)]
    assert problems(text, target=["a"], inputs=["a", "b"]) == [("out_of_range", 0)]


def test_classes_have_names_in_order() -> None:
    assert samples("x,t\n1,no\n2,yes\n3,no\n").classes == ("no", "yes")
    numbered = samples("x,t\n1,10\n2,9\n3,10\n", classes=True)
    assert numbered.classes == ("9", "10"), "as numbers, not as text"
    assert numbered.target.tolist() == [1, 0, 1]
    assert samples("x,t\n1,10\n2,9\n").classes is None


def test_one_long_text_does_not_make_all_others_as_large() -> None:
    text = "n,kind\n0," + "x" * 100_000 + "\n" + "1,a\n2,b\n" * 1000
    read = read_table(text)
    tracemalloc.start()
    own = own_samples(read, Wishes())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert own.classes == ("a", "b", "x" * 80)
    assert own.target[:3].tolist() == [2, 0, 1]
    assert most < 2**24


def test_a_text_to_learn_from_becomes_a_column_for_each_value() -> None:
    read = samples("colour,t\nred,1\nblue,2\nred,3\n")
    assert read.features == ("colour = blue", "colour = red")
    assert read.x.tolist() == [[0, 1], [1, 0], [0, 1]]
    names = "\n".join(f"n{k},{k}" for k in range(51))
    assert problems(f"name,t\n{names}\n") == [("out_of_range", 0)]


def test_every_wrong_cell_is_told_with_its_line() -> None:
    text = "a,b\n1,2\nx,4\n5,\n7,8\n9,1e999\n10,11"
    assert problems(text) == [("wrong_type", 3), ("out_of_range", 6)]
    assert samples("a,b,c\n1,2,\n3,4,\n", inputs=["a"], target=["b"]).x.tolist() == [[1], [3]]


def test_every_row_of_another_length_is_told() -> None:
    assert problems("a,b\n1,2\n3\n4,5\n6,7,8\n") == [("ragged", 3), ("ragged", 5)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ("missing_field", 0)),
        ("\n \n", ("missing_field", 0)),
        ("a,b\n", ("missing_field", 1)),
        ("hello\nworld\n", ("ragged", 1)),
        ('a,b\n1,"2\n', ("wrong_type", 2)),
    ],
)
def test_what_is_no_table_is_said_to_be_none(text: str, problem: tuple[str, int]) -> None:
    assert problems(text) == [problem]


def test_the_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert len(samples("a,b\n" + "1,2\n" * 3).x) == 3, "the names are no row"
    assert problems("1,2\n" * 4) == [("too_large", 4)]
    assert problems("a,b\n" + "1,2\n" * 4) == [("too_large", 5)]
    monkeypatch.setattr(tables, "MAX_CELLS", 3)
    assert problems("1,2\n" * 3) == [("too_large", 3)]
    monkeypatch.setattr(tables, "MAX_COLUMNS", 2)
    assert problems("1,2,3\n") == [("too_large", 1)]


def test_a_cell_that_is_too_long_has_its_line_too() -> None:
    assert problems("a,b\n1,2\n" + "x" * 200_000 + ",1\n") == [("wrong_type", 3)]


@pytest.mark.parametrize(
    ("again", "problem"),
    [
        ("1,2\n", ("too_large", 102)),
        ("\n", ("too_large", 1001)),
        ("1,", ("too_large", 1)),
        ("|", ("too_large", 1)),
        ('"a\n",', ("too_large", 401)),
        ('"', ("too_large", 1)),
        ("# a\n", ("too_large", 102)),
    ],
)
def test_no_table_is_read_further_than_its_limits(
    again: str, problem: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 100)
    monkeypatch.setattr(tables, "MAX_LINES", 1000)
    monkeypatch.setattr(tables, "MAX_LINE", 2000)
    assert problems(again * (1_000_000 // len(again))) == [problem]
