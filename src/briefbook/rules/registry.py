"""Every rule by its id: what it is called, how much a breach weighs, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefbook.findings import Severity
    from briefbook.rules.book import Book
    from briefbook.rules.problem import Problem
    from briefbook.rules.settings import Settings

    Check: TypeAlias = Callable[[Book, Settings], Iterator[Problem]]

Value: TypeAlias = int | tuple[str, ...]
"""What a setting of a rule holds: a number, or a list of words."""


class Phase(Enum):
    """When a rule is looked at: what it speaks of must exist by then."""

    READ = auto()
    EXCEPTIONS = auto()
    PRINTED = auto()


@dataclass(frozen=True)
class Rule:
    """One rule; ``summary`` names the breach in one sentence, ``settings`` have their defaults."""

    id: str
    severity: Severity
    summary: str
    check: Check
    phase: Phase
    settings: Mapping[str, Value]


RULES: dict[str, Rule] = {}
"""All rules, in the order in which their modules declare them."""


def rule(
    severity: Severity, phase: Phase = Phase.READ, **settings: Value
) -> Callable[[Check], Check]:
    """Register a function as a rule; its name, ``check_some_thing``, is the id ``some-thing``.

    The first line of its docstring is the rule's summary, and the keywords are its settings.
    """

    def register(check: Check) -> Check:
        name = check.__name__.removeprefix("check_").replace("_", "-")
        if name in RULES:
            raise ValueError(f"two rules are called '{name}'")
        summary = (check.__doc__ or "").strip().splitlines()[0]
        RULES[name] = Rule(name, severity, summary, check, phase, settings)
        return check

    return register
