"""Prints a formula as LaTeX, to be copied into a text."""

import re
import unicodedata
from collections.abc import Mapping

from backstep.engine.notation import Tree, under_lines
from backstep.engine.symbols import FUNCTIONS, Symbol, is_gradient, symbol_of

# A letter, what sits on it, its index and its power: m̂, β₁, σ̄².
LETTER = re.compile("(.)([\u0302\u0304]?)([₀-₉]*)(²?)")
ON_TOP = {"\u0302": r"\hat", "\u0304": r"\bar"}
DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
GREEK_LATEX = {"ε": r"\varepsilon", "λ": r"\lambda", "φ": r"\varphi", "∞": r"\infty"}
OPERATORS_LATEX = {
    "·": r" \cdot ", "⊙": r" \odot ", "←": r" \leftarrow ", "≥": r" \ge ", "≤": r" \le ",
    "≠": r" \ne ", "−": " - ", "∈": r" \in ", "→": r" \to ", "…": r" \dots ", "~": r" \sim ",
    "∂": r"\partial ", "⋯": r" \cdots ",
}  # fmt: skip
BIG_LATEX = {"∑": r"\sum", "max": r"\max", "min": r"\min"}


def to_latex(tree: Tree, symbols: Mapping[str, Symbol]) -> str:
    what, *parts = tree

    def go(t: Tree) -> str:
        return to_latex(t, symbols)

    def listed(items: list[Tree]) -> str:
        return ", ".join(go(item) for item in items)

    match what:
        case "num":
            return str(parts[0])
        case "op":
            return OPERATORS_LATEX.get(parts[0], f" {parts[0]} ")
        case "name":
            return latex_symbol(symbol_of(parts[0], symbols))
        case "row":
            return "".join(map(go, parts))
        case "frac":
            return rf"\frac{{{go(parts[0])}}}{{{go(parts[1])}}}"
        case "sup":
            base = go(parts[0])
            if is_gradient(parts[0], symbols):
                base = rf"\left({base}\right)"
            return f"{{{base}}}^{{{go(parts[1])}}}"
        case "T":
            return f"{{{go(parts[0])}}}^{{\\mathsf{{T}}}}"
        case "index":
            if parts[0][0] == "name":
                return latex_symbol(symbol_of(parts[0][1], symbols), f"[{listed(parts[1])}]")
            return f"{go(parts[0])}[{listed(parts[1])}]"
        case "big":
            return rf"{BIG_LATEX[parts[0]]}_{{{latex_under([go(t) for t in parts[1]], parts[1])}}} "
        case "clauses":
            return r",\quad ".join(go(clause) for clause in parts[0])
        case "paren":
            return rf"\left({listed(parts[0])}\right)"
        case "bracket":
            return rf"\left[{listed(parts[0])}\right]"
        case "abs":
            return rf"\left|{go(parts[0])}\right|"
        case "sqrt":
            return rf"\sqrt{{{listed(parts[0])}}}"
        case "hat":
            return rf"\hat{{{listed(parts[0])}}}"
        case "set":
            return rf"\left\{{{listed(parts[0])}\right\}}"
        case "cases":
            return latex_cases([go(item) for item in parts[0]])
        case "call":
            return rf"{latex_function(parts[0])}\left({listed(parts[1])}\right)"
    raise AssertionError(what)


def latex_function(name: str) -> str:
    if name in ("exp", "log", "max", "min", "tanh", "sin", "cos", "tan"):
        return f"\\{name}"
    return rf"\operatorname{{{name}}}" if name in FUNCTIONS else latex_symbol(symbol_of(name, {}))


def latex_under(printed: list[str], items: list[Tree]) -> str:
    """Letters in one line, and each condition in a line of its own."""
    lines = under_lines(printed, items, ", ")
    return lines[0] if len(lines) == 1 else r"\substack{" + r" \\ ".join(lines) + "}"


def latex_cases(items: list[str]) -> str:
    rows = r" \\ ".join(f"{v} & {c}" for v, c in zip(items[::2], items[1::2], strict=True))
    return rf"\begin{{cases}}{rows}\end{{cases}}"


def latex_letter(written: str) -> str:
    """`α` is \\alpha and `β₁` \\beta_1; a word stands upright."""
    found = LETTER.fullmatch(unicodedata.normalize("NFD", written))
    if found is None:
        return rf"\mathrm{{{written}}}".replace("_", r"\_")
    letter, accent, digits, square = found.groups()
    base = latex_greek(letter)
    base = f"{ON_TOP[accent]}{{{base}}}" if accent else base
    if digits:
        index = digits.translate(DIGITS)
        base += f"_{index}" if len(index) == 1 else f"_{{{index}}}"
    return f"{{{base}^2}}" if square else base


def latex_greek(letter: str) -> str:
    """A Greek letter by the name that Unicode gives it; any other as it stands."""
    name = unicodedata.name(letter, "").split()
    if letter in GREEK_LATEX or name[:1] != ["GREEK"]:
        return GREEK_LATEX.get(letter, letter)
    return "\\" + (name[-1].title() if name[1] == "CAPITAL" else name[-1].lower())


def latex_symbol(symbol: Symbol, index: str = "") -> str:
    base = latex_letter(symbol.base)
    sub = (
        rf"\mathrm{{{symbol.sub}}}" if symbol.sub.isalpha() and len(symbol.sub) > 1 else symbol.sub
    )
    base = f"{{{base}}}" if sub and "_" in base else base  # which has an index already
    core = f"{base}_{{{sub}}}" if sub else base
    core += "'" if symbol.new else ""
    core = f"{{{core}}}^{{({symbol.use})}}" if symbol.use else core
    if symbol.gradient:
        return rf"\frac{{\partial E}}{{\partial {core}{index}}}"
    return core + index
