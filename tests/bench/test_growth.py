"""What a brief more costs is the same in a small book and in a larger one: counted, not timed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sphinx.environment import BuildEnvironment

from bench import own
from bench.compose import compose
from bench.model import Shape
from briefbook.build.book import build_book
from briefbook.build.sphinx_run import RunOptions

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    import pytest
    from docutils import nodes

SIZES = (4, 8, 12)
# Lists that are sorted and long lines in registers grow a little faster than the book.
SLACK = 1.1


def _built(folder: Path, briefs: int) -> int:
    """Build the pages of a book and return how many functions that called."""
    own.write(compose(Shape(briefs=briefs, words=500, terms=12, rows=3, seed=7)), folder)
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    options = RunOptions(jobs=1, overrides={"briefbook_pdf": False})
    sys.setprofile(count)
    try:
        result = build_book(folder, folder / "_build", options)
    finally:
        sys.setprofile(None)
    assert not result.failed, result.findings
    return calls


def test_a_brief_more_costs_the_same_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved: list[str] = []
    resolve = BuildEnvironment.get_and_resolve_doctree

    def note(
        env: BuildEnvironment, docname: str, *others: object, **named: object
    ) -> nodes.document:
        resolved.append(docname)
        return resolve(env, docname, *others, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(BuildEnvironment, "get_and_resolve_doctree", note)
    _built(tmp_path / "warm", SIZES[0])  # loads what is loaded once
    calls = []
    for size in SIZES:
        resolved.clear()
        calls.append(_built(tmp_path / str(size), size))
        assert len(resolved) == len(set(resolved)) == size + 6  # each page is resolved once
    small, large = calls[1] - calls[0], calls[2] - calls[1]
    assert large < SLACK * small, calls
