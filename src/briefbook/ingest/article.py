"""An article as every format is read into: blocks in their order, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a block is; only a paragraph counts as running text."""

    TITLE = "title"
    HEADING = "heading"
    DATE = "date"
    BYLINE = "byline"
    RELATED = "related"
    FURNITURE = "furniture"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True)
class Block:
    """One stretch of text on one line, and what it is."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Article:
    """What was read: ``form`` names the format, ``remarks`` what was odd about the file.

    ``dates`` are the dates that the page itself shows above its text, as ISO days; ``date`` is
    that of publication where the file states one.
    """

    form: str
    blocks: tuple[Block, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    date: str = ""
    language: str = ""
    address: str = ""
    dates: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """One numbered part of an article; 0 is the number of all that is not running text."""

    number: int
    text: str
    kind: Kind = Kind.PARAGRAPH
    items: tuple[str, ...] = field(default=())

    @property
    def whole(self) -> str:
        """The text with the items of its list, each on a line."""
        return "\n".join([*([self.text] if self.text else []), *self.items])


class UnreadableError(Exception):
    """A file that holds no article that can be read: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
