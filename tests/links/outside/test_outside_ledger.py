"""The ledger: what is written is read, and what a person wrote or broke is never lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.build.errors import BusyError
from briefbook.links.outside import ledger as ledgers
from briefbook.links.outside.ledger import Ledger, LedgerError
from briefbook.links.outside.normal import normal
from briefbook.links.outside.records import Entry, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

A, B = "https://a.org/one", "https://b.org/two#three"
DAY = date(2026, 1, 5)
GOOD = Entry(Verdict.OK, "200", DAY, DAY, DAY, title="One")
GONE = Entry(Verdict.DEGRADED, "404", asked=DAY, gone=DAY, why="not there")

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DAYS = st.none() | st.dates()
ENTRIES = st.builds(
    Entry,
    st.none() | st.sampled_from(Verdict),
    TEXTS,
    DAYS,
    DAYS,
    st.dates(),
    DAYS,
    TEXTS,
    TEXTS,
    TEXTS,
    TEXTS,
    st.just("") | st.just("https://archive.org/x"),
    DAYS,
    TEXTS,
)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


ADDRESSES = TEXTS.map(lambda text: normal(f"https://a.org/{text}"))


@given(st.dictionaries(ADDRESSES, ENTRIES, max_size=5))
def test_what_is_written_is_read(entries: dict[str, Entry]) -> None:
    import tempfile  # noqa: PLC0415  # a fixture would be one folder for all examples
    from pathlib import Path  # noqa: PLC0415  # as above

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.toml"
        path.write_bytes(ledgers.render(Ledger(entries)).encode())
        assert ledgers.load(path, "links.toml").entries == entries


def test_tables_are_sorted_and_a_change_is_a_line(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    ledgers.update(path, "x", {B: GONE, A: GOOD}, frozenset({A, B}))
    before = path.read_text(encoding="utf-8").splitlines()
    assert before.index(f'["{A}"]') < before.index(f'["{B}"]')
    later = replace(GOOD, last_good=date(2026, 2, 9), asked=date(2026, 2, 9))
    ledgers.update(path, "x", {A: later}, frozenset({A, B}))
    after = path.read_text(encoding="utf-8").splitlines()
    assert [row for row in after if row not in before] == ["last-good = 2026-02-09"]
    assert len(after) == len(before)


def test_a_run_that_learns_nothing_does_not_touch_the_file(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    ledgers.update(path, "x", {A: GOOD}, frozenset({A}))
    stamp = path.stat().st_mtime_ns
    ledgers.update(path, "x", {A: GOOD}, frozenset({A}))
    assert path.stat().st_mtime_ns == stamp


def test_what_a_person_wrote_stays(tmp_path: Path) -> None:
    path = write(
        tmp_path / "links.toml",
        f"""version = 1

# Ask the library before taking it out.
["{A}"]
verdict = "ok"
last-good = 2026-01-01
# It moves every spring.
note = "mine"

['{B}']
archive = "https://web.archive.org/web/20260101/https://b.org/two"
""",
    )
    seen = ledgers.load(path, "x").entries[A]
    ledgers.update(path, "x", {A: replace(GOOD, note="")}, frozenset({A, B}))
    text = path.read_text(encoding="utf-8")
    assert f'# Ask the library before taking it out.\n# It moves every spring.\n["{A}"]' in text
    assert 'note = "mine"' in text
    assert f'["{B}"]\narchive = "https://web' in text
    assert seen.asked == date(2026, 1, 1)


def test_no_comment_is_lost_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    text = f"""\ufeff# Of the library.
version = 1 # of the format

["{A}"] # moves
note = "a # in a text" # asked on Monday
verdict = "ok"
# last of A
["{B}"]
status = '# "404"'   # odd
# at the end
"""
    path.write_text(text, encoding="utf-8")
    known = ledgers.load(path, "x")
    assert known.entries[A].note == "a # in a text"
    assert known.entries[B].status == '# "404"'
    wanted = ("Of the library.", "of the format", "moves", "asked on Monday", "last of A", "odd")
    for _ in range(2):
        ledgers.update(path, "x", {A: GOOD}, frozenset({A}))
        after = path.read_text(encoding="utf-8")
        assert all(after.count(f"# {comment}\n") == 1 for comment in (*wanted, "at the end"))


def test_a_ledger_learns_from_another_state_of_it(tmp_path: Path) -> None:
    path, other = tmp_path / "links.toml", tmp_path / "other.toml"
    good = replace(GOOD, first_good=date(2026, 1, 1), last_good=date(2026, 4, 20))
    mine = replace(good, asked=date(2026, 4, 20), note="mine")
    gone = replace(GONE, gone=date(2026, 4, 7), asked=date(2026, 4, 10), note="theirs")
    write(path, ledgers.render(Ledger({A: mine})))
    write(other, ledgers.render(Ledger({A: gone, B: gone})))
    ledgers.learn(path, "x", other)
    known = ledgers.load(path, "x").entries
    assert (known[A].verdict, known[A].gone, known[A].note) == (mine.verdict, None, "mine")
    assert known[A].last_good == date(2026, 4, 20)
    assert known[B] == gone
    before = path.read_bytes()
    write(other, "version = 1\n<<<<<<< HEAD\n")
    with pytest.raises(LedgerError, match="a merge has left its marks"):
        ledgers.learn(path, "x", other)
    assert path.read_bytes() == before


def test_two_spellings_of_an_address_become_one_entry(tmp_path: Path) -> None:
    path = write(
        tmp_path / "links.toml",
        """version = 1

# In the author's spelling.
["https://A.org/ü"]
verdict = "degraded"
first-good = 2025-06-01
last-good = 2025-12-01
asked = 2026-01-01
gone = 2026-01-01
note = "mine"

# In the browser's.
["https://a.org/%c3%bc"]
verdict = "degraded"
asked = 2026-02-01
gone = 2026-02-01
note = "also mine"
""",
    )
    ledger = ledgers.load(path, "x")
    [(address, entry)] = ledger.entries.items()
    assert address == "https://a.org/%C3%BC"
    assert (entry.verdict, entry.note) == ("degraded", "also mine")
    assert (entry.first_good, entry.last_good) == (date(2025, 6, 1), date(2025, 12, 1))
    assert entry.gone == date(2026, 1, 1)
    text = ledgers.render(ledger)
    assert "# In the author's spelling.\n# In the browser's.\n[" in text


def test_what_was_known_is_believed_only_while_the_file_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    known = ledgers.update(path, "x", {A: GOOD}, frozenset({A, B}))
    known = ledgers.update(path, "x", {B: GONE}, frozenset({A, B}), known)
    text = path.read_text(encoding="utf-8")
    assert known == ledgers.load(path, "x")
    path.write_text(text + 'note = "mine"\n', encoding="utf-8")
    known = ledgers.update(path, "x", {A: GOOD}, frozenset({A, B}), known)
    assert known.entries[B].note == "mine"


def test_an_address_that_the_book_no_longer_has_goes_unless_a_person_wrote_of_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "links.toml"
    noted = replace(GONE, note="comes back in May")
    ledgers.update(path, "x", {A: GOOD, B: noted}, frozenset({A, B}))
    ledgers.update(path, "x", {}, frozenset())
    assert set(ledgers.load(path, "x").entries) == {B}


BROKEN = [
    ('version = 1\n["https://a.org"]\nverdict = ok\n', 3, "is not TOML"),
    ('version = 1\n<<<<<<< HEAD\n["https://a.org"]\n=======\n', 2, "a merge has left its marks"),
    ('version = 1\n["https://a.org"]\nverdict = "fine"\n', 3, "unknown verdict 'fine'"),
    ('version = 1\n["https://a.org"]\nverdct = "ok"\n', 3, "unknown key 'verdct'"),
    ('version = 1\n["https://a.org"]\nlast-good = "2026-01-01"\n', 3, "no day in 'last-good'"),
    ('version = 1\n["https://a.org"]\nlast-good = 2026-01-01T10:00:00\n', 3, "no day"),
    ('version = 1\n["https://a.org"]\ntitle = 5\n', 3, "no text in 'title'"),
    ('version = 1\n["https://a.org"]\narchive = "on my disk"\n', 3, "is no web address"),
    ('version = 1\n\n["a.org"]\nverdict = "ok"\n', 3, "which is no web address"),
    ('version = 1\n["https://a.org"]\n["https://a.org"]\n', 3, "is not TOML"),
    ('version = 1\nverdict = "ok"\n', 2, "outside every table"),
    ('["https://a.org"]\nverdict = "ok"\n', 1, "has no version"),
    ("version = 9\n", 1, "is of version 9"),
    ("version = true\n", 1, "has no version"),
    ("", 1, "has no version"),
    ("version = 1\n[https", 2, "is not TOML"),
]


@pytest.mark.parametrize(("text", "line", "said"), BROKEN)
def test_a_broken_ledger_is_named_with_its_line_and_left_alone(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    path = write(tmp_path / "links.toml", text)
    ways: tuple[Callable[[], object], ...] = (
        lambda: ledgers.load(path, "sources/links.toml"),
        lambda: ledgers.update(path, "sources/links.toml", {A: GOOD}, frozenset({A})),
    )
    for way in ways:
        with pytest.raises(LedgerError) as caught:
            way()
        finding = caught.value.finding
        assert (finding.path, finding.line) == ("sources/links.toml", line)
        assert said in finding.message
        assert finding.remedy
    assert path.read_text(encoding="utf-8") == text


def test_a_ledger_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    path.write_bytes(b"version = 1\n# caf\xe9\n")
    with pytest.raises(LedgerError, match=r"x:2: the ledger is not UTF-8"):
        ledgers.load(path, "x")
    path.unlink()
    path.mkdir()
    with pytest.raises(LedgerError, match="is no file"):
        ledgers.load(path, "x")


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources" / "links.toml"
    with ledgers.held(path), pytest.raises(BusyError, match="another run"), ledgers.held(path):
        pass
    with ledgers.held(path):
        pass


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    code = (
        "import sys, time; from pathlib import Path\n"
        "from briefbook.links.outside import ledger\n"
        f"with ledger.held(Path({str(path)!r})):\n print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert other.stdout
    assert other.stdout.readline() == b"held\n"
    with pytest.raises(BusyError), ledgers.held(path):
        pass
    other.kill()
    other.wait()
    other.stdout.close()
    with ledgers.held(path):
        pass


def test_a_reader_never_sees_half_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "links.toml"
    many = {f"https://a.org/{number}": GOOD for number in range(300)}
    keep = frozenset(many)
    ledgers.update(path, "x", many, keep)
    done = threading.Event()
    seen: list[int] = []

    def read() -> None:
        while not done.is_set():
            seen.append(len(ledgers.load(path, "x").entries))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(5):
        changed = {address: replace(GOOD, title=str(number)) for address in many}
        ledgers.update(path, "x", changed, keep)
    done.set()
    reader.join()
    assert set(seen) == {300}
