"""Taking a table into the glossary: what is added, what is refused, and that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import brief
from briefbook.exports.model import Book
from briefbook.terms.formats.reading import read_csv
from briefbook.terms.formats.source import as_written, glossaries
from briefbook.terms.formats.tables import to_csv
from briefbook.terms.formats.taking import Table, take_in

if TYPE_CHECKING:
    from pathlib import Path

    from books import Built, Files
    from briefbook.terms.formats.taking import Taken
    from conftest import Build, MakeBook

GLOSSARY = """\
# Glossary

Text before.

````{glossary}
:sorted:

Foreign Military Sales
FMS
  A way to *buy* arms.{cite}`report-2021`
  It has {term}`Soft power` in it.

Soft power
  Getting what you want.

  :kind: concept
````

Text after.
"""
KEPT = "A way to buy arms. It has Soft power in it."
HEAD = "term,abbreviations,synonyms,kind,definition,see also,sources\r\n"
ODD = [
    'A *star*, a "quote" and a comma',
    "Colons: here, and | pipes | there",
    "1. A number, [brackets](x) and `code`",
    "{cite}`nobody` <b>bold</b> &amp; $x$ # no heading",
    "مصطلح بالعربية",
    "- not a list. % Not a comment. ::: Not a fence",
    "=1+1",
]


@pytest.fixture
def built(make_book: MakeBook, build: Build) -> Built:
    files: Files = {"briefs/one.md": brief("An FMS.\n"), "docs/glossary.md": GLOSSARY}
    return build(make_book(files))


@pytest.fixture
def book(built: Built) -> Book:
    return described(built)


def described(built: Built) -> Book:
    return Book.model_validate_json((built.html / "briefs.json").read_text(encoding="utf-8"))


def take(book: Book, root: Path, rows: str, *, overwrite: bool = False) -> Taken:
    path = root / "terms.csv"
    path.write_bytes((HEAD + rows).encode())
    return take_in(Table(path, "docs/glossary.md", overwrite), root, book)


def said(taken: Taken) -> str:
    assert not taken.files
    (finding,) = taken.findings
    return f"{finding.line}: {finding.message}; {finding.remedy}"


def test_new_entry_stands_at_the_end_and_all_else_stays(built: Built, book: Book) -> None:
    taken = take(
        book, built.root, 'Ferry,FRY,Boat; A\\;B,equipment,"It swims, well.",FMS,r-1; r-2\r\n'
    )
    assert taken.findings == []
    (text,) = taken.files.values()
    added = (
        "\n\nFerry\nFRY\nBoat\nA;B\n  It swims, well.{cite}`r-1, r-2`\n\n  See also {term}`FMS`.\n"
        "\n  :kind: equipment"
    )
    assert text.replace(added, "") == GLOSSARY
    assert text.index("Ferry") > text.index(":kind: concept")


def test_known_entry_gets_what_it_lacks(built: Built, book: Book) -> None:
    row = f"FMS,,Sales by government,programme,{KEPT},Soft power,r-9; report-2021\r\n"
    (text,) = take(book, built.root, row).files.values()
    assert "FMS\nSales by government\n  A way to *buy* arms.{cite}`report-2021`\n" in text
    assert "in it.{cite}`r-9`\n\n  See also {term}`Soft power`.\n\n  :kind: programme\n" in text


def test_what_is_known_changes_nothing(built: Built, book: Book) -> None:
    taken = take(book, built.root, f"Foreign Military Sales,FMS,,,{KEPT},,report-2021\r\n")
    assert (taken.findings, taken.changes, taken.files) == ([], [], {})


def test_overwriting_keeps_what_the_table_does_not_say(built: Built, book: Book) -> None:
    row = "Foreign Military Sales,,,,Another way.,,\r\n"
    (text,) = take(book, built.root, row, overwrite=True).files.values()
    assert "Foreign Military Sales\nFMS\n  Another way.{cite}`report-2021`\n\nSoft power" in text


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Foreign Military Sales,,,,Another.,,\r\n", "2: 'Foreign Military Sales' has another def"),
        (
            "Soft power,,,law,Getting what you want.,,\r\n",
            "2: 'Soft power' is of the kind 'concept'",
        ),
        (
            "FMS,,Soft power,,x,,\r\n",
            "2: the row has names of 'Foreign Military Sales' and 'Soft p",
        ),
        (
            "Ferry,,,programe,x,,\r\n",
            "2: 'programe' is no kind of entry; did you mean 'programme'?",
        ),
        ("Ferry,,,,x,Soft pwer,\r\n", "2: there is no entry 'Soft pwer' to see as well; did you"),
        ("Ferry,,,,x,,a b\r\n", "2: 'a b' is no id of a source"),
        ("A,,,,x,,\r\n,,,,x,,\r\n", "3: the row has no term"),
        ("A,,,,,,\r\n", "2: the row has no definition"),
        ("A,,,,x,,,more\r\n", "2: the row has 8 cells for 7 columns"),
        ('A,,,,"x\r\ny",,\r\na,,,,z,,\r\n', "4: 'a' is a name of line 2 too"),
        ("A,,,,\x00x,,\r\n", "2: the row holds a control character"),
        ('A,,,,"x,,\r\n', "2: the table cannot be read"),
    ],
)
def test_a_bad_row_is_one_finding_and_keeps_all_out(
    built: Built, book: Book, rows: str, expected: str
) -> None:
    assert expected in said(take(book, built.root, rows))


def test_a_file_without_glossary_says_what_to_write(built: Built, book: Book) -> None:
    path = written(built.root, f"{HEAD}A,,,,x,,\r\n")
    taken = take_in(Table(path, "docs/none.md"), built.root, book)
    assert "2: there is no glossary in 'docs/none.md'; write an empty" in said(taken)


def test_a_table_makes_the_same_table_again(make_book: MakeBook, build: Build) -> None:
    cells = ['"' + text.replace('"', '""') + '"' for text in ODD]
    rows = [f"{cell},,y{number},law,{cell},,\r\n" for number, cell in enumerate(cells)]
    empty = "# Glossary\n\n:::::{glossary}\n:sorted:\n:::::\n"
    root = make_book({"docs/glossary.md": empty})
    built = build(root)
    taken = take(described(built), root, "".join(rows))
    assert taken.findings == []
    for path, text in taken.files.items():
        path.write_text(text, encoding="utf-8")
    again = build(root)
    assert not [line for line in again.warnings if "term-everyday" not in line]
    table = to_csv(described(again))
    once, problems = read_csv(table, "")
    assert problems == []
    assert {row.names[0] for row in once} == {text.replace('"quote"', "“quote”") for text in ODD}
    assert all(row.names[0] == row.definition for row in once)
    unchanged = take_in(Table(written(root, table), "docs/glossary.md"), root, described(again))
    assert (unchanged.findings, unchanged.files) == ([], {})


def written(root: Path, table: str) -> Path:
    path = root / "again.csv"
    path.write_bytes(table.encode())
    return path


@given(st.text())
def test_reading_any_text_raises_nothing(text: str) -> None:
    rows, problems = read_csv(text, "t.csv")
    assert rows or problems or not text.split("\n", 1)[-1].strip() or "term" in text.lower()


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_what_is_escaped_holds_no_markup(text: str) -> None:
    assert as_written(text).replace("\\", "") == text.replace("\\", "")


@given(
    st.lists(st.sampled_from(["a", "  b", "", "````", "````{glossary}", ":::{glossary}", ":::"]))
)
def test_glossaries_are_found_within_their_file(lines: list[str]) -> None:
    for place in glossaries(lines):
        assert place.close <= len(lines)
        for entry in place.entries:
            assert entry.first < entry.body <= entry.end <= place.close
