"""Takes a table into the glossary: new entries, and what known ones lack; all of it or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefbook.findings import Finding, did_you_mean, nearest
from briefbook.terms.details import KINDS
from briefbook.terms.formats import source as written
from briefbook.terms.formats.reading import RULE, Row, read_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefbook.exports.model import Book, Term

_SOURCE_ID = re.compile(r"[\w.:-]+")
_NO_TARGET = re.compile(r"[`<>]|^!")


@dataclass(frozen=True)
class Table:
    """A table, the file for its new entries, and whether it has the last word."""

    path: Path
    into: str
    overwrite: bool = False


@dataclass
class Taken:
    """What came of it: what was found wrong, or the new text of each file and a line per entry."""

    findings: list[Finding] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)


def take_in(table: Table, root: Path, book: Book) -> Taken:
    """Return what taking a table in would change; with a finding, nothing may be changed."""
    shown = table.path.as_posix()
    try:
        text = table.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        message = "the table is not UTF-8"
        return Taken([Finding(shown, 0, RULE, message, "save it as UTF-8")])
    rows, problems = read_csv(text, shown)
    known = {name: term for term in book.terms for name in term.names}
    checked = [_check(row, rows, known, table) for row in rows]
    problems += [Finding(shown, row.line, RULE, *found) for row, found in
                 zip(rows, checked, strict=True) if found]  # fmt: skip
    if problems:
        return Taken(sorted(problems))
    return _Editor(root, table, known).edit(rows)


def _check(
    row: Row, rows: list[Row], known: dict[str, Term], table: Table
) -> tuple[str, str] | None:
    """Return what keeps a row from being taken and what to do, or None."""
    return next(_problems(row, rows, known, table), None)


def _problems(
    row: Row, rows: list[Row], known: dict[str, Term], table: Table
) -> Iterator[tuple[str, str]]:
    kinds = sorted({*KINDS, *(term.kind for term in known.values() if term.kind)})
    if row.kind and row.kind not in kinds:
        yield f"'{row.kind}' is no kind of entry", did_you_mean(row.kind, kinds)
    names = {*known, *(name for other in rows for name in other.names)}
    for name in row.see_also:
        if name not in names or _NO_TARGET.search(name):
            match = nearest(name, names - {name})
            remedy = f"did you mean '{match}'?" if match else "give a name of an entry"
            yield f"there is no entry '{name}' to see as well", remedy
    for source in row.sources:
        if not _SOURCE_ID.fullmatch(source):
            yield f"'{source}' is no id of a source", "give ids, apart by semicolons"
    terms = {known[name].address: known[name] for name in row.names if name in known}
    if len(terms) > 1:
        both = " and ".join(f"'{term.names[0]}'" for term in terms.values())
        yield f"the row has names of {both}", "leave each name to one entry"
    for term in terms.values():
        yield from _conflicts(row, term, table)


def _conflicts(row: Row, term: Term, table: Table) -> Iterator[tuple[str, str]]:
    remedy = f"correct one of them ({term.file}:{term.line}), or take the table's by --overwrite"
    if table.overwrite:
        return
    if term.definition and _normal(term.definition) != _normal(row.definition):
        yield f"'{term.names[0]}' has another definition in the glossary", remedy
    if row.kind and term.kind and row.kind != term.kind:
        yield f"'{term.names[0]}' is of the kind '{term.kind}' in the glossary", remedy


def _normal(text: str) -> str:
    return " ".join(text.split())


class _Editor:
    """Edits files as lists of lines, from the bottom up, so that places stay right."""

    def __init__(self, root: Path, table: Table, known: dict[str, Term]) -> None:
        self._root = root
        self._table = table
        self._known = known
        self._lines: dict[str, list[str]] = {}
        self._ends: dict[str, str] = {}
        self._edits: dict[str, list[tuple[int, int, list[str]]]] = {}
        self._taken = Taken()

    def edit(self, rows: list[Row]) -> Taken:
        """Return the result of all rows."""
        new: list[Row] = []
        for row in rows:
            term = next((self._known[name] for name in row.names if name in self._known), None)
            if term is None:
                new.append(row)
            else:
                self._complete(row, term)
        if new:
            self._add(new)
        if not self._taken.findings:
            self._apply()
        return self._taken

    def _read(self, name: str) -> list[str]:
        if name not in self._lines:
            path = self._root / name
            data = path.read_bytes() if path.is_file() else b""
            self._ends[name] = "\r\n" if b"\r\n" in data else "\n"
            self._lines[name] = data.decode().replace("\r\n", "\n").split("\n")
        return self._lines[name]

    def _problem(self, line: int, message: str, remedy: str) -> None:
        shown = self._table.path.as_posix()
        self._taken.findings.append(Finding(shown, line, RULE, message, remedy))

    def _change(self, name: str, first: int, last: int, lines: list[str]) -> None:
        self._edits.setdefault(name, []).append((first, last, lines))

    def _add(self, rows: list[Row]) -> None:
        places = written.glossaries(self._read(self._table.into))
        if not places:
            message = f"there is no glossary in '{self._table.into}'"
            remedy = "write an empty {glossary} there, or name another file with --into"
            self._problem(rows[0].line, message, remedy)
            return
        place = places[-1]
        after = place.entries[-1].end if place.entries else place.close
        lines: list[str] = []
        for row in rows:
            names = [written.name_as_written(name) for name in row.names]
            lines += ["", *names, *written.body_of(row)]
            self._taken.changes.append(f"{self._table.into}: '{row.names[0]}' is new")
        self._change(self._table.into, after, after, lines)

    def _complete(self, row: Row, term: Term) -> None:
        lines = self._read(term.file)
        entry = self._find(lines, term)
        if entry is None:
            message = f"'{term.names[0]}' stands where it cannot be changed ({term.file})"
            self._problem(row.line, message, "change it by hand")
            return
        lacking = self._lacking(row, term)
        body = self._body(lines[entry.body : entry.end], row, lacking, term)
        names = [written.name_as_written(name) for name in lacking.names]
        old = lines[entry.first : entry.end]
        new = [*lines[entry.first : entry.body], *names, *body]
        if new != old:
            self._change(term.file, entry.first, entry.end, new)
            self._taken.changes.append(f"{term.file}: '{term.names[0]}' is completed")

    @staticmethod
    def _find(lines: list[str], term: Term) -> written.Written | None:
        for place in written.glossaries(lines):
            for entry in place.entries:
                if entry.first < term.line <= entry.body:
                    return entry
        return None

    def _lacking(self, row: Row, term: Term) -> Row:
        """Return what the row says and the entry does not."""
        first = {name: other.names[0] for name, other in self._known.items()}
        return replace(
            row,
            names=tuple(name for name in row.names if name not in term.names),
            kind="" if row.kind == term.kind else row.kind,
            definition=""
            if _normal(row.definition) == _normal(term.definition)
            else row.definition,
            see_also=tuple(n for n in row.see_also if first.get(n, n) not in term.see_also),
            sources=tuple(name for name in row.sources if name not in term.sources),
        )

    @staticmethod
    def _body(lines: list[str], row: Row, lacking: Row, term: Term) -> list[str]:
        if lacking.definition:  # what the entry had besides stays
            whole = replace(
                row,
                kind=row.kind or term.kind,
                see_also=tuple(dict.fromkeys([*term.see_also, *lacking.see_also])),
                sources=tuple(dict.fromkeys([*term.sources, *row.sources])),
            )
            return written.body_of(whole)
        found = list(lines)
        if lacking.sources:
            end = next((n for n, line in enumerate(found) if not line.strip()), len(found))
            found[end - 1] += written.cite(lacking.sources)
        fields = [line for line in found if written.is_kind_line(line)]
        if lacking.kind or lacking.see_also:
            found = _without(found, fields)
            kinds = [written.kind_line(lacking.kind)] if lacking.kind else fields
            found += ["", written.see_also(lacking.see_also)] if lacking.see_also else []
            found += ["", *kinds] if kinds else []
        return found

    def _apply(self) -> None:
        for name, edits in self._edits.items():
            lines = list(self._lines[name])
            for first, last, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
                lines[first:last] = new
            self._taken.files[self._root / name] = self._ends[name].join(lines)


def _without(lines: list[str], taken: list[str]) -> list[str]:
    """Return lines without some of them, and without the empty ones that this leaves at the end."""
    found = [line for line in lines if line not in taken]
    while found and not found[-1].strip():
        found.pop()
    return found
