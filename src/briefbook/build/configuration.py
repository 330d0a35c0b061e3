"""What is wrong with a conf.py, as one finding."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

from briefbook.conf_place import BadFileError, BadSettingError, line_of, line_with
from briefbook.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.errors import SphinxError

RULE = "config"
_CORRECT = "correct the line"


def config_trouble(error: SphinxError, conf: Path) -> Finding:
    """Return where conf.py is wrong and how; Sphinx's own account of it is a traceback."""
    if isinstance(error, BadSettingError):
        line = line_of(conf, error.name, *error.keys)
        return Finding("conf.py", line, RULE, error.message, error.remedy)
    if isinstance(error, BadFileError):
        return Finding(error.path, error.line, RULE, error.message, error.remedy)
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        message = f"this is not Python: {cause.msg}"
        return Finding("conf.py", cause.lineno or 1, RULE, message, _CORRECT)
    return _raised_in(cause, conf) or _told(" ".join(str(error).split()), conf)


def blame(error: Exception, conf: Path, package: Path) -> Finding | None:
    """Return what is wrong with conf.py where Sphinx, in setting up, met an error without a word.

    None where the error came about in ``package`` itself: that is our fault.
    """
    last = traceback.extract_tb(error.__traceback__)[-1].filename
    if last.startswith(f"{package}{os.sep}"):
        return None
    elsewhere = None if isinstance(error, OSError) else _told(_said(error), conf)
    return _raised_in(error, conf) or elsewhere


def _told(text: str, conf: Path) -> Finding:
    """Return the finding for what somebody says of conf.py without a line."""
    line = line_with(conf, text)
    return Finding("conf.py", line, RULE, text, _CORRECT if line else "correct the setting")


def _raised_in(error: BaseException | None, conf: Path) -> Finding | None:
    """Return what an exception says and the line of conf.py that it went through, or nothing."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    lines = [frame.lineno for frame in frames if frame.filename == str(conf)]
    if not lines:
        return None
    return Finding("conf.py", lines[-1] or 1, RULE, _said(error), _CORRECT)


def _said(error: BaseException | None) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
