"""The process that keeps the last build's environment, and makes saved pages from it at once.

It is asked in lines of JSON, and answers in such lines.  For each answer it makes a copy of itself,
so that nothing of one save stays for the next: what is answered depends only on the last build of
the whole book and on the files that have been saved since.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.parent import end_with

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from briefbook.serving.press import PressRoom
    from briefbook.serving.quick import Resident


def main() -> None:
    """Answer until there are no more questions; the first line says which book, and how."""
    end_with(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else is printed is no answer
    book = json.loads(sys.stdin.readline())
    room = _press_room() if book["pdf"] else None
    resident = _resident(book)
    with resident.at_hand() as usable:
        if usable:
            resident.warm(Path(book["out"]) / ".preview" / "warm")
        _say(answers, {"ready": usable})
        gc.collect()
        gc.freeze()  # what is here stays for good, and is looked at no more
        for line in sys.stdin:
            _answer(resident, json.loads(line), room, answers)


def _press_room() -> PressRoom:
    """Return where PDFs are made; begun before the rest, so that it takes along little."""
    from briefbook.serving.press import PressRoom  # noqa: PLC0415  # loads Typst

    return PressRoom()


def _resident(book: Mapping[str, Any]) -> Resident:
    from briefbook.build.sphinx_run import RunOptions  # noqa: PLC0415  # loads Sphinx
    from briefbook.build.workspace import Workspace  # noqa: PLC0415
    from briefbook.serving.quick import Resident  # noqa: PLC0415

    overrides: dict[str, object] = {} if book["pdf"] else {"briefbook_pdf": False}
    workspace = Workspace(Path(book["out"]), "html")
    return Resident(Path(book["source"]), workspace, RunOptions("html", 1, overrides))


def _answer(
    resident: Resident, question: Mapping[str, Any], room: PressRoom | None, answers: TextIO
) -> None:
    """Answer in a copy of this process; where that fails, leave it to a build of the whole."""
    if (process := os.fork()) == 0:
        status = 1
        try:
            _say(answers, _made(resident, question, room))
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    if status:
        _say(answers, {"paths": []})


def _made(
    resident: Resident, question: Mapping[str, Any], room: PressRoom | None
) -> dict[str, Any]:
    folder = Path(question["folder"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = resident.make([Path(path) for path in question["changed"]], folder, room)
    return {
        "paths": made.paths,
        "findings": [asdict(finding) for finding in made.findings],
        "files": {name: str(path) for name, path in made.files.items()},
    }


def _say(answers: TextIO, answer: Mapping[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
