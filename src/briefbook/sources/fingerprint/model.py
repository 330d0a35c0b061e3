"""A fingerprint and its file: what a repository may keep of a text that it may not republish."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefbook.files import write_whole
from briefbook.sources.fingerprint import runs
from briefbook.sources.fingerprint.runs import TAG, Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefbook.sources.fingerprint.verdict import Verdict


class FingerprintError(ValueError):
    """A fingerprint that cannot be used: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, order=True)
class Place:
    """Where a run begins: index of the paragraph in the fingerprint, word in it from 0."""

    paragraph: int
    word: int


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its number in the source, its length in words, and its sorted records.

    Several paragraphs may share a number, such as 0 for all that stands outside the text.
    """

    number: int
    words: int
    records: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of one text.

    ``partial`` tells that only passages were at hand; ``note`` says which text it was made from.
    ``phrases`` are records of shorter quotations that were found in the text itself, by the
    index of the paragraph.  ``pieces`` are records of every two words in a row of the quotations
    that the book prints: they verify nothing, and tell where a quotation belongs that was altered.
    """

    source_id: str
    key: Key
    paragraphs: tuple[Paragraph, ...]
    partial: bool = False
    note: str = ""
    phrases: tuple[tuple[int, bytes], ...] = ()
    pieces: tuple[tuple[int, bytes], ...] = ()

    @property
    def words(self) -> int:
        """The length of the text, or of the passages that were at hand."""
        return sum(paragraph.words for paragraph in self.paragraphs)

    def number(self, index: int) -> int:
        """Return the number of a paragraph in the source."""
        return self.paragraphs[index].number

    def places(self, run: Sequence[str]) -> list[Place]:
        """Return where a run of exactly five words begins, or a shorter phrase that was confirmed.

        The slow step is made once, however long the text is.
        """
        return self._found(self._index, run)

    def places_of_pieces(self, pair: Sequence[str]) -> list[Place]:
        """Return where two words stand in a quotation that the book prints."""
        return self._found(self._pieces, pair)

    def _found(
        self, index: Mapping[bytes, list[tuple[int, int]]], run: Sequence[str]
    ) -> list[Place]:
        made = runs.secret(self.key, tuple(run))
        found: list[Place] = []
        occurrence = 0
        while True:
            tag = runs.tag(made, occurrence)
            here = [
                Place(number, place)
                for number, hidden in index.get(tag.name, ())
                if (place := tag.show(hidden)) + len(run) <= self.paragraphs[number].words
            ]
            if not here:
                return sorted(found)
            found += here
            occurrence += 1

    @cached_property
    def _index(self) -> dict[bytes, list[tuple[int, int]]]:
        own = [(i, r) for i, paragraph in enumerate(self.paragraphs) for r in paragraph.records]
        return _indexed((*own, *self.phrases))

    @cached_property
    def _pieces(self) -> dict[bytes, list[tuple[int, int]]]:
        return _indexed(self.pieces)

    def verify(self, quotation: str, text: Sequence[str] | None = None) -> Verdict:
        """Return whether a quotation, with its cuts and insertions, stands here word for word.

        ``text`` are the paragraphs themselves, where they are at hand: they name the word that
        the source has in the place of a wrong one, and decide on phrases of fewer than five words.
        Raises ``QuotationError`` for a quotation that cannot be read.
        """
        from briefbook.sources.fingerprint.verify import verify  # noqa: PLC0415  # it needs this

        return verify(self, quotation, text)

    def save(self, path: Path) -> None:
        """Write the file whole; equal fingerprints give equal bytes.  Raises OSError."""
        from briefbook.sources.fingerprint.file import dump  # noqa: PLC0415  # it needs this

        write_whole(path, dump(self))

    @classmethod
    def load(cls, path: Path) -> Fingerprint:
        """Read a file; raises ``FingerprintError`` and OSError."""
        from briefbook.sources.fingerprint.file import parse  # noqa: PLC0415  # it needs this

        return parse(path.read_bytes())


def _indexed(records: Iterable[tuple[int, bytes]]) -> dict[bytes, list[tuple[int, int]]]:
    """Return the paragraph and the masked place of each record, by what it is found by."""
    index: dict[bytes, list[tuple[int, int]]] = {}
    for number, record in records:
        hidden = int.from_bytes(record[TAG:])
        index.setdefault(record[:TAG], []).append((number, hidden))
    return index
