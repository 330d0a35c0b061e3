"""The pages behind addresses that answer: title, text and anchors, read with limits."""

from __future__ import annotations

import codecs
import hashlib
import re
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from lxml import etree

from briefbook.fetch import (
    BADLY_PACKED,
    BROKEN_OFF,
    TIMEOUT,
    UNASKED_PACKING,
    FetchError,
    Limits,
    fetch,
)
from briefbook.links.outside.fresh import host_of
from briefbook.links.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from lxml.etree import _Element

    from briefbook.fetch import Answer
    from briefbook.links.outside.settings import Settings

_MOST = 4 * 2**20
_MOST_QUOTED = 40 * 2**20
_WORKERS = 32
_AT_ONCE = 2
_MOST_TITLE = 2000
_HTML = ("text/html", "application/xhtml+xml")
# What a server says that does not know, and what it means where it says nothing.
_UNSAID = ("text/plain", "application/octet-stream")
_LOOKS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|title|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{2,40})")
_UNREAD = ("script", "style", "noscript", "template", "svg", "head")
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp"),
        *("small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z*†‡])\s*[\])]?")
# An answer that cannot be read to its end is no answer to a reader.
FAULTS = (TIMEOUT, BROKEN_OFF, BADLY_PACKED, UNASKED_PACKING)


@dataclass(frozen=True)
class Page:
    """What was read of an address.

    ``html`` is its source where it is a page, and ``text`` its running text; ``cut`` says that
    there is more than was read.  ``fault`` says why its answer cannot be read to the end.
    """

    title: str = ""
    text: str = ""
    html: str = ""
    digest: str = ""
    cut: bool = False
    scripted: bool = False
    fault: str = ""


def read_pages(
    addresses: Iterable[str],
    settings: Settings,
    loopback: Container[str],
    quoted: Container[str] = (),
    tell: Callable[[], None] = lambda: None,
) -> Mapping[str, Page]:
    """Return the page of each address that could be read.

    A host is asked for two pages at once at most; those in ``loopback`` are not spared.  Of the
    addresses in ``quoted`` more is read, and PDFs are.
    """
    gates: defaultdict[str, _Gate] = defaultdict(lambda: _Gate(settings.interval))

    def one(address: str) -> tuple[str, Page | None]:
        host = host_of(address)
        try:
            if host in loopback:
                return address, _read(address, settings, whole=address in quoted)
            with gates[host]:
                return address, _read(address, settings, whole=address in quoted)
        finally:
            tell()

    wanted = sorted(set(addresses))
    with ThreadPoolExecutor(_WORKERS) as pool:
        # Neighbours in the list are of one host: they would wait for each other in every thread.
        found = pool.map(one, _spread(wanted))
        return {address: page for address, page in found if page}


def _spread(addresses: list[str]) -> list[str]:
    """Return the addresses so that those of one host stand as far apart as they can."""
    turns: defaultdict[str, int] = defaultdict(int)
    placed = []
    for address in addresses:
        host = host_of(address)
        placed.append((turns[host], address))
        turns[host] += 1
    return [address for _, address in sorted(placed)]


class _Gate:
    """Lets two fetches of one host through at a time, and no two too soon after one another."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._room = threading.Semaphore(_AT_ONCE)
        self._turn = threading.Lock()
        self._next = 0.0

    def __enter__(self) -> None:
        self._room.acquire()
        with self._turn:
            time.sleep(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + self._interval

    def __exit__(self, *_: object) -> None:
        self._room.release()


def _read(address: str, settings: Settings, *, whole: bool) -> Page | None:
    limits = Limits(
        step=settings.timeout,
        total=1.5 * settings.timeout,
        most=_MOST_QUOTED if whole else _MOST,
        whole=False,
        private=settings.private,
        agent=settings.agent,
    )
    try:
        answer = fetch(address, limits)
    except FetchError as error:
        # Another program is another guest to many servers: only a broken answer counts.
        return Page(fault=error.reason) if error.reason in FAULTS else None
    return page_of(answer, whole=whole)


def page_of(answer: Answer, *, whole: bool = True) -> Page:
    """Return what an answer holds; whatever its bytes are, it never raises.

    A PDF is only read where ``whole`` is true: it takes its time.
    """
    if answer.media_type in _HTML or (
        answer.media_type in _UNSAID and _LOOKS_LIKE_HTML.match(answer.data)
    ):
        cut = answer.cut or len(answer.data) > _MOST
        return replace(_html_page(decode(answer.data[:_MOST], answer.charset)), cut=cut)
    digest = (
        "" if answer.cut or not answer.data else f"sha256:{hashlib.sha256(answer.data).hexdigest()}"
    )
    text = ""
    if answer.media_type == "text/plain":
        text = decode(answer.data, answer.charset)
    elif whole and answer.data.startswith(b"%PDF-") and not answer.cut:
        text = _pdf_text(answer.data)
    return Page(text=text, digest=digest, cut=answer.cut)


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of some bytes: by their mark, as UTF-8, or as they or the server say."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    try:  # a letter that is cut in two at the end is left out
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        pass
    told = _CHARSET.search(data[:4096])
    for name in (charset, told[1].decode("ascii", "replace") if told else ""):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _html_page(html: str) -> Page:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return Page(html=html)
    title = next((_all_text(element) for element in root.iter("title")), "")
    scripted = next(root.iter("script"), None) is not None
    return Page(
        title=plain(title[:_MOST_TITLE]),
        text="".join(_pieces(root)),
        html=html,
        scripted=scripted,
    )


def _all_text(element: _Element) -> str:
    return "".join(cast("Iterable[str]", element.itertext()))


def _pieces(root: _Element) -> list[str]:
    """Return the running text in pieces; what is no part of a line is parted from what is."""
    found: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and not _is_silent(element, tag):
            found.append("" if tag in _INLINE else "\n")
            found.append(element.text or "")
        elif event == "end":
            found.append("" if tag in _INLINE else "\n")
            silent = any(_is_silent(above, above.tag) for above in element.iterancestors())
            found.append("" if silent else element.tail or "")
    return found


def _is_silent(element: _Element, tag: object) -> bool:
    """Return whether an element is not read: no text, or the mark of a note."""
    if tag in _UNREAD:
        return True
    return tag == "sup" and _MARK.fullmatch(_all_text(element).strip()) is not None


def _pdf_text(data: bytes) -> str:
    """Return the text of a PDF; nothing where the library for it is not there, or cannot."""
    try:
        import pypdfium2  # noqa: PLC0415  # an extra
    except ImportError:
        return ""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    except (pypdfium2.PdfiumError, ValueError):
        return ""
