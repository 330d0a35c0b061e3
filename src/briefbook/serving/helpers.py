"""The two processes that work for a preview, as the server sees them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import IO

STOPPED = 75
"""The exit status of a build that another save has overtaken."""
# So often it is looked whether a process has ended, and so long one may take to end in good order.
_TICK, _GRACE = 0.02, 3.0


class Resident:
    """The process that keeps the last build in memory."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._ready: bool | None = None
        self.overtaken = False
        """Whether there is something that only another one can know, after a build of the whole."""

    @classmethod
    def begin(cls, source: Path, out: Path, *, pdf: bool) -> Resident | None:
        """Start it; on a system that cannot copy a process there is none."""
        if not hasattr(os, "fork"):
            return None
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "briefbook.serving.resident", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,
        )
        resident = cls(process)
        resident._tell({"source": str(source), "out": str(out), "pdf": pdf})
        return resident

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    async def ready(self) -> bool:
        """Wait until it has loaded the last build; tell whether it can be asked."""
        if self._ready is None:
            self._ready = bool((await self._heard()).get("ready"))
        return self._ready and self.alive

    async def make(self, changed: Sequence[Path], folder: Path) -> dict[str, Any]:
        """Return what came of some saved files; no ``paths`` where it could do nothing."""
        self._tell({"changed": [str(path) for path in changed], "folder": str(folder)})
        answer = await self._heard()
        self.overtaken = self.overtaken or not answer.get("paths")
        return answer

    def _tell(self, message: dict[str, Any]) -> None:
        try:
            pipe = _pipe(self._process.stdin)
            pipe.write(json.dumps(message) + "\n")
            pipe.flush()
        except OSError:  # it has ended, which `_heard` notices
            return

    async def _heard(self) -> dict[str, Any]:
        line = await asyncio.to_thread(_pipe(self._process.stdout).readline)
        answer: dict[str, Any] = json.loads(line) if line else {}
        return answer

    def end(self) -> None:
        """End it at once: it leaves nothing behind."""
        _signal(self._process, signal.SIGKILL)
        self._process.wait()
        with suppress(OSError):  # what was not sent is for nobody any more
            _pipe(self._process.stdin).close()
        _pipe(self._process.stdout).close()


class Whole:
    """Builds of the whole book, one at a time."""

    def __init__(self, source: Path, out: Path, jobs: int, folder: Path, *, pdf: bool) -> None:
        self._answer, self._pages = folder / "whole.json", folder / "pages"
        self._book = {
            "source": str(source),
            "out": str(out),
            "jobs": jobs,
            "pdf": pdf,
            "answer": str(self._answer),
            "pages": str(self._pages),
        }
        self._process: subprocess.Popen[bytes] | None = None

    async def build(
        self, overtaken: asyncio.Event, begun: Callable[[], None], pages: Callable[[], None]
    ) -> dict[str, Any] | None:
        """Return what came of a build; nothing where ``overtaken`` is set before its end.

        One that is overtaken goes on until it can be stopped, and the next begins after that.
        ``begun`` is called when it begins, and ``pages`` when it has written all pages.
        """
        await self._over()
        self._answer.parent.mkdir(parents=True, exist_ok=True)
        self._answer.unlink(missing_ok=True)
        self._pages.unlink(missing_ok=True)
        begun()
        self._process = self._begun()
        while self._process.poll() is None:
            if overtaken.is_set():
                self._process.send_signal(signal.SIGTERM)
                return None
            if self._pages.exists():
                self._pages.unlink()
                pages()
            await asyncio.sleep(_TICK)
        if self._process.returncode == STOPPED:
            return None
        try:
            answer: dict[str, Any] = json.loads(self._answer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return _broken(self._process.returncode)
        return answer

    def _begun(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *(sys.executable, "-P", "-m", "briefbook.serving.whole"),
                *(json.dumps(self._book), str(os.getpid())),
            ],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    async def _over(self) -> None:
        # The system tells nobody of the end of a process; to look costs next to nothing.
        while self._process is not None and self._process.poll() is None:  # noqa: ASYNC110
            await asyncio.sleep(_TICK)

    def end(self) -> None:
        """End it in good order if that is soon, so that the next build need not begin anew."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        end = time.monotonic() + _GRACE
        while self._process.poll() is None and time.monotonic() < end:
            time.sleep(_TICK)
        _signal(self._process, signal.SIGKILL)
        self._process.wait()


def _broken(status: int) -> dict[str, Any]:
    message = f"the build ended with status {status} and said nothing"
    finding = {"path": "", "line": 0, "rule": "cannot-run", "message": message, "severity": "error"}
    return {"failed": True, "findings": [{**finding, "remedy": "see what 'briefbook build' says"}]}


def _signal(process: subprocess.Popen[Any], number: signal.Signals) -> None:
    """Send a signal to a process and to all that it has started."""
    try:
        os.killpg(process.pid, number)
    except (OSError, AttributeError):  # they have ended, or the system knows no groups
        if process.poll() is None:
            process.kill()


def _pipe(stream: IO[str] | None) -> IO[str]:
    return cast("IO[str]", stream)
