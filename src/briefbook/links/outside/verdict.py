"""From what was known and what was found to what is thought now.

One bad answer says little: a page that is not there today may be there tomorrow.  So it takes two
of them, days apart and with no good one between, until an address is called dead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefbook.links.outside.records import Entry, Outcome, Verdict

if TYPE_CHECKING:
    from datetime import date

    from briefbook.links.outside.records import Found

_VERDICTS = {
    Outcome.GOOD: Verdict.OK,
    Outcome.MOVED: Verdict.REDIRECTED,
    Outcome.FLAWED: Verdict.DEGRADED,
    Outcome.UNKNOWN: Verdict.UNVERIFIABLE,
}


def judge(known: Entry | None, found: Found, today: date, days: int) -> Entry:
    """Return the entry of an address after one more asking.

    ``days`` is how far apart two bad answers must lie for an address to be dead.  What the
    person keeps in an entry stays as it is.
    """
    before = known or Entry()
    now = replace(
        before,
        status=found.status,
        target=found.target,
        why=found.why,
        asked=today,
        title=found.title or before.title,
        digest=found.digest or before.digest,
    )
    if found.outcome is Outcome.GONE:
        return _gone(before, now, today, days)
    if found.outcome is Outcome.UNKNOWN:
        # It says nothing about the page: what was known of it still stands.
        if before.verdict is Verdict.DEAD:
            return replace(before, asked=today)
        return replace(now, verdict=Verdict.UNVERIFIABLE, target=found.target or before.target)
    return replace(
        now,
        verdict=_VERDICTS[found.outcome],
        first_good=_earlier(before.first_good, today),
        last_good=today,
        gone=None,
    )


def _gone(before: Entry, now: Entry, today: date, days: int) -> Entry:
    first = _earlier(before.gone, today)
    dead = before.verdict is Verdict.DEAD or (today - first).days >= days
    return replace(now, gone=first, verdict=Verdict.DEAD if dead else Verdict.DEGRADED)


def _earlier(day: date | None, today: date) -> date:
    """Return the first of two days; a day of the future is one that a clock was wrong on."""
    return min(day or today, today)
