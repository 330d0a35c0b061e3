"""``statement-table``: what an article states, one numbered row each, with the verdicts on it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from briefbook.elements.claim import place_words
from briefbook.elements.nodes import register_placeholder
from briefbook.findings import did_you_mean, report
from briefbook.registers.context import Cell, Context, nothing, paragraph, table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.elements.record import ElementRecord

_PARAGRAPH = re.compile(r"paragraphs? ")
_ROW = re.compile(r"(?P<ids>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*:\s+(?P<text>\S.*)")

_Row: TypeAlias = tuple[tuple[str, ...], str, int]
"""The ids of claims, what was found, and the line on which they stand."""


class StatementTable(SphinxDirective):
    """Marks where the table goes; its content are lines such as ``one-said: what was found``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder with its rows: the ids of claims, and a line on each."""
        node = register_placeholder(register=self.name, rows=tuple(self._rows()))
        self.set_source_info(node)
        return [node]

    def _rows(self) -> list[_Row]:
        found: list[_Row] = []
        lines = [row.strip() for row in self.block_text.splitlines()]
        for text in filter(str.strip, self.content):
            match = _ROW.fullmatch(text.strip())
            line = self.lineno + lines.index(text.strip())
            if match:
                ids = tuple(part.strip() for part in match["ids"].split(","))
                found.append((ids, match["text"].strip(), line))
                continue
            place = (self.env.docname, line)
            remedy = "write the ids of claims, a colon, and what was found"
            message = f"'{text.strip()}' is no row of a statement-table"
            report("statement-row", message, remedy, location=place)
        return found


def fill(context: Context) -> list[nodes.Node]:
    """Return the table, and a sentence that counts the verdicts."""
    claims = {record.id: record for record in context.domain.of_kind("claim")}
    rows: list[list[Cell]] = []
    first: Counter[str] = Counter()
    for ids, text, line in context.options["rows"]:
        known = [claims[name] for name in ids if name in claims]
        for name in (name for name in ids if name not in claims):
            remedy = did_you_mean(name, sorted(claims))
            location = (context.docname, line)
            report("statement-row", f"there is no claim '{name}'", remedy, location=location)
        if known:
            first[_verdict(known[0])] += 1
        number = str(len(rows) + 1)
        rows.append([number, _said(known), text, _verdicts(known), _links(context, ids)])
    if not rows:
        return nothing("statement")
    headers = ("No.", "The article says", "What was found", "Verdict", "Claims")
    counted = ", ".join(f"{count} {verdict}" for verdict, count in first.most_common())
    sentence = f"Verdicts, by the first claim on each of the {len(rows)} statements: {counted}."
    return [table(headers, (5, 33, 34, 14, 14), rows, "statement-table"), paragraph(sentence)]


def _said(claims: list[ElementRecord]) -> str:
    """Return the first claim in the book's words, and its place in the article."""
    if not claims:
        return ""
    numbers = claims[0].options.get("paragraph", "")
    place = _PARAGRAPH.sub("¶\u00a0", place_words(numbers).removesuffix(" of the article"))
    return f"{claims[0].title} ({place})" if numbers else claims[0].title


def _verdict(claim: ElementRecord) -> str:
    return claim.options.get("verdict", "").strip()


def _verdicts(claims: list[ElementRecord]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for verdict in dict.fromkeys(map(_verdict, claims)):
        found += [nodes.Text("; ")] if found else []
        found.append(nodes.inline(verdict, verdict, classes=["verdict", f"verdict-{verdict}"]))
    return found


def _links(context: Context, ids: tuple[str, ...]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for name in ids:
        found += [nodes.Text(", ")] if found else []
        found.append(context.link(name))
    return found


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("statement-table", StatementTable)
