"""What follows a save: its page and handout at once, the rest of the book behind them.

Two processes work for it.  The resident keeps the environment of the last build and makes what was
saved; see `briefbook.serving.resident`.  The other builds the whole book as ``briefbook build``
does and publishes it; see `briefbook.serving.whole`.  What the resident makes is served in front of
what is published and never put among it, so that what is published is always one whole build.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.findings import Finding, Severity
from briefbook.reports import Report
from briefbook.reports.terminal import render_lines
from briefbook.serving.helpers import Resident, Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# So long nobody saves before the whole book is built.
_PAUSE = 0.5


@dataclass(frozen=True)
class Book:
    """Which book is shown, and how it is built."""

    source: Path
    out: Path
    jobs: int
    pdf: bool


@dataclass(frozen=True)
class Voice:
    """How the preview speaks: lines of text, and findings."""

    say: Callable[[str], None]
    show: Callable[[Sequence[Finding]], None]


class Preview:
    """The state of a preview; `saved` is told of every save, and `follow` acts on it."""

    def __init__(self, book: Book, voice: Voice) -> None:
        self._book = book
        self._voice = voice
        self._folder = book.out / ".preview"
        shutil.rmtree(self._folder, ignore_errors=True)
        self._whole = Whole(book.source, book.out, book.jobs, self._folder, pdf=book.pdf)
        self._resident: Resident | None = None
        self._changed: set[Path] = set()  # since the resident was begun
        self._since: set[Path] = set()  # since the last build of the whole book was
        self._awaited = asyncio.Event()
        self._turn = 0
        self._told: set[Finding] = set()
        self._findings: list[Finding] = []
        self._readers: set[asyncio.Event] = set()
        self.files: dict[str, Path] = {}
        """What is shown in place of what is published, by path in the site."""

    @property
    def published(self) -> Path:
        """Where the last whole build is."""
        return self._book.out / "html"

    @property
    def wrong(self) -> str:
        """What keeps the book from being published, for its pages to show; or nothing."""
        if all(one.severity is not Severity.ERROR for one in self._findings):
            return ""
        return render_lines(Report(self._findings, self._book.source))

    # -- readers ---------------------------------------------------------------------------------

    def reader(self) -> asyncio.Event:
        """Return what is set whenever something else is to be shown; give it back in the end."""
        event = asyncio.Event()
        self._readers.add(event)
        return event

    def gone(self, reader: asyncio.Event) -> None:
        """Tell that a reader has gone."""
        self._readers.discard(reader)

    def _refresh(self) -> None:
        for event in self._readers:
            event.set()

    # -- saves -----------------------------------------------------------------------------------

    def saved(self, paths: Sequence[Path]) -> None:
        """Take note that files were saved, made or removed."""
        self._changed.update(paths)
        self._since.update(paths)
        self._awaited.set()

    async def follow(self) -> None:
        """Make what is saved, until cancelled."""
        while True:
            await self._awaited.wait()
            self._awaited.clear()
            await self.make_saved()
            try:
                await asyncio.wait_for(self._awaited.wait(), _PAUSE)
            except TimeoutError:
                await self.build_whole()

    async def make_saved(self) -> None:
        """Have the resident make the pages and handouts of what was saved, and show them."""
        if self._resident is None or not await self._resident.ready():
            return
        self._turn += 1
        folder, begin = self._folder / str(self._turn), time.perf_counter()
        answer = await self._resident.make(sorted(self._changed), folder)
        paths = set(answer.get("paths", ()))
        if not paths:
            return
        found = _findings(answer)
        elsewhere = [one for one in self._findings if one.path not in paths]
        self._take([*found, *elsewhere])
        if not _errors(found):
            self.files = {name: Path(path) for name, path in answer["files"].items()}
            parts = "page and handout" if any(_is_pdf(name) for name in self.files) else "page"
            names = ", ".join(sorted(Path(path).name for path in paths))
            self._voice.say(f"{names}: {parts} in {time.perf_counter() - begin:.1f} s")
            self._forget_folders(folder)
        self._refresh()

    def _forget_folders(self, but: Path) -> None:
        for folder in self._folder.iterdir():
            if folder.name.isdecimal() and folder != but:
                shutil.rmtree(folder, ignore_errors=True)

    async def begin(self) -> None:
        """Build and publish the whole book, however often something is saved meanwhile."""
        while not await self.build_whole():
            self._awaited.clear()
            await asyncio.sleep(_PAUSE)

    async def build_whole(self) -> bool:
        """Build and publish the whole book; return False if something is saved before its end."""
        begin = time.perf_counter()
        answer = await self._whole.build(self._awaited, self._since.clear, self._renew)
        if answer is None:
            return False
        self._take(_findings(answer))
        if answer["failed"]:
            self.files = {}  # what looked well by itself was not, once all was known
            if self.published.exists():
                self._voice.say("The book is shown as it was when it was last without an error.")
        elif not self._awaited.is_set():
            self.files = {}
            self._voice.say(f"The whole book: built in {time.perf_counter() - begin:.1f} s")
        self._refresh()
        return True

    def _renew(self) -> None:
        """Begin another resident where this one does not know what has been read by now."""
        if self._resident is None or self._resident.overtaken or not self._resident.alive:
            self.begin_resident()

    def begin_resident(self, *, overtaken: bool = False) -> None:
        """Begin a resident that knows what was read last, in place of an older one.

        ``overtaken`` says that it may not know what the files hold, and is good for the time being.
        """
        if self._resident is not None:
            self._resident.end()
        self._changed = set(self._since)
        book = self._book
        self._resident = Resident.begin(book.source, book.out, pdf=book.pdf)
        if self._resident is not None:
            self._resident.overtaken = overtaken

    def _take(self, findings: list[Finding]) -> None:
        """Show the findings that were not shown yet."""
        new = [one for one in findings if one not in self._told]
        if new:
            self._voice.show(new)
        elif self._told and not findings:
            self._voice.say("Nothing is wrong any more.")
        self._told = set(findings)
        self._findings = findings

    def close(self) -> None:
        """End all processes."""
        if self._resident is not None:
            self._resident.end()
        self._whole.end()
        shutil.rmtree(self._folder, ignore_errors=True)


def _findings(answer: dict[str, Any]) -> list[Finding]:
    return [
        Finding(**{**item, "severity": Severity(item["severity"])}) for item in answer["findings"]
    ]


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [one for one in findings if one.severity is Severity.ERROR]


def _is_pdf(name: str) -> bool:
    return name.endswith(".pdf")
