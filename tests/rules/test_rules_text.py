"""Reading prose: sentences, words of likelihood, figures, abbreviations and hedges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook import yardsticks
from briefbook.rules.text.abbreviations import abbreviations
from briefbook.rules.text.expansions import fits, spelt_out
from briefbook.rules.text.figures import figures, is_supposed
from briefbook.rules.text.quoted import own_words
from briefbook.rules.text.record import Allowance, Block
from briefbook.rules.text.sentences import count_words, sentences
from briefbook.rules.text.weasels import weasels
from briefbook.rules.text.years import is_dated
from briefbook.yardsticks.finder import confidence, find, scale_of, statements

PIECES = st.sampled_from(
    [
        "The U.S. Army",
        "Gen. Bajwa",
        "e.g.",
        "No. 5",
        "in Sept. 2022.",
        "3.5%",
        "“Why?”",
        "he asked.",
        "Plan B.",
        "J. K. Rowling",
        "etc.",
        "(So it is.)",
        "…",
        "end.[1]",
        "very likely",
        "not",
        "unlikely",
        "likely",
        "remote",
        "$4 billion",
        "\n",
        " ",
        "?!",
        "NATO",
        "CRS",
        "could",
        "“",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Army came. It left.", ["The U.S. Army came.", "It left."]),
        ("It lies in the U.S. The rest is here.", ["It lies in the U.S.", "The rest is here."]),
        ("Gen. Bajwa and Mr. Biden met.", ["Gen. Bajwa and Mr. Biden met."]),
        ("See No. 5. The next is No. 6.", ["See No. 5.", "The next is No. 6."]),
        ("It was no. It was yes.", ["It was no.", "It was yes."]),
        ("In Sept. 2022 it rose by 3.5 points.", ["In Sept. 2022 it rose by 3.5 points."]),
        ("Take one, e.g. Lahore, i.e. a town.", ["Take one, e.g. Lahore, i.e. a town."]),
        ("By J. K. Rowling. The end.", ["By J. K. Rowling.", "The end."]),
        ("“Why?” he asked. “Because.” She left.", ["“Why?” he asked.", "“Because.”", "She left."]),
        ("It ended.[1] Then (it began.) More.", ["It ended.[1]", "Then (it began.)", "More."]),
        ("It ended.² Then it began.", ["It ended.²", "Then it began."]),
        ("Boats, buses, etc. were sold. The end.", ["Boats, buses, etc. were sold.", "The end."]),
        ("One line.\nAnother line.", ["One line.", "Another line."]),
        ("1. First of all. Second.", ["1. First of all.", "Second."]),
        ("It cost $1.2 million in 2018. A lot!", ["It cost $1.2 million in 2018.", "A lot!"]),
        ("Really? Yes. No", ["Really?", "Yes.", "No"]),
        ("So he did … and went.", ["So he did … and went."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@given(TEXTS)
def test_sentences_hold_all_but_the_gaps(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
    place = 0
    for sentence in found:
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text
        assert not text[place : sentence.start].strip()
        place = sentence.start + len(sentence.text)


@given(TEXTS, TEXTS)
def test_words_of_joined_texts_add_up(one: str, two: str) -> None:
    assert count_words(f"{one} {two}") == count_words(one) + count_words(two)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two—three", 3),
        ("2002–18 and F-16", 3),
        ("a - b", 2),
        ("\ufffc of \ufffc", 3),
        ("…", 0),
    ],
)
def test_words_are_counted(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is very likely that", [("very likely", False)]),
        ("It is unlikely that", [("unlikely", False)]),
        ("It is highly\nunlikely that", [("highly unlikely", False)]),
        ("It is not likely that", [("likely", True)]),
        ("It isn’t very likely that", [("very likely", True)]),
        ("It is no longer likely", [("likely", True)]),
        ("It is not only likely but", []),
        ("This makes it more likely", []),
        ("as likely as before", []),
        ("more likely than not", [("more likely than not", False)]),
        ("remote areas", []),
        ("The chance is remote", [("remote", False)]),
        ("a Remote chance", [("remote chance", False)]),
        ("unlikely, then likely", [("unlikely", False), ("likely", False)]),
        ("a likely-looking boat", []),
        ("It is far from likely", [("likely", True)]),
        ("less than likely", [("likely", True)]),
        ("It is very-likely", [("very likely", False)]),
        ("not a likely outcome", [("likely", True)]),
        ("increasingly likely", []),
    ],
)
def test_words_of_likelihood(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(hit.word, hit.negated) for hit in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It is quite likely", "quite"),
        ("It is more than likely", "more than"),
        ("It is very\nprobable", "very"),
        ("It is very likely", ""),
        ("It is not quite likely", ""),
    ],
)
def test_what_moves_a_word_of_likelihood(text: str, qualifier: str) -> None:
    (hit,) = find(text)
    assert hit.qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "The likely cost is high",
        "Likely costs are high",
        "the fear of likely loss",
        "The city’s likely answer",
        "a very likely outcome",
        "the almost certain defeat",
        "no likely successor",
    ],
)
def test_likely_of_a_noun_says_nothing(text: str) -> None:
    assert find(text)
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The cost is likely high",
        "Likely, costs are high",
        "Probably the boat sinks",
        "There is a remote chance of it",
        "It is likely the cost rises",
        "It’s likely that it sinks",
        "This probably means more",
        "This likely means more",
        "The outcome of that is likely",
    ],
)
def test_likely_of_a_statement_counts(text: str) -> None:
    assert statements(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He said “it is likely”.", False),
        ('He said "it is likely".', False),
        ("He said ‘it is likely’.", False),
        ("He said 'it isn't likely'.", False),
        ("Since the ’90s the boats’ end is likely for all’ of us", True),
        ("It’s likely that it’s over", True),
        ("The boats' end is likely in the allies' view", True),
    ],
)
def test_quoted_words_are_not_the_writers(text: str, left: bool) -> None:
    own = own_words(text)
    assert len(own) == len(text)
    assert bool(find(own)) is left


@given(TEXTS)
def test_a_hit_stands_where_it_says(text: str) -> None:
    end = 0
    for hit in find(text):
        assert " ".join(text[hit.start : hit.end].lower().split()) == hit.word
        assert hit.start >= end
        assert scale_of(hit).find(hit.word)
        end = hit.end


@given(TEXTS, TEXTS)
def test_hits_of_texts_with_a_full_stop_between_add_up(one: str, two: str) -> None:
    joined = find(f"{one} || {two}")
    assert [hit.word for hit in joined] == [hit.word for part in (one, two) for hit in find(part)]


@pytest.mark.parametrize("name", yardsticks.names())
def test_every_word_of_a_scale_is_found_whole(name: str) -> None:
    for word in yardsticks.load(name).words:
        text = f"The chance is {word}." if word == "remote" else f"It has {word} now."
        assert [hit.word for hit in find(text)] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "with high confidence",
        "our confidence is low",
        "a high level of confidence",
        "we are confident",
        "This is said with confidence",
        "moderate analytic confidence",
        "confidence in this is low",
        "low-to-moderate confidence",
        "with confidence",
    ],
)
def test_words_of_confidence(text: str) -> None:
    assert confidence(text)


@pytest.mark.parametrize(
    "text",
    [
        "Business confidence fell.",
        "a vote of no confidence",
        "in confidence",
        "with investor confidence",
        "as consumer confidence is low",
    ],
)
def test_other_confidence_is_not_the_writers(text: str) -> None:
    assert confidence(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost $450 million.", ["$450 million"]),
        ("It rose 54%, or 34.7 per cent.", ["54%", "34.7 per cent"]),
        ("Rs 4 crore and €3m", ["Rs 4 crore", "€3m"]),
        ("7 billion people within 2,500 km", ["7 billion"]),
        ("a range of 2,500 km", ["2,500 km"]),
        ("up to 5%, 30% or more, at most $4 million", []),
        ("80% of 40 hours = 80%", []),
        ("100% right and 0% wrong", []),
        ("F-16, 12 aircraft, page 4, 2022", []),
        ("Forty percent, or a third of it", ["Forty percent", "a third"]),
        ("a third party and a third option", []),
        (
            "$450m, USD 450 million, 450 million dollars",
            ["$450m", "USD 450 million", "450 million"],
        ),
        ("450 000 troops and 5–7 %", ["450 000 troops", "5–7 %"]),
        ("3.5x, 3.5 times as many, a 4x4", ["3.5x", "3.5 times as many"]),
        ("10x is a name; 10x faster; $0 or 0 dollars", ["10x"]),
        ("it appears 214 times as a word", []),
        ("a 60% chance, likely (55–80%)", []),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert [figure for figure, _ in figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "in 2022",
        "the 1990s",
        "2002–18",
        "2018-19",
        "FY25",
        "FY2022",
        "since September 2022",
        "mid-2022",
        "07.09.2022",
        "7/9/22",
        "the 2010 floods",
        "In 2025 passengers paid",
        "a 19th-century law",
    ],
)
def test_dates(text: str) -> None:
    assert is_dated(text)


@pytest.mark.parametrize(
    "text",
    [
        "$2022",
        "2022,5",
        "last year",
        "12,022 boats",
        "on 4 May",
        "It carries 2000 passengers",
        "a loss of 2000 passengers",
        "about 2000 troops",
        "1500–2000 boats sank",
        "Section 1206",
        "2000 MW",
        "the JF-2000",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not is_dated(text)


@pytest.mark.parametrize(
    "text", ["For example, 5% fail.", "Suppose 5% fail.", "say 5%", "(e.g. 5% fail)"]
)
def test_examples_are_made_up(text: str) -> None:
    assert is_supposed(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The CRS and two NGOs", ["CRS", "NGO"]),
        ("The CIS-MOA holds", ["CIS-MOA"]),
        ("JF-17, F-16, FY25, COVID-19, CO2", []),
        ("Chapter XIV and King Louis XVI", []),
        ("BIG AND LOUD WORDS", []),
        ("see README.md or /API/x or A_CRS", []),
        ("the CRS's paper", ["CRS"]),
        ("the CRS’s paper", ["CRS"]),
        ("Two MoUs, a LoA and DevOps", ["MoU", "LoA"]),
        ("F-16s, MQ-9s and C-130Js", []),
        ("from 10 AM to 5 PM; the PM", ["PM"]),
        ("a CD, an MD; Title CD, World War II", ["CD", "MD"]),
        ("PAK, GBR and a licence CC BY 4.0", []),
    ],
)
def test_abbreviations(text: str, expected: list[str]) -> None:
    assert [word for word, _ in abbreviations(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "the Congressional Research Service (CRS)",
        "CRS (Congressional Research Service)",
        "CRS — Congressional Research Service",
        "CRS stands for something",
        "the Congressional Research Service",
        "the CRS, a congressional research service",
        "a congressional research service, or CRS",
        "the “Congressional Research Service” (“CRS”)",
    ],
)
def test_abbreviation_is_spelt_out(text: str) -> None:
    assert spelt_out("CRS", [text])


@pytest.mark.parametrize(
    "text",
    [
        "the CRS (2022)",
        "a CRS report",
        "cats run slowly",
        "a licence of the board (CRS)",
        "centres (CRS)",
        "CRS – a new board",
        "Cold. Rain. Snow",
        "It came late. So (CRS)",
    ],
)
def test_abbreviation_is_not_spelt_out(text: str) -> None:
    assert not spelt_out("CRS", [text])


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("TTP", "the Tehrik-i-Taliban Pakistan"),
        ("MoU", "two memoranda of understanding"),
        ("CENTCOM", "United States Central Command"),
        ("XML", "eXtensible Markup Language"),
        ("COIN", "counterinsurgency"),
        ("GIZ", "Deutsche Gesellschaft für Internationale Zusammenarbeit"),
    ],
)
def test_letters_stand_in_the_words(word: str, words: str) -> None:
    assert fits(word, words)


@pytest.mark.parametrize(
    "text",
    [
        "It could fail.",
        "It may well fail.",
        "It might.",
        "We cannot rule out a failure.",
        "Failure cannot be ruled out.",
        "It is possible that it fails.",
        "Some analysts say so.",
        "It is impossible to rule out.",
        "It cannot entirely be ruled out.",
        "It may, in time, fail.",
        "It could’ve failed.",
    ],
)
def test_hedges(text: str) -> None:
    assert weasels(text)


@pytest.mark.parametrize(
    "text",
    [
        "It came in May 2022.",
        "He said that “it could fail”.",
        "a possible sale",
        "It could not fly.",
        "In May and June, the might of the wind",
        "He said ‘members may not sell’.",
    ],
)
def test_what_is_no_hedge(text: str) -> None:
    assert not weasels(text)


@given(TEXTS)
def test_no_reader_of_text_raises(text: str) -> None:
    weasels(text)
    confidence(text)
    is_dated(text)
    is_supposed(text)
    for word, place in abbreviations(text):
        assert text.startswith(word, place)
        spelt_out(word, [text])
    for _, place in figures(text):
        assert 0 <= place < len(text)


def test_line_of_a_place_follows_the_breaks() -> None:
    block = Block(7, "paragraph", "One.\nTwo.\nThree.")
    assert [block.line_at(sentence.start) for sentence in sentences(block.text)] == [7, 8, 9]


def test_allowance_covers_its_lines_or_all() -> None:
    part = Allowance("a", 3, "long-sentence", "so", 3, 6)
    assert [part.covers(line) for line in (2, 3, 6, 7)] == [False, True, True, False]
    assert Allowance("a", 3, "long-sentence", "so").covers(999)
