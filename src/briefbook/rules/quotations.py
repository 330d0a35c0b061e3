"""Quotations that are word for word what their sources say, short, and traced."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.quotations.shares import shares
from briefbook.quotations.words import difference
from briefbook.rules.problem import Problem, in_block
from briefbook.rules.registry import rule
from briefbook.sources.fingerprint import Status, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings

_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_START = 6


def _name(text: str) -> str:
    start = text.split()[:_START]
    return f"the quotation '{' '.join(start)}{' …' if len(text.split()) > _START else ''}'"


@rule(Severity.ERROR)
def check_quotation_refused(book: Book, settings: Settings) -> Iterator[Problem]:
    """A quotation that is not word for word what its source says."""
    del settings
    for record in book.register.quotations:
        if record.verdict.status is Status.REFUSED:
            message = f"{_name(record.text)} does not stand in its source: {difference(record)}"
            remedy = "quote the source word for word, with … for a cut and [ ] for an insertion"
            yield Problem(record.docname, record.line, message, remedy)


@rule(Severity.ERROR)
def check_quotation_place(book: Book, settings: Settings) -> Iterator[Problem]:
    """A quotation that stands in another paragraph of its source than its locator says."""
    del settings
    for record in book.register.quotations:
        places = record.verdict.paragraphs
        if record.whole and record.paragraph is not None and places:
            if record.paragraph in places:
                continue
            found = " and ".join(map(str, places))
            wrong = f"not in paragraph {record.paragraph}"
            message = f"{_name(record.text)} stands in paragraph {found}, and {wrong}"
            yield Problem(record.docname, record.line, message, f"write [¶ {places[0]}]")


@rule(Severity.ERROR)
def check_quotation_short(book: Book, settings: Settings) -> Iterator[Problem]:
    """A quotation with fewer than five words in a row that nobody has confirmed in the text."""
    del settings
    for record in book.register.quotations:
        if record.verdict.status is Status.SHORT:
            message = f"{_name(record.text)} is too short to be compared without the text"
            command = f"briefbook fingerprint {record.source} FILE"
            remedy = f"quote five words in a row, or confirm it with '{command}'"
            yield Problem(record.docname, record.line, message, remedy)


@rule(Severity.HINT)
def check_quotation_unchecked(book: Book, settings: Settings) -> Iterator[Problem]:
    """A quotation from a source without a fingerprint."""
    del settings
    for record in book.register.quotations:
        # A fingerprint that cannot be read has its own finding.
        if record.verdict.status is Status.UNCHECKED and not record.verdict.reason:
            message = f"{_name(record.text)} is compared with nothing"
            remedy = f"make a fingerprint of the text: briefbook fingerprint {record.source} FILE"
            yield Problem(record.docname, record.line, message, remedy)


@rule(Severity.WARNING, words=20)
def check_quotation_length(book: Book, settings: Settings) -> Iterator[Problem]:
    """A quotation of more than twenty words."""
    most = settings.number("words")
    for record in book.register.quotations:
        if (count := record.verdict.length) > most:
            message = f"{_name(record.text)} has {count} words"
            yield Problem(record.docname, record.line, message, f"quote {most} words at most")


@rule(Severity.WARNING, percent=10)
def check_quotation_share(book: Book, settings: Settings) -> Iterator[Problem]:
    """A source of which the book quotes more than a tenth."""
    most = settings.number("percent")
    records = book.register.quotations
    for share in shares(records):
        if share.percent is None or share.percent <= most:
            continue
        last = [record for record in records if record.source == share.source][-1]
        message = (
            f"the book quotes {share.words} of the {share.total} words of '{share.source}', "
            f"{share.percent:.1f} per cent"
        )
        yield Problem(last.docname, last.line, message, f"quote {most} per cent at most")


@rule(Severity.HINT, words=4)
def check_quotation_untraced(book: Book, settings: Settings) -> Iterator[Problem]:
    """Words in quotation marks whose source is not recorded."""
    fewest = settings.number("words")
    traced: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for record in book.register.quotations:
        traced[record.docname].add(tuple(words(record.text)))
    for brief in book.briefs:
        # What is marked and was not entered has been reported as what it is.
        marked = (text for block in brief.blocks for text in block.quoted)
        traced[brief.docname].update(tuple(words(text)) for text in marked)
        for block in brief.blocks:
            for match in _QUOTED.finditer(block.text):
                quoted = tuple(words(match[0]))
                if len(quoted) < fewest or quoted in traced[brief.docname]:
                    continue
                message = f"{_name(match[1] or match[2])} has no source"
                remedy = "write {quoted}`the words <source-id>`, or say it without the marks"
                line = block.line_at(match.start())
                yield in_block(brief.docname, block, line, message, remedy)
