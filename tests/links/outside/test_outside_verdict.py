"""From answers to verdicts, and from verdicts to the day of the next question."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.findings import Severity
from briefbook.links.outside import report
from briefbook.links.outside.fresh import choose, due, host_of
from briefbook.links.outside.lychee import Hop, Reply
from briefbook.links.outside.meaning import classify
from briefbook.links.outside.records import Entry, Found, Outcome, Use, Verdict
from briefbook.links.outside.run import with_copies
from briefbook.links.outside.settings import Ignore, Settings
from briefbook.links.outside.verdict import judge

DAY = date(2026, 1, 5)
SETTINGS = Settings()
GOOD, GONE = Found(Outcome.GOOD, "200", title="One"), Found(Outcome.GONE, "404", why="not there")
UNKNOWN = Found(Outcome.UNKNOWN, "timeout", why="too slow")
FLAWED = Found(Outcome.FLAWED, "soft-404", why="says so")
A = "https://a.org/one"


def after(*answers: tuple[int, Found]) -> Entry:
    """Return the entry after answers, each with its day counted from the first."""
    entry: Entry | None = None
    for days, found in answers:
        entry = judge(entry, found, DAY + timedelta(days=days), 3)
    assert entry
    return entry


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([(0, GOOD)], "ok"),
        ([(0, GONE)], "degraded"),
        ([(0, GONE), (2, GONE)], "degraded"),
        ([(0, GONE), (3, GONE)], "dead"),
        ([(0, GONE), (3, GOOD)], "ok"),
        ([(0, GONE), (3, GOOD), (6, GONE)], "degraded"),
        ([(0, GONE), (3, UNKNOWN)], "unverifiable"),
        ([(0, GONE), (3, UNKNOWN), (4, GONE)], "dead"),
        ([(0, GONE), (3, GONE), (9, UNKNOWN)], "dead"),
        ([(0, GONE), (3, GONE), (9, GOOD)], "ok"),
        ([(0, GONE), (3, FLAWED)], "degraded"),
        ([(0, GONE), (3, FLAWED), (6, GONE)], "degraded"),
        ([(0, UNKNOWN), (30, UNKNOWN), (60, UNKNOWN)], "unverifiable"),
        ([(0, Found(Outcome.MOVED, "200"))], "redirected"),
    ],
)
def test_what_answers_come_to(answers: list[tuple[int, Found]], verdict: str) -> None:
    assert after(*answers).verdict == verdict


def test_good_days_are_remembered() -> None:
    entry = after((0, GOOD), (30, GOOD), (60, UNKNOWN), (70, GONE))
    assert (entry.first_good, entry.last_good) == (DAY, DAY + timedelta(days=30))
    assert entry.gone == entry.asked == DAY + timedelta(days=70)
    assert entry.title == "One"


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from([GOOD, GONE, UNKNOWN, FLAWED]))))
def test_nothing_dies_of_one_bad_answer(answers: list[tuple[int, Found]]) -> None:
    answers.sort(key=lambda pair: pair[0])
    entry: Entry | None = None
    bad: list[int] = []
    for days, found in answers:
        entry = judge(entry, found, DAY + timedelta(days=days), 3)
        if found is GONE:
            bad.append(days)
        elif found is not UNKNOWN:
            bad = []
        if entry.verdict is Verdict.DEAD:
            assert bad[-1] - bad[0] >= 3


@given(st.text(min_size=1), st.integers(1, 60), st.integers(0, 7))
def test_jitter_is_bounded_and_the_same_every_time(path: str, age: int, jitter: int) -> None:
    settings = Settings(age_days=age + jitter, jitter_days=jitter)
    address = f"https://a.org/{path}"
    entry = Entry(Verdict.OK, last_good=DAY, asked=DAY)
    day = due(entry, address, settings)
    assert day == due(entry, address, settings)
    assert day
    assert age <= (day - DAY).days <= age + 2 * jitter


def test_a_dead_address_is_asked_again_within_days() -> None:
    dead = after((0, GONE), (5, GONE))
    day = due(dead, A, SETTINGS)
    assert day == DAY + timedelta(days=5 + SETTINGS.doubt_days)


def test_a_day_of_the_future_is_not_kept_as_the_first() -> None:
    entry = after((30, GOOD), (0, GOOD))
    assert (entry.first_good, entry.last_good, entry.asked) == (DAY, DAY, DAY)
    assert after((30, GONE), (0, GONE)).gone == DAY


def test_a_dead_address_keeps_its_reason_where_nothing_is_learnt() -> None:
    dead = after((0, GONE), (5, GONE), (12, UNKNOWN))
    assert (dead.status, dead.why, dead.gone) == ("404", "not there", DAY)
    assert dead.asked == DAY + timedelta(days=12)


def test_the_reason_of_today_is_not_said_of_the_first_day() -> None:
    no_host = Found(Outcome.GONE, "no-host", why="there is no such host")
    entry = after((0, GONE), (5, no_host))
    [finding] = report.findings({A: (Use("index.md", 3),)}, {A: entry}, SETTINGS, DAY)
    assert "there is no such host; it has not been there since 5 January 2026" in finding.message


def test_jitter_spreads_what_was_asked_together() -> None:
    entry = Entry(Verdict.OK, last_good=DAY, asked=DAY)
    days = Counter(due(entry, f"https://a.org/{n}", SETTINGS) for n in range(1000))
    assert len(days) == 15
    assert max(days.values()) < 120


def test_nothing_is_asked_twice_on_a_day() -> None:
    for found in (GOOD, GONE, UNKNOWN, FLAWED):
        known = {A: after((0, found))}
        assert choose([A], known, DAY, SETTINGS) == ([], [])


def test_a_second_bad_answer_is_asked_for_as_soon_as_it_counts() -> None:
    known = {A: after((0, GONE))}
    assert choose([A], known, DAY + timedelta(days=2), SETTINGS) == ([], [])
    assert choose([A], known, DAY + timedelta(days=3), SETTINGS) == ([A], [])


def test_an_answer_from_the_future_is_not_believed() -> None:
    known = {A: Entry(Verdict.OK, last_good=date(2999, 1, 1), asked=date(2999, 1, 1))}
    assert choose([A], known, DAY, SETTINGS)[0] == [A]


def test_a_host_is_spared_and_its_turn_comes() -> None:
    many = [f"https://a.org/{number:02}" for number in range(50)] + ["https://b.org/"]
    known: dict[str, Entry] = {}
    asked: Counter[str] = Counter()
    for run in range(3):
        day = DAY + timedelta(days=run)
        chosen, left = choose(many, known, day, SETTINGS)
        assert sum(host_of(address) == "a.org" for address in chosen) <= 20
        assert not set(chosen) & set(left)
        for address in chosen:
            known[address] = judge(known.get(address), GOOD, day, 3)
            asked[address] += 1
    assert asked == Counter(many)


def reply(status: int, *hops: tuple[str, int], kind: str = "") -> Reply:
    kind = kind or ("success" if 200 <= status < 300 else "error")
    return Reply(A, kind, status, "", tuple(Hop(*hop) for hop in hops))


@pytest.mark.parametrize(
    ("given", "outcome", "status"),
    [
        (reply(200), "good", "200"),
        (reply(204), "good", "204"),
        (reply(404), "gone", "404"),
        (reply(410), "gone", "410"),
        *((reply(code), "unknown", str(code)) for code in (400, 401, 403, 418, 429, 451, 500, 503)),
        (reply(0, kind="timeout"), "unknown", "timeout"),
        (reply(0), "unknown", "no-answer"),
        (reply(302, (A, 302)), "unknown", "loop"),
        (reply(200, ("https://b.org/one", 302)), "moved", "200"),
        (reply(200, (f"{A}/", 301)), "good", "200"),
        (reply(200, ("https://a.org/", 302)), "flawed", "soft-404"),
        (reply(200, ("https://a.org/error/404.html", 302)), "flawed", "soft-404"),
        (reply(404, ("https://a.org/two", 301)), "gone", "404"),
        (reply(200, ("http://10.0.0.1/admin", 302)), "unknown", "private"),
        (Reply(A, "error", 0, "SSL certificate error", ()), "unknown", "tls"),
        (Reply(A, "error", 0, "Cannot parse it into a URL", ()), "gone", "malformed"),
        (Reply(A, "missing", 0, "nothing", ()), "unknown", "no-answer"),
    ],
)
def test_what_a_reply_means(given: Reply, outcome: str, status: str) -> None:
    found = classify(given, SETTINGS)
    assert (found.outcome, found.status) == (outcome, status)


def said(entry: Entry, days: int = 0) -> list[tuple[str, Severity]]:
    uses = {A: (Use("sources/sources.yaml", 7), Use("index.md", 3), Use("docs/a.md", 9))}
    found = report.findings(uses, {A: entry}, SETTINGS, DAY + timedelta(days=days))
    for finding in found:
        assert (finding.path, finding.line) == ("sources/sources.yaml", 7)
        assert "(also index.md:3, docs/a.md:9)" in finding.message
        assert finding.remedy
    return [(finding.rule, finding.severity) for finding in found]


def test_only_a_dead_address_without_a_copy_is_an_error() -> None:
    dead = after((0, GONE), (5, GONE))
    assert said(dead) == [("link-dead", Severity.ERROR)]
    copied = judge(Entry(archive="https://web.archive.org/web/2026/https://a.org"), GONE, DAY, 3)
    copied = judge(copied, GONE, DAY + timedelta(days=5), 3)
    assert said(copied) == [("link-archived", Severity.HINT)]
    assert said(after((0, GOOD))) == []
    assert said(after((0, GONE))) == [("link-gone", Severity.WARNING)]
    assert said(after((0, FLAWED))) == [("link-flawed", Severity.WARNING)]
    assert said(after((0, UNKNOWN))) == [("link-unverifiable", Severity.WARNING)]
    drifted = Found(Outcome.FLAWED, "drifted", why="it no longer has 'x'")
    assert said(after((0, drifted))) == [("drifted", Severity.WARNING)]


def test_whoever_was_seen_lately_is_hardly_gone() -> None:
    entry = after((0, GOOD), (30, UNKNOWN))
    assert said(entry, 30) == [("link-unverifiable", Severity.HINT)]
    assert said(entry, 200) == [("link-unverifiable", Severity.WARNING)]


def test_a_redirect_is_spoken_of_where_it_is_meant_for_good() -> None:
    for code, expected in ((301, [("link-redirected", Severity.HINT)]), (302, [])):
        found = classify(reply(200, ("https://b.org/one", code)), SETTINGS)
        assert said(after((0, found))) == expected


def test_exceptions_end() -> None:
    ignore = Ignore("https://a.org/*", "why", DAY)
    found = report.ignore_findings([ignore], [A], DAY, 4)
    assert list(found) == []
    (ended,) = report.ignore_findings([ignore], [A], DAY + timedelta(days=1), 4)
    assert (ended.path, ended.line, ended.rule) == ("conf.py", 4, "link-ignore")
    assert "ended on 5 January 2026" in ended.message
    (unused,) = report.ignore_findings([ignore], ["https://b.org/"], DAY, 4)
    assert unused.severity is Severity.HINT


def test_a_star_in_an_exception_is_any_text_and_nothing_else_is_special() -> None:
    ignore = Ignore("https://a.org/x?y=*", "why", DAY)
    assert ignore.covers("https://a.org/x?y=1/2")
    assert not ignore.covers("https://a.org/xx?y=1")
    assert not ignore.covers("https://aborg/x?y=1")


def test_a_copy_that_the_source_names_counts_as_one_of_the_ledger() -> None:
    gone = Entry(Verdict.DEAD, "404", why="its server says 404")
    own = Entry(Verdict.DEAD, "404", archive="https://web.archive.org/own")
    found = with_copies(
        {"https://a.org": gone, "https://b.org": own},
        {
            "https://a.org": "https://web.archive.org/a",
            "https://b.org": "https://web.archive.org/b",
        },
    )
    assert found["https://a.org"].archive == "https://web.archive.org/a"
    assert found["https://b.org"].archive == "https://web.archive.org/own"
    assert said(found["https://a.org"]) == [("link-archived", Severity.HINT)]
