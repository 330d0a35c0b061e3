"""A second opinion on every PDF: another program looks whether it conforms to its standards."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import page
import pikepdf

from briefbook.typst.diagnosis import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the files claim to be, by the names that the validator gives to it.
_PROFILES = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
# The validator takes a carriage return at the end of a stream's data for a line end that does not
# belong to it, and then finds the stated length wrong; qpdf says whether it is.
_LENGTHS = "STREAM-LENGTH-001"
# It reads no widths from fonts that are kept in parts, as the large ones for Chinese, Japanese and
# Korean are, and takes them all for nought; veraPDF reads them, and finds such files in order.
_WIDTHS = re.compile(r"has rendered CID \d+ width 0\.000 in its embedded CIDFontType0C program")
_NAMED = 3


def breaches(pdf: bytes, source: str) -> list[Problem]:
    """Return in what a PDF breaks the standards that it claims; ``source`` is its document."""
    return [
        Problem(
            path=source,
            line=0,
            rule="pdf-standard",
            message=f"the PDF does not conform to {name}: {'; '.join(found[:_NAMED])}",
            remedy="correct what the message names, or the template; the last good PDF stays",
        )
        for profile, name in _PROFILES.items()
        if (found := list(_failures(pdf, profile)))
    ]


def _failures(pdf: bytes, profile: str) -> Iterator[str]:
    # The limits are there for files of strangers; the register of a large book has long tables.
    report = page.validate_pdf_bytes(pdf, profile=profile, limits=page.SafetyLimits.unlimited())
    for failure in report.failures:
        number = failure.object_id.object_number if failure.object_id else 0
        if _LENGTHS in failure.rule_id and _is_sound(pdf, number):
            continue
        if _WIDTHS.search(failure.message):
            continue
        place = f" (object {number})" if number else ""
        yield f"{failure.message}{place}"


def _is_sound(pdf: bytes, number: int) -> bool:
    """Tell whether qpdf reads an object of a PDF, or all of them (0), without a complaint."""
    with pikepdf.open(BytesIO(pdf), suppress_warnings=True) as document:
        if not number:
            return not document.check_pdf_syntax() and not document.get_warnings()
        found = document.get_object(number, 0)
        return (
            isinstance(found, pikepdf.Stream)
            and len(found.read_raw_bytes()) == found.Length
            and not document.get_warnings()
        )
