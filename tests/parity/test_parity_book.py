"""The printed book says what the pages of all its documents say."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pdf_roots import BOOK, long_book
from pdfkit import CONF, built_app, compared, write_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.testing.util import SphinxTestApp


LAST = "docs/last.html"
# So long that it goes on from one page to the next.
LONG = " ".join(
    f"Sentence {'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]} is said." for n in range(900)
)
EXTRA = f"""
A paragraph of letters with 125 ships.[^n] See [](#a-part).

[^n]: A note.

## A part

- An item of the list

| Head | Other |
| ---- | ----- |
| Cell | Value |

![A picture](https://example.org/picture.png)

{LONG}
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    files = {**BOOK, "docs/last.md": str(BOOK["docs/last.md"]) + EXTRA}
    root = write_root(tmp_path_factory.mktemp("parity-book"), files)
    with built_app(root) as made:
        yield made


def test_a_book_is_as_its_pages(app: SphinxTestApp) -> None:
    assert compared(app) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("A paragraph of letters with", "A paragraph of words with", "A paragraph of letters"),
        ("<h2>A part<", "<h2>Another part<", "## A part"),
        ("An item of the list", "An item of a list", "- An item"),
        ("<p>Value</p>", "<p>Worth</p>", "| Cell"),
        ("Sentence ak is said.", "Sentence ak was said.", "Sentence ak"),
    ],
)
def test_what_is_lost_is_a_finding_at_its_line(
    app: SphinxTestApp, old: str, new: str, line: str
) -> None:
    page = Path(app.outdir) / LAST
    text = page.read_text(encoding="utf-8")
    before, found, after = text.partition('role="main"')
    assert found
    assert old in after
    page.write_text(before + found + after.replace(old, new, 1), encoding="utf-8")
    try:
        told = compared(app)
    finally:
        page.write_text(text, encoding="utf-8")
    assert [(f.path, f.rule) for f in told] == [("docs/last.md", "pdf-parity")]
    assert "pdf/briefing-book.pdf: the page says '" in told[0].message
    source = (Path(app.srcdir) / "docs/last.md").read_text(encoding="utf-8").split("\n")
    assert told[0].line == 0 or line in source[told[0].line - 1]


def test_volumes_are_as_their_pages(tmp_path: Path) -> None:
    # A paragraph of references to every volume, each of which is printed with volume and page.
    files = long_book()
    names = ("a first one", "another", "one more", "a further one", "the next to last", "the last")
    links = ", ".join(f"[{name}](d{n}.md)" for n, name in enumerate(names))
    files["docs/d0.md"] = f"{files['docs/d0.md']!s}\nThere are {links}.\n"
    conf = f"{CONF}\nbriefbook_book_volume = 20\n"
    with built_app(write_root(tmp_path / "book", {"conf.py": conf, **files})) as made:
        assert compared(made) == []
        last = Path(made.outdir) / "docs/d5.html"
        page = last.read_text(encoding="utf-8")
        last.write_text(page.replace("The end of chapter", "The very last of"), encoding="utf-8")
        (told,) = compared(made)
    assert "briefing-book-" in told.message


def test_a_book_that_has_not_changed_is_not_read_again(
    app: SphinxTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compared(app) == []
    record = json.loads((Path(app.doctreedir) / "parity.json").read_text(encoding="utf-8"))
    assert "pdf/briefing-book.pdf" in record
    module = sys.modules["briefbook.parity.book"]
    monkeypatch.setattr(module, "missing", lambda *_: pytest.fail("read again"))
    assert compared(app) == []


def test_a_book_that_cannot_be_read_is_a_finding(app: SphinxTestApp) -> None:
    pdf = Path(app.outdir) / "pdf/briefing-book.pdf"
    data = pdf.read_bytes()
    pdf.write_bytes(b"%PDF-1.7 nothing")
    try:
        assert ["cannot be read back" in f.message for f in compared(app)] == [True]
    finally:
        pdf.write_bytes(data)
