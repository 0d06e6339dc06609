"""What a word means that is not a word of the language: another spelling, or several run together.

sen → sin        ReLU → relu        xsin → x * sin        sigmod → sigmoid
"""

from difflib import get_close_matches
from functools import lru_cache

from backstep.engine.symbolic.vocabulary import CONSTANTS, FUNCTIONS, NAMES

ALIASES = {
    "ln": "log", "sen": "sin", "seno": "sin", "coseno": "cos", "tg": "tan", "tangente": "tan",
    "th": "tanh", "raiz": "sqrt", "raíz": "sqrt", "rcuad": "sqrt", "root": "sqrt", "sgn": "sign",
    "signo": "sign", "heaviside": "step", "escalon": "step", "escalón": "step", "u": "step",
    "piso": "floor", "entero": "floor", "int": "floor", "suelo": "floor", "sigmoide": "sigmoid",
    "logistic": "sigmoid", "logistica": "sigmoid", "logística": "sigmoid", "expit": "sigmoid",
    "si": "where", "if": "where", "ifelse": "where", "iif": "where", "cond": "where",
    "swish": "silu", "lrelu": "leaky_relu", "leakyrelu": "leaky_relu", "rampa": "relu",
    "fabs": "abs", "absolute": "abs", "modulo": "abs", "módulo": "abs", "maximum": "max",
    "fmax": "max", "maximo": "max", "máximo": "max", "minimum": "min", "fmin": "min",
    "minimo": "min", "mínimo": "min", "exponencial": "exp",
}  # fmt: skip

# Functions that the language does not have, by those that it has.
WRITTEN_OUT = {
    "pow": ("{0}^{1}", 2), "power": ("{0}^{1}", 2), "potencia": ("{0}^{1}", 2),
    "square": ("{0}^2", 1), "cube": ("{0}^3", 1), "reciprocal": ("1/{0}", 1),
    "log10": ("log({0})/log(10)", 1), "log2": ("log({0})/log(2)", 1), "exp2": ("2^{0}", 1),
    "log1p": ("log(1 + {0})", 1), "expm1": ("exp({0}) - 1", 1), "relu6": ("min(relu({0}), 6)", 1),
    "sinh": ("(exp({0}) - exp(-{0}))/2", 1), "cosh": ("(exp({0}) + exp(-{0}))/2", 1),
    "sec": ("1/cos({0})", 1), "csc": ("1/sin({0})", 1), "cot": ("1/tan({0})", 1),
    "softsign": ("{0}/(1 + abs({0}))", 1), "mish": ("{0}*tanh(softplus({0}))", 1),
    "ceil": ("-floor(-{0})", 1), "clip": ("max({1}, min({0}, {2}))", 3),
    "clamp": ("max({1}, min({0}, {2}))", 3), "hardtanh": ("max(-1, min({0}, 1))", 1),
}  # fmt: skip
VALUES = ("x", *CONSTANTS)
LONGEST = max(map(len, (*NAMES, *ALIASES, *WRITTEN_OUT)))
ALIKE = 0.8  # how much of a mistyped word must be right


@lru_cache(maxsize=1024)
def meant(word: str) -> tuple[str, ...] | None:
    """The words and numbers that one typed word stands for; None where that cannot be told."""
    known = spelled(word)
    if known:
        return (known,)
    pieces = run_together(word)
    if pieces:
        return pieces
    alike = [name for name in FUNCTIONS if name[0] == word[0].lower()]  # atan is not tan
    close = get_close_matches(word.lower(), alike, 1, ALIKE)
    return (close[0],) if close and len(word) > 2 else None


def spelled(word: str) -> str | None:
    """A word of the language, or one that is written out in it, however it is spelled."""
    lower = word.lower()
    if word in NAMES:
        return word
    if lower in NAMES or lower in WRITTEN_OUT:
        return lower
    return ALIASES.get(lower)


def run_together(word: str) -> tuple[str, ...] | None:
    """xsin is x and sin; sin2x is sin, 2 and x. Behind x or pi a number would mean nothing."""
    ways: list[tuple[str, ...] | None] = [()]  # of each end of the word, the shortest first
    for start in range(len(word) - 1, -1, -1):
        found = None
        for length in range(min(len(word) - start, LONGEST), 0, -1):
            first, after = piece(word[start : start + length]), ways[len(word) - start - length]
            if (
                first is None
                or after is None
                or (first in VALUES and after[:1] and is_digits(after[0]))
            ):
                continue
            found = (first, *after)
            break
        ways.append(found)
    return ways[-1]


def piece(text: str) -> str | None:
    """A word or a number, as a part of a longer word; single letters are only x and e."""
    if is_digits(text):
        return text
    return spelled(text) if len(text) > 1 or text.lower() in ("x", "e") else None


def is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
