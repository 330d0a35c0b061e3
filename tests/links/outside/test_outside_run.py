"""Runs with lychee itself against a server that misbehaves (make lychee)."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbook.findings import Severity
from briefbook.links.outside import ledger as ledgers
from briefbook.links.outside import lychee
from briefbook.links.outside.records import Use
from briefbook.links.outside.run import Book, check
from briefbook.links.outside.settings import Ignore, Settings
from links.outside.servers import serving, serving_self_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.links.outside.records import Entry
    from briefbook.links.outside.run import Result
    from links.outside.servers import Misbehaving

pytestmark = pytest.mark.lychee

DAY, LATER = date(2026, 1, 5), date(2026, 1, 8)
OWN = Settings(private=True, timeout=2, interval=0)
LEDGER = "sources/links.toml"


@dataclass
class Play:
    """A book whose addresses are those of a server."""

    root: Path
    server: Misbehaving
    settings: Settings = OWN
    addresses: list[str] = field(default_factory=list)
    quotations: dict[str, list[str]] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()

    def address(self, path: str) -> str:
        return path if "://" in path else self.server.root + path

    def run(self, *paths: str, day: date = DAY) -> Result:
        if paths:
            self.addresses = [self.address(path) for path in paths]
        uses = {a: (Use("sources/sources.yaml", n),) for n, a in enumerate(self.addresses, 1)}
        quotations = {self.address(path): texts for path, texts in self.quotations.items()}
        book = Book(
            self.ledger, LEDGER, uses, self.settings, quotations, self.ignores, ignores_line=3
        )
        return check(book, day)

    @property
    def ledger(self) -> Path:
        return self.root / LEDGER

    def entries(self) -> dict[str, Entry]:
        found = ledgers.load(self.ledger, LEDGER).entries
        return {name.removeprefix(self.server.root): entry for name, entry in found.items()}

    def verdicts(self) -> dict[str, str]:
        return {path: str(entry.verdict) for path, entry in self.entries().items()}

    def statuses(self) -> dict[str, str]:
        return {path: entry.status for path, entry in self.entries().items()}


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    with serving() as server:
        yield Play(tmp_path, server)


STATES = {
    "/200": ("ok", "200"),
    "/204": ("ok", "204"),
    "/301": ("redirected", "200"),
    "/302": ("redirected", "200"),
    "/303": ("redirected", "200"),
    "/307": ("redirected", "200"),
    "/308": ("redirected", "200"),
    "/loop": ("unverifiable", "loop"),
    "/401": ("unverifiable", "401"),
    "/403": ("unverifiable", "403"),
    "/404": ("degraded", "404"),
    "/410": ("degraded", "410"),
    "/418": ("unverifiable", "418"),
    "/429": ("unverifiable", "429"),
    "/451": ("unverifiable", "451"),
    "/500": ("unverifiable", "500"),
    "/503": ("unverifiable", "503"),
    "/999": ("unverifiable", "999"),
    "/ok": ("ok", "200"),
    "/wait-seconds": ("ok", "200"),
    "/wait-date": ("ok", "200"),
    "/hang": ("unverifiable", "timeout"),
    "/drip": ("unverifiable", "timeout"),
    "/reset": ("unverifiable", "no-answer"),
    "/endless": ("ok", "200"),
    "/bad-gzip": ("unverifiable", "broken"),
    "/bomb": ("ok", "200"),
    "/charset": ("ok", "200"),
    "/soft": ("degraded", "soft-404"),
    "/wall": ("unverifiable", "wall"),
    "/nowhere": ("unverifiable", "301"),
    "/unsaid#by-id": ("ok", "200"),
    "/packed": ("unverifiable", "broken"),
    "/half-packed": ("unverifiable", "broken"),
    "/reset-later": ("unverifiable", "broken"),
    "/slow-head": ("unverifiable", "timeout"),
    "/garbage": ("unverifiable", "no-answer"),
    "/evil-title": ("ok", "200"),
    "http://[::1": ("degraded", "malformed"),
    "/ok#by-id": ("ok", "200"),
    "/ok#by-name": ("ok", "200"),
    "/ok#nowhere": ("degraded", "no-anchor"),
    "/scripted#made-later": ("ok", "200"),
    "/scripted#never-made": ("degraded", "no-anchor"),
    "/ok#:~:text=twelve%20hundred%20ships": ("ok", "200"),
    "/ok#:~:text=thirteen%20ships": ("degraded", "no-anchor"),
    "/caf%C3%A9": ("ok", "200"),
    "/caf%C3%A9?q=%C3%BC": ("ok", "200"),
    "http://no-such-host.invalid/": ("degraded", "no-host"),
    "http://xn--mnchen-3ya.invalid/": ("degraded", "no-host"),
    "http://127.0.0.1:1/": ("unverifiable", "refused"),
    "http://127.0.0.1:99999/": ("degraded", "malformed"),
}


def test_every_state_is_told_and_nothing_is_asked_again(play: Play) -> None:
    play.server.pages["/caf%C3%A9"] = "<title>Café</title>"
    result = play.run(*STATES)
    found = {path: (str(e.verdict), e.status) for path, e in play.entries().items()}
    assert found == STATES
    assert not result.failed
    assert all(row.isprintable() for row in play.ledger.read_text(encoding="utf-8").splitlines())
    assert play.entries()["/evil-title"].title.endswith('evil "x" \\\\ [table]')
    asked = Counter(play.server.asked)
    text = play.ledger.read_bytes()
    again = play.run()
    assert play.server.asked == asked
    assert again.asked == 0
    assert play.ledger.read_bytes() == text
    # What is known is said again although nobody was asked.
    assert again.findings == result.findings


def test_no_page_is_asked_for_more_than_twice_in_a_run(play: Play) -> None:
    play.run("/ok", "/ok#by-id", "/ok#by-name", "/ok#:~:text=twelve", "/200", "/404")
    assert play.server.asked == {"/ok": 2, "/200": 2, "/404": 1}


def test_two_bad_answers_days_apart_are_a_death(play: Play) -> None:
    paths = ("/404", "/410", "/once-gone", "/500", "http://no-such-host.invalid/")
    assert not play.run(*paths).failed
    assert not play.run(day=date(2026, 1, 6)).failed
    result = play.run(day=LATER)
    errors = [f for f in result.findings if f.severity is Severity.ERROR]
    assert result.failed
    assert [(f.line, f.rule) for f in errors] == [(n, "link-dead") for n in (1, 2, 5)]
    assert play.verdicts()["/once-gone"] == "ok"


def test_a_dead_address_with_a_copy_is_no_failure(play: Play) -> None:
    play.run("/404")
    entry = play.entries()["/404"]
    copy = replace(entry, archive="https://web.archive.org/web/20250101/http://a/404")
    address = play.address("/404")
    ledgers.update(play.ledger, LEDGER, {address: copy}, frozenset({address}))
    result = play.run(day=LATER)
    assert not result.failed
    assert [f.rule for f in result.findings] == ["link-archived"]


def test_a_page_that_lost_its_quotation_has_drifted(play: Play) -> None:
    play.quotations = {
        "/ok": ["twelve hundred ships in the year under review"],
        "/200": ["words that the page never had"],
    }
    result = play.run("/ok", "/200")
    assert [(f.rule, f.line) for f in result.findings] == [("drifted", 2)]
    assert not result.failed


def test_a_certificate_that_nobody_vouches_for(play: Play, tmp_path: Path) -> None:
    with serving_self_signed(tmp_path) as secure:
        address = secure.root.replace("http:", "https:") + "/ok"
        play.run(address)
        assert play.statuses() == {address: "tls"}


def test_a_redirect_to_another_host_and_to_a_front_page(play: Play) -> None:
    with serving("127.0.0.2") as other:
        play.server.locations = {"/301": f"{other.root}/ok", "/302": f"{other.root}/"}
        other.pages["/"] = "<title>Welcome</title>"
        play.run("/301", "/302")
        assert play.entries()["/301"].target == f"{other.root}/ok"
        assert play.statuses() == {"/301": "200", "/302": "soft-404"}


def test_nobody_inside_the_network_is_asked(play: Play) -> None:
    play.settings = replace(OWN, private=False)
    result = play.run("/ok", play.server.root.replace("127.0.0.1", "localhost") + "/200")
    assert not play.server.asked
    assert [f.rule for f in result.findings] == ["link-private"] * 2
    assert not play.ledger.exists()


def test_what_is_left_out_is_not_asked_until_it_ends(play: Play) -> None:
    pattern = f"{play.server.root}/4*"
    play.ignores = (Ignore(pattern, "behind a wall", DAY),)
    result = play.run("/ok", "/404")
    assert (result.ignored, result.findings) == (1, [])
    ended = play.run(day=LATER)
    assert [f.rule for f in ended.findings] == ["link-ignore", "link-gone"]
    assert play.server.asked["/404"] == 1


def test_a_server_that_asks_for_patience_for_ever_is_given_up(play: Play) -> None:
    play.settings = replace(OWN, deadline=3)
    play.server.retry_after = "3600"
    play.run(*(f"/429?{number}" for number in range(4)))  # it would be hours
    assert set(play.verdicts().values()) == {"unverifiable"}


def _children(process: int) -> list[Path]:
    """Return the folders of the processes that one has started; none where there are no such."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [Path("/proc", number) for number in listed.read_text(encoding="utf-8").split()]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a program with its parent")
def test_a_run_that_is_killed_keeps_what_it_has_learnt(play: Play) -> None:
    addresses = [play.address(f"/ok?{number:03}") for number in range(100)]
    addresses += [play.address(f"/zz-gone?{number}") for number in range(3)]
    addresses.append(play.address("/zz-hang"))
    code = f"""
import sys
from datetime import date
from pathlib import Path
from pathlib import Path
from briefbook.links.outside.records import Use
from briefbook.links.outside.run import Book, check
from briefbook.links.outside.settings import Settings
uses = {{a: (Use("x", 1),) for a in {addresses!r}}}
own = Settings(private=True, timeout=30, interval=0)
check(Book(Path({str(play.ledger)!r}), "x", uses, own), date(2026, 1, 5))
"""
    run = subprocess.Popen([sys.executable, "-c", code])
    until = time.monotonic() + 30
    while not play.server.asked["/zz-hang"] and time.monotonic() < until:
        time.sleep(0.05)
    [lychee] = _children(run.pid)
    run.kill()
    run.wait()
    until = time.monotonic() + 10
    while lychee.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not lychee.exists()
    known = play.entries()
    assert len(known) == 100
    before = Counter(play.server.asked)
    play.server.over.set()  # what hung is let go
    play.addresses = addresses
    play.run()
    assert len(play.entries()) == 104
    assert play.server.asked["/ok"] == before["/ok"]


def test_a_ledger_that_breaks_during_a_run_is_not_written_over(play: Play) -> None:
    play.run("/ok")
    broken = play.ledger.read_text(encoding="utf-8") + "<<<<<<< theirs\n"
    play.server.during["/200"] = lambda: play.ledger.write_text(broken, encoding="utf-8")
    with pytest.raises(ledgers.LedgerError, match="a merge has left its marks"):
        play.run("/ok", "/200")
    assert play.ledger.read_text(encoding="utf-8") == broken


def test_what_a_person_writes_during_a_run_stays(play: Play) -> None:
    play.run("/ok")
    noted = play.ledger.read_text(encoding="utf-8") + 'note = "mine"\n'
    play.server.during["/200"] = lambda: play.ledger.write_text(noted, encoding="utf-8")
    play.run("/ok", "/200")
    assert play.entries()["/ok"].note == "mine"
    assert play.verdicts() == {"/ok": "ok", "/200": "ok"}


def test_settings_of_lychee_in_the_folder_do_not_count(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lychee.toml").write_text('exclude = ["."]\noffline = true\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    play.run("/ok")
    assert play.verdicts() == {"/ok": "ok"}


def test_fragments_are_looked_for_in_what_was_read() -> None:
    page = "<h1 id='one'>x</h1><a name='two'>y</a><h2 id='größe'>z</h2><p>There you go</p>"
    wanted = {"one": True, "two": True, "three": False, "gr%C3%B6%C3%9Fe": True}
    wanted |= {":~:text=you%20go": True, ":~:text=you%20stay": False}
    assert lychee.check_fragments([(page, name) for name in wanted], 30) == [*wanted.values()]
