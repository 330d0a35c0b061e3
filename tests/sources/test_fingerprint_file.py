"""The file of a fingerprint: what it says, that it comes back, and what is wrong with others."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.sources.fingerprint import (
    Cost,
    Fingerprint,
    FingerprintError,
    Key,
    Status,
    file_of,
    fingerprint,
    keep,
    key_for,
    load_shelf,
)
from briefbook.sources.fingerprint.file import dump, parse
from briefbook.sources.fingerprint.text import join, split

if TYPE_CHECKING:
    from pathlib import Path

KEY = Key(b"a key for tests.", Cost(2, 1, 1))
TEXT = [
    "One two three four five, one two three four five.",
    "Short.",
    "Six words stand in this one.",
]


def make(**changes: Any) -> Fingerprint:
    return fingerprint(TEXT, **{"source_id": "x", "key": KEY, **changes})


def test_a_file_is_as_the_guide_describes_it() -> None:
    data = json.loads(dump(make(phrases=["three", "words stand in this one"])))
    assert data["format"] == "briefbook-fingerprint-1"
    assert data["run"] == 5
    first, second, third = data["paragraphs"]
    assert (first["number"], first["words"]) == (1, 10)
    assert second == {"number": 2, "words": 1}
    # The last run of the third paragraph, and the second occurrence of one in the first.
    for row, words, occurrence, place in (
        (third, "words stand in this one", 0, 1),
        (first, "one two three four five", 1, 5),
    ):
        secret = hashlib.scrypt(
            words.encode(), salt=bytes.fromhex(data["key"]), n=2, r=1, p=1, dklen=32
        )
        tag = hashlib.blake2b(occurrence.to_bytes(4, "big"), key=secret, digest_size=9).digest()
        hidden = (place + int.from_bytes(tag[6:], "big")) % 2**24
        records = base64.b64decode(row["runs"])
        assert tag[:6] + hidden.to_bytes(3, "big") in {
            records[at : at + 9] for at in range(0, len(records), 9)
        }
    assert len(base64.b64decode(first["phrases"])) == 2 * 9
    assert "pieces" not in first
    assert len(base64.b64decode(third["pieces"])) == 4 * 9


def test_records_are_sorted_so_that_their_order_says_nothing() -> None:
    for paragraph in make().paragraphs:
        assert list(paragraph.records) == sorted(paragraph.records)


def test_no_word_of_the_text_is_in_the_file() -> None:
    assert not {"one", "two", "three", "five", "stand"} & set(dump(make()).lower().split('"'))


def test_a_change_changes_the_line_of_its_paragraph_alone() -> None:
    before = dump(make()).splitlines()
    changed = [TEXT[0], TEXT[1], TEXT[2].replace("this", "that")]
    after = dump(fingerprint(changed, source_id="x", key=KEY)).splitlines()
    assert len(before) == len(after)
    assert [a == b for a, b in zip(before, after, strict=True)].count(False) == 1


@given(st.lists(st.text(max_size=40), max_size=4), st.booleans(), st.text(max_size=10))
def test_what_is_written_comes_back(text: list[str], partial: bool, note: str) -> None:
    made = fingerprint(text, source_id="x", key=KEY, partial=partial, note=note)
    assert parse(dump(made).encode()) == made
    quoted = make(phrases=["three", "words stand in this one"])
    assert quoted.pieces
    assert parse(dump(quoted).encode()) == quoted


BROKEN = [
    (
        lambda d: d.update(format="briefbook-fingerprint-2"),
        "has the format 'briefbook-fingerprint-2'",
    ),
    (lambda d: d.update(key="00"), "key: not 16 bytes"),
    (lambda d: d.update(key="x" * 32), "key: not 16 bytes"),
    (lambda d: d.update(more=1), "more:"),
    (lambda d: d.pop("source"), "source:"),
    (lambda d: d.update(run=4), "run:"),
    (lambda d: d["scrypt"].update(n=2**40), "scrypt.n:"),
    (lambda d: d["scrypt"].update(n=3), "scrypt.n:"),
    (lambda d: d["paragraphs"][0].update(words=11), "6 records for 11 words"),
    (lambda d: d["paragraphs"][0].update(runs="AAAA"), "ends within a record"),
    (lambda d: d["paragraphs"][0].update(runs="%"), "is not base64"),
    (lambda d: d["paragraphs"][0].update(number=-1), "paragraphs.0.number:"),
    (lambda d: d.update(paragraphs=None), "paragraphs:"),
]


@pytest.mark.parametrize(("damage", "words"), BROKEN)
def test_a_broken_file_says_what_is_wrong(damage: Any, words: str) -> None:
    data = json.loads(dump(make()))
    damage(data)
    with pytest.raises(FingerprintError) as caught:
        parse(json.dumps(data).encode())
    assert words in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"null", b"[" * 100000, b"1e999"])
def test_what_is_no_fingerprint_is_refused(data: bytes) -> None:
    with pytest.raises(FingerprintError):
        parse(data)


def test_a_shelf_has_one_key_and_says_which_files_it_cannot_use(tmp_path: Path) -> None:
    make().save(tmp_path / "x.json")
    other = Key(b"another key ....", KEY.cost)
    make(source_id="y", key=other).save(tmp_path / "y.json")
    make(source_id="z").save(tmp_path / "zz.json")
    (tmp_path / "w.json").write_text("{", encoding="utf-8")
    shelf = load_shelf(tmp_path, "prints")
    assert list(shelf) == ["x"]
    assert [finding.path for finding in shelf.findings] == [
        "prints/w.json",
        "prints/y.json",
        "prints/zz.json",
    ]
    assert "is not JSON" in shelf.findings[0].message
    assert "another key" in shelf.findings[1].message
    assert shelf.findings[2].remedy == "call the file z.json"
    assert shelf.lacks("v")
    assert not shelf.lacks("w")
    assert not shelf.lacks("x")


def test_the_first_fingerprint_makes_the_key_of_the_others(tmp_path: Path) -> None:
    assert len(load_shelf(tmp_path / "none")) == 0
    first = key_for(tmp_path, Cost(2, 1, 1))
    assert key_for(tmp_path, Cost(2, 1, 1)) != first
    fingerprint(TEXT, source_id="x", key=first).save(tmp_path / "x.json")
    assert key_for(tmp_path) == first
    made, path = keep(tmp_path, "a:b", "¶ 4\nOne two three four five six.\n", note="a page")
    assert path == file_of(tmp_path, "a:b") == tmp_path / "a_b.json"
    assert made.key == first
    assert load_shelf(tmp_path)["a:b"].verify("two three four five six").paragraph == 4
    assert load_shelf(tmp_path)["a:b"].verify("two three four five seven").status is Status.REFUSED


def test_blank_lines_part_paragraphs_and_numbers_may_be_given() -> None:
    text = (
        "Header\r\n\r\n¶ 0\nAgain\n\nFirst\nline\n \n\n"
        "¶ 6 A list:\n\n¶ 6\n- one\n\nNext\n\n¶ 0 Read more\n"
    )
    assert split(text) == (
        ["Header", "Again", "First\nline", "A list:\n- one", "Next", "Read more"],
        [1, 0, 1, 6, 7, 0],
    )
    assert split("") == ([], [])
    assert split(join(*split(text))) == split(text)
