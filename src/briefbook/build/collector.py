"""How often Python looks for objects that hold each other and are held by nobody else."""

from __future__ import annotations

import ctypes
import gc
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Trees of documents are kept, so that there is little to find: a tenth of the time of reading and
# writing went into looking.  Of 50 briefs, 20 MB of 190 were found later than before.  All is
# looked over after ten million objects, though: without it 200 briefs took 100 MB more of 350.
_SELDOM = (100_000, 10, 10)


def collect() -> None:
    """Look now, among what is not kept for good."""
    gc.collect()


def give_back() -> None:
    """Look now, and return to the system what is free in the midst of what is kept.

    The standard library of C gives back what is free at the end of its memory alone, unless it is
    asked (malloc_trim(3), of the GNU C library only): of 353 MB with 500 briefs it was 32.
    """
    gc.collect()
    with suppress(AttributeError, OSError, TypeError):  # TypeError: Windows has no library of all
        ctypes.CDLL(None).malloc_trim(0)


def keep_for_good() -> None:
    """Take what there is now for something that stays, so that nobody looks at it again."""
    gc.collect()
    gc.freeze()


@contextmanager
def seldom() -> Iterator[None]:
    """Look seldom while this lasts, in this process and those that are copied from it."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
