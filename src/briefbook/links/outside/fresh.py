"""Which addresses are asked in a run, so that nobody is asked more often than is of use."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from briefbook.links.outside.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from briefbook.links.outside.records import Entry
    from briefbook.links.outside.settings import Settings


def due(entry: Entry | None, address: str, settings: Settings) -> date | None:
    """Return the day from which an address is asked again; None where it never was."""
    if entry is None or entry.asked is None:
        return None
    if entry.verdict is Verdict.DEGRADED and entry.gone:
        # The second bad answer, or the first good one, is wanted as soon as it counts.
        wait = settings.strike_days
    elif entry.verdict in {Verdict.UNVERIFIABLE, Verdict.DEGRADED, Verdict.DEAD}:
        # A page that was given up may be there again, and then nobody should hear of it any more.
        wait = settings.doubt_days
    else:
        wait = settings.age_days + _jitter(address, settings.jitter_days)
    return entry.asked + timedelta(days=max(wait, 1))


def _jitter(address: str, most: int) -> int:
    """Return days to add, the same for an address on every run: from ``-most`` to ``most``.

    Without it, what was asked together once would be asked together for ever.
    """
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % (2 * most + 1) - most


def choose(
    addresses: Iterable[str],
    known: Mapping[str, Entry],
    today: date,
    settings: Settings,
    uncapped: Callable[[str], bool] = lambda _: False,
) -> tuple[list[str], list[str]]:
    """Return the addresses to ask today, and those left for another run by the cap per host.

    Those never asked come first, then those that are due longest.  The hosts for which
    ``uncapped`` is true have no cap.
    """
    waiting: list[tuple[str, str]] = []
    for address in addresses:
        day = due(known.get(address), address, settings)
        # A day of the future is one that a clock was wrong on, or a person wrote by mistake.
        entry = known.get(address)
        ahead = entry is not None and entry.asked is not None and entry.asked > today
        if day is None or day <= today or ahead:
            waiting.append((day.isoformat() if day else "", address))
    chosen, left = [], []
    count: Counter[str] = Counter()
    for _, address in sorted(waiting):
        host = host_of(address)
        if count[host] >= settings.per_host and not uncapped(host):
            left.append(address)
        else:
            count[host] += 1
            chosen.append(address)
    return chosen, left


def host_of(address: str) -> str:
    """Return the host of an address in small letters; nothing where it names none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def bare(address: str) -> str:
    """Return an address without its fragment."""
    return urldefrag(address).url
