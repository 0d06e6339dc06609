"""Why a gradient is wrong: the slip that makes of what is right what was found."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from backstep.languages import Words
from backstep.own.cases import Case
from backstep.own.compare import off
from backstep.own.subject import Array, Subject
from backstep.own.told import Told
from backstep.own.trial import Trial, Tried
from backstep.own.trying import trials
from backstep.own.verdict import Verdict
from backstep.slips.catalogue import BY_NAME, all_explaining
from backstep.slips.evidence import Evidence
from backstep.slips.slip import Slip


def diagnose(
    subject: Subject, name: str, wrong: Sequence[tuple[Case, Any]], verdict: Verdict, limit: float
) -> None:
    """Fill in slip, detail, line and sentence."""
    evidence = [e for e in (seen(case, name, found) for case, found in wrong) if e is not None]
    problem = next((found for _, found in wrong if isinstance(found, Told)), None)
    slips = all_explaining(evidence) if len(evidence) == len(wrong) else []
    verdict.line = problem.line if problem else None
    for slip, detail in slips:
        if slip.name != "shape":
            tell(verdict, slip, detail or None)
            verdict.line = verdict.line or line_of(subject, name)
            return
    final = problem is not None and problem.final
    tried = None if final else fixing(Trial(subject, name, tuple(wrong), limit))
    if tried is not None:
        tell(verdict, BY_NAME[tried.slip], tried.detail)
        verdict.line = tried.line or line_of(subject, name)
    elif problem is not None:
        verdict.said = problem.words
        verdict.slip = "shape" if about_shapes(problem) else None
        verdict.detail = problem.words[0]
    elif any(slip.name == "shape" for slip, _ in slips):
        tell(verdict, BY_NAME["shape"], shapes_of(wrong, name))
        verdict.line = verdict.line or line_of(subject, name)
    else:
        verdict.said = which(wrong[0][0], name, wrong[0][1])
        verdict.detail = verdict.said[0]
        verdict.line = line_of(subject, name)


def fixing(trial: Trial) -> Tried | None:
    return next(trials(trial), None)


def seen(case: Case, name: str, found: Any) -> Evidence | None:
    """What catalogue can compare: whole arrays, or of a large one the numbers looked at."""
    if not isinstance(found, np.ndarray) or found.dtype.kind not in "fiubc":
        return None
    if case.whole(name):
        return case.evidence(name, found)
    if found.size != case.of(name).size:
        return None
    return case.evidence(name, found.reshape(-1)[case.places[name]])


def tell(verdict: Verdict, slip: Slip, detail: str | None) -> None:
    verdict.slip, verdict.detail = slip.name, detail
    en, es = (slip.sentence(detail, i, gradient=verdict.gradient, of=verdict.name) for i in (0, 1))
    verdict.said = (en, es)


def line_of(subject: Subject, name: str) -> int | None:
    """Where a gradient is computed: the return of its function, or its class's backward."""
    return subject.line(name)


def about_shapes(problem: Told) -> bool:
    said = problem.words[0]
    return any(word in said for word in ("shape", "broadcast", "dimension", "mismatch", "aligned"))


def shapes_of(wrong: Sequence[tuple[Case, Any]], name: str) -> str:
    case, found = wrong[0]
    return f"{tuple(found.shape)} ≠ {case.of(name).shape}"


def which(case: Case, name: str, found: Array) -> Words:
    """Which cells are right, where no slip has a name."""
    if not isinstance(found, np.ndarray) or found.dtype.kind not in "fiub":
        said = getattr(found, "dtype", type(found).__name__)
        return (f"d{name} is no array of numbers ({said})", f"d{name} no es numérico ({said})")
    bad = off(case, name, found)
    count, size = int(bad.sum()), bad.size
    if found.size and not np.isfinite(found.astype(float)).all():
        return (
            f"d{name} holds NaN or infinity in {count} of {size} numbers",
            f"d{name} tiene NaN o infinito en {count} de {size} números",
        )
    if count == size:
        return (
            f"all {size} numbers of d{name} are wrong, and no usual slip explains them",
            f"los {size} números de d{name} están mal, y ningún descuido habitual los explica",
        )
    piece = where(case, name, bad)
    if piece is not None:
        return (
            f"{count} of {size} numbers of d{name} are wrong: those where {name} is {piece[0]}; "
            "the others are right",
            f"{count} de {size} números de d{name} están mal: aquellos donde {name} está "
            f"{piece[1]}; los demás están bien",
        )
    places = [
        "[" + ",".join(map(str, np.unravel_index(case.places[name][k], case.of(name).shape))) + "]"
        for k in np.flatnonzero(bad)[:6]
    ]
    shown = " ".join(places) + (" …" if count > 6 else "")
    return (
        f"{count} of {size} numbers of d{name} are wrong ({shown}), the others right",
        f"{count} de {size} números de d{name} están mal ({shown}), los demás bien",
    )


def where(case: Case, name: str, bad: Array) -> Words | None:
    """The side of a number on which a gradient is wrong: a function of several pieces."""
    values = case.of(name).reshape(-1)[case.places[name]]
    known = ~np.isnan(case.expected(name).reshape(-1))
    for array, sides in (
        (values, ("above", "por encima")),
        (-values, ("below", "por debajo")),
    ):
        least, most = np.min(array[bad]), np.max(array[known & ~bad], initial=-np.inf)
        if least > most:
            if least >= 0 >= most:
                return f"{sides[0]} 0", f"{sides[1]} de 0"
            split = abs((least + most) / 2) * np.sign(values[bad][0])
            return f"{sides[0]} about {split:.2g}", f"{sides[1]} de {split:.2g}, más o menos"
    return None
