"""Work shared out to processes; what each finds and logs comes back in the order of the parts."""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from enum import Enum
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx.errors import ExtensionError, SphinxParallelError
from sphinx.util import logging

from briefbook.parent import end_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Part = TypeVar("Part")
Found = TypeVar("Found")

_logger = logging.getLogger(__name__)


class Room(Enum):
    """What may run beside a part."""

    ANY = "any other"
    SMALL = "any that needs no room itself"
    ALONE = "nothing"


ENDED = (
    "a process of the build was ended by the system; there may be too little memory:"
    " try again with --jobs 1"
)
_stays: list[int] = []  # the process that has called `stay_here`


def stay_here() -> None:
    """Have no more work shared out by this process; called before it lets Typst start threads.

    A forked process would wait for ever for threads that it has not taken along.
    """
    _stays[:] = [os.getpid()]


def can_fork() -> bool:
    """Return whether work can be shared out: only a fork takes everything along."""
    return "fork" in multiprocessing.get_all_start_methods() and os.getpid() not in _stays


def groups(parts: Sequence[Part], processes: int, most: int) -> list[Sequence[Part]]:
    """Cut parts into groups of at most ``most``, some for each process, so that all end together.

    A group is what one process does before it ends and gives its memory back.
    """
    each = max(1, min(most, -(-len(parts) // (3 * max(1, processes)))))
    return [parts[start : start + each] for start in range(0, len(parts), each)]


def shared(
    work: Callable[[Part], Found],
    parts: Iterable[Part],
    processes: int,
    done: Callable[[Part], None] = lambda _: None,
    room: Callable[[Part], Room] = lambda _: Room.ANY,
) -> list[Found]:
    """Return what ``work`` makes of each part, each in a process of its own.

    At most ``processes`` run at a time, in the order of the parts, as far as each has the ``room``
    that it needs.  Where nothing can be forked, see `can_fork`, the work is done here.  ``done`` is
    told of each part that is ready.  What ``work`` changes besides is lost.

    Raises `SphinxParallelError` where it fails, and `ExtensionError` where the
    system has ended a process.
    """
    todo = list(parts)
    if not can_fork():
        return [_here(work, part, done) for part in todo]
    waiting = list(range(len(todo)))
    running: dict[Connection, tuple[int, ForkProcess]] = {}
    answers: dict[int, tuple[Any, list[Any]]] = {}
    try:
        while waiting or running:
            while len(running) < max(1, processes):
                beside = [room(todo[index]) for index, _ in running.values()]
                if (free := _free((room(todo[index]) for index in waiting), beside)) is None:
                    break
                index = waiting.pop(free)
                end, process = _start(work, todo[index])
                running[end] = (index, process)
            ready = wait(list(running))
            for end in [end for end in running if end in ready]:
                index, process = running.pop(end)
                answers[index] = _answer(end, process)
                done(todo[index])
    finally:
        for end, (_, process) in running.items():
            process.terminate()
            process.join()
            end.close()
    return [_logged(*answers[index]) for index in range(len(todo))]


def _free(waiting: Iterable[Room], beside: Sequence[Room]) -> int | None:
    """Return which of the parts that wait may begin beside those that run, or nothing."""
    if Room.ALONE in beside:
        return None
    held = any(room is not Room.ANY for room in beside)
    for place, room in enumerate(waiting):
        if room is Room.ANY:
            return place
        if not held:  # nothing overtakes one that waits until it is alone
            return None if room is Room.ALONE and beside else place
    return None


def apart(work: Callable[[], Found]) -> Found:
    """Return what ``work`` makes in a process of its own, whose memory is given back at once.

    Raises what `shared` raises.
    """
    return shared(lambda _: work(), [None], 1)[0]


def _here(work: Callable[[Part], Found], part: Part, done: Callable[[Part], None]) -> Found:
    found = work(part)
    done(part)
    return found


def _start(work: Callable[[Part], Any], part: Part) -> tuple[Connection, ForkProcess]:
    receiving, sending = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_do,
        args=(sending, work, part, os.getpid()),
        daemon=False,  # it may share out work itself
    )
    process.start()
    sending.close()  # so that the end of the process is the end of what it says
    return receiving, process


def forget_before() -> None:
    """Keep what a process was forked with out of its collections of garbage.

    To look at an object is to write to it, and would copy all of the other process's memory.
    """
    gc.freeze()


def _do(sending: Connection, work: Callable[[Part], Any], part: Part, parent: int) -> None:
    """Do one part and send what came of it, with what was logged on the way."""
    end_with(parent)
    forget_before()
    collector = logging.LogCollector()
    failure, found = None, None
    try:
        with collector.collect():
            found = work(part)
    except BaseException as error:  # noqa: BLE001  # whatever it is, the other side must hear of it
        said = traceback.format_exception_only(error)[-1].strip()
        failure = (said, traceback.format_exc())
    logs = getattr(collector, "logs", [])
    logging.convert_serializable(logs)
    sending.send((failure, found, logs))
    sending.close()


def _answer(end: Connection, process: ForkProcess) -> tuple[Any, list[Any]]:
    try:
        failure, found, logs = end.recv()
    except EOFError:
        process.join()
        raise ExtensionError(ENDED) from None
    finally:
        end.close()
    process.join()
    if failure is not None:
        raise SphinxParallelError(*failure)
    return found, logs


def _logged(found: Found, logs: list[Any]) -> Found:
    for record in logs:
        _logger.handle(record)
    return found
