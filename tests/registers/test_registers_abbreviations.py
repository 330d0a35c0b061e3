"""The list of abbreviations: what is in it, in which order, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

if TYPE_CHECKING:
    from books import Built
    from conftest import Build, MakeBook

GLOSSARY = """\
# Glossary

:::{glossary}
World Bank

  A bank.

Foreign Military Sales
FMS
  A way to buy arms.

F-16
  An aircraft.

Arms Export Control Act
AECA
AEC Act
  A law.
:::
"""
PAGE = "# Abbreviations\n\n:::{abbreviations}\n:::\n"


def rows(built: Built) -> list[tuple[str, str, str]]:
    root = lxml.html.parse(str(built.html / "docs/abbreviations.html")).getroot()
    return [
        (row[0].text_content().strip(), row[1].text_content().strip(), row.xpath(".//a/@href")[0])
        for row in root.xpath("//table[contains(@class, 'abbreviations')]/tbody/tr")
    ]


def test_abbreviations_stand_in_order_with_what_they_stand_for(
    make_book: MakeBook, build: Build
) -> None:
    built = build(make_book({"docs/glossary.md": GLOSSARY, "docs/abbreviations.md": PAGE}))
    assert not built.warnings
    assert rows(built) == [
        ("AECA", "Arms Export Control Act", "glossary.html#term-AECA"),
        ("FMS", "Foreign Military Sales", "glossary.html#term-FMS"),
    ]


def test_a_book_without_abbreviations_says_so(make_book: MakeBook, build: Build) -> None:
    built = build(make_book({"docs/abbreviations.md": PAGE}))
    page = (built.html / "docs/abbreviations.html").read_text(encoding="utf-8")
    assert not built.warnings
    assert "The book holds no abbreviation yet." in page
