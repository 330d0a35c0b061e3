"""From addresses to what asking them found out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from briefbook.fetch import TIMEOUT
from briefbook.links.outside import lychee
from briefbook.links.outside.drift import lost
from briefbook.links.outside.fresh import bare, host_of
from briefbook.links.outside.meaning import classify
from briefbook.links.outside.pages import read_pages
from briefbook.links.outside.records import Found, Outcome
from briefbook.links.outside.refusals import is_wall, says_not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefbook.links.outside.lychee import Reply
    from briefbook.links.outside.pages import Page
    from briefbook.links.outside.settings import Settings

_BATCH = 100


@dataclass(frozen=True)
class Crawl:
    """What a crawl needs besides the addresses.

    ``loopback`` are the hosts of this machine; ``quotations`` are the words that the book quotes
    from an address.  ``tell`` is called for each answer.
    """

    settings: Settings
    loopback: frozenset[str] = frozenset()
    quotations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tell: Callable[[], None] = lambda: None


def batches(addresses: Sequence[str], size: int = _BATCH) -> Iterator[list[str]]:
    """Yield the addresses in groups; after each there is something to keep.

    Addresses that differ in their fragments alone stay together, so that they are asked once.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for address in sorted(addresses):
        groups[bare(address)].append(address)
    batch: list[str] = []
    for group in groups.values():
        if batch and len(batch) + len(group) > size:
            yield batch
            batch = []
        batch += group
    if batch:
        yield batch


def crawl(addresses: Sequence[str], how: Crawl) -> dict[str, Found]:
    """Return what asking each address found out; every one is asked for at most two times.

    First lychee asks whether it is there, then the pages of those that are get read for their
    title, their anchors and what the book quotes from them.
    """
    wanted = sorted({bare(address) for address in addresses})
    replies = {reply.address: classify(reply, how.settings) for reply in _ask(wanted, how)}
    quoted: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        quoted[bare(address)] += how.quotations.get(address, ())
    there = [a for a, found in replies.items() if found.outcome in {Outcome.GOOD, Outcome.MOVED}]
    with_quotations = {address for address, words in quoted.items() if words}
    pages = read_pages(there, how.settings, how.loopback, with_quotations, how.tell)
    anchors = _anchors(addresses, pages, how.settings)
    return {
        address: _look(
            replies[bare(address)],
            pages.get(bare(address)),
            quoted[bare(address)],
            has_anchor=anchors.get(address, True),
        )
        for address in addresses
    }


def _ask(addresses: Sequence[str], how: Crawl) -> list[Reply]:
    """Ask lychee; where some host keeps it waiting too long, ask for each host by itself."""
    try:
        return lychee.ask(addresses, how.settings, how.loopback)
    except lychee.DeadlineError:
        pass
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[host_of(address)].append(address)
    hurried = replace(how.settings, deadline=how.settings.deadline / 2, retries=0)
    replies: list[Reply] = []
    for group in hosts.values():
        try:
            replies += lychee.ask(group, hurried, how.loopback)
        except lychee.DeadlineError:
            replies += [lychee.Reply(address, "timeout", 0, "", ()) for address in group]
    return replies


def _anchors(
    addresses: Sequence[str], pages: Mapping[str, Page], settings: Settings
) -> dict[str, bool]:
    """Return for each address with a fragment, whose page is at hand, whether it is there."""
    asked = []
    for address in addresses:
        page, fragment = pages.get(bare(address)), urldefrag(address).fragment
        # "#!" and "#/" are a script's own addresses.
        if page and page.html and not page.cut and fragment and fragment[0] not in "!/":
            asked.append((address, page.html, fragment))
    if not asked:
        return {}
    pairs = [(html, fragment) for _, html, fragment in asked]
    try:
        answers = lychee.check_fragments(pairs, settings.deadline)
    except lychee.DeadlineError:
        return {}
    return {address: answer for (address, _, _), answer in zip(asked, answers, strict=True)}


def _look(found: Found, page: Page | None, quotations: Sequence[str], *, has_anchor: bool) -> Found:
    """Return what was found, with what the page itself says."""
    if page is None or found.outcome not in {Outcome.GOOD, Outcome.MOVED}:
        return found
    if unseen := _unseen(page):
        return replace(found, outcome=Outcome.UNKNOWN, status=unseen[0], why=unseen[1])
    found = replace(found, title=page.title, digest=page.digest)
    if flaw := _flaw(page, quotations, has_anchor=has_anchor):
        return replace(found, outcome=Outcome.FLAWED, status=flaw[0], why=flaw[1])
    return found


def _unseen(page: Page) -> tuple[str, str] | None:
    """Return why a page could not be seen, as a status and in words."""
    if page.fault:
        return "timeout" if page.fault == TIMEOUT else "broken", page.fault
    if is_wall(page):
        return "wall", f"a wall stands before it, with the title '{page.title}'"
    return None


def _flaw(page: Page, quotations: Sequence[str], *, has_anchor: bool) -> tuple[str, str] | None:
    """Return what a page lacks, as a status and in words."""
    if says_not_found(page):
        return "soft-404", f"its title is '{page.title}'"
    if (words := lost(page, quotations)) is not None:
        return "drifted", f"it no longer has '{words}'"
    if not has_anchor:
        sure = "" if page.scripted else ", and runs no script that could make it"
        return "no-anchor", f"it has no such place{sure}"
    return None
