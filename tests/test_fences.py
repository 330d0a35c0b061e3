"""Fences: which are closed, which are not, and where the first open one stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.fences import set_apart, unclosed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text.\n",
        ":::{note}\ntext\n:::\n",
        ":::{toctree}\n:::",
        "~~~\ntext\n~~~~\n",
        "````md\n```\n````\n",
        "> :::{note}\n> text\n> :::\n",
        "- :::{note}\n  text\n  :::\n",
        "::::{grid}\n:::{card}\ntext\n:::\n::::\n",
        "```text\n:::{note}\n```\n",
        "    :::{note}\n    only code\n",
        "Text with ::: in it\n",
    ],
)
def test_what_is_closed(text: str) -> None:
    assert unclosed(text) is None


@pytest.mark.parametrize(
    ("text", "line", "opening"),
    [
        (":::{note}\ntext\n", 1, ":::{note}"),
        ("Text.\n\n```python\ntext", 3, "```python"),
        (":::{one}\n:::{two}\n:::\n:::\n", 2, ":::{two}"),
        ("::::{one}\n:::{two}\ntext\n::::\n", 2, ":::{two}"),
        (":::{one}\n```\n:::\n", 2, "```"),
        ("::::{a}\n:::{b}\n:::\n\n~~~\n::::\n", 5, "~~~"),
        ("---\na: b\n---\n:::{note}\n", 4, ":::{note}"),
        ("> :::{note}\n> text\n\nAfter.\n", 1, ":::{note}"),
    ],
)
def test_what_is_open_is_found_at_its_line(text: str, line: int, opening: str) -> None:
    fence = unclosed(text)
    assert fence is not None
    assert (fence.line, fence.opening) == (line, opening)


@given(st.lists(st.sampled_from([":::", "::::", "```", ":::{a}", "> x", "- y", "", "z"])))
def test_any_text_is_searched(lines: list[str]) -> None:
    fence = unclosed("\n".join(lines))
    assert fence is None or 1 <= fence.line <= len(lines)


@given(st.lists(st.sampled_from(["one", "", "two *three*", "# four"]), max_size=6))
def test_closing_what_is_open_closes_it(lines: list[str]) -> None:
    inside = "\n".join(lines)
    assert unclosed(f":::{{note}}\n{inside}\n") is not None
    assert unclosed(f":::{{note}}\n{inside}\n:::\n") is None


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("::::{note}\n:::{tip}\nx\n:::\n::::\n", "::::{note}\n :::{tip}\n x\n :::\n::::\n"),
        (
            ":::::{a}\n::::{b}\n:::{c}\n- x\n  - y\n:::\n::::\n:::::\n",
            ":::::{a}\n ::::{b}\n  :::{c}\n  - x\n    - y\n  :::\n ::::\n:::::\n",
        ),
        (
            "- ::::{note}\n  :::{tip}\n  x\n  :::\n  ::::\n",
            "- ::::{note}\n   :::{tip}\n   x\n   :::\n  ::::\n",
        ),
        ("::::{note}\n:class: x\n:::{tip}\nx\n:::\n::::\n",) * 2,
        ("::::{note}\n\n:::{tip}\nx\n:::\n::::\n",) * 2,
        ("```text\n::::{note}\n:::{tip}\n:::\n::::\n```\n",) * 2,
        ("> ::::{note}\n> :::{tip}\n> x\n> :::\n> ::::\n",) * 2,
    ],
)
def test_a_fence_right_below_another_is_set_apart(text: str, apart: str) -> None:
    assert set_apart(text) == apart
