"""The examples of the guide: whoever follows it comes to a book in which nothing is wrong."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from briefbook.cli.parser import make_parser

if TYPE_CHECKING:
    from conftest import Command

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
_FILE = re.compile(
    r"^ *```{code-block} \w+\n *:caption: (?P<name>\S+)\n\n(?P<text>.*?)^ *```\n",
    re.MULTILINE | re.DOTALL,
)
_BRIEF = re.compile(r"^`````markdown\n(?P<text>.*?)^`````\n", re.MULTILINE | re.DOTALL)


def files() -> dict[str, str]:
    """Return the files that "A book of your own" prints, by their names."""
    text = (GUIDE / "building.md").read_text(encoding="utf-8")
    section = text.split("## A book of your own\n")[1]
    return {found["name"]: dedent(found["text"]) for found in _FILE.finditer(section)}


def example() -> str:
    """Return the brief that the guide prints."""
    found = _BRIEF.search((GUIDE / "writing.md").read_text(encoding="utf-8"))
    assert found
    return found["text"]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which steps 1 to 4 were followed."""
    root = tmp_path / "own"
    root.mkdir()
    for name, text in files().items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def test_the_section_prints_what_a_book_needs() -> None:
    assert [*files()] == [
        "conf.py",
        "index.md",
        "sources/sources.yaml",
        "docs/sources.md",
        ".gitignore",
    ]


def test_a_new_brief_in_it_is_a_draft_with_blanks_alone(book: Path, command: Command) -> None:
    text = (GUIDE / "building.md").read_text(encoding="utf-8")
    assert '`briefbook new "The ferry: cheaper than it looks" --name ferry`' in text
    made = command("new", "The ferry: cheaper than it looks", "--name", "ferry")
    assert (made.status, (book / "briefs/ferry.md").is_file()) == (0, True)
    checked = command("check")
    rules = set(re.findall(r"\[([\w-]+)\]$", checked.out, re.MULTILINE))
    assert (checked.status, rules) == (0, {"blank", "source-unused"})


def test_the_example_in_it_passes(book: Path, command: Command) -> None:
    (book / "briefs").mkdir()
    (book / "briefs/ferry.md").write_text(example(), encoding="utf-8")
    checked = command("check")
    assert (checked.status, checked.out.strip()) == (0, "No findings.")
    assert command("build", "--jobs", "1").status == 0
    assert (book / "_build/html/pdf/ferry.pdf").is_file()


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [("judgement", 3, 5), ("option", 2, 4), ("indicator", 3, 7), ("alternative", 1, 9)],
)
def test_the_example_has_as_many_elements_as_it_should(kind: str, least: int, most: int) -> None:
    assert least <= example().count(f":::{{{kind}}} ") <= most


def typed() -> list[str]:
    """Return the commands of the program that the walk to a first brief has typed."""
    text = (GUIDE / "first-brief.md").read_text(encoding="utf-8")
    return re.findall(r"^\$ briefbook (.*)$", text, re.MULTILINE)


def test_the_walk_to_a_first_brief_goes_from_article_to_book() -> None:
    named = [shlex.split(line)[0] for line in typed()]
    assert named[0] == "ingest"
    assert named.index("check") < named.index("build") < named.index("status")


@pytest.mark.parametrize("line", typed())
def test_a_command_of_the_walk_is_one_that_the_program_takes(line: str) -> None:
    arguments = make_parser().parse_args(shlex.split(line))
    assert arguments.run.__module__ == f"briefbook.cli.{shlex.split(line)[0]}"
