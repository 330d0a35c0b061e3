"""The data file of a chart: a CSV table with a row for each bar or step."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.findings import count_of, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("label", "series", "value", "source", "note")
NEEDED = ("label", "value", "source")
STATES = ("done", "here", "open")
"""What the value of a step can be: passed, where things stand, not yet or not known."""
# What a spreadsheet may make of a number, such as 1e3, would be printed so.
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_EXAMPLE = "write a first line such as: label,value,source"


@dataclass(frozen=True)
class Row:
    """One bar or step: its line in the file, its labels, its value as written, its sources."""

    line: int
    label: str
    value: str
    source: str
    series: str = ""
    note: str = ""

    @property
    def number(self) -> float:
        """The value of a bar."""
        return float(self.value)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a data file, in which line, and what to do."""

    line: int
    message: str
    remedy: str


def read(text: str, *, steps: bool = False) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a data file, and every fault in it; a row with a fault is left out.

    ``steps`` says that values are the states of steps and not numbers.
    """
    reader = csv.reader(
        io.StringIO(text.removeprefix("\ufeff")), strict=True, skipinitialspace=True
    )
    faults: list[Fault] = []
    lines = _lines(reader, faults)
    _, head = next(lines, (1, []))
    faults += _faults_of_head(head)
    if faults:
        return [], faults
    rows: list[Row] = []
    for line, cells in lines:
        if len(cells) != len(head):
            values = count_of(len(cells), "value")
            message = f"the line has {values}, and the first line names {len(head)}"
            faults.append(Fault(line, message, "put a value with a comma between quotation marks"))
            continue
        row = Row(line, **dict(zip(head, (cell.strip() for cell in cells), strict=True)))
        found = list(_faults_of_row(row, rows, steps=steps))
        faults += found
        rows += [] if found else [row]
    if not rows and not faults:
        faults.append(Fault(1, "the file has no row under its first line", "add one row a bar"))
    return rows, faults


def _lines(reader: Iterator[list[str]], faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold something, with the number of the line on which each begins."""
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = getattr(reader, "line_num", line) + 1
    except csv.Error as error:
        faults.append(Fault(line, f"the line is not CSV: {error}", "close the quotation marks"))


def _faults_of_head(head: list[str]) -> Iterator[Fault]:
    """Yield what is wrong with the names of the columns, the cause and not what follows."""
    unknown = [name for name in head if name not in COLUMNS]
    absent = [name for name in NEEDED if name not in head]
    for name in unknown:
        match = nearest(name, COLUMNS)
        remedy = f"did you mean '{match}'?" if match else f"columns are {', '.join(COLUMNS)}"
        yield Fault(1, f"no column is called '{name}'", remedy)
    for name, count in Counter(head).items():
        if count > 1 and name in COLUMNS:
            yield Fault(1, f"{count} columns are called '{name}'", "keep one")
    if absent and not unknown:
        names = " and ".join(f"'{name}'" for name in absent)
        yield Fault(1, f"no column is called {names}", _EXAMPLE)


def _faults_of_row(row: Row, before: list[Row], *, steps: bool) -> Iterator[Fault]:
    for name in NEEDED:
        if not getattr(row, name):
            yield Fault(row.line, f"the {name} is empty", f"give the {name}")
            return
    if any((row.label, row.series) == (other.label, other.series) for other in before):
        yield Fault(row.line, f"'{row.label}' stands here a second time", "take one away")
    if steps and row.value not in STATES:
        match = nearest(row.value, STATES)
        remedy = f"did you mean '{match}'?" if match else f"write {', '.join(STATES)}"
        yield Fault(row.line, f"'{row.value}' is no state of a step", remedy)
    if not steps and not _is_number(row.value):
        remedy = "write digits with a point, such as 1234.5; the unit is an option of the chart"
        yield Fault(row.line, f"'{row.value}' is no number", remedy)
    elif not steps and float(row.value) < 0:
        yield Fault(row.line, f"{row.value} is below zero", "bars begin at zero; use a table")


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None
