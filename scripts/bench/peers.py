"""What is timed: this program, and others on the same text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.plain import Dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    """A program: what it reads, how it is called in a folder with the book, what it needs."""

    name: str
    does: str
    commands: Callable[[Path], Sequence[Sequence[str]]]
    makes: str
    """Pattern of what must be there afterwards: one file, or with a star one for each brief."""
    dialect: Dialect | None = Dialect.MYST
    """None for this program's own form of the book."""
    packages: tuple[str, ...] = ()
    """Packages from the Python index, in an environment of the peer's own."""
    programs: tuple[str, ...] = ()
    """Programs that must be on the machine already."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Settings of its own, by file name; `{briefs}` stands for the list of briefs."""
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

    def environment(self, home: Path) -> dict[str, str]:
        """Return the environment in which the peer finds the programs of its packages."""
        path = os.pathsep.join([str(self.python(home).parent), os.environ.get("PATH", "")])
        return {**os.environ, "PATH": path}

    def write_settings(self, folder: Path, names: Sequence[str]) -> None:
        """Write the settings of its own beside a book whose briefs have these file names."""
        for name, text in self.files.items():
            listed = "".join(f"  - file: briefs/{brief}\n" for brief in names)
            (folder / name).write_text(text.replace("{briefs}\n", listed), encoding="utf-8")

    def unmade(self, folder: Path, briefs: int) -> str:
        """Return what a run that ended well has not made, or nothing."""
        found = sum(path.stat().st_size > 0 for path in folder.glob(self.makes))
        wanted = briefs if "*" in self.makes else 1
        return "" if found >= wanted else f"made {found} of {wanted} {self.makes}"

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
        ["make", "--silent", "-C", "_build/latex", "all-pdf", "LATEXMKOPTS=-silent"],
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
PAGES = "_build/html/briefs/*.html"
MKDOCS = {
    "mkdocs.yml": "site_name: A generated book\ndocs_dir: text\nsite_dir: _build\n"
    "theme: {name: material, font: false}\nmarkdown_extensions: [tables, footnotes]\n"
}
JUPYTER = {
    "_config.yml": 'title: A generated book\nexecute: {execute_notebooks: "off"}\n'
    "parse: {myst_enable_extensions: [colon_fence, deflist, fieldlist]}\n"
    "sphinx: {extra_extensions: [sphinx_design]}\n",
    "_toc.yml": "format: jb-book\nroot: index\nchapters:\n{briefs}\n  - file: docs/glossary\n",
}
MYSTMD = {
    "myst.yml": "version: 1\nproject: {title: A generated book}\nsite: {template: book-theme}\n"
}
PEERS = (
    Peer("briefbook", "site, book, handouts, checks", _own(), "_build/html/pdf/brief-*.pdf", None),
    Peer("briefbook pages", "site, checks", _own("--html-only"), PAGES, None),
    Peer("briefbook PDFs", "book, handouts", _own("--pdf-only"), "_build/pdf/brief-*.pdf", None),
    Peer("sphinx furo", "site", _sphinx("html", "-D", "html_theme=furo"), PAGES),
    Peer("sphinx basic", "site", _sphinx("html", "-D", "html_theme=basic"), PAGES),
    Peer("sphinx latex", "book", _latex, "_build/latex/ageneratedbook.pdf",
         programs=("make", "latexmk", "xelatex")),
    Peer("weasyprint", "book", _weasyprint, "_build/book.pdf",
         packages=(*SPHINX, "weasyprint==70.0"), most_briefs=100),
    Peer("simplepdf", "book", _sphinx("simplepdf"), "_build/simplepdf/A generated book.pdf",
         packages=(*SPHINX, "sphinx-simplepdf==1.7.0"), most_briefs=100),
    Peer("pandoc typst", "book", lambda python: [[str(python), str(HERE / "pandoc_typst.py")]],
         "_build/book.pdf", Dialect.MARKDOWN, packages=("pypandoc-binary==1.17", "typst==0.15.2")),
    Peer("mkdocs material", "site", _program("mkdocs", "build", "--quiet"),
         "_build/briefs/*/index.html", Dialect.MARKDOWN,
         packages=("mkdocs-material==9.8.1",), files=MKDOCS),
    Peer("jupyter book", "site", _program("jupyter-book", "build", "-q", "."), PAGES,
         packages=("jupyter-book==1.0.4.post1", "sphinx-design"), files=JUPYTER),
    Peer("mystmd", "site", lambda _: [["myst", "build", "--html", "--ci"]], PAGES,
         programs=("myst",), files=MYSTMD),
)  # fmt: skip
"""In the order in which each round runs them."""
