"""What is wrong with a conf.py, in one line."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.errors import SphinxError


def config_trouble(error: SphinxError, conf: Path) -> str:
    """Return where conf.py is wrong and how; Sphinx's own account of it is a traceback."""
    cause = error.__cause__
    if isinstance(cause, SyntaxError):
        return f"conf.py:{cause.lineno or 1}: this is not Python: {cause.msg}"
    frames = traceback.extract_tb(cause.__traceback__) if cause else []
    lines = [frame.lineno for frame in frames if frame.filename == str(conf)]
    if cause is not None and lines:
        what = " ".join(f"{type(cause).__name__}: {cause}".split())
        return f"conf.py:{lines[-1] or 1}: {what}"
    return f"conf.py: {' '.join(str(error).split())}"
