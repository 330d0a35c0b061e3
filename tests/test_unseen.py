"""Characters that nobody sees: those that change what is read, and those that a language needs."""

from __future__ import annotations

import pytest

from briefbook.unseen import unseen, without_unseen


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, “quoted” – and 10\N{NO-BREAK SPACE}km.",
        "Mi\N{SOFT HYPHEN}ni\N{SOFT HYPHEN}stry",
        "فلک\N{ZERO WIDTH NON-JOINER}بوس",
        "क्\N{ZERO WIDTH JOINER}ष",
        "\N{RIGHT-TO-LEFT MARK}اردو (PDF)",
        "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}",
        "\N{WAVING BLACK FLAG}\U000e0067\U000e0062\U000e0073\U000e007f",
    ],
)
def test_what_a_language_needs_is_left_alone(text: str) -> None:
    assert list(unseen(text)) == []
    assert without_unseen(text) == text


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a\u202eb\u202cc", [1, 3]),
        ("a\N{ZERO WIDTH SPACE}b", [1]),
        ("a\N{ZERO WIDTH JOINER}b", [1]),
        ("\N{ZERO WIDTH NON-JOINER}اب", [0]),
        ("left \N{RIGHT-TO-LEFT MARK}to right\nاردو", [5]),
        ("word\U000e0041", [4]),
    ],
)
def test_what_nobody_sees_is_found(text: str, places: list[int]) -> None:
    assert [place for place, _ in unseen(text)] == places
    kept = [sign for place, sign in enumerate(text) if place not in places]
    assert without_unseen(text) == "".join(kept)
