"""Generated parts of the book: lists of what the register holds, filled in after all was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from briefbook.elements.nodes import register_placeholder
from briefbook.register import register_of
from briefbook.registers import (
    abbreviations,
    audiences,
    backlinks,
    board,
    cards,
    coverage,
    downloads,
    evidence,
    exceptions,
    judgements,
    sources,
    statements,
    tables,
    timeline,
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx

    from briefbook.registers.context import Context

from briefbook.registers.context import context_of

FILLERS: dict[str, Callable[[Context], list[nodes.Node]]] = {
    "brief-cards": cards.fill,
    "audience-register": audiences.fill,
    "judgement-board": board.fill,
    "judgement-register": judgements.fill,
    "claim-register": tables.claims,
    "indicator-register": tables.indicators,
    "source-register": sources.fill,
    "evidence-register": evidence.fill,
    "statement-table": statements.fill,
    "exception-register": exceptions.fill,
    "downloads": downloads.fill,
    "abbreviations": abbreviations.fill,
    "coverage": coverage.fill,
    verdicts.NAME: verdicts.fill,
}
"""Each register by the name of its directive."""


class RegisterDirective(SphinxDirective):
    """Marks where a register goes; it takes no argument and no content."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        node = register_placeholder(register=self.name)
        self.set_source_info(node)
        return [node]


class FillRegisters(SphinxPostTransform):
    """Puts each register in its place."""

    default_priority = (
        4  # before links are resolved (MyST at 9, Sphinx at 10): registers hold links
    )

    def run(self, **kwargs: object) -> None:
        """Replace every placeholder of the document."""
        del kwargs
        app = self.env._app  # noqa: SLF001  # what Sphinx's own transforms ask for the builder
        for node in list(self.document.findall(register_placeholder)):
            context = replace(
                context_of(app, register_of(self.env), self.env.docname), options=node.attributes
            )
            node.replace_self(FILLERS[node["register"]](context))


def setup(app: Sphinx) -> None:
    """Register a directive for each register, and what fills them."""
    for name in FILLERS:
        if name not in {audiences.NAME, "coverage", "statement-table", verdicts.NAME}:
            app.add_directive(name, RegisterDirective)
    audiences.setup(app)
    coverage.setup(app)
    statements.setup(app)
    verdicts.setup(app)
    app.add_post_transform(FillRegisters)
    backlinks.setup(app)
    timeline.setup(app)
