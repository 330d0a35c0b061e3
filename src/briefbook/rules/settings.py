"""``briefbook_rules``: what a book changes about the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.conf_place import BadSettingError
from briefbook.findings import Severity, did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbook.rules.registry import Rule, Value

NAME = "briefbook_rules"
LEVELS = ("error", "warning", "hint", "off")
ALL = "*"
"""Stands for every rule that ``briefbook_rules`` does not name."""
_ORDER = (Severity.HINT, Severity.WARNING, Severity.ERROR)


@dataclass(frozen=True)
class Settings:
    """One rule as a book has it; ``severity`` is None where the rule is off."""

    severity: Severity | None
    values: Mapping[str, Value]

    def number(self, name: str) -> int:
        """Return a setting that is a number."""
        value = self.values[name]
        assert isinstance(value, int)  # noqa: S101  # `read` lets nothing else pass
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Return a setting that is a list of words."""
        value = self.values[name]
        assert isinstance(value, tuple)  # noqa: S101  # `read` lets nothing else pass
        return value

    def weigh(self, severity: Severity | None) -> Severity | None:
        """Return how much a breach weighs that the rule itself takes for ``severity`` or more."""
        if self.severity is None or severity is None:
            return self.severity
        return min(self.severity, severity, key=_ORDER.index)


def read(given: Mapping[str, object], rules: Mapping[str, Rule]) -> dict[str, Settings]:
    """Return the settings of every rule; raise BadSettingError for what is not well formed."""
    for name in given:
        if name not in rules and name != ALL:
            match = nearest(name, rules)
            remedy = f"did you mean '{match}'?" if match else "the reference lists all rules"
            raise BadSettingError(NAME, f"{NAME}: no rule '{name}'", remedy, name)
    general = given.get(ALL)
    if general is not None and general not in LEVELS:
        message = f"{NAME}: '{ALL}' is {general!r}"
        raise BadSettingError(NAME, message, f"use one of {_list(LEVELS)}", ALL)
    return {name: _read_one(rule, given.get(name, general)) for name, rule in rules.items()}


def _read_one(rule: Rule, given: object) -> Settings:
    if given is None:
        return Settings(rule.severity, rule.settings)
    if isinstance(given, str):
        return Settings(_level(rule, given), rule.settings)
    if not isinstance(given, dict):
        remedy = f"give one of {_list(LEVELS)}, or a dictionary of settings"
        raise BadSettingError(NAME, f"{NAME}: '{rule.id}' is {given!r}", remedy, rule.id)
    values = {**rule.settings}
    severity: Severity | None = rule.severity
    for name, value in given.items():
        if name == "severity":
            severity = _level(rule, value)
        else:
            values[name] = _value(rule, str(name), value)
    return Settings(severity, values)


def _level(rule: Rule, given: object) -> Severity | None:
    if given not in LEVELS:
        remedy = did_you_mean(str(given), LEVELS)
        message = f"{NAME}: '{rule.id}' has the severity {given!r}"
        raise BadSettingError(NAME, message, remedy, rule.id, "severity")
    return None if given == "off" else Severity(given)


def _value(rule: Rule, name: str, given: object) -> Value:
    if name not in rule.settings:
        remedy = did_you_mean(name, ["severity", *rule.settings])
        message = f"{NAME}: '{rule.id}' has no setting '{name}'"
        raise BadSettingError(NAME, message, remedy, rule.id, name)
    if isinstance(rule.settings[name], int):
        if isinstance(given, int) and not isinstance(given, bool) and given >= 0:
            return given
        wanted = "a whole number"
    else:
        if isinstance(given, (list, tuple)) and all(isinstance(word, str) for word in given):
            return tuple(given)
        wanted = "a list of words"
    message = f"{NAME}: '{name}' of '{rule.id}' is {given!r}"
    raise BadSettingError(NAME, message, f"give {wanted}", rule.id, name)


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(repr(word) for word in words)
