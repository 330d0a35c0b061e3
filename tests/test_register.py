"""The domain ``brief``: what it collects, merges, forgets, and how links find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from books import Built, Files, brief
from briefbook.elements.record import KINDS
from briefbook.register import BriefDomain, register_of

if TYPE_CHECKING:
    from conftest import Build, MakeBook

EVERY_KIND = brief(
    """\
    :::{judgement} b-judgement
    :likelihood: likely
    :confidence: low
    It is likely that it rains.
    :::

    :::{claim} b-claim
    :says: It rained.
    :source: paper-2020
    :paragraph: 8
    :verdict: confirmed
    :evidence: report-2021
    It did.
    :::

    :::{alternative} b-alternative
    :title: It snows
    :challenges: b-judgement
    It may snow.
    :::

    :::{option} b-option
    :title: Wait
    :status-quo:
    :benefit: No cost.
    :cost: Some time.
    :risk: It rains.
    :who: Everybody.
    Wait and see.
    :::

    :::{recommendation} b-recommendation
    :option: b-option
    :who: Everybody.
    Wait for an hour.
    :::

    :::{indicator} b-indicator
    :raises: b-judgement
    :where: The sky.
    Clouds gather.
    :::

    :::{gap} b-gap
    The wind is not known.
    :::

    :::{quotation} b-quotation
    :source: paper-2020
    It will rain.
    :::
    """,
    number=3,
    title="Weather",
)
BOOK: Files = {
    "briefs/two.md": EVERY_KIND,
    "docs/links.md": (
        "# Links\n\n"
        + "\n\n".join(f"[](#b-{k}) and [text of {k}](#b-{k})" for k in KINDS if k != "bottom-line")
        + "\n\n[](#two-bottom-line)\n\n{brief:ref}`b-gap` and {brief:ref}`words <b-gap>`\n"
    ),
}


@pytest.fixture
def built(make_book: MakeBook, build: Build) -> Built:
    found = build(make_book(BOOK))
    assert found.warnings == ()
    return found


def test_every_element_is_in_the_inventory(built: Built) -> None:
    data = (built.html / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="").data
    found = {
        name: (kind, item.uri, item.display_name)
        for kind, items in inventory.items()
        if kind.startswith("brief:")
        for name, item in items.items()
    }
    assert found["b-claim"] == ("brief:claim", "briefs/two.html#b-claim", "Claim 3.1: It rained.")
    assert found["b-option"] == ("brief:option", "briefs/two.html#b-option", "Option 3.1: Wait")
    assert {kind for kind, _, _ in found.values()} == {f"brief:{kind}" for kind in KINDS}


def test_links_resolve_from_other_documents(built: Built) -> None:
    page = built.page("docs/links")
    for kind, (name, _) in KINDS.items():
        if kind == "bottom-line":
            continue
        assert f'href="../briefs/two.html#b-{kind}"' in page
        assert f">{name} 3.1<" in page
        assert f"text of {kind}" in page
    assert 'href="../briefs/two.html#two-bottom-line"' in page
    assert ">Bottom line 3<" in page
    assert page.count("#b-gap") == 4
    assert ">words<" in page


def test_links_resolve_between_briefs_and_within_one(make_book: MakeBook, build: Build) -> None:
    text = "[up](#one-said), [](#b-one) and [down](../docs/glossary.md).\n"
    root = make_book({"briefs/two.md": brief(f":::{{gap}} b-one\n{text}:::\n", number=2)})
    built = build(root)
    assert built.warnings == ()
    page = built.page("briefs/two")
    assert 'href="one.html#one-said"' in page
    assert 'href="#b-one"' in page
    assert 'href="../docs/glossary.html"' in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See [there](#one-sayd).", "one-sayd"),
        ("See {brief:ref}`one-sayd`.", "no element 'one-sayd'; did you mean 'one-said'?"),
        ("See {brief:ref}`xyz`.", "no element 'xyz'; give the id of an element of the book"),
    ],
)
def test_a_link_to_nothing_is_reported_once(
    text: str, words: str, make_book: MakeBook, build: Build
) -> None:
    built = build(make_book({"docs/links.md": f"# Links\n\n{text}\n"}))
    (warning,) = built.warnings
    assert warning.startswith("docs/links.md:3: ")
    assert words in warning


def test_an_option_that_names_nothing_is_reported_once(make_book: MakeBook, build: Build) -> None:
    body = ":::{alternative} b-other\n:challenges: one-hold\nIt may not.\n:::\n"
    built = build(make_book({"briefs/two.md": brief(body, number=2)}))
    (warning,) = built.warnings
    assert warning.startswith("briefs/two.md:19: ")
    assert "no element 'one-hold' for :challenges:; did you mean 'one-holds'?" in warning


def test_elements_are_numbered_by_brief_and_kind(make_book: MakeBook, build: Build) -> None:
    gaps = "".join(f":::{{gap}} b-{n}\nNot {n}.\n:::\n\n" for n in range(3))
    built = build(make_book({"briefs/two.md": brief(gaps, number=7)}))
    domain = register_of(built.env)
    assert [record.label for record in domain.of_kind("gap")] == ["Gap 7.1", "Gap 7.2", "Gap 7.3"]
    assert [record.line for record in domain.of_kind("gap")] == [18, 22, 26]
    assert list(domain.briefs) == ["briefs/one", "briefs/two"]


def test_citations_are_kept_with_their_place(built: Built) -> None:
    found = [(c.source, c.locator, c.docname, c.line) for c in register_of(built.env).citations]
    assert found == [
        ("report-2021", "p. 4", "briefs/one", 36),
        ("report-2021", "p. 4", "briefs/one", 40),
        ("report-2021", "", "briefs/two", 29),
        ("paper-2020", "", "briefs/two", 65),
    ]


def test_backlinks_name_relation_and_element(built: Built) -> None:
    found = register_of(built.env).backlinks()
    assert [(name, record.id) for name, record in found["b-judgement"]] == [
        ("challenges", "b-alternative"),
        ("raises", "b-indicator"),
    ]
    assert [(name, record.id) for name, record in found["one-said"]] == [("basis", "one-holds")]


def test_purging_and_merging_are_exact(built: Built) -> None:
    whole = register_of(built.env)
    part = BriefDomain(built.env)
    part.data = {name: dict(value) if isinstance(value, dict) else value
                 for name, value in whole.data.items()}  # fmt: skip
    part.clear_doc("briefs/two")
    assert "b-claim" not in part.elements
    assert "one-said" in part.elements
    assert [brief.docname for brief in part.briefs.values()] == ["briefs/one"]
    part.merge_domaindata({"briefs/two", "docs/links"}, whole.data)
    assert part.elements == whole.elements
    assert part.citations == whole.citations
    assert part.briefs == whole.briefs
    part.clear_doc("briefs/never-read")
    assert part.elements == whole.elements


def test_merging_takes_only_the_documents_that_were_read(built: Built) -> None:
    whole = register_of(built.env)
    part = BriefDomain(built.env)
    part.data = {name: {} if isinstance(value, dict) else value
                 for name, value in whole.data.items()}  # fmt: skip
    part.merge_domaindata({"briefs/one"}, whole.data)
    assert set(part.data["elements"]) == {"briefs/one"}
