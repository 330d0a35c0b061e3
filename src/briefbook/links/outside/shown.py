"""Archived copies on the page: Robust Links, and the copy first where the original is gone.

See https://robustlinks.mementoweb.org for the attributes.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from briefbook.dates import show_date
from briefbook.library import library_of
from briefbook.links.outside import ledger as ledgers
from briefbook.links.outside.archive import day_of
from briefbook.links.outside.normal import normal
from briefbook.links.outside.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.library import Library

_DONE = "robust"


class Robust(NamedTuple):
    """What a page shows of an address besides itself.

    ``day`` is that of the copy, or that on which the address was read; ``dead`` is true where the
    original is not there any more.
    """

    copy: str = ""
    day: str = ""
    dead: bool = False


def ledger_file(env: BuildEnvironment) -> Path:
    """Return where the ledger is kept."""
    return Path(env.srcdir) / str(env.config.briefbook_links_ledger)


def robust_links(env: BuildEnvironment) -> Mapping[str, Robust]:
    """Return what the ledger and the sources know of copies, by address."""
    ledger = ledger_file(env)
    stamp = ledger.stat().st_mtime_ns if ledger.is_file() else 0
    return _known(library_of(env), ledger, str(env.config.briefbook_links_ledger), stamp)


@lru_cache(maxsize=4)
def _cached(path: Path, shown: str, stamp: int) -> ledgers.Ledger:
    del stamp  # part of the key: a changed file is another ledger
    try:
        return ledgers.load(path, shown)
    except ledgers.LedgerError:  # it is reported once, as a finding
        return ledgers.Ledger()


@lru_cache(maxsize=4)  # every page asks
def _known(library: Library, path: Path, shown: str, stamp: int) -> Mapping[str, Robust]:
    entries = _cached(path, shown, stamp).entries
    found = {
        address: Robust(entry.archive, _text(entry.archived or day_of(entry.archive)), dead)
        for address, entry in entries.items()
        if (dead := entry.verdict is Verdict.DEAD and bool(entry.archive)) or entry.archive
    }
    for source in library.bibliography.values():
        for address in map(normal, filter(None, (source.address, source.url))):
            if source.archive:
                entry = entries.get(address)
                dead = entry is not None and entry.verdict is Verdict.DEAD
                found[address] = Robust(source.archive, _text(day_of(source.archive)), dead)
            elif source.accessed and address not in found:
                found[address] = Robust(day=source.accessed)
    return MappingProxyType(found)


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def digest(env: BuildEnvironment) -> str:
    """Return what identifies all that pages show of it, so that they are written anew."""
    return hashlib.sha256(repr(sorted(robust_links(env).items())).encode()).hexdigest()


def show_copies(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the copy to every link of a page whose address has one."""
    del docname
    known = robust_links(app.env)
    if not known:
        return
    for node in list(doctree.findall(nodes.reference)):
        robust = known.get(normal(str(node.get("refuri", ""))))
        if robust and _DONE not in node:
            _show(node, robust)


def _show(node: nodes.reference, robust: Robust) -> None:
    original = str(node["refuri"])
    node[_DONE] = (original, robust.copy, robust.day)
    if not robust.copy or not isinstance(node.parent, nodes.TextElement):
        return
    beside = _link("archived copy", robust.copy, node[_DONE])
    parent = node.parent
    at = parent.index(node)
    if robust.dead:
        on = f" of {show_date(_day(robust.day))}" if robust.day else ""
        beside[0] = nodes.Text(f"archived copy{on}")
        before: list[nodes.Node] = [beside, nodes.Text(" (the original is gone: ")]
        parent[at : at + 1] = [
            nodes.inline("", "", *before, node, nodes.Text(")"), classes=["gone-link"])
        ]
    else:
        note = nodes.inline(
            "", "", nodes.Text(" ("), beside, nodes.Text(")"), classes=["archived-copy"]
        )
        parent.insert(at + 1, note)


def _day(text: str) -> date:
    from datetime import date as made  # noqa: PLC0415  # the name is that of a type above

    return made.fromisoformat(text)


def _link(text: str, address: str, robust: tuple[str, str, str]) -> nodes.reference:
    made = nodes.reference("", text, refuri=address, internal=False)
    made[_DONE] = robust
    return made


def visit_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """Write a link as Sphinx does, with the attributes of a robust one."""
    at = len(self.body)
    HTML5Translator.visit_reference(self, node)
    if _DONE in node and at < len(self.body):
        original, copy, day = node[_DONE]
        given = {"originalurl": original, "versionurl": copy, "versiondate": day}
        attributes = "".join(f' data-{k}="{escape(v)}"' for k, v in given.items() if v)
        self.body[at] = self.body[at].replace("<a ", f"<a{attributes} ", 1)


def depart_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """Close a link."""
    HTML5Translator.depart_reference(self, node)
