"""Has Pagefind index the site at the end of every build that changed what can be found."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pagefind.service import get_executable

from briefbook.files import write_whole
from briefbook.findings import report
from briefbook.parallel import apart
from briefbook.search.collect import collect, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

FOLDER = "pagefind"
"""Where the index is, below the site's root."""
BOOK = "book.json"
"""What the page knows beside the index: the words of the book, and which result is of which group.

Pagefind could tell groups apart by itself, but writes them in another order on every run.
"""
# What is published: ready-made user interfaces, four times as large as the rest, are not.
_KEPT = (
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "*.pf_meta",
    "wasm.*",
    "fragment",
    "index",
)
# Copied with every theme, and used by nothing but Sphinx's own search.
_OF_SPHINX = ("searchtools.js", "language_data.js")
_RULE, _LONGEST = "search-index", 300
_THRIFT = {"_RJEM_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0"}
"""Has Pagefind's allocator, jemalloc, give memory back at once.

At 1,000 briefs it takes 0.87 GB instead of 1.05, in the same time.
"""


class _Collected(NamedTuple):
    """What is known of all that can be found, without the texts, which stand in files."""

    digest: str
    words: list[str]
    groups: dict[str, str]


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    for name in _OF_SPHINX:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)
    work, out = Path(app.doctreedir) / "search", Path(app.outdir) / FOLDER
    kept = Path(app.doctreedir) / "search.digest"
    before = kept.read_text(encoding="utf-8") if out.is_dir() and kept.is_file() else ""
    # The texts of a large book fill much memory, as Pagefind does after it.
    found = apart(partial(_collected, app, work, before))
    if found.digest == before:
        return
    kept.unlink(missing_ok=True)
    shutil.rmtree(out, ignore_errors=True)
    if found.groups and _run(work):
        _publish(work / "out", out)
        beside = {"words": found.words, "groups": _groups(out, found.groups)}
        text = json.dumps(beside, ensure_ascii=False, separators=(",", ":"))
        write_whole(out / BOOK, text)
        write_whole(kept, found.digest)
    shutil.rmtree(work, ignore_errors=True)


def _collected(app: Sphinx, work: Path, before: str) -> _Collected:
    """Collect what can be found, and write it for Pagefind unless it has the digest ``before``."""
    found = list(collect(app))
    pages = [entry.page(str(app.config.language or "en")) for entry in found]
    if (digest := _digest(pages)) != before:
        shutil.rmtree(work, ignore_errors=True)
        (work / "in").mkdir(parents=True)
        # Names in a fixed order: files, words and results of the index follow them.
        for number, page in enumerate(pages):
            (work / "in" / f"{number:06}.html").write_text(page, encoding="utf-8")
    return _Collected(digest, words(found), {entry.address: entry.group for entry in found})


def _digest(pages: list[str]) -> str:
    found = hashlib.sha256(metadata.version("pagefind").encode())
    for page in pages:
        found.update(hashlib.sha256(page.encode()).digest())
    return found.hexdigest()


def _run(work: Path) -> bool:
    """Return whether Pagefind has made an index of the folder ``in`` in the folder ``out``."""
    program = get_executable()
    if program is None:
        message = "the search index was not made: Pagefind is not installed"
        report(_RULE, message, "install the package 'pagefind[bin]'")
        return False
    command = [str(program), "--site", "in", "--output-path", "out", "--quiet"]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=work, env=os.environ | _THRIFT
    )
    if run.returncode:
        said = " ".join((run.stderr or run.stdout).split())[:_LONGEST]
        message = f"the search index was not made: {said or 'Pagefind says nothing'}"
        report(_RULE, message, "install the package 'pagefind[bin]' anew")
    return run.returncode == 0


def _publish(made: Path, out: Path) -> None:
    """Move the index, thousands of small files, to where it is published."""
    out.mkdir(parents=True)
    for pattern in _KEPT:
        for path in sorted(made.glob(pattern)):
            shutil.move(path, out / path.name)


def _groups(out: Path, of_address: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the names of all results by their group."""
    groups: dict[str, list[str]] = {}
    for path in sorted((out / "fragment").iterdir()):
        text = gzip.decompress(path.read_bytes())
        record = json.loads(text[text.index(b"{") :])
        groups.setdefault(of_address[record["meta"]["url"]], []).append(path.stem)
    return dict(sorted(groups.items()))


def setup(app: Sphinx) -> None:
    """Index the site once its pages are written, and before its PDFs, which take long."""
    app.connect("build-finished", _write, priority=310)
