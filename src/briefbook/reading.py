"""What is checked where Sphinx itself would stop, or read something else without a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.errors import SphinxError

from briefbook import file_names, image_files
from briefbook.fences import set_apart, unclosed
from briefbook.findings import Finding, report
from briefbook.nesting import too_deep
from briefbook.tables import misfits
from briefbook.unseen import unseen, what_it_does, without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


# What no text holds: control characters but for tab, line feed and carriage return.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]")


class UnreadableSourceError(SphinxError):
    """Sources with which Sphinx cannot go on; carries a finding for each fault."""

    category = "Unreadable source"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


def undecodable(path: Path, shown: str) -> Finding | None:
    """Return the finding for a file that is no UTF-8 text, or None for a good one."""
    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X} cannot be read"
        return Finding(shown, line, "encoding", message, "save it as UTF-8")
    if match := _CONTROL.search(data):
        line = data.count(b"\n", 0, match.start()) + 1
        message = f"the file holds the control character U+{ord(match[0].decode()):04X}"
        return Finding(shown, line, "encoding", message, "remove it")
    return None


def _check_files(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if troubles := file_names.troubles(app, env.found_docs):
        raise UnreadableSourceError(troubles)
    pairs = ((env.doc2path(name), env.doc2path(name, base=False)) for name in sorted(docnames))
    found = [undecodable(path, shown.as_posix()) for path, shown in pairs]
    problems = [finding for finding in found if finding is not None]
    problems.extend(_folders(app))
    if app.config.root_doc not in env.found_docs:
        name = env.doc2path(app.config.root_doc, base=False).with_suffix(".md").as_posix()
        message, remedy = "the book has no first page", "write it, with a toctree of the others"
        problems.append(Finding(name, 0, "first-page", message, remedy))
    if problems:
        raise UnreadableSourceError(problems)


def _folders(app: Sphinx) -> Iterator[Finding]:
    """Yield a finding for every folder that bears the name of a brief, which is passed over."""
    for pattern in app.config.briefbook_briefs:
        for path in sorted(app.srcdir.glob(f"{pattern}.md")):
            if path.is_dir():
                shown = path.relative_to(app.srcdir).as_posix()
                message, remedy = "this is a folder, not a brief", "rename or remove it"
                yield Finding(shown, 0, "brief-folder", message, remedy)


def _check_fences(app: Sphinx, docname: str, content: list[str]) -> None:
    if app.env.doc2path(docname).suffix == ".md" and (fence := unclosed(content[0])):
        message = f"the fence '{fence.opening}' is not closed, so that all below belongs to it"
        remedy = "close it, or the one above it; a fence around another takes one mark more"
        report("fence", message, remedy, location=(docname, fence.line))


def _take_out_unseen(app: Sphinx, docname: str, content: list[str]) -> None:
    """Report what nobody sees, once for each line, and take it out, so that nothing follows."""
    del app
    text, lines = content[0], set()
    for place, sign in unseen(text.removeprefix("\ufeff")):
        line = text.count("\n", 0, place) + 1
        if line not in lines:
            lines.add(line)
            message = f"the line holds {what_it_does(sign)}"
            report("unseen-character", message, "type the words anew", location=(docname, line))
    content[0] = without_unseen(text)


def _check_tables(app: Sphinx, docname: str, content: list[str]) -> None:
    if app.env.doc2path(docname).suffix != ".md":
        return
    for row in misfits(content[0]):
        cells = f"{row.cells} cell{'s' if row.cells != 1 else ''}"
        columns = f"{row.columns} column{'s' if row.columns != 1 else ''}"
        message = f"the row has {cells}, and the table {columns}"
        remedy = "take a cell out, or add a column; a '|' in the text of a cell is written '\\|'"
        if row.rule and not row.cells:
            message = "no line of '---' stands below this head, so that it is no table"
            remedy = "write '---' once for each column, with a '|' between them"
        elif row.rule:
            message = f"the line below the head has {cells}, and the head {row.columns}"
            message = f"{message}, so that this is no table"
            remedy = "write '---' once for each column, with a '|' between them"
        report("table-cells", message, remedy, location=(docname, row.line))


def _set_apart(app: Sphinx, docname: str, content: list[str]) -> None:
    if app.env.doc2path(docname).suffix == ".md":
        content[0] = set_apart(content[0])


def _check_nesting(app: Sphinx, docname: str, content: list[str]) -> None:
    if app.env.doc2path(docname).suffix == ".md" and (line := too_deep(content[0])):
        message = "lists or quotations stand so deep in one another that Markdown leaves this out"
        remedy = "write it with fewer levels: what stands below would be lost as well"
        report("nesting", message, remedy, location=(docname, line))


def _check_circles(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where toctrees lead back to a page above them: Sphinx would recurse without end."""
    del app
    done: set[str] = set()
    for docname in sorted(env.toctree_includes):
        if found := _way_back(env.toctree_includes, docname, frozenset([docname]), done):
            raise UnreadableSourceError([_circle(env, *found)])


def _way_back(
    includes: Mapping[str, Sequence[str]], docname: str, above: frozenset[str], done: set[str]
) -> tuple[str, str] | None:
    """Return the first document below ``docname`` that names one above it, with that one."""
    for child in includes.get(docname, ()):
        if child in above:
            return docname, child
        if child not in done and (found := _way_back(includes, child, above | {child}, done)):
            return found
    done.add(docname)
    return None


def _circle(env: BuildEnvironment, docname: str, child: str) -> Finding:
    trees = env.get_doctree(docname).findall(addnodes.toctree)
    line = next((tree.line or 0 for tree in trees if child in tree["includefiles"]), 0)
    path = env.doc2path(docname, base=False).as_posix()
    message = f"the toctree names '{child}', which leads back to this document"
    return Finding(path, line, "toctree-circle", message, "take the line out")


def setup(app: Sphinx) -> None:
    """Check files before they are read, texts while they are, and then how they hang together."""
    image_files.setup(app)
    app.connect("env-before-read-docs", _check_files)
    app.connect("source-read", _take_out_unseen, priority=300)  # before anybody reads the text
    app.connect("source-read", _check_tables, priority=600)
    app.connect("source-read", _check_fences, priority=600)  # after the front matter is taken out
    app.connect("source-read", _check_nesting, priority=600)
    app.connect("source-read", _set_apart, priority=700)  # others read what the author wrote
    app.connect("env-check-consistency", _check_circles, priority=900)  # others report, this stops
