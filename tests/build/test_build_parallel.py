"""Work in several processes: in its order, with what it logs, and never lost without a word."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError, SphinxParallelError

from briefbook import parallel
from briefbook.parallel import Room

if TYPE_CHECKING:
    from collections.abc import Callable

ANY, SMALL, ALONE = Room
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")


@pytest.fixture(autouse=True)
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    # Another test may have let Typst start threads in this process; nothing here waits for them.
    monkeypatch.setattr(parallel, "_stays", [])


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("processes", [1, 2, 5])
def test_answers_come_in_the_order_of_the_parts(processes: int) -> None:
    done: list[int] = []
    found = parallel.shared(lambda n: (n * n, os.getpid()), range(7), processes, done.append)
    assert [square for square, _ in found] == [n * n for n in range(7)]
    assert sorted(done) == list(range(7))
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_what_fails_in_a_process_fails_here() -> None:
    with pytest.raises(SphinxParallelError, match="by zero"):
        parallel.shared(lambda n: 1 // n, [1, 0], 2)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_process_that_was_ended_is_told_with_what_to_do() -> None:
    with pytest.raises(ExtensionError, match=r"too little memory.*--jobs 1"):
        parallel.shared(lambda _: os._exit(9), [1], 1)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_large_parts_are_done_one_by_one_beside_the_others(tmp_path: Path) -> None:
    lock = tmp_path / "lock"

    def work(part: str) -> bool:
        """Return whether no other large part was under way."""
        if part == "small":
            return True
        try:
            lock.mkdir()
        except FileExistsError:
            return False
        time.sleep(0.05)
        lock.rmdir()
        return True

    parts = ["large", "large", "small", "large", "small", "large"]
    found = parallel.shared(work, parts, 3, room=lambda part: SMALL if part == "large" else ANY)
    assert found == [True] * len(parts)


@pytest.mark.parametrize(
    ("waiting", "beside", "next_one"),
    [
        ([ANY], [SMALL], 0),
        ([SMALL, ANY], [SMALL], 1),
        ([ALONE, ANY], [SMALL], 1),  # another large one is under way: it has time yet
        ([ALONE, ANY], [ANY], None),  # it is next, and nothing overtakes it
        ([ANY, ALONE], [ANY], 0),
        ([ALONE, ANY], [], 0),
        ([ANY], [ALONE], None),
        ([SMALL], [SMALL], None),
        ([], [], None),
    ],
)
def test_a_part_begins_where_it_has_room(
    waiting: list[Room], beside: list[Room], next_one: int | None
) -> None:
    assert parallel._free(waiting, beside) == next_one


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_part_may_share_out_work_itself() -> None:
    def work(_: int) -> tuple[int, int]:
        return os.getpid(), parallel.apart(os.getpid)

    found = parallel.shared(work, [1, 2], 2)
    assert len({os.getpid(), *(pid for pair in found for pid in pair)}) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends them at once")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_no_process_outlives_the_one_that_waits_for_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"

    def wait() -> None:
        told.write_text(str(os.getpid()))
        time.sleep(60)

    waiting = multiprocessing.get_context("fork").Process(target=parallel.apart, args=(wait,))
    waiting.start()
    _until(lambda: told.is_file() and bool(told.read_text()))
    waiting.kill()
    waiting.join()
    _until(lambda: not _runs(int(told.read_text())))


def _until(held: Callable[[], bool]) -> None:
    for _ in range(600):
        if held():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to pass")


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_process_with_threads_does_the_work_itself() -> None:
    parallel.stay_here()
    assert parallel.shared(lambda _: os.getpid(), [1, 2], 2) == [os.getpid()] * 2


@pytest.mark.parametrize(
    ("count", "processes", "most", "sizes"),
    [(0, 2, 20, []), (1, 2, 20, [1]), (7, 2, 20, [2, 2, 2, 1]), (100, 2, 20, [17] * 5 + [15])],
)
def test_groups_share_work_out_evenly(
    count: int, processes: int, most: int, sizes: list[int]
) -> None:
    found = parallel.groups(range(count), processes, most)
    assert [len(group) for group in found] == sizes
    assert [n for group in found for n in group] == list(range(count))
