"""From a brief's front matter to its entry in the register and the masthead below its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.matching import patmatch

from briefbook.elements.nodes import brief_masthead
from briefbook.findings import Finding, report
from briefbook.frontmatter.cut import RULE, FrontMatterError, split
from briefbook.frontmatter.mending import body_of, stopgap
from briefbook.frontmatter.setting import keys_of
from briefbook.metadata import validate
from briefbook.register import BriefRecord, register_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from briefbook.frontmatter.keys import Keys
    from briefbook.metadata import Brief


def is_brief(docname: str, config: Config) -> bool:
    """Return whether a document is a brief, by the patterns of ``briefbook_briefs``."""
    return any(patmatch(docname, pattern) for pattern in config.briefbook_briefs)


def read_front_matter(app: Sphinx, docname: str, content: list[str]) -> None:
    """Enter a brief in the register, and hide its key from MyST, which would print it."""
    if not is_brief(docname, app.config):
        return
    path = app.env.doc2path(docname, base=False).as_posix()
    text = content[0]
    brief, content[0], problems = _read(text, path, keys_of(app.config))
    for problem in problems:
        report(problem.rule, problem.message, problem.remedy, location=(docname, problem.line))
    if brief is None:  # there is nothing else in the file
        app.env.current_document["briefbook_broken"] = True
        content[0] = f"# {path}\n"
        return
    register_of(app.env).note_brief(BriefRecord(docname, 1, brief, title="", words=0))


def _read(text: str, path: str, keys: Keys) -> tuple[Brief | None, str, list[Finding]]:
    empty = Finding(path, 1, "brief-empty", "the brief is empty", "write it, or delete it")
    if not text.strip():
        return None, text, [empty]
    try:
        front = split(text, path)
    except FrontMatterError as error:
        return _without_front(text, error.finding, keys)
    if not front.present:
        message = "the brief has no front matter with the key 'brief'"
        remedy = "begin the file with ---, brief: and its keys, ---"
        if re.match(r"\s+---\s*\n", text):
            message, remedy = "the front matter does not begin in the first line", "move it up"
        return _without_front(text, Finding(path, 1, RULE, message, remedy), keys)
    brief, problems = validate(front, path, keys)
    if not re.sub(r"^#.*", "", front.body, flags=re.MULTILINE).strip():
        return None, text, problems or [empty]
    # What else is wrong with the file is said as well, but nothing that only follows from this.
    return brief or stopgap(front.values, keys), front.body, problems


def _without_front(
    text: str, problem: Finding, keys: Keys
) -> tuple[Brief | None, str, list[Finding]]:
    body = body_of(text)
    return stopgap({}, keys) if body.strip() else None, body, [problem]


def add_masthead(app: Sphinx, doctree: nodes.document) -> None:
    """Put the masthead below the title, and complete the brief's entry with title and length."""
    domain, docname = register_of(app.env), app.env.current_document.docname
    record = domain.data["briefs"].get(docname)
    if record is None:
        return
    title = _title(doctree, docname)
    if title is None:
        return
    words = len(doctree.astext().split()) - _words_of_notes(doctree)
    record = BriefRecord(docname, title.line or 1, record.metadata, title.astext(), words)
    domain.note_brief(record)
    section = title.parent
    section.insert(section.index(title) + 1, masthead(record))


def _title(doctree: nodes.document, docname: str) -> nodes.title | None:
    """Return the one title of a brief; report where there is none, or another one."""
    title = next(doctree.findall(nodes.title), None)
    if title is None:
        message, remedy = "the brief has no title", "begin its text with a line '# Title'"
        report("brief-title", message, remedy, location=(docname, 1))
        # Sphinx would go on about it wherever the brief is named.
        heading = nodes.title(docname, docname)
        section = nodes.section("", heading, *doctree.children, ids=[nodes.make_id(docname)])
        doctree.children = []
        doctree += section
        return None
    for other in doctree.findall(nodes.section):
        if other.parent is doctree and title not in other.children:
            message = f"the brief has a second title, '{other[0].astext()}'"
            report("brief-title", message, "write it with '##'", location=other[0])
    return title


def _words_of_notes(doctree: nodes.document) -> int:
    return sum(len(note.astext().split()) for note in doctree.findall(nodes.footnote))


def masthead(record: BriefRecord) -> brief_masthead:
    """Return the masthead of a brief."""
    brief = record.metadata
    return brief_masthead(
        number=brief.number,
        question=brief.question,
        audience=list(brief.audience),
        status=brief.status,
        issued=brief.issued.isoformat(),
        as_of=brief.as_of.isoformat(),
        review_by=brief.review_by.isoformat(),
        topics=list(brief.topics),
        changes=[(change.date.isoformat(), change.note) for change in brief.changes],
        minutes=record.minutes,
        words=record.words,
        handout=f"pdf/{record.slug}.pdf",
    )


def setup(app: Sphinx) -> None:
    """Read the front matter of every document that matches ``briefbook_briefs``."""
    app.add_config_value("briefbook_briefs", ["briefs/*"], "env", frozenset({list, tuple}))
    app.connect("source-read", read_front_matter)
    # Before Sphinx collects titles (500), so that a brief without one is named only once.
    app.connect("doctree-read", add_masthead, priority=400)
