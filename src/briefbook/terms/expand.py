"""How an abbreviation is spelt out where a reader meets it first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefbook.terms.words import abbreviation_stem, is_abbreviation, stem, tokens

_ARTICLE = re.compile(r"(?<![^\W_])(an?)(\s+)$", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?]['\"’”)]*\s+)$")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
)
# Words that begin with a vowel to the eye and not to the ear, and the other way round.
_LIKE_A_CONSONANT = re.compile(
    r"eu|ewe|once|one(?!r)|u(?:[bcfhkqrst][aeiou]|kr|nan|ni(?!n|mp))", re.IGNORECASE
)
_SILENT_H = re.compile(r"heir|honest|hono|hour", re.IGNORECASE)
_POSSESSIVES = ("'s", "’s")
_ABBREVIATION = re.compile(r"(?<![^\W_])[A-Z][A-Z0-9&/.-]*[A-Z0-9](?=s?(?:[^\w]|$))")
# What may stand between a name and its abbreviation where an author introduces the one by the
# other: "Foreign Military Sales, or FMS", "(hereafter “FMS”)".
_BETWEEN = frozenset("([,“”‘’\"'") | {
    "or", "the", "called", "known", "as", "abbreviated", "hereafter", "hereinafter", "for", "short",
}  # fmt: skip
_REACH = 60


@dataclass(frozen=True)
class Spelling:
    """What is printed in place of the words, and the article before them if it must change.

    Both are empty where nothing changes.  ``more`` counts the letters after the words that
    ``text`` takes the place of, too.
    """

    text: str = ""
    article: str = ""
    more: int = 0


def respell(written: str, abbreviation: str, expansion: str, before: str, after: str) -> Spelling:
    """Return ``Letters of Offer and Acceptance (LOAs)`` for ``LOAs``.

    ``before`` is what precedes the words: it decides on the capital and on ``a`` or ``an``.
    ``after`` is what follows them: a possessive belongs to both names.
    """
    plural = re.match(rf"{re.escape(abbreviation)}s\b", written) is not None
    full = _plural(expansion) if plural else expansion
    if _SENTENCE_START.search(before):
        full = full[0].upper() + full[1:]
    elif not _is_name(full):
        full = full[0].lower() + full[1:]
    short = f"{abbreviation}s" if plural else abbreviation
    ending = _possessive(after, plural=plural) if written == short else ""
    if ending:
        owner = f"{full}’" if full.endswith("s") else f"{full}’s"
        shown = f"{owner} ({short}{ending})"
    else:
        shown = written.replace(short, f"{full} ({short})", 1)
    return Spelling(shown, _article(before, shown), len(ending))


def _possessive(after: str, *, plural: bool) -> str:
    """Return the ending that makes a possessive of the words before ``after``, or nothing."""
    if after.startswith(_POSSESSIVES) and not after[2:3].isalnum():
        return after[:2]
    return after[0] if plural and after[:1] in {"'", "’"} and not after[1:2].isalnum() else ""


def introduces(text: str, start: int, end: int, expansion: str) -> bool:
    """Return whether an author explains the abbreviation at ``start`` by its expansion beside it.

    It may stand before or after it: ``Foreign Military Sales (FMS)``, ``FMS (Foreign Military
    Sales)``.
    """
    name = [stem(token.text) for token in tokens(expansion)]
    reach = _REACH + 2 * len(expansion)
    before = [stem(token.text) for token in tokens(text[max(0, start - reach) : start])]
    while before and before[-1] in _BETWEEN:
        before.pop()
    if before[-len(name) :] == name:
        return True
    after = [stem(token.text) for token in tokens(text[end : end + reach])]
    if after[:1] not in (["("], ["["]):
        return False
    while after and after[0] in _BETWEEN:
        after.pop(0)
    return after[: len(name)] == name


def abbreviations_in(text: str) -> list[tuple[int, int, str]]:
    """Return where abbreviations begin and end, and which they are."""
    return [(match.start(), match.end(), match[0]) for match in _ABBREVIATION.finditer(text)]


def leading_abbreviation(written: str) -> str:
    """Return the abbreviation that some words are, or begin with, in the singular; or nothing.

    Spelling out one in the middle, as in ``major non-NATO ally``, would break the name apart.
    """
    whole = written.removesuffix("s") if written[:-1].isupper() else written
    first = whole if is_abbreviation(whole) else next(iter(tokens(written))).text
    first = first if is_abbreviation(first) else abbreviation_stem(first)
    return first if is_abbreviation(first) else ""


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
    ending = "es" if re.search(r"(?:x|z|ch|sh)$", head) else "s"
    return f"{head}{ending}{of}{rest}"


def _article(before: str, text: str) -> str:
    """Return the article that the spelt-out words want, or nothing if the one there is right."""
    found = _ARTICLE.search(before)
    if not found:
        return ""
    vowel = text[:1].lower() in "aeiou" and not _LIKE_A_CONSONANT.match(text)
    wanted = "an" if vowel or _SILENT_H.match(text) else "a"
    if found[1].lower() == wanted:
        return ""
    return wanted.capitalize() if found[1][0].isupper() else wanted
