"""What a process does for the one that has started it: it does not outlive it."""

from __future__ import annotations

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """Have the system end this process with its parent, where it can; a copy is not concerned.

    ``parent`` is the process that has started this one: where another has taken its place, it has
    ended before it could be watched, and `SystemExit` is raised.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415  # only here

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit
