"""The exports on the site: files beside the pages, and data in their heads."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from sphinx import addnodes

from briefbook.exports import citation, cite_block, feed, jsonld, outputs, places
from briefbook.exports.book import current, remember
from briefbook.files import write_whole
from briefbook.frontmatter.schema import front_matter_schema
from briefbook.frontmatter.setting import keys_of
from briefbook.parallel import apart

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx

    from briefbook.exports.model import Book


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        apart(partial(_export, app))  # all that is known of a large book fills much memory


def _export(app: Sphinx) -> None:
    book = current(app)
    for name, text in outputs.exported(book, front_matter_schema(keys_of(app.config))).items():
        path = app.outdir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)


def _add_to_head(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del templatename
    if app.builder.format != "html":
        return
    book = current(app)
    parts = [_feed_link(book, context)]
    page = places.page_of(pagename, app.config)
    if brief := next((item for item in book.briefs if item.address == page), None):
        tags = citation.meta_tags(book, brief)
        parts += [f'<meta name="{name}" content="{escape(text)}">' for name, text in tags]
        parts.append(jsonld.script(jsonld.report(book, brief)))
    elif doctree is not None and next(doctree.findall(addnodes.glossary), None) is not None:
        terms = [term for term in book.terms if term.address.partition("#")[0] == page]
        name = app.env.titles[pagename].astext()
        parts.append(jsonld.script(jsonld.term_set(book, terms, name, page)))
    context["metatags"] = "\n".join([context.get("metatags") or "", *parts]) + "\n"


def _feed_link(book: Book, context: dict[str, Any]) -> str:
    address = escape(context["pathto"](feed.NAME, resource=True))
    kind = 'rel="alternate" type="application/atom+xml"'
    return f'<link {kind} title="{escape(book.title)}" href="{address}">'


def setup(app: Sphinx) -> None:
    """Write the files at the end of a build of the site, and add to the head of every page."""
    cite_block.setup(app)
    app.connect("write-started", remember)
    app.connect("html-page-context", _add_to_head)
    # Before the link check, which follows the build, and before the PDFs, which take long.
    app.connect("build-finished", _write, priority=300)
