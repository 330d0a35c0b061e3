"""How an abbreviation is spelt out where a reader meets it first."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLE = re.compile(r"(?<![^\W_])(an?)(\s+)$", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?]['\"’”)]*\s+)$")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
)


@dataclass(frozen=True)
class Spelling:
    """What is printed in place of the words, and the article before them if it must change.

    Both are empty where nothing changes.
    """

    text: str = ""
    article: str = ""


def respell(written: str, abbreviation: str, expansion: str, before: str) -> Spelling:
    """Return ``Letters of Offer and Acceptance (LOAs)`` for ``LOAs``.

    ``before`` is what precedes the words: it decides on the capital and on ``a`` or ``an``.
    """
    plural = written == f"{abbreviation}s"
    full = _plural(expansion) if plural else expansion
    if not _is_name(full) and not _SENTENCE_START.search(before):
        full = full[0].lower() + full[1:]
    shown = f"{full} ({abbreviation}s)" if plural else f"{full} ({abbreviation})"
    text = shown if plural else written.replace(abbreviation, shown, 1)
    return Spelling(text, _article(before, text))


def _is_name(words: str) -> bool:
    """Return whether words are a name, of which every word that counts has a capital."""
    counted = [word for word in re.split(r"[\s-]+", words) if word.lower() not in _SMALL]
    return all(not word[:1].islower() for word in counted)


def _plural(words: str) -> str:
    """Return the plural of a name: of its last word, or of the word before its first ``of``."""
    head, of, rest = words.partition(" of ")
    if head.endswith("s"):
        return words
    if re.search(r"[^aeiou]y$", head):
        return f"{head[:-1]}ies{of}{rest}"
    return f"{head}s{of}{rest}"


def _article(before: str, text: str) -> str:
    """Return the article that the spelt-out words want, or nothing if the one there is right."""
    found = _ARTICLE.search(before)
    if not found:
        return ""
    wanted = "an" if text[:1].lower() in "aeiou" else "a"
    if found[1].lower() == wanted:
        return ""
    return wanted.capitalize() if found[1][0].isupper() else wanted
