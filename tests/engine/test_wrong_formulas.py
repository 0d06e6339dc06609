"""What proves the formulas refuses wrong ones: those that the kinds had once, and others."""

from typing import Any

import numpy as np
import pytest

from backstep.engine.formula import render
from backstep.engine.symbols import Symbol
from tests.engine.printed.proof import Refused, prove

RNG = np.random.default_rng(6)
N, J, K, U = 4, 3, 5, 2
X4 = RNG.normal(size=(2, 3, 4, 5))


def tensors() -> dict[str, Any]:
    x, W, b = RNG.normal(size=(N, K)), RNG.normal(size=(K, J)), RNG.normal(size=J)
    dy, square = RNG.normal(size=(N, J)), RNG.normal(size=(3, 3))
    mean, dy4 = X4.mean(axis=(0, 2, 3)), RNG.normal(size=(2, 3, 4, 5))
    pooled = X4[:, :, :4, :4].reshape(2, 3, 2, 2, 2, 2).transpose(0, 1, 2, 4, 3, 5)
    return {
        "l1.x": x, "l1.W": W, "l1.b": b, "l1.y": x @ W + b, "l1.dy": dy, "l1.dW": x.T @ dy,
        "l1.db": dy.sum(axis=0), "l1.dx": dy @ W.T, "l1.W:next": W - 0.1 * (x.T @ dy),
        "l2.x": X4, "l2.mean": mean, "l2.var": X4.var(axis=(0, 2, 3)),
        "l2.y": X4 - mean[:, None, None], "l2.dy": dy4, "l2.b": mean, "l2.db": dy4.sum((0, 2, 3)),
        "l3.x": square, "l3.e": np.exp(square - square.max(axis=1, keepdims=True)),
        "l3.mean": square.mean(axis=1), "l3.y": square - square.mean(axis=1, keepdims=True),
        "l4.x": X4, "l4.y": pooled.mean(axis=(4, 5)), "l4.m": pooled.max(axis=(4, 5)),
        "loss.E": np.asarray(((x @ W + b) ** 2).sum() / N),
    }  # fmt: skip


TENSORS = tensors()
NAMES = {
    "l1.W:next": "W_next", "l1.dW": "dW", "l1.db": "db", "l1.dx": "dx", "l1.dy": "dy",
    "loss.E": "E", "l2.dy": "dy", "l2.db": "db",
}  # fmt: skip
SIZES = {
    "1": {"n": N, "j": J, "k": K},
    "2": {"n": 2, "c": 3, "h": 4, "w": 5}, "3": {"n": 3, "j": 3, "k": 3},
    "4": {"n": 2, "c": 3, "h": 2, "w": 2, "p": 4, "q": 5, "i": 2, "j": 2},
}  # fmt: skip
NUMBERS = {"α": 0.1, "N": N, "M": 40}


def symbols(block: str) -> dict[str, Symbol]:
    found = {}
    for address in TENSORS:
        node, _, name = address.partition(".")
        if node in (f"l{block}", "loss"):
            name = NAMES.get(address, name)
            new, gradient = name.endswith("_next"), name[0] == "d"
            base = name.removesuffix("_next")[gradient:]
            found[name] = Symbol(base, "", gradient, address, new)
    return found


def try_out(writes: str, source: str) -> None:
    block = "1" if writes == "loss.E" else writes[1]
    legend = [{"symbol": letter, "size": size} for letter, size in SIZES[block].items()]
    legend += [{"symbol": name, "value": value} for name, value in NUMBERS.items()]
    printed = render(source, symbols(block))
    prove(printed.mathml, TENSORS, legend, writes)


RIGHT = [
    ("l1.y", "y[n,j] = Σ[k] x[n,k] · W[k,j] + b[j]"),
    ("l1.y", "y[n,:] = x[n,:] · W + b"),
    ("l1.dW", "dW = x' · dy"),
    ("l1.dW", "∂y[n,j]/∂W[k,j] = x[n,k]"),
    ("l1.db", "db = Σ[n] dy[n,:]"),
    ("l1.W:next", "W_next[k,j] ← W[k,j] - lr · dW[k,j]"),
    ("l2.mean", "mean[c] = 1/M · Σ[n,h,w] x[n,c,h,w]"),
    ("l2.y", "y[n,:,h,w] = x[n,:,h,w] - mean"),
    ("l3.e", "e[n,j] = exp(x[n,j] - max[k] x[n,k])"),
    ("l4.m", "m[n,c,h,w] = max[0 ≤ i < 2, 0 ≤ j < 2] x[n,c,p,q]; p = 2 · h + i; q = 2 · w + j"),
    ("l4.y", "y[n,c,h,w] = 1/4 · Σ[p,q] x[n,c,p,q] · [0 ≤ i < 2] · [0 ≤ j < 2]; "
             "i = p - 2 · h; j = q - 2 · w"),
]  # fmt: skip

WRONG = {
    "an image as if it were a table": ("l2.mean", "mean[j] = 1/N · Σ[n] x[n,j]"),
    "a sum over the samples alone": ("l2.db", "db = Σ[n] dy"),
    "a sum over the samples alone, with letters": ("l2.db", "db[c] = Σ[n] dy[n,c]"),
    "N where M numbers are averaged": ("l2.mean", "mean[c] = 1/N · Σ[n,h,w] x[n,c,h,w]"),
    "a vector under a matrix": ("l2.y", "y = x - mean"),
    "a vector under a matrix that happens to be square": ("l3.y", "y = x - mean"),
    "a vector added to a matrix": ("l1.y", "y = x · W + b"),
    "a maximum of everything": ("l3.e", "e = exp(x - max(x))"),
    "a maximum of a row that nothing says": ("l3.e", "e[n,j] = exp(x[n,j] - max(x[n,:]))"),
    "a maximum over the other axis": ("l3.e", "e[n,j] = exp(x[n,j] - max[k] x[k,j])"),
    "a letter that nothing binds": ("l1.y", "y[n,j] = x[n,k] · W[k,j] + b[j]"),
    "a letter that is no axis": ("l1.y", "y[n,j] = Σ[k] x[n,k] · W[k,j] + b[i]"),
    "a letter of two lengths": ("l1.y", "y[n,j] = Σ[k] x[n,k] · W[j,k] + b[j]"),
    "a sum over the letter that is computed": ("l1.y", "y[n,j] = Σ[n] x[n,k] · W[k,j] + b[j]"),
    "an index without the others": ("l1.W:next", "W_next[k] ← W[k] - lr · dW[k]"),
    "the old value on the left": ("l1.W:next", "W[k,j] ← W[k,j] - lr · dW[k,j]"),
    "a sign": ("l1.W:next", "W_next[k,j] ← W[k,j] + lr · dW[k,j]"),
    "no transposing": ("l1.dW", "dW = x · dy"),
    "number by number where rows meet columns": ("l1.dW", "dW = x' ⊙ dy"),
    "a product of matrices of an image": ("l2.y", "y = x · mean"),
    "half of it": ("loss.E", "E = 1/(2 · N) · Σ[n,j] y[n,j]^2"),
    "no square": ("loss.E", "E = 1/N · Σ[n,j] y[n,j]"),
    "a window without end": ("l4.y", "y[n,c,h,w] = 1/4 · Σ[i,j] x[n,c,p,q]; p = 2 · h + i; "
                                     "q = 2 · w + j"),
    "a window over everything": ("l4.y", "y[n,c,h,w] = 1/4 · Σ[p,q] x[n,c,p,q]"),
    "a window that is too large": ("l4.m", "m[n,c,h,w] = max[0 ≤ i < 3, 0 ≤ j < 3] x[n,c,p,q]; "
                                           "p = 2 · h + i; q = 2 · w + j"),
    "a window beyond the image": ("l4.m", "m[n,c,h,w] = max[0 ≤ i < 2, 0 ≤ j < 2] x[n,c,p,q]; "
                                          "p = 2 · h + i + 1; q = 2 · w + j + 2"),
    "a derivative of another number": ("l1.dW", "∂y[n,j]/∂W[k,j] = x[n,j]"),
    "a derivative by the transposed": ("l1.dx", "∂y[n,j]/∂x[n,k] = W[j,k]"),
    "a derivative with a factor": ("l1.dW", "∂y[n,j]/∂W[k,j] = 2 · x[n,k]"),
    "dots for an index": ("l2.y", "y[n,…] = x[n,…] - mean[c]"),
    "one number for all": ("l1.db", "db = 3"),
    "a letter that is counted wrong": ("l1.y", "y[n,j] = Σ[0 ≤ k < 4] x[n,k] · W[k,j] + b[j]"),
    "a sum over what does not change": ("l1.db", "db[j] = Σ[n,k] dy[n,j]"),
    "a mean that has no axis": ("l3.y", "y[n,j] = x[n,j] - hat(x)"),
}  # fmt: skip


@pytest.mark.parametrize(("writes", "source"), RIGHT)
def test_a_right_formula_is_proved(writes: str, source: str) -> None:
    try_out(writes, source)


@pytest.mark.parametrize(("writes", "source"), WRONG.values(), ids=WRONG)
def test_a_wrong_formula_is_refused(writes: str, source: str) -> None:
    with pytest.raises(Refused):
        try_out(writes, source)


def test_a_letter_that_the_legend_does_not_know_is_refused() -> None:
    printed = render("y[n,j] = Σ[k] x[n,k] · W[k,j] + b[j]", symbols("1"))
    legend = [{"symbol": letter, "size": size} for letter, size in {"n": N, "j": J}.items()]
    with pytest.raises(Refused):
        prove(printed.mathml, TENSORS, legend, "l1.y")


def test_what_stands_side_by_side_is_no_product() -> None:
    printed = render("y[n,j] = Σ[k] x[n,k] · W[k,j] + b[j]", symbols("1"))
    legend = [{"symbol": letter, "size": size} for letter, size in SIZES["1"].items()]
    prove(printed.mathml, TENSORS, legend, "l1.y")
    with pytest.raises(Refused):
        prove(printed.mathml.replace("<mo>·</mo>", ""), TENSORS, legend, "l1.y")


def test_one_name_cannot_be_two_tensors() -> None:
    twice = symbols("1") | {"b": Symbol("x", "", False, "l1.b")}
    printed = render("y[n,j] = Σ[k] x[n,k] · W[k,j] + b[j]", twice)
    legend = [{"symbol": letter, "size": size} for letter, size in SIZES["1"].items()]
    with pytest.raises(Refused):
        prove(printed.mathml, TENSORS, legend, "l1.y")
