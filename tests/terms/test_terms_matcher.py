"""Which words are found: longest first, with plurals, hyphens and the case of abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.terms.entry import Alias, Entry
from briefbook.terms.matcher import Matcher
from briefbook.terms.words import is_abbreviation, seen, stem, tokens


def entry(*names: str) -> Entry:
    aliases = tuple(Alias(name, f"term-{name}", 1) for name in names)
    return Entry("docs/glossary", aliases, "Definition.")


GLOSSARY = [
    entry("Foreign Military Sales", "FMS"),
    entry("FMS case"),
    entry("Letter of Offer and Acceptance", "LOA"),
    entry("Major non-NATO ally", "MNNA"),
    entry("Soft power"),
    entry("Section 36(b)"),
    entry("F-16"),
    entry("F-16 Block 52"),
    entry("Geo-economics"),
    entry("Policy"),
]


def found(text: str, glossary: list[Entry] | None = None) -> list[tuple[str, str]]:
    matches = Matcher(GLOSSARY if glossary is None else glossary).find(text)
    return [(text[match.start : match.end], match.alias.text) for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An FMS case is open", [("FMS case", "FMS case")]),
        ("FMS and fms", [("FMS", "FMS")]),
        ("foreign military sales", [("foreign military sales", "Foreign Military Sales")]),
        ("a Foreign\nMilitary Sale", [("Foreign\nMilitary Sale", "Foreign Military Sales")]),
        (
            "Letters of Offer and Acceptance",
            [("Letters of Offer and Acceptance", "Letter of Offer and Acceptance")],
        ),
        ("two LOAs", [("LOAs", "LOA")]),
        ("the LOA’s text", [("LOA", "LOA")]),
        ("soft-power, Soft power", [("soft-power", "Soft power"), ("Soft power", "Soft power")]),
        ("soft, power", []),
        ("software power", []),
        ("under Section 36(b), or", [("Section 36(b)", "Section 36(b)")]),
        ("F-16 Block 52s and F-16s", [("F-16 Block 52s", "F-16 Block 52"), ("F-16s", "F-16")]),
        ("F‑16", [("F‑16", "F-16")]),
        ("major non–NATO allies", [("major non–NATO allies", "Major non-NATO ally")]),
        ("policies of the policy’s", [("policies", "Policy"), ("policy", "Policy")]),
        ("soft's power", []),
        ("geoeconomics", []),
        ("s\xadoft pow\xader", [("s\xadoft pow\xader", "Soft power")]),
        ("soft\xa0power, F‐16", [("soft\xa0power", "Soft power"), ("F‐16", "F-16")]),
        ("soft — power, soft – power, soft—power, soft - power, soft- power, soft--power", []),
        ("soft-\npower", [("soft-\npower", "Soft power")]),
        ("\u2067soft\u200f power\u2069", [("soft\u200f power", "Soft power")]),
        ("F 16 and F16 and F-16C", []),
        ("FOREIGN MILITARY SALES", [("FOREIGN MILITARY SALES", "Foreign Military Sales")]),
        ("the POLICY", []),
        ("an FMS-funded case", [("FMS", "FMS")]),
        ("FMS cases’ end", [("FMS cases", "FMS case")]),
        ("the policies’ aim", [("policies", "Policy")]),
        ("foreign military soft power", [("soft power", "Soft power")]),
        ("FMSX or XFMS", []),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Attaché", "attache\u0301s"),
        ("Coup d’état", "a coup d'état"),
        ("جنگ بندی", "یہ جنگ بندی ہے"),
        ("مُلک", "وہ مُلک ہے"),
        ("Soft power", "یہ soft power ہے"),
        ("FMS case", "FMS cases"),
        ("Base", "bases"),
        ("Embargo", "embargoes"),
        ("Ally", "allies"),
        ("Movie", "movies"),
        ("Tie", "ties"),
        ("Use", "uses"),
        ("Status", "statuses"),
        ("News", "news"),
        ("AT&T", "AT&T"),
        ("CIS-MOA", "the CIS‑MOA’s text"),
        ("Nato", "Nato"),
        ("Counter-terrorism", "counter terrorism"),
    ],
)
def test_forms_of_a_name(name: str, text: str) -> None:
    assert [alias for _, alias in found(text, [entry(name)])] == [name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Aid", "AIDS and AID"),
        ("News", "new"),
        ("Economics", "economic"),
        ("Basis", "base"),
        ("US", "us"),
        ("Ally", "rally, all"),
        ("AND", "and"),
    ],
)
def test_other_words(name: str, text: str) -> None:
    assert found(text, [entry(name)]) == []


def test_five_thousand_names() -> None:
    glossary = [entry(f"Term {word} of office {word * 2}", f"T{word}X") for word in range(2500)]
    text = " and ".join(f"term {word} of office {word * 2}, T{word}X" for word in range(2500))
    names = [alias for _, alias in found(text, glossary)]
    assert names == [alias.text for each in glossary for alias in each.aliases]


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["Aid", "Military aid", "Foreign aid"], "foreign military aid", ["military aid"]),
        (
            ["Arms", "Arms Export", "Arms Export Control Act"],
            "arms export control",
            ["arms export"],
        ),
        (["Security force", "Force assistance"], "security force assistance", ["security force"]),
        (["Ally", "Non-NATO ally"], "non-NATO allies and allies", ["non-NATO allies", "allies"]),
    ],
)
def test_terms_inside_terms(names: list[str], text: str, expected: list[str]) -> None:
    assert [words for words, _ in found(text, [entry(name) for name in names])] == expected


def test_longest_name_wins_over_one_inside_it() -> None:
    glossary = [entry("Security"), entry("Security assistance"), entry("Assistance programme")]
    text = "security assistance programme"
    assert found(text, glossary) == [("security assistance", "Security assistance")]


def test_a_name_of_two_entries_is_a_clash() -> None:
    matcher = Matcher([entry("Soft power"), entry("Attraction", "Soft powers")])
    assert [(a[0].headword, b[0].headword) for a, b in matcher.clashes] == [
        ("Soft power", "Attraction")
    ]


def test_singular_and_plural_of_one_entry_do_not_clash() -> None:
    assert not Matcher([entry("Possible sale", "Possible sales")]).clashes


WORD = st.text("abcdefghijklmnopqrstuvwxyzàäçéøßł", min_size=2, max_size=8)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@given(
    st.lists(NAME, min_size=1, max_size=8, unique_by=lambda name: tuple(map(stem, name.split()))),
    st.data(),
)
def test_every_name_is_found_where_it_stands(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    text = f"; {name}; "
    matches = Matcher([entry(each) for each in names]).find(text)
    assert [(match.start, match.end) for match in matches] == [(2, 2 + len(name))]


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    end = 0
    for match in Matcher(GLOSSARY).find(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


@given(st.text(max_size=60))
def test_tokens_lie_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert seen(text[token.start : token.end]) == token.text


@pytest.mark.parametrize(
    ("alias", "expected"),
    [("FMS", True), ("CIS-MOA", True), ("F-16", True), ("PM", True), ("A", False), ("16", False),
     ("Link 16", False), ("fms", False), ("Nato", False), ("36(b)", False), ("", False)],
)  # fmt: skip
def test_is_abbreviation(alias: str, expected: bool) -> None:
    assert is_abbreviation(alias) is expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("FMS", "Foreign Military Sales", True),
        ("LOA", "Letter of Offer and Acceptance", True),
        ("MNNA", "Major non-NATO ally", True),
        ("EUM", "End-use monitoring", True),
        ("F-16", "F-16 Block 52", False),
        ("XYZ", "Foreign Military Sales", False),
        ("TST", "Technical Security Team", True),
    ],
)
def test_expansion_is_recognised_by_its_letters(short: str, long: str, expected: bool) -> None:
    assert entry(long, short).expansion_of(short) == (long if expected else "")
