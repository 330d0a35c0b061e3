"""Progress on a terminal: one line that is written over, and taken away at the end."""

from __future__ import annotations

import io
import os

import pytest

from briefbook.build.progress import ProgressLine, over, shown_on

CLEAR = "\r\x1b[K"


class Terminal(io.StringIO):
    """A terminal of forty columns."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


class Clock:
    """A clock that somebody sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def forty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((40, 24)))


def shown(terminal: io.StringIO) -> list[str]:
    """Return the lines that were shown one after the other."""
    return terminal.getvalue().split(CLEAR)[1:]


def test_steps_are_shown_over_one_another() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    assert line.write("reading sources... [ 50%] briefs/one\r") == 37
    line.write("\x1b[2Kreading sources... [100%] \x1b[35mindex\x1b[39;49;00m\n")
    line.write("building [html]: all source files\n")
    assert terminal.getvalue() == f"{CLEAR}Reading 50%{CLEAR}Reading 100%"


def test_it_is_said_what_is_done_and_how_many_there_are() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.write("updating environment: ")
    line.write("[new config] 500 added, 3 changed, 0 removed\n")
    line.write("reading sources... [ 10%] briefs/one .. briefs/two\r")
    line.write("checking consistency... ")
    line.write("copying static files... ")
    line.write("writing output... [  2%] briefs/one\r")
    line.write("writing the pages for print... ")
    line.write("typesetting 1002 PDF files... ")
    line.write("typesetting... [ 10%] 101 of 1002 PDF files\n")
    assert shown(terminal) == [
        "Reading 10% of 503",
        "Checking the text",
        "Writing pages",
        "Writing pages 2%",
        "Translating for print",
        "Typesetting",
        "Typesetting 101 of 1002",
    ]


def test_how_long_it_takes_yet_is_said_as_soon_as_it_can_be_known() -> None:
    terminal, clock = Terminal(), Clock()
    line = ProgressLine(terminal, clock)
    for now, percent in ((0, 10), (2, 20), (4, 30), (20, 30), (30, 70), (39, 100)):
        clock.now = now
        line.write(f"reading sources... [ {percent}%] briefs/one\r")
    clock.now = 100
    line.write("writing output... [  0%] index\r")
    clock.now = 110
    line.write("writing output... [  5%] briefs/one\r")
    clock.now = 1000
    line.write("typesetting... [  1%] 10 of 1002 PDF files\n")
    clock.now = 1040
    line.write("typesetting... [ 11%] 110 of 1002 PDF files\n")
    assert shown(terminal) == [
        "Reading 10%",
        "Reading 20%",
        "Reading 30%, 14 s left",
        "Reading 30%, 70 s left",
        "Reading 70%, 15 s left",
        "Reading 100%",
        "Writing pages 0%",
        "Writing pages 5%, 3 min left",
        "Typesetting 10 of 1002",
        "Typesetting 110 of 1002, 6 min left",
    ]
    assert all(len(text) < 40 for text in shown(terminal))


def test_the_same_step_is_shown_once() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.show("Checking links")
    line.show("Checking links")
    assert terminal.getvalue() == f"{CLEAR}Checking links"


def test_a_line_never_wraps() -> None:
    terminal = Terminal()
    ProgressLine(terminal).show("x" * 100)
    assert terminal.getvalue() == f"{CLEAR}{'x' * 39}"


def test_nothing_is_left_at_the_end() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.clear()
    assert not terminal.getvalue()
    line.show("Typesetting")
    line.clear()
    line.clear()
    assert terminal.getvalue() == f"{CLEAR}Typesetting{CLEAR}"


def test_where_no_line_can_be_written_over_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with shown_on(io.StringIO()) as line:
        assert line is None
    terminal = Terminal()
    with shown_on(terminal) as line:
        assert line is not None
        line.show("Typesetting")
    assert terminal.getvalue() == f"{CLEAR}Typesetting{CLEAR}"
    monkeypatch.setenv("TERM", "dumb")
    with shown_on(Terminal()) as line:
        assert line is None


def test_what_another_process_shows_is_taken_away_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert over(Terminal()) == CLEAR
    assert not over(io.StringIO())
