"""Python looks for garbage seldom during a build, and as often as before afterwards."""

from __future__ import annotations

import ctypes
import gc
from typing import TYPE_CHECKING

from briefbook.build import collector
from briefbook.build.book import build_book
from briefbook.build.sphinx_run import RunOptions

if TYPE_CHECKING:
    import pytest

    from conftest import MakeBook

CONF_ADDED = """
import gc
from pathlib import Path

def setup(app):
    here = Path(__file__).parent / "seen.txt"
    app.connect("build-finished", lambda *_: here.write_text(str(gc.get_threshold()[0])))
"""


def test_garbage_is_looked_for_seldom_during_a_build(make_book: MakeBook) -> None:
    root = make_book()
    conf = root / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + CONF_ADDED, encoding="utf-8")
    before = gc.get_threshold()
    result = build_book(root, root / "_build", RunOptions(overrides={"briefbook_pdf": False}))
    assert result.findings == []
    assert int((root / "seen.txt").read_text(encoding="utf-8")) > before[0]
    assert gc.get_threshold() == before


def test_memory_is_given_back_and_where_no_library_can_nothing_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    class Library:
        @staticmethod
        def malloc_trim(keep: int) -> None:
            asked.append(keep)

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Library)
    collector.give_back()
    assert asked == [0]
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    collector.give_back()


def test_what_was_read_is_looked_over_again_only_after_the_build() -> None:
    with collector.seldom():
        collector.keep_for_good()
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
