"""What a process does for the one that has started it: it does not outlive it."""

from __future__ import annotations

import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Have the system end this process with its parent, where it can; a copy is not concerned."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415  # only here

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == 1:  # it has ended before this could be said
        raise SystemExit
