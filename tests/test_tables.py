"""Tables: which rows do not fit, and what only looks like a table."""

from __future__ import annotations

import pytest

from briefbook.tables import Misfit, misfits


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| c | d |\n| e |\n",
        "a | b\n:--|--:\nc | d\n",
        "| a |\n|---|\n| c |\n",
        "| a | b |\n|---|---|\n| c \\| d | `e \\| f` |\n",
        "Either a | b\nor c.\n",
        "| a | b |\nand so on\n",
        "```\n| a | b |\n|---|\n```\n",
        ":::{code-block} text\n| a | b |\n|---|\n:::\n",
        "A title\n---\n",
        "> | a | b |\n> |---|---|\n> | c | d |\n",
        "---\na: |\n---\n",
    ],
)
def test_tables_that_fit(text: str) -> None:
    assert list(misfits(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a | b |\n|---|---|\n| c | d | e |\n", Misfit(3, 3, 2, rule=False)),
        ("a | b\n--|--\nc | d | e\n", Misfit(3, 3, 2, rule=False)),
        ("> | a |\n> |---|\n> | c | d |\n", Misfit(3, 2, 1, rule=False)),
        ("- | a | b |\n  |---|---|\n  | c | d | e | f |\n", Misfit(3, 4, 2, rule=False)),
        ("x\n\n:::{note}\n| a | b |\n|---|\n:::\n", Misfit(5, 1, 2, rule=True)),
        ("| a | b |\n| --- |\n| c | d |\n", Misfit(2, 1, 2, rule=True)),
        ("| a | b |\n|:-:|---|---|\n", Misfit(2, 3, 2, rule=True)),
        ("| a | b |\n----\n", Misfit(2, 1, 2, rule=True)),
    ],
)
def test_rows_that_do_not_fit(text: str, found: Misfit) -> None:
    assert list(misfits(text)) == [found]
