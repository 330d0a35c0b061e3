"""The lines of a glossary, counted in its file.

MyST counts the lines of a directive from its first, and Sphinx's glossary takes them for lines of
the file, so that all it reports would seem to stand near the top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from myst_parser.mocking import MockState
from sphinx.domains.std import Glossary

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class PlacedGlossary(Glossary):
    """Sphinx's directive, told where it stands."""

    def run(self) -> list[nodes.Node]:
        """Return the glossary, every name and definition with its line."""
        if not isinstance(self.state, MockState):
            return super().run()
        first = self.lineno + self.content_offset + 1
        self.content.items = [(source, line + first) for source, line in self.content.items]
        before = self.state._lineno  # noqa: SLF001  # MyST adds it to what is given
        self.state._lineno = -1  # noqa: SLF001  # as above; the offset of a line is one less
        try:
            return super().run()
        finally:
            self.state._lineno = before  # noqa: SLF001  # as above


def setup(app: Sphinx) -> None:
    """Put the directive in the place of Sphinx's."""
    app.add_directive_to_domain("std", "glossary", PlacedGlossary, override=True)
