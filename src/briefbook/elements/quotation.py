"""``{quoted}`` and ``quotation``: words of a source, compared with what is kept of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxRole

from briefbook import quotations
from briefbook.elements.base import ElementDirective
from briefbook.elements.citation import cite_mark, cite_nodes
from briefbook.elements.own_line import own_line
from briefbook.elements.record import Evidence
from briefbook.findings import report
from briefbook.library import library_of
from briefbook.quotations.check import check
from briefbook.quotations.mark import quote_check
from briefbook.quotations.record import QuotationRecord
from briefbook.quotations.words import remark, state
from briefbook.register import register_of
from briefbook.sources.fingerprint import QuotationError
from briefbook.sources.fingerprint.quotation import CUT

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.elements.nodes import element_detail
    from briefbook.sources.cite import Cite

_ROLE = re.compile(r"(?P<words>.*?)\s*<(?P<cite>[^<>]*)>\s*", re.DOTALL)
_PARAGRAPH = re.compile(r"\d+")
_EXAMPLE = "write {quoted}`the words <source-id>` or {quoted}`the words <source-id [p. 4]>`"


class QuotedRole(SphinxRole):
    """``{quoted}`words <source-id [locator]>``` prints the words in quotation marks with a note."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the quotation, its sign and the mark of its note."""
        line = own_line(self)
        match = _ROLE.fullmatch(self.text)
        words = " ".join((match["words"] if match else self.text).split())
        if match is None or not words:
            message = "a quotation without " + ("a source" if match is None else "words")
            report("quotation-syntax", message, _EXAMPLE, location=(self.env.docname, line))
            return [_marked(words)], []
        mark = _one_source(self.env, match["cite"], line)
        if mark is None:
            return [_marked(words)], []
        record = _note(self.env, words, mark["cites"][0], line)
        if record is None:
            return [_marked(words), mark], []
        mark["remark"] = remark(record)
        shown = _marked(words)
        shown += quote_check(status=str(record.verdict.status), words=f"wording {state(record)}")
        return [shown, mark], []


def _marked(words: str) -> nodes.inline:
    """Return words in quotation marks; no term is linked in what somebody else has said."""
    text = f"“{printed(words)}”"
    return nodes.inline(text, text, classes=["quoted", "no-term"])


def printed(words: str) -> str:
    """Return a quotation as it is printed: a cut is one sign, whatever the author has typed."""
    return re.sub(r"\s+", " ", CUT.sub(lambda match: _cut(match[0]), words))


def _cut(found: str) -> str:
    return "[…]" if found.startswith("[") else "…"


def _one_source(env: BuildEnvironment, text: str, line: int) -> cite_mark | None:
    found = cite_nodes(env, text, line)
    mark = found[0] if found else None
    if not isinstance(mark, cite_mark):
        return None  # what is wrong has been reported
    if len(mark["cites"]) > 1:
        message = "a quotation with several sources"
        report(
            "quotation-syntax",
            message,
            "name the one it is taken from",
            location=(env.docname, line),
        )
    return mark


def _note(env: BuildEnvironment, words: str, cite: Cite, line: int) -> QuotationRecord | None:
    """Compare a quotation with its source and enter it in the register."""
    try:
        found = check(env, cite.source_id, words)
    except QuotationError as error:
        message = f"the quotation {error.message}"
        report("quotation-syntax", message, error.remedy, location=(env.docname, line))
        return None
    locator = cite.locator
    numbered = locator is not None and locator.label == "paragraph"
    record = QuotationRecord(
        source=cite.source_id,
        locator=cite.locator_text,
        docname=env.docname,
        line=line,
        text=words,
        verdict=found.verdict,
        paragraph=int(locator.value)
        if locator and numbered and _PARAGRAPH.fullmatch(locator.value)
        else None,
        against=found.against,
        stamp=found.stamp,
        key=found.key,
        total=found.total,
    )
    register_of(env).note_quotation(record)
    return record


class QuotationElement(ElementDirective):
    """Words of a source as a block of their own; the content is the quotation and nothing else."""

    kind = "quotation"
    required = ("source",)
    option_spec: ClassVar = {"locator": directives.unchanged, "speaker": directives.unchanged}
    found: QuotationRecord | None = None

    def body(self) -> list[nodes.Node]:
        """Return the words in quotation marks, and under them who said them and where."""
        words = " ".join(" ".join(self.content).split())
        line = self._content_line()
        text = f"“{printed(words)}”"
        paragraph = nodes.paragraph(text, "", _marked(words))
        paragraph.line = line
        block = nodes.block_quote("", paragraph, classes=["quotation"])
        block.line = line
        cite = self._cite()
        mark = _one_source(self.env, cite, self.lineno) if cite else None
        speaker = self.options.get("speaker", "").strip()
        if mark is not None:
            short = library_of(self.env).render.short(mark["cites"][0].source_id)
            shown = f"{speaker}, {short}" if speaker else short
            block += nodes.attribution("", "", nodes.Text(shown), mark)
            self.found = _note(self.env, words, mark["cites"][0], line)
        return [block]

    def details(self) -> list[element_detail]:
        """Return whether the wording was verified."""
        if self.found is None:
            return super().details()
        text = state(self.found)
        return [*super().details(), self.detail("wording", "Wording", [nodes.Text(text)])]

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the source."""
        if self.found is None:
            return ()
        return (Evidence(self.found.source, self.found.locator),)

    def _content_line(self) -> int:
        """Return the source line on which the words begin."""
        first = self.content[0].strip()
        for offset, line in enumerate(self.block_text.splitlines()):
            if line.strip() == first:
                return self.lineno + offset
        return self.lineno

    def _cite(self) -> str:
        source = self.options.get("source", "").strip()
        locator = self.options.get("locator", "").strip()
        return f"{source} [{locator}]" if source and locator else source


def setup(app: Sphinx) -> None:
    """Register the role and the directive."""
    quotations.setup(app)
    app.add_role("quoted", QuotedRole())
    app.add_directive("quotation", QuotationElement)
