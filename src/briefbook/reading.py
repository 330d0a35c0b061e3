"""What is checked before Sphinx reads a document, where Sphinx itself would stop or be silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from briefbook.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class UnreadableSourceError(SphinxError):
    """Sources that no parser can be given; carries a finding for each."""

    category = "Unreadable source"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


def undecodable(path: Path, shown: str) -> Finding | None:
    """Return the finding for a file that is not UTF-8 or holds a NUL, or None for a good one."""
    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X} cannot be read"
        return Finding(shown, line, "encoding", message, "save it as UTF-8")
    if (place := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, place) + 1
        return Finding(shown, line, "encoding", "the file holds a NUL byte", "remove it")
    return None


def _check_encoding(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    del app
    pairs = ((env.doc2path(name), env.doc2path(name, base=False)) for name in sorted(docnames))
    found = [undecodable(path, shown.as_posix()) for path, shown in pairs]
    problems = [finding for finding in found if finding is not None]
    if problems:
        raise UnreadableSourceError(problems)


def setup(app: Sphinx) -> None:
    """Check the encoding of every document that is about to be read."""
    app.connect("env-before-read-docs", _check_encoding)
