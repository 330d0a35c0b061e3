"""``briefbook links --external`` and ``--suggest`` as a person gives them."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, SOURCES
from briefbook.cli import links as cli_links
from briefbook.links.outside import hosts, lychee
from links.outside.servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from books import Files
    from conftest import Command, MakeBook
    from links.outside.servers import Misbehaving


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with serving() as running:
        yield running


def sourced(server: Misbehaving, *paths: str) -> str:
    record = (
        "- {{id: s{0}, type: webpage, title: T, URL: '{1}', custom: {{kind: press, read: page}}}}"
    )
    more = [record.format(number, server.root + path) for number, path in enumerate(paths)]
    return SOURCES + "\n".join(more) + "\n"


def unreachable(*_: object, **__: object) -> None:
    raise TimeoutError


def test_without_a_network_it_says_so_at_once(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts.socket, "create_connection", unreachable)  # type: ignore[attr-defined]  # shared
    known = 'version = 1\n["https://a.gov/"]\nverdict = "ok"\n'
    root = make_book({"docs/far.md": "# Far\n\n<https://a.gov/>\n", "sources/links.toml": known})
    for option in ("--external", "--suggest"):
        result = command("links", "--source", root, option)
        assert (result.status, result.out) == (2, "")
        assert result.err == f"briefbook: {cli_links.OFFLINE}\n"
        assert (root / "sources" / "links.toml").read_text(encoding="utf-8") == known
    assert not (root / "_build").exists()


def test_without_lychee_it_says_how_to_get_it(
    make_book: MakeBook,
    command: Command,
    server: Misbehaving,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = make_book({"sources/sources.yaml": sourced(server, "/ok")})
    monkeypatch.setattr(lychee.sys, "executable", str(tmp_path / "python"))  # type: ignore[attr-defined]  # shared
    monkeypatch.setenv("PATH", str(tmp_path))
    result = command("links", "--source", root, "--external", "--private")
    assert result.status == 2
    assert "pip install 'briefbook[links]'" in result.err
    assert result.err.count("\n") == 1


def test_a_broken_ledger_is_said_before_anybody_is_asked(
    make_book: MakeBook, command: Command, server: Misbehaving
) -> None:
    broken = 'version = 1\n["https://a.gov/"]\nverdct = "ok"\n'
    root = make_book({"sources/sources.yaml": sourced(server, "/ok"), "sources/links.toml": broken})
    for option in ("--external", "--suggest"):
        result = command("links", "--source", root, option, "--private")
        assert result.status == 1
        assert result.out.startswith("sources/links.toml:3: the ledger has an unknown key 'verdct'")
    assert not server.asked
    assert (root / "sources" / "links.toml").read_text(encoding="utf-8") == broken


@pytest.mark.lychee
def test_a_book_is_asked_and_remembers(
    make_book: MakeBook, command: Command, server: Misbehaving
) -> None:
    brief = BRIEF + f"\nSee [more]({server.root}/404) and [this]({server.root}/ok#by-id).\n"
    files: Files = {"sources/sources.yaml": sourced(server, "/ok", "/301"), "briefs/one.md": brief}
    root = make_book(files)
    where = ("links", "--source", root, "--external", "--private", "--format", "json")
    first = command(*where, "--today", "2026-01-05")
    assert first.status == 0
    found = json.loads(first.out)["findings"]
    line = brief.splitlines().index(next(r for r in brief.splitlines() if "/404" in r)) + 1
    assert [(f["path"], f["line"], f["rule"]) for f in found] == [
        ("briefs/one.md", line, "link-gone"),
        ("sources/sources.yaml", SOURCES.count("\n") + 2, "link-redirected"),
    ]
    assert first.err == "Asked 4 addresses; 0 known well enough.\n"
    asked = dict(server.asked)
    again = command(*where, "--today", "2026-01-05")
    assert (again.out, dict(server.asked)) == (first.out, asked)
    assert again.err == "Asked 0 addresses; 4 known well enough.\n"
    dead = command(*where, "--today", "2026-01-09")
    assert dead.status == 1
    assert next(f["rule"] for f in json.loads(dead.out)["findings"]) == "link-dead"


@pytest.mark.lychee
def test_quotations_of_the_book_are_looked_for_on_the_live_page(
    make_book: MakeBook, command: Command, server: Misbehaving, tmp_path: Path
) -> None:
    words = "twelve hundred ships in the year under review"
    text = tmp_path / "text.txt"
    text.write_text(f"The harbour had {words}, said its master at the quay.\n", encoding="utf-8")
    brief = f"{BRIEF}\nIt had {{quoted}}`{words} <s0>`.\n"
    root = make_book({"sources/sources.yaml": sourced(server, "/ok"), "briefs/one.md": brief})
    assert command("fingerprint", "s0", text, "--source", root).status == 0
    where = ("links", "--source", root, "--external", "--private")
    there = command(*where, "--today", "2026-01-05")
    assert (there.status, there.out) == (0, "Asked 1 address; 0 known well enough.\n")
    server.pages["/ok"] = "<title>Seaton</title><p>The page has been written anew.</p>"
    drifted = command(*where, "--today", "2026-03-05")
    assert drifted.status == 0
    assert "it no longer has 'twelve hundred ships in the year under review'" in drifted.out
    assert "[drifted]" in drifted.out


def test_copies_are_looked_for_where_none_is_known(
    make_book: MakeBook, command: Command, server: Misbehaving
) -> None:
    copy = f"https://web.archive.org/web/20240305101500/{server.root}/one"
    closest = {"available": True, "url": copy, "status": "200"}
    server.pages["/wayback"] = json.dumps({"archived_snapshots": {"closest": closest}})
    root = make_book({"sources/sources.yaml": sourced(server, "/one")})
    conf = root / "conf.py"
    setting = {"wayback": f"{server.root}/wayback", "private": True, "interval": 0}
    text = f"{conf.read_text(encoding='utf-8')}briefbook_links = {setting}\n"
    conf.write_text(text, encoding="utf-8")
    result = command("links", "--source", root, "--suggest")
    assert result.status == 0
    assert result.out == f"{server.root}/one\n  {copy}\nFound 1 copy for 1 address.\n"
    text = (root / "sources" / "links.toml").read_text(encoding="utf-8")
    assert f'archive = "{copy}"\narchived = 2024-03-05\n' in text


def test_hosts_that_never_answer_are_not_waited_for(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def silent(*_: object, timeout: float, **__: object) -> None:
        waited.append(timeout)
        time.sleep(timeout)
        raise TimeoutError

    monkeypatch.setattr(hosts.socket, "create_connection", silent)  # type: ignore[attr-defined]  # shared
    far = "".join(f"<https://a{number}.gov/>\n" for number in range(40))
    root = make_book({"docs/far.md": f"# Far\n\n{far}"})
    assert command("links", "--source", root, "--external").status == 2
    # All are tried at once, and for less than the two seconds that may pass.
    assert len(waited) <= 12
    assert max(waited) < 2
