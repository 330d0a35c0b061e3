"""What the book says of a quotation beside it, in its note, and in a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.sources.fingerprint import Status

if TYPE_CHECKING:
    from briefbook.quotations.record import QuotationRecord


def state(record: QuotationRecord) -> str:
    """Return what a reader is told, such as ``verified against the text, paragraph 5``."""
    verdict = record.verdict
    match verdict.status:
        case Status.VERIFIED:
            place = f", paragraph {verdict.paragraph}" if record.whole and verdict.paragraph else ""
            return f"verified against {record.against}{place}"
        case Status.REFUSED:
            return f"not verified: it differs from {record.against}"
        case Status.SHORT:
            return "not verified: it is too short to be compared without the text"
        case _:
            return "not verified: the text was not at hand"


def remark(record: QuotationRecord) -> str:
    """Return the sentence that ends the note of a quotation."""
    return f"Wording {state(record)}."


def remark_in_short(said: str) -> str:
    """Return a remark for paper: against what a wording was verified stands on the page."""
    words, against, _ = said.partition(" against ")
    return f"{words}." if against and words == "Wording verified" else said


def difference(record: QuotationRecord) -> str:
    """Return why a quotation is refused: the nearest paragraph and the first word that differs."""
    verdict, found = record.verdict, record.verdict.first_difference
    where = f"paragraph {verdict.paragraph} of '{record.source}'" if record.whole else ""
    where = where or f"the passages of '{record.source}'"
    if verdict.reason:
        return f"{verdict.reason} (the first part stands in {where})"
    if found is None or not found.index:
        nowhere = f"no five words in a row of it stand in '{record.source}'"
        return f"{nowhere}; by its locator it is of {record.locator}" if record.locator else nowhere
    words = f"word {found.index}, '{found.word}', is the first that differs"
    has = f"; there it is '{found.expected}'" if found.expected else ""
    return f"nearest is {where}, where {words}{has}"
