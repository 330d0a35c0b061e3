"""Progress on a terminal: one line that is written over, and nothing anywhere else."""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_STEP = re.compile(r"(reading sources|writing output|typesetting)\.\.\.[^\[]*\[\s*(\d+)%\]\s*(\S*)")
_NAMES = {
    "reading sources": "Reading",
    "writing output": "Writing pages",
    "typesetting": "Typesetting",
}
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class ProgressLine(io.TextIOBase):
    """Takes Sphinx's status output and shows only how far it has come."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal
        self._shown = ""

    def write(self, text: str, /) -> int:
        """Show the last step that ``text`` speaks of."""
        found = _STEP.findall(_ANSI.sub("", text))
        if found:
            step, percent, what = found[-1]
            self.show(f"{_NAMES[step]} {percent:>3}%  {what}")
        return len(text)

    def show(self, line: str) -> None:
        """Write ``line`` over the one before."""
        width = shutil.get_terminal_size().columns - 1
        line = line[:width]
        if line != self._shown:
            self._terminal.write(f"\r\x1b[K{line}")
            self._terminal.flush()
            self._shown = line

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._terminal.write("\r\x1b[K")
            self._terminal.flush()
            self._shown = ""
