"""Choosing claims by their verdict, and the way from the first page to every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from books import brief
from site_books import one, parse, words

if TYPE_CHECKING:
    from books import Files
    from site_books import BuildFuro

LEDGER = "# Claims\n\n:::{claim-register}\n:::\n"
SECOND = brief(
    """\
    :::{claim} two-said
    :says: A second thing was said.
    :source: paper-2020
    :paragraph: 9
    :verdict: contested
    :evidence: report-2021
    Some say so.
    :::
    """,
    number=2,
)


def test_claims_are_chosen_by_verdict_and_brief_and_counted(build_furo: BuildFuro) -> None:
    built = build_furo({"docs/claims.md": LEDGER, "briefs/two.md": SECOND})
    ledger = one(parse(built, "docs/claims"), ".ledger")
    by_verdict, by_brief = (
        {words(chip): one(chip, "input") for chip in group.select(".chip")}
        for group in ledger.select("fieldset")
    )
    assert list(by_verdict) == ["All 2", "Confirmed 1", "Contested 1"]
    assert list(by_brief) == ["All 2", "Brief 1 1", "Brief 2 1"]
    for chips in (by_verdict, by_brief):
        assert [chip["value"] for chip in chips.values() if chip.has_attr("checked")] == ["all"]
    rows = ledger.select("tbody tr")
    assert ["row-confirmed" in row["class"] for row in rows] == [True, False]
    assert ["row-contested" in row["class"] for row in rows] == [False, True]


def test_one_verdict_alone_is_no_choice(build_furo: BuildFuro) -> None:
    built = build_furo({"docs/claims.md": LEDGER})
    assert not parse(built, "docs/claims").select(".ledger, fieldset")


def test_a_page_says_where_it_stands(build_furo: BuildFuro) -> None:
    index = "# Small book\n\n:::{toctree}\n:caption: Texts\n:glob:\n\nbriefs/*\ndocs/*\n:::\n"
    deep = "# Method\n\n:::{toctree}\n\nmore/deep\n:::\n"
    files: Files = {
        "index.md": index,
        "docs/method.md": deep,
        "docs/more/deep.md": "# *Deep* & low\n",
    }
    built = build_furo(files)
    path = [words(item) for item in parse(built, "docs/more/deep").select(".breadcrumbs li")]
    assert path == ["Home", "Texts", "Method", "Deep & low"]
    files["docs/method.md"] = deep.replace("# Method", "# Texts")
    again = build_furo(files, name="again")
    path = [words(item) for item in parse(again, "docs/more/deep").select(".breadcrumbs li")]
    assert path == ["Home", "Texts", "Deep & low"]
    last = parse(built, "briefs/one").select(".breadcrumbs li")[-1]
    assert last["aria-current"] == "page"
    assert not parse(built, "index").select(".breadcrumbs")


def test_a_timeline_leads_to_its_decades(build_furo: BuildFuro) -> None:
    event = "- date: {}\n  text: It was said.\n  sources: [paper-2020]\n"
    dates = "".join(event.format(date) for date in (1998, 2020))
    page = "# Timeline\n\n:::{timeline} timeline.yaml\n:::\n"
    built = build_furo({"docs/timeline.md": page, "docs/timeline.yaml": dates})
    root = parse(built, "docs/timeline")
    links = {words(link): link["href"] for link in root.select("ul.decades a")}
    assert links == {"1990s": "#decade-1990s", "2020s": "#decade-2020s"}
    assert [words(one(root, str(address))) for address in links.values()] == ["1990s", "2020s"]
