"""Archived copies: what the book knows of them, and asking the Wayback Machine for more."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from briefbook.fetch import FetchError, Limits, fetch
from briefbook.links.outside import ledger as ledgers
from briefbook.links.outside.fresh import host_of
from briefbook.links.outside.hosts import is_example
from briefbook.links.outside.records import Entry, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from briefbook.links.outside.settings import Settings

# The time in the address of a memento, as the Wayback Machine and many others write it.
_STAMP = re.compile(r"/(\d{4})(\d{2})(\d{2})\d{0,6}(?:[a-z]{2}_)?/https?:", re.IGNORECASE)
_MOST = 2**20
_MOST_FAILURES = 3
_KEEP_AFTER = 20
_OK = "200"


@dataclass(frozen=True)
class Copy:
    """An archived copy of an address, and the day that it shows, where that is known."""

    address: str
    day: date | None = None


@dataclass(frozen=True)
class Suggested:
    """What asking for copies came to; ``trouble`` says why it ended early, or is empty."""

    copies: Mapping[str, Copy]
    asked: int
    trouble: str = ""


def day_of(address: str) -> date | None:
    """Return the day that the address of an archived copy gives."""
    match = _STAMP.search(address)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def suggest(
    path: Path,
    shown: str,
    wanted: Mapping[str, date | None],
    settings: Settings,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> Suggested:
    """Ask the Wayback Machine for a copy of each address that has none, and write them down.

    ``wanted`` maps every address of the book to the day on which it was read; the copy nearest
    to it is taken.  Addresses that are gone come first.  Raises `LedgerError`, `BusyError`,
    OSError.
    """
    with ledgers.held(path):
        known = ledgers.load(path, shown).entries
        asked = sorted(
            (
                address
                for address in wanted
                if not known.get(address, Entry()).archive and not is_example(host_of(address))
            ),
            key=lambda address: (known.get(address, Entry()).verdict != Verdict.DEAD, address),
        )
        found: dict[str, Copy] = {}
        trouble, failures = "", 0
        for number, address in enumerate(asked, 1):
            tell(number, len(asked))
            if number > 1:
                time.sleep(settings.interval)
            try:
                copy = _ask(address, wanted[address], settings)
                failures = 0
            except FetchError as error:
                trouble, failures = str(error), failures + 1
                if failures >= _MOST_FAILURES:
                    break
                continue
            if copy:
                found[address] = copy
                if len(found) % _KEEP_AFTER == 0:
                    _keep(path, shown, found, frozenset(wanted))
        _keep(path, shown, found, frozenset(wanted))
        return Suggested(found, len(asked), trouble if failures >= _MOST_FAILURES else "")


def _ask(address: str, day: date | None, settings: Settings) -> Copy | None:
    question = f"{settings.wayback}?url={quote(address, safe='')}"
    if day:
        question += f"&timestamp={day:%Y%m%d}"
    limits = Limits(step=settings.timeout, total=settings.timeout, most=_MOST, agent=settings.agent)
    return copy_in(fetch(question, limits).data, address)


def copy_in(data: bytes, address: str) -> Copy | None:
    """Return the copy in an answer of the Wayback Machine, if it has a good one of ``address``.

    What it says is looked at: the copy must be of this address, and have been a whole page.
    """
    try:
        closest = json.loads(data)["archived_snapshots"]["closest"]
        url, status, there = str(closest["url"]), str(closest["status"]), closest["available"]
    except (ValueError, KeyError, TypeError):
        return None
    url = re.sub(r"^http://(?=web\.archive\.org/)", "https://", url)
    day = day_of(url)
    original = re.split(r"/\d{4,14}(?:[a-z]{2}_)?/", url, maxsplit=1)[-1]
    if there is not True or status != _OK or day is None or not _alike(original, address):
        return None
    return Copy(url, day)


def _alike(one: str, other: str) -> bool:
    """Return whether two addresses are those of one page, whatever protocol and port they name."""
    return _page(one) == _page(other)


def _page(address: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return address, "", ""
    return host, parts.path.rstrip("/"), parts.query


def _keep(path: Path, shown: str, found: Mapping[str, Copy], keep: frozenset[str]) -> None:
    if not found:
        return
    known = ledgers.load(path, shown).entries
    changed = {
        address: replace(known.get(address, Entry()), archive=copy.address, archived=copy.day)
        for address, copy in found.items()
    }
    ledgers.update(path, shown, changed, keep)


def lines(found: Mapping[str, Copy]) -> Iterator[str]:
    """Yield a line for each copy."""
    for address, copy in sorted(found.items()):
        yield f"{address}\n  {copy.address}"
