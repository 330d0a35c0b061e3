"""Every handout of a build is compared with its page, and a stale one is told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from pdf_roots import BOOK
from pdfkit import built_app, compared, write_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.testing.util import SphinxTestApp


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SphinxTestApp]:
    root = write_root(tmp_path / "book", BOOK)
    with built_app(root) as made:
        yield made


def _page(app: SphinxTestApp) -> Path:
    return Path(app.outdir) / "briefs/alpha.html"


def test_pages_and_handouts_of_a_build_are_alike(app: SphinxTestApp) -> None:
    assert compared(app) == []


def test_page_and_handout_carry_edition_and_content(app: SphinxTestApp) -> None:
    pdf = Path(app.outdir) / "pdf/alpha.pdf"
    with pikepdf.open(pdf) as document:
        mark = str(document.docinfo["/BriefbookContent"])
    text = _page(app).read_text(encoding="utf-8")
    assert f'data-content="{mark}"' in text
    assert f"</time> · {mark}<" in text


def test_a_difference_is_a_finding_at_its_line(app: SphinxTestApp) -> None:
    text = _page(app).read_text(encoding="utf-8")
    _page(app).write_text(text.replace(">It was said.<", ">It was sung.<"), encoding="utf-8")
    found = compared(app)
    assert [(f.path, f.rule) for f in found] == [("briefs/alpha.md", "pdf-parity")]
    source = str(BOOK["briefs/alpha.md"]).split("\n")
    assert source[found[0].line - 1] == "It was said."
    assert "pdf/alpha.pdf: the page says 'sung.' where the PDF says 'said." in found[0].message


def test_a_stale_handout_is_a_finding(app: SphinxTestApp) -> None:
    pdf = Path(app.outdir) / "pdf/alpha.pdf"
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        document.docinfo["/BriefbookContent"] = "00000000"
        document.save(pdf)
    found = compared(app)
    assert [(f.path, f.rule) for f in found] == [("briefs/alpha.md", "pdf-stale")]
    assert "has the content 00000000" in found[0].message


def test_a_handout_that_cannot_be_read_is_a_finding(app: SphinxTestApp) -> None:
    (Path(app.outdir) / "pdf/alpha.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert ["cannot be read back" in f.message for f in compared(app)] == [True]


def test_what_was_alike_and_has_not_changed_is_not_read_again(
    app: SphinxTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compared(app) == []
    record = json.loads((Path(app.doctreedir) / "parity.json").read_text(encoding="utf-8"))
    assert sorted(record) == ["pdf/alpha.pdf", "pdf/beta.pdf", "pdf/briefing-book.pdf"]
    module = sys.modules["briefbook.parity.check"]  # the package has a function of this name
    monkeypatch.setattr(module, "_compare", lambda *_: pytest.fail("read again"))
    assert compared(app) == []
