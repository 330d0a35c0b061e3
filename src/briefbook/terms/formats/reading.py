"""The entries of a table, and what is wrong with its rows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.findings import Finding, nearest
from briefbook.terms.formats.cells import parted, unguarded
from briefbook.terms.formats.tables import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE = "term-table"
_NEEDED = ("term", "definition")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Row:
    """One entry of a table, with the line at which it begins."""

    line: int
    names: tuple[str, ...]
    kind: str
    definition: str
    see_also: tuple[str, ...]
    sources: tuple[str, ...]


def read_csv(text: str, path: str) -> tuple[list[Row], list[Finding]]:
    """Return the entries of a table, and a finding for each row that cannot be used.

    The table has a header row with at least ``term`` and ``definition``; of the other columns,
    those that a build finds out are passed over.
    """
    found: list[Row] = []
    problems: list[Finding] = []
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        header = [" ".join(unguarded(cell).lower().split()) for cell in next(reader, [])]
        problems = list(_header_problems(header, path))
        if problems:
            return [], problems
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _take(cells, header, Finding(path, line, RULE, ""), found, problems)
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"the table cannot be read: {error}"
        remedy = "save it as comma-separated values in UTF-8"
        problems.append(Finding(path, max(1, reader.line_num), RULE, message, remedy))
    return found, problems + list(_doubles(found, path))


def _header_problems(header: list[str], path: str) -> Iterator[Finding]:
    for name in _NEEDED:
        if name not in header:
            message = f"the table has no column '{name}'"
            yield Finding(path, 1, RULE, message, "name the columns in its first row")
    for name in sorted({name for name in header if name}):
        if header.count(name) > 1:
            yield Finding(path, 1, RULE, f"two columns are named '{name}'", "leave one of them")
        elif name not in COLUMNS:
            match = nearest(name, COLUMNS)
            remedy = f"did you mean '{match}'?" if match else f"use: {', '.join(COLUMNS)}"
            yield Finding(path, 1, RULE, f"unknown column '{name}'", remedy)


def _take(
    cells: list[str], header: list[str], place: Finding, found: list[Row], problems: list[Finding]
) -> None:
    row = {
        name: " ".join(unguarded(cell).split()) for name, cell in zip(header, cells, strict=False)
    }
    problem = _problem(row, cells, header)
    if problem:
        problems.append(Finding(place.path, place.line, RULE, *problem))
        return
    names = [row["term"], *parted(row.get("abbreviations", "")), *parted(row.get("synonyms", ""))]
    found.append(
        Row(
            place.line,
            tuple(dict.fromkeys(names)),
            row.get("kind", "").lower(),
            row["definition"],
            tuple(dict.fromkeys(parted(row.get("see also", "")))),
            tuple(dict.fromkeys(parted(row.get("sources", "")))),
        )
    )


def _problem(row: dict[str, str], cells: list[str], header: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with a row and what to do, or None."""
    if len(cells) > len(header):
        message = f"the row has {len(cells)} cells for {len(header)} columns"
        return message, "put a cell that holds a comma in quotation marks"
    empty = [name for name in _NEEDED if not row.get(name)]
    if empty:
        return f"the row has no {empty[0]}", "fill it in, or take the row out"
    if any(_CONTROL.search(cell) for cell in cells):
        return "the row holds a control character", "remove it"
    return None


def _doubles(rows: list[Row], path: str) -> Iterator[Finding]:
    """Yield a finding for each row with a name that a row before it has."""
    taken: dict[str, int] = {}
    for row in rows:
        double = next((name for name in row.names if name.casefold() in taken), None)
        if double is not None:
            message = f"'{double}' is a name of line {taken[double.casefold()]} too"
            yield Finding(path, row.line, RULE, message, "leave it to one of the two")
        for name in row.names:
            taken.setdefault(name.casefold(), row.line)
