"""Worker processes: what they return and raise comes back, and none outlasts its deadline."""

import colorsys
import io
import os
import pickle
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest

from backstep.errors import BackstepError, Flaw, LimitError, OutOfTime, Unavailable
from backstep.work import pool as pools
from backstep.work import process as processes
from backstep.work import worker
from backstep.work.deadline import Deadline, look, over, within
from backstep.work.pool import Pool, Running
from backstep.work.process import Process
from backstep.work.task import OTHER_SOURCE, Task
from backstep.work.worker import GROWN


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(2)
    yield pool
    pool.close()


def turned(array: np.ndarray) -> np.ndarray:
    return array[::-1]


def refused(detail: str) -> None:
    raise LimitError(Flaw("too_much_work", detail, "/data", 7, {"max": 3}))


def without_memory() -> None:
    raise MemoryError(np.ones(2))


def faulty() -> None:
    raise KeyError("a secret")


def number() -> int:
    return os.getpid()


def niceness() -> int:
    return os.nice(0)


def forever(heeding: bool) -> None:
    while True:
        if heeding:
            look()
        time.sleep(0.01)


def part() -> str:
    while not over():
        time.sleep(0.01)
    return "a part"


def suicide() -> None:
    os.kill(os.getpid(), 9)


def large() -> int:
    return len(np.ones(GROWN + 2**25, np.uint8))


def counted(to: int, tell: Any) -> str:
    for k in range(to):
        tell(k)
    return "there"


def running(pool: Pool) -> list[int]:
    return [one.process._child.pid for one in pool._running]


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_a_function_returns_comes_back(pool: Pool) -> None:
    assert pool.run(turned, np.arange(3.0)).tolist() == [2, 1, 0]


def test_a_process_does_one_task_after_another(pool: Pool) -> None:
    assert pool.run(number) == pool.run(number) != os.getpid()


def test_what_a_function_raises_comes_back(pool: Pool) -> None:
    with pytest.raises(LimitError) as raised:
        pool.run(refused, "too much")
    assert raised.value.flaws == (Flaw("too_much_work", "too much", "/data", 7, {"max": 3}),)
    with pytest.raises(MemoryError):
        pool.run(without_memory)
    with pytest.raises(RuntimeError, match="KeyError"):  # its traceback is on the error output
        pool.run(faulty)
    assert pool.run(number)


def test_a_process_that_has_grown_is_not_used_again(pool: Pool) -> None:
    before = pool.run(number)
    assert pool.run(large) > GROWN
    assert pool.run(number) != before


@pytest.mark.parametrize("heeding", [True, False])
def test_a_task_that_nobody_waits_for_is_ended(pool: Pool, heeding: bool) -> None:
    deadline = Deadline()
    ended: list[BaseException] = []

    def wait() -> None:
        with within(deadline):
            try:
                pool.run(forever, heeding)
            except OutOfTime as error:
                ended.append(error)

    thread = Thread(target=wait)
    thread.start()
    while not running(pool):
        time.sleep(0.01)
    (pid,) = running(pool)
    deadline.cancel()
    thread.join()
    assert ended and not running(pool)
    assert not is_there(pid)
    assert pool.run(number), "the next task has a process"


def test_a_task_out_of_time_may_answer_with_a_part(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "PATIENCE", 60.0)
    pool.run(number)  # so that the process has begun
    with within(Deadline(0.5)):
        assert pool.run(part) == "a part"


def test_a_task_that_does_not_look_is_ended_when_its_time_is_over(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "PATIENCE", 0.1)
    with within(Deadline(0.1)), pytest.raises(OutOfTime):
        pool.run(forever, False)


def test_a_process_that_is_killed_is_told_of_and_replaced(pool: Pool) -> None:
    with pytest.raises(Unavailable) as raised:
        pool.run(suicide)
    assert raised.value.code == "busy"
    assert pool.run(number)


def test_no_more_are_at_work_than_there_is_room_for(pool: Pool) -> None:
    deadline, refusals = Deadline(), []

    def wait() -> None:
        with within(deadline):
            try:
                pool.run(forever, True)
            except BackstepError as error:
                refusals.append(error)

    threads = [Thread(target=wait) for _ in range(5)]
    for thread in threads:
        thread.start()
    while len(running(pool)) < 2:
        time.sleep(0.01)
    assert len(running(pool)) == 2
    deadline.cancel()
    for thread in threads:
        thread.join()
    assert len(refusals) == 5


def test_closing_ends_all_processes() -> None:
    pool, ended = Pool(1), Event()

    def wait() -> None:
        with pytest.raises(BackstepError):
            pool.run(forever, False)
        ended.set()

    threading.Thread(target=wait).start()
    while not running(pool):
        time.sleep(0.01)
    (pid,) = running(pool)
    pool.close()
    assert ended.wait(60)
    assert not is_there(pid)
    assert pool.run(number), "but it can be used again"
    pool.close()


def test_a_process_ends_with_whoever_started_it() -> None:
    process = Process()
    assert process._child.stdin is not None
    process._child.stdin.close()
    assert process._child.wait(60) == 0
    process.close()


def test_what_is_told_on_the_way_is_heard_and_the_result_returned() -> None:
    process = Process()
    work, heard = process.run(Task(counted, (3,), tells=True)), []
    try:
        while True:
            heard.append(next(work))
    except StopIteration as end:
        assert end.value == "there"
    assert heard == [0, 1, 2]
    assert process.alive
    process.close()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no niceness on this system")
def test_a_process_gives_way_as_far_as_it_is_told_to() -> None:
    for way in (0, 4):
        pool = Pool(1, partial(Process, way))
        assert pool.run(niceness) == min(19, niceness() + way)
        pool.close()


def test_a_process_is_not_taken_for_as_large_as_whoever_began_it(pool: Pool) -> None:
    large = np.ones(2 * GROWN // 8)
    assert pool.run(number) == pool.run(number), len(large)


def test_a_task_that_cannot_be_read_there_is_told_of(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH")  # so that this module is not found
    with pytest.raises(Unavailable):
        pool.run(number)


def test_a_process_that_finds_another_package_does_nothing_and_the_server_says_why(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "fingerprint", lambda: "of what was there before")
    with pytest.raises(Unavailable, match=r"upgraded here, .* not yet started again; try again"):
        pool.run(number)
    monkeypatch.undo()
    assert pool.run(number)


def test_what_a_process_has_not_imported_yet_is_not_taken_from_another_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = io.BytesIO(pickle.dumps(Task(colorsys.rgb_to_hsv)))
    ended: list[int] = []
    monkeypatch.setattr(worker, "on_disk", lambda: "what was installed since")
    monkeypatch.setattr(os, "_exit", ended.append)
    assert worker.Reader(task).load().function is colorsys.rgb_to_hsv
    assert not ended, "all that it needs is there"
    task.seek(0)
    monkeypatch.delitem(sys.modules, "colorsys")
    worker.Reader(task).load()
    assert ended == [OTHER_SOURCE]


def test_out_of_time_in_another_process_tells_the_time_that_the_request_had(pool: Pool) -> None:
    pool.run(number)  # so that the process has begun
    with within(Deadline(0.5)), pytest.raises(OutOfTime, match=r"the 0\.5 seconds"):
        pool.run(forever, True)


def test_what_a_process_needs_to_begin_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(pools, "monotonic", lambda: now[0])
    process = Process()  # whoever is asked to end it does not matter here
    waiting = Running(process, Deadline(5, lambda: now[0]))
    now[0] += 50
    assert not waiting.late
    waiting.begin()
    now[0] += 4.9
    assert not waiting.late
    now[0] += 0.2
    assert waiting.late
    hopeless, left = (Running(process, Deadline(5, lambda: now[0])) for _ in range(2))
    left.deadline.cancel()
    assert left.late, "nobody waits for it"
    now[0] += pools.STARTING + 1
    assert hopeless.late, "nor does it go on beginning for ever"
    process.close()


def test_the_time_is_counted_from_when_a_process_says_that_it_is_at_work(pool: Pool) -> None:
    counted: list[float] = []

    class Counting(Deadline):
        def put_off(self, seconds: float) -> None:
            counted.append(seconds)

    for times in (1, 2):  # a process that is there already says so too
        with within(Counting(60)):
            pool.run(number)
        assert len(counted) == times
    assert min(counted) >= 0
