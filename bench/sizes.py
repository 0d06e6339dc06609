"""How much many students need, and what gives out first: `python -m bench.sizes` writes that part
of docs/deploy.md from bench/sizes.json; `--measure` writes that file anew before, here and now.

What is assumed stands in capitals below, what was measured in `Figures`, and how one follows from
the other in the functions: a class that works otherwise changes a line.
"""

import json
import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from math import ceil
from pathlib import Path
from textwrap import fill

from backstep.settings import Settings

RECORDED = Path(__file__).with_suffix(".json")
GUIDE = Path(__file__).parents[1] / "docs" / "deploy.md"
BEGINS, ENDS = "<!-- written by python -m bench.sizes -->\n", "<!-- to here -->\n"
MINUTES = 40  # of a session
SESSIONS, IN_A_WEEK = 32, 2  # in a term, which is about as long as a store keeps (90 days)
CLASS = 30
AT_ONCE = 0.1  # of all who are enrolled, in the busiest minute; of a class everybody
USED = 0.7  # of what could be done: more, and those who wait notice
REDIS_GB, LINE_GBIT = 64, 1  # of one Redis's machine; of the line in front of the servers
TAPES_MB = Settings.model_fields["tape_bytes"].default / 2**20
KEPT_GB = Settings.model_fields["retention_bytes"].default / 2**30
CORE, SQLITE = "one Redis's core", "SQLite's file, one write after another"
WEEK, TERM = (f"{REDIS_GB} GB of one Redis, a {time} kept" for time in ("week", "term"))
KEPT = f"the {KEPT_GB:g} GB that a store keeps unless told otherwise, a term"
# What a student does in a session: how often, and what it is called.
SESSION = {
    "open": (1, "the page opened, two networks made"),
    "step": (800, "a step: where its number came from"),
    "change": (40, "a weight typed over, two iterations"),
    "train": (20, "2,000 iterations of the spiral, drawn as it learns"),
}


@dataclass(frozen=True)
class Act:
    """What one takes: milliseconds of a core of the server and of Redis, writes, kilobytes sent,
    and those that it leaves in SQLite and in Redis."""

    core: float
    redis_core: float
    writes: float
    sent: float
    sqlite: float
    redis: float


@dataclass(frozen=True)
class Figures:
    """What was measured: each act; milliseconds of one SQLite write, on the disk; megabytes of a
    server, and of each student more; and the milliseconds within which 50 and 99 % of all answers
    came with as many students as one core serves (`watched`), and how often it said 429 in 40 s;
    on which machine, and the load of others on it just before.
    """

    acts: dict[str, Act]
    sqlite_write: float
    server: float
    student: float
    watched: int = 0
    p50: float = 0.0
    p99: float = 0.0
    turned_away: int = 0
    machine: str = ""
    load: float = 0.0

    def session(self, what: str) -> float:
        """Of a student."""
        return sum(times * getattr(self.acts[act], what) for act, (times, _) in SESSION.items())

    def at_once(self, what: str) -> int:
        """Students that one thing serves which so many milliseconds of a session are taken of."""
        return int(USED * MINUTES * 60_000 / self.session(what))

    @property
    def a_core(self) -> int:
        return self.at_once("core")


def section(found: Figures) -> str:
    """What docs/deploy.md shows: where the tables come from, they themselves, and what follows."""
    source = (
        f"Measured on {found.machine}, with a load of {found.load:.1f} from other programs: "
        f"{found.watched} students on one core had half of their answers within {found.p50:.0f} ms "
        f"and 99 % within {found.p99:,.0f} ms; {found.turned_away} were told to try again later."
    )
    tables = ("\n".join(rows(found)) for rows in (a_session, sizes, limits))
    follows = "\n".join(lines(f"- {line}") for line in ends(found))
    parts = (lines(source), *tables, "What gives out first, then:", follows)
    return "\n\n".join(parts) + "\n"


def lines(text: str) -> str:
    return fill(text, 120, subsequent_indent="  " * text.startswith("- "), break_on_hyphens=False)


def ends(found: Figures) -> Iterator[str]:
    """What gives out first, in words, with every number computed."""
    many, most = 10_000, 1_000_000
    can = carried(found)
    yield (
        f"**A class** fits a laptop. A term of {rounded(can[KEPT])} students fills the "
        f"{KEPT_GB:g} GB that a store keeps: from then on the oldest goes, and is computed again "
        "when it is asked for; `--retention-bytes` keeps more."
    )
    yield (
        f"**{many:,} students** need {ceil(many * AT_ONCE / found.a_core)} cores. One machine's "
        f"SQLite takes the writes of {rounded(can[SQLITE])}, and a term of theirs in Redis is "
        f"{rounded(many / can[TERM])} times one machine's memory. So: servers on two machines "
        "behind nginx, one Redis, and `--retention-days=7`: a week of up to "
        f"{rounded(can[WEEK])} students in its memory, the rest computed again."
    )
    yield (
        f"**{most:,} students** are more than one Redis can hold or write, and backstep does not "
        f"divide a store among several. They are {redis_servers(found, most):,} installations, "
        "a school or a region each, by its own name: a checkpoint's id is its cause, so the same "
        "network has the same id everywhere, and a `.backstep.json` file leads to the same "
        "checkpoint at another of them."
    )


def redis_servers(found: Figures, students: int) -> int:
    return ceil(max(students / carried(found)[one] for one in (WEEK, CORE)))


def a_session(found: Figures) -> Iterator[str]:
    yield f"| in a session of {MINUTES} minutes | times | of a core | in SQLite | in Redis |"
    yield "|---|---|---|---|---|"
    for act, (times, name) in SESSION.items():
        one = found.acts[act]
        yield f"| {name} | {times} | {one.core:.1f} ms | {one.sqlite:.1f} kB | {one.redis:.1f} kB |"
    core, sqlite, redis = (found.session(what) for what in ("core", "sqlite", "redis"))
    yield f"| **all of it** | | **{core / 1000:.1f} s** | **{kept(sqlite)}** | **{kept(redis)}** |"


def sizes(found: Figures) -> Iterator[str]:
    yield "| students | at once | cores | memory | a term: SQLite | Redis | a week in it | Redis |"
    yield "|---|---|---|---|---|---|---|---|"
    for students in (CLASS, 10_000, 1_000_000):
        once = students if students == CLASS else ceil(students * AT_ONCE)
        cores = ceil(once / found.a_core)
        memory = cores * found.server + min(once * found.student, cores * TAPES_MB)
        sqlite, redis = (students * found.session(what) for what in ("sqlite", "redis"))
        stores = (sqlite * SESSIONS, redis * SESSIONS, redis * IN_A_WEEK)
        shown = [*map(kept, (1000 * memory, *stores)), f"{redis_servers(found, students):,}"]
        yield f"| {students:,} | {once:,} | {cores:,} | {' | '.join(shown)} |"


def limits(found: Figures) -> Iterator[str]:
    yield "| what all share | students that it carries |"
    yield "|---|---|"
    for name, students in sorted(carried(found).items(), key=lambda item: item[1]):
        yield f"| {name} | {rounded(students)} |"


def carried(found: Figures) -> dict[str, float]:
    """How many students, enrolled, each single thing carries."""
    session = USED * MINUTES * 60_000
    redis = REDIS_GB * 1e6 / found.session("redis")
    return {
        KEPT: (KEPT_GB * 2**30 / 1000 / found.session("sqlite") / SESSIONS),
        SQLITE: (session / (found.session("writes") * found.sqlite_write) / AT_ONCE),
        CORE: session / found.session("redis_core") / AT_ONCE,
        TERM: redis / SESSIONS,
        WEEK: redis / IN_A_WEEK,
        f"a line of {LINE_GBIT} Gbit/s": session
        * LINE_GBIT
        * 125
        / found.session("sent")
        / AT_ONCE,
    }


def rounded(count: float) -> str:
    """Two figures: more of them nobody can know."""
    return f"{float(f'{count:.1e}'):,.0f}"


def kept(size: float) -> str:
    """Kilobytes, to two figures."""
    for unit in ("kB", "MB", "GB"):
        if size < 995:  # which would be rounded to the next unit's first
            return f"{float(f'{size:.1e}'):g} {unit}"
        size /= 1000
    return f"{float(f'{size:.1e}'):g} TB"


def recorded() -> Figures:
    told = json.loads(RECORDED.read_text(encoding="utf-8"))
    return Figures(**{**told, "acts": {name: Act(**act) for name, act in told["acts"].items()}})


def record(found: Figures) -> None:
    RECORDED.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")


def written(guide: str, found: Figures) -> str:
    """The guide with its section as it follows from these figures."""
    around = re.compile(f"(?<={re.escape(BEGINS)}).*?(?={re.escape(ENDS)})", re.DOTALL)
    return around.sub(lambda _: section(found), guide)


def here() -> str:
    """This machine, as far as figures depend on it."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    named = re.search(r"model name\s*: (.*)", told)
    return f"{os.cpu_count()} cores of {named[1] if named else platform.machine()}"


def main() -> None:
    if "--measure" in sys.argv:
        from bench import class_at_work

        load = round(os.getloadavg()[0], 1)
        found = replace(class_at_work.figures(), machine=here(), load=load)
        record(class_at_work.watched(found))
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8"), recorded()), encoding="utf-8")
    print(section(recorded()))


if __name__ == "__main__":
    main()
