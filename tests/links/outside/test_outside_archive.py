"""Asking for archived copies, of a server that answers as the Wayback Machine does."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbook.links.outside import ledger as ledgers
from briefbook.links.outside.archive import Copy, copy_in, day_of, suggest
from briefbook.links.outside.records import Entry, Verdict
from briefbook.links.outside.settings import Settings
from links.outside.servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from links.outside.servers import Misbehaving

ADDRESS = "https://a.gov/one?x=1"
URL = f"http://web.archive.org/web/20240305101500/{ADDRESS}"
COPY = Copy(URL.replace("http:", "https:", 1), date(2024, 3, 5))


def answer(**changed: object) -> str:
    closest = {"available": True, "url": URL, "timestamp": "20240305101500", "status": "200"}
    return json.dumps({"url": ADDRESS, "archived_snapshots": {"closest": closest | changed}})


@pytest.fixture
def wayback() -> Iterator[Misbehaving]:
    with serving() as server:
        yield server


def settings(server: Misbehaving, path: str = "/ok") -> Settings:
    return Settings(interval=0, timeout=2, wayback=f"{server.root}{path}")


def test_a_copy_is_written_down_with_its_day(tmp_path: Path, wayback: Misbehaving) -> None:
    path = tmp_path / "links.toml"
    wayback.pages["/ok"] = answer()
    wanted = {ADDRESS: date(2024, 3, 1), "https://www.example.org/": None}
    found = suggest(path, "x", wanted, settings(wayback))
    assert found.copies == {ADDRESS: COPY}
    question = "/ok?url=https%3A%2F%2Fa.gov%2Fone%3Fx%3D1&timestamp=20240301"
    assert wayback.questions == [question]
    entry = ledgers.load(path, "x").entries[ADDRESS]
    assert entry == Entry(archive=COPY.address, archived=COPY.day)
    again = suggest(path, "x", wanted, settings(wayback))
    assert (again.copies, again.asked) == ({}, 0)


def test_the_dead_come_first_and_keep_what_is_known(tmp_path: Path, wayback: Misbehaving) -> None:
    path = tmp_path / "links.toml"
    dead = "https://z.gov/"
    known = Entry(Verdict.DEAD, "404", gone=date(2026, 1, 1), asked=date(2026, 1, 9))
    ledgers.update(path, "x", {dead: known}, frozenset({dead}))
    wayback.pages["/ok"] = answer()
    suggest(path, "x", {ADDRESS: None, dead: None}, settings(wayback))
    assert [question.partition("=")[2] for question in wayback.questions] == [
        "https%3A%2F%2Fz.gov%2F",
        "https%3A%2F%2Fa.gov%2Fone%3Fx%3D1",
    ]
    # The copy is of another address than the dead one.
    assert ledgers.load(path, "x").entries[dead] == known


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "no JSON",
        '{"archived_snapshots": {}}',
        answer(status="404"),
        answer(available=False),
        answer(url="https://web.archive.org/web/20240305101500/https://b.gov/one?x=1"),
        answer(url=f"https://web.archive.org/web/20249905101500/{ADDRESS}"),
        answer(url="javascript:alert(1)"),
        answer(url=None),
    ],
)
def test_what_is_no_good_copy_of_the_address_is_not_taken(data: str) -> None:
    assert copy_in(data.encode(), ADDRESS) is None


@pytest.mark.parametrize("prefix", ["http://", "https://www.", "http://a.gov:80/x", "https://"])
def test_protocol_and_port_make_no_other_page(prefix: str) -> None:
    original = "http://a.gov:80/one?x=1" if ":80" in prefix else f"{prefix}a.gov/one?x=1"
    url = f"https://web.archive.org/web/20240305101500/{original}"
    assert copy_in(answer(url=url).encode(), ADDRESS) == Copy(url, COPY.day)


def test_an_archive_that_fails_is_left_in_peace(tmp_path: Path, wayback: Misbehaving) -> None:
    wanted = dict.fromkeys((f"https://a.gov/{number}" for number in range(20)), None)
    found = suggest(tmp_path / "links.toml", "x", wanted, settings(wayback, "/503"))
    assert "answers 503" in found.trouble
    assert wayback.asked["/503"] == 3
    assert not (tmp_path / "links.toml").exists()


@pytest.mark.parametrize(
    ("address", "day"),
    [
        (URL, date(2024, 3, 5)),
        ("https://web.archive.org/web/20240305101500id_/https://a.gov", date(2024, 3, 5)),
        ("https://arquivo.pt/wayback/20200102030405/http://a.pt/", date(2020, 1, 2)),
        ("https://archive.today/AbCdE", None),
        ("https://web.archive.org/web/2024*/https://a.gov", None),
    ],
)
def test_the_address_of_a_copy_tells_its_day(address: str, day: date | None) -> None:
    assert day_of(address) == day
