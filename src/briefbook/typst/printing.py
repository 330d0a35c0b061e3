"""Every PDF that is not there yet is made, kept by its digest, and put where readers find it."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from briefbook.parallel import groups, shared
from briefbook.typst import packing, volumes
from briefbook.typst.diagnosis import Problem
from briefbook.typst.fitting import SLACKS, keeps_pages, rooms
from briefbook.typst.made import PdfOutput
from briefbook.typst.placing import Placing
from briefbook.typst.standards import breaches
from briefbook.typst.written import as_json, read_record, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from briefbook.typst.compiler import Press, Result
    from briefbook.typst.project import Job, Project

    Printed = tuple[PdfOutput | None, list[Problem]]

# Handouts that one process makes before another takes its place: Typst keeps what it has laid out,
# and looks over all of it after each file.
_MOST = 20
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
        digests = self._project.digests(jobs)
        records = [self._record(job, digest) for job, digest in zip(jobs, digests, strict=True)]
        stale = [index for index, record in enumerate(records) if not record]
        made = 0

        def make(indexes: Sequence[int]) -> list[dict[str, Any]]:
            return [self._compile(jobs[index], digests[index]) for index in indexes]

        def count(indexes: Sequence[int]) -> None:
            nonlocal made
            made += len(indexes)
            self._done(made, len(stale))

        again: Sequence[int] = stale
        self._placing.find(jobs, again, self._press)
        for _ in range(volumes.ROUNDS):
            parts = self._in_order(jobs, _parts(jobs, again, self._processes))
            for part, answer in zip(parts, self._shared(jobs, parts, make, count), strict=True):
                for index, record in zip(part, answer, strict=True):
                    records[index] = record
            again = self._placing.moved(jobs, {index: records[index] for index in again})
        return [self._placed(job, record) for job, record in zip(jobs, records, strict=True)]

    @staticmethod
    def _in_order(jobs: Sequence[Job], parts: Sequence[Sequence[int]]) -> list[Sequence[int]]:
        """Return the volumes before all else."""
        return sorted(parts, key=lambda part: not jobs[part[0]].is_volume)

    def _shared(
        self,
        jobs: Sequence[Job],
        parts: Sequence[Sequence[int]],
        make: Callable[[Sequence[int]], list[dict[str, Any]]],
        count: Callable[[Sequence[int]], None],
    ) -> list[list[dict[str, Any]]]:
        """Make parts in processes of their own, if there are many, and return what came of each."""
        if self._processes == 1 and len(self._project.contents) <= _MANY:
            return [make(part) for part in parts]
        large = [part for part in parts if jobs[part[0]].is_volume]
        # Volumes one after the other: each takes as much memory as all else does.
        answers = shared(make, large, 1, count)
        return answers + shared(make, parts[len(large) :], self._processes, count)

    def _kept(self, job: Job) -> Path:
        return self._root / "made" / job.paper / f"{job.name}.pdf"

    def _record(self, job: Job, digest: str) -> dict[str, Any]:
        """Return what is known of a PDF that need not be made again, or nothing."""
        kept = self._kept(job)
        record = read_record(kept.with_suffix(".json"))
        return record if record.get("digest") == digest and kept.is_file() else {}

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

    def _compile(self, job: Job, digest: str) -> dict[str, Any]:
        """Compile one PDF; one that fails leaves the last good file, and is tried again."""
        begin = time.perf_counter()
        kept = self._kept(job)
        write_if_changed(self._root / job.data_file, as_json(job.data))
        result = self._fitted(job, {"data": f"/{job.data_file}"})
        if result.pdf is None:
            placed = self._located(job, result.problems)
            return {"failed": True, "problems": [asdict(problem) for problem in placed]}
        problems = [asdict(problem) for problem in result.problems]
        small, pages = packing.packed(result.pdf, job.data.get("content", ""))
        # On another paper the same words are tagged in the same way: only lines and pages differ.
        judged = job.paper == self._project.settings.papers[0]
        if judged and (wrong := breaches(small, self._project.sources.get(job.docname, ""))):
            problems += [asdict(problem) for problem in wrong]
            return {"failed": True, "problems": problems}
        moved = self._placing.strayed(job, self._press)
        record = {"digest": digest, "pages": pages, "problems": problems}
        write_if_changed(kept, small)
        write_if_changed(kept.with_suffix(".json"), as_json(record))
        return {**record, "moved": moved, "seconds": time.perf_counter() - begin}

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
            source = self._project.sources.get(job.docname, "")
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
                source = self._project.sources.get(chapter["doc"], "")
                found += [problem if problem.path else replace(problem, path=source)
                          for problem in result.problems]  # fmt: skip
        return found or list(problems)


def _parts(jobs: Sequence[Job], stale: Sequence[int], processes: int) -> list[Sequence[int]]:
    """Return which jobs each process does: a book alone, since it takes longest, or handouts."""
    books = [index for index in stale if jobs[index].kind == "book"]
    others = [index for index in stale if jobs[index].kind != "book"]
    return [*([index] for index in books), *groups(others, processes, _MOST)]
