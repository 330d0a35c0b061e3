"""Runs of words as tags: slow to make, so that guessing a text costs more than reading it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

RUN = 5
"""Words in a run: the shortest quotation that is verified without the text."""

TAG = 6
PLACE = 3
RECORD = TAG + PLACE
"""Bytes of a record: what it is found by, and the masked place of its first word."""

Tell = Callable[[int, int], None]
"""Is told how many of how many runs have been made, as a long work goes on."""

_THREADS = 8  # scrypt lets other threads run, and each takes some megabytes
_KEPT = 2**16  # runs of the longest text that is read, so that none is made twice

KEY = 16
MOST_WORDS = 1 << 8 * PLACE
"""Words that a paragraph may have."""


@dataclass(frozen=True)
class Cost:
    """The work that one guess takes, as scrypt counts it: ``128 * n * r`` bytes, ``p`` times."""

    n: int = 2**13
    r: int = 8
    p: int = 1

    @property
    def memory(self) -> int:
        """Bytes that scrypt may use, with what it needs beside its table."""
        return 128 * self.r * (self.n + self.p + 2) + 2**20


@dataclass(frozen=True)
class Key:
    """What tells the tags of one book from those of any other; public, as the tags are."""

    salt: bytes
    cost: Cost = Cost()

    def __post_init__(self) -> None:
        if len(self.salt) != KEY:
            raise ValueError(f"a key has {KEY} bytes, not {len(self.salt)}")


@dataclass(frozen=True)
class Tag:
    """One occurrence of a run: ``name`` finds its record, ``mask`` hides the place in it."""

    name: bytes
    mask: int

    def hide(self, place: int) -> int:
        """Return a place as it is stored."""
        return (place + self.mask) % MOST_WORDS

    def show(self, hidden: int) -> int:
        """Return the place that is stored as ``hidden``."""
        return (hidden - self.mask) % MOST_WORDS


@lru_cache(maxsize=_KEPT)
def secret(key: Key, run: Sequence[str]) -> bytes:
    """Return what stands for a run of words; the one slow step, and all that a guess is tested by.

    ``run`` is a tuple.  A shorter phrase can never pass for a longer run: words hold no space.
    """
    cost = key.cost
    return hashlib.scrypt(
        " ".join(run).encode(),
        salt=key.salt,
        n=cost.n,
        r=cost.r,
        p=cost.p,
        maxmem=cost.memory,
        dklen=32,
    )


def warm(key: Key, needed: Collection[tuple[str, ...]], tell: Tell | None = None) -> None:
    """Do the slow step for many runs on all processors; `secret` then has them at hand."""
    ordered = sorted(set(needed))
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as pool:
        for done, _ in enumerate(pool.map(lambda run: secret(key, run), ordered), 1):
            if tell:
                tell(done, len(ordered))


def tag(made: bytes, occurrence: int) -> Tag:
    """Return the tag of the nth occurrence (from 0) of a run in one paragraph."""
    digest = hashlib.blake2b(occurrence.to_bytes(4), key=made, digest_size=RECORD).digest()
    return Tag(digest[:TAG], int.from_bytes(digest[TAG:]))
