"""LaTeX and MathML brought to one spelling, to see that what is copied says what is shown."""

import re
from xml.etree import ElementTree

UNICODE = {
    r"{\bar{\sigma}^2}": "σ̄²", r"{\sigma^2}": "σ²", r"\bar{\mu}": "μ̄", r"\hat{m}": "m̂",
    r"\hat{k}": "k̂",
    r"\hat{v}": "v̂", r"\beta_1": "β₁", r"\beta_2": "β₂", r"\alpha": "α", r"\beta": "β",
    r"\gamma": "γ", r"\delta": "δ", r"\varepsilon": "ε", r"\mu": "μ", r"\rho": "ρ",
    r"\sigma": "σ", r"\lambda": "λ", r"\pi": "π", r"\eta": "η", r"\cdot": "·", r"\odot": "⊙",
    r"\leftarrow": "←", r"\left": "", r"\right": "", r"\ge": "≥", r"\le": "≤", r"\ne": "≠",
    r"\infty": "∞",
    r"\in": "∈", r"\partial": "∂", r"\sum": "∑", r"\{": "❴", r"\}": "❵", r"\quad": " ", "-": "−",
    r"\mathsf{T}": "T",
}  # fmt: skip
WORD = re.compile(
    r"\\(?:mathrm|operatorname)\{([^}]*)\}|\\(exp|log|max|min|tanh|sin|cos|tan)(?![A-Za-z])"
)


def from_latex(latex: str) -> str:
    """Without what only says how tall or how far apart signs are."""
    latex = WORD.sub(lambda word: (word[1] or word[2]).replace(r"\_", "_"), latex)
    for macro, sign in UNICODE.items():
        latex = latex.replace(macro, sign)
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
