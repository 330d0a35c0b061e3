"""One mistake in the other files of a book is one finding as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from broken.case import good
from rules.test_rules_cases import find, write

if TYPE_CHECKING:
    from pathlib import Path

BRIEF = "briefs/one.md"
SOURCES = "sources/sources.yaml"
QUOTING = (
    "The boats carry more people than the bridge in every month from May to September.\n",
    "The port speaks of {quoted}`the fares met four fifths <port-accounts-2025>`.\n",
)


class Case(NamedTuple):
    """Changes in files, each as what stands there and what takes its place, and the finding."""

    name: str
    changes: dict[str, tuple[str, str]]
    finding: str


CASES = [
    Case(
        "sources that cannot be read are no fault of a quotation",
        {BRIEF: QUOTING, SOURCES: ("  type: report\n", "\ttype: report\n")},
        "sources/sources.yaml:8: the file of sources cannot be read: a tab stands where spaces "
        "belong; indent with spaces [source-file]",
    ),
    Case(
        "key of a source with a capital",
        {SOURCES: ("  title: A", "  Title: A")},
        "sources/sources.yaml:9: source 'port-accounts-2025' has an unknown key 'Title'; did you "
        "mean 'title'? [source-key]",
    ),
    Case(
        "source without an id",
        {SOURCES: ("- id: port-accounts-2025\n  type", "- type")},
        "sources/sources.yaml:7: entry 2 has no 'id'; add the name that citations use "
        "[source-missing]",
    ),
    Case(
        "title of a source that turns the text around",
        {SOURCES: ("title: Accounts", "title: \u202eAccounts")},
        "sources/sources.yaml:9: source 'port-accounts-2025': 'title' holds a character that "
        "cannot be seen and turns the text around, U+202E; type it anew [source-value]",
    ),
    Case(
        "second document of a toctree that is not there",
        {"index.md": ("briefs/*", "briefs/*\nnowhere")},
        "index.md:7: the toctree names 'nowhere', which is no other document of the book; correct "
        "the path, or take the line out [toc.not_readable]",
    ),
    Case(
        "merge that git has left among the sources",
        {SOURCES: ("  type: report\n", "<<<<<<< HEAD\n  type: report\n=======\n>>>>>>> x\n")},
        "sources/sources.yaml:8: the file of sources cannot be read: git has left two versions of "
        "a passage here; keep one of the versions, and take the lines of <<<<<<<, ======= and "
        ">>>>>>> out [source-file]",
    ),
    Case(
        "readers of a brief that cannot be read",
        {
            BRIEF: ("  audience: [city council,", "  audience: [[city council],"),
            "index.md": ("# Harbour\n", "# Harbour\n\n:::{audience-register} city council\n:::\n"),
        },
        "briefs/one.md:5: item 1 of 'audience' is a list; give it: list of those it is written "
        "for [front-matter]",
    ),
    Case(
        "style that is not there",
        {"conf.py": ('html_theme = "basic"', 'html_theme = "basic"\nhtml_css_files = ["own.css"]')},
        "conf.py:7: html_css_files names 'own.css', which no folder of html_static_path holds; "
        "correct the name, or add the file [config]",
    ),
    Case(
        "folder of files that is not there",
        {"conf.py": ('html_theme = "basic"', 'html_theme = "basic"\nhtml_static_path = ["nope"]')},
        "conf.py:7: html_static_path names 'nope', which does not exist; correct the path, or add "
        "the folder [sphinx]",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_one_mistake_in_a_book_is_one_finding(case: Case, tmp_path: Path) -> None:
    root = write(tmp_path / "book", {"one": good()})
    for name, (old, new) in case.changes.items():
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [str(finding) for finding in find(root, tmp_path / "out")] == [case.finding]
