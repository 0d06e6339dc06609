"""LaTeX and MathML brought to one spelling, to see that what is copied says what is shown."""

import re
import unicodedata
from xml.etree import ElementTree

UNICODE = {
    r"\varepsilon": "ε", r"\lambda": "λ", r"\cdot": "·", r"\odot": "⊙",
    r"\leftarrow": "←", r"\left": "", r"\right": "", r"\ge": "≥", r"\le": "≤", r"\ne": "≠",
    r"\infty": "∞",
    r"\in": "∈", r"\partial": "∂", r"\sum": "∑", r"\{": "❴", r"\}": "❵", r"\quad": " ", "-": "−",
    r"\mathsf{T}": "T",
}  # fmt: skip
GREEK = {chr(code) for code in range(ord("α"), ord("ω") + 1)} - {"ς"}
NAMED = {"\\" + unicodedata.name(letter).split()[-1].lower(): letter for letter in GREEK}
ACCENTS = {"hat": "\u0302", "bar": "\u0304"}
DIGITS = "₀₁₂₃₄₅₆₇₈₉"
WORD = re.compile(
    r"\\(?:mathrm|operatorname)\{([^}]*)\}|\\(exp|log|max|min|tanh|sin|cos|tan)(?![A-Za-z])"
)


def from_latex(latex: str) -> str:
    """Without what only says how tall or how far apart signs are."""
    latex = WORD.sub(lambda word: (word[1] or word[2]).replace(r"\_", "_"), latex)
    for macro, sign in UNICODE.items():
        latex = latex.replace(macro, sign)
    latex = re.sub(r"\\[a-z]+", lambda name: NAMED.get(name[0], name[0]), latex)
    latex = re.sub(r"\\(hat|bar)\{(.)\}", lambda over: over[2] + ACCENTS[over[1]], latex)
    latex = re.sub(r"(\w)_(\d)", lambda index: index[1] + DIGITS[int(index[2])], latex)
    latex = re.sub("\\{(.[\u0302\u0304]?)\\^2\\}", r"\1²", latex)
    return latex.replace(" ", "")


def from_mathml(mathml: str) -> str:
    return spelled(ElementTree.fromstring(mathml)).replace(" ", "")


def spelled(element: ElementTree.Element) -> str:
    """An element as LaTeX would have it."""
    tag = element.tag.rpartition("}")[2]
    inner = [spelled(child) for child in element]
    match tag:
        case "mfrac":
            return rf"\frac{{{inner[0]}}}{{{inner[1]}}}"
        case "msup":
            return f"{inner[0]}'" if inner[1] == "′" else f"{{{inner[0]}}}^{{{inner[1]}}}"
        case "msub":
            return f"{inner[0]}_{{{inner[1]}}}"
        case "msubsup":
            symbol = f"{inner[0]}_{{{inner[1]}}}"
            return f"{symbol}'" if inner[2] == "′" else f"{{{symbol}}}^{{{inner[2]}}}"
        case "munder":
            return f"{inner[0]}_{{{inner[1]}}}"
        case "msqrt":
            return rf"\sqrt{{{''.join(inner)}}}"
        case "mtable":
            lines = r"\\".join(inner)
            return lines if "&" in lines else rf"\substack{{{lines}}}"
        case "mtr":
            return "&".join(inner)
    text = "".join([element.text or "", *inner]) if not inner else "".join(inner)
    if text.startswith("{") and tag == "mrow" and "&" in text:
        return rf"\begin{{cases}}{text[1:]}\end{{cases}}"
    return (
        {"{": "❴", "}": "❵"}.get(text, text) if tag == "mo" and not opens_cases(element) else text
    )


def opens_cases(element: ElementTree.Element) -> bool:
    return element.get("stretchy") == "true"
