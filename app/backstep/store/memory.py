"""A store that forgets everything when the process ends: for tests and for trying out."""

from threading import RLock

from backstep.store.store import TIPS, Base, State, Stretch


class MemoryStore:
    """Dictionaries, one entry per base."""

    generation = 0

    def __init__(self) -> None:
        self._bases: dict[str, Base] = {}
        self._kept: dict[str, dict[int, State]] = {}
        self._tips: dict[str, dict[int, State]] = {}
        self._losses: dict[str, list[float]] = {}
        self._trainings: dict[str, bool] = {}
        self._lock = RLock()

    def add_base(self, base: Base, state: State | None = None) -> None:
        with self._lock:
            if base.name in self._bases:
                return
            self._bases[base.name] = base
            self._kept[base.name] = {} if state is None else {base.start: state}
            self._tips[base.name] = {}
            self._losses[base.name] = []

    def base(self, name: str) -> Base | None:
        return self._bases.get(name)

    def record(self, stretch: Stretch) -> None:
        with self._lock:
            known = self._losses[stretch.base]
            start = self._bases[stretch.base].start
            known.extend(stretch.losses[start + len(known) - stretch.first :])
            self._kept[stretch.base].update(stretch.kept)
            if stretch.tip is not None and stretch.tip[0] not in self._kept[stretch.base]:
                tips = self._tips[stretch.base]
                tips[stretch.tip[0]] = stretch.tip[1]
                for old in list(tips)[:-TIPS]:
                    del tips[old]

    def nearest(self, base: str, iteration: int) -> int | None:
        with self._lock:
            known = (*self._kept.get(base, ()), *self._tips.get(base, ()))
            return max((i for i in known if i <= iteration), default=None)

    def state(self, base: str, iteration: int) -> State | None:
        with self._lock:
            known = self._tips.get(base, {}) | self._kept.get(base, {})
            return known.get(iteration)

    def losses(self, base: str, stop: int, first: int | None = None) -> list[float]:
        with self._lock:
            known = self._losses.get(base, [])
            start = self._bases[base].start if known else 0
            return known[0 if first is None else first - start : max(0, stop - start)]

    def begin_training(self, name: str) -> None:
        with self._lock:
            self._trainings[name] = False

    def stop_training(self, name: str) -> bool:
        with self._lock:
            if name in self._trainings:
                self._trainings[name] = True
            return name in self._trainings

    def stopping_trainings(self) -> set[str]:
        with self._lock:
            return {name for name, stopping in self._trainings.items() if stopping}

    def end_training(self, name: str) -> None:
        with self._lock:
            self._trainings.pop(name, None)

    def ready(self) -> None:
        """It is there as long as the process is."""

    def close(self) -> None:
        """Nothing is held open."""
