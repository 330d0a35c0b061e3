"""Sentences that nobody wrote: plain, of varying length, and the same for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ADJECTIVES = _words(
    "annual bilateral central civil coastal common direct domestic early external federal "
    "final financial foreign formal general internal joint large legal local long major "
    "maritime mutual narrow national new northern open political public quiet recent "
    "regional rural secure short slow small southern steady technical upper western wide"
)
_NOUNS = _words(
    "account agency agreement airport answer assembly balance border budget cabinet case "
    "charter committee contract council country court debate delay department desk district "
    "embassy engine envoy factory fleet fund harbour hearing industry inquiry leader letter "
    "loan market member minister ministry neighbour notice office panel parliament partner "
    "plan port price programme province question railway record region report reserve "
    "review road route sale school sector service shipment source speech squadron staff "
    "station statement supplier survey tariff team trade treaty union valley visit vote "
    "workshop"
)
_VERBS = _words(
    "answers approves asks changes checks closes confirms counts covers delays describes "
    "divides explains follows funds guards handles helps keeps lists measures names needs "
    "offers opens orders pays plans prepares publishes questions reads receives reports "
    "returns reviews sells shows signs supports tests tracks watches"
)
_PLACES = (
    "after the vote",
    "at the border",
    "before the hearing",
    "by the end of the term",
    "during the visit",
    "in the annex",
    "in the capital",
    "in the northern provinces",
    "inside the ministry",
    "near the coast",
    "on the western route",
    "outside the treaty",
    "under the charter",
    "with the consent of the council",
    "within the budget",
    "without a date",
)
_JOINTS = ("and", "but", "while", "because", "although", "so")


class Prose:
    """Makes names and sentences out of one stream of random numbers."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def chance(self, percent: int) -> bool:
        """Return True so many times in a hundred."""
        return self._random.randrange(100) < percent

    def noun_phrase(self) -> str:
        """Return two words, such as "central bank"."""
        return f"{self._random.choice(_ADJECTIVES)} {self._random.choice(_NOUNS)}"

    def clause(self) -> str:
        """Return a main clause without a full stop, of 7 to 13 words."""
        choose = self._random.choice
        ending = f" {choose(_PLACES)}" if self.chance(60) else ""
        return f"the {self.noun_phrase()} {choose(_VERBS)} the {self.noun_phrase()}{ending}"

    def sentence(self) -> str:
        """Return a sentence of one or two clauses, with its full stop."""
        text = self.clause()
        if self.chance(50):
            text += f", {self._random.choice(_JOINTS)} {self.clause()}"
        return text[0].upper() + text[1:] + "."

    def title(self, words: int = 6) -> str:
        """Return a title of about so many words, in the case of a sentence."""
        text = f"{self.noun_phrase()} and {self.noun_phrase()} {self._random.choice(_PLACES)}"
        return " ".join(text.split()[:words]).capitalize()

    def name(self) -> str:
        """Return a name of three words, each with a capital: what a glossary would define."""
        choose = self._random.choice
        return f"{choose(_ADJECTIVES)} {choose(_NOUNS)} {choose(_NOUNS)}".title()
