"""``option`` and ``recommendation``: what could be done, and what should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives

from briefbook.elements.base import ElementDirective

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from briefbook.elements.nodes import brief_element


def _flag(text: str) -> str:
    directives.flag(text)
    return ""


class Option(ElementDirective):
    """A course of action with what it brings, costs and risks, and who acts when."""

    kind = "option"
    required = ("title", "benefit", "cost", "risk", "who")
    option_spec: ClassVar[dict[str, Callable[[str], str]]] = {"status-quo": _flag}
    texts: ClassVar = {
        "benefit": "Benefit",
        "cost": "Cost",
        "risk": "Risk",
        "who": "Who acts",
        "when": "By when",
    }

    def decorate(self, node: brief_element) -> None:
        """Set ``status_quo``."""
        node["status_quo"] = "status-quo" in self.options


class Recommendation(ElementDirective):
    """What the book advises, to whom, and on which option it builds."""

    kind = "recommendation"
    required = ("who",)
    relations: ClassVar = {"option": "Follows from"}
    single: ClassVar = frozenset({"option"})
    texts: ClassVar = {"who": "For", "by": "By when"}


def setup(app: Sphinx) -> None:
    """Register both; ``option`` takes the place of Sphinx's, which stays as ``cmdoption``."""
    app.add_directive_to_domain("std", "option", Option, override=True)
    app.add_directive("recommendation", Recommendation)
