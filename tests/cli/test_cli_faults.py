"""A fault of the program itself is one line and a file, never a traceback on the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command, MakeBook


def test_fault_is_one_line(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr("briefbook.build.book.build_book", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = command("build", "--source", make_book())
    assert result.status == 2
    (line,) = result.err.splitlines()
    assert "a fault of the program: ZeroDivisionError: no such luck" in line
    log = Path(line.rsplit("'", 2)[1])
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("loaded", ["briefbook.cli", "briefbook.build.check_run"])
def test_who_stops_the_program_reads_one_line(loaded: str, make_book: MakeBook) -> None:
    program = (
        "import os, signal, sys\n"
        # What a shell has begun in the background passes over Ctrl-C otherwise.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Stop:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {loaded!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from briefbook.__main__ import main_and_exit\n"
        "sys.argv[1:] = ['check', '--source', sys.argv[1]]\n"
        "main_and_exit()\n"
    )
    command = [sys.executable, "-P", "-c", program, str(make_book())]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    said = "Stopped; what was published before is as it was.\n"
    assert (result.returncode, result.stdout, result.stderr) == (130, "", said)


def test_a_closed_stdout_is_no_fault(make_book: MakeBook) -> None:
    script = '"$0" -P -m briefbook build --html-only --jobs 1 --source "$1" >&-'
    command = ["sh", "-c", script, sys.executable, str(make_book())]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
