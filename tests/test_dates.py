"""Dates as a reader sees them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.dates import MONTHS, show_date, show_partial


def test_a_day_is_written_the_same_on_every_machine() -> None:
    assert show_date(date(2022, 9, 7)) == "7 September 2022"


@given(st.dates())
def test_every_day_names_its_month(day: date) -> None:
    assert show_date(day) == f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    assert show_partial(day.isoformat()) == show_date(day)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2022", "2022"), ("2022-09", "September 2022"), ("1947-08-14", "14 August 1947")],
)
def test_a_part_of_a_date_is_shown_as_far_as_it_goes(text: str, shown: str) -> None:
    assert show_partial(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2022-13",
        "2022-00",
        "2022-02-30",
        "-1",
        "0",
        "2022-9",
        "2022-01-01-01",
        "２０２２",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        show_partial(text)
