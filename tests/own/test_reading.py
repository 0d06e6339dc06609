"""A file of functions is a layer: from y back, what a function names is what it reads."""

from pathlib import Path

import pytest

from backstep.own.functions import Functions
from backstep.own.told import Told
from tests.own.trying import checked, subject_of


def read(folder: Path, text: str) -> Functions:
    subject = subject_of(folder, text)
    assert isinstance(subject, Functions)
    return subject


def refusal(folder: Path, text: str) -> Told:
    with pytest.raises(Told) as caught:
        read(folder, text)
    assert all(caught.value.words)
    return caught.value


def test_what_y_names_is_a_tensor_a_parameter_an_input_or_a_setting(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        """
parameters = {"W": lambda x: (x[1], 2), "unused": lambda x: x}
def z(x, W): return x @ W
def y(z, other, b=None, slope=0.5): return z * slope + other
def dz(dy, slope=0.5): return dy * slope
def dW(dz, x): return x.T @ dz
def _helper(q): return q
def helper(r): return r
def dhelper(r): return r
""",
    ).graph
    assert list(graph.tensors) == ["z", "y"]
    assert list(graph.parameters) == ["W"]
    assert graph.inputs == ["x", "other"]
    assert graph.settings == {"slope": 0.5}
    assert graph.absent == {"b"}
    assert list(graph.gradients) == ["z", "W"], "dhelper is the gradient of nothing"


def test_a_setting_may_be_named_where_its_default_stands_elsewhere(tmp_path: Path) -> None:
    text = "def y(x, slope): return slope * x\ndef dx(dy, slope=3.0): return dy * slope\n"
    assert read(tmp_path, text).graph.inputs == ["x"]
    assert checked(tmp_path, text).ok


def test_a_parameter_that_is_none_by_default_is_there_if_it_is_declared(tmp_path: Path) -> None:
    text = """
parameters = {"b": lambda x: (x[1],)}
def y(x, b=None): return x if b is None else x + b
def db(dy): return dy.sum(axis=0)
"""
    assert checked(tmp_path, text).to_dict()["gradients"]["db"]["shape"] == [2]


def test_a_backward_that_is_missing_is_derived_and_said_so(tmp_path: Path) -> None:
    report = checked(tmp_path, "def y(x, z): return x * z\ndef dx(dy, z): return dy * z\n")
    assert report.ok
    assert report.to_dict()["gradients"]["dz"]["detail"] == "numeric"


def test_a_missing_gradient_can_be_read_by_another(tmp_path: Path) -> None:
    text = """
import numpy as np
def z(x): return np.sin(x)
def y(z): return z ** 2
def dx(dz, x): return dz * np.cos(x)
"""
    gradients = checked(tmp_path, text).to_dict()["gradients"]
    assert gradients["dx"]["ok"] and gradients["dz"]["detail"] == "numeric"


def test_only_the_gradient_that_is_wrong_is_blamed(tmp_path: Path) -> None:
    text = """
import numpy as np
parameters = {"W": lambda x: (x[1], 3)}
def z(x, W): return x @ W
def y(z): return np.tanh(z)
def dz(dy, y): return dy
def dW(dz, x): return x.T @ dz
"""
    gradients = checked(tmp_path, text).to_dict()["gradients"]
    assert not gradients["dz"]["ok"] and gradients["dW"]["ok"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("def z(x): return x", None, "no function y"),
        ("def y(z): return z\n\ndef z(y): return y", 1, "needs itself"),
        ("def y(x, a=1.0): return z\ndef dx(dy, a=2.0): return dy", 2, "one default"),
        ("def y(*x): return x", 1, "names each tensor"),
        ("parameters = []\ndef y(x): return x", None, "dictionary"),
        ("def y(x): return x\ndef dx(dy, w): return dy * w", 2, "reads w"),
    ],
)
def test_what_is_no_layer_is_told_with_its_line(
    text: str, line: int | None, said: str, tmp_path: Path
) -> None:
    problem = refusal(tmp_path, text)
    assert said in problem.words[0] and problem.line == line


def test_the_numbers_at_the_worst_cell_are_those_of_both_sides(tmp_path: Path) -> None:
    report = checked(tmp_path, "def y(x): return x ** 2\ndef dx(dy, x): return dy * x\n").to_dict()
    gradient = report["gradients"]["dx"]
    assert report["slip"] == gradient["slip"] == "factor" and gradient["detail"] == "1/2"
    assert gradient["found"] == pytest.approx(gradient["expected"] / 2)


def test_one_wrong_cell_is_pointed_at(tmp_path: Path) -> None:
    text = """
def y(x): return x ** 2
def dx(dy, x):
    found = 2 * x * dy
    found[1, 1] = 0.3
    return found
"""
    gradient = checked(tmp_path, text).to_dict()["gradients"]["dx"]
    assert gradient["slip"] is None and gradient["worst_at"] == [1, 1]
    assert gradient["detail"].startswith("1 of ")


def test_at_a_kink_a_slope_of_either_side_is_right(tmp_path: Path) -> None:
    right = "import numpy as np\ndef y(x): return np.abs(x)\ndef dx(dy, x): return dy * {}\n"
    for slope in ("np.sign(x)", "np.where(x >= 0, 1, -1)", "np.where(x > 0, 1, -1)"):
        assert checked(tmp_path, right.format(slope)).ok, slope
    report = checked(tmp_path, right.format("x / np.abs(x)"))
    assert not report.ok, "0 / 0"
    assert report.verdicts[0].detail == "at 0"


def test_a_forward_that_changes_its_input_is_told(tmp_path: Path) -> None:
    text = """
def y(x):
    x[x < 0] = 0
    return x
def dx(dy, y): return dy * (y > 0)
"""
    report = checked(tmp_path, text)
    assert not report.ok and report.slip == "in_place" and report.said[0][1] == 2


def test_a_forward_that_draws_anew_each_time_is_told(tmp_path: Path) -> None:
    text = "import os\ndef y(x): return x * os.urandom(1)[0]\ndef dx(dy): return dy\n"
    with pytest.raises(Told, match="other numbers each time"):
        checked(tmp_path, text)


@pytest.mark.parametrize("made", ["np.random.rand(*x.shape)", "RNG.random(x.shape)"])
def test_a_forward_that_draws_is_repeated(made: str, tmp_path: Path) -> None:
    text = f"""
import numpy as np
RNG = np.random.default_rng()
def mask(x): return ({made} > 0.5) * 2.0
def y(x, mask): return x * mask
def dx(dy, mask): return dy * mask
"""
    assert checked(tmp_path, text).ok


def test_a_shape_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    text = """
def y(x):
    assert x.shape[1:] == (6, 4)
    return 2 * x
def dx(dy): return 2 * dy
"""
    assert checked(tmp_path, text, x=(3, 6, 4)).ok
    with pytest.raises(Told, match="AssertionError"):
        checked(tmp_path, text)


def test_a_large_layer_is_checked_at_some_of_its_numbers(tmp_path: Path) -> None:
    text = """
parameters = {"W": lambda x: (x[1], 50)}
def y(x, W): return x @ W
def dW(dy, x): return x.T @ dy * SCALE
SCALE = 1.0
"""
    assert checked(tmp_path, text, x=(20, 200)).ok
    wrong = checked(tmp_path, text.replace("= 1.0", "= 2.0"), x=(20, 200)).to_dict()
    assert wrong["slip"] == "factor" and wrong["gradients"]["dW"]["detail"] == "2"
