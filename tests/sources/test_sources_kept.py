"""What was made of the file of sources is not made again until that file is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from books import SOURCES, digests, write
from briefbook import library
from briefbook.sources import load
from briefbook.sources.csl import Processor

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, MakeBook


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each reading of the file, and each entry that is rendered."""
    done: list[str] = []
    entry = Processor.entry

    def loaded(path: Path, shown: str) -> object:
        done.append("read")
        return load(path, shown)

    def rendered(self: Processor, source_id: str) -> str:
        done.append(source_id)
        return entry(self, source_id)

    monkeypatch.setattr(library, "load", loaded)
    monkeypatch.setattr(Processor, "entry", rendered)
    return done


def build(command: Command, root: Path, out: str = "_build") -> None:
    library._load.cache_clear()  # as in another process
    result = command("build", "--html-only", "--jobs", "1", "--source", root, "--out", root / out)
    assert result.status == 0, result.err


def test_sources_are_read_and_rendered_once(
    make_book: MakeBook, command: Command, work: list[str]
) -> None:
    root = make_book()
    build(command, root)
    assert sorted(work) == ["paper-2020", "read", "report-2021"]
    work.clear()
    brief = (root / "briefs/one.md").read_text(encoding="utf-8")
    write(root, {"briefs/one.md": brief.replace("it holds", "it stands")})
    build(command, root)
    assert work == []
    write(root, {"sources/sources.yaml": SOURCES.replace("A report", "The report")})
    build(command, root)
    assert sorted(work) == ["paper-2020", "read", "report-2021"]
    build(command, root, "_again")
    assert digests(root / "_build/html") == digests(root / "_again/html")


def test_what_cannot_be_read_back_is_made_anew(
    make_book: MakeBook, command: Command, work: list[str]
) -> None:
    root = make_book()
    build(command, root)
    work.clear()
    write(root, {"_build/.work/html-doctrees/sources.pickle": b"\x80\x05nothing"})
    build(command, root)
    assert "read" in work


def test_what_is_wrong_in_the_sources_is_said_each_time(
    make_book: MakeBook, command: Command
) -> None:
    root = make_book({"sources/sources.yaml": f"{SOURCES}- id: third\n  type: nothing\n"})
    found = []
    for _ in range(2):
        library._load.cache_clear()
        found.append(command("build", "--html-only", "--source", root).findings)
    assert found[0] == found[1] != []
