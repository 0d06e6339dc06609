"""One training: a worker's reports are recorded in the store, and told to whoever listens."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from threading import Lock, Timer
from time import monotonic
from typing import Any

import numpy as np

from backstep.errors import BackstepError, Flaw, LimitError, Unavailable
from backstep.run.state import State
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.cost import state_bytes
from backstep.store.store import Stretch
from backstep.training.job import End, Job, Report, Rest, Turn
from backstep.training.mailbox import Event, Mailbox
from backstep.training.recording import record, unrecorded
from backstep.training.seat import Seat
from backstep.training.words import told
from backstep.work.process import Gone, Process, Replaced

logger = logging.getLogger(__name__)
FAULT = Flaw("internal", "The server failed to train this. It has been logged.")
RECORD_EVERY = 1.0  # seconds between two writes to the store, unless there is something to keep
GRACE = 0.3  # seconds that a worker has to end its iteration in


class Training:
    """From being asked for to its end, with or without a listener."""

    def __init__(
        self,
        id: str,
        checkpoints: Checkpoints,
        checkpoint: Checkpoint,
        job: Job,
        mailbox: Mailbox,
        ended: Callable[[str], None],
    ) -> None:
        self.id, self.job, self.mailbox = id, job, mailbox
        self.state_bytes = state_bytes(job.state)
        self.begun = False
        self._stopping = threading.Event()
        self.had = self.used = 0.0  # seconds by the clock in its turns, and of the processor's
        self.seat: Seat | None = None  # that alone has its state: `job` is where it was before
        self._checkpoints, self._checkpoint, self._ended = checkpoints, checkpoint, ended
        self._lock = Lock()
        self._process: Process | None = None
        self._first = self._iteration = job.iteration
        self._loss: float | None = None
        self._losses: list[np.ndarray] = []
        self._kept: dict[int, State] = {}
        self._kept_last = job.iteration
        self._recorded = monotonic()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stopping.is_set()

    @property
    def next(self) -> int:
        """The iteration that comes next."""
        return self.job.iteration if self._loss is None else self._iteration + 1

    def stop(self) -> None:
        """End soon, and keep what was reached: after this iteration, or at once if it is long."""
        with self._lock:
            self._stopping.set()
            process = self._process
            if process is None:
                return
            process.stop()  # under the lock: a moment later the process may have another's job
        self._give_up_later(process)

    def _give_up_later(self, process: Process) -> None:
        timer = Timer(GRACE, self._give_up, (process,))
        timer.daemon = True
        timer.start()

    def _give_up(self, process: Process) -> None:
        with self._lock:
            if self._process is process:
                process.kill()

    def turn(self, seat: Seat, seconds: float, *, hand: bool) -> bool:
        """Have a turn at a seat; whether it goes on after it. Whatever happens, an event says so.

        With `hand`, its next turn may be at another seat.
        """
        if self.stopping and not self.begun:
            self.end_unbegun()
            return False
        with self.failing():
            return self._sit(seat, seconds, hand)
        return False

    def _sit(self, seat: Seat, seconds: float, hand: bool) -> bool:
        process = seat.process
        here = seat.holds(self.id, self.next)  # its process may end between any two lines
        if self.seat is not None and not here:
            self._record()
            raise Unavailable(self._lost())  # while another was at its seat
        with self._lock:
            self._process, stopping = process, self.stopping
        if not self.begun:
            self.mailbox.start({"training": self.id})
            self.begun = True
        if stopping:
            self._give_up_later(process)
        rest: Rest | None = None
        heard = False
        try:
            turn = Turn(self.id, None if here else self.job, seconds, hand, stopping)
            with closing(seat.take(turn)) as reports:
                for report in reports:
                    heard = True
                    rest = self._take(report)
        except MemoryError:
            raise LimitError(too_large()) from None
        except Replaced as replaced:
            self._record()
            raise Unavailable(Flaw("busy", f"{replaced}; try again")) from None
        except Gone:
            if here and self.seat is None and not heard:
                return True  # nothing is lost: it was handed over, and has its turn elsewhere
            self._gone()
        finally:
            with self._lock:
                self._process = None
        if rest is None:
            return False
        self._pause(rest, seat)
        return True

    def _pause(self, rest: Rest, seat: Seat) -> None:
        """Where it is until its next turn: at its seat, and in our hands if it was handed."""
        seat.rests(self.id, self.next, self._checkpoint.run.nbytes + self.state_bytes)
        self.used += rest.worked
        self.seat = seat if rest.state is None else None
        if rest.state is not None:
            self.job = self.job.at(self.next, rest.state, rest.left)

    def _gone(self) -> None:
        self._record()
        if not self.stopping:
            raise Unavailable(self._lost()) from None
        self._finish(End("stopped"))

    def end_unbegun(self) -> None:
        """End before the first iteration."""
        with self.failing():
            self._finish(End("stopped"))

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Whatever goes wrong, the listener is told, and the thread that serves us goes on."""
        try:
            yield
        except BackstepError as error:
            self._close("error", {"flaws": error.flaws, "status": error.status})
        except Exception:
            logger.exception("training %s failed", self.id)
            self._close("error", {"flaws": (FAULT,), "status": 500})

    def _close(self, name: str, data: Mapping[str, Any]) -> None:
        self._ended(self.id)
        self.mailbox.close(name, data)

    def _lost(self) -> Flaw:
        """The process has gone, and is not to blame: a system without memory ends such ones."""
        id = str(self._checkpoint.id.at(self._kept_last))
        detail = (
            "the process that trained this has ended before its time; what it had told is kept, up "
            f"to iteration {self._iteration}, and training goes on from {id}, if it is asked again"
        )
        files = sorted({b.kind.code.file for b in self._checkpoint.network.layers if b.kind.code})
        if files:
            detail += (
                f". Code of your own ran in it ({', '.join(files)}): does it call exit, or ask for "
                "more memory than there is?"
            )
        return Flaw("worker_lost", detail, allowed={"reached": id})

    def _take(self, report: Report) -> Rest | None:
        self._losses.append(report.losses)
        self._kept |= report.kept
        self._iteration, self._loss = report.iteration, report.loss
        marked = [k for k in self.job.marks if report.first <= k <= report.iteration]
        if report.end or monotonic() - self._recorded > RECORD_EVERY:
            self._record(report.tip)
        self.mailbox.add(report, [self._mark(k, report) for k in marked])
        if report.end:
            self._finish(report.end)
        return report.rest

    def _record(self, tip: State | None = None) -> None:
        """Write down what has come in; only then is anybody told of its checkpoints."""
        if not self._losses:
            return
        losses = np.concatenate(self._losses)
        if tip is not None:
            self._kept[self._iteration] = tip
        stretch = Stretch(self._checkpoint.id.base, self._first, losses.tolist(), self._kept)
        try:
            record(self._checkpoints.store.record, stretch, self._stopping)
        except Unavailable as problem:
            kept = str(self._checkpoint.id.at(self._kept_last))
            raise unrecorded(problem, kept, self._iteration) from None
        self._kept_last = max(self._kept, default=self._kept_last)
        self._first += len(losses)
        self._losses, self._kept, self._recorded = [], {}, monotonic()

    def _mark(self, k: int, report: Report) -> Event:
        return Event("checkpoint", self._place(k, float(report.losses[k - report.first])))

    def _place(self, iteration: int, loss: float) -> dict[str, Any]:
        id = str(self._checkpoint.id.at(iteration))
        return {"id": id, "iteration": iteration, "loss": loss}

    def _finish(self, end: End) -> None:
        if self._loss is None:  # it never began
            with self._checkpoints.tape(self._checkpoint) as tape:
                self._loss = tape.loss
            losses = np.array([self._loss])
            self.mailbox.add(Report(self._iteration, losses, {}, {}), [])
        self._close("done", self._place(self._iteration, self._loss) | told(end, self._iteration))


def too_large() -> Flaw:
    return Flaw("too_much_work", "This training needs more memory than the server has.")
