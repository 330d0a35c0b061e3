"""What elements say of one another: nothing is said twice, and nothing proves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.problem import Problem
from briefbook.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefbook.elements.record import ElementRecord, Link
    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings


@rule(Severity.ERROR)
def check_repeated_reference(book: Book, settings: Settings) -> Iterator[Problem]:
    """An option that names one element twice."""
    del settings
    for record, link in _links(book):
        same = [other for other in record.links if other == link]
        if len(same) > 1:
            message = f"{_name(record)} names '{link.target}' twice in :{link.relation}:"
            yield Problem(record.docname, link.line, message, "name it once")


@rule(Severity.ERROR)
def check_repeated_evidence(book: Book, settings: Settings) -> Iterator[Problem]:
    """A claim that names one source twice as its evidence."""
    del settings
    for brief in book.briefs:
        for claim in brief.of("claim"):
            named = [evidence.source for evidence in claim.evidence]
            for source in sorted({source for source in named if named.count(source) > 1}):
                message = f"{_name(claim)} names '{source}' twice in :evidence:"
                remedy = f"name it once, with all places in one bracket: {source} [pp. 4, 6]"
                line = claim.lines.get("evidence", claim.line)
                yield Problem(claim.docname, line, message, remedy)


@rule(Severity.ERROR)
def check_basis_circle(book: Book, settings: Settings) -> Iterator[Problem]:
    """Judgements that rest on one another, or on themselves, so that nothing carries them."""
    del settings
    elements = book.register.elements
    seen: set[str] = set()
    for record in elements.values():
        ring = _ring(record, elements)
        if not ring or seen.intersection(ring):
            continue
        seen.update(ring)
        link = next(link for link in record.links if link.target == ring[0])
        steps = ", which rests on ".join(f"'{name}'" for name in ring)
        if ring == [record.id]:
            steps = "itself"
        message = f"{_name(record)} rests on {steps}"
        remedy = "name what it rests on beside that: claims, gaps or indicators"
        yield Problem(record.docname, link.line, message, remedy)


@rule(Severity.ERROR)
def check_indicator_both_ways(book: Book, settings: Settings) -> Iterator[Problem]:
    """An indicator that makes one judgement both more and less likely."""
    del settings
    for record, link in _links(book):
        raised = {other.target for other in record.links if other.relation == "raises"}
        if link.relation == "lowers" and link.target in raised:
            message = f"{_name(record)} both raises and lowers '{link.target}'"
            remedy = "keep one direction, or make two indicators of it"
            yield Problem(record.docname, link.line, message, remedy)


def _links(book: Book) -> Iterator[tuple[ElementRecord, Link]]:
    for record in book.register.elements.values():
        for link in dict.fromkeys(record.links):
            yield record, link


def _name(record: ElementRecord) -> str:
    return f"{record.kind} '{record.id}'"


def _ring(start: ElementRecord, elements: Mapping[str, ElementRecord]) -> list[str]:
    """Return the ids on the shortest way from an element over bases back to itself, or none."""
    ways = [[link.target] for link in start.links if link.relation == "basis"]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == start.id:
            return way
        record = elements.get(way[-1])
        if record is None or record.id in seen:
            continue
        seen.add(record.id)
        ways += [[*way, link.target] for link in record.links if link.relation == "basis"]
    return []
