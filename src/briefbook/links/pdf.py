"""Reading PDFs: every link, bookmark and destination."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

import pikepdf

from briefbook.links.judge import missing_name
from briefbook.links.records import Fault, Link, PdfFile, Rect
from briefbook.links.rules import Rule
from briefbook.links.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a damaged object makes pikepdf raise, depending on where the damage is.
TROUBLE = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)
# A tree with more nodes than this is damaged or hostile: no book has as many.
_MOST_NODES = 1_000_000
_MOST_ACTIONS = 100
_STREAM = re.compile(r"(?:stream )?<_io\.BytesIO[^>]*>:?\s*")


def read_pdf(name: str, data: bytes) -> PdfFile:
    """Return what a PDF holds; whatever its bytes are, it never raises."""
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            found = _Reader(name, pdf).read()
            damage = pdf.get_warnings()
    except pikepdf.PasswordError:
        return PdfFile(name, trouble="it is encrypted and asks for a password")
    except TROUBLE as error:
        return PdfFile(name, trouble=f"it cannot be read ({_first(error)})")
    return replace(found, trouble=f"it is damaged ({_first(damage[0])})") if damage else found


def _first(problem: object) -> str:
    # qpdf begins with the stream's address in memory, which differs on every run.
    return plain(_STREAM.sub("", str(problem).strip().partition("\n")[0]))


def _destination_fault(what: str) -> Fault:
    return Fault(Rule.PDF_DESTINATION, what, Rule.PDF_DESTINATION.remedy)


class _Reader:
    """Reads one open PDF."""

    def __init__(self, name: str, pdf: pikepdf.Pdf) -> None:
        self._name = name
        self._pdf = pdf
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._names = {key: self._on_page(value) for key, value in _names(pdf)}
        self._used: set[str] = set()
        self._links: list[Link] = []
        self._faults: list[tuple[Link, Fault]] = []
        self._explicit = 0

    def read(self) -> PdfFile:
        for number, page in enumerate(self._pdf.pages, 1):
            for annotation in _items(page.obj.get("/Annots")):
                if isinstance(annotation, pikepdf.Dictionary):
                    self._annotation(number, annotation)
        for bookmark in _outline(self._pdf):
            link = Link(self._name, "", "outline", _string(bookmark.get("/Title")))
            self._follow(link, bookmark)
        self._opening(self._pdf.Root.get("/OpenAction"))
        self._unused_names()
        return PdfFile(
            name=self._name,
            pages=len(self._pages),
            links=tuple(self._links),
            names=self._names,
            faults=tuple(self._faults),
            destinations=len(self._names) + self._explicit,
            base=_base(self._pdf),
        )

    def _annotation(self, number: int, annotation: pikepdf.Dictionary) -> None:
        if annotation.get("/Subtype") != "/Link" and "/A" not in annotation:
            return
        text = _string(annotation.get("/Contents"))
        link = Link(self._name, "", "pdf", text, pdf_page=number, rect=_rect(annotation))
        self._follow(link, annotation)

    def _opening(self, opening: pikepdf.Object | None) -> None:
        link = Link(self._name, "", "pdf", "where the PDF opens")
        if isinstance(opening, pikepdf.Dictionary) and "/S" in opening:
            self._act(link, opening)
        elif opening is not None:
            self._destination(link, opening)

    def _follow(self, link: Link, holder: pikepdf.Dictionary) -> None:
        """Look at the destination or action of an annotation or a bookmark."""
        destination, action = holder.get("/Dest"), holder.get("/A")
        if destination is not None:
            self._destination(link, destination)
        if action is not None:
            self._act(link, action)
        # A bookmark without either is a plain heading; a link without either is dead.
        if destination is None and action is None and link.tag == "pdf" and "/AA" not in holder:
            self._faults.append((link, _destination_fault("it leads nowhere")))

    def _act(self, link: Link, first: object) -> None:
        waiting, done = [first], 0
        while waiting and done < _MOST_ACTIONS:
            action, done = waiting.pop(), done + 1
            if not isinstance(action, pikepdf.Dictionary):
                self._faults.append((link, _destination_fault("its action cannot be read")))
                continue
            self._one_action(link, action)
            following = action.get("/Next")
            if following is not None:
                waiting.extend(_items(following) or [following])

    def _one_action(self, link: Link, action: pikepdf.Dictionary) -> None:
        match str(action.get("/S", "")):
            case "/GoTo":
                self._destination(link, action.get("/D"))
            case "/URI":
                self._links.append(link._replace(target=_uri(action.get("/URI"))))
            case "/GoToR":
                self._links.append(link._replace(target=_remote(action)))
            case "/Launch":
                what = "it starts a file on the reader's own machine"
                fault = Fault(Rule.LOCAL_ADDRESS, what, Rule.LOCAL_ADDRESS.remedy)
                self._faults.append((link._replace(target=_file(action.get("/F"))), fault))
            case "/JavaScript":
                fault = Fault(Rule.SCRIPT, "it runs a script", Rule.SCRIPT.remedy)
                self._faults.append((link, fault))

    def _destination(self, link: Link, destination: pikepdf.Object | None) -> None:
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if isinstance(destination, pikepdf.String | pikepdf.Name):
            name = _string(destination)
            self._used.add(name)
            link = link._replace(target=name)
            fault = missing_name(name, self._names, self._name)
        else:
            self._explicit += 1
            exists = self._on_page(destination)
            fault = None if exists else _destination_fault("its page is not in the PDF")
        if fault:
            self._faults.append((link, fault))

    def _on_page(self, destination: object) -> bool:
        """Whether an explicit destination names a page that the PDF has."""
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, pikepdf.Array) or not len(destination):
            return False
        page = destination[0]
        if isinstance(page, pikepdf.Dictionary):
            return page.objgen in self._pages
        return isinstance(page, int) and 0 <= page < len(self._pages)

    def _unused_names(self) -> None:
        fault = _destination_fault("its page is not in the PDF")
        for name, exists in self._names.items():
            if not exists and name not in self._used:
                self._faults.append((Link(self._name, "", "destination", name), fault))


def _items(value: object) -> list[object]:
    return list[object](value) if isinstance(value, pikepdf.Array) else []


def _string(value: object) -> str:
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    return str(value) if isinstance(value, pikepdf.String) else ""


def _uri(value: object) -> str:
    """Return an address, which is meant to be ASCII and in practice is UTF-8."""
    if not isinstance(value, pikepdf.String):
        return ""
    return bytes(value).decode("utf-8", errors="replace")


def _file(value: object) -> str:
    if isinstance(value, pikepdf.Dictionary):
        value = value.get("/UF", value.get("/F"))
    return _string(value)


def _remote(action: pikepdf.Dictionary) -> str:
    """Return the address that a link into another PDF stands for."""
    path, destination = quote(_file(action.get("/F"))), action.get("/D")
    if isinstance(destination, pikepdf.String | pikepdf.Name):
        return f"{path}#nameddest={quote(_string(destination))}"
    items = _items(destination)
    first = items[0] if items else None
    return f"{path}#page={first + 1}" if isinstance(first, int) else path


def _rect(annotation: pikepdf.Dictionary) -> Rect | None:
    numbers = _items(annotation.get("/Rect"))
    corners = [float(value) for value in numbers if isinstance(value, int | Decimal)]
    if len(corners) != 4:  # noqa: PLR2004  # two corners of two numbers
        return None
    left, bottom, right, top = corners
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _base(pdf: pikepdf.Pdf) -> str | None:
    stated = pdf.Root.get("/URI")
    return _uri(stated.get("/Base")) or None if isinstance(stated, pikepdf.Dictionary) else None


def _names(pdf: pikepdf.Pdf) -> Iterator[tuple[str, object]]:
    """Yield every named destination: the old dictionary's, then the name tree's."""
    old = pdf.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        yield from ((name[1:], place) for name, place in old.items())
    trees = pdf.Root.get("/Names")
    waiting: list[object] = [trees.get("/Dests")] if isinstance(trees, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or not _is_new(node, seen):
            continue
        waiting.extend(_items(node.get("/Kids")))
        pairs = _items(node.get("/Names"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield _string(key), value


def _outline(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Yield every bookmark, in no particular order."""
    root = pdf.Root.get("/Outlines")
    waiting: list[object] = [root.get("/First")] if isinstance(root, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        bookmark = waiting.pop()
        if isinstance(bookmark, pikepdf.Dictionary) and _is_new(bookmark, seen):
            yield bookmark
            waiting += [bookmark.get("/Next"), bookmark.get("/First")]


def _is_new(node: pikepdf.Dictionary, seen: set[tuple[int, int]]) -> bool:
    """Note an indirect object; False when it was met before, as in a damaged, circular tree."""
    if node.objgen == (0, 0):
        return len(seen) < _MOST_NODES
    known = node.objgen in seen
    seen.add(node.objgen)
    return not known
