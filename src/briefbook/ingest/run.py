"""One ingest: everything is worked out first, and then written in one step or not at all."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.drafts import Draft, file_name, next_number
from briefbook.drafts.brief import review_day
from briefbook.ingest import changes, draft, form, insert, record, statements
from briefbook.ingest.read import read
from briefbook.ingest.report import Report
from briefbook.ingest.write import write_all
from briefbook.sources.fingerprint import (
    Cost,
    Fingerprint,
    FingerprintError,
    Key,
    QuotationError,
    confirm,
    file_of,
    fingerprint,
    key_for,
    trace,
    words,
)
from briefbook.sources.fingerprint.file import dump
from briefbook.sources.fingerprint.text import join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from briefbook.ingest.article import Article, Paragraph
    from briefbook.ingest.book import Book
    from briefbook.ingest.fetch import Fetched
    from briefbook.sources.fingerprint import Tell

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*\Z")
_IGNORED = "# The texts of sources may not be republished; only their fingerprints are kept.\n*\n"


class RefusedError(Exception):
    """An ingest that would do harm to the book: why, and what to do, in one line."""


@dataclass(frozen=True)
class Wish:
    """What the person asked for; empty where the article or the book decides."""

    day: date
    source: str = ""
    title: str = ""
    name: str = ""
    kind: str = "press"
    archive: str = ""
    address: str = ""
    encoding: str = ""
    update: bool = False
    dry: bool = False


def ingest(fetched: Fetched, book: Book, wish: Wish, tell: Tell | None = None) -> Report:
    """Take an article into the book; raises `UnreadableError`, `RefusedError` and OSError.

    ``tell`` hears how far the fingerprint has come, which takes nearly all of the time.
    """
    address = wish.address or fetched.address
    article, paragraphs = read(
        fetched.data,
        fetched.name,
        media_type=fetched.media_type,
        address=address,
        encoding=wish.encoding,
        charset=fetched.charset,
    )
    source = wish.source or record.source_id(article, fetched.stem)
    if not _ID.match(source):
        raise RefusedError(f"'{source}' cannot be an id; use letters, digits and hyphens")
    again = _again(book, source, wish)
    found, passed = statements.find(paragraphs)
    sum_of_file = hashlib.sha256(fetched.data).hexdigest()
    files: dict[Path, tuple[str, str]] = {}
    sources = _read(book.sources)
    if again:
        new_sources = _updated(sources, source, sum_of_file, wish)
    else:
        fields = record.entry(
            article,
            source=source,
            title=_title(article, wish, source),
            kind=wish.kind,
            accessed=wish.day.isoformat(),
            sha256=sum_of_file,
            archive=wish.archive,
        )
        new_sources = _inserted(sources, record.usable(fields))
    # What can be refused is refused before the slow step.
    drafted = None if again else _draft(book, source, found, wish)
    cheap = wish.dry and not again
    print_now, print_before = _fingerprints(book, source, paragraphs, tell, cheap=cheap)
    files[book.sources] = (new_sources, "source record")
    files[file_of(book.fingerprints, source)] = (dump(print_now), "fingerprint")
    files[book.texts / ".gitignore"] = (_IGNORED, "keeps texts out of the repository")
    text_path = file_of(book.texts, source).with_suffix(".txt")
    files[text_path] = (_text(paragraphs), "text, for this machine alone")
    if drafted:
        path, text = drafted
        files[path] = (text, f"draft with {len(found)} claims")
    files = {path: value for path, value in files.items() if _read(path) != value[0]}
    if not wish.dry:
        write_all({path: text for path, (text, _) in files.items()})
    changed = changes.compare(print_before, print_now) if print_before else None
    return Report(
        source=source,
        article=article,
        paragraphs=paragraphs,
        statements=found,
        passed=passed,
        warnings=form.findings(article, paragraphs, fetched.name or address),
        files={book.shown(path): what for path, (_, what) in files.items()},
        sha256=sum_of_file,
        written=not wish.dry,
        changes=changed if again else None,
        touched=_touched(book, source, changed or [], print_before, print_now),
    )


def _read(path: Path) -> str:
    """Return the text of a file as it is, line ends included; empty where there is none."""
    return path.read_bytes().decode("utf-8", errors="surrogateescape") if path.is_file() else ""


def _again(book: Book, source: str, wish: Wish) -> bool:
    """Return whether the source is known already; refuse it unless an update was asked for."""
    try:
        known = source in insert.ids(_read(book.sources))
    except insert.InsertError as error:
        raise RefusedError(f"{book.shown(book.sources)}: {error}") from None
    if known and not wish.update:
        message = f"the book has a source '{source}' already"
        raise RefusedError(f"{message}; give --update for a new edition of it, or another --id")
    if wish.update and not known:
        message = f"the book has no source '{source}' to update"
        raise RefusedError(f"{message}; name it with --id, or leave --update out")
    return known


def _fingerprints(
    book: Book, source: str, paragraphs: Sequence[Paragraph], tell: Tell | None, *, cheap: bool
) -> tuple[Fingerprint, Fingerprint | None]:
    """Return the new fingerprint and the old one, if there is one that can be compared.

    A ``cheap`` one is for nobody to keep: it takes no time.
    """
    path = file_of(book.fingerprints, source)
    key = key_for(book.fingerprints)
    key = Key(key.salt, Cost(n=2, r=1, p=1)) if cheap else key
    try:
        before = Fingerprint.load(path) if path.is_file() else None
        texts = [paragraph.whole for paragraph in paragraphs]
        numbers = [paragraph.number for paragraph in paragraphs]
        now = fingerprint(texts, source_id=source, key=key, numbers=numbers, tell=tell)
    except FingerprintError as error:
        message = f"{book.shown(path)}: the fingerprint {error.message}; {error.remedy}"
        raise RefusedError(message) from None
    return _confirmed(now, texts, book.quoted(source)), before


def _confirmed(made: Fingerprint, texts: list[str], quoted: Sequence[str]) -> Fingerprint:
    """Return a fingerprint that knows the short phrases which the book quotes, and the pieces."""
    readable = []
    for phrase in quoted:
        try:
            made = confirm(made, texts, [phrase])
        except QuotationError:
            continue  # a build reports it at its line
        readable.append(phrase)
    return trace(made, readable)


def _inserted(text: str, fields: dict[str, object]) -> str:
    try:
        return insert.insert(text, fields)
    except insert.InsertError as error:
        raise RefusedError(str(error)) from None


def _updated(text: str, source: str, sha256: str, wish: Wish) -> str:
    try:
        return insert.update(text, source, sha256, wish.day.isoformat(), wish.archive)
    except insert.InsertError as error:
        raise RefusedError(str(error)) from None


def _title(article: Article, wish: Wish, source: str) -> str:
    return record.clean(wish.title or article.title) or source


def _text(paragraphs: Sequence[Paragraph]) -> str:
    kept = [paragraph for paragraph in paragraphs if words(paragraph.whole)]
    return join([p.whole for p in kept], [p.number for p in kept])


def _draft(
    book: Book, source: str, found: Sequence[statements.Statement], wish: Wish
) -> tuple[Path, str]:
    """Return the path and the text of the draft."""
    name = wish.name or file_name(source.replace("_", " ")) or "article"
    if file_name(name) != name:
        raise RefusedError(f"'{name}' cannot name a brief; use lower-case letters and hyphens")
    path = book.briefs / f"{name}.md"
    if path.exists():
        message = f"'{book.shown(path)}' is there already"
        raise RefusedError(f"{message}; choose another name with --name")
    prefix = draft.prefix_for(name, book.ids())
    made = Draft(
        title=f"Draft: the claims of {source}",
        name=name,
        number=next_number([*book.briefs.glob("*.md")]),
        day=wish.day,
        review=review_day(wish.day),
        yardstick=book.yardstick,
        extra=book.extra,
        prefix=prefix,
        claims=draft.claims(found, source, prefix),
    )
    return path, made.text()


def _touched(
    book: Book,
    source: str,
    changed: list[changes.Change],
    before: Fingerprint | None,
    now: Fingerprint,
) -> list[changes.Touched]:
    if before is None:
        return []
    found: list[changes.Touched] = []
    for path, text in book.documents():
        found += changes.claims(text, path, source, changed)
        found += changes.broken(text, path, source, before, now)
    return found
