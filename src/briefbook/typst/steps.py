"""What is done in one process each, on the way to the PDFs of a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.parallel import Room, groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.typst.project import Job

# Handouts that one process makes before another takes its place: Typst keeps what it has laid out,
# and looks over all of it after each file.
_MOST = 20


@dataclass(frozen=True)
class Step:
    """The numbers of the jobs of one process, and whether it only lays a volume out.

    A volume takes as much memory as all else does, and one with a document that is larger than a
    volume takes twice that.
    """

    jobs: tuple[int, ...]
    lays_out: bool = False
    room: Room = Room.ANY


def steps_of(
    jobs: Sequence[Job], unplaced: Sequence[int], stale: Sequence[int], processes: int
) -> list[Step]:
    """Return the steps in their order: volumes first, of which all are laid out before one is made.

    ``unplaced`` are volumes to lay out, ``stale`` what is to be made: a book by itself, since it
    takes longest, and handouts in groups.
    """
    books = [number for number in stale if jobs[number].kind == "book"]
    handouts = [number for number in stale if jobs[number].kind != "book"]
    books.sort(key=lambda number: not jobs[number].is_volume)
    return [
        *(Step((number,), lays_out=True, room=_room(jobs[number])) for number in unplaced),
        *(Step((number,), room=_room(jobs[number])) for number in books),
        *(Step(tuple(group)) for group in groups(handouts, processes, _MOST)),
    ]


def _room(job: Job) -> Room:
    if job.is_huge:
        return Room.ALONE
    return Room.SMALL if job.is_volume else Room.ANY
