"""Structured data in the pages, in the words of schema.org."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from briefbook.exports import addresses, citation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.exports.model import Book, Brief, Element, Source, Term

CHECKED = ("confirmed", "corrected", "contested", "unverifiable")
"""Verdicts on a statement of fact; an opinion is none, and is not reviewed."""
Data = dict[str, Any]
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def script(data: Data) -> str:
    """Return the element for a page's head; no text in it can end it early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def report(book: Book, brief: Brief) -> Data:
    """Return a brief as a ``Report``, with a ``ClaimReview`` for each statement it checks."""
    address = addresses.absolute(book, brief.address)
    bottom = next((e.text for e in brief.elements if e.kind == "bottom-line"), brief.question)
    claims = [e for e in brief.elements if e.kind == "claim" and e.verdict in CHECKED]
    node = {
        "@type": "Report",
        "@id": address,
        "url": address,
        "name": brief.title,
        "reportNumber": str(brief.number),
        "description": bottom,
        "inLanguage": book.language,
        "datePublished": citation.first_edition(brief),
        "dateModified": citation.edition(brief),
        "expires": brief.review_by,
        "creativeWorkStatus": brief.status,
        "keywords": list(brief.topics),
        "audience": [{"@type": "Audience", "audienceType": name} for name in brief.audience],
        "author": _publisher(book),
        "publisher": _publisher(book),
        "isPartOf": _filled({"@type": "Book", "name": book.title, "url": book.base}),
        "encoding": _handouts(book, brief),
        "citation": [_work(source) for source in _cited(book, brief)],
    }
    reviews = [_review(book, brief, claim) for claim in claims]
    return {"@context": "https://schema.org", "@graph": [_filled(node), *reviews]}


def term_set(book: Book, terms: Iterable[Term], name: str, address: str) -> Data:
    """Return the entries of a glossary as a ``DefinedTermSet``."""
    place = addresses.absolute(book, address)
    found = [
        {
            "@type": "DefinedTerm",
            "@id": addresses.absolute(book, term.address),
            "name": term.names[0],
            "alternateName": list(term.names[1:]),
            "description": term.definition,
        }
        for term in terms
    ]
    node = {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": place,
        "name": name,
        "inLanguage": book.language,
        "hasDefinedTerm": [_filled(term) for term in found],
    }
    return _filled(node)


def _review(book: Book, brief: Brief, claim: Element) -> Data:
    """Return the review of one claim.

    The rating has the verdict's name and no number: verdicts are kinds and not degrees, and a
    number would say that one of them is better than another.
    """
    source = next((s for s in book.sources if s.id == claim.options.get("source")), None)
    return _filled(
        {
            "@type": "ClaimReview",
            "@id": addresses.absolute(book, claim.address),
            "url": addresses.absolute(book, claim.address),
            "claimReviewed": claim.title,
            "datePublished": citation.edition(brief),
            "author": _publisher(book),
            "inLanguage": book.language,
            "reviewRating": {"@type": "Rating", "alternateName": claim.verdict},
            "reviewBody": claim.text,
            "itemReviewed": _filled(
                {
                    "@type": "Claim",
                    "name": claim.title,
                    "appearance": _work(source) if source else None,
                }
            ),
        }
    )


def _publisher(book: Book) -> Data:
    return {"@type": "Organization", "name": book.publisher}


def _handouts(book: Book, brief: Brief) -> list[Data]:
    if not book.base:
        return []
    return [
        {
            "@type": "MediaObject",
            "contentUrl": addresses.absolute(book, handout.address),
            "encodingFormat": "application/pdf",
        }
        for handout in brief.handouts
    ]


def _cited(book: Book, brief: Brief) -> list[Source]:
    page = brief.address
    return [s for s in book.sources if any(u.address.partition("#")[0] == page for u in s.uses)]


def _work(source: Source) -> Data:
    csl = source.csl
    authors = csl.get("author", [])
    return _filled(
        {
            "@type": "CreativeWork",
            "name": csl["title"],
            "url": csl.get("URL"),
            "datePublished": _day(csl.get("issued")),
            "author": [_name(item) for item in authors] if isinstance(authors, list) else None,
            "publisher": _named("Organization", csl.get("publisher")),
            "isPartOf": _named("CreativeWork", csl.get("container-title")),
        }
    )


def _day(issued: object) -> str | None:
    """Return a day, month or year; what EDTF can say beyond that, schema.org cannot."""
    text = str(issued or "")
    return text if _DAY.fullmatch(text) else None


def _named(kind: str, name: object) -> Data | None:
    return {"@type": kind, "name": name} if name else None


def _name(item: dict[str, str]) -> Data:
    if "literal" in item:
        return {"@type": "Organization", "name": item["literal"]}
    parts = (item.get("given"), item.get("non-dropping-particle"), item.get("family"))
    return {"@type": "Person", "name": " ".join(part for part in parts if part)}


def _filled(node: Data) -> Data:
    """Return a node without what is empty."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}
