"""Checkpoints: everything that leads from one to another."""

from collections.abc import Mapping
from typing import Any

from backstep.change.edit import apply_edit
from backstep.change.sourced import with_sources
from backstep.describe.description import normalise
from backstep.describe.given import without_given
from backstep.describe.later import without_later
from backstep.describe.network import build
from backstep.run.state import State, initial_state
from backstep.store import cause
from backstep.store.ids import CheckpointId, base_of
from backstep.store.reached import Checkpoint, Reached
from backstep.store.run import Run
from backstep.store.same import same
from backstep.store.store import Base
from backstep.work.deadline import expect

__all__ = ["Checkpoint", "Checkpoints"]


class Checkpoints(Reached):
    """All checkpoints of a store, those too that nobody has reached yet."""

    def create(self, raw: Any) -> Checkpoint:
        """The first checkpoint of a description as a user sent it. Raises DescriptionError."""
        network = build(normalise(raw, self.limits), self.limits)
        name = base_of(cause.of_description(without_later(network.description)))
        run = Run(Base(name, None, 0, network.description), network, self.limits)
        expect(run.network.parameter_count)
        state = initial_state(run.network, drawing=self.drawing)
        self.store.add_base(run.base)
        return self._arrive(run, 0, state)

    def next(self, checkpoint: Checkpoint, iterations: int = 1) -> Checkpoint:
        """The checkpoint so many iterations later. Raises LimitError (too_much_work), and
        OutOfTime with the checkpoint reached, from which asking again goes on."""
        run, now = checkpoint.run, checkpoint.id.iteration
        run.network.check_code()
        run.check_work(now, iterations)
        start = self._kept_between(run, now, now + iterations) if iterations > 1 else None
        first, state = start or (now, self.state(checkpoint))
        if not start:
            self.have_passed(checkpoint)
        return self._arrive(run, now + iterations, self._walk(run, first, state, now + iterations))

    def edit(self, checkpoint: Checkpoint, edit: Mapping[str, Any]) -> Checkpoint:
        """The checkpoint that an edit leads to; the same one where it changes nothing."""
        checkpoint.network.check_code()
        now, before = checkpoint.id.iteration, self.state(checkpoint)
        edit = with_sources(edit)
        edited = apply_edit(checkpoint.network, before, now, dict(edit), self.limits, self.drawing)
        known, description = checkpoint.network.description, edited.description
        if same(without_given(known), without_given(description)) and same(before, edited.state):
            return checkpoint
        name = base_of(cause.of_edit(str(checkpoint.id), edit))
        base = Base(name, str(checkpoint.id), now, description, edit)
        run = Run(base, edited.network, self.limits)
        self.record_loss(checkpoint)
        self.store.add_base(run.base, edited.state)
        return self._arrive(run, now, edited.state)

    def _kept_between(self, run: Run, now: int, last: int) -> tuple[int, State] | None:
        """What somebody has reached already on the way from here, if that is kept."""
        near = self.store.nearest(run.base.name, last)
        if near is None or near <= now:
            return None
        state = self._kept(run, CheckpointId(run.base.name, near))
        return None if state is None else (near, state)

    def _arrive(self, run: Run, iteration: int, state: State) -> Checkpoint:
        """Somebody is about to look at this checkpoint: have it ready."""
        self._runs.put(run.base.name, run, run.nbytes)
        checkpoint = Checkpoint(CheckpointId(run.base.name, iteration), run)
        self._sit_down(checkpoint, state)
        return checkpoint
