"""From a text to its fingerprint."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbook.sources.fingerprint import runs
from briefbook.sources.fingerprint.model import Fingerprint, FingerprintError, Paragraph
from briefbook.sources.fingerprint.quotation import Quotation
from briefbook.sources.fingerprint.runs import MOST_WORDS, PLACE, RUN, Key, Tell
from briefbook.sources.fingerprint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PAIR = 2


def fingerprint(  # noqa: PLR0913  # a fingerprint has these parts
    paragraphs: Sequence[str],
    *,
    source_id: str,
    key: Key,
    numbers: Sequence[int] | None = None,
    partial: bool = False,
    note: str = "",
    phrases: Iterable[str] = (),
    tell: Tell | None = None,
) -> Fingerprint:
    """Return the fingerprint of a text.

    ``numbers`` are the numbers of the paragraphs, by default from 1; several paragraphs may share
    one.  ``partial`` is for passages of a text that is not at hand as a whole, ``note`` says which
    copy was read.  ``phrases`` are quotations; what they have of fewer than five words in a row is
    confirmed here, where the text is at hand.  ``tell`` hears how far the slow step has come.
    Raises ``FingerprintError`` for a paragraph that is too long and ``QuotationError`` for a
    quotation that cannot be read.
    """
    tokens = [words(paragraph) for paragraph in paragraphs]
    if any(len(found) >= MOST_WORDS for found in tokens):
        raise FingerprintError(f"a paragraph has {MOST_WORDS} words or more", "split it")
    runs.warm(key, {run for found in tokens for run in _runs(found, RUN)}, tell)
    made = Fingerprint(
        source_id=source_id,
        key=key,
        paragraphs=tuple(
            Paragraph(number, len(found), tuple(sorted(_records(key, found))))
            for number, found in zip(_numbers(paragraphs, numbers), tokens, strict=True)
        ),
        partial=partial,
        note=note,
    )
    quoted = list(phrases)
    return trace(confirm(made, paragraphs, quoted), quoted)


def confirm(
    fingerprint: Fingerprint, paragraphs: Sequence[str], phrases: Iterable[str]
) -> Fingerprint:
    """Return the fingerprint with the short parts of some quotations found in its text.

    ``paragraphs`` must be those that it was made from; raises ``FingerprintError`` where their
    lengths differ from those on record.
    """
    tokens = [words(paragraph) for paragraph in paragraphs]
    if [len(found) for found in tokens] != [p.words for p in fingerprint.paragraphs]:
        raise FingerprintError("is of another text", "make it again: briefbook fingerprint")
    short = {
        stretch
        for phrase in phrases
        for stretch in Quotation.parse(phrase).stretches
        if len(stretch) < RUN
    }
    records = {
        (index, record)
        for index, found in enumerate(tokens)
        for stretch in short
        for record in _records_of(fingerprint.key, found, stretch)
    }
    return replace(fingerprint, phrases=tuple(sorted({*fingerprint.phrases, *records})))


def trace(fingerprint: Fingerprint, phrases: Iterable[str]) -> Fingerprint:
    """Return the fingerprint with the pairs of words of some quotations that it verifies.

    Of a quotation of five to nine words one wrong word may leave no five in a row; its pairs still
    tell where it belongs.  They are made from words that the book prints, and no text is needed.
    Raises ``QuotationError``.
    """
    pairs: set[tuple[int, int, tuple[str, ...]]] = set()
    for phrase in phrases:
        spans = fingerprint.verify(phrase).spans
        for stretch, (index, start, length) in zip(
            Quotation.parse(phrase).stretches, spans, strict=False
        ):
            if RUN <= length < 2 * RUN:
                pairs |= {
                    (index, start + at, pair) for at, pair in enumerate(_runs(stretch, _PAIR))
                }
    runs.warm(fingerprint.key, {pair for _, _, pair in pairs})
    seen: Counter[tuple[int, tuple[str, ...]]] = Counter()
    records = []
    for index, place, pair in sorted(pairs):
        record = _record(fingerprint.key, pair, seen[index, pair], place)
        seen[index, pair] += 1
        records.append((index, record))
    return replace(fingerprint, pieces=tuple(sorted(records)))


def _numbers(paragraphs: Sequence[str], given: Sequence[int] | None) -> Sequence[int]:
    if given is not None and len(given) != len(paragraphs):
        raise ValueError(f"{len(given)} numbers for {len(paragraphs)} paragraphs")
    return range(1, len(paragraphs) + 1) if given is None else given


def _runs(found: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    for start in range(len(found) - length + 1):
        yield tuple(found[start : start + length])


def _records(key: Key, found: Sequence[str]) -> Iterator[bytes]:
    seen: Counter[tuple[str, ...]] = Counter()
    for place, run in enumerate(_runs(found, RUN)):
        yield _record(key, run, seen[run], place)
        seen[run] += 1


def _records_of(key: Key, found: Sequence[str], phrase: tuple[str, ...]) -> Iterator[bytes]:
    places = [i for i, run in enumerate(_runs(found, len(phrase))) if run == phrase]
    for occurrence, place in enumerate(places):
        yield _record(key, phrase, occurrence, place)


def _record(key: Key, run: tuple[str, ...], occurrence: int, place: int) -> bytes:
    tag = runs.tag(runs.secret(key, run), occurrence)
    return tag.name + tag.hide(place).to_bytes(PLACE)
