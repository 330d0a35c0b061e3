"""``front-matter-keys``: the table of the keys, out of the model that checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from briefbook.frontmatter.setting import keys_of
from briefbook.metadata import meanings, needed
from briefbook.registers.context import table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.registers.context import Cell


class FrontMatterKeys(SphinxDirective):
    """Prints every key of the front matter, whether a brief needs it, and what it means."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        keys = keys_of(self.config)
        wanted = needed(keys)
        rows: list[list[Cell]] = [
            [[nodes.literal(name, name)], "yes" if name in wanted else "no", _sentence(text)]
            for name, text in meanings(keys).items()
        ]
        found = table(("Key", "Needed", "Meaning"), (20, 12, 68), rows, "front-matter-keys")
        self.set_source_info(found)
        return [found]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("front-matter-keys", FrontMatterKeys)
