"""The search index: what is in it, and when it is made."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from typing import TYPE_CHECKING

from pagefind.service import get_executable

from books import BRIEF, CONF, GLOSSARY, write
from briefbook.search import index

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import pytest

    from books import Built
    from conftest import Build, Command, MakeBook


def found(built: Built) -> dict[str, dict[str, Any]]:
    """Return what can be found, by address, with its group."""
    fragments = {}
    beside = json.loads((built.html / "pagefind/book.json").read_text(encoding="utf-8"))
    groups = {name: group for group, names in beside["groups"].items() for name in names}
    for path in (built.html / "pagefind/fragment").iterdir():
        text = gzip.decompress(path.read_bytes())
        record = json.loads(text[text.index(b"{") :])
        fragments[record["meta"]["url"]] = {**record, "group": groups[path.stem]}
    return fragments


def test_pages_elements_terms_and_sources_are_found(make_book: MakeBook, build: Build) -> None:
    entries = found(build(make_book()))
    groups = {address: entry["group"] for address, entry in entries.items()}
    assert groups["briefs/one.html"] == "brief"
    assert groups["briefs/one.html#one-holds"] == "judgement"
    assert groups["briefs/one.html#one-said"] == "claim"
    assert groups["docs/glossary.html#term-witness"] == "term"
    assert groups["docs/sources.html#source-report-2021"] == "source"
    assert groups["docs/glossary.html"] == "page"
    claim = entries["briefs/one.html#one-said"]["meta"]
    assert claim["kind"] == "Claim 1.1, confirmed"
    assert claim["inside"] == "Brief 1: One thing"
    assert "Somebody who was there" in entries["docs/glossary.html#term-witness"]["content"]


def test_what_only_repeats_other_pages_is_left_out(make_book: MakeBook, build: Build) -> None:
    claims = "# Claims\n\nAn introduction.\n\n:::{claim-register}\n:::\n"
    entries = found(build(make_book({"docs/claims.md": claims})))
    assert "An introduction" in entries["docs/claims.html"]["content"]
    assert "One thing was said" not in entries["docs/claims.html"]["content"]
    assert "Somebody" not in entries["docs/glossary.html"]["content"]
    assert "A report on one thing" not in entries["briefs/one.html"]["content"]


def test_pages_for_authors_have_a_group_of_their_own(make_book: MakeBook, build: Build) -> None:
    guide = "---\norphan: true\n---\n# How to\n\nWrite.\n"
    entries = found(build(make_book({"docs/guide/how.md": guide})))
    assert entries["docs/guide/how.html"]["group"] == "guide"


def test_words_are_kept_to_mend_slips_by(make_book: MakeBook, build: Build) -> None:
    built = build(make_book())
    beside = json.loads((built.html / "pagefind/book.json").read_text(encoding="utf-8"))
    words = beside["words"]
    assert "witness" in words
    assert len(words) == len(set(words))
    assert all(len(word) > 3 for word in words)


def test_the_index_is_whole_after_a_change_of_one_page(make_book: MakeBook, build: Build) -> None:
    changed = GLOSSARY.replace("Somebody", "A person")
    root = make_book()
    build(root)
    later = found(build(write(root, {"docs/glossary.md": changed})))
    assert later == found(build(make_book({"docs/glossary.md": changed}, name="fresh")))
    assert "A person" in later["docs/glossary.html#term-witness"]["content"]


def test_pagefind_runs_only_after_a_change(
    make_book: MakeBook, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    run = index._run

    def count(work: Path) -> bool:
        runs.append(len(list((work / "in").iterdir())))
        return run(work)

    monkeypatch.setattr(index, "_run", count)
    root = make_book()
    build(root)
    build(root)
    assert len(runs) == 1
    build(write(root, {"briefs/one.md": BRIEF.replace("Nobody has denied", "None has denied")}))
    assert len(runs) == 2


def test_sphinx_makes_no_index_of_its_own(make_book: MakeBook, build: Build) -> None:
    built = build(make_book())
    for name in ("searchindex.js", "_static/searchtools.js", "_static/language_data.js"):
        assert not (built.html / name).exists()
    assert 'id="search-terms"' in built.page("search")


def test_a_pagefind_that_is_missing_is_one_finding(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "get_executable", lambda: None)
    result = command("build", "--html-only", "--source", make_book())
    assert result.status == 1
    (line,) = result.findings
    assert "Pagefind is not installed" in line
    assert line.endswith("[search-index]")


def test_pagefind_is_told_to_give_memory_back_in_words_it_knows() -> None:
    def said(more: str) -> str:
        told = {name: value + more for name, value in index._THRIFT.items()}
        command = [str(get_executable()), "--version"]
        environment = os.environ | told
        run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return run.stderr

    assert said("") == ""
    assert "nonsense" in said(",nonsense:1")  # it does listen


def test_the_names_of_a_list_are_found_by_themselves(make_book: MakeBook, build: Build) -> None:
    page = "# People\n\nAda Lovelace\n: Wrote a program.\n\nState Department\n: An office.\n"
    conf = CONF + 'briefbook_search_lists = {"docs/people": "Actor"}\n'
    built = build(make_book({"conf.py": conf, "docs/people.md": page}))
    entry = found(built)["docs/people.html#entry-ada-lovelace"]
    assert entry["group"] == "page"
    assert (entry["meta"]["kind"], entry["meta"]["name"]) == ("Actor", "Ada Lovelace")
    assert "Wrote a program" in entry["content"]
    assert "An office" not in entry["content"]
    assert 'id="entry-ada-lovelace"' in built.page("docs/people")
