"""A generated book as this program reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bench.drawing import draw
from bench.model import Citation, Element, Figure, Mention, Reference, Table, Words

if TYPE_CHECKING:
    from pathlib import Path

    from bench.model import Book, Brief, Paragraph, Shape, Source

_CONF = """\
project = "A generated book"
author = "Nobody"
copyright = "2026, nobody"
language = "en-GB"
release = "1"
extensions = ["briefbook"]
exclude_patterns = ["_build"]
nitpicky = True
html_theme = "furo"
html_copy_source = False
html_show_sphinx = False
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_footnote_transition = False
briefbook_title = "A generated book"
briefbook_date = "2026-11-22"
briefbook_papers = ["a4"]  # as many as the other programs print
"""
_FRONT = """\
---
brief:
  number: {number}
  question: {question}
  audience: [readers]
  status: published
  issued: 2026-11-22
  as-of: 2026-11-15
  review-by: 2027-05-22
  topics: [generated]
  changes: [{{date: 2026-11-22, note: First edition.}}]
---

# {title}

:::{{bottom-line}}
{bottom_line}
:::
"""
_PAGES = {
    "judgements": "# Judgements\n\n:::{judgement-register}\n:::\n",
    "claims": "# Claims\n\n:::{claim-register}\n:::\n",
    "indicators": "# Indicators\n\n:::{indicator-register}\n:::\n",
    "sources": "# Sources\n\n:::{source-register}\n:::\n",
}


# Words of a brief beyond which its handout has more than the four pages that the rule allows.
_LONG = 4000


def _rules(shape: Shape) -> str:
    """Return which rules of the house such a book is meant to break."""
    broken = "*" if shape.sparse else "handout-pages" if shape.words > _LONG else ""
    return f'briefbook_rules = {{"{broken}": "off"}}\n' if broken else ""


def write(book: Book, folder: Path) -> None:
    """Write the book into an empty or missing folder."""
    for name in ("briefs", "docs", "sources", "figures"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _put(folder / "conf.py", _CONF + _rules(book.shape))
    pages = [*_PAGES, "glossary"]
    listed = "\n".join(f"docs/{name}" for name in pages)
    _put(
        folder / "index.md",
        "# A generated book\n\n:::{brief-cards}\n:::\n\n"
        ":::{toctree}\n:hidden:\n:caption: Briefs\n:glob:\n\nbriefs/*\n:::\n\n"
        f":::{{toctree}}\n:hidden:\n:caption: Reference\n\n{listed}\n:::\n",
    )
    for name, text in _PAGES.items():
        _put(folder / "docs" / f"{name}.md", text)
    _put(folder / "docs" / "glossary.md", _glossary(book))
    items = [_item(source) for source in book.sources]
    _put(folder / "sources" / "sources.yaml", yaml.safe_dump(items, sort_keys=False))
    for brief in book.briefs:
        _put(folder / "briefs" / f"{brief.name}.md", _brief(brief))
        for section in brief.sections:
            for block in section.blocks:
                if isinstance(block, Figure):
                    _put(folder / "figures" / f"{block.name}.svg", draw(block))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _glossary(book: Book) -> str:
    entries = "\n".join(
        f"{term.name}\n{term.abbreviation}\n  {term.definition}\n" for term in book.terms
    )
    return f"# Glossary\n\n````{{glossary}}\n:sorted:\n\n{entries}````\n"


def _item(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "type": "report",
        "title": source.title,
        "author": [{"family": source.family, "given": source.given}],
        "publisher": "A publisher",
        "issued": str(source.year),
        "accessed": "2026-11-22",
        "URL": f"https://example.org/{source.id}",
        "custom": {"kind": "official", "read": "page"},
    }


def _brief(brief: Brief) -> str:
    front = _FRONT.format(
        number=brief.number,
        question=brief.question,
        title=brief.title,
        bottom_line=_inline(brief.bottom_line),
    )
    parts = [front]
    for section in brief.sections:
        parts.append(f"## {section.title}\n")
        parts += [_block(block) for block in section.blocks]
    return "\n".join(parts)


def _block(block: Paragraph | Table | Figure | Element) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Figure):
        return f":::{{figure}} ../figures/{block.name}.svg\n:alt: Bars\n\n{block.caption}\n:::\n"
    if isinstance(block, Element):
        options = "\n".join(f":{name}: {value}".rstrip() for name, value in block.options)
        return f":::{{{block.kind}}} {block.id}\n{options}\n{_inline(block.text)}\n:::\n"
    return f"{_inline(block)}\n"


def _table(table: Table) -> str:
    lines = [table.head, ("---",) * len(table.head), *table.rows]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f":::{{table}} {table.caption}\n{rows}\n:::\n"


def _inline(paragraph: Paragraph) -> str:
    return "".join(_part(part) for part in paragraph)


def _part(part: Words | Mention | Citation | Reference) -> str:
    match part:
        case Words(text):
            return text
        case Mention(term):
            return term.name  # the glossary finds it
        case Citation(source, page):
            return f" {{cite}}`{source.id} [p. {page}]`"
        case Reference(brief, text):
            return f"[{text}](brief-{brief:04}.md)"
