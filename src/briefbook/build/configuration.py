"""What is wrong with a conf.py, in one line."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.errors import SphinxError


def config_trouble(error: SphinxError, conf: Path) -> str:
    """Return where conf.py is wrong and how; Sphinx's own account of it is a traceback."""
    if str(error).startswith("conf.py:"):
        return str(error)
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        return f"conf.py:{cause.lineno or 1}: this is not Python: {cause.msg}"
    return _raised_in(cause, conf) or f"conf.py: {' '.join(str(error).split())}"


def blame(error: Exception, conf: Path, package: Path) -> str | None:
    """Return what is wrong with conf.py where Sphinx, in setting up, met an error without a word.

    None where the error came about in ``package`` itself: that is our fault.
    """
    last = traceback.extract_tb(error.__traceback__)[-1].filename
    if last.startswith(f"{package}{os.sep}"):
        return None
    elsewhere = None if isinstance(error, OSError) else f"conf.py: {_said(error)}"
    return _raised_in(error, conf) or elsewhere


def _raised_in(error: BaseException | None, conf: Path) -> str:
    """Return what an exception says and the line of conf.py that it went through, or nothing."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = [frame.lineno for frame in frames if frame.filename == str(conf)]
    return f"conf.py:{lines[-1] or 1}: {_said(error)}" if lines else ""


def _said(error: BaseException | None) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
