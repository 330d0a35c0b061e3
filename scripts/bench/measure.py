"""Runs a command as a whole process tree, and says how long it took and how much memory it had."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_BETWEEN_LOOKS = 0.05

# A look asks the system to add up the pages of every process, which takes the longer the more
# memory they have.  At every twentieth of a second it made a build of 100 briefs a fifth slower.
_SHARE = 20


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock, seconds of processor time, megabytes at the most."""

    seconds: float
    processor: float
    megabytes: float
    status: int
    output: str


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end; what it prints is kept for the case that it fails."""
    began = time.perf_counter()
    with psutil.Popen(
        list(command), cwd=folder, env=dict(environment) if environment is not None else None,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    ) as process:  # fmt: skip
        watch = _Watch(process)
        output, _ = process.communicate()
        seconds = time.perf_counter() - began
        watch.stop()
        return Run(seconds, watch.processor, watch.megabytes, process.returncode, output)


class _Watch(threading.Thread):
    """Looks at a process and all that it starts, many times a second."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._over = threading.Event()
        self._bytes = 0
        self._times: dict[int, float] = {}
        self.start()

    @property
    def megabytes(self) -> float:
        """The most that all processes had at one time; what they share is counted once."""
        return self._bytes / 1e6

    @property
    def processor(self) -> float:
        """Processor seconds of all processes, up to the last look at each."""
        return sum(self._times.values())

    def run(self) -> None:
        """Look until told to stop."""
        while not self._over.is_set():
            began = time.perf_counter()
            self._look()
            looked = time.perf_counter() - began
            self._over.wait(max(_BETWEEN_LOOKS, _SHARE * looked))

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()

    def _look(self) -> None:
        total = 0
        with contextlib.suppress(psutil.Error):
            for one in [self._process, *self._process.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    total += _memory(one)
                    used = one.cpu_times()
                    self._times[one.pid] = used.user + used.system
        self._bytes = max(self._bytes, total)


def _memory(process: psutil.Process) -> int:
    # Forked workers share most of their pages with their parent; only Linux tells how many.
    full = process.memory_full_info()
    return int(getattr(full, "pss", full.uss))
