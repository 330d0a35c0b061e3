"""How the book uses its glossary, as a table or as data."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefbook.findings import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbook.exports.model import Term
    from briefbook.findings import Finding

UNDEFINED_RULE = "unexplained-abbreviation"
_GAP = 2
_MARKS = {"Mn", "Me", "Cf"}


@dataclass(frozen=True)
class TermUse:
    """How often the book uses an entry, and in how many briefs and other pages."""

    term: Term

    @property
    def uses(self) -> int:
        """Return how often it is used."""
        return sum(place.uses for place in self.term.used_in)

    @property
    def briefs(self) -> list[int]:
        """Return the numbers of the briefs that use it."""
        return [place.brief for place in self.term.used_in if place.brief is not None]

    @property
    def name(self) -> str:
        """Return its headword with its abbreviations."""
        short = [name for name in self.term.abbreviations if name != self.term.names[0]]
        return f"{self.term.names[0]} ({', '.join(short)})" if short else self.term.names[0]


def by_use(terms: Iterable[Term]) -> list[TermUse]:
    """Return the entries, the most used first."""
    found = (TermUse(term) for term in terms)
    return sorted(found, key=lambda item: (-item.uses, item.term.names[0].casefold()))


def undefined(findings: Iterable[Finding]) -> list[Finding]:
    """Return those findings that say that an abbreviation is explained nowhere."""
    return sorted(finding for finding in findings if finding.rule == UNDEFINED_RULE)


def as_data(rows: Sequence[TermUse], missing: Sequence[Finding]) -> dict[str, Any]:
    """Return the summary for programs."""
    return {
        "format": "1.0",
        "terms": [
            {
                "term": row.term.names[0],
                "names": list(row.term.names),
                "kind": row.term.kind,
                "uses": row.uses,
                "briefs": row.briefs,
                "file": row.term.file,
                "line": row.term.line,
            }
            for row in rows
        ],
        "unused": [row.term.names[0] for row in rows if not row.uses],
        "undefined": [
            {"message": finding.message, "file": finding.path, "line": finding.line}
            for finding in missing
        ],
    }


def as_text(rows: Sequence[TermUse], missing: Sequence[Finding], width: int) -> str:
    """Return the summary for a terminal of so many columns."""
    if not rows:
        return "The book has no glossary.\n" + _undefined(missing)
    cells = [("Term", "Kind", "Uses", "Briefs")]
    cells += [
        (row.name, row.term.kind or "–", str(row.uses), ", ".join(map(str, row.briefs)) or "–")
        for row in rows
    ]
    others = sum(max(columns_of(cell[n]) for cell in cells) + _GAP for n in (1, 2, 3))
    widest = max(columns_of(cell[0]) for cell in cells)
    room = min(widest, max(16, width - others))
    kind, uses = (max(columns_of(cell[n]) for cell in cells) for n in (1, 2))
    lines = [
        f"{_fit(cell[0], room)}  {_fit(cell[1], kind)}  {cell[2]:>{uses}}  {cell[3]}"
        for cell in cells
    ]
    unused = sum(not row.uses for row in rows)
    lines.append("")
    lines.append(f"{count_of(len(rows), 'entry', 'entries')}, {unused} of them unused.")
    return "\n".join(lines) + "\n" + _undefined(missing)


def _undefined(missing: Sequence[Finding]) -> str:
    if not missing:
        return "No abbreviation is undefined.\n"
    lines = [f"  {finding.path}:{finding.line}: {finding.message}" for finding in missing]
    return "\n".join(["Undefined:", *lines]) + "\n"


def _fit(text: str, columns: int) -> str:
    """Return a text that takes exactly so many columns."""
    if columns_of(text) > columns:
        while text and columns_of(text) > columns - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (columns - columns_of(text))


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
