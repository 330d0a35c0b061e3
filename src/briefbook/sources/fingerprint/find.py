"""Which source a phrase comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.sources.fingerprint.verdict import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.sources.fingerprint.model import Fingerprint

_ORDER = (Status.VERIFIED, Status.REFUSED, Status.SHORT)


@dataclass(frozen=True)
class Found:
    """What one source says of a phrase."""

    source: str
    verdict: Verdict


def find(
    phrase: str,
    shelf: Mapping[str, Fingerprint],
    texts: Mapping[str, Sequence[str]] | None = None,
) -> list[Found]:
    """Return the sources in which a phrase stands, then those that have a part of it.

    A source that has no five words of it in a row is left out.  A phrase of fewer than five words
    is found only where it has been confirmed, or in ``texts``, which are the paragraphs of the
    sources whose text is at hand.  Raises ``QuotationError``.
    """
    found = [
        Found(source, _verdict(shelf[source], phrase, (texts or {}).get(source)))
        for source in sorted(shelf)
    ]
    kept = [
        one
        for one in found
        if one.verdict.status is Status.VERIFIED
        or (one.verdict.status is Status.REFUSED and one.verdict.paragraph is not None)
    ]
    return sorted(kept, key=lambda one: (_ORDER.index(one.verdict.status), one.source))


def _verdict(marks: Fingerprint, phrase: str, text: Sequence[str] | None) -> Verdict:
    """Return what a source says; where the text has the phrase it need not be confirmed."""
    verdict = marks.verify(phrase)
    if verdict.status is not Status.SHORT or text is None:
        return verdict
    try:
        by_text = marks.verify(phrase, text)
    except LookupError:  # a text of another edition than the fingerprint's
        return verdict
    return by_text if by_text.status is Status.VERIFIED else verdict
