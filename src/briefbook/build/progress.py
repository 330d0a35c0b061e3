"""Progress on a terminal: one line that is written over, and nothing anywhere else."""

from __future__ import annotations

import io
import os
import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

_STEP = re.compile(
    r"(reading sources|writing output|typesetting)\.\.\.[^\[]*\[\s*(\d+)%\](?: (\d+) of (\d+) PDF)?"
)
_TO_READ = re.compile(r"(\d+) added, (\d+) changed, \d+ removed")
_BEGUN = re.compile(
    r"(copying static files|checking consistency|writing the pages for print"
    r"|typesetting (?=\d+ PDF))\.*"
)
_NAMES = {
    "reading sources": "Reading",
    "writing output": "Writing pages",
    "typesetting": "Typesetting",
    "checking consistency": "Checking the text",
    "copying static files": "Writing pages",
    "writing the pages for print": "Translating for print",
}
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_CLEAR = "\r\x1b[K"
# So many seconds, and so many hundredths of the work, before a guess is worth anything.
_SOON, _LITTLE = 3.0, 5
_MINUTE = 60


class ProgressLine(io.TextIOBase):
    """Takes Sphinx's status output and shows only how far it has come, and how long it takes yet.

    No line is longer than 39 characters, so that a window that is made narrower breaks none.
    """

    def __init__(self, terminal: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._terminal = terminal
        self._clock = clock
        self._shown = ""
        self._to_read = 0
        self._step = ""
        self._begin = (0.0, 0)

    def write(self, text: str, /) -> int:
        """Show the last step that ``text`` speaks of."""
        plain = _ANSI.sub("", text)
        for added, changed in _TO_READ.findall(plain):
            self._to_read = int(added) + int(changed)
        if begun := _BEGUN.findall(plain):
            self.show(_NAMES[begun[-1].strip()])
        if found := _STEP.findall(plain):
            step, percent, made, of = found[-1]
            self._count(step, int(percent), f"{made} of {of}" if of else "")
        return len(text)

    def _count(self, step: str, percent: int, counted: str) -> None:
        if step != self._step:
            self._step, self._begin = step, (self._clock(), percent)
        many = counted or f"{percent}%"
        if step == "reading sources" and self._to_read:
            many = f"{percent}% of {self._to_read}"
        self.show(f"{_NAMES[step]} {many}{self._left(percent)}")

    def _left(self, percent: int) -> str:
        """Return how long a step takes yet if it goes on as it has gone so far."""
        begin, before = self._begin
        seconds, done = self._clock() - begin, percent - before
        if seconds < _SOON or done < _LITTLE:
            return ""
        left = seconds * (100 - percent) / done
        if left >= 1.5 * _MINUTE:
            return f", {round(left / _MINUTE)} min left"
        return f", {max(1, round(left))} s left" if percent < 100 else ""  # noqa: PLR2004  # all

    def show(self, line: str) -> None:
        """Write ``line`` over the one before."""
        line = line[: _columns(self._terminal) - 1]
        if line != self._shown:
            self._terminal.write(f"{_CLEAR}{line}")
            self._terminal.flush()
            self._shown = line

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._terminal.write(_CLEAR)
            self._terminal.flush()
            self._shown = ""


@contextmanager
def shown_on(stream: TextIO) -> Iterator[ProgressLine | None]:
    """Show on a terminal that can write over a line how far a run has come; yield what shows it."""
    line = ProgressLine(stream) if _can_write_over(stream) else None
    try:
        yield line
    finally:
        if line:
            line.clear()


def over(stream: TextIO) -> str:
    """Return what takes away the line of another process before something is said, if need be."""
    return _CLEAR if _can_write_over(stream) else ""


def _can_write_over(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _columns(terminal: TextIO) -> int:
    """Return how wide a terminal is now; what its shell says of it may be out of date."""
    try:
        return os.get_terminal_size(terminal.fileno()).columns or 80
    except OSError:
        return 80
