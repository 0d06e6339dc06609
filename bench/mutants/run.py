"""Puts faults into copies of the project, one at a time, and asks the tests."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from queue import Queue

from bench.mutants.mutators import Mutant, mutants_of

ROOT = Path(__file__).parents[2]


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


def drawn(paths: Iterable[str], sample: int, seed: int, each: int = 0) -> list[Mutant]:
    """As many faults as asked for, of all files together or of each of them; 0 for all.

    Each has a lot of its own, drawn from the seed and its name, and the lowest are taken: where
    some code changes, those elsewhere stay."""

    def lot(mutant: Mutant) -> bytes:
        return blake2b(f"{seed} {mutant.name} {mutant.by}".encode()).digest()

    faults = [sorted(faults_of(path), key=lot)[: each or None] for path in paths]
    chosen = sorted(chain(*faults), key=lot)[: None if each else sample or None]
    return sorted(chosen, key=lambda mutant: (mutant.path, mutant.start, mutant.by))


def faults_of(path: str) -> list[Mutant]:
    return mutants_of(path, (ROOT / path).read_bytes())


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
