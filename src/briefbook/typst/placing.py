"""Where the volumes of a book are told of each other's places, until no place moves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefbook.parallel import shared
from briefbook.typst import volumes
from briefbook.typst.written import as_json, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefbook.typst.compiler import Press
    from briefbook.typst.project import Job


class Placing:
    """The places of all volumes, on each paper, in files below Typst's root."""

    def __init__(self, root: Path, contents: Mapping[str, str]) -> None:
        self._root = root
        self._contents = contents

    def find(self, jobs: Sequence[Job], indexes: Sequence[int], press: Press) -> None:
        """Lay out the volumes of the papers of which one is to be made, and note its places."""
        papers = sorted({jobs[index].paper for index in indexes if jobs[index].is_volume})
        found = [job for job in jobs if job.paper in papers and job.is_volume]
        for job in found:
            write_if_changed(self._root / job.data_file, as_json(job.data))
        for paper in papers:
            chapters = [job.data["chapters"] for job in found if job.paper == paper]
            guess = volumes.guessed(chapters, {n: len(c) for n, c in self._contents.items()})
            write_if_changed(self._root / volumes.places_file(paper), as_json(guess))

        def lay_out(job: Job) -> volumes.Places:
            return volumes.places(press, f"/{job.data_file}", job.data["volume"])

        answers = shared(lay_out, found, 1)
        for paper in papers:
            known: volumes.Places = {}
            for job, places in zip(found, answers, strict=True):
                if job.paper == paper:
                    volumes.note(known, places)
            write_if_changed(self._root / volumes.places_file(paper), as_json(known))

    def _known(self, paper: str) -> volumes.Places:
        found: volumes.Places = json.loads(
            (self._root / volumes.places_file(paper)).read_text("utf-8")
        )
        return found

    def moved(self, jobs: Sequence[Job], made: Mapping[int, Mapping[str, Any]]) -> list[int]:
        """Note the places that are not where they were said to be; return who named them."""
        found: list[int] = []
        for paper in sorted({jobs[index].paper for index, one in made.items() if one.get("moved")}):
            known = self._known(paper)
            changed: set[str] = set()
            for index, one in made.items():
                if jobs[index].paper == paper and one.get("moved"):
                    changed |= volumes.note(known, one["moved"])
            write_if_changed(self._root / volumes.places_file(paper), as_json(known))
            for index, job in enumerate(jobs):
                if job.paper == paper and job.is_volume:
                    texts = (self._contents[name] for name in job.documents)
                    if any(changed & volumes.named(text) for text in texts):
                        found.append(index)
        return found

    def strayed(self, job: Job, press: Press) -> volumes.Places:
        """Return the places of a volume that was made last, where the book was told of others."""
        if not job.is_volume:
            return {}
        found = volumes.numbered(press.told("places"), job.data["volume"])
        return found if volumes.note(self._known(job.paper), found) else {}
