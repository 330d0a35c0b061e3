"""The drawing engine, beside the build: it starts threads, and Sphinx makes copies of a process.

A process that is copied while it has threads may wait for ever for one that was not copied too.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from briefbook import __version__
from briefbook.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

_PROGRAM = Path(__file__).with_name("engine_program.py")
# What the PDFs are set in.
_FONTS = Path(__file__).parents[1] / "typst" / "fonts"
_ONE_AT_A_TIME = Lock()


class EngineError(RuntimeError):
    """There is no drawing; the text says what the engine said against the specification."""


_kept_in: list[Path] = []  # the folder, if any


def keep_in(folder: Path | None) -> None:
    """Keep drawings in a folder: to start the engine takes longer than to read a brief."""
    _kept_in[:] = [folder] if folder else []


def svg(specification: Mapping[str, Any]) -> str:
    """Return the drawing of a Vega-Lite specification, as it was drawn before or anew.

    Raises EngineError: the specification is none, or the engine cannot run here.
    """
    text = json.dumps(specification)
    kept = _place(text)
    if kept is not None and kept.is_file():
        return kept.read_text(encoding="utf-8")
    drawing = _drawn(text)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, drawing)
    return drawing


def _place(text: str) -> Path | None:
    """Return where the drawing of a specification is kept: by all that it is made of."""
    if not _kept_in:
        return None
    parts = (__version__, metadata.version("vl-convert-python"), text)
    return _kept_in[0] / f"{hashlib.sha256(repr(parts).encode()).hexdigest()}.svg"


def _drawn(text: str) -> str:
    with _ONE_AT_A_TIME:
        engine = _engine(os.getpid())
        try:
            print(text, file=_pipe(engine.stdin), flush=True)
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
