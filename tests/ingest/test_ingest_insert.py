"""An entry goes into the file of sources and no other byte of it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.ingest.insert import InsertError, ids, insert, update
from briefbook.ingest.record import scalar
from briefbook.sources.load import load

if TYPE_CHECKING:
    from pathlib import Path

SUM = "ab" * 32
ENTRY = {
    "id": "m",
    "type": "webpage",
    "title": "Ferries: a 'history' # of sorts",
    "author": [{"family": "Ray", "given": "Tom"}],
    "custom": {"kind": "press", "read": "page", "sha256": SUM},
}
FILE = """\
# About the file.
# Two lines of it.
- id: b   # a remark
  type: report
  title:    "Spaces   kept"
  custom: {kind: press, read: page}

# About the next one.
- id: k
  type: report
  title: >
    A folded
    title
  custom:
    kind: official
    read: copy
# About the last one.
- {trailing}
  type: report
  title: Last
  custom: {kind: press, read: page}
"""


def file(last: str = "id: x") -> str:
    return FILE.replace("{trailing}", last)


def without(text: str, before: str) -> str:
    """Return the added text, the rest of which must be the text before."""
    start = next((i for i, (a, b) in enumerate(zip(before, text, strict=False)) if a != b), None)
    start = len(before) if start is None else start
    for place in range(start, -1, -1):
        added = text[place : place + len(text) - len(before)]
        if text[:place] + text[place + len(added) :] == before and added.lstrip().startswith("-"):
            return added
    raise AssertionError("more than an insertion")


@pytest.mark.parametrize("name", ["a", "c", "m", "z"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", ["", "\n", "# the end\n"])
def test_entry_stands_at_its_place_and_nothing_else_changes(
    name: str, newline: str, ending: str
) -> None:
    before = file().rstrip("\n") + ("\n" if ending != "" else "") + ending.lstrip("\n")
    before = before.replace("\n", newline)
    after = insert(before, {**ENTRY, "id": name})
    assert ids(after) == sorted([*ids(before), name])
    assert f"- id: {name}" in without(after, before)


def test_remarks_stay_with_what_they_are_about() -> None:
    text = insert(file(), ENTRY)
    assert "# About the last one.\n- id: x" in text
    assert "# Two lines of it.\n- id: a" in insert(file(), {**ENTRY, "id": "a"})
    assert "# About the next one.\n- id: k" in insert(file(), {**ENTRY, "id": "c"})


def test_unsorted_file_is_added_to_at_its_end() -> None:
    assert ids(insert(file("id: a"), ENTRY)) == ["b", "k", "a", "m"]


def test_first_entry_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(insert("", ENTRY), encoding="utf-8")
    bibliography, findings = load(path)
    assert not findings
    assert bibliography["m"].custom.sha256 == SUM
    assert bibliography["m"].title == ENTRY["title"]


@pytest.mark.parametrize("text", ["a: b\n", "[{id: a}]\n", "- [a]\n", "- {id: a}\n", "- 'a\n"])
def test_file_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(InsertError):
        insert(text, ENTRY)


def test_update_changes_sum_and_day_alone() -> None:
    text = insert(file(), {**ENTRY, "accessed": "2026-01-02"})
    again = update(text, "m", "cd" * 32, "2026-03-04")
    expected = text.replace(SUM, "cd" * 32).replace('"2026-01-02"', '"2026-03-04"')
    assert again == expected


def test_update_writes_where_a_copy_is_archived() -> None:
    text = insert(file(), {**ENTRY, "accessed": "2026-01-02"})
    once = update(text, "m", SUM, "2026-03-04", "https://web.archive.org/one")
    wanted = [
        {**item, "archive": "https://web.archive.org/one"} if item["id"] == "m" else item
        for item in yaml.safe_load(text)
    ]
    assert yaml.safe_load(once) == wanted
    twice = update(once, "m", SUM, "2026-03-04", "https://web.archive.org/two")
    assert twice == once.replace("/one", "/two")


def test_update_with_the_same_sum_changes_nothing() -> None:
    text = insert(file(), {**ENTRY, "accessed": "2026-01-02"})
    assert update(text, "m", SUM, "2026-03-04") == text


@pytest.mark.parametrize("name", ["b", "k", "x"])
def test_update_adds_a_sum_where_there_is_none(name: str) -> None:
    after = yaml.safe_load(update(file(), name, SUM, "2026-03-04"))
    before = yaml.safe_load(file())
    for item in before:
        if item["id"] == name:
            item["custom"]["sha256"] = SUM
    assert after == before


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1),
    st.booleans(),
)
def test_scalar_reads_back(text: str, flow: bool) -> None:
    shown = scalar(text, flow=flow)
    whole = f"k: {{a: {shown}, b: c}}" if flow else f"k: {shown}"
    value = yaml.load(whole, yaml.BaseLoader)["k"]  # noqa: S506  # it makes text only
    assert (value["a"] if flow else value) == text
