"""The draft of a brief: the template, with a claim begun for every statement of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbook.ingest.statements import Statement

_UNSAFE = re.compile(r"[\\`*_{}\[\]<>#|^~⟨⟩\"]")
_FACT = "What the evidence says. Add :verdict: and :evidence: above."
_OPINION = "It reads as an opinion. Say whose it is and what it rests on, or change the verdict."
_ORDER = {"title": "the title", "link": "a link to another story"}


def claims(statements: Sequence[Statement], source: str, prefix: str) -> str:
    """Return a claim directive for each statement; their words are left to the analyst."""
    return "\n".join(
        _claim(statement, source, f"{prefix}-claim-{number}")
        for number, statement in enumerate(statements, 1)
    )


def _claim(statement: Statement, source: str, name: str) -> str:
    numbers = ", ".join(map(str, statement.paragraphs))
    verdict, text = (":verdict: opinion\n", _OPINION) if statement.opinion else ("", _FACT)
    return (
        f":::{{claim}} {name}\n"
        f":says: ⟨{_where(statement)}, in our words{_hints(statement.hints)}⟩\n"
        f":source: {source}\n"
        f":paragraph: {numbers}\n"
        f"{verdict}⟨{text}⟩\n"
        ":::\n"
    )


def _where(statement: Statement) -> str:
    count = f"{statement.words} words"
    if statement.form in _ORDER:
        return f"what {_ORDER[statement.form]} says ({count})"
    numbers = " and ".join(map(str, statement.paragraphs))
    place = f"paragraph{'s' if len(statement.paragraphs) > 1 else ''} {numbers}"
    if statement.form == "item":
        return f"item {statement.index} of {statement.total} in the list of {place} ({count})"
    if statement.form == "list":
        return f"the list of {place} ({count})"
    return f"sentence {statement.index} of {statement.total} in {place} ({count})"


def _hints(hints: Iterable[str]) -> str:
    shown = "; ".join(filter(None, (_safe(hint) for hint in hints)))
    return f": {shown}" if shown else ""


def _safe(text: str) -> str:
    """Return a phrase without what Markdown, its mathematics or an option would read as more."""
    plain = " ".join(_UNSAFE.sub(" ", text).split())
    return plain.replace("$", "\\$").replace(": ", " – ").rstrip(":")


def prefix_for(name: str, taken: Iterable[str]) -> str:
    """Return what the ids of a brief begin with: the first words of its name that are not taken."""
    used = set(taken)
    words = name.split("-")
    for count in range(1, len(words) + 1):
        prefix = "-".join(words[:count])
        if not any(other.startswith(f"{prefix}-") for other in used):
            return prefix
    number = 2
    while any(other.startswith(f"{name}-{number}-") for other in used):
        number += 1
    return f"{name}-{number}"
