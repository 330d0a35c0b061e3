"""The drawing engine, beside the build: it starts threads, and Sphinx makes copies of a process.

A process that is copied while it has threads may wait for ever for one that was not copied too.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

_PROGRAM = Path(__file__).with_name("engine_program.py")
# What the PDFs are set in.
_FONTS = Path(__file__).parents[1] / "typst" / "fonts"
_ONE_AT_A_TIME = Lock()


class EngineError(RuntimeError):
    """There is no drawing; the text says what the engine said against the specification."""


def svg(specification: Mapping[str, Any]) -> str:
    """Return the drawing of a Vega-Lite specification.

    Raises EngineError: the specification is none, or the engine cannot run here.
    """
    with _ONE_AT_A_TIME:
        engine = _engine(os.getpid())
        try:
            print(json.dumps(specification), file=_pipe(engine.stdin), flush=True)
            answer = _pipe(engine.stdout).readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            _engine.cache_clear()
            raise EngineError(f"the engine ended with {engine.wait()}")
    said = json.loads(answer)
    if "error" in said:
        raise EngineError(said["error"])
    return str(said["svg"])


@cache
def _engine(_process: int) -> subprocess.Popen[str]:
    """Return the engine of this process; a copy of the process has one of its own."""
    started = subprocess.Popen(
        [sys.executable, "-P", str(_PROGRAM), str(_FONTS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    atexit.register(_end, started, os.getpid())
    return started


def _end(engine: subprocess.Popen[str], process: int) -> None:
    if process == os.getpid():
        engine.communicate()


def _pipe(stream: IO[str] | None) -> IO[str]:
    return cast("IO[str]", stream)
