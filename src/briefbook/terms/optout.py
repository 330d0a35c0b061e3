"""Where terms are not linked by themselves: on a page, in a phrase, under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxRole
from sphinx.util.matching import patmatch

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NO_TERM = "no-term"
"""The class of words in which no term is linked."""
_OFF = frozenset({"false", "no", "off"})


class NoTerm(SphinxRole):
    """Words that stay as they are written."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words, marked."""
        return [nodes.inline(self.rawtext, self.text, classes=[NO_TERM])], []


def is_linked(env: BuildEnvironment, docname: str) -> bool:
    """Return whether terms are linked by themselves in a document."""
    if str(env.metadata[docname].get("terms", "")).lower() in _OFF:
        return False
    return not any(patmatch(docname, pattern) for pattern in env.config.briefbook_terms_exclude)


def setup(app: Sphinx) -> None:
    """Register the role and the settings."""
    app.add_config_value("briefbook_terms_exclude", ["docs/guide/**"], "env", frozenset({list}))
    app.add_config_value("briefbook_terms_manual", [], "env", frozenset({list}))
    app.add_role("no-term", NoTerm())
