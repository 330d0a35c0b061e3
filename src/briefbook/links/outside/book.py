"""A book as the check of its web addresses sees it: settings, addresses, quotations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from briefbook.build.errors import CannotRunError
from briefbook.build.settings import book_settings
from briefbook.build.workspace import Workspace
from briefbook.conf_place import line_of
from briefbook.findings import Finding
from briefbook.links.outside import settings as read
from briefbook.links.outside.addresses import addresses
from briefbook.links.outside.normal import normal
from briefbook.links.outside.run import Book
from briefbook.sources import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefbook.links.outside.settings import Ignore, Settings
    from briefbook.sources import Bibliography

DEFAULT = "sources/links.toml"
SOURCES = "sources/sources.yaml"


def settings_of(root: Path) -> tuple[dict[str, Any], Settings, Sequence[Ignore]]:
    """Return what conf.py says, and of that what the check of addresses goes by.

    Raises `CannotRunError` with the line of what cannot be used.
    """
    given = book_settings(root)
    try:
        settings = read.read_settings(given.get(read.NAME, {}))
        ignores = read.read_ignores(given.get(read.IGNORE, {}))
    except read.SettingError as error:
        line = line_of(root / "conf.py", error.name)
        message, _, remedy = str(error).partition("; ")
        raise CannotRunError(Finding("conf.py", line, "config", message, remedy)) from None
    return given, settings, ignores


def book_of(root: Path, out: Path, book: Mapping[str, Any], settings: Settings) -> Book:
    """Return the book in ``root``, whose check is below ``out`` and found ``book``."""
    given, _, ignores = settings_of(root)
    path = root / str(given.get("briefbook_sources", SOURCES))
    shown = str(given.get(read.LEDGER, DEFAULT))
    uses = addresses(root, Workspace(out / ".check", "pages").doctrees, path)
    bibliography, _ = load(path)
    line = line_of(root / "conf.py", read.IGNORE)
    return Book(
        ledger=root / shown,
        shown=shown,
        uses=uses,
        settings=settings,
        quotations=_quotations(book, bibliography),
        ignores=ignores,
        ignores_line=line,
        copies={
            normal(address): source.archive
            for source in bibliography.values()
            for address in (source.address, source.url)
            if address and source.archive
        },
    )


def read_on(root: Path, uses: Mapping[str, object]) -> dict[str, date | None]:
    """Return the day on which each address was read, where its source says."""
    given = book_settings(root)
    bibliography, _ = load(root / str(given.get("briefbook_sources", SOURCES)))
    days: dict[str, date | None] = dict.fromkeys(uses)
    for source in bibliography.values():
        # A source that names its copy needs no other.
        for address in filter(None, (source.address, source.url)):
            if source.archive:
                days.pop(normal(address), None)
            elif source.accessed:
                days[normal(address)] = date.fromisoformat(source.accessed)
        if source.archive:
            days.pop(normal(source.archive), None)
    return days


def _quotations(book: Mapping[str, Any], bibliography: Bibliography) -> Mapping[str, Sequence[str]]:
    """Return what the book quotes word for word, by the address of its source."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for quotation in book["quotations"]:
        source = bibliography.get(quotation["source"])
        if source and quotation["status"] == "verified":
            for address in {source.address, source.url} - {None}:
                found[normal(str(address))].append(quotation["text"])
    return {address: sorted(set(texts)) for address, texts in found.items()}
