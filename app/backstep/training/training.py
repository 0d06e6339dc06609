"""One training: a worker's reports are recorded in the store, and told to whoever listens."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from threading import Lock, Timer
from time import monotonic
from typing import Any

import numpy as np

from backstep.errors import BackstepError, Flaw, LimitError, Unavailable
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.store import State, Stretch
from backstep.training.job import End, Job, Report
from backstep.training.loop import serve
from backstep.training.mailbox import Event, Mailbox
from backstep.training.words import helps, sentence
from backstep.work.process import Gone, Process
from backstep.work.task import Task

logger = logging.getLogger(__name__)
FAULT = Flaw("internal", "The server failed to train this. It has been written down.")
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
        self._checkpoints, self._checkpoint, self._ended = checkpoints, checkpoint, ended
        self._lock = Lock()
        self._stopping = False
        self._process: Process | None = None
        self._first = self._iteration = job.iteration
        self._loss: float | None = None
        self._losses: list[np.ndarray] = []
        self._kept: dict[int, State] = {}
        self._kept_last = job.iteration
        self._recorded = monotonic()

    def stop(self) -> None:
        """End soon, and keep what was reached: after this iteration, or at once if it is long."""
        with self._lock:
            self._stopping = True
            process = self._process
            if process is None:
                return
            process.stop()  # under the lock: a moment later the process may have another's job
        timer = Timer(GRACE, self._give_up, (process,))
        timer.daemon = True
        timer.start()

    def _give_up(self, process: Process) -> None:
        with self._lock:
            if self._process is process:
                process.kill()

    def run(self, process: Process) -> None:
        """Have the job done by a process, up to its end; whatever happens, an event says so."""
        with self._lock:
            self._process = None if self._stopping else process
        if self._process is None:
            self.end_unbegun()
            return
        self.mailbox.start({"training": self.id})
        with self.failing():
            self._listen(process)
        with self._lock:
            self._process = None

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

    def _listen(self, process: Process) -> None:
        try:
            with closing(process.run(Task(serve, (self.job,), tells=True))) as reports:
                for report in reports:
                    self._take(report)
        except MemoryError:
            raise LimitError(too_large()) from None
        except Gone:
            self._record()
            if not self._stopping:
                raise Unavailable(self._lost()) from None
            self._finish(End("stopped"))

    def _lost(self) -> Flaw:
        """The process has gone, and is not to blame: a system without memory ends such ones."""
        id = str(self._checkpoint.id.at(self._kept_last))
        detail = (
            "the process that trained this has ended before its time; what it had told is kept, up "
            f"to iteration {self._iteration}, and training goes on from {id}, if it is asked again"
        )
        return Flaw("worker_lost", detail, allowed={"reached": id})

    def _take(self, report: Report) -> None:
        self._losses.append(report.losses)
        self._kept |= report.kept
        self._iteration, self._loss = report.iteration, report.loss
        marked = [k for k in self.job.marks if report.first <= k <= report.iteration]
        if report.end or monotonic() - self._recorded > RECORD_EVERY:
            self._record(report.tip)
        self.mailbox.add(report, [self._mark(k, report) for k in marked])
        if report.end:
            self._finish(report.end)

    def _record(self, tip: State | None = None) -> None:
        """Write down what has come in; only then is anybody told of its checkpoints."""
        if not self._losses:
            return
        losses = np.concatenate(self._losses)
        if tip is not None:
            self._kept[self._iteration] = tip
        stretch = Stretch(self._checkpoint.id.base, self._first, losses.tolist(), self._kept)
        self._checkpoints.store.record(stretch)
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
        done = self._place(self._iteration, self._loss) | {
            "reason": end.reason,
            "sentence": sentence(end, self._iteration),
        }
        if end.cause:
            cause = end.cause
            done["why"] = {
                "what": cause.why, "at_once": end.at_once, "smaller_steps": helps(cause),
            }  # fmt: skip
            done["cause"] = {
                "iteration": cause.iteration,
                "address": cause.address,
                "step": cause.step,
            }
        self._close("done", done)


def too_large() -> Flaw:
    return Flaw("too_much_work", "This training needs more memory than the server has.")
