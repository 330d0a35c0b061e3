"""``{cite}`` and the evidence of claims: sources named in the text become notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxRole

from briefbook.elements.own_line import own_line
from briefbook.findings import nearest, report
from briefbook.library import library_of, report_missing, source_file, spans_to_nodes
from briefbook.quotations.words import remark_in_short
from briefbook.register import Citation, register_of
from briefbook.sources import Span
from briefbook.sources.cite import CiteSyntaxError, parse_cites

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.elements.base import ElementDirective
    from briefbook.sources.cite import Cite


SEPARATOR = ", "
"""Stands between the ids of the sources in the raw source of a reference to a note."""
_STOPS = (".", ",", ";", ":", "!", "?")
STOP = re.compile(r"[.,;:!?]+[\"'”’)]*")


class cite_mark(nodes.Inline, nodes.TextElement):  # noqa: N801  # docutils names nodes so
    """Stands for one note until the whole document is parsed.

    Attributes: ``cites`` (list of `Cite`), and ``remark``, a sentence that ends the note, or empty.
    """


class CiteRole(SphinxRole):
    """``{cite}`one [p. 4], two``` sets a note with these sources."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the mark of the note."""
        return cite_nodes(self.env, self.text, own_line(self)), []


def cite_nodes(env: BuildEnvironment, text: str, line: int, place: str = "") -> list[nodes.Node]:
    """Return the mark of one note for all sources that ``text`` names; report what is wrong.

    ``place`` (``path:line``) says where the text stands if that is not the document itself.
    """
    location = place or (env.docname, line)
    try:
        cites = parse_cites(text)
    except CiteSyntaxError as error:
        report("cite-syntax", str(error), error.remedy, location=location)
        return [_refused()]
    cites = _each_once(cites, location)
    known = _known(env, cites, location)
    return [_mark(env, known, line)] if known else [_refused()]


def _each_once(cites: list[Cite], location: tuple[str, int] | str) -> list[Cite]:
    """Report a source that one note names twice, and return each once."""
    found: dict[str, Cite] = {}
    for cite in cites:
        if found.setdefault(cite.source_id, cite) is not cite:
            message = f"the source '{cite.source_id}' is named twice in one note"
            remedy = f"name it once, with all places in one bracket: {cite.source_id} [pp. 4, 6]"
            report("cite-syntax", message, remedy, location=location)
    return list(found.values())


def _refused() -> nodes.inline:
    """Return what stands where a source was named that could not be read."""
    return nodes.inline("", "", classes=["cite-refused"])


def read_cites(directive: ElementDirective, option: str) -> list[Cite]:
    """Return the sources that an option names, leaving out what is not well formed or unknown."""
    text = directive.options.get(option, "").strip()
    if not text:
        return []
    try:
        cites = parse_cites(text)
    except CiteSyntaxError:
        return []
    library = library_of(directive.env)
    return [cite for cite in cites if cite.source_id in library.bibliography]


def evidence_nodes(directive: ElementDirective, option: str) -> list[nodes.Node]:
    """Return the sources of an option by their short names, each with its note."""
    text, line = directive.options.get(option, "").strip(), directive.option_line(option)
    if not text:
        return []
    try:
        cites = parse_cites(text)
    except CiteSyntaxError as error:
        directive.problem(
            "cite-syntax", f"has an :{option}: that cannot be read: {error}", error.remedy, option
        )
        return []
    library = library_of(directive.env)
    found: list[nodes.Node] = []
    for cite in _known(directive.env, cites, (directive.env.docname, line)):
        if found:
            found.append(nodes.Text("; "))
        found += [nodes.Text(library.render.short(cite.source_id))]
        if cite.locator_text:
            found.append(nodes.Text(f", {cite.locator_text}"))
        found.append(_mark(directive.env, [cite], line))
    return found


def check_source(directive: ElementDirective, option: str) -> None:
    """Report an option that does not name one source of the register."""
    text, line = directive.options.get(option, "").strip(), directive.option_line(option)
    if not text:
        return
    try:
        cites = parse_cites(text)
    except CiteSyntaxError as error:
        message = f"has a :{option}: that cannot be read: {error}"
        directive.problem("cite-syntax", message, error.remedy, option)
        return
    if len(cites) > 1 or cites[0].locator:
        message, remedy = f"has the source '{text}'", "give the id of one source, and nothing else"
        directive.problem("cite-syntax", message, remedy, option)
        return
    _known(directive.env, cites, (directive.env.docname, line))


def _known(env: BuildEnvironment, cites: list[Cite], location: tuple[str, int] | str) -> list[Cite]:
    """Return the cites whose source is registered; report the others."""
    path = source_file(env)
    env.note_dependency(path)
    if not path.is_file():  # the same words at every citation count once
        report_missing(env)
        return []
    library = library_of(env)
    bibliography = library.bibliography
    known = []
    for cite in cites:
        if cite.source_id in bibliography:
            known.append(cite)
            continue
        if library.reports(cite.source_id):
            continue
        if cite.source_id in bibliography.rejected or bibliography.nameless:
            continue  # what is wrong with it is reported at its own place
        match = nearest(cite.source_id, bibliography)
        remedy = (
            f"did you mean '{match}'?" if match else f"add it to {env.config.briefbook_sources}"
        )
        message = f"no source '{cite.source_id}'"
        report("source-unknown", message, remedy, location=location)
    return known


def _mark(env: BuildEnvironment, cites: list[Cite], line: int) -> cite_mark:
    for cite in cites:
        citation = Citation(cite.source_id, cite.locator_text, env.docname, line, "")
        register_of(env).note_citation(citation)
    mark = cite_mark(cites=cites)
    mark.line = line
    return mark


def _tighten(mark: cite_mark) -> None:
    """Set the mark where print sets it: close to the word, and after the stop that follows it.

    An author writes it as a word of the sentence, with a space before it and the stop behind.
    """
    parent = mark.parent
    if not isinstance(parent, nodes.Element):
        return
    index = parent.index(mark)
    before: object = parent[index - 1] if index else None
    if isinstance(before, nodes.Text):
        parent[index - 1] = nodes.Text(before.rstrip())
    after: object = parent[index + 1] if index + 1 < len(parent) else None
    if _parts_marks(parent, index + 1):
        # Marks side by side are parted by their design, on the page and on paper.
        parent[index + 1] = nodes.Text("")
        return
    stop = STOP.match(after) if isinstance(after, nodes.Text) else None
    # Two stops in a row would be none: "Source: (mark);" keeps its own behind the mark.
    has_stop = isinstance(before, nodes.Text) and before.rstrip().endswith(_STOPS)
    if isinstance(after, nodes.Text) and stop and not has_stop:
        parent[index + 1] = nodes.Text(after[stop.end() :])
        parent.insert(_first_note(parent, index), nodes.Text(stop[0]))


def _parts_marks(parent: nodes.Element, index: int) -> bool:
    """Tell whether what stands at a place is only a comma before another mark."""
    following = parent[index + 1] if index + 1 < len(parent) else None
    return isinstance(following, cite_mark) and parent[index].astext().strip() == ","


def _first_note(parent: nodes.Element, index: int) -> int:
    """Return where the notes begin that stand side by side up to ``index``."""
    first = index
    while first and (
        isinstance(parent[first - 1], nodes.footnote_reference) or not parent[first - 1].astext()
    ):
        first -= 1
    # The notes before have their own stop already, such as the comma of a list.
    before = parent[first - 1] if first else None
    return index if isinstance(before, nodes.Text) and STOP.fullmatch(before) else first


class MakeNotes(SphinxTransform):
    """Turns every mark into a reference to a footnote; equal citations share one note."""

    default_priority = 600  # before docutils numbers footnotes at 620

    def apply(self, **kwargs: object) -> None:
        """Make the notes, in the order of the text."""
        del kwargs
        names: dict[tuple[tuple[Cite, ...], str], str] = {}
        for mark in list(self.document.findall(cite_mark)):
            key = (tuple(mark["cites"]), str(mark.get("remark", "")))
            if key not in names:
                names[key] = f"cite-note-{len(names) + 1}"
                self.document += self._note(names[key], *key, mark.line)
            _tighten(mark)
            cited = SEPARATOR.join(cite.source_id for cite in mark["cites"])
            mark.replace_self(self._reference(names[key], mark.line, cited))
        # MyST numbers its own notes, which an author may have written between, in this order.
        order = {id(r): n for n, r in enumerate(self.document.findall(nodes.footnote_reference))}
        self.document.autofootnote_refs.sort(key=lambda r: order.get(id(r), len(order)))

    def _reference(self, name: str, line: int | None, cited: str) -> nodes.footnote_reference:
        reference = nodes.footnote_reference(cited, refname=name, auto=1)
        reference.line = line
        self.document.note_autofootnote_ref(reference)
        self.document.note_footnote_ref(reference)
        return reference

    def _note(
        self, name: str, cites: tuple[Cite, ...], remark: str, line: int | None
    ) -> nodes.footnote:
        content = spans_to_nodes(library_of(self.env).render.note(list(cites)))
        if remark:
            content.append(nodes.Text(f" {remark}"))
        note = nodes.footnote("", nodes.paragraph("", "", *content), auto=1, names=[name])
        note["in_short"] = self._in_short(cites, remark)
        note.line = line
        self.document.note_autofootnote(note)
        self.document.note_explicit_target(note, note)
        return note

    def _in_short(self, cites: tuple[Cite, ...], remark: str) -> tuple[Span, ...]:
        """Return the note as a handout prints it."""
        spans = library_of(self.env).render.note_in_short(cites)
        if remark:
            spans.append(Span(f". {remark_in_short(remark)}"))
        return tuple(spans)


def setup(app: Sphinx) -> None:
    """Register the role and what makes the notes."""
    app.add_role("cite", CiteRole())
    app.add_transform(MakeNotes)
