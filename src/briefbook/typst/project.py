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
    """One PDF to make: its name without suffix, its paper, and what its template is told."""

    name: str
    kind: str
    paper: str
    docname: str
    documents: tuple[str, ...]
    data: dict[str, Any]


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
            head = '#import "/templates/lib.typ": *\n'
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
            found.append(self._book(paper, places, translations))
            taken: set[str] = {BOOK}
            for _docname, translation in sorted(translations.items()):
                if translation.is_brief:
                    name = _handout_name(translation, taken)
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

    def _book(
        self, paper: str, places: Sequence[Place], translations: Mapping[str, Translation]
    ) -> Job:
        chapters = list(_chapters(places, translations))
        documents = tuple(place.docname for place in places if place.docname in translations)
        data = {
            **self._common("book", paper),
            "docs": list(documents),
            "chapters": chapters,
            "index": self.index,
            "licence": self._settings.licence,
            "briefs": sum(translations[name].is_brief for name in documents),
        }
        return Job(BOOK, "book", paper, self._root_doc, documents, data)

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

        parts = _parts(jobs, stale, processes)
        if processes > 1 or len(self._contents) > _MANY:
            answers = shared(make, parts, processes, count)
        else:
            answers = [make(part) for part in parts]
        for part, answer in zip(parts, answers, strict=True):
            for index, record in zip(part, answer, strict=True):
                records[index] = record
        return [self._placed(job, rec, folder) for job, rec in zip(jobs, records, strict=True)]

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
        data = f"data/{job.paper}/{job.name}.json"
        write_if_changed(self.root / data, _json(job.data))
        result = self._fitted(job, press, {"data": f"/{data}"})
        if result.pdf is None:
            placed = self._located(job, press, result.problems)
            return {"failed": True, "problems": [asdict(problem) for problem in placed]}
        problems = [asdict(problem) for problem in result.problems]
        packed, pages = _packed(result.pdf, job.data.get("content", ""))
        wrong = breaches(packed, self._sources.get(job.docname, ""))
        if wrong:
            problems += [asdict(problem) for problem in wrong]
            return {"failed": True, "problems": problems}
        record = {"digest": digest, "pages": pages, "problems": problems}
        write_if_changed(kept, packed)
        write_if_changed(kept.with_suffix(".json"), _json(record))
        return {**record, "seconds": time.perf_counter() - begin}

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
        for part in (*common, *(self._contents[name] for name in job.documents)):
            digest.update(hashlib.sha256(part.encode()).digest())
        return digest.hexdigest()


def _parts(jobs: Sequence[Job], stale: Sequence[int], processes: int) -> list[Sequence[int]]:
    """Return which jobs each process does: a book alone, since it takes longest, or handouts."""
    books = [index for index in stale if jobs[index].kind == "book"]
    others = [index for index in stale if jobs[index].kind != "book"]
    return [*([index] for index in books), *groups(others, processes, _MOST)]


def _chapters(
    places: Sequence[Place], translations: Mapping[str, Translation]
) -> list[dict[str, Any]]:
    """Return the documents with the level of their headings: never two below the one before."""
    found: list[dict[str, Any]] = []
    offsets: list[int] = []  # heading level above the documents, by depth in the tables of contents
    for place in places:
        translation = translations.get(place.docname)
        if translation is None:
            continue
        depth = max(place.depth - 1, 0)  # the root document is a chapter like its children
        del offsets[depth + 1 :]
        while len(offsets) <= depth:
            offsets.append(offsets[-1] if offsets else 0)
        offset = offsets[depth]
        offsets.append(offset + 1 if translation.has_heading else offset)
        found.append(
            {
                "doc": place.docname,
                "title": translation.title,
                "path": f"/content/{place.docname}.typ",
                "offset": offset,
                "brief": translation.is_brief,
            }
        )
    return found


def _handout_name(translation: Translation, taken: set[str]) -> str:
    """Return a handout's file name without suffix, as its page links to it where it says so."""
    given = str(translation.masthead.get("handout", "") or "")
    name = Path(given).stem if given else translation.docname.rsplit("/", 1)[-1]
    return name if name not in taken else translation.docname.replace("/", "-")


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
