"""A check that is asked for, done, and put into plain data."""

import inspect
from math import isfinite
from typing import Any

import numpy as np

from backstep.own.check import check
from backstep.own.functions import Functions
from backstep.own.limits import heard
from backstep.own.objects import Object
from backstep.own.reading import own_functions
from backstep.own.source import Source, read
from backstep.own.subject import Subject
from backstep.own.told import Told, TooLong, failed
from backstep.own.torch_function import TorchFunction, is_torch_function
from backstep.own.verdict import Report


def asked(request: dict[str, Any]) -> dict[str, Any]:
    """Read the file, check it, and tell all of it; what goes wrong is told too."""
    seed_all()
    with heard() as kept:
        try:
            source = read(request["file"])
            subject = subject_of(source, request["name"], request["target"])
            shape = tuple(request["x"]) if request["x"] else None
            answer = whole(check(subject, shape, request["seed"]))
        except (Exception, TooLong, SystemExit) as error:
            problem = failed(request["file"], request["name"] or request["file"], error)
            answer = {"error": problem.words, "line": problem.line}
    return answer | {"printed": kept.text}


def seed_all() -> None:
    """A generator that is made without a seed is one that can be repeated."""
    made = np.random.default_rng
    np.random.default_rng = lambda seed=None: made(7 if seed is None else seed)


def subject_of(source: Source, name: str, target: bool) -> Subject:
    """The layer that is meant. Raises Told where there is none."""
    if name:
        named = source.namespace.get(name)
        return (
            TorchFunction(source, name)
            if is_torch_function(named)
            else Object(source, name, target)
        )
    if "y" not in own_functions(source):
        found = source.namespace.items()
        classes = [
            n for n, v in found if inspect.isclass(v) and v.__module__ == source.module.__name__
        ]
        offered = ", ".join(f"{source.path}:{n}" for n in classes[:5])
        if classes:
            raise Told(
                f"there is no function y; to check a class, name it: {offered}",
                f"no hay una función y; para comprobar una clase, nómbrela: {offered}",
            )
    return Functions(source)


def whole(report: Report) -> dict[str, Any]:
    """A report as plain data: what --json prints, and what the table needs besides."""
    plain = report.to_dict()
    for gradient in plain["gradients"].values():
        for name in ("found", "expected"):
            gradient[name] = number(gradient[name])
    return {
        "report": plain,
        "told": [
            {"gradient": v.gradient, "said": v.said, "line": v.line}
            for v in report.verdicts
            if v.said
        ],
        "forward": [{"said": words, "line": line} for words, line in report.said],
        "notes": [{"said": words, "line": line} for words, line in report.notes],
        "shapes": report.shapes,
    }


def number(value: float | None) -> float | str | None:
    """As everywhere in the API: what JSON has no number for is a word."""
    if value is None or isfinite(value):
        return value
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
