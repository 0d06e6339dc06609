"""Whole formulas that one which cannot be read may have been meant as, to be taken by one click."""

from collections.abc import Callable

from backstep.engine.symbolic.pieces import Hopeless
from backstep.engine.symbolic.respelled import respelled
from backstep.engine.symbolic.tolerant import rewritten
from backstep.engine.symbolic.vocabulary import MAX_LENGTH


def mends(expression: str, reads: Callable[[str], bool]) -> list[str]:
    """The likeliest first; two where it can be read in two ways, none where nobody can tell."""
    if len(expression) > MAX_LENGTH:
        return []
    found: list[str] = []
    for all_decimal, tight in ((False, False), (False, True), (True, False)):
        if found and all_decimal:
            break
        try:
            formula = rewritten(respelled(expression, all_decimal), tight)
        except Hopeless:
            continue
        if formula not in found and reads(formula):
            found.append(formula)
    return found
