"""The translator: a table of handlers by node class, and what they share while they run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from docutils import nodes
from sphinx import addnodes

from briefbook import findings
from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

from contextlib import contextmanager

N = TypeVar("N", bound=nodes.Node)
Handler = "Callable[[Translator, Any], Content]"

HANDLERS: dict[type[nodes.Node], Callable[[Translator, Any], Content]] = {}
# The classes that every node descends from say nothing about how to show it.
_TOO_GENERAL = (nodes.Node, nodes.Element, nodes.TextElement, nodes.FixedTextElement)


def handles(
    *types: type[nodes.Node],
) -> Callable[[Callable[[Translator, N], Content]], Callable[[Translator, N], Content]]:
    """Register a function as the translation of these node classes and their subclasses."""

    def register(
        function: Callable[[Translator, N], Content],
    ) -> Callable[[Translator, N], Content]:
        for node_type in types:
            HANDLERS[node_type] = function
        return function

    return register


# A word of this many characters fits a line.
LONGEST = 40
# Typst lays out 72 levels at most; what the pages themselves take is left over.
_DEEPEST = 56


class Services(Protocol):
    """What the translator asks of the builder."""

    def image_file(self, node: nodes.image) -> str | None:
        """Return the image's path inside the Typst project, or None when there is no file."""

    def inline_svg(self, svg: str) -> str:
        """Return the path inside the Typst project of a drawing that the document carries."""

    def source_place(self, node: nodes.Node) -> str:
        """Return ``path:line`` of a node, relative to the book's folder."""

    def web_path(self, docname: str) -> str:
        """Return the path of a document's page below the site's root."""

    def download_path(self, node: nodes.Element) -> str:
        """Return the path of a downloadable file below the site's root, or an empty string."""

    def target(self, uri: str) -> tuple[str, str] | None:
        """Return (docname, id) of an address that this builder made, None for any other."""

    def section_number(self, docname: str, anchor: str) -> str:
        """Return a section's number such as ``1.2``, or an empty string."""

    def figure_number(self, docname: str, node: nodes.Element) -> str:
        """Return the words before a numbered caption such as ``Fig. 1``, or an empty string."""

    def equation_number(self, docname: str, node: nodes.Element) -> str:
        """Return an equation's number such as ``1.2``, or an empty string."""


@dataclass
class Translation:
    """What one document became: its Typst source and what the book needs to know about it."""

    docname: str
    content: Content
    title: str = ""
    is_brief: bool = False
    masthead: dict[str, Any] = field(default_factory=dict)
    has_heading: bool = False
    web: str = ""  # its page's path below the site's root
    source: str = ""  # the file, relative to the book's folder
    mark: str = ""  # of its content, as its page carries it
    digest: str = ""  # of the file that Typst reads, once it is written
    size: int = 0  # of that file, in characters


class Translator:
    """Translates one document; one instance per document."""

    def __init__(self, docname: str, services: Services) -> None:
        self.docname = docname
        self.services = services
        self.depth = 0
        self.nesting = 0
        self.reported: set[tuple[str, str, int]] = set()
        self.in_note = False
        self.longest = LONGEST
        self.in_heading = False
        self.in_link = False
        self.footnotes: dict[str, nodes.footnote] = {}
        self.notes_shown: set[str] = set()
        self.addresses_shown: set[str] = set()
        self.labels: set[str] = set()
        self.masthead: dict[str, Any] = {}
        self.has_heading = False
        self.root_doc = False

    def translate(self, document: nodes.document) -> Translation:
        """Return the translation of a resolved document."""
        self.footnotes = {
            name: note for note in document.findall(nodes.footnote) for name in note["ids"]
        }
        self.footnotes = said_once(self.footnotes)
        body = self.blocks(document.children)
        title = document.next_node(nodes.title)
        return Translation(
            docname=self.docname,
            content=markup.join([self.anchor(""), body]),
            title=plain(title) if title is not None else "",
            is_brief=bool(self.masthead),
            masthead=self.masthead,
            has_heading=self.has_heading,
        )

    # -- walking ---------------------------------------------------------------------------------

    def node(self, node: nodes.Node) -> Content:
        """Return the translation of one node; report a node that nobody knows how to show."""
        cost = _depth_of(node)
        if self.nesting + cost > _DEEPEST:
            return self._too_deep(node)
        with self.within(nesting=self.nesting + cost):
            for cls in type(node).__mro__:
                if cls in HANDLERS:
                    return HANDLERS[cls](self, node)
                if cls in _TOO_GENERAL:
                    break
            return self._unknown(node)

    def _too_deep(self, node: nodes.Node) -> Content:
        """Show only the text of what stands deeper than Typst lays out."""
        self.report(
            "pdf-nesting",
            "lists or boxes stand so deep in one another that only their text is printed",
            "write it with fewer levels",
            node,
        )
        shown = markup.text(node.astext())
        return shown if is_inline(node) else markup.call("para", body=shown)

    def _unknown(self, node: nodes.Node) -> Content:
        self.report(
            "pdf-untranslated",
            f"the PDF does not know how to show '{type(node).__name__}'; only its text is printed",
            "write it with Markdown or one of the documented directives",
            node,
        )
        source = node.get("code") if isinstance(node, nodes.Element) else None
        if isinstance(source, str):  # a diagram drawn by a program
            return markup.join([self.anchors(node), markup.call("code", source)])
        return self.flow(node)

    def inline(self, children: Iterable[nodes.Node]) -> Content:
        """Return running text: the translations one after another."""
        from briefbook.typst.translate.rawhtml import inline_run  # noqa: PLC0415  # needs Translator

        return inline_run(self, list(children))

    def blocks(self, children: Sequence[nodes.Node]) -> Content:
        """Return blocks, each marked with its place; loose running text becomes a paragraph."""
        parts: list[str] = []
        for group in self._groups(children):
            if is_inline(group[0]):
                inner = self.inline(group)
                parts.append(markup.call("para", body=inner) if inner.strip() else inner)
            else:
                parts.append(self.mark(group[0]) + self._block_group(group))
        return markup.join(parts)

    def _block_group(self, group: list[nodes.Node]) -> Content:
        from briefbook.typst.translate.brief import element_group  # noqa: PLC0415  # needs Translator

        return self.node(group[0]) if len(group) == 1 else element_group(self, group)

    def _groups(self, children: Sequence[nodes.Node]) -> Iterator[list[nodes.Node]]:
        """Yield runs of inline nodes, runs of like elements of a brief, and single blocks."""
        run: list[nodes.Node] = []
        for child in children:
            if run and not _belongs(run[-1], child):
                yield run
                run = []
            run.append(child)
        if run:
            yield run

    def flow(self, node: nodes.Node) -> Content:
        """Return a container's content: one plain paragraph as running text, else blocks."""
        children = [child for child in node.children if not isinstance(child, nodes.Invisible)]
        if len(children) == 1 and type(children[0]) is nodes.paragraph:
            only = children[0]
            if not classes_of(only):
                parts = [self.anchors(child) for child in node.children if child is not only]
                return markup.join([*parts, self.anchors(only), self.inline(only.children)])
        return self.blocks(list(node.children))

    # -- places ----------------------------------------------------------------------------------

    def mark(self, node: nodes.Node) -> str:
        """Return a comment line that leads from a Typst error back to the source line."""
        place = self.services.source_place(node)
        return f"\n// @ {place.encode('unicode_escape').decode('ascii')}\n" if place else "\n"

    def label(self, ident: str) -> str:
        """Return the book-wide name of an id of this document ("" stands for the document)."""
        return f"{self.docname}#{ident}" if ident else self.docname

    def anchor(self, ident: str) -> Content:
        """Return an invisible place that links can lead to; each only once."""
        name = self.label(ident)
        if name in self.labels or self.in_heading:
            return EMPTY
        self.labels.add(name)
        return markup.call("anchor", name)

    def anchors(self, node: nodes.Node) -> Content:
        """Return the invisible places for all ids of a node."""
        return markup.join(self.anchor(ident) for ident in ids_of(node))

    def place(self, node: nodes.Node) -> nodes.Node | tuple[str, int]:
        """Return where a problem is: a node that knows its line, or else the document."""
        found = located(node)
        return found if getattr(found, "line", None) else (self.docname, 0)

    def report(self, rule: str, message: str, remedy: str, node: nodes.Node) -> None:
        """Report a problem at the line of a node."""
        key = (rule, message, id(node))  # a heading is translated twice
        if key not in self.reported:
            self.reported.add(key)
            findings.report(rule, message, remedy, location=self.place(node))

    def within(self, **flags: int) -> AbstractContextManager[None]:
        """Set flags such as ``in_note`` for the time of a with statement."""
        return _flags(self, flags)


@contextmanager
def _flags(owner: Translator, flags: dict[str, int]) -> Iterator[None]:
    before = {name: getattr(owner, name) for name in flags}
    vars(owner).update(flags)
    try:
        yield
    finally:
        vars(owner).update(before)


def said_once(notes: Mapping[str, nodes.footnote]) -> dict[str, nodes.footnote]:
    """Return the note to print for each: a fuller one, where it begins with the same words.

    So a source that is cited again has one note, with the remark that only one citation makes.
    """
    texts = {name: _said(note) for name, note in notes.items()}

    def fullest(text: str) -> nodes.footnote:
        start = f"{text} " if text.endswith(".") else None
        same = [
            n for n, other in texts.items() if other == text or (start and other.startswith(start))
        ]
        return notes[max(same, key=lambda name: len(texts[name]))]

    return {name: fullest(text) if text else notes[name] for name, text in texts.items()}


def _said(note: nodes.footnote) -> str:
    words = [child.astext() for child in note.children if not isinstance(child, nodes.label)]
    return " ".join(" ".join(words).split())


def _depth_of(node: nodes.Node) -> int:
    """Return about how many levels of Typst's layout a node takes."""
    if isinstance(node, nodes.table | nodes.field_list | nodes.option_list | nodes.container):
        return 4
    if isinstance(node, nodes.Sequential | nodes.block_quote | nodes.Admonition):
        return 2
    return 1 if isinstance(node, nodes.Inline) else 0


def _belongs(before: nodes.Node, node: nodes.Node) -> bool:
    from briefbook.elements.nodes import brief_element  # noqa: PLC0415

    if isinstance(before, brief_element) and isinstance(node, brief_element):
        return bool(before["kind"] == node["kind"])
    return is_inline(before) and is_inline(node)


def is_inline(node: nodes.Node) -> bool:
    """Tell whether a node is part of running text (an image alone is a block)."""
    if isinstance(node, nodes.image | nodes.raw | nodes.target):
        return isinstance(node.parent, nodes.TextElement)
    return isinstance(node, nodes.Text | nodes.Inline)


def ids_of(node: nodes.Node) -> list[str]:
    """Return a node's ids."""
    return list(node["ids"]) if isinstance(node, nodes.Element) else []


def classes_of(node: nodes.Node) -> list[str]:
    """Return a node's classes."""
    return list(node["classes"]) if isinstance(node, nodes.Element) else []


def at_margin(node: nodes.Node) -> bool:
    """Tell whether a block stands in the text itself, not inside a list or a box."""
    parent = node.parent
    while isinstance(parent, nodes.compound | nodes.container | addnodes.glossary | addnodes.only):
        if parent.get("design_component"):
            return False
        parent = parent.parent
    return isinstance(parent, nodes.section | nodes.document)


def located(node: nodes.Node) -> nodes.Node:
    """Return the node itself or its nearest ancestor that knows its line."""
    current: nodes.Node | None = node
    while current is not None and not getattr(current, "line", None):
        current = current.parent
    return current if current is not None else node


def plain(node: nodes.Node) -> str:
    """Return the text of a heading or caption without notes and invisible parts."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.footnote_reference | nodes.raw | nodes.Invisible | nodes.image):
        return ""
    return "".join(plain(child) for child in node.children)
