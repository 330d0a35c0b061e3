"""Changes of the document tree for the site alone: reading order, headings, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefbook.elements.base import SENTENCE_END
from briefbook.elements.nodes import (
    brief_element,
    element_detail,
    element_details,
    element_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

NOTES = "Notes"
EVIDENCE = "The evidence says"
_SAID = ("says", "place")
_GENERATED = {"timeline-decade", "source-kind", "audience-question"}
_GENERATED_BLOCKS = {"brief-changes", "brief-citation"}


class ArrangeClaims(SphinxPostTransform):
    """Puts what the article says before what the evidence says, and leaves each its own box."""

    formats = ("html",)
    default_priority = 600  # after the facts that other elements give rise to

    def run(self, **kwargs: object) -> None:
        """Arrange every claim of the document that tells the two apart."""
        del kwargs
        for element in self.document.findall(brief_element):
            if element["kind"] == "claim":
                _arrange(element)


def _arrange(claim: brief_element) -> None:
    details = next(claim.findall(element_details), None)
    label = next(claim.findall(element_label), None)
    facts = {fact["name"]: fact for fact in claim.findall(element_detail)}
    if details is None or label is None or "says" not in facts:
        return
    said = element_details("", classes=["claim-says"])
    for name in (*_SAID, "verdict"):  # the verdict stands in the label
        if name in facts:
            details.remove(facts[name])
            if name in _SAID:
                said += facts[name]
    body = [child for child in claim if child is not label and child is not details]
    evidence = nodes.container("", classes=["claim-evidence"])
    evidence += nodes.paragraph(EVIDENCE, EVIDENCE, classes=["claim-heading"])
    for child in body:
        claim.remove(child)
        evidence += child
    claim.insert(claim.index(label) + 1, [said, evidence])
    if not len(details):
        claim.remove(details)


class MarkStatements(SphinxPostTransform):
    """Sets the sentence that a judgement states apart from the reasons that follow it."""

    formats = ("html",)
    default_priority = 600

    def run(self, **kwargs: object) -> None:
        """Mark the first sentence of every judgement."""
        del kwargs
        for element in self.document.findall(brief_element):
            first = next((child for child in element if isinstance(child, nodes.paragraph)), None)
            if element["kind"] == "judgement" and first is not None:
                _mark(first)


def _mark(paragraph: nodes.paragraph) -> None:
    children = list(paragraph.children)
    found = SENTENCE_END.search("".join(_words(child) for child in children))
    end = found.start() if found else None
    statement = nodes.inline("", "", classes=["statement"])
    rest: list[nodes.Node] = []
    place = 0
    for child in children:
        words = _words(child)
        if end is None or place + len(words) <= end:
            statement += child
        elif place >= end:
            rest.append(child)
        elif isinstance(child, nodes.Text):
            statement += nodes.Text(words[: end - place])
            rest.append(nodes.Text(words[end - place :]))
        else:  # the sentence ends inside a link or an emphasis, which stays whole
            statement += child
        place += len(words)
    paragraph.children = []
    paragraph += [statement, *rest]


def _words(node: nodes.Node) -> str:
    """Return the text of a node; the number of a note is no part of a sentence."""
    if isinstance(node, nodes.footnote_reference):
        return ""
    return "".join(map(_words, node.children)) if node.children else node.astext()


class RaiseHeadings(SphinxPostTransform):
    """Makes headings of the lines that head generated parts, so that one can jump to them."""

    formats = ("html",)
    default_priority = 600

    def run(self, **kwargs: object) -> None:
        """Give a level to the generated rubrics, and a heading to every card of a brief."""
        del kwargs
        for rubric in self.document.findall(nodes.rubric):
            if _GENERATED & set(rubric["classes"]) or _GENERATED_BLOCKS & set(
                rubric.parent["classes"]
            ):
                rubric["heading-level"] = _level(rubric)
        for title in list(self.document.findall(nodes.container)):
            if title.get("design_component") == "card-title" and _in_cards(title):
                content = [part for child in title for part in child.children]
                heading = nodes.rubric("", "", *content, classes=title["classes"])
                heading["heading-level"] = _level(title)
                title.replace_self(heading)


def _level(node: nodes.Node) -> int:
    return min(6, 1 + sum(isinstance(parent, nodes.section) for parent in _parents(node)))


def _in_cards(node: nodes.Node) -> bool:
    return any("brief-cards" in parent.get("classes", ()) for parent in _parents(node))


def _parents(node: nodes.Node) -> Iterator[nodes.Element]:
    parent = node.parent
    while isinstance(parent, nodes.Element):
        yield parent
        parent = parent.parent


class ListDecades(SphinxPostTransform):
    """Puts links to the decades of a timeline before the first of them."""

    formats = ("html",)
    default_priority = 600

    def run(self, **kwargs: object) -> None:
        """List them, where there is more than one."""
        del kwargs
        found = [
            rubric
            for rubric in self.document.findall(nodes.rubric)
            if "timeline-decade" in rubric["classes"]
        ]
        if len(found) > 1:
            items = [_link_item(rubric) for rubric in found]
            first = found[0]
            first.parent.insert(
                first.parent.index(first), nodes.bullet_list("", *items, classes=["decades"])
            )


def _link_item(rubric: nodes.rubric) -> nodes.list_item:
    text = rubric.astext()
    link = nodes.reference(text, text, refid=rubric["ids"][0], internal=True)
    return nodes.list_item("", nodes.paragraph("", "", link))


class HeadNotes(SphinxPostTransform):
    """Puts the notes at the end of a page into a section of their own."""

    formats = ("html",)
    default_priority = 610

    def run(self, **kwargs: object) -> None:
        """Move the notes after the text; a page without a section keeps them where they are."""
        del kwargs
        section = next((c for c in self.document if isinstance(c, nodes.section)), None)
        if section is None:
            return
        ends = [child for child in self.document if isinstance(child, nodes.footnote)]
        notes = [child for child in section if isinstance(child, nodes.footnote)] + ends
        if not notes:
            return
        for note in notes:
            note.parent.remove(note)
        name = _free_id(self.document, "notes")
        heading = nodes.title(NOTES, NOTES)
        section += nodes.section("", heading, *notes, ids=[name], classes=["notes"])


def _free_id(document: nodes.document, wanted: str) -> str:
    taken: set[str] = set()
    for node in document.findall(nodes.Element):
        taken.update(node.get("ids", ()))
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    for transform in (ArrangeClaims, MarkStatements, RaiseHeadings, ListDecades, HeadNotes):
        app.add_post_transform(transform)
