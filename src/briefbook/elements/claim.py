"""``claim``: something that the article says, and what the evidence says of it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from briefbook.elements.base import ElementDirective, plain
from briefbook.elements.citation import check_source, evidence_nodes, read_cites
from briefbook.elements.record import Evidence
from briefbook.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from briefbook.elements.nodes import brief_element, element_detail

_PARAGRAPH = re.compile(r"\d{1,4}", re.ASCII)
VERDICTS = ("confirmed", "corrected", "contested", "unverifiable", "opinion")


class Claim(ElementDirective):
    """A claim of the article with its place, a verdict and the evidence for it."""

    kind = "claim"
    required = ("source", "paragraph", "verdict", "evidence")
    texts: ClassVar = {"says": "The article says"}

    def title(self, body: Sequence[nodes.Node]) -> str:
        """Return what the article says, in one line and without its markup."""
        said = plain([self._said]) if self._said is not None else ""
        return said or super().title(body)

    def text_detail(self, name: str, label: str) -> element_detail | None:
        """Return a sentence as a fact; what the article says is read once, with the title."""
        return self._said if name == "says" else super().text_detail(name, label)

    def decorate(self, node: brief_element) -> None:
        """Set ``verdict``."""
        verdict = self.options.get("verdict", "").strip()
        if verdict in VERDICTS:
            node["verdict"] = verdict

    def details(self) -> list[element_detail]:
        """Return what the article says, its place, the verdict and the evidence."""
        check_source(self, "source")
        own = [self._place(), self._verdict(), self._evidence()]
        return [*super().details(), *(detail for detail in own if detail is not None)]

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the sources with their locators."""
        cites = read_cites(self, "evidence")
        return tuple(Evidence(cite.source_id, cite.locator_text) for cite in cites)

    @cached_property
    def _said(self) -> element_detail | None:
        return super().text_detail("says", self.texts["says"])

    def _place(self) -> element_detail | None:
        numbers = self.options.get("paragraph", "").strip()
        if not numbers:
            return None
        given = re.split(r"\s*,\s*", numbers)
        if not all(_PARAGRAPH.fullmatch(number) for number in given):
            remedy = "give the number of the article's paragraph, or several with commas"
            self.problem("paragraph-number", f"has the paragraph '{numbers}'", remedy, "paragraph")
            return None
        if twice := [number for number in given if given.count(number) > 1]:
            message = f"names the paragraph {twice[0]} twice"
            self.problem("paragraph-number", message, "name it once", "paragraph")
        return self.detail("place", "Where", [nodes.Text(place_words(numbers))])

    def _verdict(self) -> element_detail | None:
        verdict = self.options.get("verdict", "").strip()
        if verdict and verdict not in VERDICTS:
            remedy = did_you_mean(verdict, VERDICTS)
            self.problem("verdict-unknown", f"has the verdict '{verdict}'", remedy, "verdict")
            return None
        return self.detail("verdict", "Verdict", [nodes.Text(verdict)]) if verdict else None

    def _evidence(self) -> element_detail | None:
        content = evidence_nodes(self, "evidence")
        return self.detail("evidence", "Evidence", content) if content else None


def place_words(numbers: str) -> str:
    """Return where a claim stands in the article; 0 is what stands above its first paragraph."""
    found = [number.strip() for number in numbers.split(",")]
    named = [number for number in found if number != "0"]
    word = "paragraph" if len(named) == 1 else "paragraphs"
    places = ["heading or links"] if "0" in found else []
    places += [f"{word} {', '.join(named)}"] if named else []
    return f"{' and '.join(places)} of the article"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("claim", Claim)
