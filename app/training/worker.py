"""A process that trains: jobs come in on its standard input, reports go out on its output.

Started by app.training.process as `python -m app.training.worker`. It ends with whoever started
it: at the end of its input.
"""

import os
import pickle
import signal
import sys
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import BinaryIO

from app.errors import BackstepError
from app.training.job import Failure, Job
from app.training.loop import train

NICENESS = 5  # whoever answers people goes first


def main() -> None:
    source, sink = sys.stdin.buffer, own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then tells us
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    jobs: SimpleQueue[Job] = SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=listen, args=(source, jobs, stop), daemon=True).start()
    while True:
        work(jobs.get(), sink, stop)


def own_output() -> BinaryIO:
    """Standard output for reports only; what anything else prints goes to the error output."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sink


def listen(source: BinaryIO, jobs: "SimpleQueue[Job]", stop: threading.Event) -> None:
    """A job begins with the flag down; anything else that comes in is a wish to stop it."""
    with suppress(EOFError, OSError):
        while True:
            message = pickle.load(source)
            if isinstance(message, Job):
                stop.clear()
                jobs.put(message)
            else:
                stop.set()
    os._exit(0)  # nobody is left to report to


def work(job: Job, sink: BinaryIO, stop: threading.Event) -> None:
    def tell(message: object) -> None:
        pickle.dump(message, sink, protocol=pickle.HIGHEST_PROTOCOL)
        sink.flush()

    try:
        train(job, tell, stop.is_set)
    except BackstepError as error:
        tell(Failure(error.flaws))
    except MemoryError:
        tell(Failure())


if __name__ == "__main__":
    main()
