"""How the heads of an attention are spoken of, in sentences and in formulas."""

from collections.abc import Callable

from backstep.engine.kind import Shape


def in_heads(one: str, several: str) -> Callable[..., str]:
    """What is said of one head, or of several."""
    return lambda heads: one if heads == 1 else several


def hiding(sentence: str, more: str) -> Callable[..., str]:
    """A sentence, and what more is said where later places are hidden."""
    return lambda causal: f"{sentence} {more}" if causal else sentence


def written(formula: str) -> Callable[..., str]:
    """A formula that speaks of the columns `j` of a head: `own` sums over them, `whose` and
    `where` say which head a column has, and which columns a head; `mine` is 1 for a column of the
    head h, else 0; `seen` is 1 for a score that a place may look at, else 0, and what stands
    between `opened` and `closed` is −∞ for any other; `root` divides."""

    def text(q_shape: Shape, heads: int, causal: bool) -> str:
        d = q_shape[2] // heads
        root, seen = f"1/sqrt({d}) · " * (d > 1), " · [r ≤ i]" * causal
        if heads == 1:
            told = {"own": "Σ[j] ", "whose": "; h = 0", "where": "", "mine": ""}
        elif d == 1:
            of, j = "h = j", "j = h"
            told = {"own": "", "whose": f"; {of}", "where": f"; {j}"}
        else:
            of, j = f"h = floor(j/{d})", f"j = {d} · h + c"
            told = {"own": f"Σ[0 ≤ c < {d}] ", "whose": f"; {of}", "where": f"; {j}"}
        if heads > 1:
            told["mine"] = f" · [{of}]"
        told |= {"opened": "cases(" * causal, "closed": ", r ≤ i, -∞, r > i)" * causal}
        return formula.format(root=root, seen=seen, **told)

    return text
