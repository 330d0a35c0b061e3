"""Sphinx's own processes, watched: one that is ended by the system ends the build with a word."""

from __future__ import annotations

import multiprocessing
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx import builders
from sphinx.errors import ExtensionError
from sphinx.util.parallel import ParallelTasks

from briefbook.build import collector
from briefbook.parallel import ENDED, forget_before, groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


_BETWEEN_LOOKS = 0.02
# Documents that one process reads or writes.  All of them are resolved before it begins, and what
# it has read comes back at once: more of them take more memory and leave a core idle for longer.
_MOST = 40


class WatchedTasks(ParallelTasks):
    """Processes that read or write documents, none of which is lost without a word.

    Sphinx drops the failure of a process while it still adds others, and the documents of all
    that run with it; and it speaks of one that the system has ended as of an end of file.
    """

    def add_task(
        self,
        task_func: Callable[[Any], Any] | Callable[[], Any],
        arg: Any = None,  # noqa: ANN401  # as Sphinx has it
        result_func: Callable[[Any, Any], Any] | None = None,
    ) -> None:
        """Start a process as soon as fewer than allowed run; raise where one has failed."""
        # Documents that were written, and what was read and is merged by now, hold themselves.
        collector.collect()
        number = self._taskid
        self._taskid += 1
        self._result_funcs[number] = result_func or (lambda _arg, _result: None)
        self._args[number] = arg
        receiving, sending = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork")
        self._procs[number] = context.Process(target=self._process, args=(sending, task_func, arg))
        self._precvs_waiting[number] = receiving
        try:
            self._join_one()
            # Documents that are ready to be written wait here: a few, not those of a whole book.
            while len(self._precvs_waiting) > self.nproc:
                if not self._join_one():
                    time.sleep(_BETWEEN_LOOKS)
        except BaseException:
            self.terminate()
            raise

    def _process(self, pipe: Any, func: Callable[..., Any], arg: Any) -> None:  # noqa: ANN401
        forget_before()
        super()._process(pipe, func, arg)

    def terminate(self) -> None:
        """End what still runs, and wait for its end: until then it holds the folder's lock."""
        running = [self._procs[number] for number in self._precvs]
        super().terminate()
        for process in running:
            process.join()

    def _join_one(self) -> bool:
        try:
            self._look_for_ended()
            return super()._join_one()
        except EOFError:
            raise ExtensionError(ENDED) from None

    def _look_for_ended(self) -> None:
        """Raise `EOFError` where a process has ended without an answer."""
        for number, receiving in self._precvs.items():
            # In this order: an answer that is there by then was given before the end.
            if self._procs[number].exitcode is not None and not receiving.poll():
                raise EOFError


def _chunks(docnames: Sequence[str], processes: int) -> list[Sequence[str]]:
    return groups(docnames, processes, _MOST)


@contextmanager
def watched_tasks() -> Iterator[None]:
    """Have Sphinx use `WatchedTasks` for a while, with few documents in each.

    It has no door for another kind.
    """
    own = {"ParallelTasks": WatchedTasks, "make_chunks": _chunks}
    before = {name: vars(builders)[name] for name in own}
    vars(builders).update(own)
    try:
        yield
    finally:
        vars(builders).update(before)
