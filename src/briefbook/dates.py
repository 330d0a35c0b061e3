"""Dates as a reader sees them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def show_date(day: date) -> str:
    """Return a date such as ``7 September 2022``, whatever the locale of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_partial(text: str) -> str:
    """Return ``2022``, ``2022-09`` or ``2022-09-07`` in words; raise ValueError for other text."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
        raise ValueError(f"'{text}' is no date")
    parts = text.split("-")
    if len(parts) == 3:  # noqa: PLR2004  # year, month, day
        return show_date(date.fromisoformat(text))
    if len(parts) == 2:  # noqa: PLR2004  # year, month
        first = date(int(parts[0]), int(parts[1]), 1)
        return f"{MONTHS[first.month - 1]} {first.year}"
    return str(date(int(parts[0]), 1, 1).year)
