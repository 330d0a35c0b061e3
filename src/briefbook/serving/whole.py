"""The build of the whole book behind a preview: a process that ends early where it is asked to.

Run with two arguments, JSON that names the book and the process that asks; what came of it is
written to the file ``answer``, and the file ``pages`` is made as soon as a resident may load what
was read.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.build.errors import CannotRunError
from briefbook.build.stopping import Stop, StoppedError
from briefbook.files import write_whole
from briefbook.parent import end_with
from briefbook.serving.helpers import STOPPED

if TYPE_CHECKING:
    from collections.abc import Mapping


def main() -> int:
    """Build, and say what came of it."""
    end_with(int(sys.argv[2]))
    book = json.loads(sys.argv[1])
    stop = Stop(Path(book["pages"]).touch)
    stop.listen()
    os.nice(5)  # whoever reads a page that is saved next goes first
    try:
        answer = _build(book, stop)
    except StoppedError:
        return STOPPED
    except CannotRunError as error:
        answer = {"failed": True, "findings": [asdict(error.finding)]}
    write_whole(Path(book["answer"]), json.dumps(answer))
    return 0


def _build(book: Mapping[str, Any], stop: Stop) -> dict[str, Any]:
    from briefbook.build.book import build_book  # noqa: PLC0415  # it takes a while to load
    from briefbook.build.progress import shown_on  # noqa: PLC0415
    from briefbook.build.sphinx_run import RunOptions  # noqa: PLC0415

    overrides: dict[str, object] = {} if book["pdf"] else {"briefbook_pdf": False}
    options = RunOptions("html", book["jobs"], overrides, stop)
    with shown_on(sys.stdout) as line:
        result = build_book(Path(book["source"]), Path(book["out"]), options, line)
    return {
        "failed": result.failed,
        "findings": [asdict(finding) for finding in result.findings],
        "seconds": result.seconds,
    }


if __name__ == "__main__":
    raise SystemExit(main())
