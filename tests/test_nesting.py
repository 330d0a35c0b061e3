"""Nesting: what Markdown reads, and the first line that it would pass over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from briefbook.nesting import too_deep

if TYPE_CHECKING:
    from conftest import Build, MakeBook


def _lists(levels: int) -> str:
    return "".join(f"{'  ' * n}- word{n}\n" for n in range(levels)) + "\nwordafter\n"


def _quotations(levels: int) -> str:
    return "".join(f"{'> ' * n}> word{n}\n{'> ' * n}>\n" for n in range(levels))


@pytest.mark.parametrize("levels", range(7, 30))
@pytest.mark.parametrize("write", [_lists, _quotations])
def test_what_is_passed_over_is_found(write: object, levels: int) -> None:
    text = write(levels)  # type: ignore[operator]
    read = "".join(token.content for token in MarkdownIt("commonmark").parse(text))
    lost = [n for n in range(levels) if f"word{n}" not in read]
    line = too_deep(text)
    assert (line is None) == (not lost)
    if line is not None:
        assert f"word{lost[0]}" in text.split("\n")[line - 1]


def test_a_directive_begins_anew() -> None:
    inner = _lists(10)
    assert too_deep(f"- a\n\n:::{{note}}\n{_lists(9)}:::\n") is None
    assert too_deep(f"text\n\n:::{{note}}\n{inner}:::\n") == 3 + 10


def test_the_build_says_where(make_book: MakeBook, build: Build) -> None:
    built = build(make_book({"docs/deep.md": f"# Deep\n\n{_lists(10)}"}))
    found = [line for line in built.warnings if "[briefbook.nesting]" in line]
    assert [line.partition(": ")[0] for line in found] == ["docs/deep.md:12"]
