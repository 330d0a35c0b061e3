"""What is checked before a document is read: bytes that are no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbook.reading import undecodable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"\xef\xbb\xbftext",
        b"a\tb\r\n",
        "é€😀\u200f\u2028\x85".encode(),
        b"\xc2\xa0",
    ],
)
def test_text_is_read(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_bytes(data)
    assert undecodable(path, "one.md") is None


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"one\n\xff\n", 2, "byte 0xFF cannot be read"),
        (b"caf\xe9", 1, "byte 0xE9 cannot be read"),
        (b"\xed\xa0\x80", 1, "byte 0xED cannot be read"),  # half of a pair
        (b"\xc0\xaf", 1, "byte 0xC0 cannot be read"),  # longer than it need be
        (b"one\ntwo\n\n\x00", 4, "U+0000"),
        (b"\x0c", 1, "U+000C"),
        (b"one\x7f", 1, "U+007F"),
        ("one\n\x9b".encode(), 2, "U+009B"),
    ],
)
def test_what_is_no_text_is_found_at_its_line(
    data: bytes, line: int, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "one.md"
    path.write_bytes(data)
    finding = undecodable(path, "one.md")
    assert finding is not None
    assert (finding.path, finding.line, finding.rule) == ("one.md", line, "encoding")
    assert words in finding.message
    assert finding.remedy
