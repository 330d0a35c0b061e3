"""Pages and handouts of saved files, made from the last build without another one."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from books import BRIEF, Files, brief, digests, write
from briefbook.serving.helpers import Resident

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from conftest import Command, MakeBook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no resident without fork")

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
FIGURES: Files = {
    "docs/a.svg": PICTURE,
    "briefs/two.md": brief(
        """\
        :::{figure} ../docs/a.svg
        :alt: A corner.

        A corner of it.
        :::

        A witness saw {cite}`paper-2020` what [](#one-holds) says.
        """,
        number=2,
        title="Another thing",
    ),
}


def conf(make_book: MakeBook) -> Path:
    """Write a book whose figures are numbered, in the theme that keeps the navigation."""
    root = make_book(FIGURES)
    with (root / "conf.py").open("a", encoding="utf-8") as file:
        file.write("numfig = True\nhtml_theme = 'furo'\n")
    return root


def answers(root: Path, saves: Sequence[Files], *, pdf: bool = True) -> list[Any]:
    """Return what a resident answers to one save after the other, each with paths and texts."""

    async def ask() -> list[Any]:
        out, found = root / "_build", []
        resident = Resident.begin(root, out, pdf=pdf)
        assert resident is not None
        try:
            assert await resident.ready()
            for number, files in enumerate(saves):
                write(root, dict(files))
                paths = [root / name for name in files]
                (root / "briefs/4913").unlink(missing_ok=True)  # as an editor tries a folder
                found.append(await resident.make(paths, out / ".preview" / str(number)))
        finally:
            resident.end()
        return found

    return asyncio.run(ask())


def text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def made(answer: Mapping[str, Any]) -> dict[str, bytes]:
    files: dict[str, str] = answer["files"]
    return {name: Path(path).read_bytes() for name, path in files.items()}


EDITS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "a word": lambda text: text.replace("Another", "A further").replace("saw", "heard"),
    "an element": lambda text: text.replace(
        "A witness",
        ":::{gap} two-gap\n:matters: Much.\n:closes: A letter.\nNobody asked.\n:::\n\nA witness",
    ),
    "a figure": lambda text: text + "\n:::{figure} ../docs/a.svg\n:alt: It.\n\nAgain.\n:::\n",
    "a section": lambda text: text + "\n## More\n\nMore of it.\n",
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_made_of_a_save_is_what_a_build_makes(
    make_book: MakeBook, command: Command, edit: str
) -> None:
    root = conf(make_book)
    assert command("build", "--source", root).status == 0
    changed = EDITS[edit](text(root, "briefs/two.md"))
    (answer,) = answers(root, [{"briefs/two.md": changed}])
    assert answer["paths"] == ["briefs/two.md"]
    assert answer["findings"] == []
    found = made(answer)
    assert {"briefs/two.html", "pdf/two.pdf"} <= found.keys()
    assert command("build", "--source", root, "--out", root / "_again").status == 0
    site = root / "_again/html"
    assert found == {name: (site / name).read_bytes() for name in found}


def test_one_save_leaves_nothing_for_the_next(make_book: MakeBook, command: Command) -> None:
    root = conf(make_book)
    assert command("build", "--source", root).status == 0
    before = digests(root / "_build/.work")
    one, two = text(root, "briefs/one.md"), text(root, "briefs/two.md")
    first, wrong, last = answers(
        root,
        [
            {"briefs/one.md": one.replace("it holds", "it stands")},
            {"briefs/two.md": two.replace("paper-2020", "paper-1999")},
            {"briefs/one.md": one, "briefs/two.md": two},
        ],
    )
    assert b"it stands" in made(first)["briefs/one.html"]
    assert wrong["files"] == {}
    assert [(one["path"], one["rule"]) for one in wrong["findings"]] == [
        ("briefs/two.md", "source-unknown")
    ]
    site = root / "_build/html"
    found = made(last)
    assert found == {name: (site / name).read_bytes() for name in found}
    # What the next build works with is as the last one left it.
    assert digests(root / "_build/.work") == before


def test_only_what_was_saved_is_read(make_book: MakeBook, command: Command) -> None:
    root = conf(make_book)
    assert command("build", "--html-only", "--source", root).status == 0
    write(root, {"briefs/one.md": "---\n---\nThis is no brief.\n"})  # nobody says that it was saved
    two = text(root, "briefs/two.md")
    (answer,) = answers(root, [{"briefs/two.md": two.replace("saw", "heard")}], pdf=False)
    assert sorted(answer["files"]) == ["_images/a.svg", "briefs/two.html"]
    assert answer["findings"] == []


@pytest.mark.parametrize(
    "files",
    [
        {"briefs/three.md": BRIEF},
        {"conf.py": "project = 'Other'\n"},
        {"sources/sources.yaml": "[]\n"},
        {"briefs/two.md": None},
    ],
    ids=["new", "settings", "sources", "gone"],
)
def test_what_concerns_the_whole_book_is_left_to_a_build(
    make_book: MakeBook, command: Command, files: Files
) -> None:
    root = conf(make_book)
    assert command("build", "--html-only", "--source", root).status == 0
    (answer,) = answers(root, [files], pdf=False)
    assert answer["paths"] == []


def test_a_file_that_an_editor_makes_and_takes_away_is_passed_over(
    make_book: MakeBook, command: Command
) -> None:
    root = conf(make_book)
    assert command("build", "--html-only", "--source", root).status == 0
    saved: Files = {"briefs/two.md": text(root, "briefs/two.md"), "briefs/4913": ""}
    (answer,) = answers(root, [saved], pdf=False)
    assert answer["paths"] == ["briefs/two.md"]


def test_a_file_that_a_brief_shows_makes_the_brief_again(
    make_book: MakeBook, command: Command
) -> None:
    root = conf(make_book)
    assert command("build", "--html-only", "--source", root).status == 0
    (answer,) = answers(root, [{"docs/a.svg": PICTURE.replace("9v9", "9v8")}], pdf=False)
    assert answer["paths"] == ["briefs/two.md"]
    assert b"9v8" in made(answer)["_images/a.svg"]


def test_before_the_first_build_there_is_nothing_to_make_a_page_from(make_book: MakeBook) -> None:
    async def ready() -> bool:
        root = make_book()
        resident = Resident.begin(root, root / "_build", pdf=False)
        assert resident is not None
        try:
            return await resident.ready()
        finally:
            resident.end()

    assert not asyncio.run(ready())
