"""What a training writes down, though the store does not answer for a while."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from time import monotonic, sleep

from backstep.errors import Unavailable
from backstep.store.store import Stretch

PATIENCE = 10.0  # seconds in which it is tried again
LAST = 1.0  # and once the training was asked to end: somebody waits for that
AGAIN = 0.1  # seconds between two tries, besides what the store takes to say no


def record(write: Callable[[Stretch], None], stretch: Stretch, stopping: Event) -> None:
    """Write a stretch down, which is the same however often it is done; a store that does not
    answer is asked again for a while. Raises what it raises at last.
    """
    began = monotonic()
    while True:
        try:
            return write(stretch)
        except Unavailable as problem:
            patience = LAST if stopping.is_set() else PATIENCE
            if problem.code != "store_unavailable" or monotonic() - began > patience:
                raise
        if stopping.wait(AGAIN):
            sleep(AGAIN)  # it does not wait any more


def unrecorded(problem: Unavailable, kept: str, iteration: int) -> Unavailable:
    """The same, saying too what is kept of the training that it ends, and from where it goes on."""
    first, *others = problem.flaws
    detail = (
        f"{first.detail} This training had reached iteration {iteration}; kept is {kept}, and it "
        "goes on from there, if it is asked again."
    )
    told = replace(first, detail=detail, allowed={"reached": kept})
    return Unavailable(told, *others, retry_after=problem.retry_after)
