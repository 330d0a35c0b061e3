"""What every element directive does: read, number, build a node, enter it in the register."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.utils import smartquotes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from briefbook.dates import show_partial
from briefbook.elements.nodes import (
    brief_element,
    element_detail,
    element_details,
    element_label,
)
from briefbook.elements.record import ID, KINDS, ElementRecord, Evidence, Link
from briefbook.findings import Severity, report
from briefbook.register import register_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbook.register import BriefRecord

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
DATE = re.compile(r"\d{4}(?:([-/.])\d{1,2}){1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})", re.ASCII)
TITLE_LENGTH = 240
ID_LENGTH = 60

Content = list[nodes.Node]


class ElementDirective(SphinxDirective):
    """Base of the directives; a subclass says what its kind adds."""

    kind: ClassVar[str]
    required: ClassVar[tuple[str, ...]] = ()
    relations: ClassVar[dict[str, str]] = {}
    """Options that name other elements, each with the words that stand before them in print."""
    single: ClassVar[frozenset[str]] = frozenset()
    """Of these, the ones that name a single element."""
    texts: ClassVar[dict[str, str]] = {}
    """Options that hold a sentence, each with the words that stand before it in print."""

    has_content = True
    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], str]]] = {}

    def __init_subclass__(cls) -> None:
        """Let the options of a kind follow from what it declares."""
        names = {*cls.option_spec, *cls.required, *cls.relations, *cls.texts}
        cls.option_spec = {
            name: cls.option_spec.get(name, directives.unchanged) for name in sorted(names)
        }

    def run(self) -> list[nodes.Node]:
        """Return the element's node; a problem is reported and leaves a node all the same."""
        brief = self._brief()
        if brief is None:
            return self.parse_content_to_nodes()
        if not any(line.strip() for line in self.content):
            self.problem("element-empty", "has no text", "write it between the fences")
        faults = self._faults()
        node = brief_element(kind=self.kind, classes=["brief-element", self.kind])
        self.set_source_info(node)
        body = self.body()
        for name in self.required:
            if not self.options.get(name, "").strip() and name not in faults:
                remedy = f"add a line ':{name}: …' below the one that opens it"
                self.problem("element-option", f"has no :{name}:", remedy)
        record = self._record(brief, body)
        node["element_id"], node["ids"] = record.id, [record.anchor]
        self.state.document.ids.setdefault(record.anchor, node)
        node += self.label(record)
        node += body
        details = self.details()
        if details:
            node += element_details("", *details)
        self.decorate(node)
        register_of(self.env).note_element(record)
        return [node]

    def body(self) -> list[nodes.Node]:
        """Return the content of the element."""
        return self.parse_content_to_nodes()

    def decorate(self, node: brief_element) -> None:
        """Set the attributes that only this kind has."""

    def title(self, body: Sequence[nodes.Node]) -> str:
        """Return one line that stands for the element: its ``:title:``, or its first sentence."""
        text = self.options.get("title") or plain(body[:1])
        text = SENTENCE_END.split(text, maxsplit=1)[0]
        if len(text) <= TITLE_LENGTH:
            return text
        return text[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"

    def label(self, record: ElementRecord) -> element_label:
        """Return the line above the element."""
        text = KINDS[self.kind][0] if self.kind == "bottom-line" else record.label
        if self.options.get("title"):
            text = f"{text}: {record.title}"
        label = element_label(text, text)
        if self.options.get("title"):
            label.line = self.option_line("title")  # as with a fact: an author wrote it
        return label

    def details(self) -> list[element_detail]:
        """Return the labelled facts, in the order in which they are printed."""
        found = [self.text_detail(name, label) for name, label in self.texts.items()]
        found += [self.relation_detail(name, label) for name, label in self.relations.items()]
        return [detail for detail in found if detail is not None]

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the sources that the element rests on."""
        return ()

    def text_detail(self, name: str, label: str) -> element_detail | None:
        """Return the fact that an option states in words, or None where it is not given."""
        text = self.options.get(name, "").strip()
        if not text:
            return None
        if DATE.fullmatch(text):
            text = self._date_in_words(name, text)
        line = self.option_line(name)
        # MyST counts the lines of a nested text from 0.
        content, messages = self.parse_inline(text, lineno=line - 1)
        detail = self.detail(name, label, [*content, *messages])
        detail.line = line  # tells the rules of prose that an author wrote it
        return detail

    def relation_detail(self, name: str, label: str) -> element_detail | None:
        """Return the elements that an option names, as links."""
        targets = split_ids(self.options.get(name, ""))
        if not targets:
            return None
        content: Content = []
        for target in targets:
            if content:
                content.append(nodes.Text(", "))
            content.append(reference_to(target, self.env.docname))
        return self.detail(name, label, content)

    @staticmethod
    def detail(name: str, label: str, content: Content) -> element_detail:
        """Return one labelled fact."""
        return element_detail("", nodes.paragraph("", "", *content), name=name, label=label)

    def _date_in_words(self, name: str, text: str) -> str:
        try:
            return show_partial(text)
        except ValueError:
            message = f"has the date '{text}' for :{name}:, which is none"
            remedy = "write it as YYYY-MM-DD, such as 2027-03-31"
            self.problem("option-date", message, remedy, name)
            return text

    def option_line(self, name: str) -> int:
        """Return the source line of an option, or that of the directive."""
        # The text of a directive begins with its fence.
        for offset, line in enumerate(self.block_text.splitlines()):
            if line.strip().startswith(f":{name}:"):
                return self.lineno + offset
        return self.lineno

    def problem(self, rule: str, message: str, remedy: str, option: str = "") -> None:
        """Report something wrong with this element, at the line of ``option`` if one is named."""
        line = self.option_line(option) if option else self.lineno
        name = f"{self.kind} '{self.arguments[0]}'" if self.arguments else "the bottom line"
        place, severity = (self.env.docname, line), self._weight(rule)
        report(rule, f"{name} {message}", remedy, location=place, severity=severity)

    def _weight(self, rule: str) -> Severity:
        """Return how much a problem weighs: a draft may leave options for later."""
        brief = register_of(self.env).data["briefs"].get(self.env.docname)
        later = rule == "element-option" and brief and brief.metadata.status == "draft"
        return Severity.WARNING if later else Severity.ERROR

    def _brief(self) -> BriefRecord | None:
        brief = register_of(self.env).data["briefs"].get(self.env.docname)
        if brief is None and not self.env.current_document.get("briefbook_broken"):
            self.problem("element-outside", "stands outside a brief", "move it to a brief's file")
        return brief  # type: ignore[no-any-return]  # Sphinx keeps domain data untyped

    def _record(self, brief: BriefRecord, body: Sequence[nodes.Node]) -> ElementRecord:
        domain = register_of(self.env)
        same = [r for r in domain.elements_of(self.env.docname) if r.kind == self.kind]
        links = tuple(
            Link(name, target, self.option_line(name))
            for name in self.relations
            for target in split_ids(self.options.get(name, ""))
        )
        element_id = self.element_id(brief)
        return ElementRecord(
            kind=self.kind,
            id=element_id,
            docname=self.env.docname,
            anchor=self._anchor(element_id),
            line=self.lineno,
            number=len(same) + 1,
            brief=brief.metadata.number,
            title=self._printed(self.title(body)),
            text=self._printed(plain(body)),
            options=dict(sorted(self.options.items())),
            links=links,
            evidence=self.evidence(),
            faults=self._faults(),
            written=self.arguments[0].strip() if self.arguments else element_id,
            lines={name: self.option_line(name) for name in sorted(self.options)},
        )

    def _faults(self) -> frozenset[str]:
        """Return the options of which something was reported before they were read."""
        known: dict[int, frozenset[str]] | None = self.env.current_document.get("briefbook_faults")
        return (known or {}).get(self.lineno, frozenset())

    def _printed(self, text: str) -> str:
        """Return plain text with the quotation marks and dashes that Sphinx gives the pages."""
        if not self.config.smartquotes:
            return text
        language = self.config.language.partition("-")[0].partition("_")[0]
        return smartquotes.smartyPants(text, self.config.smartquotes_action, language)

    def element_id(self, brief: BriefRecord) -> str:
        """Return the id that the author gave; one that is not well formed is reported."""
        del brief
        given = self.arguments[0].strip()
        if len(given) > ID_LENGTH:
            remedy = f"use {ID_LENGTH} at most: it stands in addresses"
            self.problem("element-id", f"has an id of {len(given)} characters", remedy)
        if ID.fullmatch(given):
            return given
        meant = (
            nodes.make_id(re.sub(r"^(?:id|name)\s*[=:]\s*", "", given))
            or f"{self.kind}-in-line-{self.lineno}"
        )
        remedy = f"use lower-case letters, digits and single hyphens, such as '{meant}'"
        self.problem("element-id", "has no well-formed id", remedy)
        return meant

    def _anchor(self, element_id: str) -> str:
        taken = self.state.document.ids
        anchor = nodes.make_id(element_id) or self.kind
        return anchor if anchor not in taken else f"{self.kind}-{anchor}"


def plain(body: Sequence[nodes.Node]) -> str:
    """Return the words of some nodes on one line, without the gaps that citations leave."""
    words = " ".join(" ".join(child.astext() for child in body).split())
    return re.sub(r" (?=[.,;:!?])", "", words)


def split_ids(text: str) -> list[str]:
    """Return the ids of a list such as ``one, two``."""
    return [part.strip() for part in text.split(",") if part.strip()]


def reference_to(target: str, docname: str) -> addnodes.pending_xref:
    """Return a link to an element by its id; the consistency check speaks of unknown ones."""
    return addnodes.pending_xref(
        "",
        nodes.inline(target, target),
        refdomain="brief",
        reftype="ref",
        reftarget=target,
        refdoc=docname,
        refexplicit=False,
        refwarn=False,
        reported=True,
    )
