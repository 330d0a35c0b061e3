"""Comparing what a page says with what its PDF says, in order, word for word."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from briefbook.parity.differences import KEY, SAME, UNLABELLED
from briefbook.parity.follow import Text
from briefbook.parity.places import Places
from briefbook.parity.terms import terms_end
from briefbook.parity.words import END, MAYBE, NOTE, behind_number, in_series, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefbook.parity.page import Note, Page, Piece, Unit
    from briefbook.parity.pdf import Print, Span

# So many differences are told; where there are more, they have one cause.
_MOST = 8
# So far ahead in a PDF is looked for what comes next on the page.
_AHEAD = 6000
_SIGN = re.compile(rf"(?<![^\s{MAYBE}])[^\w\s]+(?=\s|$)")
_WORDS = re.compile(r"\w+")
# The head of a column may say "when" for "by when".
_LITTLE = 2
_WORD_STARTS = re.compile(r"(?<!\w)\S")


class Difference(NamedTuple):
    """One difference: what it is, and words of the page by which its line can be found."""

    what: str
    near: str = ""


class Options(NamedTuple):
    """What is known of a PDF: whether it prints definitions, and the book's name over it.

    ``path`` makes of an address in the PDF what the page has: a path below the site.
    """

    path: Callable[[str], str]
    terms: bool = True
    series: str = ""


def differences(page: Page, printed: Print, options: Options) -> list[Difference]:
    """Return in what a page and its PDF differ, in the order of the page."""
    return _Comparison(page, printed, options).run()


class _Comparison:
    """Goes through a page and its PDF side by side."""

    def __init__(self, page: Page, printed: Print, options: Options) -> None:
        self._page = page
        self._printed = printed
        self._options = options
        self._text = Text(printed)
        self._at = 0
        self._found: list[Difference] = []
        self._item = ""
        self._captions: list[str] = []
        self._places = Places(page, printed, options.path)

    def run(self) -> list[Difference]:
        units = self._page.units
        for index, unit in enumerate(units):
            following = [piece for later in units[index + 1 : index + 4] for piece in later.pieces]
            self._unit(unit, following)
            if len(self._found) >= _MOST:
                return self._found
        self._end()
        self._found += [Difference(what, near) for what, near in self._places.faults()]
        return self._found

    def _unit(self, unit: Unit, following: Sequence[Piece]) -> None:
        """Find each piece of a unit, those that are free in any order."""
        pending = list(unit.pieces)
        while pending and len(self._found) < _MOST:
            self._at = self._text.skip(self._at)
            match = self._best(pending)
            if match:
                piece, start, end = match
                self._take(piece, start, end, unit)
                pending.remove(piece)
            elif not self._add_on(unit):
                self._trouble(pending, following)

    def _best(self, pending: Sequence[Piece]) -> tuple[Piece, int, int] | None:
        """Return the piece that is said here, with where it begins and ends: the longest."""
        found = [
            (end, start, piece)
            for piece in _next(pending)
            for start, end in self._forms(piece, self._at)
            if end > self._at
        ]
        if not found:
            return None
        end, start, piece = max(found, key=itemgetter(0))
        return piece, start, end

    def _forms(self, piece: Piece, at: int) -> Iterator[tuple[int, int]]:
        """Yield begin and end of what a PDF may print for a piece."""
        follow = self._text.follow
        fold = piece.part in {"label", "status", "verdict"}
        if not piece.label:
            yield at, follow(at, piece.text, fold=fold)
            if piece.text.lower() in SAME:
                yield at, follow(at, SAME[piece.text.lower()], fold=True)
            return
        label = follow(at, piece.label, fold=True)
        if label > 0:
            start = self._text.skip(label + (self._text.said[label : label + 1] == ":"))
            yield start, follow(start, piece.text, fold=fold)
            yield start, follow(start, in_series(piece.text))
        if piece.part in UNLABELLED or self._headed(piece.label, at):
            yield at, follow(at, piece.text, fold=fold)
            yield at, follow(at, in_series(piece.text))
        yield at, follow(at, f"{piece.text} {piece.part}")

    def _headed(self, label: str, at: int) -> bool:
        """Tell whether a cell stands under a head that says what its label says."""
        head = set(_WORDS.findall(self._printed.kind(at).head.lower()))
        wanted = {word for word in _WORDS.findall(label.lower()) if len(word) > _LITTLE}
        return bool(wanted) and wanted <= head

    def _take(self, piece: Piece, start: int, end: int, unit: Unit) -> None:
        self._at = end
        if piece.kind == "figcaption":
            self._captions.append(piece.text)
        self._places.note(piece, start, end)
        self._kinds(piece, start, unit)
        self._notes(piece, start, end)

    def _kinds(self, piece: Piece, start: int, unit: Unit) -> None:
        """Compare what a piece is: a heading of some level, a cell of some row, an item."""
        around = self._printed.around(start)
        kinds = [span.kind for span in around]
        heading = next((kind for kind in kinds if re.fullmatch(r"/H\d", kind)), "")
        wanted = f"/{piece.kind.upper()}" if re.fullmatch(r"h\d", piece.kind) else ""
        what = ""
        if heading != wanted:
            what = f"is {_named(wanted)} on the page and {_named(heading)} in the PDF"
        elif piece.kind == "li" and "/LI" not in kinds:
            what = "is an item of a list on the page and none in the PDF"
        elif piece.ordinal >= 0 and _ordinal(self._item) != piece.ordinal:
            what = f"is item '{piece.ordinal or '•'}' on the page and '{self._item}' in the PDF"
        elif piece.kind == "figure" and "/Figure" not in kinds:
            what = "describes an image on the page and none in the PDF"
        elif piece.kind in {"th", "td"} and not unit.kind and not _same_cell(piece, around):
            what = f"stands in row {piece.row}, column {piece.column} of its table on the page only"
        if what:
            self._differ(f"'{short(piece.text)}' {what}", piece)

    def _notes(self, piece: Piece, start: int, end: int) -> None:
        numbers = self._text.notes_between(start, end)
        for ident, number in zip(piece.notes, numbers, strict=False):
            on_page, printed = self._page.notes.get(ident), self._printed.notes.get(number)
            if on_page is None or printed is None:
                self._differ(f"note {number} is missing on the page or in the PDF", piece)
            elif said := self._same_note(on_page, printed):
                self._places.notes(said, printed, piece.text)
            else:
                there = short(printed.text[behind_number(printed.text) :])
                here = short(on_page.in_short or on_page.text)
                self._differ(f"a note says '{here}' on the page and '{there}' in the PDF", piece)

    def _same_note(self, on_page: Note, printed: Print) -> Note | None:
        """Return the note of the page that the PDF prints: this one, or a fuller one like it."""
        text = Text(printed)
        start = text.skip(behind_number(printed.text))
        notes = self._page.notes.values()
        fuller = [note for note in notes if note.text.startswith(f"{on_page.text} ")]
        for note in (on_page, *fuller):
            # The note of a source that is gone stays whole.
            for form in filter(None, (note.in_short, note.text)):
                end = text.follow(start, form)
                if end >= 0 and text.skip(end) == len(printed.text):
                    return note if form == note.in_short else note._replace(in_short="")
        return None

    # -- what only one of them says --------------------------------------------------------------

    def _add_on(self, unit: Unit) -> bool:
        """Pass over what paper adds at this place; tell whether there was any."""
        span, said = self._printed.kind(self._at), self._text.said
        end = -1
        if self._options.series:
            end = self._text.follow(self._at, self._options.series, fold=True)
        if end < 0 and unit.kind and span.kind == "/TH":
            end = span.end
        if end < 0 and unit.kind == "option" and _is_letter(said[span.start : span.end], span):
            end = span.end
        if end < 0 and span.kind == "/Figure" and self._is_caption(span):
            end = span.end
        if end < 0 and span.kind == "/Lbl":
            self._item, end = said[span.start : span.end].strip(), span.end
        sign = _SIGN.match(said, self._at)
        if end < 0 and sign and NOTE not in sign[0]:
            end = sign.end()
        if end < 0:
            return False
        self._at = end
        return True

    def _is_caption(self, span: Span) -> bool:
        """Tell whether an image has its caption for a description, as it has no other."""
        said = " ".join(self._text.said[span.start : span.end].split())
        return any(caption.endswith(said) for caption in self._captions)

    def _trouble(self, pending: list[Piece], following: Sequence[Piece]) -> None:
        """Tell of the difference at this place, and find where both go on alike."""
        begun = self._begun(pending)
        if begun is not None:
            self._changed(begun)
            pending.remove(begun)
            self._at = self._resumed([*pending, *filter(_telling, following)])
            return
        at = self._resumed(pending)
        if at > self._at and not self._earlier(following, at):
            said = short(self._text.said[self._at : at])
            near = next(piece for piece in pending if self._is_at(piece, at))
            self._differ(f"the PDF says '{said}', and the page does not", near)
            self._at = at
            return
        first = next((piece for piece in pending if not piece.free), pending[0])
        self._differ(f"the page says '{short(first.text)}', and the PDF does not", first)
        pending.remove(first)

    def _begun(self, pending: Sequence[Piece]) -> Piece | None:
        """Return the piece that begins here and goes on in other words, if there is one."""
        lengths = [(self._followed(piece)[1], piece) for piece in _next(pending)]
        length, piece = max(lengths, key=itemgetter(0), default=(0, None))
        return piece if piece is not None and length * 3 >= len(piece.text) else None

    def _followed(self, piece: Piece) -> tuple[int, int]:
        """Return how far a piece is followed here, behind its label where there is one."""
        starts = [self._at, *self._after_label(piece)]
        fold = piece.part == "label"
        return max(
            (self._text.common(at, piece.text, fold=fold) for at in starts), key=itemgetter(1)
        )

    def _changed(self, piece: Piece) -> None:
        """Tell of a piece that begins here, from the first word that is another in the PDF."""
        at, length = self._followed(piece)
        word = piece.text.rfind(" ", 0, length) + 1
        here = short(piece.text[word:], 40)
        there = short(self._text.said[at - (length - word) :][:80].split(END)[0], 40)
        self._differ(f"the page says '{here}' where the PDF says '{there}'", piece)

    def _resumed(self, wanted: Sequence[Piece]) -> int:
        """Return the next place at which one of some pieces is said, or this one."""
        return next((a for a in self._starts() if any(self._is_at(p, a) for p in wanted)), self._at)

    def _earlier(self, following: Sequence[Piece], at: int) -> bool:
        """Tell whether what comes later on the page is said before a place."""
        return any(
            self._is_at(piece, start)
            for start in self._starts()
            if start < at
            for piece in following
            if _telling(piece)
        )

    def _starts(self) -> Iterator[int]:
        end = min(len(self._text.said), self._at + _AHEAD)
        for match in _WORD_STARTS.finditer(self._text.said, self._at, end):
            yield match.start()

    def _is_at(self, piece: Piece, at: int) -> bool:
        return any(end > at for _, end in self._forms(piece, at))

    def _after_label(self, piece: Piece) -> Iterator[int]:
        label = self._text.follow(self._at, piece.label, fold=True) if piece.label else -1
        if label > 0:
            yield self._text.skip(label + (self._text.said[label : label + 1] == ":"))

    def _end(self) -> None:
        """Compare what follows the text: the definitions of terms, and nothing else."""
        at = self._text.skip(self._at)
        if self._options.terms and self._page.cards:
            at, faults = terms_end(self._page, self._printed, self._text, at, self._places)
            self._found += [Difference(fault) for fault in faults]
        if at < len(self._text.said) and self._text.follow(at, KEY) < 0:
            said = short(self._text.said[at:])
            self._found.append(Difference(f"the PDF says '{said}', and the page does not"))

    def _differ(self, what: str, piece: Piece) -> None:
        self._found.append(Difference(what, piece.text))


def _next(pending: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces that may come now: the first that is not free, and all that are.

    What has several blocks goes on in order.
    """
    fixed = False
    seen: set[str] = set()
    for piece in pending:
        if piece.free and (piece.part in {"label", "title"} or piece.part not in seen):
            seen.add(piece.part)
            yield piece
        elif not piece.free and not fixed:
            fixed = True
            yield piece


def _telling(piece: Piece) -> bool:
    """Tell whether a piece is long enough not to be met by chance."""
    return len(piece.text) > 12 or piece.kind.startswith("h")  # noqa: PLR2004  # two words


def _named(heading: str) -> str:
    return f"a heading of level {heading[2:]}" if heading else "no heading"


def _same_cell(piece: Piece, around: Sequence[Span]) -> bool:
    return any(
        (span.row, span.column, span.kind) == (piece.row, piece.column, f"/{piece.kind.upper()}")
        for span in around
    )


def _ordinal(label: str) -> int:
    """Return the number of an item, or 0 for one that has a sign; letters count as 0 too."""
    digits = re.search(r"\d+", label)
    return int(digits[0]) if digits else 0


def _is_letter(cell: str, span: Span) -> bool:
    return span.kind == "/TD" and len(cell.strip()) == 1
