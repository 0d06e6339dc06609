"""The faults that change nothing that can be seen: `equivalent.txt`, each under its reason."""

from pathlib import Path

from bench.mutants.run import ROOT, faults_of

NAMED = Path(__file__).with_name("equivalent.txt")


def by_reason() -> dict[str, list[str]]:
    """The names of faults under each reason; what stands there before a reason is under none."""
    found: dict[str, list[str]] = {}
    reason = ""
    for line in NAMED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason = line.removeprefix("#").strip()
            found.setdefault(reason, [])
        elif line:
            found.setdefault(reason, []).append(line)
    return found


def equivalent() -> set[str]:
    """Their names, as `Mutant.name` has them."""
    return {name for names in by_reason().values() for name in names}


def stale() -> list[str]:
    """Names of no fault: their lines have changed, or have gone."""
    named = equivalent()
    files = {path for name in named if (ROOT / (path := name.partition(": ")[0])).is_file()}
    known = {mutant.name for path in files for mutant in faults_of(path)}
    return sorted(named - known)
