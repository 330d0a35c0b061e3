"""The PDF side: a Sphinx builder that writes Typst from the resolved doctree and compiles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.typst import builder as typst_builder
from briefbook.typst import settings
from briefbook.typst.made import PdfOutput, outputs

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["PdfOutput", "outputs", "setup"]


def setup(app: Sphinx) -> dict[str, bool | str]:
    """Register the settings, the builder, and the PDFs that follow a build of the site."""
    settings.setup(app)
    typst_builder.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
