"""Three builds for each kind of stored data, and the same bytes wherever a book is built."""

from __future__ import annotations

import pickle
import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError

from books import BRIEF, Built, Files, brief, digests, write
from briefbook.register import register_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build, MakeBook

TWO = brief(
    """\
    :::{indicator} two-witness
    :raises: one-holds
    :lowers: two-fails
    :where: The record.
    A second witness speaks, as the {term}`witness` of before did.
    :::

    :::{judgement} two-fails
    :likelihood: unlikely
    :confidence: low
    :basis: one-said
    It is unlikely that the thing fails {cite}`paper-2020`.
    :::

    ::::{allow} undated-figure
    :reason: The record has no date.
    Half of it, 50 per cent, was said.
    ::::
    """,
    number=2,
    title="Another thing",
)
REGISTERS = """\
# Registers

:::{judgement-register}
:::

:::{claim-register}
:::

:::{indicator-register}
:::

:::{evidence-register}
:::

:::{statement-table}
one-said: it was said
:::

:::{audience-register} readers
:::
"""
BOOK: Files = {
    "briefs/two.md": TWO,
    "docs/registers.md": REGISTERS,
    "docs/links.md": (
        "# Links\n\nSee [](#one-said) and [](#two-witness), {quoted}`a thing <paper-2020>`.\n"
    ),
    "docs/timeline.md": "# Timeline\n\n:::{timeline} timeline.yaml\n:::\n",
    "docs/timeline.yaml": "- date: 2020-05\n  text: It was said.\n  sources: [paper-2020]\n",
    **{f"docs/filler-{n}.md": f"# Filler {n}\n\nA witness.\n" for n in range(8)},
}
KINDS = (
    "briefs", "elements", "citations", "quotations", "verdicts", "blocks", "keys", "entries",
    "passages", "uses", "filled", "allowances",
)  # fmt: skip
"""Stored kinds of which the book above has some."""


def stored(built: Built) -> dict[str, object]:
    """Return all that the domain holds, as one can compare it."""
    data = register_of(built.env).data
    return {
        kind: dict(sorted(value.items())) if isinstance(value, dict) else value
        for kind, value in data.items()
    }


def pages(built: Built) -> dict[str, str]:
    """Return the digest of every output; the notes that Sphinx keeps for itself are left out."""
    return {k: v for k, v in digests(built.html).items() if not k.startswith((".", "_sources"))}


def copy(root: Path, name: str) -> Path:
    return shutil.copytree(root, root.parent / name, ignore=shutil.ignore_patterns("_build"))


def test_the_book_of_these_tests_is_good_and_has_every_kind(
    make_book: MakeBook, build: Build
) -> None:
    built = build(make_book(BOOK))
    assert built.warnings == ()
    data = stored(built)
    assert [kind for kind in KINDS if not data[kind]] == []


def test_serial_equals_parallel(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    serial, parallel = build(root), build(copy(root, "parallel"), parallel=2)
    assert parallel.warnings == serial.warnings == ()
    assert stored(parallel) == stored(serial)
    assert pages(parallel) == pages(serial)


@pytest.mark.parametrize(
    ("name", "parallel"), [("briefs/one.md", 1), ("docs/registers.md", 2), ("docs/glossary.md", 2)]
)
def test_touch_and_rebuild_equals_the_first_build(
    name: str, parallel: int, make_book: MakeBook, build: Build
) -> None:
    root = make_book(BOOK)
    first = build(root)
    before, data = pages(first), stored(first)
    write(root, {name: (root / name).read_bytes() + b"\nA further xylophone.\n"})
    changed = build(root, parallel=parallel)
    assert pages(changed) != before
    write(root, {name: (root / name).read_bytes().removesuffix(b"\nA further xylophone.\n")})
    again = build(root, parallel=parallel)
    assert pages(again) == before
    assert stored(again) == data


def test_nothing_changed_writes_nothing(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    first = pages(build(root))
    again = build(root)
    assert again.written == set()
    assert pages(again) == first


def test_deletion_purges_every_kind(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    build(root)
    write(root, {"briefs/two.md": None, "docs/links.md": "# Links\n\nSee [](#one-said).\n"})
    built = build(root)
    assert built.warnings == ()
    assert "two-" not in repr(stored(built))
    fresh = build(copy(root, "fresh"))
    assert stored(built) == stored(fresh)
    left = {name: page for name, page in pages(built).items() if "two" not in name}
    assert left == pages(fresh)  # Sphinx itself deletes no page


def test_a_link_to_what_was_deleted_is_reported(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    build(root)
    write(root, {"briefs/two.md": None})
    built = build(root)
    (warning,) = built.warnings
    assert "docs/links.md:3" in warning
    assert "two-witness" in warning


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (":verdict: confirmed", ":verdict: contested", ["briefs/one", "docs/registers"]),
        (":says: One thing was", ":says: Something was", ["docs/registers"]),
        ("# One thing", "# Some thing", ["index", "briefs/two"]),
        ("{judgement} one-holds", "{judgement} one-stays", ["briefs/one"]),
    ],
)
def test_a_change_shows_wherever_the_thing_is_shown(
    old: str, new: str, shown: list[str], make_book: MakeBook, build: Build
) -> None:
    root = make_book(BOOK)
    first = build(root)
    before = {docname: first.page(docname) for docname in shown}
    two = TWO.replace("one-holds", "one-stays") if "one-stays" in new else TWO
    text = BRIEF.replace(old, new)
    write(root, {"briefs/one.md": text, "briefs/two.md": two})
    after = build(root)
    assert after.warnings == ()
    assert [name for name in shown if after.page(name) == before[name]] == []
    fresh = build(copy(root, "fresh"))
    assert pages(after) == pages(fresh)


def _edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace words in a file; where ``old`` is empty, there is no such file yet."""
    if not old:
        assert not (root / path).exists()
        write(root, {path: new})
        return
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    write(root, {path: text.replace(old, new)})


EDITS: dict[str, dict[str, tuple[str, str]]] = {
    "definition": {"docs/glossary.md": ("Somebody who was there", "Somebody who saw it")},
    "name of a term": {"docs/glossary.md": ("witness\n", "witness\nbystander\n")},
    "title": {"briefs/one.md": ("# One thing", "# The one thing")},
    "heading": {"briefs/one.md": ("## Claims", "## What was claimed")},
    "verdict": {"briefs/one.md": (":verdict: confirmed", ":verdict: contested")},
    "id": {
        "briefs/one.md": ("{judgement} one-holds", "{judgement} one-stays"),
        "briefs/two.md": (":raises: one-holds", ":raises: one-stays"),
    },
    "number": {"briefs/two.md": ("number: 2", "number: 3")},
    "status": {"briefs/two.md": ("status: published", "status: in-review")},
    "date": {"briefs/one.md": ("as-of: 2026-01-01", "as-of: 2025-12-31")},
    "source": {"sources/sources.yaml": ("A report on one thing", "The report on it")},
    "event": {"docs/timeline.yaml": ("It was said", "It was written")},
    "title of a page": {"docs/filler-3.md": ("# Filler 3", "# Another filler")},
    "prose": {"docs/filler-5.md": ("A witness.", "A witness with a zither.")},
    "no use": {"docs/filler-6.md": ("A witness.", "Somebody.")},
    "text of an element": {"briefs/two.md": ("A second witness speaks", "A second witness talks")},
    "definition again": {"docs/glossary.md": ("Somebody who saw it", "A person who saw it")},
    "name gone": {"docs/glossary.md": ("witness\nbystander\n", "witness\n")},
    "prose again": {"docs/filler-5.md": ("A witness with a zither.", "A witness.")},
    "new brief": {"briefs/three.md": ("", brief("A witness.\n", number=4, title="A third"))},
    "setting": {"conf.py": ('project = "Small book"', 'project = "The small book"')},
    "style": {
        "conf.py": ('html_theme = "basic"', 'html_theme = "basic"\nhtml_static_path = ["_s"]'),
        "_s/own.css": ("", "p { color: black }"),
    },
    "other style": {"_s/own.css": ("black", "navy")},
}
"""What an author may change, one after the other in the same book."""


def test_after_any_edit_a_build_is_a_first_build(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    before = pages(build(root))
    for name, changes in EDITS.items():
        for path, (old, new) in changes.items():
            _edit(root, path, old, new)
        built = build(root)
        fresh = build(copy(root, f"fresh {name}"))
        assert built.warnings == fresh.warnings, name
        assert stored(built) == stored(fresh), name
        after = pages(built)
        assert after != before, name
        assert {k for k, v in after.items() if v != pages(fresh).get(k)} == set(), name
        assert after.keys() == pages(fresh).keys(), name
        before = after


FILLED = {"index", "docs/glossary", "docs/registers", "docs/sources"}
"""The documents of the book above that hold what is filled from all of it."""
FILLERS = {f"docs/filler-{n}" for n in range(8)}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("definition", FILLED | FILLERS | {"briefs/one", "briefs/two"}),
        ("prose", FILLED | {"docs/filler-5"}),
        ("no use", FILLED | {"docs/filler-6"}),
    ],
)
def test_only_pages_that_show_a_change_are_written(
    name: str, written: set[str], make_book: MakeBook, build: Build
) -> None:
    root = make_book(BOOK)
    build(root)
    for path, (old, new) in EDITS[name].items():
        _edit(root, path, old, new)
    built = build(root)
    assert built.written == written
    assert pages(built) == pages(build(copy(root, "fresh")))


def test_a_run_that_breaks_off_leaves_no_page_behind(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    build(root)
    _edit(root, "docs/glossary.md", "Somebody who was there", "Somebody who saw it")
    broken = "def fail(*args):\n    raise RuntimeError\n\ndef setup(app):\n"
    conf = (root / "conf.py").read_text(encoding="utf-8")
    write(root, {"conf.py": f"{conf}{broken}    app.connect('write-started', fail)\n"})
    with pytest.raises(ExtensionError):
        build(root)
    write(root, {"conf.py": conf})
    assert pages(build(root)) == pages(build(copy(root, "fresh")))


def test_a_changed_source_shows_in_its_notes(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    assert "A report on one thing" in build(root).page("briefs/one")
    text = (root / "sources/sources.yaml").read_text(encoding="utf-8")
    write(root, {"sources/sources.yaml": text.replace("A report on one", "The report on one")})
    built = build(root)
    assert "The report on one thing" in built.page("briefs/one")
    assert "The report on one thing" in built.page("docs/sources")


def test_a_changed_event_shows_in_the_timeline(make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    build(root)
    text = (root / "docs/timeline.yaml").read_text(encoding="utf-8")
    write(root, {"docs/timeline.yaml": text.replace("It was said", "It was written")})
    assert "It was written" in build(root).page("docs/timeline")


@pytest.mark.parametrize("theme", ["basic", "furo"])
def test_two_folders_get_the_same_bytes(theme: str, make_book: MakeBook, build: Build) -> None:
    root = make_book(BOOK)
    other = copy(root, "a folder with another name")
    first = build(root, overrides={"html_theme": theme})
    second = build(other, overrides={"html_theme": theme}, parallel=2)
    assert {"pagefind/pagefind-entry.json", "objects.inv", "index.html"} < pages(first).keys()
    assert any(name.startswith("_static/") for name in pages(first))
    assert pages(first) == pages(second)


def test_what_is_stored_can_be_pickled_and_compared(make_book: MakeBook, build: Build) -> None:
    data = stored(build(make_book(BOOK)))
    assert pickle.loads(pickle.dumps(data)) == data  # noqa: S301  # our own data
