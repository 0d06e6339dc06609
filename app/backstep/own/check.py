"""The check of a layer of one's own: each gradient against the derivative of the forward."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from backstep.own.cases import Case, cases, measure
from backstep.own.compare import answered, off, settled
from backstep.own.diagnose import diagnose
from backstep.own.far import far_away
from backstep.own.functions import Functions
from backstep.own.kept import kept_too_long
from backstep.own.kinks import at_kinks
from backstep.own.objects import Object
from backstep.own.subject import Subject
from backstep.own.told import Told
from backstep.own.verdict import Report, Verdict
from backstep.slips.catalogue import BY_NAME

CHANGED_DY = (
    "backward changes dy in place: whoever handed it in may need it as it was. Compute a new "
    "array, or a copy first",
    "backward modifica dy en el lugar: quien lo entregó puede necesitarlo como estaba. Calcule un "
    "arreglo nuevo, o primero una copia",
)
ALLOWED = 6  # calls for each cell that is looked at: three steps to both sides


def check(subject: Subject, asked: tuple[int, ...] | None = None, seed: int = 0) -> Report:
    """Check every gradient at every shape that fits. Raises Told where none does.

    A forward may run by accident at a rank that it is not made for, and an error at a sort of
    target: what is right at one is right. What is wrong everywhere is told of the one where the
    fewest gradients are.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what own code warns of is not what is checked
        best: Sought | None = None
        for fitting in cases(subject, asked, seed):
            if best and not best.misshapen:
                break  # only the numbers are wrong: this is what it is made for
            if best and fitting[0].given.x.ndim == 1:
                break
            sought = Sought(subject, fitting, seed)
            if not sought.wrong:
                return sought.report()
            if best is None or len(sought.wrong) < len(best.wrong):
                best = sought
        assert best is not None
        return best.report()


class Sought:
    """A check at the shapes of one rank: first what is wrong, then why."""

    def __init__(self, subject: Subject, fitting: Sequence[Case], seed: int) -> None:
        self.subject, self.fitting, self.seed = subject, fitting, seed
        if not repeatable(subject, fitting[0]):
            raise Told(
                "the forward gives other numbers each time that it is called: draw with a "
                "generator of a fixed seed, so that it can be repeated",
                "el forward da otros números cada vez que se llama: sortee con un generador de "
                "semilla fija, para que se pueda repetir",
            )
        names = list(dict.fromkeys((*subject.written, *subject.read)))
        began = subject.calls
        for case in fitting:
            measure(subject, case, names, seed)
        cells = sum(len(case.places[n]) for case in fitting for n in names)
        self.verdicts = {n: verdict_on(subject, fitting, n) for n in subject.written}
        self.left = ALLOWED * cells - (subject.calls - began)

    @property
    def wrong(self) -> list[str]:
        return [name for name, (verdict, _) in self.verdicts.items() if not verdict.ok]

    @property
    def misshapen(self) -> bool:
        """Whether a gradient fails, or comes in another shape."""
        found = [f for name in self.wrong for _, f in self.verdicts[name][1]]
        shapes = [c.of(name).shape for name in self.wrong for c, _ in self.verdicts[name][1]]
        return any(getattr(f, "shape", None) != s for f, s in zip(found, shapes, strict=True))

    def look_far(self) -> None:
        """What is right near 0 may be wrong at large numbers, on another piece of a function."""
        began = self.subject.calls
        case = far_away(self.subject, self.fitting, self.seed, began + self.left)
        for name in self.verdicts if case else ():
            verdict, wrong = verdict_on(self.subject, [case] if case else [], name)
            if wrong and isinstance(wrong[0][1], np.ndarray):
                self.verdicts[name] = verdict, wrong
        self.left -= self.subject.calls - began

    def report(self) -> Report:
        subject, fitting, report = self.subject, self.fitting, Report()
        report.shapes = [{n: list(a.shape) for n, a in c.given.arrays.items()} for c in fitting]
        if not self.wrong:
            self.look_far()
        share = self.left / max(1, len(self.wrong))
        for name, (verdict, wrong) in self.verdicts.items():
            if wrong:
                diagnose(subject, name, wrong, verdict, subject.calls + share)
            report.verdicts.append(verdict)
        if not self.wrong:
            kept_too_long(subject, fitting, report)
        report.verdicts += [Verdict(name, True, detail="numeric") for name in subject.missing]
        if isinstance(subject, Functions):
            told_names(subject, report)
        changed(subject, fitting[0], report)
        if all(verdict.ok for verdict in report.verdicts):
            at_kinks(subject, fitting[0], report)
        return report


def repeatable(subject: Subject, case: Case) -> bool:
    again = subject.forward(case.given)["y"]
    return bool(np.array_equal(again, case.tensors["y"], equal_nan=True))


def verdict_on(
    subject: Subject, fitting: Sequence[Case], name: str
) -> tuple[Verdict, list[tuple[Case, Any]]]:
    """One gradient at every shape, and the shapes where it is wrong with what was found."""
    wrong: list[tuple[Case, Any]] = []
    shown: Verdict | None = None
    for case in fitting:
        found = answered(subject, case, name)
        right = settled(subject, case, name, found)
        if shown is None or (not right and shown.ok):
            shown = worst(case, name, found)
            shown.ok = right
        if not right:
            wrong.append((case, found))
            if isinstance(found, Told) and found.final:
                break
    assert shown is not None
    return shown, wrong


def worst(case: Case, name: str, found: Any) -> Verdict:
    """Where a gradient is farthest from right, and both numbers there; of one that is right all
    over, its largest number: what is left is rounding."""
    shape = case.of(name).shape
    verdict = Verdict(name, False, found.shape if isinstance(found, np.ndarray) else None)
    if not isinstance(found, np.ndarray) or found.shape != shape or found.dtype.kind not in "fiub":
        return verdict
    expected = case.expected(name).reshape(-1)
    values = found.reshape(-1)[case.places[name]].astype(float)
    with np.errstate(all="ignore"):
        far = np.where(np.isnan(expected), -1.0, np.abs(values - expected))
    far = np.nan_to_num(far, nan=np.inf)
    if not off(case, name, found).any():
        far = np.abs(np.nan_to_num(expected))
    place = int(np.argmax(far))
    at = np.unravel_index(case.places[name][place], shape)
    verdict.worst_at = [int(i) for i in at]
    verdict.found, verdict.expected = float(values[place]), float(expected[place])
    return verdict


def told_names(subject: Functions, report: Report) -> None:
    """A gradient that stands there under another name is not one that is not written."""
    found = subject.misnamed()
    meant = {slip.meant for slip in found}
    missing = [f"d{name}" for name in subject.missing if f"d{name}" not in meant]
    by_gradient = {verdict.gradient: verdict for verdict in report.verdicts}
    for slip in found:
        verdict = by_gradient.get(slip.meant or "")
        if verdict is None:
            report.notes.append((slip.words(missing), slip.line))
        else:
            verdict.ok, verdict.detail = False, slip.written
            verdict.said, verdict.line = slip.words(missing), slip.line


def changed(subject: Subject, case: Case, report: Report) -> None:
    """Whether the forward changes what it was given; a backward that does so is noted."""
    if isinstance(subject, Object) and subject.sent_changed:
        report.notes.append((CHANGED_DY, subject.line("backward")))
    for name, line in subject.changed_by(case.given):
        slip = BY_NAME["in_place"]
        en, es = (slip.sentence(name, i, gradient="", of=name) for i in (0, 1))
        report.slip = slip.name
        report.said.append(((en, es), line))
