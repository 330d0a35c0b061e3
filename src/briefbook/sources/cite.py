"""The grammar of citations: ``id [locator], id2 [p. 4], id3 [¶ 8]``."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Locator labels, each with its plural, and what else an author may write for it.
_LABELS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "page": ("p.", "pp.", ("page", "pages", "pg.")),
    "paragraph": ("¶", "¶¶", ("para.", "paras.", "paragraph", "paragraphs")),
    "section": ("§", "§§", ("sec.", "secs.", "section", "sections", "s.", "ss.")),
    "chapter": ("ch.", "chs.", ("chap.", "chapter", "chapters")),
    "footnote": ("fn.", "fns.", ("n.", "nn.", "note", "notes", "footnote", "footnotes")),
    "article": ("art.", "arts.", ("article", "articles")),
    "column": ("col.", "cols.", ("column", "columns")),
    "line": ("line", "lines", ("l.", "ll.")),
    "table": ("table", "tables", ("tab.",)),
    "figure": ("fig.", "figs.", ("figure", "figures")),
    "slide": ("slide", "slides", ()),
}
_BY_WORD = {
    word: label
    for label, (singular, plural, others) in _LABELS.items()
    for word in (singular, plural, *others)
}
_LOCATOR = re.compile(r"(?P<word>¶¶?|§§?|[A-Za-z]+\.?)\s*(?P<value>\S.*)", re.DOTALL)
# What follows a label: a number, perhaps with letters around it (36(b), S5189, B-1), or Roman.
_NUMBER = re.compile(r"[A-Za-z]{0,3}-?\d.*|[ivxlcdm]+([-\u2013][ivxlcdm]+)?", re.DOTALL)
_BARE = re.compile(r"\d+([-\u2013]\d+)?", re.ASCII)
_SEVERAL = re.compile(r"[,&]|\d\s*[-\u2013]\s*\d|[ivxlcdm]\s*[-\u2013]\s*[ivxlcdm]")
_ID = re.compile(r"[^\s,\[\]]+")
_SPACE = re.compile(r"\s*")


class CiteSyntaxError(ValueError):
    """A citation that cannot be read: the column (from 1), what is wrong, what to do."""

    def __init__(self, column: int, message: str, remedy: str) -> None:
        super().__init__(f"{message} (column {column})")
        self.column = column
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Locator:
    """A place in a source: ``page`` and ``4``, or no label and free text."""

    label: str | None
    value: str

    def __str__(self) -> str:
        """Return the usual short form, such as ``pp. 4-6``, ``¶ 8`` or ``table 2``."""
        if self.label is None:
            return self.value
        singular, plural, _ = _LABELS[self.label]
        return f"{plural if _SEVERAL.search(self.value) else singular} {self.value}"


@dataclass(frozen=True)
class Cite:
    """One source cited, with the place in it if one is given."""

    source_id: str
    locator: Locator | None = None

    @property
    def locator_text(self) -> str:
        """The place in words, such as ``pp. 4-6``; empty when none is given."""
        return str(self.locator) if self.locator else ""

    def __str__(self) -> str:
        """Return the citation as an author would write it."""
        return f"{self.source_id} [{self.locator}]" if self.locator else self.source_id


def format_cites(cites: list[Cite]) -> str:
    """Return the text that ``parse_cites`` reads back as ``cites``."""
    return ", ".join(map(str, cites))


def parse_locator(text: str) -> Locator:
    """Read what stands in the brackets; a bare number is a page."""
    text = " ".join(text.split())
    if _BARE.fullmatch(text):
        return Locator("page", text)
    match = _LOCATOR.fullmatch(text)
    if match and _NUMBER.fullmatch(match["value"]):
        word = match["word"]
        label = _BY_WORD.get(word.lower()) or _BY_WORD.get(f"{word.lower()}.")
        if label is not None:
            return Locator(label, match["value"])
    return Locator(None, text)


def parse_cites(text: str) -> list[Cite]:
    """Read ``id [locator], id2``, over as many lines as it takes; raises ``CiteSyntaxError``."""
    cites: list[Cite] = []
    at = _skip(text, 0)
    if at == len(text):
        raise CiteSyntaxError(1, "no source is named", "write a source id, such as dawn-2022-10-21")
    while True:
        cite, at = _cite(text, at)
        cites.append(cite)
        if at == len(text):
            return cites
        if text[at] != ",":
            found = f"'{text[at]}' stands after '{cite.source_id}'"
            raise CiteSyntaxError(at + 1, found, "separate sources with a comma")
        at = _skip(text, at + 1)
        if at == len(text):
            raise CiteSyntaxError(
                at, "nothing follows the last comma", "remove it or name a source"
            )


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _cite(text: str, at: int) -> tuple[Cite, int]:
    match = _ID.match(text, at)
    if match is None:
        remedy = "name a source before it, such as dawn-2022-10-21 [p. 4]"
        raise CiteSyntaxError(at + 1, f"'{text[at]}' stands where a source id belongs", remedy)
    at = _skip(text, match.end())
    if at == len(text) or text[at] != "[":
        return Cite(match.group()), at
    end = text.find("]", at)
    inside = text[at + 1 : end if end >= 0 else len(text)]
    if end < 0 or "[" in inside:
        raise CiteSyntaxError(at + 1, "the bracket is not closed", "end the locator with ']'")
    if not inside.strip():
        raise CiteSyntaxError(at + 1, "the brackets are empty", "write a locator such as [p. 4]")
    return Cite(match.group(), parse_locator(inside)), _skip(text, end + 1)
