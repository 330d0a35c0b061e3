"""Work in several processes: in its order, with what it logs, and never lost without a word."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError, SphinxParallelError

from briefbook import parallel

if TYPE_CHECKING:
    from pathlib import Path

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
    found = parallel.shared(work, parts, 3, one_by_one=lambda part: part == "large")
    assert found == [True] * len(parts)


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
