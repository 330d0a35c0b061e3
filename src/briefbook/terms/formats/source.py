"""Glossaries as they are written: where each entry stands in a file, and how one is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.elements.base import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.terms.formats.reading import Row

_OPENING = re.compile(r"(?P<fence>`{3,}|:{3,}|~{3,})\{glossary\}\s*$")
_MARKUP = re.compile(r"[\\`*_\[\]<>&${}~^|@]")
# What makes a line something else than running text, where it begins one.
_START = re.compile(r"(?:[#+\-=%(:.]|(?P<number>\d+)(?=[.)]))")
_FIELD = re.compile(r"\s+:kind:(?:\s|$)")
_INDENT = "  "


@dataclass(frozen=True)
class Written:
    """An entry as it is written: its lines, counted from 0; ``body`` is the first after its names.

    ``end`` is the line after its last one that is not empty.
    """

    first: int
    body: int
    end: int


@dataclass(frozen=True)
class Place:
    """A glossary as it is written: its entries, and the line of its closing fence."""

    entries: tuple[Written, ...]
    close: int


def glossaries(lines: list[str]) -> list[Place]:
    """Return the glossaries in the lines of a file."""
    found, number = [], 0
    while number < len(lines):
        match = _OPENING.match(lines[number])
        if match:
            close = _close(lines, number, match["fence"])
            found.append(Place(tuple(_entries(lines, number + 1, close)), close))
            number = close
        number += 1
    return found


def _close(lines: list[str], opening: int, fence: str) -> int:
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    inside = range(opening + 1, len(lines))
    return next((n for n in inside if closing.match(lines[n])), len(lines))


def _entries(lines: list[str], start: int, close: int) -> list[Written]:
    """Return the entries between two lines, as Sphinx reads them."""
    starts = [n for n in range(start, close) if _is_name(lines[n])]
    found: list[Written] = []
    for number, line in enumerate(starts):
        if number and starts[number - 1] == line - 1:
            continue
        body = line
        while body < close and _is_name(lines[body]):
            body += 1
        following = next((n for n in starts if n > body), close)
        end = max((n + 1 for n in range(body, following) if lines[n].strip()), default=body)
        found.append(Written(line, body, end))
    return found


def _is_name(line: str) -> bool:
    return bool(line.strip()) and not line[0].isspace() and not line.startswith((":sorted:", ".. "))


def as_written(text: str) -> str:
    """Return plain text so that MyST reads it as it is."""
    text = _MARKUP.sub(r"\\\g<0>", text)
    start = _START.match(text)
    if start is None:
        return text
    place = len(start["number"] or "")
    return f"{text[:place]}\\{text[place:]}"


def name_as_written(name: str) -> str:
    """Return a name so that it is no comment and has no classifier."""
    return as_written(name).replace(" : ", r" \: ")


def body_of(row: Row) -> list[str]:
    """Return the lines below the names of a new entry."""
    sentences = [as_written(part) for part in SENTENCE_END.split(row.definition)]
    if "".join(row.definition.split()) != "".join(
        "".join(SENTENCE_END.split(row.definition)).split()
    ):
        sentences = [as_written(row.definition)]  # a quotation mark would be lost at a break
    sentences[-1] += cite(row.sources)
    found = [f"{_INDENT}{sentence}" for sentence in sentences]
    if row.see_also:
        found += ["", see_also(row.see_also)]
    return [*found, "", kind_line(row.kind)] if row.kind else found


def cite(sources: Iterable[str]) -> str:
    """Return the citation of sources, or an empty string."""
    ids = ", ".join(sources)
    return f"{{cite}}`{ids}`" if ids else ""


def see_also(names: Iterable[str]) -> str:
    """Return the paragraph that leads to related entries."""
    links = [f"{{term}}`{name}`" for name in names]
    last = f" and {links[-1]}" if len(links) > 1 else links[-1]
    return f"{_INDENT}See also {', '.join(links[:-1])}{last}."


def kind_line(kind: str) -> str:
    """Return the field with the kind."""
    return f"{_INDENT}:kind: {kind}"


def is_kind_line(line: str) -> bool:
    """Return whether a line is the field with the kind."""
    return bool(_FIELD.match(line))
