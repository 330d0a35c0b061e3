"""The same sources give the same bytes, and nothing is made twice."""

from __future__ import annotations

import hashlib
import warnings
from typing import TYPE_CHECKING

import pytest

from briefbook.typst.compiler import Press, Result
from pdf_roots import BOOK
from pdfkit import run, write_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def _digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.pdf"))
    }


def test_two_builds_in_two_places_give_the_same_bytes(tmp_path: Path) -> None:
    first = run(write_root(tmp_path / "a", BOOK), "html")
    second = run(write_root(tmp_path / "other/place", BOOK), "html")
    assert _digests(first.outdir) == _digests(second.outdir)
    assert len(_digests(first.outdir)) == 3


def test_what_has_not_changed_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_root(tmp_path / "book", BOOK)
    first = _digests(run(root, "html").outdir)
    compiled: list[str] = []
    real = Press.compile

    def note(self: Press, main: str, inputs: dict[str, str], documents: Sequence[str]) -> Result:
        compiled.append(inputs["data"])
        return real(self, main, inputs, documents)

    monkeypatch.setattr(Press, "compile", note)
    assert _digests(run(root, "html").outdir) == first
    assert compiled == []
    (root / "briefs/beta.md").write_text(
        str(BOOK["briefs/beta.md"]).replace("It was said.", "It was said twice."), encoding="utf-8"
    )
    changed = _digests(run(root, "html").outdir)
    # A handout is laid out once more when its columns are made to end at one height.
    assert sorted(set(compiled)) == ["/data/a4/beta.json", "/data/a4/briefing-book.json"]
    assert {name for name in first if first[name] != changed[name]} == {
        "pdf/beta.pdf",
        "pdf/briefing-book.pdf",
    }


def test_a_removed_pdf_comes_back_without_compiling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_root(tmp_path / "book", BOOK)
    made = run(root, "html")
    first = _digests(made.outdir)
    made.pdf("alpha").unlink()
    monkeypatch.setattr(Press, "compile", lambda *_: pytest.fail("compiled again"))
    assert _digests(run(root, "html").outdir) == first


def test_a_parallel_build_gives_the_same_bytes(tmp_path: Path) -> None:
    serial = run(write_root(tmp_path / "a", BOOK), "html")
    with warnings.catch_warnings():
        # Python warns of forks beside threads, which the test runner starts.
        warnings.filterwarnings("ignore", ".*fork.*", DeprecationWarning)
        parallel = run(write_root(tmp_path / "b", BOOK), "html", parallel=2)
    assert _digests(serial.outdir) == _digests(parallel.outdir)


def test_both_papers_have_the_same_bytes_again_serial_and_parallel(tmp_path: Path) -> None:
    papers = {"briefbook_papers": ["a4", "us-letter"]}
    first = run(write_root(tmp_path / "a", BOOK), "html", settings=papers)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*fork.*", DeprecationWarning)
        again = run(write_root(tmp_path / "b", BOOK), "html", settings=papers, parallel=2)
    digests = _digests(first.outdir)
    assert digests == _digests(again.outdir)
    assert len(digests) == 6
    assert len(set(digests.values())) == 6
