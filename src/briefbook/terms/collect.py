"""Notes the entries and the passages of each document, and works out the uses once all are read."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from briefbook.findings import report
from briefbook.register import register_of
from briefbook.terms.entry import entries_of
from briefbook.terms.matcher import Matcher
from briefbook.terms.optout import is_linked
from briefbook.terms.passages import passages
from briefbook.terms.uses import uses_in
from briefbook.terms.words import is_abbreviation

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.register import BriefDomain
    from briefbook.terms.entry import Alias, Entry


WELL_KNOWN = ("EU", "NATO", "UK", "UN", "US", "USA")
"""Abbreviations that need no spelling out, unless the book says otherwise."""


# The words of English grammar, any of which stands in nearly every paragraph.
_EVERYDAY = """
a about after all also an and any are as at be been before but by can could did do does
down each even ever for from had has have he her him his how i if in into is it its just
like made make many may me might mine more most much must my no nor not now of off on once
one only or other our out over own she should since so some such than that the their them
then there these they this those to too two under until up very was we well were what when
where which while who why will with would yet you your
"""
# A name may end in a stop, as "Inc." does; a definition that is not indented has more words.
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S+[.!?]")


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    domain, docname = register_of(app.env), app.env.current_document.docname
    domain.note_entries(docname, tuple(entries_of(doctree, docname)))
    domain.note_passages(docname, passages(doctree, linked=is_linked(app.env, docname)))


def work_out(app: Sphinx, env: BuildEnvironment) -> None:
    """Find the uses in every document whose text, or the glossary, has changed since last time."""
    domain = register_of(env)
    manual = tuple(app.config.briefbook_terms_manual)
    well_known = tuple(app.config.briefbook_abbreviations_known)
    names = [(entry.key, entry.aliases) for entry in domain.entries]
    glossary = repr((names, manual, well_known))
    matcher, briefs = Matcher(domain.entries), domain.briefs
    for docname, found in domain.passages.items():
        expanding = docname in briefs
        digest = hashlib.sha256(f"{glossary}{expanding}{found!r}".encode()).hexdigest()
        if domain.uses_digest(docname) != digest:
            uses = uses_in(
                found, matcher, expanding=expanding, manual=manual, well_known=well_known
            )
            domain.note_uses(docname, digest, uses)
    _forget(domain)


def _report_names(app: Sphinx, env: BuildEnvironment) -> None:
    entries = register_of(env).entries
    everyday = frozenset(_EVERYDAY.split())
    for entry in entries:
        if not entry.definition and not any(_SENTENCE.fullmatch(a.text) for a in entry.aliases):
            _report_empty(entry)
        for alias in entry.aliases:
            if _SENTENCE.fullmatch(alias.text):
                _report_sentence(entry, alias)
            if alias.text.casefold() in everyday and not is_abbreviation(alias.text):
                _report_everyday(app, entry, alias)
    for (first, _), (second, alias) in Matcher(entries).clashes:
        report(
            "term-ambiguous",
            f"'{alias.text}' is also a name of '{first.headword}'",
            "leave it to one of the two entries, or the text cannot be linked",
            location=(second.docname, alias.line),
        )


def _report_empty(entry: Entry) -> None:
    report(
        "term-empty",
        f"the entry '{entry.headword}' has no definition",
        "write it below the names, indented by two spaces",
        location=(entry.docname, entry.aliases[0].line),
    )


def _report_sentence(entry: Entry, alias: Alias) -> None:
    report(
        "term-name",
        f"'{alias.text}' is a sentence, and stands where a name of the entry does",
        "indent the definition below the names by two spaces",
        location=(entry.docname, alias.line),
    )


def _report_everyday(app: Sphinx, entry: Entry, alias: Alias) -> None:
    if alias.text not in app.config.briefbook_terms_manual:
        report(
            "term-everyday",
            f"'{alias.text}' would be linked wherever that everyday word stands",
            "name the term more fully, or list the name in briefbook_terms_manual",
            location=(entry.docname, alias.line),
        )


def _forget(domain: BriefDomain) -> None:
    for docname in set(domain.uses) - set(domain.passages):
        domain.forget_uses(docname)


def setup(app: Sphinx) -> None:
    """Collect while reading, and work out the uses before the register says what has changed."""
    app.add_config_value(
        "briefbook_abbreviations_known", list(WELL_KNOWN), "env", frozenset({list})
    )
    app.connect("env-check-consistency", _report_names)
    app.connect("doctree-read", _collect, priority=900)  # after what else is put into the document
    app.connect("env-updated", work_out, priority=100)  # the register's digests (500) need the uses
