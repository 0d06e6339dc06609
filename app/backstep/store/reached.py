"""Checkpoints that somebody has reached, and the numbers of each.

A checkpoint is a base and an iteration and never changes; what is not kept is computed again from
the nearest kept iteration before it, and what an edit led to by making that edit again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from backstep.change.edit import apply_edit
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.errors import Flaw, NotFound, OutOfTime
from backstep.run.draw import Drawing, drawn
from backstep.run.iterate import iterate
from backstep.run.state import State, check_state, initial_state
from backstep.run.tape import Tape
from backstep.store.desk import Desk
from backstep.store.faults import damaged, naming
from backstep.store.ids import CheckpointId, parse
from backstep.store.looks import Looks
from backstep.store.lru import Lru
from backstep.store.run import Run
from backstep.store.store import TIPS, Store, Stretch
from backstep.store.way import Way
from backstep.work.deadline import current, expect, look, out_of_time
from backstep.work.place import aside

GLANCE = 0.05  # seconds between two looks at the deadline while somebody else winds a tape
RUNS_BYTES = 32 * 2**20  # networks kept at least, however little memory tapes may have


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place that one can stand at. `parent` is the checkpoint whose edit bore its base."""

    id: CheckpointId
    run: Run

    @property
    def parent(self) -> str | None:
        return self.run.base.parent

    @property
    def network(self) -> Network:
        return self.run.network


class Reached:
    """The checkpoints of a store, with the networks and tapes that were used last."""

    def __init__(
        self, store: Store, limits: Limits, tape_bytes: int, drawing: Drawing = drawn
    ) -> None:
        self.store = store
        self.limits = limits
        self.drawing = drawing  # of first weights: here, or in another process
        self.looks = Looks()
        self._tape_bytes = tape_bytes
        self._remember_nothing()

    def _remember_nothing(self) -> None:
        self._generation = self.store.generation
        self._runs: Lru[str, Run] = Lru(max(self._tape_bytes // 4, RUNS_BYTES))
        self._desks: Lru[CheckpointId, Desk] = Lru(self._tape_bytes)

    def get(self, text: str) -> Checkpoint:
        """The checkpoint of this id. Raises NotFound (unknown_checkpoint, not_reached)."""
        if self.store.generation != self._generation:
            self._remember_nothing()
        id = parse(text)
        run = self._run(id) if id else None
        if id is None or run is None or id.iteration < run.base.start:
            detail = f"There is no checkpoint {text[:60]!r} in this server's store."
            raise NotFound(Flaw("unknown_checkpoint", detail, found=text[:60]))
        self.looks.note(id.base)
        if self._desks.get(id) is None:
            self._nearest(run, id.iteration)
        return Checkpoint(id, run)

    @contextmanager
    def tape(self, checkpoint: Checkpoint) -> Iterator[Tape]:
        """The checkpoint's iteration, to be run as far as needed; others wait for it."""
        desk = self._desk(checkpoint)
        if not desk.tape.is_wound:
            expect(checkpoint.run.iteration_work)
        if not desk.lock.acquire(blocking=False):
            with aside():
                while not desk.lock.acquire(timeout=GLANCE):
                    look()
        try:
            yield desk.tape
        finally:
            desk.lock.release()

    def state(self, checkpoint: Checkpoint) -> State:
        """What the checkpoint's iteration starts from."""
        return self._desk(checkpoint).state

    def have_passed(self, checkpoint: Checkpoint) -> None:
        """Have the losses on the way to a checkpoint known, so that others can join them. Raises
        OutOfTime and NotFound (not_reached)."""
        run, last = checkpoint.run, checkpoint.id.iteration
        known = self.store.passed(run.base.name)
        if known is not None and known < last:
            near, state = self._start(run, checkpoint.id.at(known))
            run.check_reachable(near, last)
            self._walk(run, near, state, last)

    def record_loss(self, checkpoint: Checkpoint) -> None:
        """The parent's loss at the edit belongs to the history of what the edit leads to."""
        self.have_passed(checkpoint)
        with self.tape(checkpoint) as tape:
            stretch = Stretch(checkpoint.id.base, checkpoint.id.iteration, [tape.loss])
        self.store.record(stretch)

    def _run(self, id: CheckpointId) -> Run | None:
        run = self._runs.get(id.base)
        if run is None:
            with naming(id):
                found = self.store.base(id.base)
                if found is None:
                    return None
                run = Run.of(found, self.limits)
            self._runs.put(id.base, run, run.nbytes)
        return run

    def _desk(self, checkpoint: Checkpoint) -> Desk:
        desk = self._desks.get(checkpoint.id)
        if desk is not None:
            return desk
        run, now = checkpoint.run, checkpoint.id.iteration
        near, state = self._start(run, checkpoint.id)
        return self._sit_down(checkpoint, self._walk(run, near, state, now))

    def _start(self, run: Run, id: CheckpointId) -> tuple[int, State]:
        """The nearest kept iteration, and its state. Raises Damaged where it should be there."""
        for _ in range(TIPS):
            near = self._nearest(run, id.iteration)
            state = self._kept(run, id.at(near))
            if state is not None:
                return near, state
            if near == run.base.start:
                if run.base.parent:
                    return near, self._state_at_start(run)
                expect(run.network.parameter_count)
                return near, initial_state(run.network, drawing=self.drawing)
            # Another worker may just have let this tip go: look again.
        raise damaged(id, "where it starts from is gone")

    def _state_at_start(self, run: Run) -> State:
        """The state that a base's edit led to, made again by making the edit again, and kept.

        The edits before it whose states are gone as well come first. Raises Damaged where one of
        them was not kept.
        """
        state: State = {}
        for base in reversed([gone.base for gone in self._gone(run)]):
            look()
            if base.parent is None or base.edit is None:
                raise damaged(base.name, "where it starts from is gone")
            origin = self.get(base.parent)
            network, before, edit = origin.network, self.state(origin), dict(base.edit)
            made = apply_edit(network, before, base.start, edit, self.limits, self.drawing)
            state = made.state
            self.store.record(Stretch(base.name, base.start, kept={base.start: state}))
        return state

    def _gone(self, run: Run) -> Iterator[Run]:
        """The run, and those that it goes back to as long as nothing is kept to start them from."""
        yield run
        while run.base.parent is not None:
            look()
            before = self.get(run.base.parent)
            run, id = before.run, before.id
            if run.base.parent is None or self.store.nearest(id.base, id.iteration) is not None:
                return
            yield run

    def _kept(self, run: Run, id: CheckpointId) -> State | None:
        """The state that is kept of a checkpoint. Raises Damaged where it is none of its run."""
        with naming(id):
            state = self.store.state(id.base, id.iteration)
            if state is not None:
                check_state(run.network, state)
        return state

    def _nearest(self, run: Run, iteration: int) -> int:
        """Where to start from to reach an iteration. Raises NotFound (not_reached)."""
        kept = self.store.nearest(run.base.name, iteration)
        near = run.base.start if kept is None else kept
        run.check_reachable(near, iteration)
        return near

    @np.errstate(all="ignore")
    def _walk(self, run: Run, first: int, state: State, last: int) -> State:
        """Compute from one iteration to another, and keep what lasts on the way.

        Raises OutOfTime where the time does not suffice; what was reached by then is kept.
        """
        if first == last:
            return state
        deadline, way = current(), Way(self.store, run, first, last)
        deadline.expect((last - first) * run.iteration_work)
        try:
            for passed in iterate(run.network, state, first):
                way.add(passed)
                if way.now == last:
                    break
                deadline.look()
        except OutOfTime:
            way.write(tip=True)
            reached = str(CheckpointId(run.base.name, way.now))
            raise out_of_time(deadline, reached if way.now > run.base.start else None) from None
        return way.end()

    def _sit_down(self, checkpoint: Checkpoint, state: State) -> Desk:
        desk = Desk.of(checkpoint.network, state, checkpoint.id.iteration)
        # Counted as if all of it had run, so that winding a tape never breaks the bound.
        self._desks.put(checkpoint.id, desk, desk.nbytes)
        return desk
