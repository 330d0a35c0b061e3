"""Words of likelihood in running text, with what stands around them and changes their sense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefbook import yardsticks

if TYPE_CHECKING:
    from briefbook.yardsticks import Yardstick

# "More likely" compares, and "as likely as" too: they are no degrees of a scale.
_COMPARED = re.compile(
    r"\b(?:more|less|most|least|equally|as|how|so|too|increasingly|not\s+only)\s+\Z", re.IGNORECASE
)
_BETWEEN = (
    r"(?:(?:at\s+all|all\s+that|now|yet|so|be|been|being|seen\s+as|considered|thought|judged"
    r"|a|an|the|very|quite|particularly|exactly|really|even|that|necessarily)\s+){0,3}"
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|hardly|scarcely|barely|neither|nor|cannot|no\s+longer|by\s+no\s+means"
    r"|far\s+from|anything\s+but|less\s+than|short\s+of|nowhere\s+near)|n[’']t)\s+"
    rf"{_BETWEEN}\Z",
    re.IGNORECASE,
)
# A word of the scale with another before it that moves it, nobody knows how far.
_QUALIFIED = re.compile(
    r"\b(?P<word>quite|fairly|rather|pretty|somewhat|reasonably|relatively|moderately|very"
    r"|(?:very\s+)?highly|extremely|exceedingly|exceptionally|extraordinarily|overwhelmingly"
    r"|(?:more|better)\s+than|almost|nearly|virtually|all\s+but|only|just|slightly|a\s+(?:bit|little)"
    r"|really|truly|decidedly|vanishingly|perfectly|particularly|especially|distinctly|strongly"
    r"|possibly|perhaps|maybe|more\s+or\s+less|kind\s+of|sort\s+of)\s+\Z",
    re.IGNORECASE,
)
# "The likely cost" names a cost and says nothing of its likelihood, and so does "of likely buyers".
# "This likely means" has a pronoun, and "it’s likely" a verb: they make statements.
_OWNED = r"an?|the|its|their|our|your|his|her|my|no|every|another"
_OWNERS = r"(?<!\bit)(?<!\bhe)(?<!\bthat)(?<!\bthere)(?<!\bwhat)(?<!\bwho)[’']s|s[’']"
_SET_OFF = (
    r"of|for|with|from|into|against|about|over|under|despite|given|between|among|any|other|such"
)
_PLAIN = r"\s+(?:(?:\w+ly|very|most|more|less|quite|rather|only)\s+)*\Z"
_DETERMINED = re.compile(rf"(?:\b(?:{_OWNED}|{_SET_OFF})|{_OWNERS}){_PLAIN}", re.IGNORECASE)
_ARTICLED = re.compile(rf"(?:\b(?:{_OWNED})|{_OWNERS}){_PLAIN}", re.IGNORECASE)
_NOUN_FOLLOWS = re.compile(
    r"\s+(?!(?:that|to|as|in|by|if|when|because|after|before|until|unless|while|though|since|or"
    r"|and|but|than|not|now|even|at|on|for|with|from|is|are|was|were|it|he|she|they|we|there|this"
    r"|these|those|the|an?|its|their|his|her|our|no|will|has|have|both|either)\b)[^\W\d_]",
    re.IGNORECASE,
)
# Bare before a noun at the head of a sentence: "Likely costs are high."
_HEADS = re.compile(r"\A[\s“\"'‘(]*\Z")
_ADVERBS = frozenset({"probably", "improbably", "almost certainly"})
_NOUNS = frozenset(
    {"remote chance", "almost no chance", "roughly even chance", "roughly even odds"}
    | {"realistic possibility"}
)
# "Remote areas" are no likelihood: the word counts in "is remote" and in "a remote chance".
_PREDICATE = re.compile(r"\b(?:is|are|was|were|be|been|seems?|remains?|very)\s+\Z", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?:chances?|possibility|prospects?|likelihood)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\s”’\"')]*\Z")
_SUPPOSED = re.compile(
    r"\b(?:if|whether|unless)\s+(?:it|that|this|they|he|she)\s+(?:is|are|was|were|be|seems?)\s+"
    r"(?:not\s+|also\s+|still\s+|now\s+)?\Z",
    re.IGNORECASE,
)
_NEAR = 120
"""How many signs around a word are looked at; more would take long and say nothing of it."""
_LEVEL = r"(?:high|moderate|medium|low|strong|limited|full|great(?:er)?|little)"
_CONFIDENCE = re.compile(
    rf"\b(?:very\s+)?{_LEVEL}(?:(?:\s+to\s+|-to-|\s+or\s+|/){_LEVEL})?[\s-]+"
    r"(?:analytic(?:al)?\s+)?confidence\b"
    r"|\b(?:our|analytic(?:al)?|its|the\s+writers[’'])\s+confidence\b"
    r"|\bconfidence\s+(?:level|rating)s?\b|\blevels?\s+of\s+(?:analytic(?:al)?\s+)?confidence\b"
    # The confidence of consumers and markets is no writer's.
    r"|(?<!consumer\s)(?<!business\s)(?<!investor\s)(?<!public\s)(?<!market\s)(?<!mutual\s)"
    rf"\bconfidence(?:\s+in\s+\w+(?:\s+\w+)?)?\s*(?:is|remains|:|\(|,|—|–)\s*(?:very\s+)?{_LEVEL}\b"
    r"|\b(?:am|is|are|be|being|remain|feel)\s+(?:\w+ly\s+|very\s+|quite\s+)?confident\b"
    r"|\b(?:highly|moderately|fairly|very|quite)\s+confident\b"
    r"|\bwith\s+(?:(?:some|more|less|reasonable|considerable|our|every)\s+)?confidence\b"
    r"(?!\s+(?:votes?|intervals?|measures?|motions?))"
    r"|\bconfidently\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Hit:
    """A word of likelihood in a text: the word as its scale has it, and where it stands.

    ``negated`` is one with a "not" or "far from" before it, ``qualifier`` what moves it, such as
    "quite", and ``attributive`` one that belongs to a noun: "the likely cost".
    """

    word: str
    start: int
    end: int
    negated: bool
    qualifier: str = ""
    attributive: bool = False


def find(text: str) -> list[Hit]:
    """Return the words of likelihood in ``text``, whichever scale they are of.

    The longest word counts: "very likely" is not "likely".
    """
    found = []
    for match in _pattern().finditer(text):
        word = " ".join(re.split(r"[\s‐‑-]+", match[0].lower()))
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if _COMPARED.search(before) or (word == "remote" and not _is_chance(text, match)):
            continue
        negated = bool(_NEGATED.search(before))
        moved = None if negated else _QUALIFIED.search(before)
        found.append(
            Hit(
                word,
                *match.span(),
                negated=negated,
                qualifier=" ".join(moved["word"].lower().split()) if moved else "",
                attributive=not negated
                and _is_attributive(word, before, text[match.end() : match.end() + _NEAR]),
            )
        )
    return found


def statements(sentence: str) -> list[Hit]:
    """Return the words of likelihood by which a sentence says how likely something is.

    A question says nothing, and neither does "if it is likely".
    """
    if _QUESTION.search(sentence):
        return []
    return [
        hit
        for hit in find(sentence)
        if not hit.attributive
        and not _SUPPOSED.search(sentence, max(0, hit.start - _NEAR), hit.start)
    ]


def _is_attributive(word: str, before: str, after: str) -> bool:
    if word in _NOUNS or (word == "remote" and _NOUN.match(after)):
        return False
    if word in _ADVERBS:
        return bool(_ARTICLED.search(before) and re.match(r"\s+[^\W\d_]", after))
    if _DETERMINED.search(before):
        return True
    return bool(_HEADS.match(before) and _NOUN_FOLLOWS.match(after))


def _is_chance(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    return bool(_PREDICATE.search(before) or _NOUN.match(after))


@cache
def _pattern() -> re.Pattern[str]:
    words = {word for name in yardsticks.names() for word in yardsticks.load(name).words}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    choices = "|".join(re.escape(word).replace(r"\ ", r"[\s‐‑-]+") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


def scale_of(hit: Hit) -> Yardstick:
    """Return the first scale, by name, that has a word."""
    scales = (yardsticks.load(name) for name in yardsticks.names())
    return next(scale for scale in scales if scale.find(hit.word))


def confidence(text: str) -> str | None:
    """Return the first words of a text that speak of the writer's confidence, or None."""
    match = _CONFIDENCE.search(text)
    return " ".join(match[0].split()) if match else None
