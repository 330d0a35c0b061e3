"""Lists of people, offices and the like: each of their entries gets an address and is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from lxml import html
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from briefbook.search.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

SETTING = "briefbook_search_lists"
_PREFIX = "entry-"


class NameEntries(SphinxTransform):
    """Gives each name of a definition list an id, on the pages that the setting names."""

    default_priority = 500

    def apply(self, **kwargs: object) -> None:
        """Set the ids; what has one, such as a term of the glossary, keeps it."""
        del kwargs
        if self.env.docname not in getattr(self.config, SETTING):
            return
        taken = set(self.document.ids)
        for term in self.document.findall(nodes.term):
            if term["ids"] or isinstance(term.parent.parent, addnodes.glossary):
                continue
            base = ident = _PREFIX + nodes.make_id(term.astext())
            number = 1
            while ident in taken:
                number += 1
                ident = f"{base}-{number}"
            taken.add(ident)
            term["ids"].append(ident)


def of_page(body: str, address: str, kind: str, title: str) -> Iterator[Entry]:
    """Yield an entry for each name with what stands under it; ``body`` is the text of the page."""
    if not body.strip():
        return
    root = html.fragment_fromstring(body, create_parent="div")
    for term in cast("list[html.HtmlElement]", root.xpath(f"//dt[starts-with(@id,'{_PREFIX}')]")):
        name = " ".join(term.text_content().split())
        under = term.getnext()
        text = (
            html.tostring(under, encoding="unicode", with_tail=False) if under is not None else ""
        )
        yield Entry(f"{address}#{term.get('id')}", "page", kind, name, title, text)


def setup(app: Sphinx) -> None:
    """Register the setting and what gives names their ids."""
    app.add_config_value(SETTING, {}, "env", frozenset({dict}))
    app.add_transform(NameEntries)
