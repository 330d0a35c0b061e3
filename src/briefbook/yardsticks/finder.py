"""Words of likelihood and of confidence in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefbook import yardsticks

if TYPE_CHECKING:
    from briefbook.yardsticks import Term, Yardstick

# "More likely" compares, and "as likely as" too: they are no degrees of a scale.
_COMPARED = re.compile(
    r"\b(?:more|less|most|least|equally|as|how|so|too|not\s+only)\s+\Z", re.IGNORECASE
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|hardly|scarcely|neither|nor|cannot|no\s+longer)|n[’']t)\s+"
    r"(?:(?:at\s+all|now|yet|so|be|been|seen\s+as|considered|thought|judged|a|an|the)\s+){0,3}\Z",
    re.IGNORECASE,
)
# "Remote areas" are no likelihood: the word counts in "is remote" and in "a remote chance".
_PREDICATE = re.compile(r"\b(?:is|are|was|were|be|been|seems?|remains?|very)\s+\Z", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?:chances?|possibility|prospects?|likelihood)\b", re.IGNORECASE)
_CONFIDENCE = re.compile(
    r"\b(?:very\s+)?(?:high|moderate|medium|low|strong|limited|full|great(?:er)?|little)\s+"
    r"(?:analytic(?:al)?\s+)?confidence\b"
    r"|\b(?:our|analytic(?:al)?|its|the\s+writers[’'])\s+confidence\b"
    r"|\bconfidence\s+(?:level|rating)s?\b|\blevels?\s+of\s+confidence\b"
    r"|\b(?:am|is|are|be|being|remain|feel)\s+(?:\w+ly\s+|very\s+|quite\s+)?confident\b"
    r"|\bwith\s+confidence\b|\bconfidently\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Hit:
    """A word of likelihood in a text: the word as its scale has it, and where it stands."""

    word: str
    start: int
    end: int
    negated: bool


def find(text: str) -> list[Hit]:
    """Return the words of likelihood in ``text``, whichever scale they are of.

    The longest word counts: "very likely" is not "likely".
    """
    found = []
    for match in _pattern().finditer(text):
        word = " ".join(match[0].lower().split())
        before = text[: match.start()]
        if _COMPARED.search(before) or (word == "remote" and not _is_chance(text, match)):
            continue
        found.append(Hit(word, *match.span(), negated=bool(_NEGATED.search(before))))
    return found


def _is_chance(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return bool(_PREDICATE.search(before) or _NOUN.match(after))


@cache
def _pattern() -> re.Pattern[str]:
    words = {word for name in yardsticks.names() for word in yardsticks.load(name).words}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    choices = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


def term_of(hit: Hit, yardstick: Yardstick) -> Term | None:
    """Return the term of a scale that a word stands for, or None where it is another scale's."""
    return yardstick.find(hit.word)


def scale_of(hit: Hit) -> Yardstick:
    """Return the first scale, by name, that has a word."""
    scales = (yardsticks.load(name) for name in yardsticks.names())
    return next(scale for scale in scales if scale.find(hit.word))


def confidence(text: str) -> str | None:
    """Return the first words of a text that speak of the writer's confidence, or None."""
    match = _CONFIDENCE.search(text)
    return " ".join(match[0].split()) if match else None
