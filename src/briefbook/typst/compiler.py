"""Compiles Typst to PDF, and spells out the characters that no font has."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typst
from briefbook.parallel import stay_here
from briefbook.typst.diagnosis import Problem, explain, glyphs, refused, spelt, warned
from briefbook.typst.typefaces import fonts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

# An accessible and an archivable file at once.
STANDARDS: list[Any] = ["ua-1", "a-2a"]
# Rounds in which characters without a glyph are replaced; a second one is needed only when the
# replacement itself meets a font without the glyph.
_ROUNDS = 3


@dataclass
class Result:
    """A compiled file, or None, with the problems met on the way."""

    pdf: bytes | None
    problems: list[Problem] = field(default_factory=list)


class Press:
    """Compiles the files of one Typst project; safe to use from several threads."""

    def __init__(
        self,
        root: Path,
        fonts: Iterable[Path],
        timestamp: int,
        own: Mapping[str, str] | None = None,
    ) -> None:
        """``own`` maps the book's own templates, as Typst reads them, to paths in the book."""
        self._root = root
        self._own = own or {}
        self._timestamp = timestamp
        self._fonts = fonts_of(fonts)
        self._local = threading.local()

    def _compiler(self) -> typst.Compiler:
        """Return this thread's compiler: it keeps what it has laid out for the next file."""
        if not hasattr(self._local, "compiler"):
            self._local.compiler = typst.Compiler(
                root=str(self._root), font_paths=self._fonts, ignore_system_fonts=True
            )
        compiler: typst.Compiler = self._local.compiler
        return compiler

    def compile(self, main: str, inputs: dict[str, str], documents: Sequence[str]) -> Result:
        """Return the PDF of a file of the project, characters without a glyph spelt out.

        ``documents`` names the translated documents in it, where such characters are looked for.
        """
        stay_here()
        missing: set[str] = set()
        problems: set[Problem] = set()
        pdf: bytes | None = None
        for _ in range(_ROUNDS):
            told = {c: spelt(c) for c in sorted(missing)}
            try:
                made, warnings = self._compiler().compile_with_warnings(
                    str(self._root / main),
                    format="pdf",
                    sys_inputs={**inputs, "missing": json.dumps(told)},
                    pdf_standards=STANDARDS,
                    timestamp=self._timestamp,
                )
            except typst.TypstError as error:
                found, characters = explain(error, self._root, self._own)
                problems.update(found)
                if characters <= missing and not found:
                    problems.add(refused(str(error.message)))
                if characters <= missing or found:
                    missing |= characters
                    break
                missing |= characters
            else:
                problems.update(warned(warning, self._root, self._own) for warning in warnings)
                pdf = bytes(made)  # type: ignore[arg-type]
                break
        else:
            problems.add(refused("it has characters that no font shows"))
        contents = [self._root / "content" / f"{name}.typ" for name in documents]
        problems.update(glyphs(missing, contents))
        return Result(pdf, sorted(problems))

    def told(self, label: str) -> dict[str, Any]:
        """Return what the file compiled last in this thread says at a label, or nothing."""
        try:
            found = json.loads(self._compiler().query(f"<{label}>", field="value", one=True))
        except (RuntimeError, ValueError):  # a template of the book need not have the label
            return {}
        return found if isinstance(found, dict) else {}

    def asked(self, main: str, inputs: dict[str, str], label: str) -> dict[str, Any]:
        """Return what a file says at a label without making a PDF of it, or nothing."""
        stay_here()
        compiler = typst.Compiler(
            str(self._root / main),
            root=str(self._root),
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )
        try:
            found = json.loads(compiler.query(f"<{label}>", field="value", one=True))
        except (RuntimeError, ValueError):  # to compile it will tell why
            return {}
        return found if isinstance(found, dict) else {}


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
