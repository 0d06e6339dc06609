"""How often the decision boundary is redrawn while the spiral is being learnt."""

from itertools import islice
from time import perf_counter

from bench.harness import Result
from bench.serving import server
from bench.stream import SPIRAL, create, train

REDRAWN = 100
AXIS = [-1.2, 1.2, 64]


def measure() -> Result:
    """Milliseconds from one 64×64 picture to the next; 20 a second is also the most there may be,
    so that the bar has room for the jitter of a clock and for nothing else."""
    with server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port:
        watch = {"predict": {"grid": {"x": AXIS, "y": AXIS}}}
        told = train(port, create(port, SPIRAL), iterations=10**8, keep=0, watch=watch)
        times = [perf_counter() for name, data in islice(told, REDRAWN) if "predict" in data]
        told.close()
    gaps = [1e3 * (times[k + 20] - times[k]) / 20 for k in range(10, len(times) - 20)]
    note = f"{1e3 / (sum(gaps) / len(gaps)):.1f} a second"
    return Result("a 64×64 boundary while training", tuple(gaps), 50.5, "ms", note)
