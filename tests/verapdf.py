"""veraPDF in a process of its own: a Java machine that falls takes no test run with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAM = Path(__file__).with_name("verapdf_process.py")


def failures(paths: Sequence[Path], flavour: str) -> dict[str, list[str]]:
    """Return the files that veraPDF finds not in order, each with the rules that it breaks.

    ``flavour`` is ``ua1`` or ``2a``.  A machine that ends without an answer is an error.
    """
    ended = subprocess.run(
        [sys.executable, "-P", str(_PROGRAM), flavour, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(f"veraPDF ended with {ended.returncode}: {ended.stderr[-2000:]}")
    said: dict[str, list[str]] = json.loads(ended.stdout)
    # As many answers as questions: an empty dictionary must not come from an empty question.
    assert sorted(said) == sorted(map(str, paths))
    return {name: rules for name, rules in said.items() if rules}
