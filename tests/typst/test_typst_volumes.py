"""A large book in volumes: where it is cut, what each names, and that both papers agree."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pikepdf
import pytest

from briefbook.parallel import Room
from briefbook.typst import volumes
from briefbook.typst.project import Job
from briefbook.typst.steps import steps_of
from pdf_roots import long_book
from pdfkit import pages, run, write_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefbook.typst import PdfOutput

_CHAPTERS = 6


def _book(folder: Path) -> Path:
    return write_root(folder, long_book(_CHAPTERS))


@pytest.mark.parametrize(
    ("sizes", "most", "found"),
    [
        ([1, 1, 1], 0, [[0, 1, 2]]),
        ([1, 1, 1], 3, [[0, 1, 2]]),
        ([1, 1, 1, 1], 2, [[0, 1], [2, 3]]),
        ([1, 1, 9, 1, 1], 3, [[0, 1], [2], [3, 4]]),
        ([9, 1], 3, [[0], [1]]),
    ],
)
def test_a_book_is_cut_between_chapters(
    sizes: list[int], most: int, found: list[list[int]]
) -> None:
    chapters = [{"doc": str(n)} for n in range(len(sizes))]
    lengths = {str(n): size * volumes._A_PAGE for n, size in enumerate(sizes)}
    cut = volumes.cut(chapters, lengths, most)
    assert [[int(chapter["doc"]) for chapter in part] for part in cut] == found


@pytest.mark.parametrize(
    ("pages", "room"), [(4, Room.SMALL), (6, Room.SMALL), (7, Room.ALONE), (20, Room.ALONE)]
)
def test_a_document_that_is_larger_than_a_volume_is_set_alone(pages: int, room: Room) -> None:
    huge = volumes.is_huge([{"doc": "a"}], {"a": pages * volumes._A_PAGE}, 4)
    job = Job("book", "book", "a4", "index", ("a",), {"places": ""}, huge)
    handout = Job("brief", "handout", "a4", "a", ("a",), {})
    rooms = [step.room for step in steps_of([job, handout], [0], [0, 1], 2)]
    assert rooms == [room, room, Room.ANY]


def test_a_volume_names_the_pages_of_the_others(tmp_path: Path) -> None:
    made = run(_book(tmp_path / "book"), "html", briefbook_book_volume=20)
    assert made.warnings == []
    books = [output.path for output in made.pdfs if output.kind == "book"]
    assert len(books) > 1
    assert [path.stem for path in books[:2]] == ["briefing-book", "briefing-book-2"]
    texts = [pages(path) for path in books]
    begins, ends = {}, {}
    for volume, text in enumerate(texts, 1):
        for number, page in enumerate(text, 1):
            for n in range(_CHAPTERS):
                if "See the next" in page and f"Chapter {n}" in page:
                    begins[n] = (volume, number)
                if f"The end of chapter {n}." in page:
                    ends[n] = (volume, number)

    def said(place: tuple[int, int], volume: int) -> str:
        return f"p. {place[1]}" if place[0] == volume else f"vol. {place[0]}, p. {place[1]}"

    for n in range(_CHAPTERS):
        volume, number = begins[n]
        line = re.sub(r"\s+", " ", texts[volume - 1][number - 1])
        next_one, far = begins[(n + 1) % _CHAPTERS], ends[(n + 3) % _CHAPTERS]
        wanted = f"See the next ({said(next_one, volume)}), below and far ({said(far, volume)})."
        assert wanted in line


def test_links_within_a_volume_lead_to_its_pages_and_others_to_the_site(tmp_path: Path) -> None:
    made = run(_book(tmp_path / "book"), "html", briefbook_book_volume=20)
    first = next(output for output in made.pdfs if output.kind == "book")
    assert "docs/d0" in first.documents
    assert "docs/d5" not in first.documents
    addresses, own = set(), 0
    with pikepdf.open(first.path) as pdf:
        for page in pdf.pages:
            for link in page.obj.get("/Annots", []):
                if "/A" in link and "/URI" in link.A:
                    addresses.add(str(link.A.URI))
                else:
                    own += 1
    assert "../docs/d3.html#end-3" in addresses
    assert "../pdf/briefing-book-2.pdf" in addresses
    assert not any("d0.html" in address for address in addresses)
    assert own > 0


def test_volumes_are_made_again_with_the_same_bytes_and_only_when_something_changed(
    tmp_path: Path,
) -> None:
    root = _book(tmp_path / "book")
    first = run(root, "html", briefbook_book_volume=20)
    before = {path: path.read_bytes() for path in (output.path for output in first.pdfs)}
    again = run(root, "html", parallel=2, briefbook_book_volume=20)
    assert all(output.seconds == 0 for output in again.pdfs)
    other = run(_book(tmp_path / "other"), "html", parallel=2, briefbook_book_volume=20)
    assert [path.read_bytes() for path in before] == [o.path.read_bytes() for o in other.pdfs]

    page = root / "docs/d5.md"
    page.write_text(page.read_text(encoding="utf-8").replace("The end", "Here is the end"), "utf-8")
    assert any(output.seconds for output in run(root, "html", briefbook_book_volume=20).pdfs)


def _made(outputs: Sequence[PdfOutput]) -> dict[str, bool]:
    """Return which volumes a run has made, and not only kept, by file name."""
    return {o.path.stem: bool(o.seconds) for o in outputs if o.kind == "book"}


def test_an_edit_makes_its_volume_again_and_those_that_name_what_it_moved(tmp_path: Path) -> None:
    root = _book(tmp_path / "book")
    first = run(root, "html", briefbook_book_volume=20)
    assert _made(first.pdfs) == {"briefing-book": True, "briefing-book-2": True}
    page = root / "docs/d5.md"
    begun = page.read_text(encoding="utf-8")

    page.write_text(begun.replace("The end of", "The ond of"), "utf-8")
    still = run(root, "html", briefbook_book_volume=20)
    assert _made(still.pdfs) == {"briefing-book": False, "briefing-book-2": True}

    more = "A line that moves what follows.\n\n" * 60
    page.write_text(begun.replace("See [the", f"{more}See [the"), "utf-8")
    edited = run(root, "html", briefbook_book_volume=20)
    assert _made(edited.pdfs)["briefing-book"]
    fresh = tmp_path / "fresh"
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("_*"))
    anew = run(fresh, "html", briefbook_book_volume=20)
    assert [o.path.name for o in anew.pdfs] == [o.path.name for o in edited.pdfs]
    for one, other in zip(anew.pdfs, edited.pdfs, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()


def test_one_volume_is_a_book_as_ever(tmp_path: Path) -> None:
    made = run(_book(tmp_path / "book"), briefbook_book_volume=0)
    (book,) = made.pdfs
    assert "Volume" not in pages(book.path)[0]
    assert any("below (p. " in re.sub(r"\s+", " ", page) for page in pages(book.path))


@pytest.mark.parametrize("value", [5, -1])
def test_a_size_of_volumes_that_makes_no_sense_is_told(tmp_path: Path, value: object) -> None:
    with pytest.raises(Exception, match=r"briefbook_book_volume is .*; write about how many pages"):
        run(_book(tmp_path / "book"), briefbook_book_volume=value)
