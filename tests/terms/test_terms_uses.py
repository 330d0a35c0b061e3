"""What is linked and what is spelt out, in the order in which a reader meets it."""

from __future__ import annotations

import pytest

from briefbook.terms.expand import respell
from briefbook.terms.matcher import Matcher
from briefbook.terms.passages import HOLE, Mention, Passage
from briefbook.terms.uses import Use, uses_in

from .test_terms_matcher import GLOSSARY, entry


def use(*passages: Passage, **options: object) -> list[Use]:
    expanding = bool(options.pop("expanding", True))
    return list(uses_in(passages, Matcher(GLOSSARY), expanding=expanding, **options))  # type: ignore[arg-type]


def passage(text: str, section: str = "one", *mentions: Mention) -> Passage:
    return Passage(section, section.title(), text, mentions)


def shown(*texts: str, **options: object) -> list[str]:
    return [found.shown for found in use(*map(passage, texts), **options)]


def test_first_use_in_each_section_is_linked() -> None:
    found = use(
        passage("Soft power, soft power."), passage("Soft power."), passage("Soft power.", "two")
    )
    assert [item.linked for item in found] == [True, False, False, True]


def test_abbreviation_is_spelt_out_once_in_the_document() -> None:
    assert shown("An LOA. The LOA.", "Another LOA.") == [
        "Letter of Offer and Acceptance (LOA)", "", "",
    ]  # fmt: skip


def test_plural_is_spelt_out_in_the_plural() -> None:
    assert shown("Two LOAs.") == ["Letters of Offer and Acceptance (LOAs)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The LOA’s text is an LOA.", ["Letter of Offer and Acceptance’s (LOA’s)", ""]),
        ("The LOAs’ text.", ["Letters of Offer and Acceptance’s (LOAs’)"]),
        ("The FMS's rules.", ["Foreign Military Sales’ (FMS's)"]),
    ],
)
def test_possessive_belongs_to_both_names(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Military Sales (FMS), or FMS.",
        "Foreign\nMilitary Sales (FMS) and FMS.",
        "Foreign Military Sales, or FMS, and FMS.",
        "Foreign Military Sales (hereafter “the FMS”) and FMS.",
        "FMS (Foreign Military Sales) and FMS.",
        "FMS (the Foreign Military Sales programme) and FMS.",
        "Foreign Military Sales FMS and FMS.",
    ],
)
def test_authors_own_spelling_out_is_enough(text: str) -> None:
    assert "".join(shown(text)) == ""


def test_plural_spelt_out_by_the_author_is_enough() -> None:
    assert "".join(shown("Letters of Offer and Acceptance (LOAs) and LOA.")) == ""


@pytest.mark.parametrize("first", ["Foreign Military Sales", "Foreign Military Sales (FMS"])
def test_what_the_author_spells_out_in_a_link_is_enough(first: str) -> None:
    written = "Foreign Military Sales (FMS) and FMS."
    hidden = Passage("one", "One", HOLE * len(first) + written[len(first) :], (), written)
    assert "".join(item.shown for item in use(hidden)) == ""


@pytest.mark.parametrize(
    "text", ["Foreign Military Sales cases and FMS.", "(FMS) after Foreign Military Sales."]
)
def test_name_and_abbreviation_far_apart_explain_nothing(text: str) -> None:
    assert "Foreign Military Sales (FMS)" in shown(text)


def test_abbreviation_in_a_quotation_waits_for_the_text() -> None:
    assert [item.shown for item in use(passage(HOLE * 5 + " and FMS."))] == [
        "Foreign Military Sales (FMS)"
    ]


def test_abbreviation_at_the_head_of_a_longer_name() -> None:
    (found,) = use(passage("An FMS case."))
    assert (found.shown, found.article) == ("Foreign Military Sales (FMS) case", "A")


def test_abbreviation_inside_a_name_stays() -> None:
    assert shown("A major non-NATO ally.") == [""]


def test_well_known_abbreviation_stays() -> None:
    assert shown("FMS.", well_known=["FMS"]) == [""]


def test_nothing_is_spelt_out_outside_briefs() -> None:
    assert shown("FMS.", expanding=False) == [""]


def test_common_noun_loses_its_capital_inside_a_sentence() -> None:
    assert (
        respell("EUM", "EUM", "End-use monitoring", "Then ", "").text == "end-use monitoring (EUM)"
    )
    assert (
        respell("EUM", "EUM", "end-use monitoring", "Then. ", "").text == "End-use monitoring (EUM)"
    )
    assert respell("FMS", "FMS", "Foreign Military Sales", "an ", "").text.startswith("Foreign")


@pytest.mark.parametrize(
    ("before", "expected"), [("an ", "a"), ("An ", "A"), ("a ", ""), ("the ", ""), ("Xan ", "")]
)
def test_article_follows_the_words(before: str, expected: str) -> None:
    assert respell("MNNA", "MNNA", "Major non-NATO ally", before, "").article == expected


@pytest.mark.parametrize(
    ("before", "expansion", "expected"),
    [
        ("an ", "United Nations", "a"),
        ("an ", "European Union", "a"),
        ("a ", "Hour of need", "an"),
        ("a ", "Unmanned aerial vehicle", "an"),
        ("an ", "Ukrainian force", "a"),
        ("a ", "Export credit", "an"),
    ],
)
def test_article_follows_the_sound(before: str, expansion: str, expected: str) -> None:
    assert respell("XX", "XX", expansion, before, "").article == expected


def test_name_kept_for_links_by_hand_is_no_use_elsewhere() -> None:
    mention = Mention(12, "soft power", "soft power")
    found = use(passage("Soft power, " + HOLE * 10, "one", mention), manual=["Soft power"])
    assert [(item.start, item.linked, item.by_hand) for item in found] == [(12, True, True)]


def test_abbreviation_kept_for_links_by_hand_is_spelt_out() -> None:
    (found,) = use(passage("FMS."), manual=["FMS"])
    assert (found.linked, found.shown) == (False, "Foreign Military Sales (FMS)")


def test_link_by_hand_in_a_heading_is_a_use_and_not_the_first() -> None:
    heading = Passage("one", "One", "", (Mention(0, "fms", "FMS", fixed=True),))
    found = use(heading, passage("FMS."))
    assert [(item.by_hand, item.linked, item.shown) for item in found] == [
        (True, True, ""), (False, True, "Foreign Military Sales (FMS)"),
    ]  # fmt: skip


def test_link_by_hand_counts_as_the_first_use() -> None:
    mention = Mention(4, "soft power", "soft power")
    found = use(passage("See " + HOLE * 10 + " and soft power.", "one", mention))
    assert [(item.by_hand, item.linked) for item in found] == [(True, True), (False, False)]


def test_abbreviation_linked_by_hand_is_spelt_out_too() -> None:
    found = use(passage("See " + HOLE * 3, "one", Mention(4, "fms", "FMS")))
    assert found[0].shown == "Foreign Military Sales (FMS)"


def test_definition_does_not_link_to_itself() -> None:
    own = entry("Soft power").aliases[0].anchor
    assert not use(passage("Soft power is soft power.", own))
