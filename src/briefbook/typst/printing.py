"""Every PDF that is not there yet is made, kept by its digest, and put where readers find it."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from briefbook.parallel import apart, shared
from briefbook.typst import packing, volumes
from briefbook.typst.diagnosis import Problem
from briefbook.typst.fitting import SLACKS, keeps_pages, rooms
from briefbook.typst.made import PdfOutput
from briefbook.typst.placing import Placing
from briefbook.typst.standards import breaches
from briefbook.typst.steps import Step, steps_of
from briefbook.typst.written import as_json, read_record, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from briefbook.typst.compiler import Press, Result
    from briefbook.typst.project import Job, Project

    Printed = tuple[PdfOutput | None, list[Problem]]

# From so many documents on, memory matters even where only one process works at a time.
_MANY = 50


class Printing:
    """PDFs of a project on their way into ``folder``.

    ``done`` is told how many of how many are made.
    """

    def __init__(
        self,
        project: Project,
        press: Press,
        folder: Path,
        processes: int = 1,
        done: Callable[[int, int], None] = lambda _made, _all: None,
    ) -> None:
        self._project = project
        self._root = project.root
        self._press = press
        self._folder = folder
        self._processes = processes
        self._done = done
        self._placing = Placing(project.root, project.contents)

    def run(self, jobs: Sequence[Job]) -> list[Printed]:
        """Make every PDF that is not there yet, and put all of them into the folder."""
        unplaced = self._placing.begin(jobs)
        records = [self._record(job) for job in jobs]
        stale = [number for number, record in enumerate(records) if not record]
        made = wanted = 0

        def count(step: Step) -> None:
            nonlocal made
            made += 0 if step.lays_out else len(step.jobs)
            self._done(made, wanted)

        for _ in range(volumes.ROUNDS):
            wanted += len(stale)
            steps = steps_of(jobs, unplaced, stale, self._processes)
            for step, answer in zip(steps, self._answers(jobs, steps, count), strict=True):
                for number, record in zip(step.jobs, answer, strict=not step.lays_out):
                    records[number] = record
                    if "places" in record:
                        self._placing.note(jobs[number], record["places"])
            # A volume that names a place which stands elsewhere by now is made once more.
            unplaced, stale = [], self._unsettled(jobs, records)
        return [self._placed(job, record) for job, record in zip(jobs, records, strict=True)]

    def _unsettled(self, jobs: Sequence[Job], records: Sequence[Mapping[str, Any]]) -> list[int]:
        return [
            number
            for number, (job, record) in enumerate(zip(jobs, records, strict=True))
            if job.is_volume and not record.get("failed") and not self._record(job)
        ]

    def _answers(
        self, jobs: Sequence[Job], steps: Sequence[Step], count: Callable[[Step], None]
    ) -> list[list[dict[str, Any]]]:
        """Take each step in a process of its own, if there are many; return what came of them."""

        def take(step: Step) -> list[dict[str, Any]]:
            if step.lays_out:
                self._placing.lay_out(jobs[step.jobs[0]], self._press)
                return []
            return [self._compile(jobs[number]) for number in step.jobs]

        if self._processes == 1 and len(self._project.contents) <= _MANY:
            return [take(step) for step in steps]
        return shared(take, steps, self._processes, count, room=lambda step: step.room)

    def _kept(self, job: Job) -> Path:
        return self._root / "made" / job.paper / f"{job.name}.pdf"

    def _digest(self, job: Job) -> str:
        return self._project.digest(job, self._placing.named(job) if job.is_volume else {})

    def _record(self, job: Job) -> dict[str, Any]:
        """Return what is known of a PDF that need not be made again, or nothing."""
        kept = self._kept(job)
        record = read_record(kept.with_suffix(".json"))
        return record if record.get("digest") == self._digest(job) and kept.is_file() else {}

    def _placed(
        self, job: Job, record: Mapping[str, Any]
    ) -> tuple[PdfOutput | None, list[Problem]]:
        """Put a PDF that is made where readers will find it."""
        problems = [Problem(**problem) for problem in record["problems"]]
        if record.get("failed"):
            return None, problems
        is_main = job.paper == self._project.settings.papers[0]
        target = self._folder if is_main else self._folder / job.paper
        path = target / f"{job.name}.pdf"
        write_if_changed(path, self._kept(job).read_bytes())
        pages, seconds = int(record["pages"]), float(record.get("seconds", 0.0))
        facts = (path, job.kind, job.paper, pages, job.docname, seconds, job.documents)
        return PdfOutput(*facts), problems

    def _compile(self, job: Job) -> dict[str, Any]:
        """Compile one PDF; one that fails leaves the last good file, and is tried again."""
        begin = time.perf_counter()
        kept, digest = self._kept(job), self._digest(job)
        write_if_changed(self._root / job.data_file, as_json(job.data))
        self._placing.tell(job)
        # What Typst has laid out of a volume is given back before the file is packed and looked at.
        told, result = apart(partial(self._typeset, job)) if job.is_volume else self._typeset(job)
        if result.pdf is None:
            placed = self._located(job, result.problems)
            return {"failed": True, "problems": [asdict(problem) for problem in placed]}
        problems = [asdict(problem) for problem in result.problems]
        small, pages = packing.packed(result.pdf, job.data.get("content", ""))
        # On another paper the same words are tagged in the same way: only lines and pages differ.
        judged = job.paper == self._project.settings.papers[0]
        if judged and (wrong := breaches(small, self._project.source(job.docname))):
            problems += [asdict(problem) for problem in wrong]
            return {"failed": True, "problems": problems}
        record = {"digest": digest, "pages": pages, "problems": problems}
        write_if_changed(kept, small)
        write_if_changed(kept.with_suffix(".json"), as_json(record))
        return {**record, **told, "seconds": time.perf_counter() - begin}

    def _typeset(self, job: Job) -> tuple[dict[str, Any], Result]:
        """Return a PDF as Typst makes it, with the places in it if it is a volume."""
        result = self._fitted(job, {"data": f"/{job.data_file}"})
        return {"places": self._press.told("places")} if job.is_volume else {}, result

    def _fitted(self, job: Job, inputs: dict[str, str]) -> Result:
        """Compile a PDF; a handout again, as what it leaves free on its last pages is known."""
        main = f"templates/{job.kind}.typ"
        room = self._root / str(job.data.get("room", "")).lstrip("/")
        if "room" not in job.data:
            return self._press.compile(main, inputs, job.documents)
        write_if_changed(room, b"{}")
        first = self._press.compile(main, inputs, job.documents)
        before = self._press.told("measures") if first.pdf is not None else {}
        for slack in SLACKS:
            left = rooms(before, slack)
            if not left:
                break
            write_if_changed(room, as_json(left))
            second = self._press.compile(main, inputs, job.documents)
            if second.pdf is not None and keeps_pages(before, self._press.told("measures")):
                return second
        return first

    def _located(self, job: Job, problems: Sequence[Problem]) -> list[Problem]:
        """Find the documents behind problems without a place, by compiling each one alone."""
        if all(problem.path for problem in problems):
            return list(problems)
        if job.kind != "book" or len(job.data["chapters"]) == 1:
            source = self._project.source(job.docname)
            return [problem if problem.path else replace(problem, path=source)
                    for problem in problems]  # fmt: skip
        found = [problem for problem in problems if problem.path]
        for chapter in job.data["chapters"]:
            data = {**job.data, "chapters": [{**chapter, "offset": 0}], "docs": [chapter["doc"]]}
            name = f"data/{job.paper}/alone.json"
            write_if_changed(self._root / name, as_json(data))
            inputs = {"data": f"/{name}"}
            result = self._press.compile(f"templates/{job.kind}.typ", inputs, (chapter["doc"],))
            if result.pdf is None:
                source = self._project.source(chapter["doc"])
                found += [problem if problem.path else replace(problem, path=source)
                          for problem in result.problems]  # fmt: skip
        return found or list(problems)
