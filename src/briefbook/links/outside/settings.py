"""What a book sets for the check of its web addresses, read from conf.py."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from briefbook import __version__
from briefbook.findings import did_you_mean
from briefbook.links.outside.normal import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "briefbook_links"
IGNORE = "briefbook_links_ignore"
LEDGER = "briefbook_links_ledger"
WAYBACK = "https://archive.org/wayback/available"


class SettingError(ValueError):
    """A setting that cannot be used: which one, what is wrong, and what to do."""

    def __init__(self, name: str, message: str, remedy: str) -> None:
        super().__init__(f"{name}: {message}; {remedy}")
        self.name = name


@dataclass(frozen=True)
class Settings:
    """How addresses are asked.

    Days: good answers count for ``age_days``, more or less by up to ``jitter_days``; doubtful ones
    for ``doubt_days``; two bad ones must lie ``strike_days`` apart.  ``per_host`` is the most
    addresses of one host in a run, ``timeout`` the seconds that one answer may take,
    ``interval`` the seconds between two questions to a host, ``deadline`` the seconds that one
    hundred questions may take together.  ``private`` lets machines inside the network be asked.
    """

    age_days: int = 30
    jitter_days: int = 7
    doubt_days: int = 7
    strike_days: int = 3
    per_host: int = 20
    timeout: float = 20
    retries: int = 1
    interval: float = 0.5
    deadline: float = 300
    private: bool = False
    agent: str = f"Mozilla/5.0 (compatible; briefbook/{__version__})"
    wayback: str = WAYBACK


KEYS = {field.name.replace("_", "-"): field for field in fields(Settings)}


def read_settings(given: object) -> Settings:
    """Return the settings of a book; raises `SettingError`."""
    if not isinstance(given, dict):
        raise SettingError(NAME, "is no dictionary", "write {'age-days': 30}, say")
    values: dict[str, object] = {}
    for key, value in given.items():
        if key not in KEYS:
            message = f"there is no key '{key}'"
            raise SettingError(NAME, message, did_you_mean(str(key), list(KEYS)))
        field = KEYS[key]
        values[field.name] = _value(str(key), value, field.default)
    found = Settings(**values)  # type: ignore[arg-type]  # each is of its default's type
    if found.jitter_days >= found.age_days:
        raise SettingError(NAME, "'jitter-days' is not less than 'age-days'", "make it less")
    return found


def _value(key: str, value: object, default: object) -> object:
    if isinstance(default, bool) or isinstance(value, bool):
        if isinstance(value, bool) and isinstance(default, bool):
            return value
        wanted = "True or False" if isinstance(default, bool) else "a number"
        raise SettingError(NAME, f"'{key}' is {value!r}", f"give it {wanted}")
    if isinstance(default, str):
        if isinstance(value, str) and value.isprintable():
            return value
        raise SettingError(NAME, f"'{key}' is {value!r}", "give it a text on one line")
    least = 0 if key in {"jitter-days", "retries", "interval"} else 1
    fits = isinstance(value, int) or (isinstance(value, float) and isinstance(default, float))
    if key in {"timeout", "deadline"}:
        fits = isinstance(value, int | float)
    if not fits or not isinstance(value, int | float) or not least <= value < 10**6:
        raise SettingError(NAME, f"'{key}' is {value!r}", f"give it a number from {least} on")
    return value


@dataclass(frozen=True)
class Ignore:
    """Addresses that are not asked until a day, and why; ``*`` in the pattern is any text."""

    pattern: str
    reason: str
    until: date

    def covers(self, address: str) -> bool:
        """Return whether an address is meant."""
        return any(re.fullmatch(regex, address) for regex in self.regexes)

    @property
    def regexes(self) -> tuple[str, ...]:
        """The pattern as regular expressions: as it is written, and in the ledger's spelling."""
        spellings = dict.fromkeys((self.pattern, normal(self.pattern)))
        return tuple(".*".join(map(re.escape, each.split("*"))) for each in spellings)


def read_ignores(given: object) -> tuple[Ignore, ...]:
    """Return what a book has left out of the check; raises `SettingError`."""
    if not isinstance(given, dict):
        remedy = "write {'https://host/*': {'reason': '…', 'until': '2027-01-31'}}"
        raise SettingError(IGNORE, "is no dictionary", remedy)
    return tuple(_ignores(given))


def _ignores(given: Mapping[object, object]) -> Iterator[Ignore]:
    for pattern, value in given.items():
        name = f"'{pattern}'"
        if not isinstance(pattern, str) or not re.match(r"https?://[^*/]", pattern):
            message, remedy = f"{name} is no address", "begin it with https:// and a host"
            raise SettingError(IGNORE, message, remedy)
        if not isinstance(value, dict) or set(value) != {"reason", "until"}:
            remedy = "give both, and nothing else: {'reason': '…', 'until': '2027-01-31'}"
            raise SettingError(IGNORE, f"{name} needs a reason and a day on which it ends", remedy)
        reason, until = value["reason"], value["until"]
        if not isinstance(reason, str) or not reason.strip():
            raise SettingError(IGNORE, f"{name} has no reason", "say in words why it is left out")
        yield Ignore(pattern, " ".join(reason.split()), _day(name, until))


def _day(name: str, value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        message = f"{name} ends on '{value}', which is no day"
        raise SettingError(IGNORE, message, "write it as 2027-01-31") from None
