"""What a screen reader is given: title, language, order, headings, tables, images, notes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from pdf_roots import BOOK
from pdfkit import run, write_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXTRA = """
## A part

A word with a note.[^n]

[^n]: The note.

### A smaller part

:::{list-table} Sums
:header-rows: 1
:stub-columns: 1

* - Year
  - Sum
* - 2020
  - 125
:::

![A chart](pixel.png)

See [the paper](https://example.org/other).
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    from pathlib import Path  # noqa: PLC0415

    pixel = (Path(__file__).parent.parent / "roots/pdf-sink/pixel.png").read_bytes()
    alpha = str(BOOK["briefs/alpha.md"]) + EXTRA
    files = {**BOOK, "briefs/alpha.md": alpha, "briefs/pixel.png": pixel}
    folder: Path = tmp_path_factory.mktemp("structure")
    made = run(write_root(folder, files), "html", language="en-GB")
    with pikepdf.open(made.pdf("alpha")) as document:
        yield document


def _elements(node: Any) -> Iterator[Any]:
    """Yield the structure elements below one, in the order in which they are read."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _all(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [e for e in _elements(pdf.Root.StructTreeRoot) if str(e.S) == kind]


def _scope(cell: Any) -> str:
    return next((str(part.Scope) for part in cell.A if "/Scope" in part), "")


def test_title_and_language_are_stated_and_shown(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/Title"]) == "Brief alpha"
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)


def test_headings_leave_no_level_out(pdf: pikepdf.Pdf) -> None:
    kinds = [str(e.S) for e in _elements(pdf.Root.StructTreeRoot)]
    levels = [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert max(levels) == 3


def test_cells_name_their_heads_which_have_a_scope(pdf: pikepdf.Pdf) -> None:
    tables = _all(pdf, "/Table")
    heads = {str(h.ID): _scope(h) for h in _all(pdf, "/TH") if "/ID" in h}
    assert tables
    assert set(heads.values()) == {"/Column"}
    for cell in _all(pdf, "/TD"):
        named = [str(name) for part in cell.A if "/Headers" in part for name in part.Headers]
        assert named
        assert set(named) <= heads.keys()


def test_every_figure_has_its_description(pdf: pikepdf.Pdf) -> None:
    assert [str(figure.Alt) for figure in _all(pdf, "/Figure")] == ["A chart"]


def test_every_link_is_in_a_tag_and_says_where_it_leads(pdf: pikepdf.Pdf) -> None:
    tagged = [
        kid.Obj.objgen
        for link in _all(pdf, "/Link")
        for kid in (link.K if isinstance(link.K, pikepdf.Array) else [link.K])
        if isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type")) == "/OBJR"
    ]
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert sorted(note.objgen for note in notes) == sorted(tagged)
    assert all(str(note.Contents).strip() for note in notes)


def test_notes_at_the_end_are_tagged_and_so_are_references_to_them(pdf: pikepdf.Pdf) -> None:
    notes = _all(pdf, "/Note")
    names = [str(note.ID) for note in notes]
    assert names == ["End note 1", "End note 2", "End note 3"]
    tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    assert [tree[name].objgen for name in names] == [note.objgen for note in notes]
    assert [str(note.P.S) for note in notes] == ["/LBody"] * 3
    references = _all(pdf, "/Reference")
    assert [str(kid.S) for reference in references for kid in reference.K] == ["/Link"] * 3
    assert all(kid.P.objgen == r.objgen for r in references for kid in r.K)


def test_the_head_of_a_row_has_its_scope(pdf: pikepdf.Pdf) -> None:
    rows = [cell for cell in _all(pdf, "/TH") if _scope(cell) == "/Row"]
    assert [len(cell.K) for cell in rows] == [1]
    assert str(rows[0].P.S) == "/TR"
    assert [str(cell.S) for cell in rows[0].P.K] == ["/TH", "/TD"]


def test_everything_is_content_or_marked_as_none(pdf: pikepdf.Pdf) -> None:
    kinds: set[str] = set()
    for sheet in pdf.pages:
        open_marks: list[str] = []
        for instruction in pikepdf.parse_content_stream(sheet):
            name = str(instruction.operator)
            if name in {"BDC", "BMC"}:
                open_marks.append(str(instruction.operands[0]))
            elif name == "EMC":
                open_marks.pop()
            elif name in {"Tj", "TJ", "Do", "f", "S", "B"}:
                assert open_marks, "something is shown that is neither content nor artefact"
                kinds.add(open_marks[0])
    assert "/Artifact" in kinds


def test_running_heads_and_feet_are_no_content(pdf: pikepdf.Pdf) -> None:
    feet = 0
    for sheet in pdf.pages:
        for instruction in pikepdf.parse_content_stream(sheet):
            mark = instruction.operands[1] if str(instruction.operator) == "BDC" else None
            if isinstance(mark, pikepdf.Dictionary) and mark.get("/Subtype") == "/Footer":
                feet += 1
    assert feet >= len(pdf.pages)
