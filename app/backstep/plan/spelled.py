"""A setting as a sentence says it: all of its digits, and a minus sign that is one."""

from typing import Any

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def spelled(value: Any) -> str:
    """The shortest decimal that names a number: 1234567.891, −2, 1.5·10⁻⁷."""
    if isinstance(value, str):
        return value
    digits, _, exponent = repr(float(value)).partition("e")
    digits = digits.removesuffix(".0").replace("-", "−")
    return f"{digits}·10{str(int(exponent)).translate(SUPERSCRIPTS)}" if exponent else digits
