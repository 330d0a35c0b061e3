"""Whatever stands in a brief, mending it comes to an end, and moves no line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import BRIEF, brief
from briefbook.elements.slips import mend
from broken.case import good

if TYPE_CHECKING:
    from conftest import Command, MakeBook

RESTS = """\
:::{judgement} two-holds
:likelihood: likely
:confidence: high
:basis: one-said
It is likely that it holds.
:::
"""
LINES = good().split("\n")
pieces = st.sampled_from(
    [
        *LINES,
        ":::",
        "::::",
        "```",
        ":",
        "---",
        ":::{note}",
        ":::{gaps}",
        "    :::{gap} x",
        "- x",
        "# ",
    ]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=30).map("\n".join)))
def test_any_text_is_mended(text: str) -> None:
    page = mend(text)
    lines = text.count("\n") + 1
    assert page.text.count("\n") + 1 in {lines, lines + 1}
    assert all(1 <= slip.line <= lines + 1 and slip.remedy for slip in page.slips)


@given(st.sets(st.integers(13, len(LINES) - 2), min_size=1, max_size=3))
def test_lines_that_are_lost_do_not_send_it_astray(lost: set[int]) -> None:
    text = "\n".join(line for number, line in enumerate(LINES) if number not in lost)
    first = mend(text)
    assert len(first.slips) <= 2 * len(lost)
    assert set(mend(first.text).slips) <= set(first.slips)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  number: 1\n", "  number: one\n", 3, "'number' is 'one'"),
        ("  status: published\n", "  author: me\n  status: published\n", 6, "unknown key 'author'"),
        ("  topics: [talk]", "  topics: [talk", 10, "the front matter: a bracket is opened"),
        ("  topics: [talk]\n---\n", "  topics: [talk]\n", 1, "the front matter: it has no end"),
        ("---\nbrief:", "brief:", 1, "the brief has no front matter"),
        ("{claim} one-said", "{clam} one-said", 31, "there is no directive 'clam'"),
        ("{claim} one-said", "{claim} one_said", 31, "claim 'one_said' has no well-formed id"),
    ],
)
def test_other_briefs_are_not_blamed(  # noqa: PLR0913, PLR0917  # the case and two fixtures
    old: str, new: str, line: int, words: str, make_book: MakeBook, command: Command
) -> None:
    first = BRIEF.replace(old, new)
    assert first != BRIEF
    other = brief(":::{gap} two-gap\nSee [](#one-said).\n:::\n\n" + RESTS, number=2)
    root = make_book({"briefs/one.md": first, "briefs/two.md": other})
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    (finding,) = result.findings
    assert finding.startswith(f"briefs/one.md:{line}: {words}")
