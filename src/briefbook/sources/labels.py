"""Short names of sources for running text, such as ``Dawn, 21 Oct. 2022`` or ``CRS 2025``."""

from __future__ import annotations

from collections import Counter
from string import ascii_lowercase
from typing import TYPE_CHECKING

from briefbook.sources.markup import typographic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbook.sources.model import Source

_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905  # read as one line
_PERIODICALS = {"article-newspaper", "article-magazine", "post", "post-weblog", "broadcast"}
_CORPORATE = {"report", "standard", "regulation", "pamphlet"}
_LEGAL = {"bill", "legislation", "treaty", "legal_case"}
_INITIALS_FROM = 3  # "Congressional Research Service" is CRS, "Hudson Institute" stays
_MANY = 3  # authors from which only the first is named
_TITLE_WORDS = 6


def short(source: Source) -> str:
    """Return the source's own label, or one made of who and when (what, when undated)."""
    if source.label:
        return typographic(source.label)
    if source.type in _LEGAL:
        return typographic(source.title_short or source.title)
    who = _who(source)
    if not source.date_parts:
        what = typographic(source.title_short or _start(source.title))
        return f"{who}, {what}" if who else what
    if source.type in _PERIODICALS and who:
        return f"{who}, {_day(source.date_parts)}"
    return f"{who or typographic(_start(source.title))} {source.date_parts[0]}"


def unique(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels by id, those that several sources share followed by (a), (b) ..."""
    shared = {label for label, count in Counter(labels.values()).items() if count > 1}
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for key in sorted(labels):
        label = labels[key]
        if label in shared:
            seen[label] += 1
            found[key] = f"{label} ({_letters(seen[label])})"
        else:
            found[key] = label
    return found


def _who(source: Source) -> str:
    if source.type in _PERIODICALS and source.container_title:
        return typographic(source.container_title)
    if source.type in _CORPORATE and source.publisher:
        return typographic(_initials(source.publisher))
    names = [person.short for person in source.author or source.editor]
    if len(names) >= _MANY:
        return typographic(f"{names[0]} et al.")
    if names:
        return typographic(" and ".join(names))
    return typographic(source.container_title or _initials(source.publisher or ""))


def _initials(body: str) -> str:
    """Return the initials of a body whose name has at least three capitalised words."""
    words = [word for word in body.removeprefix("US ").split() if word[0].isupper()]
    plain = all(word.isalpha() and not word.isupper() for word in words)
    if len(words) < _INITIALS_FROM or not plain:
        return body
    return "".join(word[0] for word in words)


def _start(title: str) -> str:
    words = title.split(":", maxsplit=1)[0].split()
    return " ".join(words[:_TITLE_WORDS]) + ("\u2026" if len(words) > _TITLE_WORDS else "")


def _day(parts: tuple[int, ...]) -> str:
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, _MONTHS[parts[1] - 1])
    return " ".join([*map(str, parts[2:]), *words])


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters
