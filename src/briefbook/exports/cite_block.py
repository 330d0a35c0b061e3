"""How to cite a brief, at the end of its page; on paper there is no room and no download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefbook.elements.notices import end_of_text
from briefbook.exports import citation, outputs, places
from briefbook.exports.book import current
from briefbook.register import register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

TITLE = "Cite this brief"


class AddCitation(SphinxPostTransform):
    """Adds the block to the pages of briefs on the site."""

    formats = ("html",)
    default_priority = 6  # after the registers, before links are resolved

    def run(self, **kwargs: object) -> None:
        """Add the block before the notes, or at the end."""
        del kwargs
        docname = self.env.current_document.docname
        record = register_of(self.env).briefs.get(docname)
        section = next(self.document.findall(nodes.section), None)
        if record is None or section is None:
            return
        book = current(self.env._app)  # noqa: SLF001  # as Sphinx's own transforms do
        page = places.page_of(docname, self.config)
        brief = next(item for item in book.briefs if item.address == page)
        text = citation.in_words(book, brief)
        block = nodes.container("", classes=["brief-citation"])
        block += nodes.rubric(TITLE, TITLE)
        block += nodes.paragraph(text, text)
        block += nodes.paragraph("", "", *self._downloads(docname, brief.slug))
        section.insert(end_of_text(section), block)

    def _downloads(self, docname: str, slug: str) -> list[nodes.Node]:
        pairs = {"BibTeX": outputs.bibtex_path(slug), "RIS": outputs.ris_path(slug)}
        base = "../" * docname.count("/")
        found: list[nodes.Node] = [nodes.Text("Download: ")]
        for name, address in pairs.items():
            if len(found) > 1:
                found.append(nodes.Text(", "))
            found.append(nodes.reference(name, name, refuri=base + address, internal=True))
        return found


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(AddCitation)
