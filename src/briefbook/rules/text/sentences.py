"""Where sentences begin and end, and how many words they have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefbook.rules.text.record import CODE


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words whose stop never ends a sentence: something must follow.
_OPEN = _set(
    "mr mrs ms messrs dr prof gen lt col maj capt cmdr sgt adm brig sen rep gov amb pres hon rev fr"
    " st mt ft e.g i.e cf viz vs v approx ca esp incl resp"
)
# Words whose stop ends a sentence unless a number follows.
_NUMBERED = _set(
    "no nos nr p pp para paras ch chap sec sect vol vols fig figs eq eqs art arts app ed eds tab"
    " jan feb mar apr jun jul aug sep sept oct nov dec c"
)
# Words whose stop may stand within a sentence as well as at its end.
_EITHER = _set("etc inc ltd co corp bros dept jr sr al est a.m p.m ph.d")
# With these words a sentence begins and a name does not.
_STARTERS = _set(
    "the a an this that these those it its he she they we you his her their our there here in on at"
    " by for from to with as if when while where since after before until because although though"
    " but and or so yet then thus however moreover nor not no all both each every some many most"
    " what who why how which during under over between within without"
)

_STOP = re.compile(
    r"(?P<stop>[.!?…。！？]+)"
    r"(?P<close>[\"'”’»)\]*_]*(?:\[\d+\]|[⁰¹²³⁴-⁹])*)"
    r"(?P<gap>\s+)(?=\S)"
)
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"'/—–]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_OPENING = re.compile(r"[\"'“‘«(\[*_]*")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\s+|—|--")


@dataclass(frozen=True)
class Sentence:
    """A sentence, with the place in the text where it begins."""

    text: str
    start: int

    @property
    def words(self) -> int:
        """The number of its words."""
        return count_words(self.text)


def count_words(text: str) -> int:
    """Return the number of words: what stands between gaps and has a letter or a digit in it."""
    return sum(
        1
        for part in _GAP.split(text)
        if CODE in part or any(character.isalnum() for character in part)
    )


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text in their order; together they hold all but the gaps."""
    found = []
    start = len(text) - len(text.lstrip())
    for match in _STOP.finditer(text):
        if _ends(text, start, match):
            found.append(Sentence(text[start : match.start("gap")], start))
            start = match.end("gap")
    rest = text[start:].rstrip()
    if rest:
        found.append(Sentence(rest, start))
    return found


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether the stop of ``match`` ends the sentence that begins at ``start``."""
    following = text[_OPENING.match(text, match.end()).end() :]  # type: ignore[union-attr]  # it matches nothing too
    first = following[:1]
    if not first or first.islower():
        return False
    if match["stop"] != ".":
        return True
    before = _WORD_BEFORE.search(text, start, match.start())
    word = before[0] if before else ""
    lower = word.lower()
    starter = _FIRST_WORD.match(following)
    begins = bool(starter and starter[0].lower() in _STARTERS)
    if lower in _OPEN:
        return False
    if lower in _NUMBERED:
        return not (first.isdigit() or first in "#§")
    if lower in _EITHER or _DOTTED.match(word) or _is_initial(word):
        return begins
    # A number alone before the stop is that of a list or a section: "1. First".
    return not (word.isdigit() and before is not None and before.start() == start)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word.isupper() and word != "I"
