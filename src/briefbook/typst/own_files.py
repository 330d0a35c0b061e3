"""What a book brings for its look: fonts and templates that can be read, or a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.conf_place import BadFileError

if TYPE_CHECKING:
    from pathlib import Path

# How a font begins that Typst reads; it passes over any other without a word.
_BEGINNINGS = (b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true")
_FONTS = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"}


def check_fonts(folder: Path, srcdir: Path) -> None:
    """Raise BadFileError for a font in a folder that no PDF can use."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in _FONTS and file.is_file():
            with file.open("rb") as stream:
                begins = stream.read(4)
            if begins not in _BEGINNINGS:
                message = "this is no font that a PDF can use"
                raise BadFileError(_shown(file, srcdir), 1, message, "save it as TTF or OTF")


def check_templates(folder: Path, srcdir: Path) -> None:
    """Raise BadFileError for a template in a folder that is not UTF-8."""
    for file in sorted(folder.rglob("*.typ")):
        try:
            file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            shown = _shown(file, srcdir)
            raise BadFileError(shown, 1, "it is not UTF-8", "save it as UTF-8") from None


def _shown(file: Path, srcdir: Path) -> str:
    return file.relative_to(srcdir).as_posix() if file.is_relative_to(srcdir) else file.name
