"""Looking at a book with every rule, and leaving out what its authors have excepted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.registry import RULES, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefbook.rules.book import Book
    from briefbook.rules.problem import Problem
    from briefbook.rules.settings import Settings
    from briefbook.rules.text.record import Allowance


STRUCTURAL = frozenset(
    {"brief-file-name", "duplicate-id", "duplicate-number", "unknown-element", "wrong-kind"}
)
"""Rules that keep the book from coming apart; they weigh as much in a draft as elsewhere."""


@dataclass(frozen=True)
class Breach:
    """One breach of a rule, with what it weighs in this book."""

    rule: str
    severity: Severity
    problem: Problem


def look(book: Book, settings: Mapping[str, Settings], printed: bool = False) -> list[Breach]:
    """Return what the rules find, by document and line.

    ``printed`` asks for the rules on what was printed; without it they are left out.
    """
    phase = Phase.PRINTED if printed else Phase.READ
    found, used = _sift(list(_look(book, settings, phase)), book.allowances)
    unused = [
        allowance
        for allowance in book.allowances
        if allowance not in used and _could_be_used(allowance, book, settings, phase)
    ]
    found = _without_covered(found)
    judged = replace(book, unused=tuple(unused))
    names = None if not printed else {"exception-unused"}
    found += [
        breach
        for breach in _look(judged, settings, Phase.EXCEPTIONS)
        if names is None or breach.rule in names
    ]
    return sorted(found, key=_place)


def _without_covered(found: list[Breach]) -> list[Breach]:
    """Return the breaches without those that go with another one."""
    covered = {(b.problem.docname, *place) for b in found for place in b.problem.covers}
    return [b for b in found if (b.problem.docname, b.rule, b.problem.line) not in covered]


def _place(breach: Breach) -> tuple[str, int, str, str]:
    problem = breach.problem
    return (problem.docname, problem.line, breach.rule, problem.message)


def _look(book: Book, settings: Mapping[str, Settings], phase: Phase) -> Iterator[Breach]:
    drafts = {brief.docname for brief in book.briefs if brief.record.metadata.status == "draft"}
    for rule in RULES.values():
        chosen = settings[rule.id]
        if rule.phase is not phase or chosen.severity is None:
            continue
        for problem in dict.fromkeys(rule.check(book, chosen)):
            severity = chosen.weigh(problem.severity)
            if severity is Severity.ERROR and problem.docname in drafts:
                # A draft is not whole yet, and must be seen to be finished.
                severity = Severity.ERROR if rule.id in STRUCTURAL else Severity.WARNING
            if severity is not None:
                yield Breach(rule.id, severity, problem)


def _sift(
    breaches: list[Breach], allowances: tuple[Allowance, ...]
) -> tuple[list[Breach], set[Allowance]]:
    """Return the breaches that no exception covers, and the exceptions that cover some."""
    kept: list[Breach] = []
    used: set[Allowance] = set()
    for breach in breaches:
        covering = {
            allowance
            for allowance in allowances
            if allowance.rule == breach.rule
            and allowance.docname == breach.problem.docname
            and _covers(allowance, breach.problem)
        }
        used |= covering
        if not covering:
            kept.append(breach)
    return kept, used


def _covers(allowance: Allowance, problem: Problem) -> bool:
    """Return whether an exception applies to a breach, whose line may be that of another file."""
    if problem.path:
        return not allowance.last or allowance.covers(problem.allowed)
    return allowance.covers(problem.line)


def _could_be_used(
    allowance: Allowance, book: Book, settings: Mapping[str, Settings], phase: Phase
) -> bool:
    """Return whether the rule was looked at in this phase where the exception stands."""
    rule = RULES.get(allowance.rule)
    if rule is None or rule.phase is not phase or settings[rule.id].severity is None:
        return False
    if phase is Phase.PRINTED:
        return any(handout.docname == allowance.docname for handout in book.handouts)
    return True
