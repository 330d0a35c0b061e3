"""The fingerprints as a build uses them: read once, and each quotation compared once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.register import register_of
from briefbook.sources.fingerprint import Quotation, Shelf, Status, Verdict, file_of, load_shelf
from briefbook.sources.fingerprint.text import split

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from briefbook.sources.fingerprint import Fingerprint

WHOLE = "the text"
UNUSABLE = "its fingerprint cannot be used"


def folder_of(env: BuildEnvironment) -> Path:
    """Return where the fingerprints are kept."""
    return Path(env.srcdir) / str(env.config.briefbook_fingerprints)


def text_of(env: BuildEnvironment, source_id: str) -> Path:
    """Return where the text of a source would be, which is kept out of the repository."""
    return file_of(Path(env.srcdir) / str(env.config.briefbook_texts), source_id).with_suffix(
        ".txt"
    )


@lru_cache(maxsize=4)
def _load(folder: Path, shown: str, stamps: tuple[tuple[str, int], ...]) -> Shelf:
    del stamps  # part of the key: a changed file is another shelf
    return load_shelf(folder, shown)


def shelf_of(env: BuildEnvironment) -> Shelf:
    """Return the fingerprints of a build."""
    folder = folder_of(env)
    stamps = tuple((path.name, _changed(path)) for path in sorted(folder.glob("*.json")))
    return _load(folder, str(env.config.briefbook_fingerprints), stamps)


def _changed(path: Path) -> int:
    """Return when a file was last changed, in ns; a link that leads nowhere has no such time."""
    return path.stat().st_mtime_ns if path.exists() else 0


def stamp_of(env: BuildEnvironment, source_id: str) -> str:
    """Return what identifies the files that decide on quotations from a source."""
    return _digest(file_of(folder_of(env), source_id)) + _digest(text_of(env, source_id))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else "-"


@dataclass(frozen=True)
class Checked:
    """A verdict, what the quotation was compared with, and what decided; see the record."""

    verdict: Verdict
    against: str
    stamp: str
    key: str
    total: int


def check(env: BuildEnvironment, source_id: str, quotation: str) -> Checked:
    """Return what is found about a quotation; raises ``QuotationError`` if it cannot be read."""
    parsed = Quotation.parse(quotation)
    stamp = stamp_of(env, source_id)
    words = "\n".join(" ".join(stretch) for stretch in parsed.stretches)
    key = hashlib.sha256(f"{source_id}\n{stamp}\n{words}".encode()).hexdigest()
    known = register_of(env).verdicts
    shelf = shelf_of(env)
    fingerprint = shelf.get(source_id)
    if fingerprint is None:
        reason = "" if shelf.lacks(source_id) else UNUSABLE
        verdict = Verdict(Status.UNCHECKED, length=parsed.length, reason=reason)
        known[key] = verdict
        return Checked(verdict, "", stamp, key, total=0)
    if key not in known:
        known[key] = _verdict(env, fingerprint, quotation)
    total = 0 if fingerprint.partial else fingerprint.words
    against = fingerprint.note if fingerprint.partial and fingerprint.note else WHOLE
    return Checked(known[key], against, stamp, key, total)


def _verdict(env: BuildEnvironment, fingerprint: Fingerprint, quotation: str) -> Verdict:
    """Return the verdict by the fingerprint; the text adds the words of a refusal.

    What is printed must not depend on who builds, so a text can refuse and never verify.
    """
    verdict = fingerprint.verify(quotation)
    path = text_of(env, fingerprint.source_id)
    if verdict.status is Status.VERIFIED or not path.is_file():
        return verdict
    paragraphs, _ = split(path.read_bytes().decode("utf-8", errors="replace"))
    try:
        by_text = fingerprint.verify(quotation, paragraphs)
    except LookupError:  # a text of another edition than the fingerprint's
        return verdict
    return by_text if by_text.status is Status.REFUSED else verdict
