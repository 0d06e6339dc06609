"""A gradient under a name that is nearly right is told; a true helper is not."""

from pathlib import Path

import pytest

from backstep.own.alike import alike
from backstep.own.told import Told
from backstep.own.verdict import Report
from tests.own import layers, more_layers
from tests.own.trying import checked

DENSE = """
import numpy as np
parameters = {"W": lambda x, units=3: (x[1], units), "bias": lambda units=3: (units,)}
def y(x, W, bias): return x @ W + bias
def dW(dy, x): return x.T @ dy
def dbias(dy): return dy.sum(axis=0)
def dx(dy, W): return dy @ W.T
"""
NAMES = [
    ("dW", "dw"), ("dW", "d_W"), ("dW", "DW"), ("dW", "grad_W"), ("dW", "dE_dW"), ("dW", "dLdW"),
    ("dbias", "dBias"), ("dbias", "dbais"), ("dbias", "d_bias"), ("dbias", "dbia"),
    ("dbias", "gradBias"), ("dx", "dX"), ("dx", "dx_"), ("dx", "backward_x"),
]  # fmt: skip
HELPERS = {
    "called": "def dy_rows(dy): return dy\ndef dW(dy, x): return x.T @ dy_rows(dy)",
    "handed on": "def dw(dy, x): return x.T @ dy\n_late = dw\ndef dW(dy, x): return _late(dy, x)",
    "of no gradient": "def draw(n): return n\ndef dot(a, b): return a @ b\ndef dtanh(z): return z",
    "hidden": "def _dw(dy, x): return x.T @ dy",
    "left over": "def dbias_old(dy): return dy",
    "short": "def dV(x): return x\ndef dt(): return 0.1",
}


def told(report: Report) -> dict[str, tuple[str, str]]:
    return {v.gradient: v.said for v in report.verdicts if v.said and not v.ok}


@pytest.mark.parametrize(("gradient", "written"), NAMES, ids=lambda name: name)
def test_a_gradient_that_is_nearly_called_so_is_told(
    gradient: str, written: str, tmp_path: Path
) -> None:
    report = checked(tmp_path, DENSE.replace(f"def {gradient}(", f"def {written}("))
    assert not report.ok, "what was meant has not been checked"
    assert list(told(report)) == [gradient], "the others are right"
    en, es = told(report)[gradient]
    assert written in en and written in es and en != es
    verdict = next(v for v in report.verdicts if v.gradient == gradient)
    assert verdict.line and verdict.detail == written


@pytest.mark.parametrize("what", HELPERS)
@pytest.mark.parametrize("left_out", ["def dW(dy, x): return x.T @ dy\n", ""])
def test_a_true_helper_is_no_gradient(what: str, left_out: str, tmp_path: Path) -> None:
    report = checked(tmp_path, DENSE.replace(left_out, "") + HELPERS[what])
    assert not told(report) and not report.notes and report.ok


def test_no_layer_of_these_tests_is_told_of_its_names(tmp_path: Path) -> None:
    for layer in (layers.LAYERS | more_layers.LAYERS).values():
        if not layer.name:
            report = checked(tmp_path, layer.text)
            assert not told(report) and not report.notes, layer.text


def test_what_reads_a_gradient_and_is_used_by_nothing_is_noted(tmp_path: Path) -> None:
    text = DENSE.replace("def dW(", "def weights(").replace("def dx(", "def inputs(")
    report = checked(tmp_path, text)
    assert report.ok, "nothing that was checked is wrong"
    assert ["weights" in en and "dW, dx" in en for (en, _), _ in report.notes] == [True, False]
    assert all(line and en != es for (en, es), line in report.notes)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("def y(", "def forward(", "forward seems to be it"),
        ("def y(", "def Y(", "Y seems to be it"),
        ('"W":', '"w":', "parameters has w"),
        ('"bias":', '"Bias":', "parameters has Bias"),
        ("dW(dy, x): return x.T @ dy", "dW(dY, x): return x.T @ dY", "is dy meant?"),
        ("dx(dy, W): return dy @ W", "dx(dy, w): return dy @ w", "is W meant?"),
        ("parameters = ", "params = ", "params is not looked at"),
    ],
)
def test_other_names_that_are_nearly_right_are_told_too(
    before: str, after: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(Told) as caught:
        checked(tmp_path, DENSE.replace(before, after))
    en, es = caught.value.words
    assert said in en and es != en


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("dw", ["dW", "db"], "dW"),
        ("dw", ["dW", "dw"], "dw"),
        ("db", ["dW", "dx"], None),
        ("dgama", ["dgamma", "dbeta"], "dgamma"),
        ("delta", ["dalpha", "dx"], None),
        ("dz1", ["dz2", "dW"], None),
    ],
)
def test_the_name_that_is_meant(name: str, known: list[str], meant: str | None) -> None:
    assert alike(name, known) == meant
