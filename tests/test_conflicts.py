"""Merges that git left: found at their first line, and read as their first version."""

from __future__ import annotations

import pytest

from briefbook.conflicts import settled


@pytest.mark.parametrize(
    ("text", "kept", "lines"),
    [
        ("a\nb\n", "a\nb\n", []),
        ("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd", "a\nb\n\n\n\n\nd", [2]),
        ("<<<<<<< x\nb\n||||||| o\nq\n=======\nc\n>>>>>>> y\n", "b\n\n\n\n\n\n\n", [1]),
        ("<<<<<<< x\n:a: 1\n=======\n:a: 2\n>>>>>>> y\n:b: 3", ":a: 1\n:\n:\n:\n:\n:b: 3", [1]),
        ("<<<<<<< x\na\n=======\n>>>>>>> y\n<<<<<<< x\n>>>>>>> y", "a\n\n\n\n\n", [1, 5]),
        ("a\n>>>>>>> y\nb", "a\n\nb", [2]),
        ("a\n<<<<<<< y\nb", "a\n\nb", [2]),
        ("A title\n=======\n", "A title\n=======\n", []),
        ("```\n<<<<<<< x\n```\n", "```\n<<<<<<< x\n```\n", []),
    ],
)  # fmt: skip
def test_the_first_version_is_kept_in_its_place(text: str, kept: str, lines: list[int]) -> None:
    assert settled(text) == (kept, lines)
    assert kept.count("\n") == text.count("\n")
