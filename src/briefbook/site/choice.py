"""How the choice of claims is written in HTML: boxes of which one is on, with numbers."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from briefbook.elements.claim import VERDICTS
from briefbook.files import write_whole
from briefbook.register import register_of
from briefbook.registers.choice import verdict_choice

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from briefbook.register import BriefDomain

ALL = "all"
SHEET = "briefbook-ledger.css"
"""The style sheet that hides the rows of other briefs than the one that is chosen."""


def visit(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the choice; it is no form, since nothing is sent, and works without scripts."""
    counts: dict[str, int] = node["counts"]
    briefs: dict[int, tuple[str, int]] = node["briefs"]
    if len(counts) > 1:
        chips = [_chip("verdict", name, name.capitalize(), count) for name, count in counts.items()]
        self.body.append(_choice("verdict", "Show claims by verdict", sum(counts.values()), chips))
    if len(briefs) > 1:
        chips = [
            _chip("brief", str(number), f"Brief {number}", count, title)
            for number, (title, count) in briefs.items()
        ]
        chips.append('<p class="ledger-none">No claim of this brief has this verdict.</p>')
        number = sum(count for _, count in briefs.values())
        self.body.append(_choice("brief", "Show claims of a brief", number, chips))
    raise nodes.SkipNode


def _choice(group: str, legend: str, number: int, chips: list[str]) -> str:
    first = _chip(group, ALL, "All", number)
    legend = f"<legend>{legend}</legend>"
    return f'<fieldset class="chips">{legend}{first}{"".join(chips)}</fieldset>\n'


def _chip(group: str, value: str, name: str, count: int, title: str = "") -> str:
    # Browsers keep what was chosen over a reload unless they are told not to.
    hint = f' title="{escape(title)}"' if title else ""
    checked = " checked" if value == ALL else ""
    return (
        f'<label class="chip"{hint}><input type="radio" name="{group}" value="{escape(value)}"'
        f' autocomplete="off"{checked}> <span>{escape(name)}</span>'
        f' <span class="count">{count}</span></label>'
    )


def _sheet(domain: BriefDomain) -> str:
    numbers = [brief.metadata.number for brief in domain.briefs.values()]
    claims = {
        (record.brief, record.options.get("verdict", "")) for record in domain.of_kind("claim")
    }
    hidden = [f"{_chosen(number)} tbody tr:not(.row-brief-{number})" for number in numbers]
    empty = [
        f'{_chosen(number)}:has([value="{verdict}"]:checked) .ledger-none'
        for number in numbers
        for verdict in VERDICTS
        if (number, verdict) not in claims
    ]
    rules = [".ledger-none { display: none }"]
    rules += [f"{','.join(hidden)} {{ display: none !important }}"] if hidden else []
    rules += (
        [f"{','.join(empty)} {{ display: block; flex-basis: 100%; margin: 0 }}"] if empty else []
    )
    return (
        "@media screen {\n"
        + "\n".join(rules)
        + "\n}\n@media print { .ledger-none { display: none } }\n"
    )


def _chosen(number: int) -> str:
    return f'.ledger:has([name="brief"][value="{number}"]:checked)'


def _add_sheet(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Write the sheet for the briefs of this book, and name it in the pages that have a choice."""
    del pagename, templatename, doctree
    if 'name="brief" value=' not in (context.get("body") or ""):
        return
    text = _sheet(register_of(app.env))
    path = Path(app.outdir) / "_static" / SHEET
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    app.add_css_file(SHEET, priority=703)


def setup(app: Sphinx) -> None:
    """Tell Sphinx how to write the choice, which stands nowhere but in HTML."""
    app.add_node(verdict_choice, html=(visit, None))
    app.connect("html-page-context", _add_sheet)
