"""What Typst says of a page, as problems at lines of the book's sources."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import typst

# So many characters are named in one finding.
_NAMED = 8

_ERROR = re.compile(
    r"^(?:error|warning): (?P<message>.*?)\n(?=^(?:error|warning): |\Z)", re.MULTILINE | re.DOTALL
)
_PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):\d+\s*$", re.MULTILINE)
_IMAGE = re.compile(r"\bimages/[0-9a-f]+\.\w+$")
# A character that no font has, that PDF/UA forbids, and one for private use, which PDF/A forbids.
_GLYPH = re.compile(
    r"the text `\"(?P<text>.*?)\"` could not be displayed with"
    r"|contains the (?:disallowed )?codepoint `\"(?P<point>.*?)\"`"
)
_FAMILY = re.compile(r"unknown font family: (?P<name>.+)")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MARK = re.compile(r"^// @ (?P<path>.*?)(?::(?P<line>\d+))?$")
_STANDARD = re.compile(r"^PDF/[^ ]+(?:, PDF/[^ ]+)* error: ")
# Variation selectors ask for another form of the character before them and show nothing.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

_REMEDIES = (
    ("failed to decode image", "pdf-image", "save the image again as PNG, JPEG or SVG"),
    ("failed to parse SVG", "pdf-image", "save the image again as PNG, JPEG or plain SVG"),
    ("failed to load linked image", "pdf-image", "take the picture in the drawing out of it"),
    ("unknown image format", "pdf-image", "use a PNG, JPEG, GIF, WebP or SVG file"),
    ("alternative text", "pdf-image-alt", "say what the image shows, in the option 'alt'"),
    ("nesting depth", "pdf-compile", "write it with fewer lists or boxes inside one another"),
    ("call depth", "pdf-compile", "write it with fewer lists or boxes inside one another"),
)
_TEMPLATE = (
    "correct the line, or take the file away to use the one that Briefbook brings; "
    "the last good PDF stays as it was"
)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing Typst found: where in the sources (line 0: not known), what, and what to do."""

    path: str
    line: int
    rule: str
    message: str
    remedy: str


def explain(
    error: typst.TypstError, root: Path, own: Mapping[str, str]
) -> tuple[list[Problem], set[str]]:
    """Return the problems in an error, and the characters that no font has.

    Where there are only such characters the list is empty, and another try may succeed.
    """
    text = (error.diagnostic or f"error: {error.message}").rstrip("\n") + "\n"
    problems: list[Problem] = []
    letters: set[str] = set()
    for match in _ERROR.finditer(text):
        found = _without_glyph(match["message"])
        letters |= found
        if not found:
            message = _STANDARD.sub("", match["message"].split("\n", 1)[0])
            problems.append(_problem_of(*_source(match["message"], root, own), message))
    if not problems and not letters:
        problems.append(refused(str(error.message)))
    return _of_templates(problems, own) or problems, letters


def _of_templates(problems: Iterable[Problem], own: Mapping[str, str]) -> list[Problem]:
    """Return the first fault in a template of the book: what follows it mostly follows from it."""
    paths = set(own.values())
    first = next((problem for problem in problems if problem.path in paths), None)
    if first is None or first.rule != "pdf-compile":
        return [first] if first else []
    message = first.message.replace("Typst refuses the page", "Typst refuses the template")
    return [replace(first, message=message, remedy=_TEMPLATE)]


def refused(message: str, path: str = "", line: int = 0) -> Problem:
    """Return the problem of a page that Typst does not set, in Typst's own words."""
    remedy = "write this passage in a simpler way; the last good PDF stays as it was"
    return Problem(path, line, "pdf-compile", f"Typst refuses the page: {message}", remedy)


def warned(warning: typst.TypstWarning, root: Path, own: Mapping[str, str]) -> Problem:
    """Return what a warning means for the reader: Typst has left something out."""
    path, line = _source(warning.diagnostic or f"warning: {warning.message}\n", root, own)
    if (font := _FAMILY.search(warning.message)) is not None:
        message = f"no font '{font['name']}' is at hand, and another stands in its place"
        remedy = "name the folder that holds it in briefbook_pdf_fonts, or correct the name"
        return Problem(path, line, "pdf-font", message, remedy)
    remedy = "write this passage in a simpler way, or correct the template"
    return Problem(path, line, "pdf-compile", f"Typst warns: {warning.message}", remedy)


def spelt(character: str) -> str:
    """Return what is printed for a character without a glyph: a symbol's name, a letter's code.

    A character that only steers the layout, such as a change of direction, stands for nothing.
    """
    if unicodedata.category(character) == "Cf" or _SELECTORS.match(character):
        return ""
    if unicodedata.category(character) == "So":
        return unicodedata.name(character, f"U+{ord(character):04X}").lower()
    return f"U+{ord(character):04X}"


def glyphs(letters: Iterable[str], contents: Iterable[Path]) -> list[Problem]:
    """Return one problem for every place that holds characters which no font has.

    Typst names no place for what a template has taken apart, so the translated documents are
    searched; what stands in none of them comes from the settings or out of a drawing.
    """
    wanted = {letter for letter in letters if spelt(letter)}
    found: dict[tuple[str, int], set[str]] = {}
    for file in contents:
        for _, place, line in _marked_lines(file):
            here = wanted.intersection(line)
            if here:
                found.setdefault(place, set()).update(here)
    nowhere = wanted.difference(*found.values())
    if nowhere:
        found["", 0] = found.get(("", 0), set()) | nowhere
    return [_glyph_problem(*place, here) for place, here in found.items()]


def _marked_lines(file: Path) -> Iterator[tuple[int, tuple[str, int], str]]:
    """Yield the lines of a translated document: number, place in the sources, text."""
    place = ("", 0)
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        mark = _MARK.match(line)
        if mark:
            path = mark["path"].encode("ascii").decode("unicode_escape")
            place = (path, int(mark["line"] or 0))
        else:
            yield number, place, line


def _source(report: str, root: Path, own: Mapping[str, str] | None = None) -> tuple[str, int]:
    """Return the source place of the first mention of a translated document in a report.

    ``own`` holds the book's own templates: an error in one is the designer's, not the author's.
    """
    first = _PLACE.search(report)
    for name, path in (own or {}).items():
        if first and first["file"].replace("\\", "/").endswith(name):
            # The book's logo is named in place of the template that shows it; it has no lines.
            return path, int(first["line"]) if path.endswith(".typ") else 0
    for match in _PLACE.finditer(report):
        name = match["file"].replace("\\", "/")
        image = _IMAGE.search(name)
        place = _of_image(image[0], root) if image else _of_line(name, int(match["line"]), root)
        if place[0]:
            return place
    return "", 0


def _of_line(name: str, wanted: int, root: Path) -> tuple[str, int]:
    """Return the place that the comment nearest above a line of a translated document names."""
    for start in re.finditer("content/", name):  # the project itself may stand in such a folder
        file = root / name[start.start() :]
        if file.is_file():
            return next((at for number, at, _ in _marked_lines(file) if number >= wanted), ("", 0))
    return "", 0


def _of_image(name: str, root: Path) -> tuple[str, int]:
    """Return the place where an image is first shown: an error in the file names only the file."""
    for file in sorted((root / "content").rglob("*.typ")):
        for _, place, line in _marked_lines(file):
            if f'"/{name}"' in line:
                return place
    return "", 0


def _without_glyph(report: str) -> set[str]:
    """Return the characters that a report says no font can show, or no file may hold."""
    glyph = _GLYPH.search(report)
    if glyph is None:
        return set()
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), glyph["text"] or glyph["point"])
    return {c for c in text if not c.isascii()}


def _glyph_problem(path: str, line: int, letters: set[str]) -> Problem:
    shown = [f"U+{ord(c):04X} '{c}'" for c in sorted(letters)]
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    where = "" if path else " (in a setting of conf.py, or in a drawing)"
    return Problem(
        path=path,
        line=line,
        rule="pdf-missing-glyph",
        message=f"no font of the PDF has {', '.join(shown[:_NAMED])}{more}{where}; "
        "names or codes are printed instead",
        remedy="name a folder with a font that has it in briefbook_pdf_fonts, or leave it out",
    )


def _problem_of(path: str, line: int, message: str) -> Problem:
    for words, rule, remedy in _REMEDIES:
        if words in message:
            said = f"the image cannot be read: {message}" if rule == "pdf-image" else message
            return Problem(path, line, rule, said, remedy)
    return refused(message, path, line)
