"""Progress on a terminal: one line that is written over, and taken away at the end."""

from __future__ import annotations

import io
import os

import pytest

from briefbook.build.progress import ProgressLine

CLEAR = "\r\x1b[K"


@pytest.fixture(autouse=True)
def terminal_of_forty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((40, 24)))


def test_steps_are_shown_over_one_another() -> None:
    terminal = io.StringIO()
    line = ProgressLine(terminal)
    assert line.write("reading sources... [ 50%] briefs/one\r") == 37
    line.write("\x1b[2Kreading sources... [100%] \x1b[35mindex\x1b[39;49;00m\n")
    line.write("building [html]: all source files\n")
    assert terminal.getvalue() == (f"{CLEAR}Reading  50%  briefs/one{CLEAR}Reading 100%  index")


def test_the_same_step_is_shown_once() -> None:
    terminal = io.StringIO()
    line = ProgressLine(terminal)
    line.show("Checking links")
    line.show("Checking links")
    assert terminal.getvalue() == f"{CLEAR}Checking links"


def test_a_line_never_wraps() -> None:
    terminal = io.StringIO()
    ProgressLine(terminal).show("x" * 100)
    assert terminal.getvalue() == f"{CLEAR}{'x' * 39}"


def test_nothing_is_left_at_the_end() -> None:
    terminal = io.StringIO()
    line = ProgressLine(terminal)
    line.clear()
    assert not terminal.getvalue()
    line.show("Typesetting")
    line.clear()
    line.clear()
    assert terminal.getvalue() == f"{CLEAR}Typesetting{CLEAR}"
