"""A new brief passes the check once its blanks are filled."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, CONF
from briefbook.drafts import BLANK, file_name, next_number
from briefbook.drafts.brief import review_day

if TYPE_CHECKING:
    from pathlib import Path

    from books import Files
    from conftest import Command, MakeBook

FILLED = {"⟨id of the article⟩": "paper-2020", "⟨ids of sources⟩": "report-2021 [p. 4]"}


def fill(path: Path) -> None:
    """Write something sensible into every blank."""
    text = path.read_text(encoding="utf-8")
    for blank, words in FILLED.items():
        assert blank in text
        text = text.replace(blank, words)
    path.write_text(BLANK.sub(lambda match: match[0].strip("⟨⟩"), text), encoding="utf-8")


def new(command: Command, root: Path, title: str, *more: str) -> Path:
    before = set((root / "briefs").iterdir())
    result = command("new", title, "--source", root, *more)
    assert (result.status, result.err) == (0, "")
    (path,) = set((root / "briefs").iterdir()) - before
    return path


@pytest.mark.parametrize("yardstick", ["icd203", "phia", "ipcc"])
def test_a_filled_draft_passes_the_check(
    make_book: MakeBook, command: Command, yardstick: str
) -> None:
    conf = f'{CONF}briefbook_yardstick = "{yardstick}"\n'
    files: Files = {"conf.py": conf, "briefs/one.md": None}
    root = make_book(files)
    (root / "briefs").mkdir(exist_ok=True)
    path = new(command, root, "The ferry: what it costs", "--date", "2026-03-31")
    fill(path)
    result = command("check", "--source", root)
    assert (result.out, result.status) == ("No findings.\n", 0)


def test_every_blank_is_named_and_nothing_else_on_its_line(
    make_book: MakeBook, command: Command
) -> None:
    root = make_book()
    path = new(command, root, "The ferry")
    text = path.read_text(encoding="utf-8")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if BLANK.search(line)]
    for status, number in (("draft", 0), ("published", 1)):
        path.write_text(text.replace("status: draft", f"status: {status}"), encoding="utf-8")
        result = command("check", "--source", root)
        assert result.status == number
        found = [line for line in result.out.splitlines() if line.startswith("briefs/ferry.md")]
        assert [int(line.split(":")[1]) for line in found if "[blank]" in line] == lines
        assert [line for line in found if "[blank]" not in line] == []


def test_the_front_matter_has_number_and_dates(make_book: MakeBook, command: Command) -> None:
    path = new(command, make_book(), "The ferry", "--date", "2026-08-31")
    text = path.read_text(encoding="utf-8")
    assert "  number: 2\n" in text
    assert "  issued: 2026-08-31\n  as-of: 2026-08-31\n  review-by: 2027-02-28\n" in text
    assert "status: draft" in text
    again = new(command, path.parent.parent, "Buses", "--review-by", "2026-10-01")
    assert "  number: 3\n" in again.read_text(encoding="utf-8")
    assert "review-by: 2026-10-01\n" in again.read_text(encoding="utf-8")


def test_nothing_is_written_over(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    path = new(command, root, "The ferry")
    path.write_text("mine", encoding="utf-8")
    result = command("new", "Ferry", "--source", root)
    assert result.status == 2
    assert "ferry.md' is there already; choose another name with --name" in result.err
    assert path.read_text(encoding="utf-8") == "mine"


def test_needed_keys_of_the_book_are_in_the_draft(make_book: MakeBook, command: Command) -> None:
    setting = {
        "required": ["audience", "topics", "level", "desk"],
        "extra": {
            "level": {"type": "text", "description": "x", "choices": ["open", "closed"]},
            "desk": {"type": "list", "description": "desks: all of them"},
            "spare": {"type": "text", "description": "x"},
        },
    }
    root = make_book({"conf.py": f"{CONF}briefbook_front_matter = {setting!r}\n"})
    path = new(command, root, "The ferry")
    text = path.read_text(encoding="utf-8")
    assert "  desk: [⟨desks – all of them⟩]\n  level: open\n" in text
    assert "spare" not in text
    fill(path)
    result = command("check", "--source", root)
    assert not [line for line in result.out.splitlines() if "briefs/ferry.md" in line]


@pytest.mark.parametrize("title", ["???", "日本", ""])
def test_a_title_without_letters_needs_a_name(
    make_book: MakeBook, command: Command, title: str
) -> None:
    root = make_book()
    result = command("new", title, "--source", root)
    assert result.status == 2
    assert "with --name" in result.err
    if title:
        assert new(command, root, title, "--name", "ferry").name == "ferry.md"


def test_a_name_stays_in_the_folder(make_book: MakeBook, command: Command) -> None:
    for name in ("../out", "a/b", ".hidden", "Ümlaut x", "Ferry"):
        result = command("new", "Ferry", "--name", name, "--source", make_book())
        assert result.status == 2


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The ferry: what it costs", "ferry-what-it-costs"),
        ("Über Fähren & Häfen", "uber-fahren-hafen"),
        ("F-16s: notified, not sold", "f-16s-notified-not-sold"),
        ("Of the", "of-the"),
        ("word " * 30, "word-word-word-word-word-word-word-word"),
        ("x" * 90, "x" * 40),
    ],
)
def test_file_names_are_short_and_plain(title: str, name: str) -> None:
    assert file_name(title) == name
    assert re.fullmatch(r"[a-z0-9-]{1,40}", name)


def test_numbers_of_broken_briefs_count(tmp_path: Path) -> None:
    texts = {"a": "---\nbrief:\n  number: 7 # seven\n", "b": "---\nbrief: [\n  number: 12\n---\n"}
    texts["c"] = BRIEF.replace("Nobody", "  number: 99\nNobody")
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert next_number(sorted(tmp_path.iterdir())) == 13
    assert next_number([]) == 1


def test_review_is_in_six_months_or_at_their_end() -> None:
    assert review_day(date(2026, 8, 31)) == date(2027, 2, 28)
    assert review_day(date(2026, 1, 15)) == date(2026, 7, 15)
