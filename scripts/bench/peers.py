"""What is timed: this program, and others on the same text."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.plain import Dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    """A program: what it reads, how it is called in a folder with the book, what it needs."""

    name: str
    does: str
    commands: Callable[[Path], Sequence[Sequence[str]]]
    dialect: Dialect | None = Dialect.MYST
    """None for this program's own form of the book."""
    packages: tuple[str, ...] = ()
    """Packages from the Python index, in an environment of the peer's own."""
    programs: tuple[str, ...] = ()
    """Programs that must be on the machine already."""
    most_briefs: int = 10_000
    """Above so many briefs it takes too long to be asked."""
    clean: tuple[str, ...] = field(default=("_build",))
    """What a first build must not find."""

    def missing(self, home: Path) -> str:
        """Return what is missing for a run, or nothing."""
        absent = [name for name in self.programs if shutil.which(name) is None]
        if absent:
            return f"{', '.join(absent)} not found"
        if self.packages and not self.python(home).is_file():
            return "not set up; run: python -m bench set-up"
        return ""

    def python(self, home: Path) -> Path:
        """Return the Python that has the peer's packages, or this one."""
        if not self.packages:
            return Path(sys.executable)
        return home / self.name.replace(" ", "-").lower() / "bin" / "python"

    def set_up(self, home: Path) -> str:
        """Make the peer's environment; return what went wrong, or nothing."""
        if not self.packages or self.python(home).is_file():
            return ""
        folder = self.python(home).parent.parent
        steps = (
            [sys.executable, "-m", "venv", str(folder)],
            [str(self.python(home)), "-m", "pip", "install", "--quiet", *self.packages],
        )
        for step in steps:
            done = subprocess.run(step, capture_output=True, text=True, check=False)
            if done.returncode:
                shutil.rmtree(folder, ignore_errors=True)
                return (done.stderr.strip().splitlines() or ["failed"])[-1]
        return ""


def _own(*arguments: str) -> Callable[[Path], Sequence[Sequence[str]]]:
    return lambda python: [[str(python), "-P", "-m", "briefbook", "build", *arguments]]


def _sphinx(builder: str, *arguments: str) -> Callable[[Path], Sequence[Sequence[str]]]:
    return lambda python: [
        [str(python), "-m", "sphinx", "-q", "-b", builder, *arguments, ".", f"_build/{builder}"]
    ]


def _latex(python: Path) -> Sequence[Sequence[str]]:
    return [
        [str(python), "-m", "sphinx", "-q", "-b", "latex", ".", "_build/latex"],
        ["latexmk", "-xelatex", "-silent", "-f", "-cd", "_build/latex/ageneratedbook.tex"],
    ]


def _weasyprint(python: Path) -> Sequence[Sequence[str]]:
    page = "_build/singlehtml/index.html"
    return [
        *_sphinx("singlehtml")(python),
        [str(python), "-m", "weasyprint", "--quiet", page, "_build/book.pdf"],
    ]


def _program(name: str, *arguments: str) -> Callable[[Path], Sequence[Sequence[str]]]:
    return lambda python: [[str(python.parent / name), *arguments]]


SPHINX = ("sphinx==9.0.4", "myst-parser==5.2.0", "sphinx-design==0.8.0", "furo==2025.12.19")
PEERS = (
    Peer("briefbook", "site, book, handouts, checks", _own(), None),
    Peer("briefbook pages", "site, checks", _own("--html-only"), None),
    Peer("sphinx furo", "site", _sphinx("html", "-D", "html_theme=furo")),
    Peer("sphinx basic", "site", _sphinx("html", "-D", "html_theme=basic")),
    Peer("sphinx latex", "book", _latex, programs=("latexmk", "xelatex")),
    Peer("weasyprint", "book", _weasyprint,
         packages=(*SPHINX, "weasyprint==70.0"), most_briefs=100),
    Peer("simplepdf", "book", _sphinx("simplepdf"),
         packages=(*SPHINX, "sphinx-simplepdf==1.7.0"), most_briefs=100),
    Peer("pandoc typst", "book", lambda python: [[str(python), str(HERE / "pandoc_typst.py")]],
         Dialect.MARKDOWN, packages=("pypandoc-binary==1.17", "typst==0.15.2")),
    Peer("mkdocs material", "site", _program("mkdocs", "build", "--quiet", "--site-dir", "_build"),
         Dialect.MARKDOWN, packages=("mkdocs-material==9.8.1",)),
    Peer("jupyter book", "site", _program("jupyter-book", "build", "--quiet", "--html"),
         packages=("jupyter-book==2.1.7",), programs=("node",)),
    Peer("mystmd", "site", lambda _: [["myst", "build", "--html"]], programs=("myst",)),
)  # fmt: skip
"""In the order in which each round runs them."""
