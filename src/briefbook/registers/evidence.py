"""The state of the evidence: how far the sources were read, and what each brief rests on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.library import library_of
from briefbook.registers.context import Cell, Context, nothing, table
from briefbook.registers.sources import KINDS, READ, uses_of

if TYPE_CHECKING:
    from briefbook.elements.record import ElementRecord
    from briefbook.sources.model import Source

_OFFICIAL = ("primary", "official")
_CLASSES = (
    "primary or official, at its publisher",
    "primary or official, in a copy",
    "scholarly or reference",
    "press",
    "opinion, blogs or the article",
)
"""What a claim can rest on, the strongest first; the places are those that ``_class`` returns."""
_BEST = 2  # the classes that are primary or official


def fill(context: Context) -> list[nodes.Node]:
    """Return three tables: sources by kind, briefs by evidence, and what has none of the best."""
    known = library_of(context.app.env).bibliography
    used = [known[name] for name in uses_of(context)]
    if not used:
        return nothing("source")
    found = _reading(used)
    claims = context.domain.of_kind("claim")
    if claims:
        found += [*_briefs(context, claims), *_without(context, claims)]
    return found


def _reading(used: list[Source]) -> list[nodes.Node]:
    """Count the sources by kind and by how far they were read."""
    counts = Counter((source.custom.kind, source.custom.read) for source in used)
    rows = [
        _counted(heading, [counts[kind, state] for state in READ])
        for kind, heading in KINDS.items()
        if any(counts[kind, state] for state in READ)
    ]
    sums = [sum(counts[kind, state] for kind in KINDS) for state in READ]
    rows.append(_counted("All sources used", sums))
    return _table(("Sources", *READ.values(), "sum"), rows, "How far the sources were read")


def _briefs(context: Context, claims: list[ElementRecord]) -> list[nodes.Node]:
    """Count the claims of each brief by the strongest source that each names as evidence."""
    rows: list[list[Cell]] = []
    total: Counter[int] = Counter()
    for docname in dict.fromkeys(claim.docname for claim in claims):
        brief = context.domain.briefs[docname]
        here = Counter(_class(context, claim) for claim in claims if claim.docname == docname)
        total += here
        link = context.link_brief(brief, f"Brief {brief.metadata.number}")
        rows.append(_counted([link], [here[place] for place in range(len(_CLASSES))]))
    rows.append(_counted("All briefs", [total[place] for place in range(len(_CLASSES))]))
    title = "Claims by the strongest source that each rests on"
    return _table(("Claims of", *_CLASSES, "sum"), rows, title)


def _without(context: Context, claims: list[ElementRecord]) -> list[nodes.Node]:
    """List the claims that rest on neither a primary nor an official text."""
    rows: list[list[Cell]] = []
    for place, name in enumerate(_CLASSES):
        listed = [claim for claim in claims if _class(context, claim) == place]
        if place < _BEST or not listed:
            continue
        links: list[nodes.Node] = []
        for claim in listed:
            links += [nodes.Text(", ")] if links else []
            links.append(context.link(claim.id))
        rows.append([name[0].upper() + name[1:], links])
    title = "Claims without a primary or official text behind them"
    return _titled(table(("Strongest source", "Claims"), (28, 72), rows, "evidence"), title)


def _class(context: Context, claim: ElementRecord) -> int:
    """Return the place in ``_CLASSES`` of the strongest source of a claim."""
    known = library_of(context.app.env).bibliography
    examined = claim.options.get("source", "").strip()
    names = {evidence.source for evidence in claim.evidence} - {examined}
    weakest = len(_CLASSES) - 1
    return min((_strength(known[name]) for name in names if name in known), default=weakest)


def _strength(source: Source) -> int:
    kind, read = source.custom.kind, source.custom.read
    if kind in _OFFICIAL:
        return 0 if read in {"page", "opening"} else 1
    return {"scholarly": 2, "reference": 2, "press": 3}.get(kind, len(_CLASSES) - 1)


def _counted(head: Cell, counts: list[int]) -> list[Cell]:
    return [head, *(str(count) for count in (*counts, sum(counts)))]


def _table(headers: tuple[str, ...], rows: list[list[Cell]], title: str) -> list[nodes.Node]:
    widths = (26, *(12 for _ in headers[1:]))
    return _titled(table(headers, widths, rows, "evidence"), title)


def _titled(made: nodes.table, title: str) -> list[nodes.Node]:
    return [nodes.rubric(title, title), made]
