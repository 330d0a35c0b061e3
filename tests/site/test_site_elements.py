"""How the elements of a brief stand in the HTML of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from books import BRIEF, brief
from briefbook.elements.claim import VERDICTS
from briefbook.site.marks import scale, steps
from site_books import facts, one, parse, words

if TYPE_CHECKING:
    from books import Files
    from site_books import BuildFuro, Page

HOSTILE = """<script>alert("x")</script> & <b class="y">"""


def drawing(svg: str) -> Tag:
    return one(BeautifulSoup(svg, "html.parser"), "svg")


def test_a_masthead_says_what_a_reader_wants_to_know_first(page: Page) -> None:
    masthead = one(page(), "h1 + .brief-masthead")
    assert words(one(masthead, ".brief-number")) == "Brief 1"
    assert words(one(masthead, ".brief-status.status-published")) == "Published"
    assert words(one(masthead, ".brief-question")) == "What was said?"
    assert facts(masthead) == {
        "Issued": "2 January 2026",
        "Information as of": "1 January 2026",
        "Review by": "2 July 2026",
        "Reading time": "1 min",
        "For": "readers",
    }
    days = [time.get("datetime") for time in masthead.select("time")]
    assert days == ["2026-01-02", "2026-01-01", "2026-07-02"]
    assert not masthead.select("a")  # no PDF is made, so none is offered


def test_a_masthead_without_readers_has_no_line_for_them(build_furo: BuildFuro) -> None:
    text = BRIEF.replace("  audience: [readers]\n", "")
    root = parse(
        build_furo({"briefs/one.md": text}, briefbook_front_matter={"required": []}), "briefs/one"
    )
    assert "For" not in facts(one(root, ".brief-masthead"))


def test_a_masthead_links_the_handout_of_every_paper(build_furo: BuildFuro) -> None:
    root = parse(build_furo(briefbook_pdf=True), "briefs/one")
    assert [(words(link), link.get("href")) for link in root.select(".brief-handout a")] == [
        ("Printed handout (PDF, A4)", "../pdf/one.pdf"),
        ("PDF, US Letter", "../pdf/us-letter/one.pdf"),
    ]


def test_every_element_is_a_group_named_by_its_label(page: Page) -> None:
    root = page()
    found = root.select(".brief-element")
    assert {element.get("role") for element in found} == {"group"}
    labels = [one(root, f"#{element['aria-labelledby']}") for element in found]
    assert [words(label) for label in labels] == [
        "Bottom line#",
        "Judgement 1.1#",
        "Claim 1.1 Verdict: corrected#",
        "Claim 1.2 Verdict: opinion#",
        "Another view 1.1: It snows#",
        "Option 1.1: Wait Status quo#",
    ]
    links = [one(label, ".headerlink")["href"] for label in labels]
    assert links == [f"#{element['id']}" for element in found]


@pytest.mark.parametrize(
    "docname", ["index", "briefs/one", "docs/claims", "docs/timeline", "search"]
)
def test_no_id_is_given_twice(docname: str, page: Page) -> None:
    ids = [element["id"] for element in page(docname).select("[id]")]
    assert sorted(set(ids)) == sorted(ids)


def test_the_sentence_of_a_judgement_stands_apart_from_its_reasons(page: Page) -> None:
    statement = one(page(), "#j-rain p > .statement")
    # The number of a note is no part of a sentence, and an emphasis is not cut in two.
    assert words(statement) == "It is very likely that it rains.[1]"
    whole = statement.parent
    assert whole is not None
    assert words(whole).endswith("Clouds say so. A third sentence.")


def test_likelihood_and_confidence_are_said_and_drawn(page: Page) -> None:
    judgement = one(page(), "#j-rain")
    assert facts(judgement)["Likelihood"] == "very likely (80–95%)"
    assert facts(judgement)["Confidence"] == "moderate"
    bar = one(judgement, ".detail-likelihood svg[aria-hidden=true] .scale-range")
    assert (bar["x"], bar["width"]) == ("80", "15")
    dots = judgement.select(".detail-confidence svg[aria-hidden=true] circle")
    assert [dot["class"] for dot in dots] == [["full"], ["full"], ["empty"]]


@pytest.mark.parametrize(("low", "high"), [(1, 5), (45, 55), (95, 99)])
def test_a_bar_goes_as_far_as_the_numbers(low: int, high: int) -> None:
    svg = drawing(scale(low, high))
    bar = one(svg, ".scale-range")
    assert (bar["x"], bar["width"]) == (str(low), str(high - low))
    assert svg["viewbox"] == "0 0 100 12"


@pytest.mark.parametrize("full", range(1, 6))
def test_there_is_a_dot_for_each_level_of_confidence(full: int) -> None:
    svg = drawing(steps(full, 5))
    dots = svg.select("circle")
    assert [dot["class"] for dot in dots] == [["full"]] * full + [["empty"]] * (5 - full)
    width = float(str(svg["viewbox"]).split()[2])
    assert float(str(dots[-1]["cx"])) + float(str(dots[-1]["r"])) < width


@pytest.mark.parametrize(("word", "full"), [("low", 1), ("moderate", 2), ("high", 3)])
def test_the_highest_confidence_fills_all_dots(word: str, full: int, build_furo: BuildFuro) -> None:
    files: Files = {"briefs/one.md": BRIEF.replace(":confidence: moderate", f":confidence: {word}")}
    root = parse(build_furo(files), "briefs/one")
    assert len(root.select(".detail-confidence circle.full")) == full


def test_what_the_article_says_stands_before_what_the_evidence_says(page: Page) -> None:
    claim = one(page(), "#one-said")
    names = ("element-label", "claim-says", "claim-evidence", "element-details")
    parts = [
        next(name for name in names if name in child["class"])
        for child in claim.find_all(recursive=False)
    ]
    assert tuple(parts) == names
    assert words(one(claim, ".claim-says .detail-says dd")) == "It rained in May."
    evidence = one(claim, ".claim-evidence")
    assert words(evidence) == "The evidence says It rained in June. And in July."
    assert list(facts(claim)) == ["The article says", "Where", "Evidence", "Supports"]


def test_a_claim_without_the_words_of_the_article_keeps_its_order(page: Page) -> None:
    claim = one(page(), "#two-said")
    assert not claim.select(".claim-says, .claim-evidence")
    assert list(facts(claim)) == ["Where", "Verdict", "Evidence"]


def test_a_verdict_is_a_word_with_a_class_for_its_sign(page: Page) -> None:
    verdict = one(page(), "#one-said .element-label .verdict.verdict-corrected")
    assert words(verdict) == "Verdict: corrected"
    assert words(one(page("docs/claims"), "td .verdict-corrected")) == "corrected"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_sign_in_the_style(verdict: str, build_furo: BuildFuro) -> None:
    style = (build_furo().html / "_static" / "briefbook-elements.css").read_text("utf-8")
    assert f".verdict.verdict-{verdict}::before" in style


def test_the_status_quo_is_said_in_words(page: Page) -> None:
    assert words(one(page(), "#o-wait.status-quo .element-tag")) == "Status quo"


def test_text_of_authors_never_becomes_markup(build_furo: BuildFuro) -> None:
    text = brief(
        f"""\
        :::{{option}} o-one
        :title: {HOSTILE}
        :benefit: `{HOSTILE}`
        :cost: A cost.
        :risk: A risk.
        :who: `{HOSTILE}`
        Text.
        :::
        """,
        title=f"`{HOSTILE}`",
    )
    text = text.replace("What was said?", f"What of {HOSTILE}?")
    text = text.replace("[readers]", f"['{HOSTILE}']")
    root = parse(build_furo({"briefs/one.md": text}), "briefs/one")
    assert words(one(root, ".brief-question")) == f"What of {HOSTILE}?"
    assert words(one(root, ".fact-audience dd")) == HOSTILE
    assert words(one(root, "#o-one .detail-who dd")) == HOSTILE
    assert "<script>" in words(one(root, "#o-one .element-title"))
    assert "<script>" in words(one(root, "h1"))
    scripts = root.select("script:not([type='application/ld+json'])")
    assert not [script for script in scripts if "alert" in script.get_text()]
    assert not root.select("article b, nav b, title b")
