"""Reading a tagged PDF back: its text in the order of the structure tree, with what it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pikepdf

from briefbook.parity.runs import Run, marked_runs
from briefbook.parity.words import (
    END,
    MAYBE,
    NOTE,
    Cut,
    even,
    is_address_of,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_TELLING = re.compile(r"/H\d|/T[HD]")
_INLINE = {"/Span", "/Em", "/Strong", "/Link", "/Code", "/Lbl", "/Quote", "/Annot", "/Reference"}
# A raised comma: between two notes, where the page leaves a gap, it says nothing.
_RAISED = "\ue002"
_SPACED = re.compile(rf"\s+(?={MAYBE}?{NOTE})|(?<={NOTE}){_RAISED}(?={MAYBE}?{NOTE})")
_NUMBER = re.compile(r"^\s*\d+\s*")
# Where a PDF sends a reader on, it may say on which page that is.
_PAGE = re.compile(r"\s*\(\w+\.?\s*(\d+)\)|\s*·\s*\w+\.?\s*(\d+)")


class Target(NamedTuple):
    """Where a link leads: an address, or a place on a page of the same PDF."""

    uri: str
    page: int = 0
    x: float = 0.0
    y: float = 0.0


class Span(NamedTuple):
    """A stretch of the text; ``kind`` is a structure type, ``row`` and ``column`` of a cell."""

    start: int
    end: int
    kind: str
    head: str = ""
    row: int = 0
    column: int = 0


class Hot(NamedTuple):
    """A stretch of the text that is a link."""

    start: int
    end: int
    target: Target


@dataclass
class Print:
    """What a PDF says: one text, and what its stretches are.

    ``text`` holds ``NOTE`` where a note is referred to, whose number is in ``references`` in the
    same order, and whose text is in ``notes``.  ``places`` gives page and place on it by position.
    """

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    links: list[Hot] = field(default_factory=list)
    references: list[int] = field(default_factory=list)
    notes: dict[int, Print] = field(default_factory=dict)
    places: list[tuple[int, int, float, float]] = field(default_factory=list)
    mark: str = ""

    def place(self, position: int) -> tuple[int, float, float]:
        """Return the page on which the text at a position stands, and where on it: x and y."""
        index = bisect_right(self.places, position, key=lambda place: place[0]) - 1
        return self.places[index][1:] if index >= 0 else (0, 0.0, 0.0)

    def around(self, position: int) -> list[Span]:
        """Return the blocks around a position, the innermost first."""
        found = [span for span in self.spans if span.start <= position < span.end]
        return sorted(found, key=lambda span: span.end - span.start)

    def kind(self, position: int) -> Span:
        """Return the block around a position: a heading or a cell if it is one, or the nearest."""
        around = self.around(position)
        telling = [span for span in around if _TELLING.fullmatch(span.kind)]
        return next(iter(telling or around), Span(0, 0, ""))


def read(path: Path) -> Print:
    """Return what a PDF says; raises what pikepdf raises where it is damaged or has no tags."""
    with pikepdf.open(path) as pdf:
        found = _Walker(pdf).walk()
        found.mark = str(pdf.docinfo.get("/BriefbookContent", ""))
        return found


class _Walker:
    """Walks the structure tree of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._runs = {number: marked_runs(page, number) for number, page in enumerate(pdf.pages, 1)}
        self._headers: dict[str, str] = {}
        self._notes: dict[int, Print] = {}
        self._tables: list[list[int]] = []  # row and column, of each table that is open

    def walk(self) -> Print:
        writer = _Writer()
        for kid in _kids(self._pdf.Root.StructTreeRoot):
            self._node(kid, 0, writer)
        found = writer.finish()
        found.notes = self._notes
        return found

    def _node(self, node: object, page: int, writer: _Writer) -> None:
        if isinstance(node, int):
            writer.add(self._runs.get(page, {}).get(node, []))
        elif isinstance(node, pikepdf.Dictionary):
            page = self._numbers.get(node.Pg.objgen, page) if "/Pg" in node else page
            match str(node.get("/Type", "")):
                case "/MCR":
                    writer.add(self._runs.get(page, {}).get(int(node.MCID), []))
                case "/OBJR":
                    pass
                case _:
                    self._element(node, page, writer)

    def _element(self, node: pikepdf.Dictionary, page: int, writer: _Writer) -> None:
        kind = str(node.get("/S", ""))
        if kind == "/Note":
            self._note(node, page)
        elif kind == "/L" and (notes := _end_notes(node)):
            for note in notes:
                self._note(note, page)
        elif kind == "/Span" and _raised(node) and self._words(node, page) == ",":
            writer.add_raised_comma()
        elif kind in {"/Lbl", "/Reference"} and (number := self._referred(node)):
            writer.refer(number)
        elif kind == "/Link":
            self._link(node, page, writer)
        elif kind in {"/Figure", "/Formula"}:
            writer.block(kind, even(str(node.get("/Alt", ""))))
        elif kind in _INLINE and not (kind == "/Lbl" and _is_item_label(node)):
            self._into(node, page, writer)
        else:
            self._block(kind, node, page, writer)

    def _into(self, node: pikepdf.Dictionary, page: int, writer: _Writer) -> None:
        for kid in _kids(node):
            self._node(kid, page, writer)

    def _block(self, kind: str, node: pikepdf.Dictionary, page: int, writer: _Writer) -> None:
        row, column = self._cell(kind)
        start = writer.open()
        self._into(node, page, writer)
        head = self._head(kind, node, writer.since(start))
        writer.close(Span(start, 0, kind, head, row, column))
        if kind == "/Table":
            self._tables.pop()

    def _cell(self, kind: str) -> tuple[int, int]:
        if kind == "/Table":
            self._tables.append([0, 0])
        elif self._tables and kind == "/TR":
            self._tables[-1] = [self._tables[-1][0] + 1, 0]
        elif self._tables and kind in {"/TH", "/TD"}:
            self._tables[-1][1] += 1
            return self._tables[-1][0], self._tables[-1][1]
        return 0, 0

    def _head(self, kind: str, node: pikepdf.Dictionary, text: str) -> str:
        """Note a header cell's words, or return those of the headers that a cell names."""
        if kind == "/TH" and "/ID" in node:
            self._headers[str(node.ID)] = text
        if kind not in {"/TD", "/TH"}:
            return ""
        names = [name for part in _list(node.get("/A")) for name in _list(_get(part, "/Headers"))]
        return " ".join(self._headers.get(str(name), "") for name in names)

    def _note(self, node: pikepdf.Dictionary, page: int) -> None:
        writer = _Writer()
        self._into(node, page, writer)
        said = writer.finish()
        # As printed: notes are named in the order of layout, in which a panel comes after its page.
        shown = said.text.split(END, 1)[0].strip()
        named = _NUMBER.match(str(node.get("/ID", "")).rpartition(" ")[2])
        if shown.isdigit() or named:
            self._notes[int(shown if shown.isdigit() else named[0])] = said  # type: ignore[index]

    def _referred(self, node: pikepdf.Dictionary) -> int:
        """Return the number of the note that a label refers to, or 0."""
        links = [
            kid
            for kid in _kids(node)
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Link"
        ]
        if len(links) != 1:
            return 0
        words = self._words(links[0], 0 if "/Pg" not in node else self._numbers[node.Pg.objgen])
        return int(words) if words.isdigit() else 0

    def _words(self, node: pikepdf.Dictionary, page: int) -> str:
        writer = _Writer()
        self._into(node, page, writer)
        return writer.finish().text.strip()

    def _link(self, node: pikepdf.Dictionary, page: int, writer: _Writer) -> None:
        holders = [_get(kid, "/Obj") for kid in _kids(node)]
        target = next((self._target(o) for o in holders if isinstance(o, pikepdf.Dictionary)), None)
        start = writer.position()
        self._into(node, page, writer)
        if target is not None:
            writer.linked(start, target)

    def _target(self, annotation: pikepdf.Dictionary) -> Target:
        action = annotation.get("/A", pikepdf.Dictionary())
        if "/URI" in action:
            return Target(bytes(action.URI).decode("utf-8", errors="replace"))
        place = annotation.get("/Dest", action.get("/D"))
        if isinstance(place, pikepdf.Array):
            x, y = (float(str(number)) for number in list(place)[2:4])  # a page, /XYZ, x, y, zoom
            return Target("", self._numbers.get(place[0].objgen, 0), x, y)
        return Target("")


class _Writer:
    """Collects the text of a structure element and its stretches."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last: Run | None = None
        self._print = Print()

    def add(self, runs: Sequence[Run]) -> None:
        for run in runs:
            if not run.text:
                continue
            if self._last and (run.page, run.y) != (self._last.page, self._last.y):
                # Only a line that ends without a space leaves it open whether the word goes on.
                self._put("" if self._ends_open() or run.text[:1].isspace() else MAYBE)
            self._print.places.append((self._length, *run[1:]))
            self._put(run.text)
            self._last = run

    def _ends_open(self) -> bool:
        return not self._parts or self._parts[-1][-1:].isspace() or self._parts[-1][-1:] == NOTE

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def position(self) -> int:
        return self._length

    def open(self) -> int:
        self._break()
        return self._length

    def since(self, start: int) -> str:
        return "".join(self._parts)[start:].strip()

    def close(self, span: Span) -> None:
        if self._length > span.start:
            self._print.spans.append(span._replace(end=self._length))
        self._break()

    def block(self, kind: str, text: str) -> None:
        start = self.open()
        self._put(text)
        self.close(Span(start, 0, kind))

    def _break(self) -> None:
        if self._parts and not self._parts[-1].endswith(END):
            self._put(END)
        self._last = None

    def refer(self, number: int) -> None:
        self._print.references.append(number)
        self._put(NOTE)

    def add_raised_comma(self) -> None:
        self._put(_RAISED)

    def linked(self, start: int, target: Target) -> None:
        self._print.links.append(Hot(start, self._length, target))

    def finish(self) -> Print:
        return _tidied(self._print, "".join(self._parts))


def _tidied(found: Print, text: str) -> Print:
    """Return what was collected without what a PDF adds: page numbers, spaces before notes."""
    cuts = [Cut(m.start(), m.end()) for m in _SPACED.finditer(text)]
    cuts += [Cut(m.start(), m.end(), ",") for m in re.finditer(_RAISED, text)]
    for link in found.links:
        cuts += _after_link(text, link)
        if link.target.uri and is_address_of(text[link.start : link.end], link.target.uri):
            cuts.append(Cut(link.start, link.end, link.target.uri))
    _cut(found, text, cuts)
    spaces = re.finditer(rf"(?<=[ {END}])[ ]+|[ ]+(?={END})", found.text)
    _cut(found, found.text, [Cut(m.start(), m.end()) for m in spaces])
    return found


def _cut(found: Print, text: str, cuts: list[Cut]) -> None:
    """Give a print its text after some cuts, and move its stretches along."""
    found.text, moved = without(text, cuts)
    found.spans = [s._replace(start=moved(s.start), end=moved(s.end)) for s in found.spans]
    found.links = [k._replace(start=moved(k.start), end=moved(k.end)) for k in found.links]
    found.places = [(moved(at), page, x, y) for at, page, x, y in found.places]


def _after_link(text: str, link: Hot) -> Iterator[Cut]:
    """Yield what a PDF says of a link behind it: the page that it leads to, or its address."""
    if link.target.page:
        number = _PAGE.match(text.replace(MAYBE, " "), link.end)
        if number and (number[1] or number[2]):
            yield Cut(number.start(), number.end())
    elif link.target.uri:
        said = re.match(r"\s*\(([^()\s]+)\)", text[link.end :].replace(MAYBE, ""))
        if said and is_address_of(said[1], link.target.uri):
            length = len(re.match(r"[^)]*\)", text[link.end :])[0])  # type: ignore[index]
            yield Cut(link.end, link.end + length)


def _raised(node: pikepdf.Dictionary) -> bool:
    return any("/BaselineShift" in part for part in _list(node.get("/A")))  # type: ignore[operator]


def _end_notes(node: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """Return the notes that a list consists of; its numbers are theirs."""
    bodies = [kid for item in _kids(node) for kid in _kids(item) if _get(kid, "/S") == "/LBody"]
    notes = [kid for body in bodies for kid in _kids(body) if _get(kid, "/S") == "/Note"]
    return notes if len(notes) == len(bodies) else []  # type: ignore[return-value]


def _is_item_label(node: pikepdf.Dictionary) -> bool:
    return _get(node.get("/P"), "/S") == "/LI"


def _get(node: object, name: str) -> object:
    return node.get(name) if isinstance(node, pikepdf.Dictionary) else None


def _list(node: object) -> list[object]:
    if isinstance(node, pikepdf.Array):
        return list[object](node)
    return [] if node is None else [node]


def _kids(node: object) -> list[object]:
    return _list(_get(node, "/K"))
