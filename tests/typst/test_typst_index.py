"""The index at the end of the printed book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from briefbook.typst.translate.index import _arranged, sort_key
from pdfkit import bookmarks, pages, run, whole

if TYPE_CHECKING:
    from pathlib import Path

    from pdf_roots import Small

GLOSSARY = """\
# Glossary

```{glossary}
Foreign Ferry Sales
FFS
  A way to sell ferries.

Ébène
  A wood.
```
"""
LONG = "\n\n".join(f"Filler number {n} that fills the page, line by line." * 6 for n in range(60))


@pytest.fixture
def made(small: Small) -> Path:
    one = (
        f"# One\n\nAn FFS here.\n\n## Two\n\n{LONG}\n\n## Three\n\nFFS and {{index}}`quay; old`.\n"
    )
    index = "# Root\n\n```{toctree}\none\ntwo\nglossary\n```\n"
    two = (
        "# Two\n\n```{index} pair: boat; sail\n```\n\n```{index} see: ship; boat\n```\n\n"
        "```{index} ! main thing\n```\n\nText.\n"
    )
    files = {"one.md": one, "two.md": two, "index.md": index, "glossary.md": GLOSSARY}
    made = run(small(files), extensions=["briefbook"])
    assert made.warnings == []
    return made.pdf()


def last(made: Path) -> str:
    return " ".join(pages(made)[-1].split())


def page_of(made: Path, words: str) -> int:
    """Return the number of the page after the contents that has these words."""
    found = [n for n, text in enumerate(pages(made), 1) if words in " ".join(text.split())]
    return found[0]


def test_index_has_terms_with_their_pages(made: Path) -> None:
    assert bookmarks(made)[-1] == "Index"
    main = page_of(made, "A way to sell")
    found = re.search(r"Foreign Ferry Sales, ([\d, –]+)", last(made))
    assert found
    assert found[1].split(", ")[-1].strip().split(" ")[0] == str(main)
    assert "FFS, see Foreign Ferry Sales" in last(made)


def test_index_has_what_authors_mark(made: Path) -> None:
    text = last(made)
    two = page_of(made, "Text.")
    assert f"boat sail, {two}" in text
    assert f"sail boat, {two}" in text
    assert "ship, see boat" in text
    assert f"main thing, {two}" in text
    assert "quay old, " in text


def test_letters_with_marks_stand_among_the_others(made: Path) -> None:
    text = last(made)
    assert text.index("boat") < text.index("Ébène") < text.index("Foreign")


@pytest.mark.parametrize("sides", [1, 2])
def test_an_index_begins_a_page_on_any_side(small: Small, sides: int) -> None:
    index = "# Root\n\nLast words, {index}`marked`.\n"
    made = run(small({"index.md": index}), briefbook_sides=sides)
    assert made.findings() == []
    assert bookmarks(made.pdf())[-1] == "Index"
    assert "Last words" not in last(made.pdf())
    assert "marked," in last(made.pdf())


def test_a_book_without_terms_and_marks_has_no_index(small: Small) -> None:
    made = run(small({}))
    assert "Index" not in bookmarks(made.pdf())
    assert "Index" not in whole(made.pdf())


@pytest.mark.parametrize(
    ("kind", "parts", "expected"),
    [
        ("single", ["a"], [("a", "")]),
        ("single", ["a", "b", "c"], [("a", "b, c")]),
        ("pair", ["a", "b"], [("a", "b"), ("b", "a")]),
        ("triple", ["a", "b", "c"], [("a", "b c"), ("b", "c, a"), ("c", "a b")]),
        ("pair", ["a"], [("a", "")]),
    ],
)
def test_entries_are_arranged_as_sphinx_does(
    kind: str, parts: list[str], expected: list[tuple[str, str]]
) -> None:
    assert _arranged(kind, parts) == expected


@pytest.mark.parametrize(
    ("name", "key"), [("Ébène", "ebene"), ("F-16", "f16"), ("“Quoted”", "quoted"), ("&", "&")]
)
def test_names_are_sorted_by_their_letters(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_a_long_name_stays_in_its_column(small: Small) -> None:
    name = "kinds (ferries.serialising_things.SerialisingHTMLBuilderOfBoats attribute)"
    made = run(small({"one.md": f"# One\n\n```{{index}} {name}\n```\n\nText.\n"}))
    document = pypdfium2.PdfDocument(made.pdf())
    text = document[len(document) - 1].get_textpage()
    edges = [text.get_charbox(n)[2] for n in range(text.count_chars())
             if text.get_charbox(n)[3] > 100]  # fmt: skip  # above the foot of the page
    document.close()
    assert max(edges) < (12.7 + 184.6 / 3) / 25.4 * 72
