"""Numbers for the paragraphs of an article, by the one rule that the whole book goes by.

Running text counts from 1, a repeated paragraph included.  A list counts with the paragraph
before it.  Headings, date lines, bylines and links to other stories have no number of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.ingest.article import Block, Kind, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def number(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the parts of an article in their order, each with its number."""
    found: list[Paragraph] = []
    last = 0
    for index, block in enumerate(blocks):
        if not block.text.strip():
            continue
        following = blocks[index + 1].kind if index + 1 < len(blocks) else None
        before = found[-1] if found else None
        leads_in = following is Kind.ITEM and not _ENDS.search(block.text)
        joins = block.kind is Kind.ITEM or (block.kind is Kind.PARAGRAPH and leads_in)
        if joins and before is not None and before.number:
            found[-1] = _with(before, block)
        elif block.kind in {Kind.PARAGRAPH, Kind.ITEM}:
            last += 1
            is_item = block.kind is Kind.ITEM
            text, items = ("", (block.text,)) if is_item else (block.text, ())
            found.append(Paragraph(last, text, Kind.PARAGRAPH, items))
        else:
            found.append(Paragraph(0, block.text, block.kind))
    return found


def _with(before: Paragraph, block: Block) -> Paragraph:
    """Return a paragraph with an item of its list, or with the words that lead to one."""
    if block.kind is Kind.ITEM:
        return Paragraph(before.number, before.text, before.kind, (*before.items, block.text))
    text = f"{before.text}\n{block.text}" if before.text else block.text
    return Paragraph(before.number, text, before.kind, before.items)
