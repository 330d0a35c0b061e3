"""Every id and number names one thing, and what is named exists and is of the right kind."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from briefbook.findings import Severity, nearest, with_article
from briefbook.rules.problem import Problem
from briefbook.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.elements.record import ElementRecord
    from briefbook.register import BriefDomain
    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Windows keeps names for devices whatever their ending; the book has a PDF of its own.
RESERVED = {"briefing-book", "con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}

ALLOWED: dict[str, tuple[str, ...]] = {
    "basis": ("claim", "judgement", "gap", "indicator"),
    "challenges": ("judgement",),
    "option": ("option",),
    "raises": ("judgement",),
    "lowers": ("judgement",),
}
"""The kinds that each relation takes."""


def _path(domain: BriefDomain, docname: str) -> str:
    return domain.env.doc2path(docname, base=False).as_posix()


@rule(Severity.ERROR)
def check_duplicate_id(book: Book, settings: Settings) -> Iterator[Problem]:
    """Two elements of the book with one id."""
    del settings
    domain = book.register
    places: dict[str, list[ElementRecord]] = defaultdict(list)
    for docname in sorted(domain.data["elements"]):
        for record in domain.elements_of(docname):
            places[record.id].append(record)
    for element_id, records in places.items():
        first = records[0]
        for record in records[1:]:
            if record.nameless:
                continue  # what is missing has been reported
            if record.kind == first.kind == "bottom-line" and record.docname == first.docname:
                continue  # `check_bottom_line_repeated` says it better
            place = f"{_path(domain, first.docname)}:{first.line}"
            message = f"the id '{element_id}' is taken already, in {place}"
            remedy = "give this one another id"
            yield Problem(record.docname, record.line, message, remedy)


@rule(Severity.ERROR)
def check_anchor_taken(book: Book, settings: Settings) -> Iterator[Problem]:
    """A place in the text that is given the id of an element as its name."""
    del settings
    domain = book.register
    anchors = domain.env.domains.standard_domain.anonlabels
    elements = {element_id.lower(): record for element_id, record in domain.elements.items()}
    for name, (docname, _) in sorted(anchors.items()):
        record = elements.get(name)
        if record is None:
            continue
        taken = f"{record.kind} '{record.id}' in {_path(domain, record.docname)}:{record.line}"
        message = f"the name '{name}' is the id of {taken}"
        remedy = "take it away: [](#id) leads to an element by its id; or give another name"
        yield Problem(docname, _line_of_anchor(domain, docname, name), message, remedy)


def _line_of_anchor(domain: BriefDomain, docname: str, name: str) -> int:
    """Return the line in which a place is named, or the first."""
    text = domain.env.doc2path(docname).read_text(encoding="utf-8", errors="replace")
    named = re.compile(rf"\({re.escape(name)}\)=|#{re.escape(name)}\b[^)]*\}}", re.IGNORECASE)
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if named.search(line)), 1)


@rule(Severity.ERROR)
def check_duplicate_number(book: Book, settings: Settings) -> Iterator[Problem]:
    """Two briefs with one number."""
    del settings
    domain = book.register
    taken: dict[int, str] = {}
    for docname, brief in sorted(domain.briefs.items()):
        number = brief.metadata.number
        if "number" in brief.metadata.faults:
            continue
        if number in taken:
            message = f"the number {number} is taken already, by {_path(domain, taken[number])}"
            line = domain.keys_of(docname).get("number", 1)
            yield Problem(docname, line, message, "give the brief another number")
        taken.setdefault(number, docname)


@rule(Severity.ERROR)
def check_brief_file_name(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief whose file's name makes no address that works everywhere."""
    del settings
    domain = book.register
    slugs: dict[str, str] = {}
    for docname, brief in sorted(domain.briefs.items()):
        slug = brief.slug
        if not SLUG.fullmatch(slug):
            message = f"the brief's file name '{slug}' makes no plain web address"
            remedy = "rename it with lower-case letters, digits and single hyphens"
            yield Problem(docname, 1, message, remedy)
        elif slug in RESERVED:
            message = f"the brief's file name '{slug}' is one that systems or the book need"
            yield Problem(docname, 1, message, "give the file another name")
        elif slug in slugs:
            other = _path(domain, slugs[slug])
            message = f"{other} has the same file name, and so the same handout"
            yield Problem(docname, 1, message, "give the file another name")
        slugs.setdefault(slug, docname)


@rule(Severity.ERROR)
def check_unknown_element(book: Book, settings: Settings) -> Iterator[Problem]:
    """An element that names an id which no element has."""
    del settings
    domain = book.register
    elements = domain.elements
    written, nameless = domain.ill_named()
    for record in elements.values():
        for link in record.links:
            if link.target in elements or link.target in written:
                continue
            if any((record.docname, kind) in nameless for kind in ALLOWED[link.relation]):
                continue  # perhaps the one that was reported to have no id
            message = (
                f"{record.kind} '{record.id}': no element '{link.target}' for :{link.relation}:"
            )
            match = nearest(link.target, elements)
            remedy = f"did you mean '{match}'?" if match else "give the id of an element"
            yield Problem(record.docname, link.line, message, remedy)


@rule(Severity.ERROR)
def check_wrong_kind(book: Book, settings: Settings) -> Iterator[Problem]:
    """An element that names one of a kind which the relation does not take."""
    del settings
    domain = book.register
    elements = domain.elements
    for record in elements.values():
        for link in record.links:
            target, allowed = elements.get(link.target), ALLOWED[link.relation]
            if target is None or target.kind in allowed:
                continue
            message = (
                f"{record.kind} '{record.id}': '{link.target}' is {with_article(target.kind)}, "
                f"which :{link.relation}: does not take"
            )
            remedy = f"name {' or '.join(map(with_article, allowed))}"
            yield Problem(record.docname, link.line, message, remedy)
