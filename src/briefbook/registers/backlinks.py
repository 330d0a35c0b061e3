"""Says at every element which others rest on it, follow from it or would move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefbook.elements.base import ElementDirective, reference_to
from briefbook.elements.nodes import brief_element, element_details
from briefbook.register import register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WORDS = {
    "basis": "Supports",
    "challenges": "Challenged by",
    "option": "Leads to",
    "raises": "Made more likely by",
    "lowers": "Made less likely by",
}
"""What stands before the elements that name this one, by the relation in which they do."""


class AddBacklinks(SphinxPostTransform):
    """Adds the details that other elements give rise to."""

    default_priority = 5  # before links are resolved (MyST at 9, Sphinx at 10): it adds links

    def run(self, **kwargs: object) -> None:
        """Add them to every element of the document."""
        del kwargs
        found = list(self.document.findall(brief_element))
        if not found:
            return
        backlinks = register_of(self.env).backlinks()
        for element in found:
            for relation, words in WORDS.items():
                users = [
                    r.id for name, r in backlinks.get(element["element_id"], []) if name == relation
                ]
                if users:
                    self._add(element, f"{relation}-of", words, users)

    def _add(self, element: brief_element, name: str, words: str, users: list[str]) -> None:
        details = next(element.findall(element_details), None)
        if details is None:
            details = element_details()
            element += details
        content: list[nodes.Node] = []
        for user in dict.fromkeys(users):
            if content:
                content.append(nodes.Text(", "))
            content.append(reference_to(user, self.env.docname))
        details += ElementDirective.detail(name, words, content)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(AddBacklinks)
