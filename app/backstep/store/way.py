"""The way from one iteration to another: what lasts on it is kept, and written now and then."""

from time import perf_counter

from backstep.run.iterate import Passed
from backstep.run.state import State
from backstep.store.cost import state_bytes
from backstep.store.run import Run
from backstep.store.store import Store, Stretch

FLUSH_BYTES = 32 * 2**20  # states held back at most before they are written
FLUSH_LOSSES = 2**16  # and losses
TIP_BYTES = 8 * 2**20  # larger states are computed again sooner than they are written and read


class Way:
    """Iterations passed on the way from `first` to `last`, and not written yet."""

    def __init__(self, store: Store, run: Run, first: int, last: int) -> None:
        self.now, self._last = first, last
        self._store, self._run, self._first = store, run, first
        self._lasting = run.lasting(first, last)
        self._next = next(self._lasting, None)
        self._kept_at = perf_counter()
        self._losses: list[float] = []
        self._kept: dict[int, State] = {}
        self._held = 0
        self._passed: Passed | None = None

    def add(self, passed: Passed) -> None:
        """One iteration more."""
        self._losses.append(passed.loss)
        self._passed, self.now = passed, self.now + 1
        if self.now == self._next or perf_counter() - self._kept_at > self._run.stride.seconds:
            self._keep(passed.after)
        full = self._held > FLUSH_BYTES or len(self._losses) >= FLUSH_LOSSES
        if full and self.now < self._last:
            self.write()

    def _keep(self, state: State) -> None:
        self._kept[self.now] = state
        self._held += state_bytes(state)
        self._kept_at = perf_counter()
        if self.now == self._next:
            self._next = next(self._lasting, None)

    def end(self) -> State:
        """Write what is left; the state at the end of the way."""
        assert self._passed is not None
        state = self._passed.after
        self.write(tip=state_bytes(state) <= TIP_BYTES)
        return state

    def write(self, *, tip: bool = False) -> None:
        """Write what has been passed; with `tip` its end too, so that one can go on from there."""
        if self._passed is None:
            return
        end = (self.now, self._passed.after) if tip else None
        stretch = Stretch(self._run.base.name, self._first, self._losses, self._kept, end)
        self._store.record(stretch)
        self._first, self._losses, self._kept, self._held = self.now, [], {}, 0
