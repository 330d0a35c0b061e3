"""Every directive, well used: the doctree that it becomes, compared with one that was read."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from books import brief
from briefbook.elements.nodes import brief_element, brief_masthead

if TYPE_CHECKING:
    from conftest import Build, MakeBook

EXPECTED = Path(__file__).parent.parent / "expected" / "elements"

CASES = {
    "judgement": """\
        :::{judgement} b-rain
        :likelihood: Very likely
        :confidence: high
        :basis: one-said, b-gap
        :would-change: A *dry* year.
        It is very likely that it rains.
        A second sentence.
        :::

        :::{gap} b-gap
        The wind.
        :::
        """,
    "claim": """\
        :::{claim} b-claim
        :says: It "rained" in **May**.
        :source: paper-2020
        :paragraph: 0, 8
        :verdict: corrected
        :evidence: report-2021 [p. 4], paper-2020
        It rained in June.
        :::
        """,
    "alternative": """\
        :::{alternative} b-snow
        :title: Snow
        :challenges: one-holds
        It may snow.
        :::
        """,
    "option": """\
        :::{option} b-wait
        :title: Wait
        :status-quo:
        :benefit: No cost.
        :cost: Time.
        :risk: Rain {cite}`report-2021`.
        :who: Everybody.
        :when: Today.
        Wait and see.
        :::
        """,
    "recommendation": """\
        :::{recommendation} b-ask
        :who: The office.
        :by: 2027-03-31
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
        :matters: It carries rain.
        :closes: A vane.
        The wind is not known.
        :::
        """,
    "nested": """\
        ::::{gap} b-nested
        A list:

        - one
          1. two

        | a | b |
        |---|---|
        | c | d {cite}`paper-2020` |

        ```python
        print("x")
        ```

        :::{note}
        Note {cite}`paper-2020`.
        :::
        ::::
        """,
    "citations": """\
        Twice the same {cite}`report-2021 [p. 4]`, {cite}`report-2021 [p. 4]`.

        ## A heading {cite}`paper-2020`

        Two at once {cite}`paper-2020, report-2021 [5]` and a note.[^n]

        [^n]: It says so {cite}`paper-2020`.
        """,
}


@pytest.mark.parametrize("name", CASES)
def test_a_directive_becomes_the_doctree_that_was_read(
    name: str, make_book: MakeBook, build: Build, request: pytest.FixtureRequest
) -> None:
    root = make_book({"briefs/two.md": brief(dedent(CASES[name]), number=2, title="Weather")})
    built = build(root, builder="dummy")
    assert built.warnings == ()
    doctree = built.env.get_doctree("briefs/two")
    if name == "citations":
        parts: list[nodes.Element] = [
            *doctree.findall(nodes.paragraph),
            *doctree.findall(nodes.footnote),
        ]
        found = "\n".join(part.pformat() for part in parts)
    else:
        elements = [e for e in doctree.findall(brief_element) if e["kind"] != "bottom-line"]
        found = elements[0].pformat()
        found += "".join(note.pformat() for note in doctree.findall(nodes.footnote))
    found = found.replace(f"{root}/", "")
    path = EXPECTED / f"{name}.txt"
    if request.config.getoption("--record"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "set_so"),
    [
        ("It rained {cite}`paper-2020`; it snowed.", "It rained;[1] it snowed."),
        ("It rained {cite}`paper-2020`.", "It rained.[1]"),
        ("Source: {cite}`paper-2020`; ours.", "Source:[1]; ours."),
        ("Source: {cite}`paper-2020`.", "Source:[1]."),
    ],
)
def test_a_mark_stands_behind_a_stop_unless_one_is_before_it(
    written: str, set_so: str, make_book: MakeBook, build: Build
) -> None:
    root = make_book({"briefs/two.md": brief(f"{written}\n", number=2, title="Weather")})
    doctree = build(root, builder="dummy").env.get_doctree("briefs/two")
    for mark in list(doctree.findall(nodes.footnote_reference)):
        mark.parent.replace(mark, nodes.Text(f"[{mark.astext()}]"))
    assert set_so in [paragraph.astext() for paragraph in doctree.findall(nodes.paragraph)]


def test_the_masthead_follows_the_title(make_book: MakeBook, build: Build) -> None:
    doctree = build(make_book(), builder="dummy").env.get_doctree("briefs/one")
    section = next(doctree.findall(nodes.section))
    assert isinstance(section[0], nodes.title)
    masthead = section[1]
    assert isinstance(masthead, brief_masthead)
    assert masthead["number"] == 1
    assert (masthead["issued"], masthead["as_of"]) == ("2026-01-02", "2026-01-01")
    assert masthead["review_by"] == "2026-07-02"
    assert (masthead["audience"], masthead["topics"]) == (["readers"], ["talk"])
    assert masthead["minutes"] == 1
    assert masthead["handout"] == "pdf/one.pdf"


def test_an_id_that_a_heading_has_is_given_to_the_heading(
    make_book: MakeBook, build: Build
) -> None:
    body = "## B clash\n\nText.\n\n:::{gap} b-clash\nNot known.\n:::\n\nSee [](#b-clash).\n"
    built = build(make_book({"briefs/two.md": brief(body, number=2)}))
    page = built.page("briefs/two")
    assert built.warnings == ()
    assert page.count('id="b-clash"') == 1
    assert page.count('id="gap-b-clash"') == 1
