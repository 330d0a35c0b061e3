"""Pictures drawn at build time: a card for each brief and the book, and the icons of the site."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import typst
from briefbook import __version__
from briefbook.dates import show_date
from briefbook.exports.book import current
from briefbook.files import write_whole
from briefbook.parallel import groups, shared, stay_here
from briefbook.register import register_of
from briefbook.typst.typefaces import fonts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx

    from briefbook.exports.model import Brief

WIDTH, HEIGHT = 1200, 630
"""Of a card, in pixels: the shape in which all that show links show pictures."""
_HERE = Path(__file__).parent
_TOUCH, _SMALL = 180, 32
_MOST = 100  # pictures that one process draws


def card_path(brief: Brief | None) -> str:
    """Return the place of a brief's card below the site's root, or of the whole book's."""
    return f"cards/{brief.slug}.png" if brief else "card.png"


def icon_source(app: Sphinx) -> Path | None:
    """Return the drawing of the site's icon, or None where it is no drawing."""
    name = str(app.config.html_favicon or "")
    path = Path(app.confdir) / name
    return path if path.suffix == ".svg" and path.is_file() else None


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    out, studio = Path(app.outdir), _Studio(Path(app.doctreedir) / "cards")
    for path, data in _cards(app).items():
        studio.card(data, out / path)
    if (icon := icon_source(app)) is not None:
        studio.icons(icon, out)
    studio.close(app.parallel)


def _cards(app: Sphinx) -> dict[str, dict[str, str]]:
    """Return what is written on each card, by its place."""
    book = current(app)
    records = {record.slug: record for record in register_of(app.env).briefs.values()}
    found = {card_path(None): _card("", book.title, book.subtitle, "", "")}
    for brief in book.briefs:
        state = {"draft": "Draft", "in-review": "In review"}.get(brief.status, "")
        over = " · ".join(filter(None, (f"Brief {brief.number}", state)))
        date = show_date(records[brief.slug].metadata.as_of)
        under = f"Information as of {date}"
        found[card_path(brief)] = _card(book.title, brief.title, brief.question, over, under)
    return found


def _card(book: str, title: str, text: str, over: str, under: str) -> dict[str, str]:
    return {"book": book, "title": title, "text": text, "over": over, "under": under}


@dataclass(frozen=True)
class _Drawing:
    """A picture to draw: where it goes, by which template, and an icon's size in pixels."""

    target: Path
    template: str
    inputs: dict[str, str]
    size: int = 0


class _Studio:
    """Draws what has changed since the last run; ``folder`` is where it remembers and works."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = folder / "drawn.json"
        known = json.loads(self._kept.read_text(encoding="utf-8")) if self._kept.is_file() else {}
        self._before: dict[str, str] = known
        self._now: dict[str, str] = {}
        self._todo: list[_Drawing] = []
        self._compiler: typst.Compiler | None = None

    def card(self, data: Mapping[str, str], target: Path) -> None:
        """Have a card drawn."""
        if self._is_new(target, json.dumps(data, sort_keys=True).encode()):
            self._todo.append(_Drawing(target, "card.typ", {"card": json.dumps(data)}))

    def icons(self, source: Path, out: Path) -> None:
        """Have the icon drawn in the sizes that programs ask for by name."""
        drawing = source.read_bytes()
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "icon.svg").write_bytes(drawing)
        for name, size in (("apple-touch-icon.png", _TOUCH), ("favicon.ico", _SMALL)):
            if self._is_new(out / name, drawing):
                self._todo.append(_Drawing(out / name, "icon.typ", {"size": str(size)}, size))

    def close(self, processes: int) -> None:
        """Draw what is new, and remember what was drawn."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(_HERE.glob("*.typ")):
            shutil.copyfile(path, self._folder / path.name)
        if processes > 1:
            shared(self._put_all, groups(self._todo, processes, _MOST), processes)
        else:
            self._put_all(self._todo)
        write_whole(self._kept, json.dumps(self._now, indent=0, sort_keys=True))

    def _is_new(self, target: Path, content: bytes) -> bool:
        digest = hashlib.sha256(f"{__version__} {metadata.version('typst')}\n".encode() + content)
        key = f"{target.parent.name}/{target.name}"
        self._now[key] = digest.hexdigest()
        return self._before.get(key) != digest.hexdigest() or not target.is_file()

    def _put_all(self, drawings: Sequence[_Drawing]) -> None:
        for one in drawings:
            png = self._draw(one.template, one.inputs)
            _put(one.target, as_ico(png, one.size) if one.target.suffix == ".ico" else png)

    def _draw(self, template: str, inputs: dict[str, str]) -> bytes:
        stay_here()
        if self._compiler is None:
            fonts = fonts_of([])
            self._compiler = typst.Compiler(
                root=str(self._folder), font_paths=fonts, ignore_system_fonts=True
            )
        made = self._compiler.compile(
            str(self._folder / template), format="png", ppi=72.0, sys_inputs=inputs
        )
        return bytes(made)  # type: ignore[arg-type]  # one page is one picture


def as_ico(png: bytes, size: int) -> bytes:
    """Return a PNG of ``size`` by ``size`` pixels, below 256, as a file of icons with one in it."""
    head = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), len(head) + 16)
    return head + entry + png


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def setup(app: Sphinx) -> None:
    """Draw once the pages are written."""
    app.connect("build-finished", _write, priority=320)
