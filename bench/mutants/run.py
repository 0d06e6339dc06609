"""Puts faults into copies of the project, one at a time, and asks the tests."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from queue import Queue

from bench.mutants.mutators import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
NAMED = Path(__file__).with_name("equivalent.txt")


@dataclass(frozen=True)
class Suite:
    """What is broken and who is asked: files, how to copy them, a file's tests, their verdict.

    A fault may make a loop that never ends: tests have so many seconds, and three times as long as
    they take where nothing is broken; that first run has all the time that it needs."""

    files: Callable[[], list[str]]
    copied: Callable[[Path], None]
    tests_of: Callable[[str], list[str]]
    holds: Callable[[Path, list[str], float | None], bool]
    patience: float


def drawn(paths: Iterable[str], sample: int, seed: int) -> list[Mutant]:
    """As many faults as asked for; 0 for all.

    Each has a lot of its own, drawn from the seed and its name, and the lowest are taken: where
    some code changes, those elsewhere stay."""
    every = [m for path in paths for m in mutants_of(path, (ROOT / path).read_bytes())]

    def lot(mutant: Mutant) -> bytes:
        return blake2b(f"{seed} {mutant.name} {mutant.by}".encode()).digest()

    chosen = sorted(every, key=lot)[: sample or None]
    return sorted(chosen, key=lambda mutant: (mutant.path, mutant.start, mutant.by))


def survivors(suite: Suite, mutants: list[Mutant], workers: int) -> Iterator[tuple[Mutant, bool]]:
    """Each fault, and whether it lives."""
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for k in range(workers):
            suite.copied(Path(folder) / str(k))
            copies.put(Path(folder) / str(k))
        asked = list(dict.fromkeys(test for one in mutants for test in suite.tests_of(one.path)))
        began = time.monotonic()
        if not suite.holds(Path(folder) / "0", asked, None):
            raise SystemExit("the tests find something in the code as it is: mend that first")
        patience = max(suite.patience, 3 * (time.monotonic() - began))
        with ThreadPoolExecutor(workers) as pool:
            yield from zip(
                mutants,
                pool.map(lambda one: lives(suite, one, copies, patience), mutants),
                strict=True,
            )


def lives(suite: Suite, mutant: Mutant, copies: Queue[Path], patience: float) -> bool:
    tests = suite.tests_of(mutant.path)
    if not tests:
        return True
    copy = copies.get()
    try:
        with broken(copy / mutant.path, mutant):
            return suite.holds(copy, tests, patience)
    finally:
        copies.put(copy)


@contextmanager
def broken(path: Path, mutant: Mutant) -> Iterator[None]:
    whole = path.read_bytes()
    path.write_bytes(mutant.applied(whole))
    try:
        yield
    finally:
        path.write_bytes(whole)


def equivalent() -> set[str]:
    """Faults that change nothing that can be seen, by name; each stands under its reason."""
    lines = NAMED.read_text(encoding="utf-8").splitlines() if NAMED.exists() else []
    return {line for line in lines if line and not line.startswith("#")}
