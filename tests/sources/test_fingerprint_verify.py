"""Every run of words of a text is verified and located, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefbook.sources.fingerprint import (
    Cost,
    Fingerprint,
    Key,
    QuotationError,
    Status,
    Verdict,
    confirm,
    fingerprint,
    trace,
    words,
)

KEY = Key(b"a key for tests.", Cost(2, 1, 1))
TEXT = [
    "The harbour master counted seven grey herons on the old stone pier before the ferry left.",
    "Nobody else saw them. The herons were not seen again, at 4.5 metres or any other height.",
    "Short one.",
]
# Few words, so that runs come back in other places and the order of their places matters.
WORD = st.sampled_from(["not", "the", "a", "sale", "F-16", "4.5", "45", "is", "Khan", "$450"])
PARAGRAPH = st.lists(WORD, min_size=1, max_size=30)
TEXTS = st.lists(PARAGRAPH, min_size=1, max_size=4)
LONG = st.lists(st.lists(WORD, min_size=10, max_size=30), min_size=1, max_size=3)


def make(text: list[str], phrases: tuple[str, ...] = ()) -> Fingerprint:
    return fingerprint(text, source_id="herons", key=KEY, phrases=phrases)


PRINT = make(TEXT)


def stands_in(quoted: list[str], text: list[list[str]]) -> list[tuple[int, int]]:
    """Return paragraph and word, from 1, of each place at which words stand."""
    return [
        (number, start + 1)
        for number, paragraph in enumerate(text, 1)
        for start in range(len(paragraph) - len(quoted) + 1)
        if [w.casefold() for w in paragraph[start : start + len(quoted)]]
        == [w.casefold() for w in quoted]
    ]


@given(LONG, st.data())
def test_every_run_of_words_is_verified_and_located(
    text: list[list[str]], data: st.DataObject
) -> None:
    paragraph = data.draw(st.sampled_from(text))
    start = data.draw(st.integers(0, len(paragraph) - 5))
    end = data.draw(st.integers(start + 5, len(paragraph)))
    quoted = paragraph[start:end]
    verdict = make([" ".join(p) for p in text]).verify(" ".join(quoted))
    assert verdict.status is Status.VERIFIED
    assert (verdict.paragraph, verdict.word) == stands_in(quoted, text)[0]
    assert verdict.length == len(quoted)


@given(TEXTS, st.lists(WORD, min_size=5, max_size=12))
def test_verified_is_what_stands_in_the_text_and_nothing_else(
    text: list[list[str]], quoted: list[str]
) -> None:
    verdict = make([" ".join(p) for p in text]).verify(" ".join(quoted))
    assert (verdict.status is Status.VERIFIED) == bool(stands_in(quoted, text))


@given(LONG, st.data())
def test_a_change_in_a_run_is_refused(text: list[list[str]], data: st.DataObject) -> None:
    paragraph = data.draw(st.sampled_from(text))
    start = data.draw(st.integers(0, len(paragraph) - 7))
    quoted = paragraph[start : start + data.draw(st.integers(7, len(paragraph) - start))]
    place = data.draw(st.integers(0, len(quoted) - 1))
    other = data.draw(WORD)
    changed = {
        "change": [*quoted[:place], other, *quoted[place + 1 :]],
        "insertion": [*quoted[:place], other, *quoted[place:]],
        "deletion": [*quoted[:place], *quoted[place + 1 :]],
        "swap": [*quoted[:place], *reversed(quoted[place : place + 2]), *quoted[place + 2 :]],
    }[data.draw(st.sampled_from(["change", "insertion", "deletion", "swap"]))]
    assume(not stands_in(changed, text))
    marks = make([" ".join(p) for p in text])
    assert marks.verify(" ".join(changed)).status is Status.REFUSED
    assert marks.verify(" ".join(changed), [" ".join(p) for p in text]).status is Status.REFUSED


@given(LONG, st.data())
def test_a_cut_joins_parts_of_one_paragraph_in_their_order(
    text: list[list[str]], data: st.DataObject
) -> None:
    paragraph = data.draw(st.sampled_from(text))
    middle = data.draw(st.integers(5, len(paragraph) - 5))
    second = data.draw(st.integers(middle, len(paragraph) - 5))
    first = data.draw(st.integers(0, middle - 5))
    assume("not" not in paragraph[middle:second])
    quoted = f"{' '.join(paragraph[first:middle])} … {' '.join(paragraph[second:])}"
    assert make([" ".join(p) for p in text]).verify(quoted).status is Status.VERIFIED


def test_runs_that_stand_apart_do_not_make_a_quotation() -> None:
    marks = make(["we like a b c d e and b c d e f and then a b c d e"])
    assert marks.verify("a b c d e").status is Status.VERIFIED
    assert marks.verify("b c d e f").status is Status.VERIFIED
    assert marks.verify("a b c d e f").status is Status.REFUSED


def test_a_quotation_does_not_reach_from_one_paragraph_into_the_next() -> None:
    assert PRINT.verify("before the ferry left nobody else saw them").status is Status.REFUSED
    parts = "counted seven grey herons on … the herons were not seen again"
    verdict = PRINT.verify(parts)
    assert verdict.status is Status.REFUSED
    assert verdict.reason == "its parts do not follow one another in one paragraph"
    assert verdict.paragraph == 1


def test_parts_in_the_wrong_order_are_refused() -> None:
    parts = "on the old stone pier … The harbour master counted seven"
    assert PRINT.verify(parts).status is Status.REFUSED
    parts = "harbour master counted seven grey … counted seven grey herons on"
    assert PRINT.verify(parts).status is Status.REFUSED


@pytest.mark.parametrize(
    "quoted",
    [
        "seven grey herons [standing] on the old stone pier",
        "“seven grey herons on the old stone pier”",
        "SEVEN grey, herons on the old",
        "… seven grey herons on the …",
        "The harbour master counted seven ... old stone pier before the ferry",
        "The harbour master counted seven […] old stone pier before the ferry",
        "The harbour master counted seven . . . old stone pier before the ferry",
    ],
)
def test_cuts_insertions_and_typography_are_understood(quoted: str) -> None:
    assert PRINT.verify(quoted).status is Status.VERIFIED


@pytest.mark.parametrize(
    ("quoted", "message"),
    [
        ("", "has no words of the source"),
        ("… [the] …", "has no words of the source"),
        ("[T]he harbour master counted seven", "has a bracket within a word at '[T]h'"),
        ("seven grey … pier", "has the single word 'pier' beside a cut"),
        ("seven … herons … on the pier", "has the single word 'seven' beside a cut"),
        ("the harbour[ master counted seven", "has a square bracket without its pair"),
        ("the ]harbour master counted seven", "has a square bracket without its pair"),
        (
            "the herons were [never] seen again",
            "inserts 'never', which makes the opposite of what the source says",
        ),
        (
            "the herons [who hadn’t slept] were seen",
            "inserts 'hadn't', which makes the opposite of what the source says",
        ),
        (
            "seven \u202egrey herons on the",
            "holds a mark that turns the direction of writing, and would show other words",
        ),
    ],
)
def test_a_quotation_that_cannot_be_read_says_why(quoted: str, message: str) -> None:
    with pytest.raises(QuotationError) as caught:
        PRINT.verify(quoted)
    assert caught.value.message == message
    assert caught.value.remedy


def difference(verdict: Verdict) -> tuple[int | None, int, str, str]:
    found = verdict.first_difference
    assert found is not None
    return verdict.paragraph, found.index, found.word, found.expected


@pytest.mark.parametrize(
    ("quoted", "by_marks", "by_text"),
    [
        # Five right words before the wrong one say where, and which.
        (
            "master counted seven grey herons on an old stone pier",
            (1, 7, "an", ""),
            (1, 7, "an", "the"),
        ),
        # Five right ones after it say the same.
        (
            "counted eight grey herons on the old stone pier",
            (1, 2, "eight", ""),
            (1, 2, "eight", "seven"),
        ),
        # Without five in a row there is nothing to go by but the text.
        ("counted seven grey cranes on the old", (None, 0, "", ""), (1, 4, "cranes", "herons")),
        ("grey herons on the stone pier before", (None, 0, "", ""), (1, 5, "stone", "old")),
        (
            "seven grey herons on the old stone pier.5",
            (1, 8, "pier.5", ""),
            (1, 8, "pier.5", "pier"),
        ),
        ("stone pier before the ferry left again", (1, 7, "again", ""), (1, 7, "again", "")),
    ],
)
def test_a_refusal_names_the_paragraph_and_the_first_word_that_differs(
    quoted: str,
    by_marks: tuple[int | None, int, str, str],
    by_text: tuple[int | None, int, str, str],
) -> None:
    assert difference(PRINT.verify(quoted)) == by_marks
    assert difference(PRINT.verify(quoted, TEXT)) == by_text


QUOTED = [
    "counted seven grey herons on",
    "seven grey herons on the old",
    "Nobody else saw them. The herons were",
    "not seen again, at 4.5 metres or any",
    "The harbour master counted seven grey herons on the",
]
TRACED = trace(PRINT, QUOTED)


@pytest.mark.parametrize("quoted", QUOTED)
def test_one_wrong_word_is_located_in_what_the_book_quotes(quoted: str) -> None:
    right = quoted.split()
    paragraph = PRINT.verify(quoted).paragraph
    for place, word in enumerate(right):
        wrong = [*right[:place], "heronry", *right[place + 1 :]]
        assert difference(TRACED.verify(" ".join(wrong))) == (paragraph, place + 1, "heronry", "")
        more = [*right[:place], "heronry", *right[place:]]
        assert difference(TRACED.verify(" ".join(more)))[:3] == (paragraph, place + 1, "heronry")
        if 0 < place < len(right) - 1:
            less = TRACED.verify(" ".join([*right[:place], *right[place + 1 :]]))
            assert less.status is (Status.REFUSED if len(right) > 5 else Status.SHORT) or word
            assert less.spans == ()


def test_pieces_say_where_and_verify_nothing() -> None:
    assert TRACED.pieces
    assert PRINT.verify("seven grey cranes on the old").paragraph is None
    assert TRACED.verify("seven grey cranes on the old").paragraph == 1
    assert TRACED.verify("grey herons").status is Status.SHORT
    assert TRACED.verify("seven grey herons on old").status is Status.REFUSED
    assert TRACED.verify("on the old stone pier before") == PRINT.verify(
        "on the old stone pier before"
    )


def test_pieces_are_those_of_the_quotations_given() -> None:
    assert trace(TRACED, []) == PRINT
    assert trace(PRINT, ["counted eight grey herons on", "grey herons"]) == PRINT
    assert trace(trace(PRINT, QUOTED), reversed(QUOTED)) == TRACED
    twice = trace(make(["one two one two one two three"]), ["one two one two one two"])
    verdict = twice.verify("one two four two one two")
    assert difference(verdict)[:3] == (1, 3, "four")


@given(LONG, st.data())
def test_a_wrong_word_is_never_verified_by_pieces(
    text: list[list[str]], data: st.DataObject
) -> None:
    paragraph = data.draw(st.sampled_from(text))
    start = data.draw(st.integers(0, len(paragraph) - 5))
    quoted = paragraph[start : start + data.draw(st.integers(5, 9))]
    marks = make([" ".join(p) for p in text], (" ".join(quoted),))
    other = data.draw(st.lists(WORD, min_size=5, max_size=9))
    assert marks.verify(" ".join(quoted)).status is Status.VERIFIED
    assert (marks.verify(" ".join(other)).status is Status.VERIFIED) == bool(stands_in(other, text))


@pytest.mark.parametrize(
    ("quoted", "word"),
    [
        ("The herons were … seen again, at 4.5 metres", "not"),
        ("The herons … again, at 4.5 metres or", ""),
        ("The herons … seen again, at 4.5 metres", "not"),
        ("Nobody else saw them. The herons … at 4.5 metres or any", ""),
    ],
)
def test_a_cut_may_not_take_out_a_negation(quoted: str, word: str) -> None:
    for verdict in (PRINT.verify(quoted, TEXT), confirm(PRINT, TEXT, [quoted]).verify(quoted)):
        assert verdict.status is (Status.REFUSED if word else Status.VERIFIED)
        assert verdict.reason == (f"its cut takes out '{word}'" if word else "")


def test_the_word_is_counted_over_the_cuts() -> None:
    verdict = PRINT.verify("The harbour master counted seven … old stone pier before the ship left")
    assert difference(verdict) == (1, 11, "ship", "")


def test_a_short_phrase_needs_the_text_or_its_confirmation() -> None:
    assert PRINT.verify("grey herons").status is Status.SHORT
    assert PRINT.verify("grey herons", TEXT).status is Status.VERIFIED
    assert PRINT.verify("grey cranes", TEXT).status is Status.REFUSED
    confirmed = confirm(PRINT, TEXT, ["grey herons", "no such words", "counted seven … stone pier"])
    verdict = confirmed.verify("grey herons")
    assert (verdict.status, verdict.paragraph, verdict.word) == (Status.VERIFIED, 1, 6)
    assert confirmed.verify("no such words").status is Status.SHORT
    assert confirmed.verify("counted seven … stone pier").status is Status.VERIFIED
    assert confirmed.verify("stone pier … counted seven").status is Status.REFUSED
    assert confirmed.verify("grey").status is Status.SHORT


def test_one_short_part_makes_a_quotation_too_short() -> None:
    assert PRINT.verify("counted seven grey herons on … stone pier").status is Status.SHORT


def test_a_quotation_stands_in_every_paragraph_that_has_it() -> None:
    marks = fingerprint(["one two three four five"] * 3, source_id="x", key=KEY, numbers=[0, 4, 7])
    verdict = marks.verify("one two three four five")
    assert (verdict.paragraph, verdict.paragraphs) == (0, (0, 4, 7))
    assert verdict.spans == ((0, 0, 5),)


WRONG = [
    ("The herons were not seen again", "The herons were seen again"),
    ("seen again, at 4.5 metres or", "seen again, at 45 metres or"),
    ("seen again, at 4.5 metres or", "seen again, at 4,5 metres or"),
    ("seen again, at 4.5 metres or", "seen again, at -4.5 metres or"),
    ("counted seven grey herons on", "counted seventy grey herons on"),
    ("Nobody else saw them. The herons", "No body else saw them. The herons"),
    ("The harbour master counted seven", "The Harbor master counted seven"),
]


@pytest.mark.parametrize(("right", "wrong"), WRONG)
def test_normalising_makes_no_wrong_quotation_right(right: str, wrong: str) -> None:
    assert PRINT.verify(right).status is Status.VERIFIED
    assert PRINT.verify(wrong).status is Status.REFUSED
    assert words(right) != words(wrong)
