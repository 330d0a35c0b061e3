"""Text in other scripts: shown with a font that has it, and a finding without."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from briefbook.parity import pdf
from briefbook.parity.compare import Options, differences
from fonts_made import make_font
from pdf_roots import BOOK
from pdfkit import built_app, compared, read_page, run, whole, write_root

if TYPE_CHECKING:
    from pdf_roots import Small

URDU = "پاکستان اور امریکہ کے درمیان تعاون ہے۔"
CHINESE = "中國和巴基斯坦"
TEXT = f"# One\n\n{URDU}\n\nThe words {CHINESE} are Chinese.\n"


def _book(folder: Path) -> Path:
    make_font(folder / "fonts/own.ttf", "Own Letters", URDU + CHINESE)
    return folder


def _places(path: Path, letters: str) -> list[float]:
    """Return how far from the left each of some letters stands, in the order of the letters."""
    found: dict[str, float] = {}
    document = pypdfium2.PdfDocument(path)
    for sheet in document:
        text = sheet.get_textpage()
        for index in range(text.count_chars()):
            found.setdefault(text.get_text_range(index, 1), text.get_charbox(index)[0])
    document.close()
    return [found[letter] for letter in letters]


def _is_font(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"


def test_other_scripts_are_shown_with_a_font_that_has_them(small: Small) -> None:
    made = run(_book(small({"one.md": TEXT})), briefbook_pdf_fonts=["fonts"])
    assert made.findings() == []
    assert CHINESE in whole(made.pdf())
    assert "OwnLetters" in made.pdf().read_bytes().decode("latin-1") or "U+" not in whole(
        made.pdf()
    )


def test_a_paragraph_runs_as_its_first_letter_does(small: Small) -> None:
    made = run(_book(small({"one.md": TEXT})), briefbook_pdf_fonts=["fonts"])
    first, last = _places(made.pdf(), "پہ")
    assert first > 500  # points: at the right margin
    assert last < first
    left, right = _places(made.pdf(), "中坦")
    assert left < right


def test_without_a_font_a_finding_names_letters_and_line(small: Small) -> None:
    made = run(small({"one.md": TEXT, "two.md": "# Two\n"}))
    found = [line for line in made.findings() if "pdf-missing-glyph" in line]
    assert [line.split(":")[1] for line in found] == ["3", "5"]
    assert "U+06C1 'ہ'" in found[0]
    assert "U+4E2D '中'" in found[1]
    assert all("briefbook_pdf_fonts" in line for line in found)


def test_page_and_handout_are_alike_in_any_script(tmp_path: Path) -> None:
    more = f"\n{URDU} (F-16)، 2022.\n\nIt said «{URDU}» in {CHINESE}.\n"
    alpha = str(BOOK["briefs/alpha.md"]) + more
    root = _book(write_root(tmp_path / "book", {**BOOK, "briefs/alpha.md": alpha}))
    made = run(root, "html", briefbook_pdf_fonts=["fonts"])
    text = (made.outdir / "briefs/alpha.html").read_text(encoding="utf-8")
    printed = pdf.read(made.pdf("alpha"))
    options = Options(lambda uri: uri.removeprefix("../"), series="Small")
    assert differences(read_page(made, "briefs/alpha"), printed, options) == []
    changed = text.replace("تعاون", "تعاوں", 1)
    assert changed != text
    there = read_page(made, "briefs/alpha", changed)
    assert differences(there, printed, options) != []


@pytest.mark.parametrize("fonts", [[], ["fonts"]])
def test_running_text_stays_in_the_theme_s_font(small: Small, fonts: list[str]) -> None:
    made = run(_book(small({})), briefbook_pdf_fonts=fonts)
    assert made.findings() == []
    assert "wordone" in whole(made.pdf())


def test_what_no_font_shows_is_told_once_and_not_as_a_difference(tmp_path: Path) -> None:
    words = (
        f"\n## {URDU}\n\n{URDU} (F-16)، 2022.\n\nIt said «{URDU}» in {CHINESE}.\n\n- {CHINESE}\n"
    )
    root = write_root(
        tmp_path / "book", {**BOOK, "briefs/alpha.md": f"{BOOK['briefs/alpha.md']!s}{words}"}
    )
    with built_app(root) as app:
        assert compared(app) == []
        page = Path(app.outdir) / "briefs/alpha.html"
        said = page.read_text(encoding="utf-8")
        page.write_text(said.replace("(F-16)", "(F-17)"), encoding="utf-8")
        assert {found.rule for found in compared(app)} == {"pdf-parity"}


def test_lines_from_right_to_left_are_as_high_as_their_font(small: Small) -> None:
    folder = _book(small({"one.md": f"# One\n\n{URDU * 12}\n"}))
    made = run(folder, briefbook_pdf_fonts=["fonts"])
    document = pypdfium2.PdfDocument(made.pdf())
    text = document[4].get_textpage()
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    heights = sorted({round(box[1]) for box in boxes if box[0] > 300 and 600 < box[1] < 780})
    document.close()
    assert min(high - low for low, high in pairwise(heights)) > 9
