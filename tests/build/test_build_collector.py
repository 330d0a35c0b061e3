"""Python looks for garbage seldom during a build, and as often as before afterwards."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from briefbook.build.book import build_book
from briefbook.build.sphinx_run import RunOptions

if TYPE_CHECKING:
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
