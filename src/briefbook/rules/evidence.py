"""Claims rest on what was read, on more than one voice, and leave nothing of the article out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.findings import Severity, with_article
from briefbook.library import library_of
from briefbook.quotations.check import shelf_of
from briefbook.registers.coverage import uncovered
from briefbook.rules.problem import Problem
from briefbook.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings

_SHOWN = 3
SETTLED = ("confirmed", "corrected")
"""Verdicts that say what is so; the others say that it cannot be said, or not yet."""


@rule(Severity.WARNING)
def check_paragraph_uncovered(book: Book, settings: Settings) -> Iterator[Problem]:
    """A paragraph of the article that no claim deals with, and no reason why not."""
    del settings
    for coverage in book.register.coverages:
        numbers = uncovered(book.register.env, book.register, coverage)
        if numbers:
            several = len(numbers) > 1
            listed = ", ".join(map(str, numbers))
            message = (
                f"no claim deals with paragraph{'s' if several else ''} {listed}"
                f" of '{coverage.source}'"
            )
            remedy = "add a claim, or a line here such as '3: a repetition of paragraph 2'"
            yield Problem(coverage.docname, coverage.line, message, remedy)


@rule(Severity.ERROR)
def check_paragraph_beyond(book: Book, settings: Settings) -> Iterator[Problem]:
    """A claim on a paragraph that its source does not have."""
    del settings
    shelf = shelf_of(book.register.env)
    for brief in book.briefs:
        for claim in brief.of("claim"):
            source = claim.options.get("source", "").strip()
            made = shelf.get(source)
            if made is None or made.partial:
                continue  # nobody knows how many there are
            known = {0, *(paragraph.number for paragraph in made.paragraphs)}
            given = re.findall(r"\d+", claim.options.get("paragraph", ""))
            for number in (number for number in given if int(number) not in known):
                message = f"'{source}' has no paragraph {number}"
                remedy = f"give the number of one; its last is {max(known)}"
                line = claim.lines.get("paragraph", claim.line)
                yield Problem(claim.docname, line, message, remedy)


@rule(Severity.HINT, kinds=("press", "opinion", "blog"))
def check_single_press_source(book: Book, settings: Settings) -> Iterator[Problem]:
    """A claim that is said to be right or wrong on the word of one press source."""
    sources, kinds = library_of(book.register.env).bibliography, settings.words("kinds")
    for brief in book.briefs:
        for claim in brief.of("claim"):
            named = {e.source for e in claim.evidence if e.source in sources}
            verdict = claim.options.get("verdict", "").strip()
            if len(named) != 1 or verdict not in SETTLED:
                continue
            name = named.pop()
            if sources[name].kind in kinds:
                kind = str(sources[name].kind)
                what = with_article("press source" if kind == "press" else kind)
                message = f"claim '{claim.id}' rests on '{name}' alone, {what}"
                remedy = "add a second source, or the record itself"
                yield Problem(claim.docname, claim.line, message, remedy)


@rule(Severity.HINT)
def check_source_not_seen(book: Book, settings: Settings) -> Iterator[Problem]:
    """A note that cites a source which nobody has read."""
    del settings
    sources = library_of(book.register.env).bibliography
    # A quotation from such a source is an error already.
    quoted = {(q.docname, q.line, q.source) for q in book.register.quotations}
    seen: set[tuple[str, str]] = set()
    for citation in book.register.citations:
        source, place = sources.get(citation.source), (citation.docname, citation.source)
        if source is None or source.read != "not-seen" or place in seen:
            continue
        if (citation.docname, citation.line, citation.source) in quoted:
            continue
        seen.add(place)
        message = f"source '{source.id}' was not seen"
        remedy = "read it and change its 'read', or cite what was read beside it"
        yield Problem(citation.docname, citation.line, message, remedy)


@rule(Severity.HINT)
def check_source_unused(book: Book, settings: Settings) -> Iterator[Problem]:
    """Sources that the register holds and the book never cites."""
    del settings
    library = library_of(book.register.env).bibliography
    used = {citation.source for citation in book.register.citations}
    used |= {e.options.get("source", "") for e in book.register.elements.values()}
    unused = [name for name in library if name not in used]
    if unused:
        more = f" and {len(unused) - _SHOWN} more" if len(unused) > _SHOWN else ""
        listed = ", ".join(f"'{name}'" for name in unused[:_SHOWN])
        message = f"{len(unused)} of {len(library)} sources are cited nowhere: {listed}{more}"
        remedy = "cite them where they help, or take them out"
        line = library.lines.get(unused[0], 0)
        yield Problem("", line, message, remedy, path=str(library.path))
