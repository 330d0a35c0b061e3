"""Following a piece of a page in the text of a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.parity.words import END, MAYBE, NOTE, behind_number, is_address_of, runs_leftward

if TYPE_CHECKING:
    from briefbook.parity.pdf import Print

_BETWEEN = frozenset((" ", END, MAYBE))


class Text:
    """The text of a PDF, in which pieces of a page are looked for."""

    def __init__(self, printed: Print) -> None:
        self.said = printed.text
        self._folded = _folded(self.said)
        places = (at for at, character in enumerate(self.said) if character == NOTE)
        self.notes = dict(zip(places, printed.references, strict=True))
        self._addresses = {at for at in self.notes if _is_address(printed, at, self.notes[at])}

    def skip(self, at: int) -> int:
        """Return the next position at which something is said."""
        while at < len(self.said) and self._passed(at):
            at += 1
        return at

    def _passed(self, at: int) -> bool:
        return self.said[at] in _BETWEEN or at in self._addresses

    def follow(self, at: int, words: str, *, fold: bool = False) -> int:
        """Return where ``words`` end that begin at a position, or -1 where others stand there.

        With ``fold`` capitals do not count.
        """
        end, length = self.common(at, words, fold=fold)
        if length < len(words):
            return -1
        cut = end < len(self.said) and words[-1:].isalnum() and self.said[end].isalnum()
        return -1 if cut else end

    def common(self, at: int, words: str, *, fold: bool = False) -> tuple[int, int]:
        """Return how far ``words`` are followed: the position in the PDF, the number of letters."""
        said = self._folded if fold else self.said
        words = _folded(words) if fold else words
        if said.startswith(words, at):
            return at + len(words), len(words)
        if runs_leftward(words):
            return self._letters(at, words)
        index = 0
        while index < len(words) and at < len(said):
            if said[at] == words[index]:
                at += 1
                index += 1
            elif said[at] == MAYBE:
                # A line ends here: between two words, or inside one.
                at += 1
                index += words[index] == " "
            elif at in self._addresses:
                at += 1
            else:
                break
        return at, index

    def _letters(self, at: int, words: str) -> tuple[int, int]:
        """Follow as many letters and digits as some words have, which have to be the same ones.

        A PDF holds what runs from right to left as it is seen, and not in the order of reading.
        """
        wanted = sorted(filter(_counts, words))
        end, found = at, list[str]()
        while end < len(self.said) and len(found) < len(wanted) and self.said[end] != END:
            if _counts(self.said[end]):
                found.append(self.said[end])
            end += 1
        while (
            end < len(self.said) and not _counts(self.said[end]) and self.said[end] not in _BETWEEN
        ):
            end += 1
        return (end, len(words)) if sorted(found) == wanted else (at, 0)

    def _is_sign(self, at: int) -> bool:
        return not _counts(self.said[at]) and self.said[at] not in _BETWEEN

    def notes_between(self, start: int, end: int) -> list[int]:
        """Return the numbers of the notes that a stretch refers to, apart from addresses."""
        return [
            number
            for at, number in self.notes.items()
            if start <= at < end and at not in self._addresses
        ]


def _counts(character: str) -> bool:
    return character.isalnum() or character == NOTE


def _folded(text: str) -> str:
    """Return text in small letters, letter by letter, so that positions stay."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_address(printed: Print, at: int, number: int) -> bool:
    """Tell whether a note holds no more than the address of the link before it."""
    note = printed.notes.get(number)
    if note is None:
        return False
    said = note.text[behind_number(note.text) :].strip()
    return any(
        link.end == at and link.target.uri and is_address_of(said, link.target.uri)
        for link in printed.links
    )
