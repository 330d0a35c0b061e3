"""Every handout of a build is compared with its page, and a stale one is told."""

from __future__ import annotations

import io
import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from sphinx.testing.util import SphinxTestApp

from briefbook import parity
from briefbook.typst import outputs
from pdf_roots import BOOK
from pdfkit import write_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.findings import Finding


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SphinxTestApp]:
    root = write_root(tmp_path / "book", BOOK)
    made = SphinxTestApp("html", srcdir=root, status=io.StringIO(), warning=io.StringIO())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made.build()
        yield made
        made.cleanup()


def _check(app: SphinxTestApp) -> list[Finding]:
    return parity.check(app, Path(app.outdir), outputs(app))


def _page(app: SphinxTestApp) -> Path:
    return Path(app.outdir) / "briefs/alpha.html"


def test_pages_and_handouts_of_a_build_are_alike(app: SphinxTestApp) -> None:
    assert _check(app) == []


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
    found = _check(app)
    assert [(f.path, f.rule) for f in found] == [("briefs/alpha.md", "pdf-parity")]
    source = str(BOOK["briefs/alpha.md"]).split("\n")
    assert source[found[0].line - 1] == "It was said."
    assert "pdf/alpha.pdf: the page says 'sung.' where the PDF says 'said." in found[0].message


def test_a_stale_handout_is_a_finding(app: SphinxTestApp) -> None:
    pdf = Path(app.outdir) / "pdf/alpha.pdf"
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        document.docinfo["/BriefbookContent"] = "00000000"
        document.save(pdf)
    found = _check(app)
    assert [(f.path, f.rule) for f in found] == [("briefs/alpha.md", "pdf-stale")]
    assert "has the content 00000000" in found[0].message


def test_a_handout_that_cannot_be_read_is_a_finding(app: SphinxTestApp) -> None:
    (Path(app.outdir) / "pdf/alpha.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert ["cannot be read back" in f.message for f in _check(app)] == [True]


def test_what_was_alike_and_has_not_changed_is_not_read_again(
    app: SphinxTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _check(app) == []
    record = json.loads((Path(app.doctreedir) / "parity.json").read_text(encoding="utf-8"))
    assert sorted(record) == ["pdf/alpha.pdf", "pdf/beta.pdf", "pdf/briefing-book.pdf"]
    module = sys.modules["briefbook.parity.check"]  # the package has a function of this name
    monkeypatch.setattr(module, "_compare", lambda *_: pytest.fail("read again"))
    assert _check(app) == []
