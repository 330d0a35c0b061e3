"""Scales of likelihood: their words and numbers, as the standards state them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefbook import yardsticks
from briefbook.yardsticks.suggest import suggest

PAGE = Path(__file__).parents[1] / "docs" / "guide" / "reference" / "scales.md"

ICD_203 = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
PHIA = {
    "remote chance": (0, 5),
    "highly unlikely": (10, 20),
    "unlikely": (25, 35),
    "realistic possibility": (40, 50),
    "likely": (55, 75),
    "highly likely": (80, 90),
    "almost certain": (95, 100),
}


@pytest.mark.parametrize(("name", "terms"), [("icd203", ICD_203), ("phia", PHIA)])
def test_a_scale_is_the_published_one(name: str, terms: dict[str, tuple[int, int]]) -> None:
    scale = yardsticks.load(name)
    assert {term.words[0]: (term.low, term.high) for term in scale.terms} == terms


def test_an_open_end_is_printed_as_one() -> None:
    ranges = [term.range for term in yardsticks.load("phia").terms]
    assert ranges[0] == ">0–5%"
    assert ranges[3] == "40–<50%"
    assert ranges[6] == "95–<100%"


@pytest.mark.parametrize("name", yardsticks.names())
def test_the_reference_prints_the_scale_as_it_is(name: str) -> None:
    scale = yardsticks.load(name)
    text = PAGE.read_text(encoding="utf-8")
    _, _, section = text.partition(f"## `{name}`: {scale.title}\n")
    section = section.partition("\n## ")[0]
    rows = re.findall(r"^\* - (.+)\n  - (.+)$", section, re.MULTILINE)[1:]
    assert rows == [(", ".join(term.words), term.range) for term in scale.terms]
    assert f"Levels of confidence: {', '.join(scale.confidences)}.\n" in section


@pytest.mark.parametrize("name", yardsticks.names())
def test_a_scale_rises_and_says_each_word_once(name: str) -> None:
    scale = yardsticks.load(name)
    assert scale.title
    assert len(set(scale.words)) == len(scale.words)
    assert all(word == word.lower() for word in scale.words)
    assert all(0 <= term.low < term.high <= 100 for term in scale.terms)


@pytest.mark.parametrize("word", ["likely", "Likely", "  LIKELY ", "probable"])
def test_a_word_is_found_however_it_is_written(word: str) -> None:
    term = yardsticks.load("icd203").find(word)
    assert term is not None
    assert (term.low, term.high) == (55, 80)
    assert term.range == "55–80%"


@pytest.mark.parametrize("word", ["", "possible", "likely not", "very  probable indeed"])
def test_a_word_of_no_scale_is_not_found(word: str) -> None:
    assert yardsticks.load("icd203").find(word) is None


def test_spaces_within_a_word_do_not_matter() -> None:
    assert yardsticks.load("icd203").find("very \n likely") is not None


def test_an_unknown_scale() -> None:
    with pytest.raises(KeyError):
        yardsticks.load("icd302")
    assert {"icd203", "phia"} <= set(yardsticks.names())


@pytest.mark.parametrize(
    ("name", "word", "meant"),
    [
        ("icd203", "quite likely", "likely"),
        ("icd203", "likely to very likely", "very likely"),
        ("icd203", "likly", "likely"),
        ("icd203", "unlikley", "unlikely"),
        ("icd203", "very-likely", "very likely"),
        ("icd203", "certain", "almost certain"),
        ("icd203", "60%", "likely"),
        ("icd203", "3 per cent", "almost no chance"),
        ("icd203", "highly likely", "very likely"),
        ("phia", "very likely", "highly likely"),
        ("phia", "roughly even chance", "realistic possibility"),
    ],
)
def test_another_word_suggests_the_one_that_was_meant(name: str, word: str, meant: str) -> None:
    assert suggest(word, yardsticks.load(name)) == f"did you mean '{meant}'?"


@pytest.mark.parametrize("word", ["not likely", "possible", "moderate", "xyz"])
def test_a_word_that_is_like_none_gets_the_steps_of_the_scale(word: str) -> None:
    steps = ", ".join(ICD_203)
    assert suggest(word, yardsticks.load("icd203")) == f"use one of: {steps}"
