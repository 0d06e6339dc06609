"""From a table to samples: gaps, yes and no, texts, pixels, and targets that may be classes."""

import numpy as np
import pytest

from backstep.datasets.cells import MISSING
from backstep.datasets.separator import SEPARATORS
from tests.datasets.own_tables import problems, reading, refusal, samples


@pytest.mark.parametrize("mark", [*sorted(MISSING), "NA", "N/A", "NaN", "NULL"])
def test_rows_with_gaps_are_left_out_and_counted(mark: str) -> None:
    text = f"a,b,y\n1,2,3\n4,{mark},6\n7,8,{mark}\n9,1,2\n"
    own = samples(text)
    assert (own.x.tolist(), own.target.tolist()) == ([[1, 2], [9, 1]], [3, 2])
    assert (own.left_out, own.filled) == (2, 0)
    assert [int(c.gaps.sum()) for c in reading(text).columns.values()] == [0, 1, 1]


def test_gaps_of_inputs_are_filled_with_the_mean_of_what_is_known() -> None:
    own = samples("a,b,y\n1,2,3\n4,NA,6\n7,8,?\n9,5,2\n", gaps="mean")
    assert own.x.tolist() == [[1, 2], [4, 5], [9, 5]], "the mean of 2, 8 and 5"
    assert own.target.tolist() == [3, 6, 2], "a target is never made up"
    assert (own.left_out, own.filled) == (1, 1)


def test_a_gap_among_texts_leaves_its_row_out_and_is_no_class() -> None:
    text = "colour,kind\nred,a\n,b\nblue,NA\nblue,b\n"
    for gaps in ("drop", "mean"):
        own = samples(text, gaps=gaps)
        assert (own.features, own.classes) == (("colour = blue", "colour = red"), ("a", "b"))
        assert own.left_out == 2


def test_a_column_of_gaps_mostly_is_no_category() -> None:
    own = samples("a,y\n?,1\n?,2\n3,1\n?,2\n")
    assert (own.features, own.x.tolist(), own.left_out) == (("a",), [[3]], 3)


def test_a_column_without_any_cell_is_not_used() -> None:
    assert reading("a,b,y\n1,,2\n3,,4\n").inputs == ("a",)


def test_no_row_without_a_gap_is_told() -> None:
    assert problems("a,b,y\n1,,2\n,3,4\n") == [("missing_field", 0)]
    assert refusal("a,b,y\n1,,2\n,3,4\n").problems[0].allowed == {"of": "gaps"}


@pytest.mark.parametrize(
    ("yes", "no"), [("yes", "no"), ("TRUE", "FALSE"), ("sí", "no"), ("Y", "N")]
)
def test_yes_and_no_are_one_column_of_0_and_1(yes: str, no: str) -> None:
    text = f"smoker,y\n{yes},1\n{no},2\n{yes},3\n"
    own = samples(text)
    assert (own.features, own.x.tolist()) == ((f"smoker = {yes}",), [[1], [0], [1]])
    assert samples(text, target=["smoker"]).classes == tuple(sorted((yes, no)))
    assert reading(text).columns["smoker"].becomes == 1


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        (["2024-01-01", "2024-01-02"], "date"),
        (["1/2/2024", "13/2/2024"], "date"),
        (["2024-01-01 10:30", "2024-01-01T11:00"], "date"),
        (["10%", "12,5 %"], "percent"),
        (["$1,000", "$5"], "money"),
        (["5 €", "7 €"], "money"),
        (["red", "blue"], ""),
    ],
)
def test_texts_of_a_known_form_say_so_and_what_they_become(cells: list[str], form: str) -> None:
    column = reading("c;y\n" + "".join(f"{cell};1\n" for cell in cells)).columns["c"]
    assert (column.type, column.form, column.becomes) == ("text", form, 2)


def test_pixels_may_be_read_as_images() -> None:
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 256, (3, 64))
    text = "\n".join(",".join(map(str, [*row, k])) for k, row in enumerate(rows))
    own = samples(text, header=False)
    assert own.side == 8 and own.x.shape == (3, 64)
    images = samples(text, header=False, images=True).x
    assert images.shape == (3, 1, 8, 8) and (images.reshape(3, 64) == rows).all()
    assert problems("a,b\n1,2\n", images=True) == [("shape_mismatch", 0)]


@pytest.mark.parametrize(
    ("targets", "asks"),
    [
        ([0, 1, 2, 0, 1, 2], True),
        ([1, 2, 1, 2], True),
        ([0, 1, 2], False),
        ([0, 0.5, 0, 0.5], False),
        ([3, 7, 3, 7], False),
        ([5, 5, 5, 5], False),
    ],
)
def test_a_target_of_a_few_whole_numbers_may_be_classes(targets: list[float], asks: bool) -> None:
    text = "x,t\n" + "".join(f"{k / 7},{target}\n" for k, target in enumerate(targets))
    assert samples(text).asks is asks
    assert samples(text, classes=True).asks is asks, "also when it has been answered"
    assert samples(text, classes=True).classes is not None


def test_an_empty_last_column_goes() -> None:
    for text in ("A,B,C\n1,4,7,\n2,5,8,\n", "a,b,\n1,2,\n3,4,\n", "1,2,,\n3,4,,\n"):
        assert samples(text).x[:, 0].tolist()[0] == 1
    assert problems("a,b\n1,2,3\n4,5\n") == [("ragged", 2)], "one that holds something does not"


def test_bars_and_runs_of_blanks_separate() -> None:
    assert samples("a|b|c\n1|2|3\n").x.tolist() == [[1, 2]]
    boston = " 0.00632  18.00   2.310  0\n 0.02731   0.00   7.070  1\n"
    assert samples(boston).x.tolist() == [[0.00632, 18, 2.31], [0.02731, 0, 7.07]]
    mpg = '18.0   8   307.0      130.0\t"chevrolet chevelle malibu"\n15.0 8 350.0 165.0\t"buick"\n'
    assert samples(mpg).x.tolist() == [[18, 8, 307, 130], [15, 8, 350, 165]]
    assert samples("name of it, y\nred car, 1\nblue car, 2\n").classes is None, "not these blanks"


def test_comments_before_a_table_are_passed_over() -> None:
    assert samples("# measured today\n# by me\na,b\n1,2\n").x.tolist() == [[1]]
    assert samples("#a,b\n1,2\n").features == ("a",), "as wide as the table: names"
    assert samples("# a b\n1 2\n3 4\n").features == ("a",), "as numpy writes them"


def test_excels_line_says_only_what_can_separate() -> None:
    assert samples("sep=|\na|b\n1|2\n").x.tolist() == [[1]]
    assert refusal("sep=\x00\na\x00b\n").problems, "told, and no failure"
    for mark in ('"', "e", "'", "\\", ":", "😀", "ab", ""):
        (problem,) = refusal(f"SEP={mark}\na{mark}b\n1{mark}2\n").problems
        assert (problem.code, problem.line, problem.found) == ("out_of_range", 1, mark)
        assert repr(mark) in problem.detail and "semicolons" in problem.detail
        assert problem.allowed["choices"] == list(SEPARATORS)
    assert refusal("month\n1\n").problems[0].code == "ragged", "announces nothing"


def test_all_problems_are_counted_and_the_first_are_told() -> None:
    text = "a,b\n" + "1,2\n" * 60 + "x,2\n" * 50
    error = refusal(text)
    assert (len(error.problems), error.count) == (20, 50)


def test_texts_that_would_become_too_many_numbers_are_told_before_they_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backstep.datasets.reading.MAX_NUMBERS", 30)
    rows = "\n".join(f"t{k},{k},{k % 2}" for k in range(8))
    (problem,) = refusal(f"name,size,class\n{rows}\n").problems
    assert (problem.code, problem.found) == ("too_large", 8 * 9)
    assert problem.allowed == {"max": 30, "of": "numbers"}
    assert samples(f"name,size,class\n{rows}\n", inputs=["size"]).x.shape == (8, 1)
