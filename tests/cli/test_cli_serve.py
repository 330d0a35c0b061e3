"""The preview: served, rebuilt on save, reloaded, and kept as it was when a build fails."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from websockets.sync.client import connect

from books import BRIEF, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Command, MakeBook

LONGEST = 90
"""Seconds to wait before a test gives up; a build takes two or three."""


@contextmanager
def served(root: Path, log: Path) -> Iterator[str]:
    """Serve a book on a free port; yield ``host:port``."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefbook", "serve", "--port", "0", "--html-only"],
            cwd=root,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            wait(lambda: b"Serving http://" in log.read_bytes() or process.poll() is not None)
            found = re.search(r"Serving http://(\S+)", log.read_text(encoding="utf-8"))
            assert found, log.read_text(encoding="utf-8")
            wait(lambda: answers(found[1]))
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(LONGEST)


def wait(done: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + LONGEST
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def answers(where: str) -> bool:
    try:
        return bool(page(where))
    except OSError:
        return False


def page(where: str) -> str:
    try:
        with urlopen(f"http://{where}/briefs/one.html") as answer:  # our own server
            return str(answer.read().decode())
    except HTTPError as error:
        error.close()
        return f"{error.code}"


def test_a_save_builds_again_and_reloads(make_book: MakeBook, tmp_path: Path) -> None:
    root, log = make_book(), tmp_path / "log"
    with served(root, log) as where:
        assert "One thing was said" in page(where)
        assert "websocket-reload" in page(where)
        with connect(f"ws://{where}/websocket-reload") as socket:
            time.sleep(0.5)  # the watcher looks at files that change from now on
            write(root, {"briefs/one.md": BRIEF.replace("it holds", "it stands")})
            assert socket.recv(timeout=LONGEST) == "refresh"
            assert "it stands" in page(where)
            write(root, {"briefs/one.md": BRIEF.replace("moderate", "modrate")})
            assert socket.recv(timeout=LONGEST) == "refresh"
            assert "it stands" in page(where)
    assert "has the confidence 'modrate'" in log.read_text(encoding="utf-8")


def test_without_a_server_it_is_said_what_to_install(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = command("serve", "--source", make_book())
    assert result.status == 2
    assert "pip install 'briefbook[serve]'" in result.err


@pytest.mark.parametrize("port", ["x", "-1", "65536"])
def test_a_port_that_is_none_is_refused(command: Command, port: str) -> None:
    result = command("serve", f"--port={port}")
    assert result.status == 2
    assert "is no port" in result.err
