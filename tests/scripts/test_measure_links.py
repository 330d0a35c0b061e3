"""The measurement beside Sphinx's linkcheck, with few addresses."""

from __future__ import annotations

import re

import pytest

import measure_links

pytestmark = pytest.mark.lychee


def test_both_checkers_are_measured_on_the_same_addresses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert measure_links.main(["--count", "12", "--latency", "0"]) == 0
    told = re.sub(r"\d+\.\d s", "… s", capsys.readouterr().out)
    assert told.splitlines() == [
        "briefbook, first run: … s, 12 asked",
        "briefbook, second run: … s, 0 asked",
        "linkcheck, 5 workers: … s",
        "linkcheck, 50 workers: … s",
    ]
