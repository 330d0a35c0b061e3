"""Editorial rules: each a function over the book that yields problems."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.elements.front_matter import is_brief
from briefbook.findings import report
from briefbook.frontmatter.cut import FrontMatterError, split
from briefbook.parallel import shared
from briefbook.register import register_of
from briefbook.rules import (
    abbreviations,
    bottom_line,
    dates,
    evidence,
    exceptions,
    identity,
    likelihood,
    printed,
    prose,
    quotations,
    relations,
    structure,
)
from briefbook.rules.book import view
from briefbook.rules.registry import RULES
from briefbook.rules.run import look
from briefbook.rules.settings import read
from briefbook.rules.text.collect import collect

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from briefbook.rules.run import Breach
    from briefbook.rules.text.record import Block

MODULES = (
    identity,
    relations,
    bottom_line,
    structure,
    dates,
    likelihood,
    prose,
    abbreviations,
    quotations,
    evidence,
    printed,
    exceptions,
)
"""Where rules are declared; importing them fills the registry."""

_MANY = 50  # documents, from which on memory matters


def _check_settings(app: Sphinx, config: Config) -> None:
    del app
    read(config.briefbook_rules, RULES)


def _note_keys(app: Sphinx, docname: str, content: list[str]) -> None:
    """Note where the keys of a brief's front matter stand, before they are hidden from MyST."""
    if not is_brief(docname, app.config):
        return
    try:
        front = split(content[0], docname)
    except FrontMatterError:
        return  # reported by whoever reads the front matter
    register_of(app.env).note_keys(docname, front.lines)


def _note_text(app: Sphinx, doctree: nodes.document) -> None:
    blocks = (_from_book(block, app.srcdir) for block in collect(doctree))
    register_of(app.env).note_blocks(app.env.current_document.docname, tuple(blocks))


def _from_book(block: Block, root: Path) -> Block:
    """Return a block with the path of its file from the book's folder."""
    path = Path(block.path)
    inside = block.path and path.is_relative_to(root)
    return replace(block, path=path.relative_to(root).as_posix()) if inside else block


def _check_read(app: Sphinx, env: BuildEnvironment) -> None:
    """Look at what was read, whether now or before: Sphinx is silent about what it keeps.

    Who asks for one handout is told of its brief.
    """
    _report(app, env, printed=False, only=_asked_for(app, env))


def _asked_for(app: Sphinx, env: BuildEnvironment) -> set[str] | None:
    """Return the document of the one brief that is asked for; None where the book is."""
    number = app.config.briefbook_only_brief
    briefs = register_of(env).briefs.items() if number else ()
    return {name for name, brief in briefs if brief.metadata.number == number} or None


def _check_printed(app: Sphinx, error: Exception | None) -> None:
    if error is None:
        _report(app, app.env, printed=True)


def look_at(app: Sphinx, docnames: AbstractSet[str]) -> None:
    """Report what is wrong in some documents, as far as it can be known from their own text.

    The text of a book of 500 briefs takes six seconds to look at, and that of one next to nothing.
    """
    _report(app, app.env, printed=False, only=docnames)


def _report(
    app: Sphinx,
    env: BuildEnvironment,
    *,
    printed: bool,
    only: AbstractSet[str] | None = None,
) -> None:
    for breach in _breaches(app, env, printed=printed, only=only):
        problem = breach.problem
        if only is not None and problem.docname not in only:
            continue
        place: tuple[str, int] | str = (problem.docname, problem.line)
        if problem.path:
            place = f"{app.srcdir / problem.path}:{problem.line}"
        report(
            breach.rule,
            problem.message,
            problem.remedy,
            location=place,
            severity=breach.severity,
        )


def _breaches(
    app: Sphinx, env: BuildEnvironment, *, printed: bool, only: AbstractSet[str] | None
) -> list[Breach]:
    settings = read(app.config.briefbook_rules, RULES)
    texts = frozenset() if printed else only  # the rules on what was printed look at no text

    def found(_: None) -> list[Breach]:
        book = view(app, env, texts)
        return look(book if only is None else book.with_exceptions_of(only), settings, printed)

    # The text of a large book takes memory that only the end of a process gives back.
    if texts is None and app.parallel > 1 and len(register_of(env).blocks) > _MANY:
        return shared(found, [None], 1)[0]
    return found(None)


def setup(app: Sphinx) -> None:
    """Register the settings, and look at every book that was read and printed."""
    app.add_config_value("briefbook_rules", {}, "", frozenset({dict}))
    # The day of a check, which only the command line gives: nothing that is built depends on it.
    app.add_config_value("briefbook_today", "", "", frozenset({str}))
    app.add_config_value("briefbook_prose", [], "", frozenset({list, tuple}))
    app.connect("config-inited", _check_settings)
    app.connect("source-read", _note_keys, priority=400)  # before the key is taken out at 500
    app.connect("doctree-read", _note_text, priority=800)  # after elements are complete at 500
    app.connect("env-updated", _check_read)
    app.connect("build-finished", _check_printed, priority=800)  # after the PDFs are made at 500
    exceptions.setup(app)
