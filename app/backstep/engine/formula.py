"""Formulas: written once in a plain notation, printed as LaTeX and as MathML.

    dW[k,j] = Σ[n] dy[n,j] · x[n,k]          the gradient of one weight
    dW = x' · dy                             all of them; ' transposes
    ∂y[n,j]/∂W[k,j] = x[n,k]                 a local derivative
    y = cases(x, x > 0, 0, x ≤ 0)            cases, without words
    y[n,:] = x[n,:] · W + b                  all along an axis: a sample's whole row
    e[n,j] = exp(x[n,j] - max[k] x[n,k])     a maximum, like a sum, says what it runs over
    Σ[h,w, p ≥ h] dy[n,h,w]                  conditions stand behind the letters
    y[n,k] = x[n,h,w]; k = 3 · h + w         behind a semicolon: what a letter stands for
    p_next[…] ← p[…] - lr · dp[…]            a new value; […] is the place of what is computed

A name that a rule reads or writes is bound to a tensor and prints as the page writes it: `dW` of
layer 3 as ∂E/∂W₃, with its address on the symbol. Other names are settings, indices or functions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from backstep.engine.latex import to_latex
from backstep.engine.mathml import to_mathml
from backstep.engine.notation import mentions, parse
from backstep.engine.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula, in both notations."""

    latex: str
    mathml: str

    def to_dict(self) -> dict[str, str]:
        return {"latex": self.latex, "mathml": self.mathml}


def render(source: str, symbols: Mapping[str, Symbol] | None = None) -> Formula:
    """Print a formula. `symbols` binds names to tensors; unbound names print as they stand."""
    bound = symbols or {}
    spoken_of = tuple((name, bound[name]) for name in mentions(source).symbols if name in bound)
    return printed(source, spoken_of)


@lru_cache(maxsize=4096)  # the networks of a lesson differ in their numbers, not in their formulas
def printed(source: str, symbols: tuple[tuple[str, Symbol], ...]) -> Formula:
    tree, bound = parse(source), dict(symbols)
    body = to_mathml(tree, bound)
    math = f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{body}</math>'
    return Formula(re.sub(r"\s+", " ", to_latex(tree, bound)).strip(), math)
