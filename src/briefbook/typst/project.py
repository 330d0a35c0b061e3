"""The folder that Typst works in: sources written only when they change, and what to print."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from briefbook.typst import volumes
from briefbook.typst.chapters import chapters_of, handout_name
from briefbook.typst.code import code_for
from briefbook.typst.compiler import STANDARDS, digest_of_files
from briefbook.typst.markup import EMPTY
from briefbook.typst.typefaces import FONTS, families
from briefbook.typst.written import as_json, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.typst import settings
    from briefbook.typst.order import Place
    from briefbook.typst.translate import Translation

TEMPLATES = Path(__file__).parent / "templates"
BOOK = "briefing-book"


@dataclass(frozen=True)
class Job:
    """One PDF to make: its name without suffix, its paper, and what its template is told."""

    name: str
    kind: str
    paper: str
    docname: str
    documents: tuple[str, ...]
    data: dict[str, Any]
    is_huge: bool = False
    """Whether it is a volume that a document of more than its size makes much larger."""

    @property
    def data_file(self) -> str:
        """Where the template finds its data, below Typst's root."""
        return f"data/{self.paper}/{self.name}.json"

    @property
    def is_volume(self) -> bool:
        """Whether it is one of several volumes."""
        return "places" in self.data


class Project:
    """The sources of all PDFs, in one folder that is Typst's root."""

    def __init__(self, root: Path, config: settings.Settings, root_doc: str) -> None:
        self.root = root
        self.settings = config
        self.contents: dict[str, Translation] = {}
        """What is known of the text that Typst reads, by document; the text stands in a file."""
        self._root_doc = root_doc
        self._fonts = families(config.fonts)
        self.index: Mapping[str, Any] = {}
        self._templates = [TEMPLATES, *([config.templates] if config.templates else [])]

    # -- sources ---------------------------------------------------------------------------------

    def keep(self, translation: Translation) -> Translation:
        """Write the text of a translation to its file, and return what else is known of it."""
        known_as = json.dumps(translation.docname, ensure_ascii=False)
        head = f'#import "/templates/lib.typ": *\n#let xref = xref.with(from: {known_as})\n'
        text = f"{head}{translation.content}\n"
        data = text.encode()
        write_if_changed(self.root / volumes.content_file(translation.docname), data)
        digest = hashlib.sha256(data).hexdigest()
        return replace(translation, content=EMPTY, digest=digest, size=len(text))

    def write(self, translations: Mapping[str, Translation], images: Mapping[str, bytes]) -> None:
        """Write templates and images; what has not changed is left alone, what is left over goes.

        ``translations`` are those that `keep` has returned, all that there are.
        """
        self.contents = dict(translations)
        files: dict[str, bytes] = {}
        for folder in self._templates:
            for file in sorted(folder.rglob("*")):
                # A book's own theme holds some of the values, and may stand beside its templates.
                if file.is_file() and (folder == TEMPLATES or file.name != "theme.yaml"):
                    files[f"templates/{file.relative_to(folder).as_posix()}"] = file.read_bytes()
        files.update({name.lstrip("/"): data for name, data in images.items()})
        if self.settings.theme.logo is not None:
            files[self._theme()["logo"]] = self.settings.theme.logo.read_bytes()
        for name, data in files.items():
            write_if_changed(self.root / name, data)
        self._purge("content", set(map(volumes.content_file, translations)))
        self._purge("images", set(files))

    def _purge(self, folder: str, keep: set[str]) -> None:
        for file in (self.root / folder).rglob("*"):
            if file.is_file() and file.relative_to(self.root).as_posix() not in keep:
                file.unlink()

    def source(self, docname: str) -> str:
        """Return the file that a document comes from, or nothing where it is not printed."""
        return self.contents[docname].source if docname in self.contents else ""

    # -- jobs ------------------------------------------------------------------------------------

    def jobs(self, places: Sequence[Place], translations: Mapping[str, Translation]) -> list[Job]:
        """Return what there is to make: the book first, then a handout per brief."""
        found = []
        for paper in self.settings.papers:
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
        config = self.settings
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

    @property
    def logo(self) -> str:
        """Where Typst finds the book's logo below its root, or an empty string."""
        return str(self._theme().get("logo", ""))

    def _theme(self) -> dict[str, Any]:
        """Return the book's values of the theme; its picture is named by its digest."""
        theme = self.settings.theme
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
        sizes = {name: translations[name].size for name in documents}
        parts = volumes.cut(chapters, sizes, self.settings.volume)
        data = {
            **self._common("book", paper),
            "index": self.index,
            "licence": self.settings.licence,
            "briefs": sum(translations[name].is_brief for name in documents),
        }
        if len(parts) == 1:
            whole = {**data, "docs": list(documents), "chapters": chapters}
            return [Job(BOOK, "book", paper, self._root_doc, documents, whole)]
        folder = "" if paper == self.settings.papers[0] else f"{paper}/"
        data["volumes"] = volumes.described(BOOK, folder, parts)
        held = {chapter["doc"]: n for n, part in enumerate(parts, 1) for chapter in part}
        found = []
        for number, part in enumerate(parts, 1):
            own = tuple(chapter["doc"] for chapter in part)
            others = {name: volume for name, volume in held.items() if volume != number}
            name = volumes.name_of(BOOK, number)
            told = {
                "volume": number,
                "docs": list(own),
                "chapters": part,
                "elsewhere": others,
                "places": f"/{volumes.places_file(paper, name)}",
            }
            huge = volumes.is_huge(part, sizes, self.settings.volume)
            found.append(Job(name, "book", paper, self._root_doc, own, {**data, **told}, huge))
        return found

    def _handout(self, paper: str, name: str, translation: Translation) -> Job:
        common = self._common("handout", paper)
        data = {
            **common,
            "series": self.settings.title,
            "docs": [translation.docname],
            "brief": translation.masthead,
            "content": translation.mark,
            "path": f"/{volumes.content_file(translation.docname)}",
            "room": f"/data/{paper}/{name}.room.json",
            "code": code_for(self.settings.web and f"{common['web']}{translation.web}"),
        }
        return Job(name, "handout", paper, translation.docname, (translation.docname,), data)

    # -- digests ---------------------------------------------------------------------------------

    def digest(self, job: Job, places: volumes.Places) -> str:
        """Return a digest of all that a PDF is made of; images are named by their digest.

        ``places`` are those that it is told of.
        """
        digest = hashlib.sha256(as_json(job.data))
        digest.update(as_json(places))
        for part in (*self._common_parts, *(self.contents[name].digest for name in job.documents)):
            digest.update(hashlib.sha256(part.encode()).digest())
        return digest.hexdigest()

    @cached_property
    def _common_parts(self) -> list[str]:
        """What every PDF is made of."""
        return [
            digest_of_files([*self._templates, FONTS, *self.settings.fonts]),
            typst.__version__ if hasattr(typst, "__version__") else "",
            ",".join(STANDARDS),
            str(self.settings.timestamp),
        ]
