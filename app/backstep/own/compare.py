"""What own code gives for a gradient, held against what it should be."""

from typing import Any

import numpy as np

from backstep.own.cases import Case, moved
from backstep.own.derivative import refine
from backstep.own.subject import Array, Subject
from backstep.own.told import Told
from backstep.slips.evidence import ABSOLUTE, RELATIVE


def answered(subject: Subject, case: Case, name: str) -> Array | Told:
    """What own code gives for a gradient, as an array; or why it gives none."""
    try:
        value = subject.backward(name, case.given, case.tensors, case.gradients())
        return np.asarray(value) if value is not None else nothing(subject, name)
    except Told as problem:
        return problem
    except ValueError as problem:  # rows of different lengths are no array
        return Told(f"d{name} is no array: {problem}", f"d{name} no es un arreglo: {problem}")


def nothing(subject: Subject, name: str) -> Told:
    return Told(
        f"d{name} returns nothing: is a return missing?",
        f"d{name} no devuelve nada: ¿falta un return?",
        subject.line(name),
    )


def is_right(case: Case, name: str, found: Any) -> bool:
    if not isinstance(found, np.ndarray) or found.shape != case.of(name).shape:
        return False
    if found.dtype.kind not in "fiub" or (found.dtype.kind == "f" and found.dtype.itemsize < 8):
        return False
    return not bool(np.any(off(case, name, found)))


def settled(subject: Subject, case: Case, name: str, found: Any) -> bool:
    """Whether a gradient is right; where it does not seem so, other steps are tried first."""
    if is_right(case, name, found):
        return True
    if isinstance(found, np.ndarray) and found.shape == case.of(name).shape:
        if found.dtype.kind in "fiub":
            columns = np.flatnonzero(off(case, name, found))
            at, places = np.asarray(case.of(name), dtype=float), case.places[name]
            forward = moved(subject, case, name)
            if len(columns):
                refine(forward, at, places, case.jacobians[name], columns)
    return is_right(case, name, found)


def off(case: Case, name: str, found: Array) -> Array:
    """Which of the numbers that were looked at are wrong; the others, and those at a kink, not."""
    expected = case.expected(name).reshape(-1)
    values = found.reshape(-1)[case.places[name]].astype(float)
    largest = float(np.nanmax(np.abs(expected), initial=0.0))
    with np.errstate(all="ignore"):
        slack = RELATIVE * np.abs(expected) + ABSOLUTE * largest + case.noise
        near = np.abs(values - expected) <= slack
    return ~near & ~np.isnan(expected)
