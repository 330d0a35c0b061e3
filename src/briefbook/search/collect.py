"""Collects what can be found: the texts of the pages that were written, and the book's records."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.exports import places
from briefbook.exports.book import current
from briefbook.search import definitions, entries
from briefbook.search.texts import main_text
from briefbook.typst.order import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from briefbook.exports.model import Brief

_SOURCE = re.compile(r'<li id="source-([^"]+)"')
_TAG = re.compile(r"<[^>]+>|&[#\w]+;")
_WORD = re.compile(r"[^\W\d_]{4,}")


def collect(app: Sphinx) -> Iterator[entries.Entry]:
    """Yield whatever can be found, pages in the order of their names and then the records.

    All pages must be there, whether this run has written them or one before.
    """
    book, sources = current(app), {}
    lists = getattr(app.config, definitions.SETTING)
    briefs = {brief.address: brief for brief in book.briefs}
    for docname in sorted(app.env.found_docs):
        path = Path(app.builder.get_output_path(docname))  # type: ignore[attr-defined]  # of HTML
        if path.is_file():
            page = path.read_text(encoding="utf-8")
            address = places.page_of(docname, app.config)
            sources.update({name: f"{address}#source-{name}" for name in _SOURCE.findall(page)})
            body = main_text(page)
            yield _page(app, docname, body, briefs.get(address))
            if docname in lists:
                title = app.env.titles[docname].astext()
                yield from definitions.of_page(body, address, lists[docname], title)
    yield from entries.of_book(book)
    for source in book.sources:
        if source.id in sources:
            yield entries.of_source(source, sources[source.id])


def _page(app: Sphinx, docname: str, body: str, brief: Brief | None) -> entries.Entry:
    if brief:
        return entries.of_brief(brief, body)
    guide = any(matches(docname, pattern) for pattern in app.config.briefbook_book_exclude)
    group, kind = ("guide", "For authors") if guide else ("page", "Page")
    title = app.env.titles[docname].astext()
    return entries.Entry(places.page_of(docname, app.config), group, kind, title, "", body)


def words(found: Iterable[entries.Entry]) -> list[str]:
    """Return the words of the book, the most frequent first, to mend slips of the keyboard by."""
    counts: Counter[str] = Counter()
    for entry in found:
        if entry.group not in entries.ASIDE:
            text = _TAG.sub(" ", f"{entry.title} {entry.body}")
            counts.update(word.lower() for word in _WORD.findall(text))
    return sorted(counts, key=lambda word: (-counts[word], word))
