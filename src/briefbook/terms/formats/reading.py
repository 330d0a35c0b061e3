"""A glossary from a table: CSV in, MyST out."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from briefbook.findings import Finding
from briefbook.terms.formats.tables import COLUMNS, SEPARATOR

RULE = "term-table"
_NEEDED = ("term", "definition")


@dataclass(frozen=True)
class Row:
    """One entry of a table, with the line at which it begins."""

    line: int
    names: tuple[str, ...]
    definition: str


def read_csv(text: str, path: str) -> tuple[list[Row], list[Finding]]:
    """Return the entries of a table, and a finding for each row that cannot be used.

    The table has a header row with at least ``term`` and ``definition``; ``abbreviations`` and
    ``synonyms`` are taken too, and other columns of `COLUMNS` are passed over.
    """
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True)
    found: list[Row] = []
    problems: list[Finding] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        problems = [*_header_problems(header, path)]
        if problems:
            return [], problems
        line = reader.line_num + 1
        for cells in reader:
            row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            if any(row.values()):
                _take(row, line, path, found, problems)
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"the table cannot be read: {error}"
        remedy = "save it as comma-separated values in UTF-8"
        problems.append(Finding(path, max(1, reader.line_num), RULE, message, remedy))
    return found, problems


def _header_problems(header: list[str], path: str) -> list[Finding]:
    missing = [name for name in _NEEDED if name not in header]
    unknown = [name for name in header if name and name not in COLUMNS]
    found = [
        Finding(path, 1, RULE, f"the table has no column '{name}'", "name it in the first row")
        for name in missing
    ]
    remedy = f"use: {', '.join(COLUMNS)}"
    return found + [Finding(path, 1, RULE, f"unknown column '{n}'", remedy) for n in unknown]


def _take(
    row: dict[str, str], line: int, path: str, found: list[Row], problems: list[Finding]
) -> None:
    empty = [name for name in _NEEDED if not row.get(name)]
    if empty:
        message = f"the row has no {empty[0]}"
        problems.append(Finding(path, line, RULE, message, "fill it in, or take the row out"))
        return
    others = f"{row.get('abbreviations', '')};{row.get('synonyms', '')}".split(SEPARATOR.strip())
    names = [row["term"], *(name.strip() for name in others if name.strip())]
    found.append(Row(line, tuple(dict.fromkeys(names)), row["definition"]))


def to_myst(rows: list[Row]) -> str:
    """Return a ``{glossary}`` directive with the entries, in the order of the table."""
    entries = ["\n".join([*row.names, f"  {' '.join(row.definition.split())}"]) for row in rows]
    return "````{glossary}\n:sorted:\n\n" + "\n\n".join(entries) + "\n````\n"
