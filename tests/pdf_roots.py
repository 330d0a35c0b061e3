"""Small roots for the tests of the PDFs: a few pages, and a book with two briefs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pdfkit import CONF

# Writes the small pages with some of them changed, and returns their folder.
Small = Callable[..., Path]
BRIEF = """\
---
brief:
  number: {number}
  question: What is {name}?
  audience: [readers]
  status: published
  issued: 2026-01-02
  as-of: 2026-01-01
  review-by: 2026-07-02
  topics: [talk]
---
# Brief {name}

:::{{bottom-line}}
The line of {name}.
:::

## Judgements

:::{{judgement}} {name}-one
:likelihood: likely
:confidence: moderate
:basis: {name}-said
:would-change: A witness.
It is likely that {name} holds.
:::

:::{{claim}} {name}-said
:says: That {name} was said.
:source: paper
:paragraph: 1
:verdict: confirmed
:evidence: paper
It was said.
:::

See [the other]({other}.md) and [a judgement](#{other}-one).

:::{{option}} {name}-stay
:title: Stay
:status-quo:
:benefit: wordbenefit
:cost: wordcost
:risk: wordrisk
:who: wordwho
:when: wordwhen
Nothing changes.
:::
"""
SOURCES = """\
- id: paper
  type: article-newspaper
  title: A paper
  issued: "2026-01-01"
  accessed: "2026-01-02"
  URL: https://example.org/paper
  custom: {kind: press, read: page}
"""
FULL = CONF.replace('["myst_parser", "sphinx_design", "briefbook.typst"]', '["briefbook"]').replace(
    'include_patterns = ["**"]', 'include_patterns = ["index.md", "briefs/**", "docs/**"]'
)
BOOK: dict[str, str | bytes] = {
    "conf.py": FULL,
    "sources/sources.yaml": SOURCES,
    "index.md": "# Book\n\nwordroot\n\n```{toctree}\nbriefs/alpha\nbriefs/beta\ndocs/last\n```\n",
    "briefs/alpha.md": BRIEF.format(number=1, name="alpha", other="beta"),
    "briefs/beta.md": BRIEF.format(number=2, name="beta", other="alpha"),
    "docs/last.md": "# Last\n\nwordlast\n",
}
SMALL: dict[str, str | bytes] = {
    "index.md": "# Root\n\nwordroot\n\n```{toctree}\none\ntwo\n```\n",
    "one.md": "# One\n\n(here)=\n## Part\n\nwordone, see [](two.md).\n",
    "two.md": "# Two\n\nwordtwo, see {ref}`here`.\n",
}
_SENTENCE = "The slow port tests the new district, so the open supplier needs a small squadron. "
_LONG = "\n\n".join([_SENTENCE * 50] * 9)


def long_book(chapters: int = 6) -> dict[str, str | bytes]:
    """Return a book of long chapters, each of which refers to its end, the next and one far off."""
    files: dict[str, str | bytes] = {
        "index.md": "# A book\n\n```{toctree}\n:glob:\n\ndocs/*\n```\n"
    }
    for n in range(chapters):
        far = (n + 3) % chapters
        files[f"docs/d{n}.md"] = (
            f"# Chapter {n}\n\nSee [the next](d{(n + 1) % chapters}.md),"
            f" [below](#end-{n}) and [far](#end-{far}).\n\n{_LONG}\n\n(end-{n})=\n"
            f"## End {n}\n\nThe end of chapter {n}.\n"
        )
    return files
