"""The folder that Typst works in: sources written only when they change, PDFs kept by digest."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf

import typst
from briefbook.parallel import groups, shared
from briefbook.typst import volumes
from briefbook.typst.chapters import chapters_of, handout_name
from briefbook.typst.code import code_for
from briefbook.typst.compiler import FONTS, STANDARDS, Press, Result, digest_of_files, families
from briefbook.typst.diagnosis import Problem
from briefbook.typst.fitting import keeps_pages, rooms
from briefbook.typst.made import PdfOutput
from briefbook.typst.markup import printable
from briefbook.typst.standards import breaches
from briefbook.typst.tags import mend

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefbook.typst import settings
    from briefbook.typst.order import Place
    from briefbook.typst.translate import Translation

# The entry of a PDF's description that holds the mark of its content.
MARK_KEY = "/BriefbookContent"
TEMPLATES = Path(__file__).parent / "templates"
BOOK = "briefing-book"
# Handouts that one process makes before another takes its place: Typst keeps what it has laid out,
# and looks over all of it after each file.
_MOST = 20
# From so many documents on, memory matters even where only one process works at a time.
_MANY = 50


@dataclass(frozen=True)
class Job:
    """One PDF to make: its name without suffix, its paper, and what its template is told.

    ``others`` are documents that it does not print and whose places it names.
    """

    name: str
    kind: str
    paper: str
    docname: str
    documents: tuple[str, ...]
    data: dict[str, Any]
    others: tuple[str, ...] = ()


class Project:
    """The sources of all PDFs, in one folder that is Typst's root."""

    def __init__(self, root: Path, config: settings.Settings, root_doc: str) -> None:
        self.root = root
        self._settings = config
        self._root_doc = root_doc
        self._contents: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._fonts = families(config.fonts)
        self.index: Mapping[str, Any] = {}
        self._templates = [TEMPLATES, *([config.templates] if config.templates else [])]

    # -- sources ---------------------------------------------------------------------------------

    def write(self, translations: Mapping[str, Translation], images: Mapping[str, bytes]) -> None:
        """Write templates, contents and images; what has not changed is left alone."""
        files: dict[str, bytes] = {}
        for folder in self._templates:
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    files[f"templates/{file.relative_to(folder).as_posix()}"] = file.read_bytes()
        for docname, translation in translations.items():
            self._sources[docname] = translation.source
            known_as = json.dumps(docname, ensure_ascii=False)
            head = f'#import "/templates/lib.typ": *\n#let xref = xref.with(from: {known_as})\n'
            self._contents[docname] = f"{head}{translation.content}\n"
            files[f"content/{docname}.typ"] = self._contents[docname].encode()
        files.update({name.lstrip("/"): data for name, data in images.items()})
        if self._settings.theme.logo is not None:
            files[self._theme()["logo"]] = self._settings.theme.logo.read_bytes()
        for name, data in files.items():
            write_if_changed(self.root / name, data)
        self._purge("content", set(files))
        self._purge("images", set(files))

    def _purge(self, folder: str, keep: set[str]) -> None:
        for file in (self.root / folder).rglob("*"):
            if file.is_file() and file.relative_to(self.root).as_posix() not in keep:
                file.unlink()

    # -- jobs ------------------------------------------------------------------------------------

    def jobs(self, places: Sequence[Place], translations: Mapping[str, Translation]) -> list[Job]:
        """Return what there is to make: the book first, then a handout per brief."""
        found = []
        for paper in self._settings.papers:
            books = self._books(paper, places, translations)
            found += books
            taken = {book.name for book in books}
            for _docname, translation in sorted(translations.items()):
                if translation.is_brief:
                    name = handout_name(translation, taken)
                    taken.add(name)
                    found.append(self._handout(paper, name, translation))
        return found

    def _common(self, kind: str, paper: str) -> dict[str, Any]:
        config = self._settings
        depth = 1 if paper == config.papers[0] else 2
        return {
            "kind": kind,
            "paper": paper,
            "title": config.title,
            "subtitle": config.subtitle,
            "date": config.date.isoformat() if config.date else "",
            "marking": config.marking,
            "publisher": config.publisher,
            "language": config.language,
            "web": config.web.rstrip("/") + "/" if config.web else "../" * depth,
            "theme": self._theme(),
            "fonts": self._fonts,
            "sides": config.sides,
        }

    def _theme(self) -> dict[str, Any]:
        """Return the book's values of the theme; its picture is named by its digest."""
        theme = self._settings.theme
        if theme.logo is None:
            return dict(theme.values)
        digest = hashlib.sha256(theme.logo.read_bytes()).hexdigest()[:20]
        return {**theme.values, "logo": f"images/{digest}{theme.logo.suffix.lower()}"}

    def _books(
        self, paper: str, places: Sequence[Place], translations: Mapping[str, Translation]
    ) -> list[Job]:
        """Return the book on a paper, or its volumes where it is large."""
        chapters = list(chapters_of(places, translations))
        documents = tuple(place.docname for place in places if place.docname in translations)
        sizes = {name: len(self._contents[name]) for name in documents}
        parts = volumes.cut(chapters, sizes, self._settings.volume)
        data = {
            **self._common("book", paper),
            "index": self.index,
            "licence": self._settings.licence,
            "briefs": sum(translations[name].is_brief for name in documents),
        }
        if len(parts) == 1:
            whole = {**data, "docs": list(documents), "chapters": chapters}
            return [Job(BOOK, "book", paper, self._root_doc, documents, whole)]
        folder = "" if paper == self._settings.papers[0] else f"{paper}/"
        data["volumes"] = volumes.described(BOOK, folder, parts)
        data["places"] = f"/{self._places(paper)}"
        held = {chapter["doc"]: n for n, part in enumerate(parts, 1) for chapter in part}
        found = []
        for number, part in enumerate(parts, 1):
            own = tuple(chapter["doc"] for chapter in part)
            others = {name: volume for name, volume in held.items() if volume != number}
            told = {"volume": number, "docs": list(own), "chapters": part, "elsewhere": others}
            name = volumes.name_of(BOOK, number)
            all_told = {**data, **told}
            found.append(Job(name, "book", paper, self._root_doc, own, all_told, tuple(others)))
        return found

    @staticmethod
    def _places(paper: str) -> str:
        return f"data/{paper}/places.json"

    def _handout(self, paper: str, name: str, translation: Translation) -> Job:
        common = self._common("handout", paper)
        data = {
            **common,
            "series": self._settings.title,
            "docs": [translation.docname],
            "brief": translation.masthead,
            "content": translation.mark,
            "path": f"/content/{translation.docname}.typ",
            "room": f"/data/{paper}/{name}.room.json",
            "code": code_for(self._settings.web and f"{common['web']}{translation.web}"),
        }
        return Job(name, "handout", paper, translation.docname, (translation.docname,), data)

    # -- PDFs ------------------------------------------------------------------------------------

    def run(
        self,
        jobs: Sequence[Job],
        press: Press,
        folder: Path,
        processes: int = 1,
        done: Callable[[int, int], None] = lambda _made, _all: None,
    ) -> list[tuple[PdfOutput | None, list[Problem]]]:
        """Make every PDF that is not there yet and put all of them into ``folder``.

        ``done`` is told how many of how many are made.
        """
        common = [
            digest_of_files([*self._templates, FONTS, *self._settings.fonts]),
            typst.__version__ if hasattr(typst, "__version__") else "",
            ",".join(STANDARDS),
            str(self._settings.timestamp),
        ]
        digests = [self._digest(job, common) for job in jobs]
        records = [self._record(job, digest) for job, digest in zip(jobs, digests, strict=True)]
        stale = [index for index, record in enumerate(records) if not record]

        def make(indexes: Sequence[int]) -> list[dict[str, Any]]:
            return [self._compile(jobs[index], press, digests[index]) for index in indexes]

        made = 0

        def count(indexes: Sequence[int]) -> None:
            nonlocal made
            made += len(indexes)
            done(made, len(stale))

        def make_all(indexes: Sequence[int]) -> None:
            parts = _parts(jobs, indexes, processes)
            if processes > 1 or len(self._contents) > _MANY:
                large = [part for part in parts if "places" in jobs[part[0]].data]
                parts = [*large, *(part for part in parts if part not in large)]
                # Volumes one after the other: each takes as much memory as all else does.
                answers = shared(make, large, 1, count)
                answers += shared(make, parts[len(large) :], processes, count)
            else:
                answers = [make(part) for part in parts]
            for part, answer in zip(parts, answers, strict=True):
                for index, record in zip(part, answer, strict=True):
                    records[index] = record

        again: Sequence[int] = stale
        self._find_places(jobs, again, press)
        for _ in range(volumes.ROUNDS):
            make_all(again)
            again = self._moved(jobs, {index: records[index] for index in again})
        return [self._placed(job, rec, folder) for job, rec in zip(jobs, records, strict=True)]

    def _find_places(self, jobs: Sequence[Job], indexes: Sequence[int], press: Press) -> None:
        """Lay out the volumes of the papers of which one is to be made, and note its places."""
        papers = sorted({jobs[index].paper for index in indexes if "places" in jobs[index].data})
        found = [job for job in jobs if job.paper in papers and "places" in job.data]
        for job in found:
            write_if_changed(self.root / self._data(job), _json(job.data))
        for paper in papers:
            chapters = [job.data["chapters"] for job in found if job.paper == paper]
            guess = volumes.guessed(chapters, {n: len(c) for n, c in self._contents.items()})
            write_if_changed(self.root / self._places(paper), _json(guess))

        def lay_out(job: Job) -> volumes.Places:
            return volumes.places(press, f"/{self._data(job)}", job.data["volume"])

        answers = shared(lay_out, found, 1)
        for paper in papers:
            known: volumes.Places = {}
            for job, places in zip(found, answers, strict=True):
                if job.paper == paper:
                    volumes.note(known, places)
            write_if_changed(self.root / self._places(paper), _json(known))

    def _known(self, paper: str) -> volumes.Places:
        found: volumes.Places = json.loads((self.root / self._places(paper)).read_text("utf-8"))
        return found

    def _moved(self, jobs: Sequence[Job], made: Mapping[int, Mapping[str, Any]]) -> list[int]:
        """Note the places that are not where they were said to be; return who named them."""
        found: list[int] = []
        for paper in sorted({jobs[index].paper for index, one in made.items() if one.get("moved")}):
            known = self._known(paper)
            changed: set[str] = set()
            for index, one in made.items():
                if jobs[index].paper == paper and one.get("moved"):
                    changed |= volumes.note(known, one["moved"])
            write_if_changed(self.root / self._places(paper), _json(known))
            for index, job in enumerate(jobs):
                if job.paper == paper and "places" in job.data:
                    texts = (self._contents[name] for name in job.documents)
                    if any(changed & volumes.named(text) for text in texts):
                        found.append(index)
        return found

    @staticmethod
    def _data(job: Job) -> str:
        return f"data/{job.paper}/{job.name}.json"

    def _strayed(self, job: Job, press: Press) -> volumes.Places:
        """Return the places of a volume that was made last, where the book was told of others."""
        if "places" not in job.data:
            return {}
        found = volumes.numbered(press.told("places"), job.data["volume"])
        return found if volumes.note(self._known(job.paper), found) else {}

    def _kept(self, job: Job) -> Path:
        return self.root / "made" / job.paper / f"{job.name}.pdf"

    def _record(self, job: Job, digest: str) -> dict[str, Any]:
        """Return what is known of a PDF that need not be made again, or nothing."""
        kept = self._kept(job)
        record = _read_record(kept.with_suffix(".json"))
        return record if record.get("digest") == digest and kept.is_file() else {}

    def _placed(
        self, job: Job, record: Mapping[str, Any], folder: Path
    ) -> tuple[PdfOutput | None, list[Problem]]:
        """Put a PDF that is made where readers will find it."""
        problems = [Problem(**problem) for problem in record["problems"]]
        if record.get("failed"):
            return None, problems
        target = folder if job.paper == self._settings.papers[0] else folder / job.paper
        path = target / f"{job.name}.pdf"
        write_if_changed(path, self._kept(job).read_bytes())
        pages, seconds = int(record["pages"]), float(record.get("seconds", 0.0))
        facts = (path, job.kind, job.paper, pages, job.docname, seconds, job.documents)
        return PdfOutput(*facts), problems

    def _compile(self, job: Job, press: Press, digest: str) -> dict[str, Any]:
        """Compile one PDF; one that fails leaves the last good file, and is tried again."""
        begin = time.perf_counter()
        kept = self._kept(job)
        data = self._data(job)
        write_if_changed(self.root / data, _json(job.data))
        result = self._fitted(job, press, {"data": f"/{data}"})
        if result.pdf is None:
            placed = self._located(job, press, result.problems)
            return {"failed": True, "problems": [asdict(problem) for problem in placed]}
        problems = [asdict(problem) for problem in result.problems]
        packed, pages = _packed(result.pdf, job.data.get("content", ""))
        # On another paper the same words are tagged in the same way: only lines and pages differ.
        judged = job.paper == self._settings.papers[0]
        if judged and (wrong := breaches(packed, self._sources.get(job.docname, ""))):
            problems += [asdict(problem) for problem in wrong]
            return {"failed": True, "problems": problems}
        moved = self._strayed(job, press)
        record = {"digest": digest, "pages": pages, "problems": problems}
        write_if_changed(kept, packed)
        write_if_changed(kept.with_suffix(".json"), _json(record))
        return {**record, "moved": moved, "seconds": time.perf_counter() - begin}

    def _fitted(self, job: Job, press: Press, inputs: dict[str, str]) -> Result:
        """Compile a PDF; a handout once more, as what it leaves free on its last pages is known."""
        main = f"templates/{job.kind}.typ"
        room = self.root / str(job.data.get("room", "")).lstrip("/")
        if "room" not in job.data:
            return press.compile(main, inputs, job.documents)
        write_if_changed(room, b"{}")
        first = press.compile(main, inputs, job.documents)
        before = press.told("measures") if first.pdf is not None else {}
        left = rooms(before)
        if not left:
            return first
        write_if_changed(room, _json(left))
        second = press.compile(main, inputs, job.documents)
        kept = second.pdf is not None and keeps_pages(before, press.told("measures"))
        return second if kept else first

    def _located(self, job: Job, press: Press, problems: Sequence[Problem]) -> list[Problem]:
        """Find the documents behind problems without a place, by compiling each one alone."""
        if all(problem.path for problem in problems):
            return list(problems)
        if job.kind != "book" or len(job.data["chapters"]) == 1:
            source = self._sources.get(job.docname, "")
            return [problem if problem.path else replace(problem, path=source)
                    for problem in problems]  # fmt: skip
        found = [problem for problem in problems if problem.path]
        for chapter in job.data["chapters"]:
            data = {**job.data, "chapters": [{**chapter, "offset": 0}], "docs": [chapter["doc"]]}
            name = f"data/{job.paper}/alone.json"
            write_if_changed(self.root / name, _json(data))
            inputs = {"data": f"/{name}"}
            result = press.compile(f"templates/{job.kind}.typ", inputs, (chapter["doc"],))
            if result.pdf is None:
                source = self._sources.get(chapter["doc"], "")
                found += [problem if problem.path else replace(problem, path=source)
                          for problem in result.problems]  # fmt: skip
        return found or list(problems)

    def _digest(self, job: Job, common: Sequence[str]) -> str:
        """Return a digest of all that a PDF is made of; images are named by their digest."""
        digest = hashlib.sha256(_json(job.data))
        for part in (*common, *(self._contents[name] for name in (*job.documents, *job.others))):
            digest.update(hashlib.sha256(part.encode()).digest())
        return digest.hexdigest()


def _parts(jobs: Sequence[Job], stale: Sequence[int], processes: int) -> list[Sequence[int]]:
    """Return which jobs each process does: a book alone, since it takes longest, or handouts."""
    books = [index for index in stale if jobs[index].kind == "book"]
    others = [index for index in stale if jobs[index].kind != "book"]
    return [*([index] for index in books), *groups(others, processes, _MOST)]


def _packed(pdf: bytes, mark: str = "") -> tuple[bytes, int]:
    """Return a PDF with its objects in compressed streams, and its number of pages.

    ``mark`` is that of its content, by which a reader of the file can tell it from an older one.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        if mark:
            document.docinfo[MARK_KEY] = mark
        mend(document)
        # That nothing is suspect is the default; some readers stumble over its being said.
        marks = document.Root.get("/MarkInfo")
        if marks is not None and "/Suspects" in marks and not marks["/Suspects"]:
            del marks["/Suspects"]
        out = BytesIO()
        document.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=False,
            deterministic_id=True, fix_metadata_version=False,
        )  # fmt: skip
        return out.getvalue(), len(document.pages)


def _json(data: object) -> bytes:
    return json.dumps(_shown(data), ensure_ascii=False, indent=1, sort_keys=True).encode()


def _shown(data: object) -> object:
    """Return data whose texts hold only characters that a page can show."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: _shown(item) for key, item in data.items()}
    return [_shown(item) for item in data] if isinstance(data, list | tuple) else data


def _read_record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def write_if_changed(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there, unless it already holds these bytes."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
