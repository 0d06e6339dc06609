"""A torch.autograd.Function is checked through torch itself, in a process of its own."""

from pathlib import Path

import pytest

from backstep.own.asked import subject_of
from backstep.own.check import check
from backstep.own.process import ask
from backstep.own.source import read
from backstep.own.verdict import Report

pytest.importorskip("torch", reason="PyTorch is not installed (make peers installs it)")
pytestmark = pytest.mark.peer

TEXT = '''
import torch
from torch.autograd import Function

parameters = {"weight": lambda input, units=3: (units, input[1]), "bias": lambda units=3: (units,)}


class Linear(Function):
    """As PyTorch's notes on extending it have it."""

    @staticmethod
    def forward(ctx, input, weight, bias):
        ctx.save_for_backward(input, weight)
        return input @ weight.t() + bias

    @staticmethod
    def backward(ctx, grad_output):
        input, weight = ctx.saved_tensors
        return grad_output @ weight, grad_output.t() @ input, grad_output.sum(0)


class Inherited(Linear):
    pass


class Times(Function):
    @staticmethod
    def forward(input, constant=3.0):
        return input * constant

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.constant = inputs[1]

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * ctx.constant, None


class TimesAgain(Times):
    pass


class Exp(Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        (kept,) = ctx.saved_tensors
        return grad_output * kept


class Product(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, grad_output):
        a, b = ctx.saved_tensors
        return grad_output * b, grad_output * a


class Clamped(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        x.clamp_(min=0)
        ctx.save_for_backward(x)
        return x

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * (x > 0)
'''
RIGHT = ("Linear", "Inherited", "Times", "TimesAgain", "Exp", "Product", "Clamped")
SLIPS = [  # the class, its gradient, the slip, what stands there, what stands there then
    ("Linear", "dweight", "factor", "grad_output.t() @ input", "grad_output.t() @ input / 2"),
    ("Linear", "dweight", "transposed", "grad_output.t() @ input", "input.t() @ grad_output"),
    ("Linear", "dweight", "missing_path", "grad_output.t() @ input", "None"),
    ("Inherited", "dinput", "sign", "return grad_output @ weight", "return -grad_output @ weight"),
    ("Linear", "dbias", "factor", "grad_output.sum(0)", "grad_output.mean(0)"),
    ("Linear", "dbias", "wrong_axis", "grad_output.sum(0)", "grad_output.sum()"),
    ("Times", "dinput", "no_derivative factor", "grad_output * ctx.constant", "grad_output"),
    ("Exp", "di", "x_for_y", "ctx.save_for_backward(result)", "ctx.save_for_backward(i)"),
    ("Exp", "di", "factor", "grad_output * kept", "kept"),
    ("Product", "da", "factor", "grad_output * b,", "b,"),
    ("Clamped", "dx", "no_derivative", "grad_output * (x > 0)", "grad_output.clone()"),
]


def report_of(folder: Path, text: str, name: str, x: tuple[int, ...] | None = None) -> Report:
    path = folder / "functions.py"
    path.write_text(text, encoding="utf-8")
    return check(subject_of(read(str(path)), name, target=False), x)


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_right(name: str, tmp_path: Path) -> None:
    report = report_of(tmp_path, TEXT, name)
    assert report.ok, report.to_dict()


@pytest.mark.parametrize(("name", "gradient", "slips", "before", "after"), SLIPS)
def test_a_slip_is_named_with_the_line_in_which_it_is_made(
    name: str, gradient: str, slips: str, before: str, after: str, tmp_path: Path
) -> None:
    assert before in TEXT
    text = TEXT.replace(before, after, 1)
    verdicts = {verdict.gradient: verdict for verdict in report_of(tmp_path, text, name).verdicts}
    found = verdicts[gradient]
    assert not found.ok and found.slip in slips.split(), found
    assert found.line and after in text.splitlines()[found.line - 1]


def test_a_backward_that_hands_back_too_few_is_told_with_its_line(tmp_path: Path) -> None:
    text = TEXT.replace(", grad_output.t() @ input, grad_output.sum(0)", "", 1)
    for verdict in report_of(tmp_path, text, "Linear").verdicts:
        assert not verdict.ok and verdict.line and verdict.said
        assert "return grad_output @ weight" in text.splitlines()[verdict.line - 1]
        assert "incorrect number of gradients" in verdict.said[0]


def test_an_input_that_is_changed_without_a_word_is_told(tmp_path: Path) -> None:
    report = report_of(tmp_path, TEXT.replace("        ctx.mark_dirty(x)\n", ""), "Clamped")
    assert report.slip == "in_place"


def test_a_shape_may_be_asked_for(tmp_path: Path) -> None:
    report = report_of(tmp_path, TEXT, "Linear", (4, 3))
    assert report.ok and report.shapes[0]["weight"] == [3, 3]


def test_torch_fits_into_the_process_of_own_code(tmp_path: Path) -> None:
    """With its limits of memory and time; only that process imports it."""
    path = tmp_path / "functions.py"
    path.write_text(TEXT.replace("grad_output.sum(0)", "-grad_output.sum(0)"), encoding="utf-8")
    request = {"file": str(path), "name": "Linear", "x": None, "target": False, "seed": 0}
    answer = ask(request, 300.0)
    assert answer["report"]["gradients"]["dbias"]["slip"] == "sign", answer
