"""From what is thought of addresses to findings: one for each, where the book writes it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

from briefbook.dates import show_date
from briefbook.findings import Finding, Severity
from briefbook.links.outside.records import MOVED, Verdict
from briefbook.links.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from briefbook.links.outside.records import Entry, Use
    from briefbook.links.outside.settings import Ignore, Settings

_MOST_USES = 3


class Rule(StrEnum):
    """The id of a rule, with its sentence beside it."""

    sentence: str

    DEAD = ("link-dead", "A web address is not there any more, and there is no archived copy.")
    ARCHIVED = ("link-archived", "A web address is not there any more; the book leads to its copy.")
    GONE = ("link-gone", "A web address was not there when it was last asked.")
    REDIRECTED = ("link-redirected", "A web address leads to another one for good.")
    DRIFTED = ("drifted", "A page no longer has the words that the book quotes from it.")
    FLAWED = ("link-flawed", "A page is there and does not hold what the link is meant to show.")
    UNVERIFIABLE = ("link-unverifiable", "A server does not let a program see a page.")
    PRIVATE = ("link-private", "A web address leads into a private network.")
    IGNORE = ("link-ignore", "An address is left out of the check for longer than was meant.")

    def __new__(cls, rule: str, sentence: str) -> Self:
        """Make a member whose value is the rule's id."""
        member = str.__new__(cls, rule)
        member._value_ = rule
        member.sentence = sentence
        return member


def findings(
    uses: Mapping[str, Sequence[Use]], entries: Mapping[str, Entry], settings: Settings, today: date
) -> list[Finding]:
    """Return what is to be said about the addresses of a book, by what the ledger knows."""
    found = []
    for address, places in uses.items():
        entry = entries.get(address)
        if entry and (said := _said(entry, settings, today)):
            rule, message, remedy, severity = said
            use, others = places[0], _others(places)
            text = f"'{plain(address)}': {message}{others}"
            found.append(Finding(use.path, use.line, rule, text, remedy, severity))
    return sorted(found)


def _others(places: Sequence[Use]) -> str:
    """Say where else an address stands."""
    more = [f"{use.path}:{use.line}" for use in places[1:] if use.line or use.path]
    if not more:
        return ""
    rest = f" and {len(more) - _MOST_USES} more" if len(more) > _MOST_USES else ""
    return f" (also {', '.join(more[:_MOST_USES])}{rest})"


def _said(entry: Entry, settings: Settings, today: date) -> tuple[Rule, str, str, Severity] | None:
    match entry.verdict:
        case Verdict.DEAD:
            return _dead(entry)
        case Verdict.DEGRADED:
            return _degraded(entry, settings)
        case Verdict.REDIRECTED:
            return _redirected(entry)
        case Verdict.UNVERIFIABLE:
            return _unverifiable(entry, settings, today)
    return None


def _dead(entry: Entry) -> tuple[Rule, str, str, Severity]:
    # The reason may be another one than on the first day, so it does not say "since".
    since = f"; it has not been there since {show_date(entry.gone)}" if entry.gone else ""
    message = f"{plain(entry.why)}{since}"
    if entry.archive:
        remedy = "nothing to do: the page and the PDFs lead to the archived copy"
        return Rule.ARCHIVED, message, remedy, Severity.HINT
    remedy = "correct the address, or give an archived copy: briefbook links --suggest"
    return Rule.DEAD, message, remedy, Severity.ERROR


def _degraded(entry: Entry, settings: Settings) -> tuple[Rule, str, str, Severity]:
    message = plain(entry.why)
    if entry.gone:
        remedy = f"look at it; it counts as dead where it is not there {settings.strike_days} days"
        return Rule.GONE, message, f"{remedy} later either", Severity.WARNING
    if entry.status == "drifted":
        remedy = "compare the quotation with the page, or cite an archived copy"
        return Rule.DRIFTED, message, remedy, Severity.WARNING
    if entry.status == "no-anchor":
        sure = "runs no script" in message
        remedy = "correct the part after '#'" if sure else "look whether a script makes it"
        return Rule.FLAWED, message, remedy, Severity.WARNING if sure else Severity.HINT
    return Rule.FLAWED, message, "look at the page, and correct the address", Severity.WARNING


def _redirected(entry: Entry) -> tuple[Rule, str, str, Severity] | None:
    # A redirect that is not meant for good is the server's affair.
    if entry.why != MOVED:
        return None
    message = f"it has moved to '{plain(entry.target)}'"
    return Rule.REDIRECTED, message, "write that address", Severity.HINT


def _unverifiable(entry: Entry, settings: Settings, today: date) -> tuple[Rule, str, str, Severity]:
    good = entry.last_good
    message = plain(entry.why)
    if good:
        message += f"; it was there on {show_date(good)}"
    # Whoever was seen lately is hardly gone.
    recent = good is not None and (today - good).days <= 3 * settings.age_days
    remedy = "nothing to do, unless it does not open in a browser"
    return Rule.UNVERIFIABLE, message, remedy, Severity.HINT if recent else Severity.WARNING


def private_findings(
    addresses: Iterable[str], uses: Mapping[str, Sequence[Use]]
) -> Iterator[Finding]:
    """Yield a finding for each address that stands inside a network and may not be asked."""
    for address in addresses:
        use = uses[address][0]
        message = f"'{plain(address)}': its host is inside a private network, and is not asked"
        remedy = "link to a public address, or set 'private' in briefbook_links"
        yield Finding(use.path, use.line, Rule.PRIVATE, message, remedy, Severity.WARNING)


def ignore_findings(
    ignores: Iterable[Ignore], addresses: Iterable[str], today: date, line: int
) -> Iterator[Finding]:
    """Yield a finding for each exception that has ended, or that no address needs."""
    known = list(addresses)
    for ignore in ignores:
        if ignore.until < today:
            message = f"the exception for '{ignore.pattern}' ended on {show_date(ignore.until)}"
            remedy = "take it out, or look again and give it another day"
            yield Finding("conf.py", line, Rule.IGNORE, message, remedy, Severity.WARNING)
        elif not any(map(ignore.covers, known)):
            message = f"no address of the book is left out by '{ignore.pattern}'"
            yield Finding("conf.py", line, Rule.IGNORE, message, "take it out", Severity.HINT)
