"""The table of coverage: each paragraph, who deals with it, or why nobody does."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from books import CONF, Built, Files, write
from briefbook.register import register_of
from briefbook.sources.fingerprint import Cost, Key, fingerprint
from briefbook.sources.fingerprint.file import dump

if TYPE_CHECKING:
    from conftest import Build, MakeBook

KEY = Key(bytes(16), Cost(n=2, r=1, p=1))
TEXTS = ["Links to other things.", "One thing.", "It has a list.", "One two three.", "The end."]


def shelf(*, partial: bool = False) -> str:
    numbers = [0, 7, 8, 8, 9]
    made = fingerprint(TEXTS, source_id="paper-2020", key=KEY, numbers=numbers, partial=partial)
    return dump(made)


def files(body: str = "9: the end of it\n", option: str = ":source: paper-2020\n") -> Files:
    return {
        "docs/cover.md": f"# Cover\n\n:::{{coverage}}\n{option}{body}:::\n",
        "sources/fingerprints/paper-2020.json": shelf(),
    }


def cells(built: Built) -> list[list[str]]:
    page = (built.html / "docs" / "cover.html").read_text("utf-8")
    table = re.search(r"<table class=\"[^\"]*coverage.*?</table>", page, re.DOTALL)
    assert table
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)[1:]
    ]


def test_every_paragraph_has_its_row(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(files()))
    assert built.warnings == ()
    assert cells(built) == [
        ["7", "2", "not dealt with", ""],
        ["8", "7", "Claim 1.1", "One thing"],
        ["9", "2", "no claim: the end of it", ""],
    ]


def test_reasons_may_stand_in_the_configuration(make_book: MakeBook, build: Build) -> None:
    setting = 'briefbook_coverage = {"paper-2020": {"7": "a title", "9": "an end"}}\n'
    built = build(make_book({**files(), "conf.py": CONF + setting}))
    found = {row[0]: row[2] for row in cells(built)}
    assert found == {"7": "no claim: a title", "8": "Claim 1.1", "9": "no claim: the end of it"}


def test_claims_on_the_heading_have_a_row(make_book: MakeBook, build: Build) -> None:
    root = make_book(files())
    brief = (root / "briefs/one.md").read_text("utf-8")
    write(root, {"briefs/one.md": brief.replace(":paragraph: 8", ":paragraph: 0, 7")})
    assert [row[0] for row in cells(build(root))] == ["heading or links", "7", "8", "9"]


@pytest.mark.parametrize(
    ("body", "option", "message"),
    [
        ("nonsense\n", ":source: paper-2020\n", "5: WARNING: 'nonsense' is no reason"),
        ("9: x\n12: y\n", ":source: paper-2020\n", "6: WARNING: the source has no paragraph 12"),
        ("0: y\n", ":source: paper-2020\n", "5: WARNING: the source has no paragraph 0"),
        ("", ":source: paper-2021\n", "3: WARNING: no fingerprint tells the paragraphs of"),
        ("", "", "3: WARNING: coverage has no :source:"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(
    body: str, option: str, message: str, make_book: MakeBook, build: Build
) -> None:
    built = build(make_book(files(body, option)))
    assert [line for line in built.warnings if message in line], built.warnings
    assert len(built.warnings) == 1


def test_passages_are_no_text(make_book: MakeBook, build: Build) -> None:
    part = {"sources/fingerprints/paper-2020.json": shelf(partial=True)}
    built = build(make_book({**files(), **part}))
    assert "only passages are known" in built.warnings[0]


@pytest.mark.parametrize("value", ['{"a": 3}', '{"a": {"x": "y"}}', '{"a": {"3": " "}}'])
def test_setting_is_checked(value: str, make_book: MakeBook, build: Build) -> None:
    conf = CONF + f"briefbook_coverage = {value}\n"
    with pytest.raises(ConfigError, match="briefbook_coverage: 'a' is"):
        build(make_book({**files(), "conf.py": conf}))


def test_table_follows_claims_text_and_deletion(make_book: MakeBook, build: Build) -> None:
    root = make_book(files())
    first = cells(build(root))
    brief = (root / "briefs/one.md").read_text("utf-8")
    write(root, {"briefs/one.md": brief.replace(":paragraph: 8", ":paragraph: 7")})
    assert [row[2] for row in cells(build(root))][:2] == ["Claim 1.1", "not dealt with"]
    write(root, {"briefs/one.md": brief})
    assert cells(build(root, parallel=2)) == first
    longer = dump(
        fingerprint([*TEXTS, "More."], source_id="paper-2020", key=KEY, numbers=[0, 7, 8, 8, 9, 10])
    )
    write(root, {"sources/fingerprints/paper-2020.json": longer})
    assert [row[0] for row in cells(build(root))] == ["7", "8", "9", "10"]
    write(root, {"docs/cover.md": None})
    assert register_of(build(root).env).coverages == []


def test_serial_equals_parallel(make_book: MakeBook, build: Build) -> None:
    fillers: Files = {f"docs/filler-{n}.md": f"# Filler {n}\n\nText.\n" for n in range(8)}
    one = build(make_book({**files(), **fillers}))
    two = build(make_book({**files(), **fillers}, name="two"), parallel=2)
    assert register_of(one.env).coverages == register_of(two.env).coverages != []
    assert cells(one) == cells(two)
