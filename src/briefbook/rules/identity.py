"""Every id and number names one thing, and what is named exists and is of the right kind."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from briefbook.findings import nearest
from briefbook.rules.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.elements.record import ElementRecord
    from briefbook.register import BriefDomain

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


def check_duplicate_id(domain: BriefDomain) -> Iterator[Problem]:
    """Two elements of the book with one id."""
    places: dict[str, list[ElementRecord]] = defaultdict(list)
    for docname in sorted(domain.data["elements"]):
        for record in domain.elements_of(docname):
            places[record.id].append(record)
    for element_id, records in places.items():
        first = records[0]
        for record in records[1:]:
            if record.kind == first.kind == "bottom-line" and record.docname == first.docname:
                continue  # `check_bottom_line_repeated` says it better
            place = f"{_path(domain, first.docname)}:{first.line}"
            message = f"the id '{element_id}' is taken already, in {place}"
            remedy = "give this one another id"
            yield Problem(record.docname, record.line, "duplicate-id", message, remedy)


def check_duplicate_number(domain: BriefDomain) -> Iterator[Problem]:
    """Two briefs with one number."""
    taken: dict[int, str] = {}
    for docname, brief in sorted(domain.briefs.items()):
        number = brief.metadata.number
        if number in taken:
            message = f"the number {number} is taken already, by {_path(domain, taken[number])}"
            yield Problem(docname, 1, "duplicate-number", message, "give the brief another number")
        taken.setdefault(number, docname)


def check_file_name(domain: BriefDomain) -> Iterator[Problem]:
    """A brief whose file's name makes no address that works everywhere."""
    slugs: dict[str, str] = {}
    for docname, brief in sorted(domain.briefs.items()):
        slug, rule = brief.slug, "brief-file-name"
        if not SLUG.fullmatch(slug):
            message = f"the brief's file name '{slug}' makes no plain web address"
            remedy = "rename it with lower-case letters, digits and single hyphens"
            yield Problem(docname, 1, rule, message, remedy)
        elif slug in RESERVED:
            message = f"the brief's file name '{slug}' is one that systems or the book need"
            yield Problem(docname, 1, rule, message, "give the file another name")
        elif slug in slugs:
            message = (
                f"{_path(domain, slugs[slug])} has the same file name, and so the same handout"
            )
            yield Problem(docname, 1, rule, message, "give the file another name")
        slugs.setdefault(slug, docname)


def check_unknown_element(domain: BriefDomain) -> Iterator[Problem]:
    """An element that names an id which no element has."""
    elements = domain.elements
    for record in elements.values():
        for link in record.links:
            if link.target in elements:
                continue
            message = (
                f"{record.kind} '{record.id}': no element '{link.target}' for :{link.relation}:"
            )
            match = nearest(link.target, elements)
            remedy = f"did you mean '{match}'?" if match else "give the id of an element"
            yield Problem(record.docname, link.line, "unknown-element", message, remedy)


def check_wrong_kind(domain: BriefDomain) -> Iterator[Problem]:
    """An element that names one of a kind which the relation does not take."""
    elements = domain.elements
    for record in elements.values():
        for link in record.links:
            target, allowed = elements.get(link.target), ALLOWED[link.relation]
            if target is None or target.kind in allowed:
                continue
            message = (
                f"{record.kind} '{record.id}': '{link.target}' is a {target.kind}, "
                f"which :{link.relation}: does not take"
            )
            remedy = f"name a {' or a '.join(allowed)}"
            yield Problem(record.docname, link.line, "wrong-kind", message, remedy)
