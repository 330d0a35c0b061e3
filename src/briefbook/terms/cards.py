"""Cards that show a definition where a term stands, carried by the page itself.

Without scripts they stay hidden and a term is a link; with them they open on hover, focus and tap
(WCAG 2.2, criterion 1.4.13: they can be dismissed and pointed at, and stay until then).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from briefbook.register import register_of
from briefbook.terms.extract import in_order
from briefbook.terms.words import is_abbreviation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.terms.entry import Entry


def cards_of(app: Sphinx, docname: str) -> str:
    """Return the HTML of the cards that a page needs, or an empty string."""
    domain = register_of(app.env)
    used = {use.entry for use in domain.uses_of(docname) if use.linked}
    entries = in_order([entry for entry in domain.entries if entry.key in used])
    if not entries:
        return ""
    cards = "".join(_card(app, docname, entry, n) for n, entry in enumerate(entries, 1))
    # An open card lies beside the text: a landmark tells where one has come to.
    landmark = 'role="complementary" aria-label="Terms"'
    return f'<div class="term-cards" {landmark} hidden>{cards}</div>\n'


def _card(app: Sphinx, docname: str, entry: Entry, number: int) -> str:
    address = app.builder.get_relative_uri(docname, entry.docname)
    href = escape(f"{address}#{entry.anchor}", quote=True)
    short = [alias.text for alias in entry.aliases[1:] if is_abbreviation(alias.text)]
    name = f"{entry.headword} ({', '.join(short)})" if short else entry.headword
    return (
        f'<div class="term-card" id="term-card-{number}" role="tooltip" data-term="{href}">'
        f'<p class="term-card-name">{escape(name)}</p><p>{escape(entry.definition)}</p></div>'
    )


def _add_cards(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    del templatename
    has_text = isinstance(doctree, nodes.document)  # made pages, such as the search, have none
    if has_text and app.builder.format == "html" and "body" in context:
        context["body"] += cards_of(app, pagename)


def setup(app: Sphinx) -> None:
    """Add the cards to every page, and what opens them."""
    app.add_css_file("term-cards.css")
    app.add_js_file("term-cards.js", loading_method="defer")
    app.connect("html-page-context", _add_cards)
