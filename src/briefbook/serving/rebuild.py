"""One build after a save: what it finds is printed, and kept for the pages to show."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from briefbook.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Rebuild:
    """What the server calls after a save; it is sent to another process, so it holds data only.

    ``kept`` is the file for what was found; it is empty after a build that published.
    """

    def __init__(self, command: list[str], kept: Path) -> None:
        self.command = command
        self.kept = kept

    def __call__(self, *, changed_paths: Sequence[Path] = ()) -> None:
        """Build once; what is wrong is printed, and the last good pages stay."""
        import subprocess  # noqa: PLC0415  # in the process that builds

        if changed_paths:
            names = ", ".join(sorted(path.name for path in changed_paths))
            sys.stdout.write(f"Changed: {names}\n")
            sys.stdout.flush()
        colours = ["--format", "terminal", "--color", "always"] if sys.stderr.isatty() else []
        said = []
        with subprocess.Popen(
            [*self.command, *colours], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as build:
            for line in build.stderr or ():
                sys.stderr.write(line)
                sys.stderr.flush()
                said.append(_ANSI.sub("", line))
        self.kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.kept, "".join(said) if build.returncode else "")
