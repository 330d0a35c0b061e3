"""What a value of front matter may be; every scalar comes as the text that was written."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter


def _iso_date(value: object) -> date:
    """Return the date of a ``YYYY-MM-DD`` string; pydantic would take timestamps too."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        return date.fromisoformat(value.strip())
    raise ValueError("not a date")


def _whole(value: object) -> int:
    """Return a whole number written in digits; pydantic would take ``1.0`` and ``1_0`` too."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value.strip(), re.ASCII):
        return int(value)
    raise ValueError("not a number")


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _yes_or_no(value: object) -> bool:
    """Return whether a value is ``true``; pydantic would take ``1``, ``on`` and ``y`` too."""
    if isinstance(value, str) and value.strip() in {"true", "false"}:
        return value.strip() == "true"
    raise ValueError("neither true nor false")


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
Number = Annotated[int, BeforeValidator(_whole)]
Text = Annotated[str, Field(min_length=1)]

_Line = Annotated[str, BeforeValidator(_stripped), Field(min_length=1)]
_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    "text": TypeAdapter(_Line),
    "date": TypeAdapter(IsoDate),
    "number": TypeAdapter(Number),
    "flag": TypeAdapter(Annotated[bool, BeforeValidator(_yes_or_no)]),
    "list": TypeAdapter(Annotated[tuple[_Line, ...], Field(min_length=1)]),
}
KINDS: tuple[str, ...] = tuple(_ADAPTERS)
"""The types that a key added by a book may have."""


def adapter(kind: str, choices: tuple[str, ...]) -> TypeAdapter[Any]:
    """Return what reads a value of a kind; ``choices`` are all that may stand in it, if given."""
    if not choices:
        return _ADAPTERS[kind]
    one = Annotated[Literal[choices], BeforeValidator(_stripped)]  # type: ignore[valid-type]  # they come from conf.py
    if kind == "list":
        return TypeAdapter(Annotated[tuple[one, ...], Field(min_length=1)])
    return TypeAdapter(one)
