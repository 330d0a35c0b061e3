"""The register of sources: how far each was read, who rests on it, and how much is quoted."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from books import BRIEF, SOURCES, Built, Files
from briefbook.sources.fingerprint import Cost, Key, fingerprint
from briefbook.sources.fingerprint.file import dump

if TYPE_CHECKING:
    from conftest import Build, MakeBook

KEY = Key(bytes(16), Cost(n=2, r=1, p=1))
TEXT = "The thing was said in the open and it was heard by all of those who stood near the door."
PAGE = "# Sources\n\n:::{source-register}\n:::\n"
QUOTING = BRIEF + "\nIt was {quoted}`said in the open and <paper-2020>` heard.\n"


def entries(built: Built) -> dict[str, str]:
    """Return the text of each entry of the register by its source's id."""
    items = re.findall(
        r'<li id="source-([^"]+)">(.*?)</li>', built.page("docs/register"), re.DOTALL
    )
    return {name: unescape(" ".join(re.sub(r"<[^>]*>", "", html).split())) for name, html in items}


def files(*, partial: bool = False, brief: str = QUOTING, sources: str = SOURCES) -> Files:
    made = fingerprint([TEXT], source_id="paper-2020", key=KEY, numbers=[1], partial=partial)
    return {
        "briefs/one.md": brief,
        "docs/register.md": PAGE,
        "sources/sources.yaml": sources,
        "sources/fingerprints/paper-2020.json": dump(made),
    }


def test_the_claims_that_rest_on_a_source_are_linked(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(files()))
    assert built.warnings == ()
    assert entries(built)["report-2021"].endswith("Read in full. Used in: One thing (Claim 1.1).")
    assert 'href="../briefs/one.html#one-said"' in built.page("docs/register")


def test_the_article_is_listed_where_it_is_examined(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(files(brief=BRIEF)))
    assert entries(built)["paper-2020"].endswith("Used in: One thing.")


def test_the_share_that_is_quoted_is_told(make_book: MakeBook, build: Build) -> None:
    entry = entries(build(make_book(files())))["paper-2020"]
    assert entry.endswith("Used in: One thing. Quoted once, 5 words or 25.0% of its text.")


def test_without_the_whole_text_no_share_is_told(make_book: MakeBook, build: Build) -> None:
    twice = QUOTING + "\nAnd {quoted}`heard by all of those who <paper-2020>` stood there.\n"
    entry = entries(build(make_book(files(partial=True, brief=twice))))["paper-2020"]
    assert entry.endswith("Quoted 2 times, 11 words; the length of the source is not known.")


def test_the_day_and_the_archived_copy_are_told(make_book: MakeBook, build: Build) -> None:
    more = '  accessed: "2026-01-01"\n  archive: https://archive.example/report\n  note: Short.\n'
    sources = SOURCES.replace(
        "  custom: {kind: official, read: page}", f"{more}  custom: {{kind: official, read: copy}}"
    )
    built = build(make_book(files(sources=sources)))
    told = "Read in a copy on 1 January 2026. Short. Archived copy. Used in: One thing"
    assert told in entries(built)["report-2021"]
    assert 'href="https://archive.example/report"' in built.page("docs/register")
