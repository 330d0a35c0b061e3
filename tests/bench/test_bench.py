"""The bench: books that anyone can make again, and results that say what ran."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from bench import own, plain, report
from bench.__main__ import main
from bench.compose import compose
from bench.drawing import draw_pdf
from bench.measure import run
from bench.model import SHAPES, Figure, Shape, Table
from bench.peers import PEERS, Peer
from bench.plain import Dialect
from bench.rounds import Result, run_rounds, tasks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SMALL = Shape(briefs=3, words=900, terms=12, rows=3, seed=7)


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.suffix not in {"", ".pdf"})
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in files}


def test_a_seed_makes_one_book_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        own.write(compose(replace(SMALL, seed=seed)), tmp_path / name)
    one, two, three = (texts(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one.keys() == three.keys()
    assert one["briefs/brief-0001.md"] != three["briefs/brief-0001.md"]


@pytest.mark.parametrize(
    "shape",
    [
        SMALL,
        replace(SMALL, briefs=1, terms=0, figures=0, tables=0),
        replace(SMALL, words=3000, tables=3, rows=20, figures=2, seed=3),
        replace(SMALL, words=400, tables=0, figures=0, sparse=True),
    ],
)
def test_our_form_of_a_book_has_no_finding(tmp_path: Path, shape: Shape) -> None:
    own.write(compose(shape), tmp_path)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "briefbook", "check", "--format", "line"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    # A long brief is too long for a handout, and nothing else is wrong with it.
    assert (done.returncode, done.stderr) == (0, "")


def test_a_brief_has_about_the_words_that_were_asked_for() -> None:
    for words in (900, 1200, 2400):
        brief = compose(replace(SMALL, words=words)).briefs[0]
        written = own._brief(brief)
        assert words * 0.85 < len(written.split()) < words * 1.3


def test_a_sparse_brief_is_short() -> None:
    brief = compose(replace(SMALL, words=650, tables=0, figures=0, sparse=True)).briefs[0]
    assert 550 < len(own._brief(brief).split()) < 750


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_a_book(name: str) -> None:
    shape = replace(SHAPES[name], briefs=2)
    book = compose(shape)
    assert (len(book.briefs), len(book.terms)) == (2, shape.terms)
    blocks = [block for section in book.briefs[0].sections for block in section.blocks]
    assert sum(isinstance(block, Table) for block in blocks) == shape.tables


def test_the_plain_form_is_what_sphinx_reads_without_a_warning(tmp_path: Path) -> None:
    plain.write(compose(SMALL), tmp_path, Dialect.MYST)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-b", "html", ".", "_build"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "_build" / "briefs" / "brief-0001.html").read_text(encoding="utf-8")
    assert page.count('class="admonition-') > 10


@pytest.mark.parametrize(("name", "rule"), [("usual", ""), ("few huge", "handout-pages")])
def test_a_shape_turns_off_the_rule_that_it_must_break(
    name: str, rule: str, tmp_path: Path
) -> None:
    own.write(compose(replace(SHAPES[name], briefs=1)), tmp_path)
    conf = (tmp_path / "conf.py").read_text(encoding="utf-8")
    assert ("briefbook_rules" in conf) == bool(rule)
    assert f'"{rule}"' in conf or not rule


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    book = compose(SMALL)
    own.write(book, tmp_path / "own")
    for dialect in Dialect:
        plain.write(book, tmp_path / dialect.value, dialect)
    paragraph = next(
        block for section in book.briefs[0].sections for block in section.blocks
        if isinstance(block, tuple)
    )  # fmt: skip
    sentence = paragraph[0].text  # type: ignore[union-attr]  # a paragraph begins with words
    for folder in ("own", "myst", "markdown/text"):
        assert sentence in texts(tmp_path / folder)["briefs/brief-0001.md"]


def test_a_run_is_measured_with_all_that_it_starts(tmp_path: Path) -> None:
    work = "x = bytearray(60_000_000); x[::4096] = b'1' * len(x[::4096]); sum(range(8_000_000))"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    measured = run([sys.executable, "-c", outer], tmp_path)
    assert measured.status == 0
    assert measured.megabytes > 60
    assert measured.processor > 0
    failed = run([sys.executable, "-c", "print('why'); raise SystemExit(3)"], tmp_path)
    assert (failed.status, failed.output.strip()) == (3, "why")


def _peer(name: str, *commands: Sequence[str], **others: object) -> Peer:
    return Peer(name, "nothing", lambda _: commands, "index.md", **others)  # type: ignore[arg-type]


def test_what_is_missing_or_fails_says_so_and_the_rest_runs(tmp_path: Path) -> None:
    peers = [
        _peer("good", [sys.executable, "-c", "pass"]),
        _peer("failing", [sys.executable, "-c", "print('no such option'); raise SystemExit(2)"]),
        Peer("empty", "nothing", lambda _: [[sys.executable, "-c", "pass"]], "_build/*.html"),
        _peer("absent", ["nowhere"], programs=("no-such-program",)),
        _peer("bare", ["python"], packages=("some-package==1",)),
        _peer("slow", ["python"], most_briefs=1),
    ]
    said: list[str] = []
    found = list(tasks(peers, replace(SMALL, briefs=2), tmp_path / "books", tmp_path / "peers"))
    results = {result.name: result for result in run_rounds(found, 2, said.append)}
    assert len(results["good"].seconds) == 2
    assert results["failing"].trouble == "fails: no such option"
    assert results["empty"].trouble == "fails: made 0 of 2 _build/*.html"
    assert results["absent"].trouble == "no-such-program not found"
    assert "set-up" in results["bare"].trouble
    assert "1 briefs" in results["slow"].trouble
    # In turn: a slow minute slows all alike.
    assert [line.split(": ")[1].split(",")[0] for line in said] == [
        "good", "failing", "empty", "good",
    ]  # fmt: skip


def test_the_table_gives_medians_and_ratios_and_why_something_is_not_there() -> None:
    results = [
        Result("briefbook", "all", 10, [2.0, 4.0, 3.0], [5.0], [100.0]),
        Result("other", "site", 10, [6.0], [6.0], [50.0]),
        Result("third", "site", 10, trouble="nowhere found"),
    ]
    rows = report.table(results).splitlines()
    assert rows[2] == "| briefbook | all | 10 | 3.0 | 2.0–4.0 | 5.0 | 100 | 1.00 |"
    assert rows[3].endswith("| 2.00 |")
    assert "nowhere found" in rows[4]


def test_results_are_kept_as_data_and_as_a_chart(tmp_path: Path) -> None:
    results = [Result("briefbook", "all", n, [float(n)], [1.0], [1.0]) for n in (10, 100)]
    report.write(results, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "results.json",
        "results.md",
        "results.svg",
    }
    assert "briefbook" in (tmp_path / "results.svg").read_text(encoding="utf-8")


def test_a_peer_has_its_settings_and_its_own_programs_first(tmp_path: Path) -> None:
    peer = _peer("one", packages=("x",), files={"_toc.yml": "parts:\n{briefs}\nend\n"})
    peer.write_settings(tmp_path, ["brief-0001", "brief-0002"])
    text = (tmp_path / "_toc.yml").read_text(encoding="utf-8")
    assert text == "parts:\n  - file: briefs/brief-0001\n  - file: briefs/brief-0002\nend\n"
    assert peer.environment(tmp_path)["PATH"].startswith(f"{tmp_path}/one/bin:")


def test_a_figure_for_latex_is_a_page_with_its_bars() -> None:
    figure = Figure("x", "Caption.", (10, 20, 30))
    with pikepdf.open(io.BytesIO(draw_pdf(figure))) as document:
        (page,) = document.pages
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(page)]
    assert operators.count("re") == operators.count("Tj") == 3
    assert draw_pdf(figure) == draw_pdf(figure)


def test_the_names_of_peers_are_different_and_ours_is_first() -> None:
    names = [peer.name for peer in PEERS]
    assert len(set(names)) == len(names)
    assert names[0] == report.OURS


def test_a_book_alone_can_be_made(tmp_path: Path) -> None:
    out = tmp_path / "book"
    assert main(["book", "--briefs", "1", "--terms", "3", "--out", str(out)]) == 0
    assert (out / "briefs" / "brief-0001.md").is_file()
