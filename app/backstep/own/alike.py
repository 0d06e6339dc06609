"""Which name is meant by one that is nearly it: another case, an underscore, a letter."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

BEFORE = re.compile(r"^(?:grad(?:ient)?|backward|deriv(?:ative)?|d)_?", re.I)
NEAR = 0.75  # how alike longer names are, from 0 to 1


def alike(name: str, known: Iterable[str]) -> str | None:
    """Which of these is meant: the same but for case and underscores, or one that is close."""
    offered = list(known)
    for form in (str, str.casefold, plain, bare):
        same = [one for one in offered if form(one) == form(name)]
        if len(same) == 1:
            return same[0]
    long = [one for one in offered if len(one) > 3]
    return next(iter(get_close_matches(name, long, 1, NEAR)), None)


def plain(name: str) -> str:
    return name.replace("_", "").casefold()


def bare(name: str) -> str:
    """What a gradient is of: grad_W, dLdW, dE_dW and backward_w are all about w."""
    after = re.sub(r"^d[A-Za-z]?_?(?=d)", "", name)
    return plain(BEFORE.sub("", after, count=1))
