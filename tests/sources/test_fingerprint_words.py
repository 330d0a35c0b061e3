from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.sources.fingerprint import words

# Modifier letters are raised signs, and some of them apostrophes.
LETTERS_AND_DIGITS = {"Lu", "Ll", "Lt", "Lo", "Nd"}

SAME = [
    ("“F‑16” jets", '"f-16" JETS'),
    ("don’t", "don't"),
    ("the ‘hard’ way", "the 'hard' way"),
    ("eﬃcient ﬁghters", "efficient fighters"),
    ("sup\u00adport", "support"),
    ("a\u200bb c\ufeffd e\u2060f", "ab cd ef"),
    ("one\u00a0two\u2009three\u3000four\nfive", "one two three four five"),
    ("2013–17", "2013-17"),
    ("aid — money", "aid, money"),
    ("aid—money", "aid money"),
    ("aid -- money", "aid money"),
    ("wait … here", "wait... here"),
    ("34٪ of it", "34% of it"),
    ("one · two", "one two"),
    ("10 m٬", "10 m"),
    ("Mu\u0308ller", "Müller"),
    ("−5 degrees", "-5 degrees"),
    ("(the sale); it: stands!", "the sale it stands"),
    ("４５０ million", "450 million"),
    ("*bold* word", "bold word"),
    ("word¡ ¿word?", "word word"),
    ("• first", "first"),
    ("in 2022.", "in 2022"),
    ("the U.S.", "the U.S"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert words(one) == words(other)


DIFFERENT = [
    ("is", "is not"),
    ("can", "can't"),
    ("can", "cannot"),
    ("did", "didn’t"),
    ("4.5", "45"),
    ("4.5", "4 5"),
    ("4.5", "4,5"),
    (".5", "5"),
    ("0.5", ".5"),
    ("1,000", "1.000"),
    ("1,000", "1000"),
    ("10:30", "1030"),
    ("-5", "5"),
    ("−5", "5"),
    ("- 5", "-5"),
    ("− 5", "5"),
    ("+5", "5"),
    ("±5", "5"),
    ("<5", ">5"),
    ("5%", "5"),
    ("5%", "5‰"),
    ("$5", "€5"),
    ("$5", "5"),
    ("-$5", "$5"),
    ("10²", "102"),
    ("10²", "10"),
    ("H₂O", "H2O"),
    ("5½", "51/2"),
    ("5½", "5"),
    ("1①", "11"),
    ("BBB-", "BBB"),
    ("BBB−", "BBB"),
    ("F-16", "F16"),
    ("F-16", "F 16"),
    ("re-sign", "resign"),
    ("U.S.", "US"),
    ("Müller", "Muller"),
    ("Pakistan's", "Pakistans"),
    ("and/or", "and or"),
    ("R&D", "R D"),
    ("5′", "5"),
    ("§ 36", "36"),
    ("9/11", "911"),
    ("5*3", "53"),
    ("5 * 3", "5*3"),
    ("x=y", "x≠y"),
    ("word(s)", "words"),
    ("nowhere", "now here"),
    ("in Maßen", "in Massen"),
    ("34٪", "34"),
    ("34؉", "34"),
    ("4·5", "4 5"),
    ("4·5", "45"),
    ("٤٫٥", "٤ ٥"),
    ("٤٬٥٠٠", "٤ ٥٠٠"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_changes_the_meaning_makes_a_difference(one: str, other: str) -> None:
    assert words(one) != words(other)


@given(st.text(max_size=40))
def test_words_are_their_own_form(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once
    assert all(word and not any(c.isspace() for c in word) for word in once)


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_of_two_texts_follow_each_other(one: str, other: str) -> None:
    assert words(f"{one}\n{other}") == words(one) + words(other)


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "P", "Zs", "Sm"]), max_size=30))
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    kept = iter("".join(words(text)).replace("ß", "ss"))
    wanted = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    assert all(c in kept for c in wanted if unicodedata.category(c) in LETTERS_AND_DIGITS)
