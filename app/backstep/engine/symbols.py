"""How names are written: β₁ for `beta1`, ∂E/∂W₃ for the `dW` of layer 3."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Names that have a letter of their own wherever they stand; a kind's file says so of those that it
# alone has (`kind.symbol`), and they are added when it is loaded.
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "mu": "μ", "rho": "ρ",
    "sigma": "σ", "lambda": "λ", "Delta": "Δ", "lr": "α", "beta1": "β₁", "beta2": "β₂", "pi": "π",
    "var": "σ²", "mean": "μ", "running_mean": "μ̄", "running_var": "σ̄²", "target": "t",
    # settings: the legend of a step, and the form, say what they are
    "size": "K", "stride": "S", "value": "v", "std": "s", "limit": "a", "high": "m", "wide": "n",
}  # fmt: skip
WITH_SUB = {"fan_in": ("n", "in"), "fan_out": ("n", "out")}  # inputs and outputs of a unit
FUNCTIONS = {
    "exp", "log", "max", "min", "tanh", "sin", "cos", "tan", "sign", "erf", "floor", "std", "var",
}  # fmt: skip
NUMBERED = re.compile(r"([a-z])(\d+)")  # the letters of a fifth axis and beyond: i₁


def write(name: str, letter: str) -> None:
    """Say how a name is written: alike in every kind that has it."""
    known = GREEK.setdefault(name, letter)
    if known != letter:
        raise ValueError(f"{name} is written {known}, and cannot be written {letter} too")


@dataclass(frozen=True, slots=True)
class Symbol:
    """How a tensor is written (`W`, index 3, gradient or not) and where it lives."""

    base: str
    sub: str = ""
    gradient: bool = False
    address: str = ""
    new: bool = False  # the value after the update, written with a prime
    use: str = ""  # of a parameter that several layers use: the one whose part it is, W₁⁽³⁾


def is_gradient(tree: tuple[Any, ...], symbols: Mapping[str, Symbol]) -> bool:
    """Whether a tree prints as one fraction ∂E/∂…, which a power must not sit on by itself."""
    while tree[0] == "index":
        tree = tree[1]
    return tree[0] == "name" and symbol_of(tree[1], symbols).gradient


def symbol_of(name: str, symbols: Mapping[str, Symbol]) -> Symbol:
    """The bound symbol, or a plain one. `dW` unbound is the gradient of W, `m_next` is m."""
    if name in symbols:
        return symbols[name]
    if len(name) > 1 and name[0] == "d" and name not in GREEK and name != "delta":
        inner = symbol_of(name[1:], symbols)
        return Symbol(inner.base, inner.sub, gradient=True)
    stem = name.removesuffix("_next")
    if stem in WITH_SUB:
        return Symbol(*WITH_SUB[stem])
    numbered = NUMBERED.fullmatch(stem)
    if numbered and stem not in GREEK:
        return Symbol(numbered[1], numbered[2])
    return Symbol(GREEK.get(stem, stem), new=stem != name)
