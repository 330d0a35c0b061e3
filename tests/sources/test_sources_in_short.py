"""Notes in short, as a handout prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.sources import Source, parse_cites
from briefbook.sources.in_short import in_short
from briefbook.sources.markup import typographic

ADDRESS = "https://example.org/paper"


def _source(title: str, address: str | None = ADDRESS) -> Source:
    given = {
        "id": "paper",
        "type": "article-newspaper",
        "title": title,
        "custom": {"kind": "press", "read": "page"},
    }
    return Source.model_validate({**given, **({"URL": address} if address else {})})


def _said(title: str, name: str, cite: str = "paper") -> str:
    return "".join(s.text for s in in_short(parse_cites(cite)[0], _source(title), name))


@pytest.mark.parametrize(
    ("title", "name", "said"),
    [
        ("A short title", "Dawn, 3 Apr. 2022", "Dawn, 3 Apr. 2022: \u201cA short title\u201d"),
        (
            "Army chief recalls all the favours of all the partners",
            "Dawn, 3 Apr. 2022",
            "Dawn, 3 Apr. 2022: \u201cArmy chief recalls all the favours\u2026\u201d",
        ),
        (
            'The man who said "ships" to everybody in the whole harbour',
            "Dawn, 3 Apr. 2022",
            "Dawn, 3 Apr. 2022: \u201cThe man who said \u2018ships\u2019 to everybody\u2026\u201d",
        ),
        # What the name says is not said again.
        ("National Security Policy of Pakistan 2022-2026", "National Security Policy 2022", ""),
        ("Long Term Plan for the Corridor (2017-2030)", "Corridor Long Term Plan 2017", ""),
        ("Harbours", "Harbours 2021", ""),
        # A part of a word is not a word.
        ("Art", "Department 2021", "Department 2021: \u201cArt\u201d"),
    ],
)
def test_a_source_has_its_name_and_how_its_title_begins(title: str, name: str, said: str) -> None:
    assert _said(title, name) == (said or name)


def test_a_place_in_a_source_is_kept() -> None:
    said = _said("A short title", "Dawn, 3 Apr. 2022", "paper [p. 4]")
    assert said == "Dawn, 3 Apr. 2022: \u201cA short title\u201d, p. 4"
    assert _said("Harbours", "Harbours 2021", "paper [p. 4]") == "Harbours 2021, p. 4"


_TITLES = st.lists(
    st.text(st.characters(categories=["L", "N"], include_characters=",:-()&\u2019"), min_size=1),
    min_size=1,
    max_size=30,
).map(" ".join)


@given(
    _TITLES, st.sampled_from(["Dawn, 3 Apr. 2022", "Office", "A very long name of a paper 2022"])
)
def test_a_title_is_begun_and_always_a_link(title: str, name: str) -> None:
    spans = in_short(parse_cites("paper")[0], _source(title), name)
    assert [span.url for span in spans if span.url] == [ADDRESS]
    assert spans[0].text.startswith(name)
    if len(spans) > 1:
        begun = spans[1].text.strip("\u201c\u201d")
        assert begun
        assert typographic(title).startswith(begun.removesuffix("\u2026"))
        assert begun.endswith("\u2026") == (begun != typographic(title))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("SHIPS, ch. 5", "SHIPS, ch. 5"),
        ("SHIPS 2021", "SHIPS 2021: \u201cA title\u201d"),
        ("SHIPS, 2 May 2021 (b)", "SHIPS, 2 May 2021 (b): \u201cA title\u201d"),
    ],
)
def test_a_name_of_its_own_tells_enough_unless_it_is_a_date(label: str, said: str) -> None:
    source = _source("A title").model_copy(update={"label": label})
    assert "".join(s.text for s in in_short(parse_cites("paper")[0], source, label)) == said


def test_a_source_without_an_address_has_no_link() -> None:
    spans = in_short(parse_cites("paper")[0], _source("A title", address=None), "Office 2021")
    assert [span.url for span in spans] == [None, None]
