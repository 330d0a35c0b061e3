"""Every directive, ill used: one finding, at its line, that says what to do."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pytest

from books import BODY_LINE, brief

if TYPE_CHECKING:
    from conftest import Build, Command, MakeBook

GOOD = {
    "judgement": """\
        :::{judgement} b-rain
        :likelihood: likely
        :confidence: high
        It is likely that it rains.
        :::
        """,
    "claim": """\
        :::{claim} b-claim
        :says: It rained.
        :source: paper-2020
        :paragraph: 8
        :verdict: confirmed
        :evidence: report-2021 [p. 4]
        It did.
        :::
        """,
    "alternative": """\
        :::{alternative} b-snow
        :challenges: one-holds
        It may snow.
        :::
        """,
    "option": """\
        :::{option} b-wait
        :title: Wait
        :benefit: No cost.
        :cost: Time.
        :risk: Rain.
        :who: Everybody.
        Wait and see.
        :::
        """,
    "recommendation": """\
        :::{recommendation} b-ask
        :who: The office.
        Ask the office.
        :::
        """,
    "indicator": """\
        :::{indicator} b-clouds
        :raises: one-holds
        :where: The sky.
        Clouds gather.
        :::
        """,
    "gap": """\
        :::{gap} b-wind
        The wind is not known.
        :::
        """,
}
REQUIRED = {
    "judgement": ("likelihood", "confidence"),
    "claim": ("source", "paragraph", "verdict", "evidence"),
    "option": ("title", "benefit", "cost", "risk", "who"),
    "recommendation": ("who",),
    "indicator": ("where",),
}


class Fault(NamedTuple):
    """A change to a good directive, the line that it is found on, and what is said."""

    kind: str
    old: str
    new: str
    line: int
    words: str


FAULTS = [
    Fault("judgement", "likelihood: likely", "likelihood: likly", 1,
          "judgement 'b-rain' has the likelihood 'likly', which ICD 203 does not know; "
          "did you mean 'likely'? [briefbook.likelihood-unknown]"),
    Fault("judgement", "high", "hihg", 2,
          "judgement 'b-rain' has the confidence 'hihg'; did you mean 'high'? "
          "[briefbook.confidence-unknown]"),
    Fault("judgement", ":confidence: high", ":confidence: high\n:basis: one-sayd", 3,
          "judgement 'b-rain': no element 'one-sayd' for :basis:; did you mean 'one-said'? "
          "[briefbook.unknown-element]"),
    Fault("judgement", ":confidence: high", ":confidence: high\n:basis: two-bottom-line", 3,
          "judgement 'b-rain': 'two-bottom-line' is a bottom-line, which :basis: does not take; "),
    Fault("claim", "verdict: confirmed", "verdict: conformed", 4,
          "claim 'b-claim' has the verdict 'conformed'; did you mean 'confirmed'? "
          "[briefbook.verdict-unknown]"),
    Fault("claim", "paragraph: 8", "paragraph: eight", 3,
          "claim 'b-claim' has the paragraph 'eight'; give the number of the article's paragraph, "
          "or several with commas [briefbook.paragraph-number]"),
    Fault("claim", "evidence: report-2021 [p. 4]", "evidence: report-2012", 5,
          "no source 'report-2012'; did you mean 'report-2021'? [briefbook.source-unknown]"),
    Fault("claim", "evidence: report-2021 [p. 4]", "evidence: report-2021 [p. 4", 5,
          "claim 'b-claim' has an :evidence: that cannot be read: "),
    Fault("alternative", "one-holds", "one-said", 1,
          "alternative 'b-snow': 'one-said' is a claim, which :challenges: does not take; "
          "name a judgement [briefbook.wrong-kind]"),
    Fault("recommendation", ":who: The office.", ":who: The office.\n:option: one-said", 2,
          "recommendation 'b-ask': 'one-said' is a claim, which :option: does not take; "),
    Fault("indicator", "one-holds", "one-falls", 1,
          "indicator 'b-clouds': no element 'one-falls' for :raises:; "),
    Fault("gap", "b-wind", "B Wind!", 0,
          "gap 'B Wind!' has no well-formed id; use lower-case letters, digits and single hyphens, "
          "such as 'b-wind' [briefbook.element-id]"),
    Fault("gap", "b-wind", f"b-{'x' * 59}", 0,
          "has an id of 61 characters; use 60 at most: it stands in addresses "
          "[briefbook.element-id]"),
    Fault("gap", " b-wind", "", 0,
          "a gap without an id; write one after the name, such as :::{gap} an-id "
          "[briefbook.element-id]"),
    Fault("gap", "The wind is not known.\n", "", 0,
          "gap 'b-wind' has no text; write it between the fences [briefbook.element-empty]"),
    Fault("gap", "The wind", ":mattters: Rain.\nThe wind", 1,
          "the directive 'gap' has no option :mattters:; did you mean 'matters'? "
          "[briefbook.element-option]"),
    Fault("gap", "not known.", "not {cite}`report-2012` known.", 1, "no source 'report-2012'; "),
    Fault("gap", "not known.", "not {cite}`report-2021 [` known.", 1, "end the locator with ']'"),
    Fault("gap", "not known.", "not {cite}`,` known.", 1, "[briefbook.cite-syntax]"),
    Fault("gap", "The wind", ":matters: See {cite}`report-2012`.\nThe wind", 1,
          "no source 'report-2012'; "),
]  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
def test_what_the_faults_are_made_from_is_good(
    kind: str, make_book: MakeBook, build: Build
) -> None:
    root = make_book({"briefs/two.md": brief(dedent(GOOD[kind]), number=2)})
    assert build(root, builder="dummy").warnings == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind}-{fault.new[:30]!r}")
def test_a_fault_is_one_finding_at_its_line(
    fault: Fault, make_book: MakeBook, build: Build
) -> None:
    good = dedent(GOOD[fault.kind])
    assert good.count(fault.old) == 1
    root = make_book({"briefs/two.md": brief(good.replace(fault.old, fault.new), number=2)})
    (warning,) = build(root, builder="dummy").warnings
    assert warning.startswith(f"briefs/two.md:{BODY_LINE + fault.line}: ")
    assert fault.words in warning


@pytest.mark.parametrize(
    ("kind", "option"), [(kind, option) for kind, names in REQUIRED.items() for option in names]
)
def test_an_option_that_is_missing_or_empty(
    kind: str, option: str, make_book: MakeBook, build: Build
) -> None:
    lines = dedent(GOOD[kind]).splitlines(keepends=True)
    missing = "".join(line for line in lines if not line.startswith(f":{option}:"))
    root = make_book({"briefs/two.md": brief(missing, number=2)})
    (warning,) = build(root, builder="dummy").warnings
    assert warning.startswith(f"briefs/two.md:{BODY_LINE}: ")
    assert f"has no :{option}:; add a line ':{option}: …' below the one that opens it" in warning


@pytest.mark.parametrize("kind", GOOD)
def test_an_element_outside_a_brief(kind: str, make_book: MakeBook, build: Build) -> None:
    root = make_book({"docs/page.md": f"# Page\n\n{dedent(GOOD[kind])}"})
    (warning,) = build(root, builder="dummy").warnings
    assert warning.startswith("docs/page.md:3: ")
    assert (
        "stands outside a brief; move it to a brief's file [briefbook.element-outside]" in warning
    )


def test_a_bad_key_does_not_hide_a_bad_element(make_book: MakeBook, build: Build) -> None:
    text = brief(dedent(GOOD["judgement"]).replace("likely\n", "likly\n"), number=2)
    root = make_book({"briefs/two.md": text.replace("number: 2", "number: two")})
    first, second = build(root, builder="dummy").warnings
    assert first.startswith("briefs/two.md:3: WARNING: 'number' is 'two'; ")
    assert second.startswith(f"briefs/two.md:{BODY_LINE + 1}: WARNING: judgement 'b-rain' has ")


@pytest.mark.parametrize(("status", "severity"), [("draft", "warning: "), ("published", "")])
def test_an_empty_option_may_wait_in_a_draft(
    status: str, severity: str, make_book: MakeBook, command: Command
) -> None:
    text = brief(dedent(GOOD["gap"]).replace("The wind", ":closes:\nThe wind"), number=2)
    root = make_book({"briefs/two.md": text.replace("published", status)})
    result = command("check", "--source", root)
    line = f"briefs/two.md:{BODY_LINE + 1}: {severity}the option :closes: is empty; "
    assert line in result.out
    assert result.status == (0 if severity else 1)
