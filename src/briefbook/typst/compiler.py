"""Compiles Typst to PDF and turns what Typst says into findings at the source line."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# An accessible and an archivable file at once.
STANDARDS: list[Any] = ["ua-1", "a-2a"]
FONTS = Path(__file__).parent / "fonts"
# Rounds in which characters without a glyph are replaced; a second one is needed only when the
# replacement itself meets a font without the glyph.
_ROUNDS = 3
# So many characters are named in one finding.
_NAMED = 8

_ERROR = re.compile(
    r"^(?:error|warning): (?P<message>.*?)\n(?=^(?:error|warning): |\Z)", re.MULTILINE | re.DOTALL
)
_PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):\d+\s*$", re.MULTILINE)
_GLYPH = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed with")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MARK = re.compile(r"^// @ (?P<path>.*?)(?::(?P<line>\d+))?$")
_STANDARD = re.compile(r"^PDF/[^ ]+(?:, PDF/[^ ]+)* error: ")
# Joiners and variation selectors show nothing by themselves.
_SILENT = {"\u200d", "\ufe0e", "\ufe0f"}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing Typst found: where in the sources (line 0: not known), what, and what to do."""

    path: str
    line: int
    rule: str
    message: str
    remedy: str


@dataclass
class Result:
    """A compiled file, or None, with the problems met on the way."""

    pdf: bytes | None
    problems: list[Problem] = field(default_factory=list)


class Press:
    """Compiles the files of one Typst project; safe to use from several threads."""

    def __init__(self, root: Path, fonts: Iterable[Path], timestamp: int) -> None:
        self._root = root
        self._timestamp = timestamp
        self._fonts = typst.Fonts(
            include_system_fonts=False, font_paths=[str(FONTS), *map(str, fonts)]
        )
        self._local = threading.local()

    def _compiler(self) -> typst.Compiler:
        """Return this thread's compiler: it keeps what it has laid out for the next file."""
        if not hasattr(self._local, "compiler"):
            self._local.compiler = typst.Compiler(
                root=str(self._root), font_paths=self._fonts, ignore_system_fonts=True
            )
        compiler: typst.Compiler = self._local.compiler
        return compiler

    def compile(self, main: str, inputs: dict[str, str]) -> Result:
        """Return the PDF of a file of the project, characters without a glyph spelt out."""
        missing: set[str] = set()
        problems: set[Problem] = set()
        for _ in range(_ROUNDS):
            spelt = {**inputs, "missing": json.dumps({c: _spelt(c) for c in sorted(missing)})}
            try:
                pdf, warnings = self._compiler().compile_with_warnings(
                    str(self._root / main),
                    format="pdf",
                    sys_inputs=spelt,
                    pdf_standards=STANDARDS,
                    timestamp=self._timestamp,
                )
            except typst.TypstError as error:
                found, characters = self._explain(error)
                problems.update(found)
                if not characters - missing:
                    return Result(None, sorted(problems))
                missing |= characters
            else:
                for warning in warnings:
                    problems.update(self._warned(warning))
                return Result(bytes(pdf), sorted(problems))  # type: ignore[arg-type]
        return Result(None, sorted(problems))

    def _explain(self, error: typst.TypstError) -> tuple[list[Problem], set[str]]:
        """Return the problems in an error, and the characters that no font has.

        Where there are only such characters the set is not empty, and another try may succeed.
        """
        text = (error.diagnostic or f"error: {error.message}").rstrip("\n") + "\n"
        problems: list[Problem] = []
        letters: dict[tuple[str, int], set[str]] = {}
        for match in _ERROR.finditer(text):
            place = self._source(match["message"])
            found = _without_glyph(match["message"])
            if found:
                letters.setdefault(place, set()).update(found)
            else:
                message = _STANDARD.sub("", match["message"].split("\n", 1)[0])
                problems.append(_problem_of(*place, message))
        if not problems and not letters:
            problems.append(_problem_of("", 0, str(error.message)))
        retry = set[str]().union(*letters.values()) if not problems else set[str]()
        for place, found in letters.items():
            shown = {c for c in found if _spelt(c)}
            if shown:
                problems.append(_glyphs(*place, shown))
        return problems, retry

    def _warned(self, warning: typst.TypstWarning) -> list[Problem]:
        """Return what a warning means for the reader: Typst has left something out."""
        report = warning.diagnostic or f"warning: {warning.message}\n"
        path, line = self._source(report)
        remedy = "write this passage in a simpler way, or correct the template"
        return [Problem(path, line, "pdf-compile", f"Typst warns: {warning.message}", remedy)]

    def _source(self, report: str) -> tuple[str, int]:
        """Return the source place of the first mention of a translated document in a report."""
        for match in _PLACE.finditer(report):
            name = match["file"].replace("\\", "/")
            if "content/" in name:
                place = self._marked(name[name.index("content/") :], int(match["line"]))
                if place[0]:
                    return place
        return "", 0

    def _marked(self, name: str, line: int) -> tuple[str, int]:
        """Return the source place named by the comment nearest above a line of a file."""
        file = self._root / name
        if not file.is_file():
            return "", 0
        lines = file.read_text(encoding="utf-8").split("\n")[:line]
        for text in reversed(lines):
            mark = _MARK.match(text)
            if mark:
                path = mark["path"].encode("ascii").decode("unicode_escape")
                return path, int(mark["line"] or 0)
        return "", 0


def _without_glyph(report: str) -> set[str]:
    """Return the characters that a report says no font can show."""
    glyph = _GLYPH.search(report)
    if glyph is None:
        return set()
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), glyph["text"])
    return {c for c in text if not c.isascii() and c not in _SILENT}


def _glyphs(path: str, line: int, letters: set[str]) -> Problem:
    """Return one problem for all characters of a place that no font has."""
    shown = [f"'{c}' (U+{ord(c):04X})" for c in sorted(letters)]
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    return Problem(
        path=path,
        line=line,
        rule="pdf-missing-glyph",
        message=f"no font of the PDF has {', '.join(shown[:_NAMED])}{more}; "
        "names or codes are printed instead",
        remedy="name a folder with a font that has it in briefbook_pdf_fonts, or leave it out",
    )


def _spelt(character: str) -> str:
    """Return what is printed for a character without a glyph: a symbol's name, a letter's code.

    A character that only steers the layout, such as a change of direction, stands for nothing.
    """
    if unicodedata.category(character) == "Cf":
        return ""
    if unicodedata.category(character) == "So":
        return unicodedata.name(character, f"U+{ord(character):04X}").lower()
    return f"U+{ord(character):04X}"


_REMEDIES = (
    ("failed to decode image", "pdf-image", "save the image again as PNG, JPEG or SVG"),
    ("failed to parse SVG", "pdf-image", "save the image again as PNG, JPEG or plain SVG"),
    ("unknown image format", "pdf-image", "use a PNG, JPEG, GIF, WebP or SVG file"),
    ("alternative text", "pdf-image-alt", "say what the image shows, in the option 'alt'"),
    ("nesting depth", "pdf-compile", "write it with fewer lists or boxes inside one another"),
    ("call depth", "pdf-compile", "write it with fewer lists or boxes inside one another"),
)


def _problem_of(path: str, line: int, message: str) -> Problem:
    for words, rule, remedy in _REMEDIES:
        if words in message:
            return Problem(path, line, rule, message, remedy)
    remedy = "write this passage in a simpler way; the last good PDF stays as it was"
    return Problem(path, line, "pdf-compile", f"Typst refuses the page: {message}", remedy)


def digest_of_files(folders: Sequence[Path]) -> str:
    """Return a digest of the names and bytes of all files below some folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in _files(folder):
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(path for path in folder.rglob("*") if path.is_file()))
