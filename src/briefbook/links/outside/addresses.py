"""Every web address of a book, with the file and line of each place where it is used."""

from __future__ import annotations

import pickle  # what is read was written by the check of this same book
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.fetch import is_address
from briefbook.links.html import read_page
from briefbook.links.outside.normal import normal
from briefbook.links.outside.records import Use
from briefbook.sources import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefbook.sources import Bibliography

_ATTRIBUTES = ("refuri", "uri")


def addresses(root: Path, doctrees: Path, sources: Path) -> Mapping[str, tuple[Use, ...]]:
    """Return the uses of each address, the source that it belongs to first.

    ``doctrees`` is where Sphinx keeps what it has read of the book in ``root``; ``sources`` is
    the file of sources.  An address that differs from another in its fragment is one of its own.
    """
    found: defaultdict[str, dict[Use, None]] = defaultdict(dict)
    for address, use in (*_of_sources(root, sources), *_of_documents(root, doctrees)):
        found[normal(address)][use] = None
    return {address: tuple(found[address]) for address in sorted(found) if is_address(address)}


def _of_sources(root: Path, path: Path) -> Iterator[tuple[str, Use]]:
    bibliography, _ = load(path)
    rows = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    shown = _shown(path, root)
    for name, source in bibliography.items():
        for address, key in ((source.address, "URL"), (source.url, "URL"), (source.archive, "")):
            if address:
                line = _line(rows, bibliography, name, key or "archive", address)
                yield address, Use(shown, line, name)


def _line(rows: list[str], bibliography: Bibliography, name: str, key: str, address: str) -> int:
    """Return the line on which the entry of a source gives an address."""
    start = bibliography.lines[name]
    later = [line for line in bibliography.lines.values() if line > start]
    end = min(later, default=len(rows) + 1)
    for number in range(start, end):
        if address in rows[number - 1]:
            return number
    keys = (f"{key}:", "DOI:")
    return next((n for n in range(start, end) if rows[n - 1].strip().startswith(keys)), start)


def _of_documents(root: Path, doctrees: Path) -> Iterator[tuple[str, Use]]:
    texts: dict[str, list[str]] = {}
    for path in sorted(doctrees.rglob("*.doctree")):
        document: nodes.document = pickle.loads(path.read_bytes())  # noqa: S301  # as above
        for node in document.findall(nodes.Element):
            for address in _written(node):
                yield address, _use(node, address, root, texts)


def _written(node: nodes.Element) -> Iterator[str]:
    """Yield the addresses that a node leads to."""
    if isinstance(node, nodes.raw):
        if "html" in str(node.get("format", "")).split():
            page = read_page("", node.astext().encode())
            yield from filter(is_address, (*page.hrefs, *(link.target for link in page.links)))
    elif isinstance(node, nodes.reference | nodes.image):
        yield from (str(node[name]) for name in _ATTRIBUTES if is_address(str(node.get(name, ""))))


def _use(node: nodes.Element, address: str, root: Path, texts: dict[str, list[str]]) -> Use:
    """Return where a node is written: the line of its paragraph on which the address stands."""
    holder: nodes.Element | None = node
    while holder is not None and not holder.line:
        holder = holder.parent
    document = node.document
    source = (holder.source if holder is not None else None) or (document and document["source"])
    path = Path(str(source or ""))
    line = (holder.line or 0) if holder is not None else 0
    shown = _shown(path, root)
    if shown not in texts:
        is_text = path.is_file()
        texts[shown] = path.read_text("utf-8", errors="replace").splitlines() if is_text else []
    for number in range(max(line, 1), len(texts[shown]) + 1):
        row = texts[shown][number - 1]
        if address in row:
            return Use(shown, number)
        if not row.strip():
            break
    return Use(shown, line)


def _shown(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
