"""``briefbook terms``: what it shows, prints and takes in."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from books import brief
from briefbook.exports.model import Term
from briefbook.terms.summary import as_text, by_use, columns_of

if TYPE_CHECKING:
    from pathlib import Path

    from books import Files
    from conftest import Command, MakeBook

GLOSSARY = """\
# Glossary

:::{glossary}
Foreign Military Sales
FMS
  A way to buy arms.

  :kind: programme

Soft power
  Getting what you want.
:::
"""
LONG = "An FMS, and FMS once more.\n\nNobody explains the HMSB.\n"


@pytest.fixture
def root(make_book: MakeBook) -> Path:
    files: Files = {"briefs/one.md": brief(LONG), "docs/glossary.md": GLOSSARY}
    root = make_book(files)
    conf = (root / "conf.py").read_text(encoding="utf-8")
    conf += 'briefbook_rules["unexplained-abbreviation"] = "warning"\n'
    (root / "conf.py").write_text(conf, encoding="utf-8")
    return root


def test_table_has_the_most_used_first_and_what_is_undefined(root: Path, command: Command) -> None:
    result = command("terms", "--source", root, "-j", "1")
    assert result.status == 0
    lines = result.out.splitlines()
    assert lines[0].split() == ["Term", "Kind", "Uses", "Briefs"]
    assert lines[1].split() == ["Foreign", "Military", "Sales", "(FMS)", "programme", "2", "1"]
    assert lines[2].split() == ["Soft", "power", "–", "0", "–"]
    assert "2 entries, 1 of them unused." in lines
    assert lines[-2] == "Undefined:"
    assert lines[-1].startswith("  briefs/one.md:")
    assert "'HMSB'" in lines[-1]


def test_data_says_the_same(root: Path, command: Command) -> None:
    result = command("terms", "--source", root, "--format", "json", "-j", "1")
    value = json.loads(result.out)
    assert [(term["term"], term["uses"], term["briefs"]) for term in value["terms"]] == [
        ("Foreign Military Sales", 2, [1]),
        ("Soft power", 0, []),
    ]
    assert value["terms"][0]["line"] == 4
    assert value["unused"] == ["Soft power"]
    assert len(value["undefined"]) == 1


def test_only_what_is_unused(root: Path, command: Command) -> None:
    result = command("terms", "--source", root, "--unused", "-j", "1")
    assert "Soft power" in result.out
    assert "Foreign" not in result.out


def test_formats_of_the_glossary(root: Path, command: Command, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(command(*_format(root, "csv")).out)))
    assert [row[0] for row in rows] == ["term", "Foreign Military Sales", "Soft power"]
    assert "skos:ConceptScheme" in command(*_format(root, "skos")).out
    assert "TBX-Basic" in command(*_format(root, "tbx")).out
    path = tmp_path / "glossary.json"
    assert not command(*_format(root, "glossary"), "--output", path).out
    assert json.loads(path.read_text(encoding="utf-8"))["terms"][0]["kind"] == "programme"


def _format(root: Path, name: str) -> tuple[str | Path, ...]:
    return ("terms", "--source", root, "-j", "1", "--format", name)


def test_table_is_taken_in(root: Path, command: Command, tmp_path: Path) -> None:
    table, glossary = tmp_path / "t.csv", root / "docs" / "glossary.md"
    table.write_text("term,definition,kind\nFerry,A boat.,equipment\n", encoding="utf-8")
    arguments = ("terms", "--source", root, "-j", "1", "--import", table)
    dry = command(*arguments, "--dry-run")
    assert dry.out == "docs/glossary.md: 'Ferry' is new\n"
    assert glossary.read_text(encoding="utf-8") == GLOSSARY
    assert command(*arguments).status == 0
    added = "\nFerry\n  A boat.\n\n  :kind: equipment\n"
    assert added in glossary.read_text(encoding="utf-8")
    again = command(*arguments)
    assert (again.status, again.out) == (0, "")


def test_table_with_a_bad_row_changes_nothing(root: Path, command: Command, tmp_path: Path) -> None:
    table, glossary = tmp_path / "t.csv", root / "docs" / "glossary.md"
    table.write_text("term,definition\nFerry,A boat.\nFMS,Another.\n", encoding="utf-8")
    result = command("terms", "--source", root, "-j", "1", "--import", table)
    assert result.status == 1
    assert "t.csv:3: 'Foreign Military Sales' has another definition" in result.out
    assert glossary.read_text(encoding="utf-8") == GLOSSARY


def test_missing_table_is_one_line(root: Path, command: Command, tmp_path: Path) -> None:
    result = command("terms", "--source", root, "-j", "1", "--import", tmp_path / "none.csv")
    assert result.status == 2
    assert len(result.err.splitlines()) == 1


def test_book_without_glossary() -> None:
    assert as_text([], [], 80).splitlines()[0] == "The book has no glossary."


@pytest.mark.parametrize("width", [20, 40, 80])
def test_columns_stand_under_one_another(width: int) -> None:
    names = ["Short", "A very long name of a term that has no end", "漢字の用語の名前", "مُصْطَلَح"]
    terms = [Term(names=(name,), definition="", address="a.html#b") for name in names]
    lines = as_text(by_use(terms), [], width).splitlines()[: len(names) + 1]
    assert len({columns_of(line[: line.rindex("  ")]) for line in lines}) == 1
