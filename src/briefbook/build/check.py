"""A check of the book: all that a build would find in the text, and no page written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefbook.build import fingerprint, memory
from briefbook.build.workspace import Workspace
from briefbook.files import write_whole
from briefbook.findings import Severity

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from briefbook.build.progress import ProgressLine
    from briefbook.findings import Finding


@dataclass(frozen=True)
class Check:
    """What a check found; ``book`` is what the register held, or None where it was not read."""

    findings: list[Finding] = field(default_factory=list)
    book: dict[str, Any] | None = None

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True)
class How:
    """How to check: with how many processes, what to show, and the day for reviews, if any."""

    jobs: int = 1
    progress: ProgressLine | None = None
    today: date | None = None


def check_book(
    source: Path,
    out: Path,
    jobs: int = 1,
    progress: ProgressLine | None = None,
    today: date | None = None,
) -> Check:
    """Return what is wrong with the book in ``source``.

    ``today`` is the day by which reviews are overdue, in place of the edition's.

    The check works in a folder of its own below ``out``, so that it never waits for a build.
    Where nothing has changed since the last one, it answers from memory.  Raises `BusyError` and
    `CannotRunError` as a build does.
    """
    workspace = Workspace(out / ".check", "pages")
    kept, held = workspace.work / "memory.json", workspace.work / "book.json"
    with workspace.claimed():
        book = fingerprint.of_book(source, out) + (f" {today}" if today else "")
        known = memory.load(kept)
        if not known.holds(book):
            known = _run(source, workspace, known, How(jobs, progress, today))
            known.watch(book, sorted({*known.watched, *fingerprint.modules()}))
            known.save(kept)
        return Check(known.findings, _read(held))


def _run(
    source: Path,
    workspace: Workspace,
    known: memory.Memory,
    how: How,
) -> memory.Memory:
    # An answer from memory need not load Sphinx, which takes longer than all the rest.
    from briefbook.build.check_run import CheckRun  # noqa: PLC0415

    run = CheckRun(source, workspace, known, how)
    findings = run.build()
    held = workspace.work / "book.json"
    if run.book is None:
        held.unlink(missing_ok=True)
    else:
        write_whole(held, json.dumps(run.book, ensure_ascii=False))
    return memory.Memory(watched=run.watched, findings=findings, read=run.read)


def _read(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value
