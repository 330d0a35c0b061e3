"""Runs everything in turn, several times over, so that a slow minute slows all alike."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import asdict, dataclass, field
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bench import own, plain
from bench.compose import compose
from bench.measure import Run, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.model import Shape
    from bench.peers import Peer


_TELLING = re.compile(r"error|failed|cannot|could not", re.IGNORECASE)


@dataclass
class Result:
    """What came of one task at one size."""

    name: str
    does: str
    briefs: int
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    trouble: str = ""

    @property
    def median(self) -> float:
        """The middle of the seconds, or not a number."""
        return median(self.seconds) if self.seconds else float("nan")

    def as_dict(self) -> dict[str, object]:
        """Return the result for a file."""
        return asdict(self)


@dataclass(frozen=True)
class Task:
    """Something to time: where, with which commands, and what must be done before each run."""

    result: Result
    folder: Path
    commands: Sequence[Sequence[str]]
    before: Callable[[], None]
    unmade: Callable[[], str] = str
    """What a run that ended well has not made, or nothing."""
    environment: Mapping[str, str] | None = None


def tasks(peers: Sequence[Peer], shape: Shape, folder: Path, home: Path) -> Iterator[Task]:
    """Write the books and yield what there is to run, in the order of a round."""
    book = compose(shape)
    for peer in peers:
        result = Result(peer.name, peer.does, shape.briefs)
        place = folder / f"{shape.briefs}" / peer.name.replace(" ", "-")
        if shape.briefs > peer.most_briefs:
            result.trouble = f"not asked above {peer.most_briefs} briefs"
        result.trouble = result.trouble or peer.missing(home)
        if not result.trouble:
            shutil.rmtree(place, ignore_errors=True)
            if peer.dialect is None:
                own.write(book, place)
            else:
                plain.write(book, place, peer.dialect)
            peer.write_settings(place, [brief.name for brief in book.briefs])
        yield Task(
            result, place, peer.commands(peer.python(home)), _Clean(place, peer.clean),
            partial(peer.unmade, place, shape.briefs), peer.environment(home),
        )  # fmt: skip
        if peer.name == "briefbook" and not result.trouble:
            yield from _again(shape, place)


def _again(shape: Shape, place: Path) -> Iterator[Task]:
    """Yield what is asked of a book that stands: nothing changed, one brief changed."""
    call = [sys.executable, "-P", "-m", "briefbook"]
    brief = place / "briefs" / "brief-0001.md"
    alone = [sys.executable, "-m", "bench.typst_alone", str(place / "_build")]
    for name, does, command, before in (
        ("briefbook unchanged", "check", [*call, "check"], partial(_checked, place, call)),
        ("briefbook touched", "all, one brief changed", [*call, "build"], _Touch(brief)),
        ("typst alone", "book, from what we wrote", alone, _nothing),
    ):
        yield Task(Result(name, does, shape.briefs), place, [command], before)


@dataclass(frozen=True)
class _Clean:
    folder: Path
    names: Sequence[str]

    def __call__(self) -> None:
        for name in self.names:
            shutil.rmtree(self.folder / name, ignore_errors=True)


@dataclass(frozen=True)
class _Touch:
    """Changes one word of a brief, back and forth."""

    path: Path

    def __call__(self) -> None:
        text = self.path.read_text(encoding="utf-8")
        old, new = ("## Background", "## The background")
        changed = text.replace(new, old) if new in text else text.replace(old, new)
        self.path.write_text(changed, encoding="utf-8")


def _checked(place: Path, call: Sequence[str]) -> None:
    """See to it that the book was checked as it is."""
    run([*call, "check"], place)


def _nothing() -> None:
    return


def run_rounds(found: Sequence[Task], rounds: int, say: Callable[[str], None]) -> list[Result]:
    """Run every task once a round and return the results; a task that fails is left out then."""
    for number in range(1, rounds + 1):
        for task in found:
            if task.result.trouble:
                continue
            task.before()
            say(f"round {number} of {rounds}: {task.result.name}, {task.result.briefs} briefs")
            _note(task, [run(one, task.folder, task.environment) for one in task.commands])
    return [task.result for task in found]


def _note(task: Task, runs: Sequence[Run]) -> None:
    result = task.result
    failed = next((one for one in runs if one.status), None)
    if failed is not None:
        result.trouble = f"fails: {_reason(failed)[:120]}"
        return
    unmade = task.unmade()  # some programs end well without having made anything
    if unmade:
        result.trouble = f"fails: {unmade}"
        return
    result.seconds.append(sum(one.seconds for one in runs))
    result.processor.append(sum(one.processor for one in runs))
    result.megabytes.append(max(one.megabytes for one in runs))


def _reason(failed: Run) -> str:
    """Return the line of what was printed that most likely says why."""
    lines = [line.strip() for line in failed.output.splitlines() if line.strip()]
    telling = [line for line in lines if _TELLING.search(line)]
    return next(iter([*reversed(telling), *reversed(lines)]), f"status {failed.status}")
