"""A text in a file: its paragraphs with their numbers."""

from __future__ import annotations

import re

_BLOCKS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_NUMBER = re.compile(r"¶[^\S\n]*(\d+)\b[^\S\n]*\n?")


def split(text: str) -> tuple[list[str], list[int]]:
    """Return the paragraphs of a text and their numbers.

    Blank lines part them, and they are numbered from 1.  A block may begin with its number, as in
    ``¶ 8``; the next ones follow from it.  Blocks with one number in a row are one paragraph, save
    those with 0, which stand outside the text and have nothing to do with each other.
    """
    paragraphs: list[str] = []
    numbers: list[int] = []
    following = 1
    for block in _BLOCKS.split(text.replace("\r\n", "\n").replace("\r", "\n").strip()):
        match = _NUMBER.match(block)
        number = int(match[1]) if match else following
        body = block[match.end() :] if match else block
        if not body.strip():
            continue
        if numbers and number and number == numbers[-1]:
            paragraphs[-1] += f"\n{body.strip()}"
        else:
            paragraphs.append(body.strip())
            numbers.append(number)
        following = number + 1
    return paragraphs, numbers


def join(paragraphs: list[str], numbers: list[int]) -> str:
    """Return the text that ``split`` reads back, every paragraph with its number."""
    blocks = (f"¶ {number}\n{text}" for number, text in zip(numbers, paragraphs, strict=True))
    return "\n\n".join(blocks) + "\n"
