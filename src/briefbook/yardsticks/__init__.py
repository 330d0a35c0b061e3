"""Scales of likelihood, kept as data: the words of each, and what they mean in percent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Term:
    """One step of a scale: its words, the preferred one first, and its range in percent.

    ``above`` and ``below`` say that the range ends short of its lowest or highest number.
    """

    words: tuple[str, ...]
    low: int
    high: int
    above: bool = False
    below: bool = False

    @property
    def range(self) -> str:
        """The range as printed, such as ``55–80%``."""
        first, last = ">" * self.above, "<" * self.below
        return f"{first}{self.low}–{last}{self.high}%"  # a range takes an en dash


@dataclass(frozen=True)
class Yardstick:
    """A scale of likelihood, from the least likely term to the most likely.

    ``confidences`` are the levels of confidence that go with it, the highest first.
    """

    name: str
    title: str
    terms: tuple[Term, ...]
    confidences: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of the scale, in its order."""
        return tuple(word for term in self.terms for word in term.words)

    def find(self, word: str) -> Term | None:
        """Return the term that has ``word``, or None."""
        wanted = " ".join(word.lower().split())
        return next((term for term in self.terms if wanted in term.words), None)


def names() -> tuple[str, ...]:
    """Return the names of the scales that Briefbook knows."""
    found = (item.name for item in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


@cache
def load(name: str) -> Yardstick:
    """Return the scale ``name``; raise KeyError for one that does not exist."""
    if name not in names():
        raise KeyError(name)
    data = yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    terms = tuple(Term(**{**term, "words": tuple(term["words"])}) for term in data["terms"])
    return Yardstick(name, data["title"], terms, tuple(data["confidences"]))
