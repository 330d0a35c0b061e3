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


def test_possessive_waits_for_a_plain_use() -> None:
    assert shown("The LOA’s text is an LOA.") == ["", "Letter of Offer and Acceptance (LOA)"]


def test_authors_own_spelling_out_is_enough() -> None:
    assert shown("Foreign Military Sales (FMS), or FMS.") == ["", "", ""]


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
    assert respell("EUM", "EUM", "End-use monitoring", "Then ").text == "end-use monitoring (EUM)"
    assert respell("EUM", "EUM", "End-use monitoring", "Then. ").text == "End-use monitoring (EUM)"
    assert respell("FMS", "FMS", "Foreign Military Sales", "an ").text.startswith("Foreign")


@pytest.mark.parametrize(
    ("before", "expected"), [("an ", "a"), ("An ", "A"), ("a ", ""), ("the ", ""), ("Xan ", "")]
)
def test_article_follows_the_words(before: str, expected: str) -> None:
    assert respell("MNNA", "MNNA", "Major non-NATO ally", before).article == expected


def test_term_kept_for_links_by_hand() -> None:
    found = use(passage("Soft power."), manual=["Soft power"])
    assert [item.linked for item in found] == [False]


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
