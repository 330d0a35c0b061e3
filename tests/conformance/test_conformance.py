"""veraPDF, the reference validator, finds every PDF in order: PDF/UA-1 and PDF/A-2a at once."""

from __future__ import annotations

import warnings
from pathlib import Path

import pikepdf
import pytest

from briefbook.build.book import build_book
from briefbook.build.sphinx_run import RunOptions
from pdf_roots import BOOK, long_book
from pdfkit import run, write_root
from verapdf import failures

pytestmark = pytest.mark.conformance

ROOT = Path(__file__).parents[2]
PAPERS = ["a4", "us-letter"]


@pytest.fixture(scope="module")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return every handout of the project's own book, on both papers."""
    out = tmp_path_factory.mktemp("book")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of MyST and of Sphinx about each other
        result = build_book(ROOT, out, RunOptions(builder="typst"))
    assert not result.failed, [str(finding) for finding in result.findings]
    return sorted(path for path in out.glob("pdf/**/*.pdf") if path.stem != "briefing-book")


@pytest.fixture(scope="module")
def short_book(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    made = run(write_root(tmp_path_factory.mktemp("short"), BOOK), briefbook_papers=PAPERS)
    return [output.path for output in made.pdfs]


def test_there_is_a_handout_of_every_brief_on_every_paper(handouts: list[Path]) -> None:
    briefs = sorted(path.stem for path in (ROOT / "briefs").glob("*.md"))
    assert sorted(path.stem for path in handouts) == sorted(briefs * len(PAPERS))


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_handout_conforms(handouts: list[Path], flavour: str) -> None:
    assert failures(handouts, flavour) == {}


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_a_short_book_conforms(short_book: list[Path], flavour: str) -> None:
    assert len(short_book) == 3 * len(PAPERS)
    assert failures(short_book, flavour) == {}


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_volumes_conform(tmp_path: Path, flavour: str) -> None:
    made = run(write_root(tmp_path / "book", long_book()), briefbook_book_volume=20)
    assert len(made.pdfs) > 1
    assert failures([output.path for output in made.pdfs], flavour) == {}


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_kind_of_content_conforms(tmp_path: Path, flavour: str) -> None:
    sink = Path(__file__).parent.parent / "roots/pdf-sink"
    files: dict[str, str | bytes] = {
        path.relative_to(sink).as_posix(): path.read_bytes()
        for path in sink.rglob("*")
        if path.is_file() and "_build" not in path.parts
    }
    made = run(write_root(tmp_path / "sink", files))
    assert failures([made.pdf()], flavour) == {}


@pytest.mark.parametrize(
    ("key", "flavour", "said"), [("/Metadata", "2a", "metadata"), ("/MarkInfo", "ua1", "MarkInfo")]
)
def test_a_file_that_does_not_conform_is_told(
    tmp_path: Path, key: str, flavour: str, said: str
) -> None:
    good = run(write_root(tmp_path / "book", BOOK), "html").pdf("alpha")
    with pikepdf.open(good) as document:
        del document.Root[key]
        document.save(tmp_path / "bad.pdf")
    [rules] = failures([tmp_path / "bad.pdf"], flavour).values()
    assert any(said.lower() in rule.lower() for rule in rules)
