"""What is kept of a document's text: frozen records that can be pickled and compared."""

from __future__ import annotations

from dataclasses import dataclass

CODE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a block's text for code, mathematics, or a link whose words are not known yet."""

ALLOWED = "allowed_in"
"""The attribute of a node that holds the line of the exception around it."""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, cell or option, without its notes.

    ``kind`` is ``paragraph``, ``item`` (of a list), ``cell``, ``caption``, ``heading``, ``term``
    (of a definition list), ``quote``, ``option`` (of an element) or ``other`` (an image or code,
    without text).  ``text`` keeps the line breaks of the source, so that ``line`` and the breaks
    before a word give the word's line.  ``element`` and ``element_id`` are of the brief's element
    around it, ``option`` the name of the option.  ``context`` is what dates and explains the
    figures of the block from outside: the heading, the table's caption, the element's options.
    ``cited`` tells whether a note or a link to a source belongs to it, ``targets`` the ids that it
    points at, and ``spelt`` the abbreviations that it explains by markup; ``table`` counts the
    tables of the document, from 1, and is 0 outside of them.  ``path`` is the file that the line is
    of, from the book's folder, where that is not the document's own.  ``quoted`` are the words that
    the author has marked as those of a source, whatever came of it.  ``allowed`` is the line of the
    exception around it, or 0.
    """

    line: int
    kind: str
    text: str
    element: str = ""
    element_id: str = ""
    option: str = ""
    context: str = ""
    cited: bool = False
    targets: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()
    table: int = 0
    path: str = ""
    quoted: tuple[str, ...] = ()
    allowed: int = 0

    def line_at(self, place: int) -> int:
        """Return the source line of a place in the text."""
        return self.line + self.text.count("\n", 0, place)


@dataclass(frozen=True)
class Allowance:
    """An exception from a rule that an author has written, with the lines to which it applies.

    ``first`` and ``last`` are both 0 where it applies to the whole document.  ``given`` is what the
    author wrote where that names several rules, each of which has an exception of its own here.
    """

    docname: str
    line: int
    rule: str
    reason: str
    first: int = 0
    last: int = 0
    given: str = ""

    def covers(self, line: int) -> bool:
        """Return whether it applies to a line."""
        return not self.last or self.first <= line <= self.last
