"""A preview that is started for a test, and waited for."""

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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST = 90
"""Seconds to wait before a test gives up; a build takes two or three."""


@contextmanager
def previewed(root: Path, log: Path, *options: str) -> Iterator[str]:
    """Serve a book on a free port; yield ``host:port``."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefbook", "serve", "--port", "0", *options],
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
    """Return whether a server is there by now."""
    try:
        return bool(fetched(where))
    except OSError:
        return False


def fetched(where: str, path: str = "briefs/one.html") -> bytes:
    """Return what a preview answers; the number of an error where it is one."""
    try:
        with urlopen(f"http://{where}/{path}") as answer:  # our own server
            return bytes(answer.read())
    except HTTPError as error:
        error.close()
        return f"{error.code}".encode()
