"""All trainings of a server: they share its cores, each in its turn."""

import os
import secrets
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread

from backstep.errors import Flaw, Unavailable
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.ids import crockford
from backstep.training.job import Job, Watch
from backstep.training.mailbox import FEW_LOSSES, MAX_LOSSES, Mailbox
from backstep.training.seat import Seat
from backstep.training.training import Training
from backstep.training.turns import chosen, length
from backstep.training.until import Until
from backstep.work.process import Process

MAX_WAITING = 64
UNHEARD = 256  # trainings whose end is on its way to who listens
HEED_EVERY = 0.25  # seconds between two looks at what other processes were asked


def cores() -> int:
    """How many of the machine's cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Trainings:
    """Threads, each with a seat of its own; both begin when they are first needed."""

    def __init__(
        self,
        checkpoints: Checkpoints,
        size: int,
        seconds: float,
        new: Callable[[], Process] = Process,
    ) -> None:
        self._checkpoints, self._size, self._seconds = checkpoints, size, seconds
        self._new = new
        self._waiting: list[Training] = []
        self._known: dict[str, Training] = {}
        self._unheard: deque[str] = deque(maxlen=UNHEARD)  # ended, and nobody has heard so yet
        self._threads: list[Thread] = []
        self._idle = 0  # threads that have nothing to do, or are about to
        self._change = Condition()
        self._closed = False

    @property
    def count(self) -> int:
        """Trainings that go on or wait."""
        with self._change:
            return len(self._known)

    def ask(
        self,
        checkpoint: Checkpoint,
        iterations: int,
        keep: int,
        until: Until,
        watch: Watch,
        notify: Callable[[], None],
    ) -> Training:
        """Begin a training, or let it wait for its turn. Raises Unavailable (busy)."""
        checkpoint.network.check_code()
        run, state = checkpoint.run, self._checkpoints.state(checkpoint)
        self._checkpoints.have_passed(checkpoint)
        start = checkpoint.id.iteration
        job = Job(
            description=checkpoint.network.description,
            limits=run.limits,
            state=state,
            iteration=start,
            iterations=iterations,
            base_start=run.base.start,
            stride=run.stride,
            marks=marks(start, iterations, keep),
            until=until,
            seconds=self._seconds,
            watch=watch,
        )
        id = crockford(secrets.token_bytes(13), 20)
        mailbox = Mailbox(notify, FEW_LOSSES if watch.packed else MAX_LOSSES)
        training = Training(id, self._checkpoints, checkpoint, job, mailbox, self._forget)
        self._queue(training)
        return training

    def stop(self, id: str) -> bool:
        """Stop a training; False if there is none of this id (any more), here or elsewhere."""
        training = self._known.get(id)
        if training is None:
            return id in self._unheard or self._checkpoints.store.stop_training(id)
        training.stop()
        with self._change:
            unbegun = training in self._waiting and not training.begun
            if unbegun:
                self._waiting.remove(training)
                self._tell_positions()
            self._change.notify_all()
        if unbegun:
            training.end_unbegun()
        return True

    def close(self) -> None:
        """End everything, at once."""
        with self._change:
            self._closed = True
            self._waiting = [training for training in self._waiting if training.begun]
            trainings = list(self._known.values())
            self._change.notify_all()
        for training in trainings:
            training.stop()
        for thread in self._threads:
            thread.join()
        for training in trainings:
            self._forget(training.id)

    def _queue(self, training: Training) -> None:
        with self._change:  # its place is taken at once: others ask at the same time
            if len(self._known) >= MAX_WAITING + self._size:
                detail = f"{MAX_WAITING} trainings are waiting already; try again later."
                raise Unavailable(Flaw("busy", detail, allowed={"max": MAX_WAITING}))
            self._known[training.id] = training
        try:
            self._checkpoints.store.begin_training(training.id)
        except BaseException:
            self._known.pop(training.id)
            raise
        with self._change:
            others = [other.used for other in list(self._known.values()) if other is not training]
            training.used = min(others, default=0.0)  # it catches nothing up
            self._waiting.append(training)
            if not self._threads:
                self._begin(self._heed)
            if len(self._waiting) > self._idle and len(self._threads) <= self._size:
                self._idle += 1
                self._begin(self._serve)
            self._change.notify_all()
            self._tell_positions()

    def _begin(self, life: Callable[[], None]) -> None:
        thread = Thread(target=life, name="training", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        """A thread's life: one training's turn after another's, as long as any wait."""
        seat = Seat(self._new)
        while (found := self._next(seat)) is not None:
            training, seconds, hand = found
            goes_on = training.turn(seat, seconds, hand=hand)
            with self._change:
                self._idle += 1
                if goes_on:
                    self._waiting.append(training)
                    self._change.notify_all()
        seat.close()

    def heard(self, id: str) -> None:
        """The end of a training is told now: from here on there is none of this id."""
        with suppress(ValueError):
            self._unheard.remove(id)

    def _forget(self, id: str) -> None:
        """A training is about to say that it has ended."""
        if self._known.pop(id, None):
            self._unheard.append(id)
            with suppress(Unavailable):
                self._checkpoints.store.end_training(id)

    def _heed(self) -> None:
        """A thread's life: stop what another process of this server was asked to stop."""
        while not self._closed:
            with suppress(Unavailable):
                if self._known:
                    for id in self._checkpoints.store.stopping_trainings() & set(self._known):
                        self.stop(id)
            with self._change:
                if not self._closed:
                    self._change.wait(HEED_EVERY if self._known else None)

    def _next(self, seat: Seat) -> tuple[Training, float, bool] | None:
        """Whose turn it is at a seat, how long it is, and whether another seat may have the next;
        None at the end of all."""
        with self._change:
            while not (free := self._free(seat)):
                if self._closed:
                    return None
                self._change.wait()
            self._idle -= 1
            seat.keep(self._known)
            seconds = length(len(self._known), self._size)
            here = [training for training in free if seat.holds(training.id, training.next)]
            training = chosen(free, here, seconds)
            self._waiting.remove(training)
            self._tell_positions()
            turn = length(len(self._known), self._size, training.state_bytes, training.had)
            training.had += turn
            return training, turn, bool(self._waiting)

    def _free(self, seat: Seat) -> list[Training]:
        """Those that may have their turn at a seat; one that only it can go on with comes first."""
        mine = [training for training in self._waiting if training.seat is seat]
        return mine or [training for training in self._waiting if training.seat is None]

    def _tell_positions(self) -> None:
        """Say to those that wait for their first turn how many are before them, unless an idle
        thread is about to take them."""
        unbegun = [training for training in self._waiting if not training.begun]
        for place, training in enumerate(unbegun[max(0, self._idle) :]):
            training.mailbox.wait({"training": training.id, "ahead": place})


def marks(start: int, iterations: int, keep: int) -> tuple[int, ...]:
    """At most so many iterations, spread evenly up to the last one."""
    keep = min(keep, iterations)
    return tuple(start + iterations * k // keep for k in range(1, keep + 1))
