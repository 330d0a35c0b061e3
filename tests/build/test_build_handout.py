"""``briefbook build --brief``: one handout by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from books import CONF, brief
from briefbook.build.sphinx_run import SphinxRun

if TYPE_CHECKING:
    from conftest import Command, MakeBook


def test_one_handout_is_made_on_one_paper(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    result = command("build", "--brief", "1", "--paper", "us-letter", "--source", root)
    assert result.status == 0, result.err
    made = sorted(path.name for path in (root / "_build/handout").rglob("*.pdf"))
    assert made == ["one.pdf"]
    assert "handout, us-letter" in result.out
    assert not (root / "_build/html").exists()


def test_nothing_is_done_where_nothing_has_changed(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_book()
    arguments = ("build", "--brief", "1", "--paper", "a4", "--source", root)
    assert command(*arguments).status == 0
    pdf = next((root / "_build/handout").rglob("*.pdf"))
    first = pdf.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(SphinxRun, "build", lambda *_: pytest.fail("Sphinx was started"))
        again = command(*arguments)
    assert again.status == 0
    assert "one.pdf" in again.out
    source = root / "briefs/one.md"
    source.write_text(source.read_text(encoding="utf-8").replace("# One", "# Other", 1), "utf-8")
    assert command(*arguments).status == 0
    assert pdf.read_bytes() != first


def test_who_asks_for_one_handout_is_told_of_its_brief(
    make_book: MakeBook, command: Command
) -> None:
    long = f"The ferry, {'which has a boat, ' * 12} sails."
    other = brief(long, number=2, title="Another thing")
    root = make_book({"conf.py": f"{CONF}briefbook_rules = {{}}\n", "briefs/two.md": other})
    arguments = ("build", "--paper", "a4", "--source", root, "--brief")
    assert "long-sentence" not in command(*arguments, "1").err
    assert "briefs/two.md:18: " in command(*arguments, "2").err


def test_a_brief_that_there_is_not_is_a_finding(make_book: MakeBook, command: Command) -> None:
    result = command("build", "--brief", "7", "--source", make_book())
    assert result.status != 0
    assert "there is no brief 7" in result.err
    assert "the book has 1" in result.err
