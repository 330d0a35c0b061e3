"""Typst in a process of its own, which keeps its fonts and what it has laid out.

Typst starts threads, and a process that has threads cannot be copied; so what makes a preview, in
copies of one process, has its typesetting done by another.
"""

from __future__ import annotations

import multiprocessing
import signal
from typing import TYPE_CHECKING, Any

from briefbook.typst.compiler import Press, Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from briefbook.typst.settings import Settings

    Setting = tuple[Path, tuple[Path, ...], int, dict[str, str]]


class DistantPress(Press):
    """A press whose work is done by another process."""

    def __init__(self, setting: Setting, end: Connection) -> None:  # nothing is loaded here
        self._setting = setting
        self._end = end

    def compile(self, main: str, inputs: dict[str, str], documents: Sequence[str]) -> Result:
        """Return the PDF of a file of the project, as the other process makes it."""
        result: Result = self._ask("compile", main, inputs, tuple(documents))
        return result

    def told(self, label: str) -> dict[str, Any]:
        """Return what the file compiled last says at a label, or nothing."""
        told: dict[str, Any] = self._ask("told", label)
        return told

    def _ask(self, what: str, *arguments: object) -> Any:  # noqa: ANN401  # as each method says
        self._end.send((self._setting, what, arguments))
        answer = self._end.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


class PressRoom:
    """The process that typesets; it ends when nobody is left who could ask it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        self._end, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, self._end), daemon=True)
        self._process.start()
        other.close()

    def press(self, root: Path, settings: Settings, own: Mapping[str, str]) -> Press:
        """Return a press for a project; a copy of this process may use it as well."""
        setting = (root, tuple(settings.fonts), settings.timestamp, dict(own))
        return DistantPress(setting, self._end)


def _work(end: Connection, other: Connection) -> None:
    other.close()  # or the end of the asking side would never be noticed
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    press: Press | None = None
    known: Setting | None = None
    while True:
        try:
            setting, what, arguments = end.recv()
        except EOFError:
            return
        try:
            if press is None or setting != known:
                press, known = Press(*setting), setting
            answer = getattr(press, what)(*arguments)
        except Exception as error:  # noqa: BLE001  # whatever it is, who asked must not wait
            answer = error
        end.send(answer)
