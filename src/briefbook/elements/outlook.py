"""``alternative``, ``indicator`` and ``gap``: what else could be true, and how one would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives

from briefbook.elements.base import ElementDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Alternative(ElementDirective):
    """Another reading of the same evidence."""

    kind = "alternative"
    option_spec: ClassVar = {"title": directives.unchanged}
    relations: ClassVar = {"challenges": "Speaks against"}


class Indicator(ElementDirective):
    """Something that can be observed and would move a judgement."""

    kind = "indicator"
    required = ("where",)
    relations: ClassVar = {"raises": "Makes more likely", "lowers": "Makes less likely"}
    texts: ClassVar = {"where": "Where to look"}


class Gap(ElementDirective):
    """Something that is not known and matters."""

    kind = "gap"
    texts: ClassVar = {"matters": "Why it matters", "closes": "What would close it"}


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("alternative", Alternative)
    app.add_directive("indicator", Indicator)
    app.add_directive("gap", Gap)
