"""In what a page and its handout may differ, each with the reason; nothing else is let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

ONLY_ON_THE_PAGE = {
    "breadcrumbs": "the way here from the first page, for which paper has a table of contents",
    "headerlink": "a sign to click on, which links to its own place",
    "visually-hidden": "what a screen reader says in place of a sign",
    "brief-handout": "the links to the handout itself",
    "downloads": "the links to all PDFs",
    "brief-edition": "edition and content, which paper has at the foot of each page",
    "fact-minutes": "the time that reading takes, which pages of paper show by their number",
    "claim-heading": "a label, which on paper is the place in the panel",
    "quote-check": "a sign beside a quotation, which paper puts into words in the note",
    "brief-citation": "how to cite the brief, with files to download",
}
"""Parts of a page, by their class, that paper leaves out."""

UNLABELLED = {
    "likelihood": "the scale beside it says what it is",
    "place": "it names the article and its paragraph",
    "says": "it stands first in the panel, in italics",
    "status": "it is one of four words",
    "verdict": "a shape beside it says what it is",
}
"""Facts that paper shows without their label."""

ONLY_ON_PAPER = {
    "in short": "that notes name their sources in short, which the page and the book name in full",
    "series": "the name of the book, which every page of the site has above it",
    "column": "the heads of the table of options, whose labels the page repeats at each value",
    "letter": "the letter of an option",
    "caption": "a caption as the description of an image that has no other",
    "sign": "a sign without letter or digit, such as an arrow or a dot",
    "reference": "the page that a link leads to, or its address, behind it in brackets",
    "address": "a note with the address of a link, which the page has behind the link's words",
    "key": "at the end, how to read the signs, and the address of the page with a code to scan",
    "terms": "the definitions of terms, which the page shows on each term",
}
"""What paper adds."""

KEY = "How to read it."
"""The words with which the last panel of a handout begins."""

SAME = {"status quo": "present course"}
"""Labels that paper prints in other words, by those of the page."""


def is_left_out(node: _Element, classes: set[str]) -> bool:
    """Tell whether a part of a page is hidden from everybody, or is one that paper leaves out."""
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if "brief-changes" in classes:  # of the first edition: its date stands in the masthead
        return len(node.findall(".//li")) == 1
    parent = node.getparent()
    if parent is not None and "notes" in parent.get("class", "").split():
        return node.tag == "h2"  # the words above the notes are the template's
    return bool(classes & ONLY_ON_THE_PAGE.keys())
