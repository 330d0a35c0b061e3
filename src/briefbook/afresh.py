"""Makes a later run of Sphinx write what a first run would have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from briefbook.register import register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _purged(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Note that a document has gone or is read anew."""
    del app, docname
    register_of(env).changed = True


def _updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every document once one has changed.

    Sphinx writes anew only what was read anew.  But pages show parts of one another: titles in
    the navigation, judgements that rest on a claim, registers, uses of a term.
    """
    del app
    return sorted(env.found_docs) if register_of(env).changed else []


class SearchIndex:
    """Keeps the search index whole.

    What Sphinx loads of an old index lacks the entries of ``index`` directives and glossaries,
    and keeps the words of pages that have gone.  So an index is made from nothing, or kept.
    """

    def __init__(self) -> None:
        self._kept: bytes | None = None

    def before(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Take the old index away where all pages are written anew, and remember it elsewhere."""
        path = app.outdir / StandaloneHTMLBuilder.searchindex_filename
        if register_of(env).changed:
            path.unlink(missing_ok=True)
        elif path.is_file():
            self._kept = path.read_bytes()
        return []

    def after(self, app: Sphinx, exception: Exception | None) -> None:
        """Put the old index back where no page was written."""
        indexer = getattr(app.builder, "indexer", None)
        # Sphinx has no other word for which pages it has fed to the index.
        if exception is None and self._kept and indexer and not indexer._index_entries:  # noqa: SLF001
            path = app.outdir / StandaloneHTMLBuilder.searchindex_filename
            path.write_bytes(self._kept)


def setup(app: Sphinx) -> None:
    """Watch what is read, and what is written after it."""
    index = SearchIndex()
    app.connect("env-purge-doc", _purged)
    app.connect("env-updated", _updated)
    app.connect("env-updated", index.before)
    app.connect("build-finished", index.after)
