"""The settings of the PDFs in conf.py, read once into one record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config

PAPERS = ("a4", "us-letter")
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
    theme: dict[str, Any]
    templates: Path | None
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
    """Return the settings, or raise ConfigError where one makes no sense."""
    papers = tuple(config.briefbook_papers)
    unknown = [paper for paper in papers if paper not in PAPERS]
    if unknown or not papers:
        wrong = (
            f"'{unknown[0]}' in briefbook_papers is no paper"
            if unknown
            else ("briefbook_papers is empty")
        )
        raise ConfigError(f"{wrong}; use one or more of {', '.join(PAPERS)}")
    templates = str(config.briefbook_pdf_templates or "")
    return Settings(
        papers=tuple(dict.fromkeys(papers)),
        exclude=tuple(config.briefbook_book_exclude),
        title=str(config.briefbook_title or config.project),
        subtitle=str(config.briefbook_subtitle),
        date=_date(config.briefbook_date),
        marking=str(config.briefbook_marking),
        publisher=str(config.briefbook_publisher),
        fonts=tuple(
            _folder(srcdir, name, "briefbook_pdf_fonts") for name in config.briefbook_pdf_fonts
        ),
        theme=dict(config.briefbook_pdf_theme),
        templates=_folder(srcdir, templates, "briefbook_pdf_templates") if templates else None,
        web=str(config.html_baseurl or ""),
        language=str(config.language or "en"),
    )


def _date(value: object) -> dt.date | None:
    if not value:
        return None
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise ConfigError(
            f"briefbook_date is '{value}'; write the edition's date as 2026-11-22"
        ) from None


def _folder(srcdir: Path, name: str, setting: str) -> Path:
    path = srcdir / name
    if not path.is_dir():
        raise ConfigError(f"{setting} names '{name}', which is no folder; correct the path")
    return path


def setup(app: Sphinx) -> None:
    """Register the settings; pages show which PDFs there are, and none changes the reading."""
    add = app.add_config_value
    add("briefbook_pdf", default=True, rebuild="html", types=frozenset({bool}))
    add("briefbook_papers", default=list(PAPERS), rebuild="html", types=frozenset({list, tuple}))
    add("briefbook_book_exclude", default=["docs/guide/**"], rebuild="",
        types=frozenset({list, tuple}))  # fmt: skip
    for name in ("title", "subtitle", "date", "marking", "publisher"):
        if f"briefbook_{name}" not in app.config:
            # Notices in the briefs depend on the date: they are read anew where it changes.
            add(f"briefbook_{name}", default="", rebuild="env" if name == "date" else "",
                types=frozenset({str, dt.date}))  # fmt: skip
    add("briefbook_pdf_fonts", default=[], rebuild="", types=frozenset({list, tuple}))
    add("briefbook_pdf_theme", default={}, rebuild="", types=frozenset({dict}))
    add("briefbook_pdf_templates", default="", rebuild="", types=frozenset({str}))
