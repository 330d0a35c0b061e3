"""Where the volumes of a book are told of each other's places, until no place moves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefbook.typst import volumes
from briefbook.typst.written import as_json, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from briefbook.typst.compiler import Press
    from briefbook.typst.project import Job
    from briefbook.typst.translate import Translation


class Placing:
    """The places of all volumes, on each paper, in files below Typst's root."""

    def __init__(self, root: Path, contents: Mapping[str, Translation]) -> None:
        self._root = root
        self._contents = contents
        self._named: dict[str, set[str]] = {}

    def begin(self, jobs: Sequence[Job]) -> list[int]:
        """Take over the places of the last run, and return the volumes to be laid out first.

        Where a document has come or gone to another volume, all of a paper's volumes are.
        """
        found: list[int] = []
        for paper in sorted({job.paper for job in jobs if job.is_volume}):
            numbers = [n for n, job in enumerate(jobs) if job.is_volume and job.paper == paper]
            for number in numbers:
                write_if_changed(self._root / jobs[number].data_file, as_json(jobs[number].data))
            home = {name: jobs[n].data["volume"] for n in numbers for name in jobs[n].documents}
            kept = self._known(paper)
            known = {n: p for n, p in kept.items() if home.get(n.partition("#")[0]) == p[0]}
            if not known.keys() >= home.keys():
                chapters = [jobs[number].data["chapters"] for number in numbers]
                known = volumes.guessed(chapters, {n: c.size for n, c in self._contents.items()})
                found += numbers
            self._write(paper, known)
        return found

    def lay_out(self, job: Job, press: Press) -> None:
        """Lay a volume out and note its places, for those that are laid out after it."""
        self.tell(job)
        told = volumes.places(press, f"/{job.data_file}")
        if told:
            self.note(job, told)

    def note(self, job: Job, told: Mapping[str, Sequence[object]]) -> None:
        """Put the places of a volume, as a layout tells them, in place of those that were known.

        A name that another volume has too stays there.
        """
        known, volume = self._known(job.paper), job.data["volume"]
        others = {name: place for name, place in known.items() if place[0] != volume}
        own = {name: [volume, *place] for name, place in told.items()}
        self._write(job.paper, own | others)

    def tell(self, job: Job) -> None:
        """Write for a volume's template where the places that it names are."""
        if job.is_volume:
            write_if_changed(self._root / job.data["places"].lstrip("/"), as_json(self.named(job)))

    def named(self, job: Job) -> volumes.Places:
        """Return the places that a volume names, as far as they are known."""
        known = self._known(job.paper)
        names = sorted({name for docname in job.documents for name in self._names(docname)})
        return {name: known[name] for name in names if name in known}

    def _names(self, docname: str) -> Iterable[str]:
        if docname not in self._named:
            text = (self._root / volumes.content_file(docname)).read_text("utf-8")
            self._named[docname] = volumes.named(text)
        return self._named[docname]

    def _write(self, paper: str, known: volumes.Places) -> None:
        write_if_changed(self._root / volumes.places_file(paper), as_json(known))

    def _known(self, paper: str) -> volumes.Places:
        try:
            text = (self._root / volumes.places_file(paper)).read_text("utf-8")
        except FileNotFoundError:
            return {}
        found: volumes.Places = json.loads(text)
        return found
