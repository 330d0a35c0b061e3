"""The overview of judgements: what each brief concludes, under the question that it answers."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook import yardsticks
from briefbook.registers.context import Cell, Context, nothing, paragraph, table

if TYPE_CHECKING:
    from briefbook.elements.record import ElementRecord
    from briefbook.yardsticks import Yardstick

_HEADERS = ("No.", "What the book concludes", "Likelihood", "Confidence")
# What stands before the conclusion; its word of likelihood has a column of its own.
_OPENING = r"(?:it is {word} that|there is an? {word}(?: chance)? that)\s*,?\s+"


def fill(context: Context) -> list[nodes.Node]:
    """Return all judgements, each brief's under its question, with likelihood and confidence."""
    records = context.domain.of_kind("judgement")
    if not records:
        return nothing("judgement")
    yardstick = yardsticks.load(context.app.config.briefbook_yardstick)
    made = table(_HEADERS, (10, 60, 19, 11), (), "judgement-register", "dense")
    body = next(made.findall(nodes.tbody))
    for docname, group in groupby(records, key=lambda record: record.docname):
        body += _question(context, docname)
        body += [_row(context, record, yardstick) for record in group]
    return [made]


def _question(context: Context, docname: str) -> nodes.row:
    """Return the row above the judgements of a brief: its number, its link, what it answers."""
    brief = context.domain.briefs[docname]
    content: list[nodes.Node] = [
        context.link_brief(brief, f"Brief {brief.metadata.number}"),
        nodes.Text(f" {brief.metadata.question}"),
    ]
    entry = nodes.entry("", paragraph(content), morecols=len(_HEADERS) - 1)
    return nodes.row("", entry, classes=["register-group"])


def _row(context: Context, record: ElementRecord, yardstick: Yardstick) -> nodes.row:
    word = _word(record, "likelihood")
    term = yardstick.find(word)
    likelihood = f"{word} ({term.range})" if term else word
    link = context.link(record.id, f"{record.brief}.{record.number}")
    cells: tuple[Cell, ...] = (
        [link],
        proposition(record.title, word),
        likelihood,
        _word(record, "confidence"),
    )
    return nodes.row("", *[nodes.entry("", paragraph(cell)) for cell in cells])


def proposition(sentence: str, word: str) -> str:
    """Return what a judgement says is so, without the words that say how likely that is."""
    opening = _OPENING.format(word=re.escape(word))
    rest = re.sub(f"^{opening}", "", sentence, count=1, flags=re.IGNORECASE)
    return rest[:1].upper() + rest[1:]


def _word(record: ElementRecord, option: str) -> str:
    """Return a word of a scale as the scale writes it."""
    return " ".join(record.options.get(option, "").lower().split())
