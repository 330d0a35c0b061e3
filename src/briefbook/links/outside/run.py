"""One run over the web addresses of a book: whom to ask, asking, remembering, reporting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefbook.fetch import is_private
from briefbook.findings import Finding, Severity
from briefbook.links.outside import ledger as ledgers
from briefbook.links.outside import lychee, report
from briefbook.links.outside.crawl import Crawl, batches, crawl
from briefbook.links.outside.fresh import choose, host_of
from briefbook.links.outside.hosts import Host, is_example, look_up_all
from briefbook.links.outside.records import Found, Outcome
from briefbook.links.outside.verdict import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefbook.links.outside.ledger import Ledger
    from briefbook.links.outside.records import Entry, Use
    from briefbook.links.outside.settings import Ignore, Settings

_LOOKING_UP = 20.0
_NO_HOST = Found(Outcome.GONE, "no-host", why="there is no such host")
_NO_ADDRESS = Found(Outcome.GONE, "malformed", why="it is no valid address")
_NO_ANSWER = Found(Outcome.UNKNOWN, "no-name", why="its host cannot be looked up now")


@dataclass(frozen=True)
class Book:
    """What a run needs to know of a book.

    ``ledger`` is the file of the ledger and ``shown`` its name in findings; ``uses`` are the places
    of every address, and ``quotations`` what the book quotes from it.  ``ignores_line`` is the
    line of conf.py on which the exceptions stand.
    """

    ledger: Path
    shown: str
    uses: Mapping[str, Sequence[Use]]
    settings: Settings
    quotations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ignores: Sequence[Ignore] = ()
    ignores_line: int = 0
    copies: Mapping[str, str] = field(default_factory=dict)
    """Archived copies that the sources themselves name, by the address of the original."""


def with_copies(entries: Mapping[str, Entry], copies: Mapping[str, str]) -> dict[str, Entry]:
    """Return the entries of a ledger, with the copies that it does not know of."""
    return {
        address: entry if entry.archive else replace(entry, archive=copies.get(address, ""))
        for address, entry in entries.items()
    }


@dataclass
class Result:
    """What came of a run: findings in order, and how many addresses there are of each kind."""

    findings: list[Finding] = field(default_factory=list)
    asked: int = 0
    fresh: int = 0
    left: int = 0
    ignored: int = 0

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(book: Book, today: date, tell: Callable[[int, int], None] = lambda *_: None) -> Result:
    """Ask the addresses of a book that are due, and return what is known of all of them.

    What was found out is written after every hundred addresses, so that little is lost where a
    run is cut off.  ``tell`` hears how many answers there are of how many.  Raises `LedgerError`,
    `BusyError` where another run is at work, `CannotRunError`, and OSError.
    """
    lychee.find()
    with ledgers.held(book.ledger):
        return _Run(book, today, tell).result()


class _Run:
    def __init__(self, book: Book, today: date, tell: Callable[[int, int], None]) -> None:
        self._book = book
        self._today = today
        self._tell = tell
        self._known: Ledger = ledgers.load(book.ledger, book.shown)
        self._result = Result()
        self._done = self._total = 0

    def result(self) -> Result:
        """Do it all."""
        book, result = self._book, self._result
        wanted = self._wanted()
        chosen, left = choose(wanted, self._known.entries, self._today, book.settings, self._is_own)
        result.left, result.fresh = len(left), len(wanted) - len(chosen) - len(left)
        public, hosts = self._looked_up(chosen)
        result.asked, self._total = len(public), len(public)
        loopback = frozenset(name for name, host in hosts.items() if host.loopback)
        how = Crawl(book.settings, loopback, book.quotations, self._step)
        for batch in batches(public):
            self._batch(batch, hosts, how)
        if not public:  # what is no longer in the book goes
            self._write({})
        named = {address: book.uses[address] for address in wanted}
        known = with_copies(self._known.entries, book.copies)
        result.findings += report.findings(named, known, book.settings, self._today)
        result.findings.sort()
        return result

    def _wanted(self) -> list[str]:
        """Return the addresses that are not left out, and say which exceptions are over."""
        book = self._book
        valid = [ignore for ignore in book.ignores if ignore.until >= self._today]
        wanted = []
        for address in book.uses:
            if any(ignore.covers(address) for ignore in valid):
                self._result.ignored += 1
            elif not is_example(host_of(address)):
                wanted.append(address)
        self._result.findings += report.ignore_findings(
            book.ignores, book.uses, self._today, book.ignores_line
        )
        return wanted

    def _is_own(self, host: str) -> bool:
        """Return whether a host is this machine, and may be asked as often as one likes."""
        return self._book.settings.private and is_private(f"http://{_bracketed(host)}/")

    def _looked_up(self, chosen: Sequence[str]) -> tuple[list[str], dict[str, Host]]:
        """Return the addresses that may be asked, and what is known of their hosts."""
        hosts = look_up_all({host_of(address) for address in chosen}, _LOOKING_UP)
        public: list[str] = []
        private: list[str] = []
        for address in chosen:
            inside = hosts[host_of(address)].private and not self._book.settings.private
            (private if inside else public).append(address)
        self._result.findings += report.private_findings(private, self._book.uses)
        return public, hosts

    def _batch(self, batch: list[str], hosts: Mapping[str, Host], how: Crawl) -> None:
        by: defaultdict[bool | None, list[str]] = defaultdict(list)
        for address in batch:
            by[hosts[host_of(address)].exists].append(address)
        found = dict.fromkeys(by[None], _NO_ANSWER)
        found |= {a: _NO_HOST if host_of(a) else _NO_ADDRESS for a in by[False]}
        if by[True]:
            found |= crawl(by[True], how)
        changed = {
            address: judge(
                self._known.entries.get(address),
                one,
                self._today,
                self._book.settings.strike_days,
            )
            for address, one in found.items()
        }
        self._done += len(by[False]) + len(by[None])
        self._write(changed)

    def _write(self, changed: Mapping[str, Entry]) -> None:
        book = self._book
        if not changed and not book.ledger.exists():
            return
        self._known = ledgers.update(
            book.ledger, book.shown, changed, frozenset(book.uses), self._known
        )

    def _step(self) -> None:
        self._done += 1
        self._tell(min(self._done, self._total), self._total)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
