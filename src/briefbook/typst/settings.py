"""The settings of the PDFs in conf.py, read once into one record."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.conf_place import BadSettingError
from briefbook.findings import did_you_mean
from briefbook.papers import PAPERS
from briefbook.typst.own_files import check_fonts, check_templates
from briefbook.typst.theme import Theme, read_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# What stands in a file that carries no edition date: PDF has no way to say "unknown".
_NO_DATE = dt.date(2000, 1, 1)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December")  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What conf.py says about the PDFs."""

    papers: tuple[str, ...]
    exclude: tuple[str, ...]
    title: str
    subtitle: str
    date: dt.date | None
    marking: str
    publisher: str
    fonts: tuple[Path, ...]
    theme: Theme
    templates: Path | None
    sides: int
    volume: int
    front: tuple[str, ...]
    licence: str
    web: str
    language: str

    @property
    def timestamp(self) -> int:
        """Seconds of the edition date: the one time that a file carries."""
        day = self.date or _NO_DATE
        return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())

    @property
    def date_words(self) -> str:
        """The edition date as printed, such as ``22 November 2026``, or an empty string."""
        return words_for_date(self.date.isoformat()) if self.date else ""


def words_for_date(iso: str) -> str:
    """Return ``22 November 2026`` for ``2026-11-22``; anything else comes back as it is."""
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def read(config: Config, srcdir: Path) -> Settings:
    """Return the settings, or raise BadSettingError where one makes no sense."""
    fonts = tuple(_fonts(srcdir, name) for name in config.briefbook_pdf_fonts)
    theme = _theme(config, srcdir, fonts)
    given = config.briefbook_papers
    if isinstance(given, str):  # from Sphinx's command line
        given = given.split(",")
    papers = tuple(theme.papers or PAPERS if given is None else given)
    for paper in (paper for paper in papers if paper not in PAPERS):
        message, remedy = f"'{paper}' in briefbook_papers is no paper", _papers(paper)
        raise BadSettingError("briefbook_papers", message, remedy, paper)
    if not papers:
        raise BadSettingError("briefbook_papers", "briefbook_papers is empty", _papers())
    templates = str(config.briefbook_pdf_templates or "")
    sides = config.briefbook_sides
    return Settings(
        papers=tuple(dict.fromkeys(papers)),
        exclude=tuple(config.briefbook_book_exclude),
        title=str(config.briefbook_title or config.project),
        subtitle=str(config.briefbook_subtitle),
        date=_date(config.briefbook_date),
        marking=str(config.briefbook_marking),
        publisher=str(config.briefbook_publisher),
        fonts=fonts,
        theme=theme,
        templates=_templates(srcdir, templates) if templates else None,
        sides=theme.sides if sides is None else _sides(sides),
        volume=_volume(config.briefbook_book_volume),
        front=tuple(config.briefbook_book_front),
        licence=str(config.briefbook_licence),
        web=str(config.html_baseurl or ""),
        language=str(config.language or "en"),
    )


def _theme(config: Config, srcdir: Path, fonts: tuple[Path, ...]) -> Theme:
    """Return the theme that is named, or the one that stands beside the book's own templates."""
    beside = f"{config.briefbook_pdf_templates}/theme.yaml"
    setting = config.briefbook_pdf_theme
    if not setting and config.briefbook_pdf_templates and (srcdir / beside).is_file():
        setting = beside
    return read_theme(setting, srcdir, fonts)


def _fonts(srcdir: Path, name: str) -> Path:
    folder = _folder(srcdir, name, "briefbook_pdf_fonts")
    check_fonts(folder, srcdir)
    return folder


def _templates(srcdir: Path, name: str) -> Path:
    folder = _folder(srcdir, name, "briefbook_pdf_templates")
    check_templates(folder, srcdir)
    return folder


def _papers(given: str = "") -> str:
    return did_you_mean(given.lower(), PAPERS) if given else f"use one of: {', '.join(PAPERS)}"


def _sides(value: object) -> int:
    if str(value) in {"1", "2"}:
        return int(str(value))
    message = f"briefbook_sides is '{value}'"
    raise BadSettingError("briefbook_sides", message, "write 1, or 2 for double-sided printing")


def _volume(value: object) -> int:
    least = 20
    if isinstance(value, int) and (value == 0 or value >= least):
        return value
    message = f"briefbook_book_volume is {value!r}"
    remedy = f"write about how many pages a volume may have, {least} at least; 0 for one volume"
    raise BadSettingError("briefbook_book_volume", message, remedy)


def _date(value: object) -> dt.date | None:
    if not value:
        return None
    try:
        if _ISO.fullmatch(str(value)):  # Python reads other forms as well, which nobody else does
            return dt.date.fromisoformat(str(value))
        message = f"briefbook_date is '{value}'"
    except ValueError:
        message = f"briefbook_date is '{value}', which is not in the calendar"
    remedy = "write the edition's date as YYYY-MM-DD, such as 2026-11-22"
    raise BadSettingError("briefbook_date", message, remedy)


def _folder(srcdir: Path, name: str, setting: str) -> Path:
    path = srcdir / name
    if not path.is_dir():
        message = f"{setting} names '{name}', which is no folder"
        raise BadSettingError(setting, message, "correct the path", name)
    return path


def _check(app: Sphinx, config: Config) -> None:
    """Read the settings before anything is done, so that a check finds what a build would."""
    # What the pages say of the papers is what the theme says, where conf.py says nothing.
    config.briefbook_papers = list(read(config, Path(app.srcdir)).papers)


def setup(app: Sphinx) -> None:
    """Register the settings; pages show which PDFs there are, and none changes the reading."""
    add = app.add_config_value
    add("briefbook_pdf", default=True, rebuild="html", types=frozenset({bool}))
    add("briefbook_papers", default=None, rebuild="html", types=frozenset({list, tuple, str}))
    add("briefbook_book_exclude", default=["docs/guide/**"], rebuild="",
        types=frozenset({list, tuple}))  # fmt: skip
    for name in ("title", "subtitle", "date", "marking", "publisher"):
        if f"briefbook_{name}" not in app.config:
            # Notices in the briefs depend on the date: they are read anew where it changes.
            add(f"briefbook_{name}", default="", rebuild="env" if name == "date" else "",
                types=frozenset({str, dt.date}))  # fmt: skip
    add("briefbook_pdf_fonts", default=[], rebuild="", types=frozenset({list, tuple}))
    add("briefbook_pdf_theme", default="", rebuild="", types=frozenset({dict, str}))
    add("briefbook_only_brief", default=0, rebuild="", types=frozenset({int}))
    add("briefbook_sides", default=None, rebuild="", types=frozenset({int, str}))
    add("briefbook_book_volume", default=200, rebuild="", types=frozenset({int}))
    add("briefbook_book_front", default=["docs/reading-guide", "docs/judgements"], rebuild="",
        types=frozenset({list, tuple}))  # fmt: skip
    add("briefbook_licence", default="", rebuild="", types=frozenset({str}))
    add("briefbook_pdf_templates", default="", rebuild="", types=frozenset({str}))
    app.connect("config-inited", _check)
