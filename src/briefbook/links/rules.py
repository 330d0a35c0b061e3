"""Every rule of the link check: its id, what it says, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Rule(StrEnum):
    """The id of a rule, with its sentence and its remedy beside it."""

    sentence: str
    remedy: str

    FILE = (
        "link-file",
        "A link, image, script or style names a file that the site does not have.",
        "correct the address or add the file",
    )
    ANCHOR = (
        "link-anchor",
        "A link names an anchor that its page does not have.",
        "correct the part after '#' or give the target that id",
    )
    OUTSIDE = (
        "link-outside",
        "A link climbs above the root of the site, or starts at a root that is not the site's.",
        "write the address relative to the page",
    )
    LOCAL_ADDRESS = (
        "link-local-address",
        "A link leads to a file, a program or a server on the author's own machine or network.",
        "link to a public address",
    )
    DUPLICATE_ID = (
        "link-duplicate-id",
        "Two elements of a page have the same id, so that a link can only reach the first.",
        "give each element its own id",
    )
    PDF_DESTINATION = (
        "link-pdf-destination",
        "A link or bookmark of a PDF leads to a destination or a page that the PDF does not have.",
        "correct the target, or make the PDF again",
    )
    PDF_BROKEN = (
        "link-pdf-broken",
        "A PDF is damaged, encrypted or not a PDF at all.",
        "make the PDF again",
    )
    SCRIPT = (
        "link-script",
        "A link runs a script in place of leading to an address.",
        "link to an address, or use a button",
    )

    def __new__(cls, rule: str, sentence: str, remedy: str) -> Self:
        """Make a member whose value is the rule's id."""
        member = str.__new__(cls, rule)
        member._value_ = rule
        member.sentence = sentence
        member.remedy = remedy
        return member
