"""What is found in a text: abbreviations, figures, names, statements, faults of form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.ingest import abbreviations, facts, form, lines, statements
from briefbook.ingest.article import Kind, Paragraph
from briefbook.ingest.draft import claims
from briefbook.ingest.formats import plain
from briefbook.ingest.paragraphs import number
from briefbook.ingest.read import read
from ingest.articles import HTML, TEXT


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the World Health Organization (WHO) said", "WHO", "World Health Organization"),
        ("a Harbour People's Party (HPP) man", "HPP", "Harbour People's Party"),
        ("the Bureau of Boats and Bridges (BBB)", "BBB", "Bureau of Boats and Bridges"),
        ("a hidden Markov model (HMM) is", "HMM", "hidden Markov model"),
        ("FMS (foreign military sales) are", "FMS", "foreign military sales"),
        ("the deoxyribonucleic acid (DNA) of", "DNA", "deoxyribonucleic acid"),
        ("the US-Harbour Trade Council (USHTC) met", "USHTC", "US-Harbour Trade Council"),
    ],
)
def test_abbreviations_are_expanded(text: str, short: str, long: str) -> None:
    assert abbreviations.definitions(text) == {short: long}


@pytest.mark.parametrize(
    "text",
    ["the boats (see below) sail", "a plan (2022) for boats", "boats (XYZ) sail", "( )", "(("],
)
def test_not_every_bracket_holds_an_abbreviation(text: str) -> None:
    assert abbreviations.definitions(text) == {}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aAbBcC ().,-’\n1é", max_size=120))
def test_expansions_stand_in_the_text_and_hold_every_letter(text: str) -> None:
    for short, long in abbreviations.definitions(text).items():
        assert long in " ".join(text.split()) or long in text
        left = iter(sign.lower() for sign in long)
        assert all(sign.lower() in left for sign in short if sign.isalnum())


def test_capitals_without_expansion_are_counted() -> None:
    texts = ["The HFA met the MOT.", "The HFA and the F-16.", "ALL OF THIS SHOUTS"]
    assert abbreviations.undefined(texts, {"MOT"}) == {"HFA": 2}


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("It cost $450 million in all.", "money", "$450 million"),
        ("It cost US$ 1.2bn in all.", "money", "US$ 1.2bn"),
        ("It cost 3 million euros.", "money", "3 million euros"),
        ("It cost Rs. 45,000.", "money", "Rs. 45,000"),
        ("It grew by 54%.", "percentage", "54%"),
        ("It grew by 5.4 per cent.", "percentage", "5.4 per cent"),
        ("It met on 7 September 2022.", "date", "7 September 2022"),
        ("It met on Sept. 7, 2022.", "date", "Sept. 7, 2022"),
        ("It met in FY2022.", "date", "FY2022"),
        ("It met last month.", "date", "last month"),
        ("It met in 1947 and later.", "date", "1947"),
        ("It has 20,400 seats.", "number", "20,400"),
    ],
)
def test_figures_have_their_kind(text: str, kind: str, found: str) -> None:
    assert [(fact.kind, fact.text) for fact in facts.figures(text)] == [(kind, found)]


def test_names_of_things_are_no_figures() -> None:
    assert facts.figures("The F-16 and the C130J met the A-10s.") == []


def test_names_and_offices() -> None:
    text = "In May the Department of Harbours and Bridges met Prime Minister Ann Lee."
    assert "Department of Harbours and Bridges" in facts.names(text)
    assert facts.offices(text) == ["Prime Minister Ann Lee"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Sunday, November 17, 2024", "date"),
        ("Published: 3 March 2025, 10:45 GMT", "date"),
        ("2025-03-04", "date"),
        ("Read more: Why the boats sank", "related"),
        ("Also read: Why the boats sank", "related"),
        ("ALSO READ Why the boats sank", "related"),
        ("Also Read | Why the boats sank", "related"),
        ("12-Mar-2025", "date"),
        ("Updated: 3/12/2025 10:31 AM IST", "date"),
        ("13.12.2025 | 10:31:05", "date"),
        ("2025/3/4", "date"),
        ("###", "furniture"),
        ("Already a subscriber? Sign in.", "furniture"),
        ("Related stories", "links"),
        ("By Ann Lee", "byline"),
        ("By Ann Lee and Tom Ray", "byline"),
        ("| Welcome to the News", "furniture"),
        ("Share this article", "furniture"),
        ("Reporting by Anna Quill; Editing by Ben Ott", "furniture"),
        ("On 17 November 2024 the boat sank.", "text"),
        ("By the time it sank it was old.", "text"),
        ("on 3/12/2025 it sank", "text"),
        ("Read more than one book a year and be happy.", "text"),
    ],
)
def test_lines_are_told_apart(line: str, what: str) -> None:
    tests = {
        "date": lines.is_date(line),
        "related": lines.is_related(line),
        "links": lines.heads_links(line),
        "byline": bool(lines.byline(line)),
        "furniture": lines.is_furniture(line),
    }
    assert [name for name, holds in tests.items() if holds] == ([] if what == "text" else [what])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 March 2025", ["2025-03-12"]),
        ("12-Mar-2025", ["2025-03-12"]),
        ("the 12th of March, 2025", ["2025-03-12"]),
        ("2025/3/12", ["2025-03-12"]),
        ("13/12/2025 and 12/13/2025", ["2025-12-13", "2025-12-13"]),
        ("12.12.2025", ["2025-12-12"]),
        ("3/12/2025", []),
        ("31.2.2025, 40/40/2025", []),
    ],
)
def test_days_are_read_where_they_are_certain(text: str, days: list[str]) -> None:
    assert lines.dates_in(text) == days


def test_every_statement_has_one_claim() -> None:
    found, passed = statements.find(number(plain.read(TEXT).blocks))
    assert [(s.paragraphs, s.form) for s in found] == [
        ((0,), "title"),
        ((1,), "sentence"),
        ((1,), "sentence"),
        ((2, 3), "sentence"),
        ((2, 3), "sentence"),
        ((0,), "link"),
        ((4,), "sentence"),
        ((5,), "sentence"),
        ((5,), "list"),
        ((6,), "sentence"),
    ]
    assert [(p.paragraph, p.reason) for p in passed] == [
        (4, "a question"),
    ]


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        ("We believe the time has come for another policy.", True),
        ("I strongly believe that the town needs its boats.", True),
        ("The town should keep its boats.", True),
        ("It is high time that somebody looked at the weir.", True),
        ("Unfortunately nobody has released the data.", True),
        ("We measured the lake in forty places.", False),
        ("The mayor said that the town should keep its boats.", False),
        ("According to the survey the lake ought to be full.", False),
        ("We would need 12 boats.", False),
        ("They believe that the lake is full.", False),
    ],
)
def test_opinions_get_a_claim_that_says_so(text: str, opinion: bool) -> None:
    found, passed = statements.find([Paragraph(1, text)])
    assert [statement.opinion for statement in found] == [opinion]
    assert not passed
    draft = claims(found, "paper-2020", "a")
    assert (":verdict: opinion\n" in draft) == opinion


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Who would walk over the bridge?", "a question"),
        ("هل البحيرة فارغة؟", "a question"),
        ("Quaid-e-Azam", "too short for a statement"),
        ("Subscribe to our letter and never miss a word.", "a call to the reader"),
    ],
)
def test_what_states_nothing_is_listed(text: str, reason: str) -> None:
    found, passed = statements.find([Paragraph(1, text)])
    assert not found
    assert [p.reason for p in passed] == [reason]


def test_items_of_a_list_are_statements_where_they_say_something() -> None:
    long = ("Only 12 of the 88 boats went out in June.", "The cannery closed.")
    found, _ = statements.find([Paragraph(1, "", Kind.PARAGRAPH, long)])
    assert [(s.form, s.index, s.total) for s in found] == [("item", 1, 2), ("item", 2, 2)]
    found, _ = statements.find([Paragraph(1, "", Kind.PARAGRAPH, ("fuel", "the second boat"))])
    assert [s.form for s in found] == ["list"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("He had “a plan of his own making” for it.", "article-unattributed"),
        ('He said “a plan” and "another plan".', "article-quotation-marks"),
        ("He said “a plan and went away again.", "article-quotation-marks"),
    ],
)
def test_faults_of_quotations(text: str, rule: str) -> None:
    article = plain.read(text)
    found = form.findings(article, [Paragraph(1, text)], "a.txt")
    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize(
    "text",
    [
        "He said that he had “a plan of his own making” for it.",
        "“A plan of his own making, and of nobody else's.” Ann Lee, mayor",
        "According to the mayor it was “a plan of his own making”.",
        "It was “soft power” after all.",
    ],
)
def test_attributed_quotations_are_no_faults(text: str) -> None:
    found = form.findings(plain.read(text), [Paragraph(1, text)], "a.txt")
    assert "article-unattributed" not in {finding.rule for finding in found}


@pytest.mark.parametrize(
    "text",
    ["„Wir messen“, sagte sie.", "„Mierzymy”, mówi ona.", "« Oui », dit-elle.", "“Yes,” she said."],
)
def test_quotation_marks_of_other_languages_pair(text: str) -> None:
    found = form.findings(plain.read(text), [Paragraph(1, text)], "a.txt")
    assert "article-quotation-marks" not in {finding.rule for finding in found}
    odd = text.removeprefix(text[0])
    found = form.findings(plain.read(odd), [Paragraph(1, odd)], "a.txt")
    assert "article-quotation-marks" in {finding.rule for finding in found}


def test_faults_of_form_in_plain_text_and_html() -> None:
    for text, dated in ((TEXT, "may be the day the page was served"), (HTML, "was published on")):
        article, paragraphs = read(text.encode())
        found = {f.rule: f.message for f in form.findings(article, paragraphs, "a")}
        assert found["article-repeated"] == "paragraph 3 repeats paragraph 2"
        assert found["article-related"].startswith("a line leads to other stories and is not")
        assert dated in found["article-header-date"]
        assert ("article-author" in found) == (text == TEXT)


def test_date_after_publication_is_said() -> None:
    article, paragraphs = read(HTML.replace("2026-02-03", "2025-02-03").encode())
    assert "article-later-date" not in {f.rule for f in form.findings(article, paragraphs, "a")}
    late = HTML.replace("each January.", "each January, as it did on 4 May 2026.")
    article, paragraphs = read(late.encode())
    found = {f.rule: f.message for f in form.findings(article, paragraphs, "a")}
    assert "names 2026-05-04" in found["article-later-date"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_text_ends_in_an_error(text: str) -> None:
    article = plain.read(text)
    paragraphs = number(article.blocks)
    found, passed = statements.find(paragraphs)
    form.findings(article, paragraphs, "a.txt")
    assert all(fact.text for p in paragraphs for fact in facts.all_facts(p.number, p.whole))
    assert all(statement.paragraphs for statement in found)
    assert all(p.paragraph for p in passed)
    assert all(p.number or p.kind is not Kind.PARAGRAPH for p in paragraphs)
