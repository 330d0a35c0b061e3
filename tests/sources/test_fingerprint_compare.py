from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.sources.fingerprint import (
    Cost,
    Fingerprint,
    FingerprintError,
    Key,
    Match,
    Status,
    Text,
    compare,
    find,
    fingerprint,
)

KEY = Key(b"a key for tests.", Cost(2, 1, 1))
ONE = [
    "Nothing of the kind.",
    "The harbour master counted seven grey herons on the old stone pier before the ferry left.",
]
OTHER = [
    "Then he said: the harbour master counted seven grey gulls on the old stone pier in May.",
    "Another matter entirely, of no interest here.",
]
WORD = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.lists(st.lists(WORD, max_size=20).map(" ".join), min_size=1, max_size=3)


def make(text: list[str], name: str = "x") -> Fingerprint:
    return fingerprint(text, source_id=name, key=KEY)


SHARED = [
    Match(2, 1, 1, 4, 6, "the harbour master counted seven grey"),
    Match(2, 8, 1, 11, 5, "on the old stone pier"),
]


def test_texts_share_runs_at_their_places() -> None:
    assert compare(Text.of(ONE), Text.of(OTHER)) == SHARED


def test_a_text_and_a_fingerprint_say_the_same() -> None:
    assert compare(Text.of(ONE), make(OTHER)) == SHARED
    turned = compare(make(OTHER), Text.of(ONE))
    assert [(m.first, m.first_word, m.second, m.second_word) for m in turned] == [
        (1, 4, 2, 1),
        (1, 11, 2, 8),
    ]


def test_fingerprints_alone_say_how_much_and_in_which_paragraph() -> None:
    # One place of difference lies between both pieces, so they count as one of up to 7 words.
    assert compare(make(ONE), make(OTHER)) == [Match(2, None, 1, None, 7)]


def test_what_is_shared_elsewhere_is_a_match_of_its_own() -> None:
    moved = ["on the old stone pier the harbour master counted seven grey"]
    found = compare(make(ONE), make(moved))
    assert [(match.first, match.second, match.length) for match in found] == [
        (2, 1, 5),
        (2, 1, 6),
    ]


def test_shorter_matches_can_be_left_out() -> None:
    assert compare(Text.of(ONE), Text.of(OTHER), fewest=6) == SHARED[:1]


def test_numbers_of_paragraphs_are_the_sources_own() -> None:
    one = Text.of(ONE, [0, 9])
    assert {match.first for match in compare(one, Text.of(OTHER))} == {9}


def test_other_keys_cannot_be_compared() -> None:
    other = replace(make(OTHER), key=Key(b"another key ....", Cost(2, 1, 1)))
    with pytest.raises(FingerprintError, match="another key"):
        compare(make(ONE), other)


@given(TEXTS, TEXTS)
def test_a_match_stands_in_both_and_cannot_be_longer(one: list[str], other: list[str]) -> None:
    found = compare(Text.of(one), Text.of(other))
    assert compare(Text.of(one), make(other)) == found
    for match in found:
        assert match.first_word
        assert match.second_word
        first, second = one[match.first - 1].split(), other[match.second - 1].split()
        a, b = match.first_word - 1, match.second_word - 1
        assert " ".join(first[a : a + match.length]) == match.text
        assert " ".join(second[b : b + match.length]) == match.text
        assert a == 0 or b == 0 or first[a - 1] != second[b - 1]
        after = (first[a + match.length :], second[b + match.length :])
        assert not all(after) or after[0][0] != after[1][0]


@given(TEXTS, TEXTS)
def test_fingerprints_alone_find_every_pair_of_paragraphs(one: list[str], other: list[str]) -> None:
    by_text = {(match.first, match.second) for match in compare(Text.of(one), Text.of(other))}
    by_marks = {(match.first, match.second) for match in compare(make(one), make(other))}
    assert by_marks == by_text


def test_a_phrase_is_found_in_its_source() -> None:
    shelf = {"one": make(ONE, "one"), "other": make(OTHER, "other")}
    found = find("counted seven grey herons on the old stone pier", shelf)
    assert [(one.source, one.verdict.status, one.verdict.paragraph) for one in found] == [
        ("one", Status.VERIFIED, 2),
        ("other", Status.REFUSED, 1),
    ]
    assert find("words that stand in neither of them", shelf) == []
    assert find("grey herons", shelf) == []
