"""Notices of a brief's age and the list of its changes, on page and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from books import BRIEF, CONF
from books import brief as other_brief

if TYPE_CHECKING:
    from books import Files
    from conftest import Build, Command, MakeBook

CHANGES = (
    "  changes:\n    - {date: 2026-01-02, note: First.}\n    - {date: 2026-02-03, note: Next.}\n"
)


def titles(build: Build, make_book: MakeBook, conf: str, brief: str) -> list[str]:
    built = build(make_book({"conf.py": CONF + conf, "briefs/one.md": brief}))
    doctree = built.env.get_doctree("briefs/one")
    return [notice[0].astext() for notice in doctree.findall(nodes.admonition)]


@pytest.mark.parametrize(
    ("day", "status", "expected"),
    [
        ("2026-07-02", "published", []),
        ("2026-07-03", "published", ["Review overdue"]),
        ("2026-07-03", "superseded", ["Superseded"]),
        ("2026-07-01", "superseded", ["Superseded"]),
        ("", "published", []),
    ],
)
def test_a_notice_stands_above_what_is_past_its_day(
    make_book: MakeBook, build: Build, day: str, status: str, expected: list[str]
) -> None:
    brief = BRIEF.replace("status: published", f"status: {status}")
    assert titles(build, make_book, f'briefbook_date = "{day}"\n', brief) == expected


def test_the_notice_says_when_and_as_of_when(make_book: MakeBook, build: Build) -> None:
    built = build(make_book({"conf.py": f'{CONF}briefbook_date = "2027-01-01"\n'}))
    page = built.page("briefs/one")
    assert "The review of this brief was due on 2 July 2026." in page
    assert "It says what was known on 1 January 2026." in page
    assert page.index("Review overdue") < page.index("Bottom line")


def test_changes_stand_between_text_and_notes(make_book: MakeBook, build: Build) -> None:
    brief = BRIEF.replace("  topics:", f"{CHANGES}  topics:")
    page = build(make_book({"briefs/one.md": brief})).page("briefs/one")
    places = [
        page.index(text) for text in ("stand in the record", "What changed", "Next.", "First.")
    ]
    assert places == sorted(places)
    assert page.index("First.") < page.rindex("A report on one thing")
    assert "What changed" not in build(make_book(name="other")).page("briefs/one")


@pytest.mark.parametrize(("count", "printed"), [(1, False), (2, True)])
def test_paper_lists_changes_from_the_second_edition_on(
    make_book: MakeBook, build: Build, count: int, printed: bool
) -> None:
    lines = "".join(CHANGES.splitlines(keepends=True)[: count + 1])
    brief = BRIEF.replace("  topics:", f"{lines}  topics:")
    built = build(make_book({"briefs/one.md": brief}), builder="typst")
    written = "".join(path.read_text(encoding="utf-8") for path in built.root.rglob("*.typ"))
    assert ("What changed" in written) is printed
    assert "Cite this brief" not in written


def test_words_of_notices_and_changes_do_not_count(make_book: MakeBook, build: Build) -> None:
    def words(brief: str, name: str) -> int:
        conf = f'{CONF}briefbook_date = "2027-01-01"\n'
        built = build(make_book({"conf.py": conf, "briefs/one.md": brief}, name=name))
        return int(built.env.domains["brief"].data["briefs"]["briefs/one"].words)

    assert words(BRIEF, "a") == words(BRIEF.replace("  topics:", f"{CHANGES}  topics:"), "b")


def superseded(number: int, status: str = "superseded") -> str:
    brief = BRIEF.replace("status: published", f"status: {status}")
    return brief.replace("  topics:", f"  superseded-by: {number}\n  topics:")


def test_a_superseded_brief_leads_to_the_one_in_its_place(
    make_book: MakeBook, build: Build
) -> None:
    second = other_brief("Text.\n", number=2, title="Second thing")
    built = build(make_book({"briefs/one.md": superseded(2), "briefs/two.md": second}))
    assert built.warnings == ()
    page = built.page("briefs/one")
    assert 'href="two.html"' in page
    assert "Brief 2, “Second thing”," in page


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [
        (7, "superseded", "no other brief has the number 7"),
        (1, "superseded", "the brief names itself as the one that has taken its place"),
        (
            2,
            "published",
            "brief 2 has taken the place of this one, whose status is 'published'",
        ),
    ],
)
def test_a_successor_that_cannot_be_is_found_at_its_line(
    make_book: MakeBook, command: Command, number: int, status: str, words: str
) -> None:
    second = other_brief("Text.\n", number=2, title="Second thing")
    files: Files = {"briefs/one.md": superseded(number, status), "briefs/two.md": second}
    result = command("check", "--source", make_book(files))
    found = [line for line in result.out.splitlines() if line.startswith("briefs/one.md")]
    assert [line for line in found if "hint:" not in line and "warning:" not in line] == [
        next(line for line in found if f"briefs/one.md:10: {words}; " in line)
    ]
