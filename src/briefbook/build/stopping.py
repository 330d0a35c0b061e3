"""Stopping a build where what it has done so far can be kept."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


class StoppedError(BaseException):
    """The build was asked to stop; no `Exception`, for which Sphinx would throw its work away."""


class Stop:
    """Hears SIGTERM, and stops at once while that is allowed, or as soon as it is.

    While Sphinx reads and writes pages, a build that breaks off leaves what nobody can trust; while
    PDFs are made, each of them is whole or as it was.
    """

    def __init__(self, allowed: Callable[[], None] = lambda: None) -> None:
        """Take what is called when stopping begins to be allowed: what was read is kept by now."""
        self._wanted = False
        self._allowed = False
        self._tell = allowed

    def listen(self) -> None:
        """Begin to hear; copies of this process are ended by the signal as others are."""
        signal.signal(signal.SIGTERM, self._hear)
        os.register_at_fork(after_in_child=_hear_no_more)

    def allow(self) -> None:
        """Let the build be stopped from here on; stop it if it was asked to before."""
        self._tell()
        self._allowed = True
        if self._wanted:
            raise StoppedError

    def forbid(self) -> None:
        """Let the build not be stopped from here on: it is about to be published."""
        self._allowed = False

    def _hear(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._wanted = True
        if self._allowed:
            raise StoppedError


def _hear_no_more() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
