"""Names above a table are noticed by all the lines below them."""

import pytest

from backstep.datasets.table import read_table
from tests.datasets.own_tables import reading


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\n1,2", True),
        ("1,2\n3,4", False),
        ("5.1,setosa\n4.9,setosa", False),
        ("colour,size\nred,big\nblue,small", True),
        ("red,big\nred,small\nblue,small", False),
        ("country,2019,2020,2021\nES,1,2,3\nFR,2,3,4", True),
        ("1990,1991\n1992,1993\n1994,1995", False),
        ("0,1,2\n0.05,0.49,0.93\n0.1,0.2,0.3", True),
        ("0,1,2\n3,4,5", False),
        (",0,1,2\n0,5,6,7\n1,8,9,1", True),
        ("a,b,y\nNA,NA,NA\n1,2,3", True),
        ("time,volt\ns,V\n1,2\n2,3\n3,4", True),
        ("08/01/2016;A;-21.419,06\n09/01/2016;B;1.000,00", False),
        ("10%,a\n20%,b", False),
        ("name,1\nfoo,2\nbar,3", False),
        ("0,0,0\n0,1,1\n1,0,1\n1,1,0", False),
    ],
)
def test_names_are_told_from_samples(text: str, header: bool) -> None:
    assert read_table(text).header is header
    assert read_table(text, header=not header).header is not header, "the reader may say otherwise"


def test_the_index_that_a_data_frame_writes_is_not_learnt_from() -> None:
    read = reading(",a,b\n0,5,6\n1,7,8\n2,9,1\n")
    assert (read.inputs, read.targets) == (("a",), ("b",))
    assert reading(",a\n0,5\n1,6\n").inputs == ("column 1",), "unless there is nothing else"
    assert reading("id,a,b\n0,5,6\n1,7,8\n").inputs == ("id", "a"), "a name is a name"


def test_names_are_made_in_the_readers_language() -> None:
    assert read_table("1,2\n3,4", word="columna").names == ("columna 1", "columna 2")
