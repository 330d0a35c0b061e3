"""Whole briefs that try to get round a rule, or to make it speak where it should be silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from rules.cases import assemble
from rules.test_rules_cases import find, write

if TYPE_CHECKING:
    from briefbook.findings import Finding

JUDGEMENT = """\
:::{{judgement}} ferry-winter
:likelihood: {word}
:confidence: moderate
:basis: ferry-fares
:would-change: Accounts that show a loss in summer as well.
{text}
:::
"""


@dataclass(frozen=True)
class Try:
    """A text for a slot of the brief, and the findings it must give: rules, lines of the text."""

    text: str
    expected: tuple[tuple[str, int], ...] = ()
    word: str = "likely"
    slot: str = "judgement"

    @property
    def source(self) -> str:
        """What fills the slot."""
        if self.slot != "judgement":
            return f"{self.text}\n"
        return JUDGEMENT.format(word=self.word, text=self.text)

    @property
    def first(self) -> int:
        """How many lines stand before the text."""
        return 5 if self.slot == "judgement" else 0


def one(rule: str, line: int = 1) -> tuple[tuple[str, int], ...]:
    """Return one expected finding."""
    return ((rule, line),)


TRIES = {
    # The word is there and says something else.
    "far-from": Try("It is far from likely that it ends.", one("likelihood-negated")),
    "not-at-all": Try("It is not at all likely that it ends.", one("likelihood-negated")),
    "less-than": Try("It is less than likely that it ends.", one("likelihood-negated")),
    "by-no-means": Try("It is by no means likely that it ends.", one("likelihood-negated")),
    "quite": Try("It is quite likely that it ends.", one("likelihood-qualified")),
    "more-than": Try("It is more than likely that it ends.", one("likelihood-qualified")),
    "rather": Try("It is rather unlikely that it ends.", one("likelihood-qualified"), "unlikely"),
    "very-probable": Try("It is very probable that it ends.", one("likelihood-qualified")),
    "the-likely-cost": Try("The likely cost is high.", one("likelihood-missing")),
    "likely-costs": Try("Likely costs are high.", one("likelihood-missing")),
    "of-likely": Try("Fear of likely losses ends it.", one("likelihood-missing")),
    "cost-and-word": Try("It is likely that the likely cost is high."),
    "quoted": Try("The mayor called it “likely to end” and left.", one("likelihood-missing")),
    "quoted-typed": Try('The mayor called it "very likely" and left.', one("likelihood-missing")),
    "quoted-beside": Try("It is likely that it ends, though one says ‘very likely’."),
    "in-unlikely": Try("It is unlikely that it ends.", one("likelihood-mismatch")),
    "likelihood": Try("The likelihood that it ends is high.", one("likelihood-missing")),
    "asked": Try("Is it likely that it ends?", one("likelihood-missing")),
    "supposed": Try("If it is likely, fares rise.", one("likelihood-missing")),
    "neither-nor": Try("It is neither likely nor unlikely to end.", one("likelihood-negated")),
    "in-a-note": Try(
        "Service ends.[^n]\n\n[^n]: It is likely that it does.", one("likelihood-missing")
    ),
    "percent": Try("There is a 60% chance that it ends.", one("likelihood-missing")),
    "per-cent": Try("There is a 60 per cent chance that it ends.", one("likelihood-missing")),
    "both": Try("It is likely (60%) that it ends."),
    "second-sentence": Try(
        "It is likely that it ends.\nIt is unlikely that it starts again.",
        one("likelihood-repeated", 2),
    ),
    "most-likely": Try("It is most likely that it ends.", one("likelihood-missing")),
    "foreign": Try(
        "It is highly unlikely that it ends.", one("likelihood-foreign"), "very unlikely"
    ),
    "foreign-noun": Try(
        "It is likely.\nA virtually certain loss follows.", one("likelihood-foreign", 2)
    ),
    # The word is there, however it is written.
    "capital": Try("Likely, it ends."),
    "line-end": Try("It is very\nlikely that it ends.", word="very likely"),
    "emphasis": Try("It is *very* **likely** that it ends.", word="very likely"),
    "emphasis-across": Try("It is v*ery like*ly that it ends.", word="very likely"),
    "no-break": Try("It is very\N{NO-BREAK SPACE}likely that it ends.", word="very likely"),
    "nested": Try("```{note}\nIt is likely that it ends.\n```"),
    "nested-title": Try("```{admonition} The answer\nIt is likely that it ends.\n```"),
    "list": Try("- It is likely that it ends.\n- Fares have fallen."),
    "in-brackets": Try("It is (very likely) ending.", word="very likely"),
    "linked": Try("It is [likely](#ferry-winter) that it ends."),
    "condition-beside": Try("If the subsidy ends, it is likely that it ends."),
    "compared": Try("It is likely that it ends.\nThat is more likely than before."),
    # Confidence
    "with-confidence": Try(
        "It is likely, with high confidence, that it ends.", one("likelihood-with-confidence")
    ),
    "high-confidence": Try(
        "We judge with high confidence that it is likely to end.",
        one("likelihood-with-confidence"),
    ),
    "confidence-is": Try(
        "It is likely that it ends, and confidence in this is low.",
        one("likelihood-with-confidence"),
    ),
    "low-to-moderate": Try(
        "With low-to-moderate confidence, it is likely to end.", one("likelihood-with-confidence")
    ),
    "quoted-confidence": Try("It is likely that the talk of “high confidence” ends."),
    "confidence-apart": Try("It is likely that it ends.\nOur confidence is low."),
    # Hedges
    "rule-out": Try("It is likely.\nA sale is impossible to rule out.", one("weasel-word", 2)),
    "ruled-out": Try("It is likely.\nA sale cannot entirely be ruled out.", one("weasel-word", 2)),
    "may": Try("It is likely.\nService may, in time, end.", one("weasel-word", 2)),
    "might": Try("It is likely.\nThe might of the wind might end it.", one("weasel-word", 2)),
    "could-have": Try("It is likely.\nIt could’ve ended.", one("weasel-word", 2)),
    "month": Try("It is likely that it ends in May, as in May 2022 and on 3 May."),
    "prohibition": Try("It is likely that “may not sell” stays in the charter."),
    # Figures
    "count": Try("It carries 2000 passengers a day.", one("undated-figure"), slot="text"),
    "words": Try("Forty per cent of them pay.", one("undated-figure"), slot="text"),
    "third": Try("A third of them pay.", one("undated-figure"), slot="text"),
    "short-sum": Try("It cost $450m.", one("undated-figure"), slot="text"),
    "code-sum": Try("It cost USD 450 million.", one("undated-figure"), slot="text"),
    "spaced": Try("It carried 450 000 troops.", one("undated-figure"), slot="text"),
    "range": Try("It lost 5–7 % of them.", one("undated-figure"), slot="text"),
    "times": Try("It grew 3.5x.", one("undated-figure"), slot="text"),
    "dated": Try(
        "It cost $4m in FY2022.\n\nIt cost $5m in 2018-19.\n\nIt cost $6m in the 1990s."
        "\n\nIt has cost $7m since September 2022.",
        slot="text",
    ),
    # Abbreviations
    "no-expansion": Try(
        "It has a licence of the board (HMX).", one("unexplained-abbreviation"), slot="text"
    ),
    "after-dash": Try("The HMX – a new board.", one("unexplained-abbreviation"), slot="text"),
    "plural": Try("Two MoUs bind it.", one("unexplained-abbreviation"), slot="text"),
    "plural-explained": Try(
        "Two memoranda of understanding (MoUs) bind it.\nBoth MoUs are short.", slot="text"
    ),
    "no-abbreviation": Try(
        "F-16s, MQ-9s and the JF-17 fly.\nChapter XIV and Louis XVI stay.\nTables say PAK and IND.",
        slot="text",
    ),
    "title": Try(
        ":::{alternative} ferry-bridge\n:title: What HMX says\n:challenges: ferry-winter\n"
        "It differs.\n:::",
        one("unexplained-abbreviation", 2),
        slot="alternative",
    ),
    "benefit": Try(
        ":::{option} ferry-tender\n:title: Tender it\n:benefit: HMX gains.\n:cost: Time.\n"
        ":risk: None.\n:who: Desk.\nIt differs.\n:::",
        one("unexplained-abbreviation", 3),
        slot="option",
    ),
    "review-before": Try(
        "  number: 998\n  question: Does it pay?\n  audience: [desk]\n  status: published\n"
        "  issued: 2026-11-20\n  as-of: 2026-11-15\n  review-by: 2026-11-19\n  topics: [a]\n"
        "  changes: [{date: 2026-11-20, note: First edition.}]",
        one("review-before-issue", 7),
        slot="front-matter",
    ),
    "question": Try(
        "  number: 999\n  question: Does HMX still pay?\n  audience: [desk]\n  status: published\n"
        "  issued: 2026-11-22\n  as-of: 2026-11-15\n  review-by: 2027-05-22\n  topics: [a]\n"
        "  changes: [{date: 2026-11-22, note: First edition.}]",
        one("unexplained-abbreviation", 2),
        slot="front-matter",
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """The findings in a book with a brief for each try."""
    briefs = {
        name: assemble(item.slot, item.source, number, name)[0]
        for number, (name, item) in enumerate(TRIES.items(), 1)
    }
    folder = tmp_path_factory.mktemp("hostile")
    by_name: dict[str, list[Finding]] = {name: [] for name in briefs}
    for finding in find(write(folder / "book", briefs), folder / "out"):
        by_name[finding.path.removeprefix("briefs/").removesuffix(".md")].append(finding)
    return by_name


@pytest.mark.parametrize("name", TRIES)
def test_just_the_right_finding_at_its_line(name: str, found: dict[str, list[Finding]]) -> None:
    item = TRIES[name]
    _, place, _ = assemble(item.slot, item.source, 1, name)
    expected = [(rule, place + item.first + line - 1) for rule, line in item.expected]
    assert [(f.rule, f.line) for f in found[name]] == expected, [str(f) for f in found[name]]
