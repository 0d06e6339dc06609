"""Many connections at once: what the server works for an answer, beside the bare framework.

wrk asks as fast as it is answered. Held to a bar is the work of the server's process, which other
programs on the machine hardly change; `make bench` has the rates and the times.
"""

from statistics import median

import pytest

from bench.load import BARS, CONNECTIONS, compare
from bench.wrk import MISSING, WRK

pytestmark = [pytest.mark.long, pytest.mark.skipif(WRK is None, reason=MISSING)]


def test_an_answer_takes_little_more_work_than_the_bare_framework_s_ready_bytes() -> None:
    work: dict[str, list[float]] = {name: [] for name in BARS}
    for held in compare(seconds=1, turns=2):  # an answer that is no success is raised
        work[held.question.name] += held.ratio("work")
    assert all(len(ratios) == 2 * len(CONNECTIONS) for ratios in work.values()), work
    assert all(0 < median(work[name]) <= bar for name, bar in BARS.items()), work
