"""A PDF that breaks a standard is not given out, and the last good one stays."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from briefbook.typst import packing
from briefbook.typst.standards import breaches
from pdf_roots import BOOK
from pdfkit import run, whole, write_root

if TYPE_CHECKING:
    from pathlib import Path

    from pdf_roots import Small


def _without(pdf: bytes, key: str) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        del document.Root[key]
        out = BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue()


def test_a_good_pdf_has_no_breach(small: Small) -> None:
    assert breaches(run(small({})).pdf().read_bytes(), "index.md") == []


def test_a_table_may_be_as_long_as_the_registers_of_a_large_book_are(small: Small) -> None:
    rows = "\n".join(f"| row {number} |" for number in range(1, 1201))
    made = run(small({"one.md": f"# One\n\n| Rows |\n| --- |\n{rows}\n"}))
    assert made.findings() == []
    said = whole(made.pdf())
    assert "row 1200" in said
    assert breaches(made.pdf().read_bytes(), "one.md") == []


@pytest.mark.parametrize(
    ("key", "standard"),
    [("/StructTreeRoot", "PDF/UA-1"), ("/Metadata", "PDF/A-2a")],
)
def test_a_pdf_that_lacks_something_is_told(small: Small, key: str, standard: str) -> None:
    pdf = run(small({})).pdf().read_bytes()
    found = breaches(_without(pdf, key), "index.md")
    assert [problem for problem in found if standard in problem.message]
    assert {(problem.rule, problem.path) for problem in found} == {("pdf-standard", "index.md")}


def test_a_breach_names_the_brief_and_leaves_the_last_good_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_root(tmp_path / "book", BOOK)
    good = run(root, "html").pdf("alpha")
    before = good.read_bytes()
    real = packing.packed

    def broken(pdf: bytes, mark: str = "") -> tuple[bytes, int]:
        packed, pages = real(pdf, mark)
        return (_without(packed, "/StructTreeRoot"), pages) if mark else (packed, pages)

    monkeypatch.setattr(packing, "packed", broken)
    more = {**BOOK, "briefs/alpha.md": str(BOOK["briefs/alpha.md"]) + "\nMore.\n"}
    write_root(root, more)
    made = run(root, "html")
    found = [line for line in made.findings() if "pdf-standard" in line]
    assert [line.split(": ")[0] for line in found] == ["briefs/alpha.md:1", "briefs/alpha.md:1"]
    assert "the PDF does not conform to PDF/UA-1" in "".join(found)
    assert good.read_bytes() == before
    assert "More." not in whole(good)


@pytest.mark.parametrize(("width", "told"), [("0.000", 0), ("512.000", 2)])
def test_widths_that_the_validator_cannot_read_are_no_breach(
    monkeypatch: pytest.MonkeyPatch, width: str, told: int
) -> None:
    # What it says of Noto Serif CJK, in files that veraPDF finds in order, and a real difference.
    message = (
        f"font object 65 0 has rendered CID 1 width {width} in its embedded CIDFontType0C "
        "program but 1000.000 in /W or /DW"
    )
    failure = SimpleNamespace(message=message, rule_id="FONT-WIDTHS", object_id=None)
    report = SimpleNamespace(failures=[failure])
    monkeypatch.setattr("page.validate_pdf_bytes", lambda *_args, **_more: report)
    assert len(breaches(b"", "index.md")) == told
