"""Briefbook turns an article into a policy briefing book that can prove what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every room of the house."""
    from briefbook import (  # noqa: PLC0415  # the command reads its version without loading Sphinx
        afresh,
        charts,
        code_languages,
        conflicts,
        drafts,
        elements,
        exports,
        frontmatter,
        library,
        parity,
        reading,
        register,
        registers,
        rules,
        search,
        site,
        terms,
        typst,
        web,
    )
    from briefbook.links import outside  # noqa: PLC0415  # as above

    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")
    reading.setup(app)
    conflicts.setup(app)
    code_languages.setup(app)
    afresh.setup(app)
    frontmatter.setup(app)
    library.setup(app)
    register.setup(app)
    elements.setup(app)
    charts.setup(app)
    drafts.setup(app)
    registers.setup(app)
    terms.setup(app)
    rules.setup(app)
    site.setup(app)
    parity.setup(app)
    exports.setup(app)
    outside.setup(app)
    search.setup(app)
    web.setup(app)
    typst.setup(app)
    return {
        "version": __version__,
        "env_version": register.DATA_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
