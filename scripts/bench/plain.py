"""A generated book for programs that know nothing of briefs: the same words, in plain Markdown."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from bench.drawing import draw, draw_pdf
from bench.model import Citation, Element, Figure, Mention, Reference, Table, Words

if TYPE_CHECKING:
    from pathlib import Path

    from bench.model import Book, Brief, Paragraph, Source


class Dialect(Enum):
    """What a program reads."""

    MYST = "myst"
    """Markdown with the roles and directives that Sphinx itself knows."""
    MARKDOWN = "markdown"
    """Markdown with tables and notes, and nothing else."""


_CONF = """\
project = "A generated book"
author = "Nobody"
copyright = "2026, nobody"
language = "en"
extensions = ["myst_parser", "sphinx_design"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
html_copy_source = False
html_show_sphinx = False
latex_engine = "xelatex"
latex_use_xindy = False
latex_elements = {"papersize": "a4paper", "pointsize": "10pt"}
"""


def write(book: Book, folder: Path, dialect: Dialect) -> None:
    """Write the book into an empty or missing folder; Markdown goes to its folder ``text``."""
    if dialect is Dialect.MARKDOWN:
        folder = folder / "text"  # MkDocs takes nothing that stands beside its settings
    for name in ("briefs", "docs", "figures"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _put(folder / "docs" / "glossary.md", _glossary(book, dialect))
    names = [f"briefs/{brief.name}" for brief in book.briefs]
    if dialect is Dialect.MYST:
        _put(folder / "conf.py", _CONF)
        listed = "\n".join([*names, "docs/glossary"])
        contents = f":::{{toctree}}\n{listed}\n:::\n"
    else:
        pairs = zip(names, book.briefs, strict=True)
        contents = "\n".join(f"- [{brief.title}]({name}.md)" for name, brief in pairs) + "\n"
    _put(folder / "index.md", f"# A generated book\n\n{contents}")
    for brief in book.briefs:
        _put(folder / "briefs" / f"{brief.name}.md", _Page(dialect).write(brief))
        for section in brief.sections:
            for block in section.blocks:
                if isinstance(block, Figure):
                    _put(folder / "figures" / f"{block.name}.svg", draw(block))
                    if dialect is Dialect.MYST:  # LaTeX reads no SVG
                        (folder / "figures" / f"{block.name}.pdf").write_bytes(draw_pdf(block))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _glossary(book: Book, dialect: Dialect) -> str:
    if dialect is Dialect.MARKDOWN:
        entries = "\n".join(
            f"**{term.name}** ({term.abbreviation}): {term.definition}\n" for term in book.terms
        )
        return f"# Glossary\n\n{entries}"
    entries = "\n".join(
        f"{term.name}\n{term.abbreviation}\n  {term.definition}\n" for term in book.terms
    )
    return f"# Glossary\n\n````{{glossary}}\n:sorted:\n\n{entries}````\n"


class _Page:
    """Writes one brief; its notes are collected for the end of the page."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._notes: list[str] = []

    def write(self, brief: Brief) -> str:
        parts = [
            f"# {brief.title}\n",
            f"*{brief.question}*\n",
            self._box("Bottom line", "", self._inline(brief.bottom_line)),
        ]
        for section in brief.sections:
            parts.append(f"## {section.title}\n")
            parts += [self._block(block) for block in section.blocks]
        return "\n".join([*parts, *self._notes])

    def _block(self, block: Paragraph | Table | Figure | Element) -> str:
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Figure):
            return self._figure(block)
        if isinstance(block, Element):
            options = "\n".join(f"- **{name}**: {value}" for name, value in block.options)
            title = f"{block.kind.capitalize()} {block.id}"
            return self._box(title, block.id, f"{self._inline(block.text)}\n\n{options}")
        return f"{self._inline(block)}\n"

    def _box(self, title: str, name: str, text: str) -> str:
        if self._dialect is Dialect.MYST:
            label = f":name: {name}\n" if name else ""
            return f":::{{admonition}} {title}\n{label}\n{text}\n:::\n"
        quoted = "\n".join(f"> {line}".rstrip() for line in f"**{title}**\n\n{text}".split("\n"))
        return f"{quoted}\n"

    def _table(self, table: Table) -> str:
        lines = [table.head, ("---",) * len(table.head), *table.rows]
        rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        if self._dialect is Dialect.MYST:
            return f":::{{table}} {table.caption}\n\n{rows}\n:::\n"
        return f"{table.caption}\n\n{rows}\n"

    def _figure(self, figure: Figure) -> str:
        if self._dialect is Dialect.MYST:
            path = f"../figures/{figure.name}.*"
            return f":::{{figure}} {path}\n:alt: Bars\n\n{figure.caption}\n:::\n"
        return f"![Bars](../figures/{figure.name}.svg)\n\n{figure.caption}\n"

    def _inline(self, paragraph: Paragraph) -> str:
        return "".join(self._part(part) for part in paragraph)

    def _part(self, part: Words | Mention | Citation | Reference) -> str:
        match part:
            case Words(text):
                return text
            case Mention(term):
                return f"{{term}}`{term.name}`" if self._dialect is Dialect.MYST else term.name
            case Citation(source, page):
                label = f"note-{len(self._notes) + 1}"
                self._notes.append(f"[^{label}]: {_note(source, page)}\n")
                return f"[^{label}]"
            case Reference(brief, text):
                return f"[{text}](brief-{brief:04}.md)"


def _note(source: Source, page: int) -> str:
    author = f"{source.given} {source.family}"
    address = f"<https://example.org/{source.id}>"
    return f"{author}, *{source.title}* (A publisher, {source.year}), p. {page}, {address}."
