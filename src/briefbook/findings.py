"""One record for every problem that any part of Briefbook reports."""

from __future__ import annotations

import logging as python_logging
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docutils.nodes import Node


class Severity(StrEnum):
    """How much a finding weighs; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, order=True)
class Finding:
    """One problem: where it is, what is wrong, and what to do.

    ``path`` is relative to the book's folder, in POSIX form, or empty when the problem has no
    file.  ``line`` counts from 1; 0 stands for the whole file.
    """

    path: str
    line: int
    rule: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the one-line form: ``file:line: what; what to do [rule]``.

        What is less than an error says so: ``file:line: hint: what; what to do [rule]``.
        """
        place = f"{self.path}:{self.line}" if self.line else self.path
        text = f"{self.message}; {self.remedy}" if self.remedy else self.message
        if self.severity is not Severity.ERROR:
            text = f"{self.severity}: {text}"
        return f"{place}: {text} [{self.rule}]" if place else f"{text} [{self.rule}]"


def report(
    rule: str,
    message: str,
    remedy: str = "",
    *,
    location: Node | tuple[str, int] | str | None = None,
    severity: Severity = Severity.ERROR,
) -> None:
    """Report one problem through Sphinx's log, as warning ``briefbook.<rule>``; a hint as info.

    ``location`` is a docutils node, or a docname with a line; Sphinx turns it into a path.
    """
    from sphinx.util import logging  # noqa: PLC0415  # findings are also shown without Sphinx

    text = f"{message}; {remedy}" if remedy else message
    if severity is Severity.HINT:  # Sphinx prints what is not a warning without a word for it
        text = f"{severity}: {text}"
    level = python_logging.INFO if severity is Severity.HINT else python_logging.WARNING
    extra = {"finding": (message, remedy, severity)}
    logger = logging.getLogger(__name__)
    logger.log(level, text, type="briefbook", subtype=rule, location=location, extra=extra)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that ``word`` was probably meant to be, if one is close enough."""
    from difflib import get_close_matches  # noqa: PLC0415  # only wanted once something is wrong

    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def with_article(word: str) -> str:
    """Return a noun with "a" or "an" before it."""
    return f"{'an' if word[:1].lower() in 'aeio' else 'a'} {word}"


def count_of(number: int, one: str, more: str = "") -> str:
    """Return a number with its noun, such as ``1 entry`` or ``2 entries``."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return a remedy for an unknown word: the nearest known one, or all there are."""
    match = nearest(word, known)
    return f"did you mean '{match}'?" if match else f"use one of: {', '.join(known)}"


_LOCATION = re.compile(r"^(?P<path>.*?)(?::(?P<line>\d+|<unknown>))?$")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def from_log(  # noqa: PLR0913  # a finding has these parts
    location: str,
    message: str,
    rule: str,
    root: Path,
    *,
    remedy: str = "",
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return the finding that a warning in Sphinx's log stands for.

    ``location`` is Sphinx's ``path:line``; a path under ``root`` is made relative to it.
    """
    match = _LOCATION.match(location)
    path = (match["path"] if match else location) or ""
    # A location inside an included object reads "file:docstring of x"; the file is what helps.
    path = path.split(":docstring of ")[0].rstrip(":")
    if path.endswith(".md.rst"):  # Sphinx takes the file of an including document for its name
        path = path.removesuffix(".rst")
    line_text = match["line"] if match else None
    line = int(line_text) if line_text and line_text.isdigit() else 0
    path = path.removeprefix(f"{root}/")
    message = _ANSI.sub("", message).replace(f"{root}/", "")
    return Finding(
        path=path.replace("\\", "/"),
        line=line,
        rule=rule,
        message=message,
        remedy=remedy,
        severity=severity,
    )
