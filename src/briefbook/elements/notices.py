"""What a reader must know of a brief's age: a notice when it is past its day, and its changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from briefbook.dates import show_date
from briefbook.elements.nodes import brief_masthead
from briefbook.findings import report
from briefbook.register import register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.metadata import Brief
    from briefbook.register import BriefDomain, BriefRecord

CHANGES = "What changed"


def _add_notices(app: Sphinx, doctree: nodes.document) -> None:
    """Put notices below the masthead, and the changes at the end of the text."""
    record = register_of(app.env).briefs.get(app.env.current_document.docname)
    masthead = next(doctree.findall(brief_masthead), None)
    if record is None or masthead is None:
        return
    section = masthead.parent
    for notice in reversed(notices(record.metadata, _day(app.config.briefbook_date))):
        section.insert(section.index(masthead) + 1, notice)
    if record.metadata.changes:
        section.insert(end_of_text(section), _changes(record.metadata))


class successor(nodes.Inline, nodes.TextElement):  # noqa: N801  # docutils names nodes so
    """Names the brief that has taken the place of another, until all briefs are known.

    Attributes: ``number`` (int) of that brief.
    """


class LinkSuccessor(SphinxPostTransform):
    """Makes a link to the brief that has taken the place of another."""

    default_priority = 5  # before links are resolved (MyST at 9, Sphinx at 10)

    def run(self, **kwargs: object) -> None:
        """Replace each name by a link, or by its text where there is no such brief."""
        del kwargs
        for node in list(self.document.findall(successor)):
            text = node.astext()
            found = _numbered(register_of(self.env), node["number"])
            node.replace_self(self._link(found, text) if found else nodes.Text(text))

    def _link(self, brief: BriefRecord, text: str) -> addnodes.pending_xref:
        words = f"{text}, “{brief.title}”,"
        return addnodes.pending_xref(
            "",
            nodes.inline(words, words),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{brief.docname}",
            refdoc=self.env.current_document.docname,
            refexplicit=True,
            refwarn=True,
        )


class DropFirstEdition(SphinxPostTransform):
    """Takes the list of changes off the paper where it says no more than the masthead does."""

    default_priority = 6  # with the other parts that depend on the writer

    def run(self, **kwargs: object) -> None:
        """Drop a list of one edition from everything but the site."""
        del kwargs
        if self.env._builder_cls.format == "html":  # noqa: SLF001  # as Sphinx's own transforms do
            return
        for block in list(self.document.findall(nodes.container)):
            editions = list(block.findall(nodes.list_item))
            if "brief-changes" in block["classes"] and len(editions) == 1:
                block.parent.remove(block)


def notices(brief: Brief, edition: date | None) -> list[nodes.admonition]:
    """Return what stands above a brief that is no longer what it was.

    ``edition`` is the date of the book; without one nothing is overdue.
    """
    if brief.status == "superseded":
        other: nodes.Node = nodes.Text("Another brief")
        if brief.superseded_by:
            other = successor("", f"Brief {brief.superseded_by}", number=brief.superseded_by)
        rest = nodes.Text(" has taken the place of this one, which stays for the record.")
        return [_notice("Superseded", [other, rest], "superseded")]
    if edition and brief.review_by < edition:
        text = (
            f"The review of this brief was due on {show_date(brief.review_by)}. "
            f"It says what was known on {show_date(brief.as_of)}."
        )
        return [_notice("Review overdue", [nodes.Text(text)], "overdue")]
    return []


def _check_successors(app: Sphinx, env: BuildEnvironment) -> None:
    """Report a successor that is no other brief, or whose predecessor is not superseded."""
    del app
    domain = register_of(env)
    if any("number" in record.metadata.faults for record in domain.briefs.values()):
        return  # it may be the one that is named
    for docname, record in domain.briefs.items():
        number, line = (
            record.metadata.superseded_by,
            domain.keys_of(docname).get("superseded-by", 1),
        )
        found = _numbered(domain, number)
        if number and found is not None and found.docname == docname:
            message = "the brief names itself as the one that has taken its place"
            remedy = "give the number of the other brief"
            report("superseded-by", message, remedy, location=(docname, line))
        elif number and found is None:
            message = f"no other brief has the number {number}"
            remedy = "give the number of the brief that has taken its place"
            report("superseded-by", message, remedy, location=(docname, line))
        elif number and record.metadata.status != "superseded":
            status = record.metadata.status
            message = f"brief {number} has taken the place of this one, whose status is '{status}'"
            remedy = "write 'status: superseded', or take this key out"
            report("superseded-by", message, remedy, location=(docname, line))


def _numbered(domain: BriefDomain, number: int) -> BriefRecord | None:
    return next((b for b in domain.briefs.values() if b.metadata.number == number), None)


def _day(given: object) -> date | None:
    """Return the date of the book; whoever prints it says what is wrong with another text."""
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None


def end_of_text(section: nodes.Element) -> int:
    """Return where something goes that follows the text of a section and precedes its notes."""
    index = len(section)
    while index and isinstance(section[index - 1], nodes.footnote):
        index -= 1
    return index


def _notice(title: str, content: list[nodes.Node], name: str) -> nodes.admonition:
    return nodes.admonition(
        "",
        nodes.title(title, title),
        nodes.paragraph("", "", *content),
        classes=["brief-notice", name],
    )


def _changes(brief: Brief) -> nodes.container:
    """Return the list of editions, the newest first."""
    found = nodes.container("", nodes.rubric(CHANGES, CHANGES), classes=["brief-changes"])
    ordered = sorted(brief.changes, key=lambda change: change.date, reverse=True)
    items = [f"{show_date(change.date)}: {change.note}" for change in ordered]
    found += nodes.bullet_list(
        "", *[nodes.list_item("", nodes.paragraph(item, item)) for item in items], bullet="-"
    )
    return found


def setup(app: Sphinx) -> None:
    """Add the notices after whatever reads the author's own words has read them."""
    app.connect("doctree-read", _add_notices, priority=900)
    app.connect("env-check-consistency", _check_successors)
    app.add_post_transform(DropFirstEdition)
    app.add_post_transform(LinkSuccessor)
