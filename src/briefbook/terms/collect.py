"""Notes the entries and the passages of each document, and works out the uses once all are read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sphinx.util.matching import patmatch

from briefbook.findings import report
from briefbook.register import register_of
from briefbook.terms.entry import entries_of
from briefbook.terms.matcher import Matcher
from briefbook.terms.passages import passages
from briefbook.terms.uses import uses_in

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from briefbook.register import BriefDomain


WELL_KNOWN = ("EU", "NATO", "UK", "UN", "US", "USA")
"""Abbreviations that need no spelling out, unless the book says otherwise."""


def is_linked(docname: str, config: Config) -> bool:
    """Return whether terms are linked in a document."""
    return not any(patmatch(docname, pattern) for pattern in config.briefbook_terms_exclude)


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    domain, docname = register_of(app.env), app.env.current_document.docname
    domain.note_entries(docname, tuple(entries_of(doctree, docname)))
    off = str(app.env.metadata[docname].get("terms", "")).lower() in {"off", "false", "no"}
    if is_linked(docname, app.config) and not off:
        domain.note_passages(docname, passages(doctree))


def _work_out(app: Sphinx, env: BuildEnvironment) -> None:
    """Find the uses in every document whose text, or the glossary, has changed since last time."""
    domain = register_of(env)
    manual = tuple(app.config.briefbook_terms_manual)
    well_known = tuple(app.config.briefbook_abbreviations_known)
    names = [(entry.key, entry.aliases) for entry in domain.entries]
    glossary = repr((names, manual, well_known))
    matcher = Matcher(domain.entries)
    for docname, found in domain.passages.items():
        expanding = docname in domain.briefs
        digest = hashlib.sha256(f"{glossary}{expanding}{found!r}".encode()).hexdigest()
        if domain.uses_digest(docname) != digest:
            uses = uses_in(
                found, matcher, expanding=expanding, manual=manual, well_known=well_known
            )
            domain.note_uses(docname, digest, uses)
    _forget(domain)


def _report_clashes(app: Sphinx, env: BuildEnvironment) -> None:
    del app
    for (first, _), (second, alias) in Matcher(register_of(env).entries).clashes:
        report(
            "term-ambiguous",
            f"'{alias.text}' is also a name of '{first.headword}'",
            "leave it to one of the two entries, or the text cannot be linked",
            location=(second.docname, alias.line),
        )


def _forget(domain: BriefDomain) -> None:
    for docname in set(domain.uses) - set(domain.passages):
        domain.forget_uses(docname)


def setup(app: Sphinx) -> None:
    """Collect while reading, and work out the uses before the register says what has changed."""
    app.add_config_value("briefbook_terms_exclude", ["docs/guide/**"], "env", frozenset({list}))
    app.add_config_value("briefbook_terms_manual", [], "env", frozenset({list}))
    app.add_config_value(
        "briefbook_abbreviations_known", list(WELL_KNOWN), "env", frozenset({list})
    )
    app.connect("env-check-consistency", _report_clashes)
    app.connect("doctree-read", _collect, priority=900)  # after what else is put into the document
    app.connect(
        "env-updated", _work_out, priority=100
    )  # the register's digests (500) need the uses
