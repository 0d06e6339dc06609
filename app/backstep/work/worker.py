"""A process that works for the server: tasks come in on its standard input, results go out on its
output.

Started by backstep.work.process as `python -m backstep.work.worker SOURCE NICENESS MODULE…`: what
it will need is imported before it is asked for. It ends with whoever started it, at the end of its
input, and where its own source is not the server's, whose fingerprint it is told.
"""

import os
import pickle
import re
import signal
import sys
import threading
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

import numpy as np

from backstep.errors import BackstepError
from backstep.work.deadline import Deadline, within
from backstep.work.freed import give_back
from backstep.work.held import HELD
from backstep.work.source import fingerprint, on_disk
from backstep.work.task import OTHER_SOURCE, Begun, Done, Failed, Task, Told

GROWN = 384 * 2**20  # bytes: a process that once took so much gives them back by ending

Queue = SimpleQueue[tuple[Task, Deadline]]


def main() -> None:
    if sys.argv[1] != fingerprint():
        sys.exit(OTHER_SOURCE)
    source, sink = own_input(), own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then tells us
    if hasattr(os, "nice"):
        os.nice(int(sys.argv[2]))  # whoever answers people goes first
    tasks: Queue = SimpleQueue()
    threading.Thread(target=listen, args=(source, tasks), daemon=True).start()
    for module in sys.argv[3:]:
        import_module(module)
    last = False
    while not last:
        last = work(*tasks.get(), sink)
        give_back()


def own_input() -> BinaryIO:
    """Standard input for tasks only: whatever else reads it finds nothing."""
    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    return source


def own_output() -> BinaryIO:
    """Standard output for results only; what anything else prints goes to the error output."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sink


class Reader(pickle.Unpickler):
    """A task may bring in a module that is not imported yet, and that must be the server's own."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in sys.modules and on_disk() != fingerprint():
            os._exit(OTHER_SOURCE)
        return super().find_class(module, name)


def listen(source: BinaryIO, tasks: Queue) -> None:
    """A task has its own time; anything else that comes in is a wish to end it."""
    deadline = Deadline()
    try:
        while True:
            message = Reader(source).load()
            if isinstance(message, Task):
                deadline = Deadline(message.seconds, told=message.told)
                tasks.put((message, deadline))
            else:
                deadline.cancel()
            del message  # what a task was given, such as a large body, is not held until the next
    except (EOFError, OSError):
        os._exit(0)  # nobody is left to report to
    except Exception as error:  # a task that cannot be read is a bug of ours: nobody waits for it
        traceback.print_exception(error)
        os._exit(1)


def work(task: Task, deadline: Deadline, sink: BinaryIO) -> bool:
    """Do a task and tell what comes of it; True if it was this process's last one."""

    def say(message: object) -> None:
        pickle.dump(message, sink, protocol=pickle.HIGHEST_PROTOCOL)
        sink.flush()

    def tell(value: Any) -> None:
        say(Told(value))

    deadline.begin()
    say(Begun())
    arguments = (*task.arguments, tell) if task.tells else task.arguments
    try:
        with within(deadline), np.errstate(all="ignore"):
            for function, given in task.brought:
                function(*given)
            result = task.function(*arguments)
        last = is_last()
        say(Done(result, last))
    except Exception as error:
        last = is_last()
        say(Failed(plain(error), last))
    return last


def is_last() -> bool:
    """Whether this process ends now: one that has grown large, unless it still holds something."""
    return not HELD and has_grown()


def plain(error: Exception) -> Exception:
    """Something that can travel. A bug of ours is written down here, where its cause is seen."""
    if isinstance(error, BackstepError):
        return error
    if isinstance(error, MemoryError):
        return MemoryError()
    traceback.print_exception(error, file=sys.__stderr__)  # own code may have silenced the other
    return RuntimeError(f"a worker process failed: {type(error).__name__}")


def has_grown() -> bool:
    """Whether this process has ever held much. Linux is asked for its own peak: the one that
    getrusage tells is inherited from whoever began it, which may be a large server.
    """
    with suppress(OSError):
        told = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        if peak := re.search(r"^VmHWM:\s*(\d+) kB", told, re.MULTILINE):
            return int(peak[1]) * 1024 > GROWN
    try:
        import resource
    except ImportError:  # a system that does not say
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > GROWN


if __name__ == "__main__":
    main()
