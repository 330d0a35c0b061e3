"""From faults to findings: one line each, at the source where it is known."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from briefbook.findings import Finding, Severity
from briefbook.links.pdf import TROUBLE
from briefbook.links.pdf_text import texts_under
from briefbook.links.records import Fault, Link, Page, PdfFile, Repeat
from briefbook.links.rules import Rule
from briefbook.links.words import describe, plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from briefbook.links.trace import Place, Tracer


# Words cost about 25 ms a page of a PDF: where more fail, the first few show what is wrong.
_MOST_PAGES = 20


def with_words(faults: Sequence[tuple[Link, Fault]], site: Path) -> list[tuple[Link, Fault]]:
    """Return the faults, those on the first pages of a PDF with the words under the link."""
    named = [pair for pair in faults if not pair[0].rect]
    placed = sorted((pair for pair in faults if pair[0].rect), key=lambda pair: pair[0].page)
    for page, group in groupby(placed, key=lambda pair: pair[0].page):
        same = sorted(group, key=lambda pair: pair[0].pdf_page)
        first = set(sorted({link.pdf_page for link, _ in same})[:_MOST_PAGES])
        named += [pair for pair in same if pair[0].pdf_page not in first]
        same = [pair for pair in same if pair[0].pdf_page in first]
        places = [(link.pdf_page, link.rect) for link, _ in same if link.rect]
        try:
            texts = texts_under((site / page).read_bytes(), places)
        except (OSError, *TROUBLE):
            texts = [""] * len(same)  # the alternative text of the link has to do
        for (link, fault), text in zip(same, texts, strict=True):
            named.append((link._replace(text=text or link.text), fault))
    return named


def link_findings(faults: Iterable[tuple[Link, Fault]], trace: Tracer | None) -> Iterator[Finding]:
    """Yield one finding for each link that fails."""
    ordered = sorted(faults, key=lambda pair: pair[0][:6])
    for _, group in groupby(ordered, key=lambda pair: (pair[0].page, pair[0].target)):
        same = list(group)
        places = trace.trace(same[0][0]) if trace else ()
        for number, (link, fault) in enumerate(same):
            # More links than places: the rest come from where the last one does.
            place = places[min(number, len(places) - 1)] if places else None
            yield _link_finding(link, fault, place)


def _link_finding(link: Link, fault: Fault, place: Place | None) -> Finding:
    what = f"{describe(link, on_page=place is not None)}: {fault.what}"
    if place:
        return Finding(place.path, place.line, fault.rule, what, fault.remedy)
    return Finding(plain(link.page), link.html_line, fault.rule, what, fault.remedy)


def repeat_findings(
    pages: Iterable[Page], reached: Container[tuple[str, str]], trace: Tracer | None
) -> Iterator[Finding]:
    """Yield one finding for each id that a page uses again; ``reached`` are those linked to."""
    for page in pages:
        for repeat in page.repeats:
            # Without a link to it nobody is led astray, though the HTML is not valid.
            is_used = (page.name, repeat.anchor) in reached
            severity = Severity.ERROR if is_used else Severity.WARNING
            yield _repeat_finding(page.name, repeat, severity, trace)


def _repeat_finding(page: str, repeat: Repeat, severity: Severity, trace: Tracer | None) -> Finding:
    link = Link(page, f"#{repeat.anchor}", "id", "", repeat.again)
    places = trace.trace(link) if trace else ()
    on_page = f" of page {plain(page)}" if places else ""
    return Finding(
        path=places[-1].path if places else plain(page),
        line=places[-1].line if places else repeat.again,
        rule=Rule.DUPLICATE_ID,
        message=f"id '{plain(repeat.anchor)}' is on line {repeat.first}{on_page} already",
        remedy=Rule.DUPLICATE_ID.remedy,
        severity=severity,
    )


def pdf_findings(pdfs: Iterable[PdfFile]) -> Iterator[Finding]:
    """Yield one finding for each PDF that could not be read properly."""
    for pdf in pdfs:
        if pdf.trouble:
            path = plain(pdf.name)
            yield Finding(path, 0, Rule.PDF_BROKEN, pdf.trouble, Rule.PDF_BROKEN.remedy)
