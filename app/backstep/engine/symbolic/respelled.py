"""A formula as people write it elsewhere, in signs and words that are nearer to those of here.

Only letters and signs are changed; what they say together, `tolerant` finds out.
"""

import re

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
SIGNS = str.maketrans(
    {
        "−": "-", "–": "-", "—": "-", "÷": "/", ":": "/", "∕": "/", "⁄": "/", "·": "*", "×": "*",
        "∙": "*", "⋅": "*", "⊙": "*", "[": "(", "]": ")", "{": "(", "}": ")", "≥": ">=", "≤": "<=",
        "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⌊": " floor(", "⌋": ")", "√": " sqrt ",
        "σ": " sigmoid ", "π": " pi ", "х": "x", '"': "", "'": "", "$": "", "`": "",
    }
)  # fmt: skip
# y = …, f(x) = …, and the sign with which a formula begins in a spreadsheet.
NAMED = re.compile(r"^\s*(?:(?!x\s*=)[^\W\d]\w*\s*(?:\(\s*x\s*\)\s*)?)?=(?!=)", re.IGNORECASE)
MODULE = re.compile(
    r"\b(?:np|numpy|jnp|math|torch|tf|nn|F|functional|sympy)\s*\.\s*(?=[a-z])", re.I
)
FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
MACROS = {
    "left": "", "right": "", "cdot": "*", "times": "*", "lfloor": " floor(", "rfloor": ")",
    "geq": ">=", "ge": ">=", "leq": "<=", "le": "<=", "operatorname": "", "mathrm": "",
}  # fmt: skip
MACRO = re.compile(r"\\([a-zA-Z]+)")
SPACE = re.compile(r"\\[,;:! ]")
PYTHON_CHOICE = re.compile(r"^(.+?)\bif\b(.+?)\belse\b(.+)$")
C_CHOICE = re.compile(r"^(.+?)\?(.+?):(.+)$")
BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d)")
OPERATORS = "+-*/^(,<>="


def respelled(expression: str, all_decimal: bool = False) -> str:
    """Where `all_decimal`, sin(0,5) is sin(0.5); else its comma separates two arguments."""
    text = from_latex(NAMED.sub("", expression))
    text = C_CHOICE.sub(r"where(\1, \2, \3)", PYTHON_CHOICE.sub(r"where(\2, \1, \3)", text))
    text = RAISED.sub(raised, MODULE.sub("", text)).translate(SIGNS)
    return decimals(bars(text), all_decimal)


def from_latex(text: str) -> str:
    if "\\" not in text:
        return text
    text = SPACE.sub(" ", FRACTION.sub(r"((\1)/(\2))", text))
    return MACRO.sub(lambda macro: MACROS.get(macro[1], f" {macro[1]} "), text)


def raised(digits: re.Match[str]) -> str:
    """x² is x^2, and x⁻¹ is x^-1."""
    return "^" + digits[0].translate(SUPERSCRIPTS)


def bars(text: str) -> str:
    """|x| is abs(x): a bar behind an operand closes the one that is open."""
    written, opened, before = "", 0, "("
    for sign in text:
        if sign == "|":
            closes = opened and before not in OPERATORS
            opened += -1 if closes else 1
            sign = ")" if closes else " abs("
        written += sign
        before = sign.strip()[-1:] or before
    return written


def decimals(text: str, all_decimal: bool) -> str:
    """0,5 is 0.5. Where semicolons stand, they separate; where not, commas inside of a call do."""
    if ";" in text or all_decimal:
        return BETWEEN_DIGITS.sub(".", text).replace(";", ",")
    places = [comma.start() for comma in BETWEEN_DIGITS.finditer(text)]
    return "".join("." if k in places and not in_call(text[:k]) else s for k, s in enumerate(text))


def in_call(before: str) -> bool:
    """Whether the innermost parenthesis that is open here belongs to a function."""
    opened = []
    for k, sign in enumerate(before):
        if sign == "(":
            opened.append(before[:k].rstrip()[-1:].isalnum())
        elif sign == ")" and opened:
            opened.pop()
    return bool(opened) and opened[-1]
