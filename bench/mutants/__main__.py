"""Breaks the code on purpose and counts the faults that no test finds."""

import argparse
import os
import time
from collections import Counter

from bench.mutants import page, wings
from bench.mutants.named import equivalent, stale
from bench.mutants.run import Suite, drawn, survivors


def of(part: dict[str, list[str]]) -> Suite:
    return Suite(
        lambda: wings.files(part), wings.copied, wings.tests_of, wings.holds, wings.PATIENCE
    )


SUITES = {
    "page": Suite(page.files, page.copied, page.tests_of, page.holds, page.PATIENCE),
    "wings": of(wings.WINGS),
    "engine": of(wings.ENGINE),
    "store": of(wings.STORE),
}
BAR = 0.10  # of the faults may live


def main() -> int:
    asked = arguments()
    os.nice(asked.nice)
    suite = SUITES[asked.suite]
    paths = [path for path in suite.files() if asked.only in path]
    mutants = drawn(paths, asked.sample, asked.seed, asked.each)
    began, named, gone = time.monotonic(), equivalent(), stale()
    alive: list[str] = []
    lively: Counter[str] = Counter()
    for mutant, lives in survivors(suite, mutants, asked.workers):
        if lives:
            lively[mutant.path] += 1
            alive.append(mutant.name)
            same = mutant.name in named
            print(f"{'same ' if same else 'ALIVE'} {mutant.line:4} {mutant.name}", flush=True)
    for name in gone:
        print(f"stale      {name}: no such fault any more")
    of_file = Counter(mutant.path for mutant in mutants)
    for path, count in lively.most_common():
        print(f"{count:4} of {of_file[path]:3} {path}")
    share, took = len(alive) / max(1, len(mutants)), time.monotonic() - began
    known = sum(name in named for name in alive)
    print(
        f"{asked.suite}: {len(mutants)} faults (seed {asked.seed}) in {took:.0f} s; "
        f"{len(alive)} live ({share:.1%}), {known} of them named as equivalent"
    )
    return 0 if share <= BAR and known == len(alive) and not gone else 1


def arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    reader.add_argument("suite", choices=sorted(SUITES))
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--sample", type=int, default=400, help="how many faults; 0 for all")
    reader.add_argument("--each", type=int, default=0, help="how many of each file instead")
    reader.add_argument("--only", default="", help="a part of the files' names")
    reader.add_argument("--nice", type=int, default=10, help="how far it gives way to others")
    reader.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return reader.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
