"""``judgement``: what the book concludes, how likely, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from briefbook import yardsticks
from briefbook.conf_place import BadSettingError
from briefbook.elements.base import ElementDirective
from briefbook.findings import did_you_mean
from briefbook.yardsticks.suggest import suggest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from briefbook.elements.nodes import brief_element, element_detail

SETTING = "briefbook_yardstick"


class Judgement(ElementDirective):
    """A conclusion with a word of the chosen yardstick and, apart from it, a confidence."""

    kind = "judgement"
    required = ("likelihood", "confidence")
    relations: ClassVar = {"basis": "Rests on"}
    texts: ClassVar = {"would-change": "Would change it"}

    def decorate(self, node: brief_element) -> None:
        """Set ``likelihood``, ``low`` and ``high`` (percent), and ``confidence``."""
        term = self._yardstick().find(self._given("likelihood"))
        if term is not None:
            node["likelihood"], node["low"], node["high"] = (
                self._given("likelihood"),
                term.low,
                term.high,
            )
        if self._given("confidence") in self._yardstick().confidences:
            node["confidence"] = self._given("confidence")

    def details(self) -> list[element_detail]:
        """Return likelihood with its range, confidence, basis, and what would change it."""
        own = [] if self._swapped() else [self._likelihood(), self._confidence()]
        return [*(detail for detail in own if detail is not None), *super().details()]

    def _swapped(self) -> bool:
        """Report likelihood and confidence that stand in each other's place."""
        word, other, yardstick = (
            self._given("likelihood"),
            self._given("confidence"),
            self._yardstick(),
        )
        if word not in yardstick.confidences or yardstick.find(other) is None:
            return False
        message = f"has the likelihood '{word}', which is a word of confidence"
        remedy = f"change the two: ':likelihood: {other}' and ':confidence: {word}'"
        self.problem("likelihood-unknown", message, remedy, "likelihood")
        return True

    def _likelihood(self) -> element_detail | None:
        word, yardstick = self._given("likelihood"), self._yardstick()
        term = yardstick.find(word)
        if term is None:
            if word:
                message = f"has the likelihood '{word}', which {yardstick.title} does not know"
                remedy = suggest(word, yardstick)
                self.problem("likelihood-unknown", message, remedy, "likelihood")
            return None
        return self.detail("likelihood", "Likelihood", [nodes.Text(f"{word} ({term.range})")])

    def _confidence(self) -> element_detail | None:
        word = self._given("confidence")
        if word and word not in self._yardstick().confidences:
            remedy = did_you_mean(word, self._yardstick().confidences)
            self.problem("confidence-unknown", f"has the confidence '{word}'", remedy, "confidence")
            return None
        return self.detail("confidence", "Confidence", [nodes.Text(word)]) if word else None

    def _given(self, name: str) -> str:
        return " ".join(self.options.get(name, "").lower().split())

    def _yardstick(self) -> yardsticks.Yardstick:
        return yardsticks.load(self.config.briefbook_yardstick)


def _check_scale(app: Sphinx, config: Config) -> None:
    del app
    name, known = str(config.briefbook_yardstick), yardsticks.names()
    if name not in known:
        remedy = did_you_mean(name.lower(), known)
        raise BadSettingError(SETTING, f"{SETTING} is '{name}'", remedy)


def setup(app: Sphinx) -> None:
    """Register the directive and the choice of the yardstick."""
    app.add_config_value(SETTING, "icd203", "env", frozenset({str}))
    app.add_directive("judgement", Judgement)
    app.connect("config-inited", _check_scale)
