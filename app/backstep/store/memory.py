"""A store that forgets everything when the process ends: for tests and for trying out."""

from collections.abc import Iterable, Iterator
from itertools import islice
from threading import RLock

from backstep.run.state import State
from backstep.store import day
from backstep.store.store import TIPS, Base, Stretch


class MemoryStore:
    """Dictionaries, one entry per base."""

    generation = 0

    def __init__(self) -> None:
        self._bases: dict[str, Base] = {}
        self._kept: dict[str, dict[int, State]] = {}
        self._tips: dict[str, dict[int, State]] = {}
        self._losses: dict[str, list[float]] = {}
        self._looks: dict[str, int] = {}
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
            self._looks[base.name] = day.today()

    def base(self, name: str) -> Base | None:
        return self._bases.get(name)

    def record(self, stretch: Stretch) -> None:
        with self._lock:
            self._looks[stretch.base] = day.today()
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

    def passed(self, base: str) -> int | None:
        with self._lock:
            found = self._bases.get(base)
            return None if found is None else found.start + len(self._losses[base])

    def bases(self) -> Iterator[str]:
        with self._lock:
            names = list(self._bases)
        yield from names

    def kept(self, base: str) -> list[int]:
        with self._lock:
            return sorted({*self._kept.get(base, ()), *self._tips.get(base, ())})

    def looked(self, bases: Iterable[str]) -> None:
        with self._lock:
            for name in bases:
                line: str | None = name
                while line in self._bases:
                    self._looks[line] = day.today()
                    line = self._bases[line].above

    def idle(self, before: int, most: int) -> list[str]:
        with self._lock:
            held = (n for n in self._unlooked(before) if self._losses[n] or self._kept[n])
            return list(islice((n for n in held if self._again(n)), most))

    def let_go(self, base: str) -> None:
        with self._lock:
            for held in (self._kept, self._tips, self._losses):
                if base in held:
                    held[base].clear()

    def leaves(self, before: int, most: int) -> list[str]:
        with self._lock:
            parents = {base.above for base in self._bases.values()}
            bare = (n for n in self._unlooked(before) if not self._losses[n] and not self._kept[n])
            return list(islice((n for n in bare if n not in parents), most))

    def forget(self, base: str) -> None:
        with self._lock:
            if base not in self.leaves(day.today(), len(self._bases)):
                return
            for held in (self._bases, self._kept, self._tips, self._losses, self._looks):
                held.pop(base, None)

    def size(self) -> int:
        with self._lock:
            states = [
                s for held in (self._kept, self._tips) for k in held.values() for s in k.values()
            ]
            return 8 * sum(map(len, self._losses.values())) + sum(
                array.nbytes for state in states for array in state.values()
            )

    def shrink(self) -> None:
        """What is forgotten is free at once."""

    def _unlooked(self, before: int) -> list[str]:
        old = [name for name in self._bases if self._looks.get(name, before) < before]
        return sorted(old, key=self._looks.__getitem__)

    def _again(self, name: str) -> bool:
        base = self._bases[name]
        return base.parent is None or base.edit is not None

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
