"""A build from end to end: what it publishes, what it leaves alone, what it says again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx

from books import BRIEF, Files, brief, digests, write
from briefbook.build.book import build_book
from briefbook.build.errors import CannotRunError
from briefbook.build.sphinx_run import RunOptions

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, MakeBook

TIMELINE = "# Timeline\n\n:::{timeline} timeline.yaml\n:::\n"
EVENTS = "- date: 2020-05\n  text: It was said.\n  sources: [paper-2020]\n"
BOOK: Files = {
    "docs/timeline.md": TIMELINE,
    "docs/timeline.yaml": EVENTS,
    "docs/included.txt": "An included line.\n",
    "docs/page.md": "# Page\n\n```{include} included.txt\n```\n\nSee [](#one-said).\n",
}
FAULTS: dict[str, Files] = {
    "front matter": {"briefs/one.md": BRIEF.replace("number: 1", "number: one")},
    "element": {"briefs/one.md": BRIEF.replace("confirmed", "conformed")},
    "link to what is gone": {"briefs/one.md": BRIEF.replace("one-said", "one-spoken")},
    "two files": {
        "briefs/one.md": BRIEF.replace("report-2021 [p. 4]`", "report-2012`"),
        "docs/page.md": "# Page\n\n[x](#nothing)\n",
    },
    "data file": {"docs/timeline.yaml": EVENTS.replace("2020-05", "soon")},
    "included file": {"docs/included.txt": "An {unknown}`role`.\n"},
    "file of sources": {"sources/sources.yaml": "- id: only\n"},
    "encoding": {"docs/page.md": b"# Page \xff\n"},
}


def run(command: Command, root: Path) -> tuple[int, list[str]]:
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert "Traceback" not in result.err
    return result.status, result.findings


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_each_build_until_it_is_mended(
    fault: str, make_book: MakeBook, command: Command, tmp_path: Path
) -> None:
    root = make_book(BOOK)
    assert run(command, root) == (0, [])
    good = digests(root / "_build/html")
    kept = {name: (root / name).read_bytes() for name in FAULTS[fault]}

    write(root, FAULTS[fault])
    first = run(command, root)
    assert first[0] == 1
    assert first[1]
    assert digests(root / "_build/html") == good
    assert run(command, root) == first
    assert run(command, root) == first
    assert digests(root / "_build/html") == good

    write(root, {**kept, "docs/page.md": "# Another page\n\nText.\n"})
    assert run(command, root) == (0, [])
    fresh = shutil.copytree(root, tmp_path / "fresh", ignore=shutil.ignore_patterns("_build"))
    assert run(command, fresh) == (0, [])
    assert digests(root / "_build/html") == digests(fresh / "_build/html")


def test_what_was_deleted_leaves_the_site(make_book: MakeBook, command: Command) -> None:
    root = make_book({"briefs/two.md": brief("Text.\n", number=2, title="Another thing")})
    assert run(command, root) == (0, [])
    assert (root / "_build/html/briefs/two.html").is_file()
    write(root, {"briefs/two.md": None})
    assert run(command, root) == (0, [])
    assert not (root / "_build/html/briefs/two.html").exists()
    assert "Another thing" not in (root / "_build/html/index.html").read_text(encoding="utf-8")


def test_a_run_that_is_cut_off_starts_afresh(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_book()
    assert run(command, root) == (0, [])
    good = digests(root / "_build/html")

    def cut_off(app: Sphinx) -> None:
        write(app.outdir, {"index.html": "half a page"})
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Sphinx, "build", cut_off)
        result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert result.status == 130
    assert "what was published before is as it was" in result.err
    assert digests(root / "_build/html") == good
    assert run(command, root) == (0, [])
    assert digests(root / "_build/html") == good


def test_a_folder_that_is_no_book_cannot_be_built(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"there is no conf\.py in"):
        build_book(tmp_path, tmp_path / "_build", RunOptions())


def test_the_outputs_are_counted(make_book: MakeBook, tmp_path: Path) -> None:
    root = make_book()
    options = RunOptions(overrides={"briefbook_pdf": False})
    result = build_book(root, tmp_path / "out", options)
    assert not result.findings
    (site,) = result.outputs
    files = list((tmp_path / "out/html").rglob("*"))
    assert site.path == tmp_path / "out/html/index.html"
    assert site.pages == sum(path.suffix == ".html" for path in files)
    assert site.size > 1000
    assert result.links is not None
    assert result.links.counts.pages == site.pages
