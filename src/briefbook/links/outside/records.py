"""What is known of a web address, what one asking found out, and where the book uses it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


MOVED = "it has moved for good"
"""Why an address is redirected where every step of the way is meant to last."""


class Verdict(StrEnum):
    """What is thought of an address, after all that it has answered so far."""

    OK = "ok"
    REDIRECTED = "redirected"
    DEGRADED = "degraded"
    UNVERIFIABLE = "unverifiable"
    DEAD = "dead"


class Outcome(StrEnum):
    """What one asking came to, before anything is remembered."""

    GOOD = "good"
    MOVED = "moved"
    FLAWED = "flawed"
    GONE = "gone"
    UNKNOWN = "unknown"


class Use(NamedTuple):
    """A place of the book where an address stands; the line counts from 1, 0 is not known."""

    path: str
    line: int
    text: str = ""


@dataclass(frozen=True)
class Found:
    """What one asking found out.

    ``status`` is HTTP's number or a word such as ``timeout``; ``target`` is where a redirect ends;
    ``why`` says in words what is wrong, or is empty.
    """

    outcome: Outcome
    status: str
    target: str = ""
    title: str = ""
    digest: str = ""
    why: str = ""


@dataclass(frozen=True)
class Entry:
    """What the ledger keeps of one address; without a verdict it was never asked.

    ``asked`` is the day of the last asking and ``gone`` the first of those days on which it was
    not there any more, without a good one since.  ``archive`` is the address of an archived copy,
    and ``archived`` the day of that copy.  ``note`` is a person's own.
    """

    verdict: Verdict | None = None
    status: str = ""
    first_good: date | None = None
    last_good: date | None = None
    asked: date | None = None
    gone: date | None = None
    target: str = ""
    title: str = ""
    digest: str = ""
    why: str = ""
    archive: str = ""
    archived: date | None = None
    note: str = ""
