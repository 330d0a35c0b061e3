"""Keeps the search index whole where Sphinx writes only some pages anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.search import IndexBuilder


def _mend(app: Sphinx) -> Iterable[tuple[str, dict[str, object], str]]:
    """Mend what Sphinx loses when it reads back the index that the last run wrote."""
    indexer: IndexBuilder | None = getattr(app.builder, "indexer", None)
    if indexer is not None:
        _restore_entries(app, indexer)
        _drop_unused_words(indexer)
    return ()


def _restore_entries(app: Sphinx, indexer: IndexBuilder) -> None:
    # Index entries are not read back: no glossary term would be found after a second build.
    for docname, entries in sorted(app.env.domains.index_domain.entries.items()):
        indexer._index_entries[docname] = sorted(  # noqa: SLF001  # there is no public door
            {
                (part, target or "", main)
                for kind, value, target, main, _ in entries
                for part in split_index_msg(kind, value)
            }
        )


def _drop_unused_words(indexer: IndexBuilder) -> None:
    # A word that was on no page but a changed one stays in the index with no page at all.
    for words in (indexer._mapping, indexer._title_mapping):  # noqa: SLF001  # as above
        for word in [word for word, docnames in words.items() if not docnames]:
            del words[word]


def setup(app: Sphinx) -> None:
    """Mend the index at the last event before it is written."""
    app.connect("html-collect-pages", _mend)
