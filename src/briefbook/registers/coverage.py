"""``coverage``: a source paragraph by paragraph, and which claims deal with each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from briefbook.conf_place import BadSettingError
from briefbook.elements.nodes import register_placeholder
from briefbook.findings import nearest, report
from briefbook.quotations.check import folder_of, shelf_of
from briefbook.register import register_of
from briefbook.registers.context import Cell, Context, table
from briefbook.sources.fingerprint import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from briefbook.elements.record import ElementRecord
    from briefbook.register import BriefDomain
    from briefbook.sources.fingerprint import Fingerprint

SETTING = "briefbook_coverage"
_REASON = re.compile(r"(?P<numbers>\d+(?:\s*,\s*\d+)*)\s*:\s*(?P<reason>\S.*)")


@dataclass(frozen=True)
class Coverage:
    """A table of coverage: where it stands, of which source, and why paragraphs hold no claim.

    ``reasons`` are pairs of a paragraph's number and the reason.
    """

    docname: str
    line: int
    source: str
    reasons: tuple[tuple[int, str], ...]


class CoverageDirective(SphinxDirective):
    """Marks where the table goes; its content are lines such as ``3: a repetition of 2``."""

    has_content = True
    option_spec: ClassVar = {"source": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the placeholder, and enter the table in the register."""
        source = str(self.options.get("source", "")).strip()
        made = shelf_of(self.env).get(source)
        if made is None or made.partial:
            self._problem(source, made)
            return []
        self.env.note_dependency(file_of(folder_of(self.env), source))
        known = {paragraph.number for paragraph in made.paragraphs}
        reasons = dict(_configured(self.config, source))
        reasons.update(self._given(known))
        record = Coverage(self.env.docname, self.lineno, source, tuple(sorted(reasons.items())))
        register_of(self.env).note_coverage(record)
        node = register_placeholder(register=self.name, source=source, line=self.lineno)
        self.set_source_info(node)
        return [node]

    def _given(self, known: set[int]) -> Iterator[tuple[int, str]]:
        """Yield the reasons in the content, having reported what is none."""
        # Counted in the block: what MyST says of the place of content leaves the fence out.
        rows = [row.strip() for row in self.block_text.splitlines()]
        for text in self.content:
            if not text.strip():
                continue
            place = (self.env.docname, self.lineno + rows.index(text.strip()))
            match = _REASON.fullmatch(text.strip())
            if match is None:
                remedy = "write the number of a paragraph, a colon, and why it holds no claim"
                report("coverage-reason", f"'{text.strip()}' is no reason", remedy, location=place)
                continue
            for number in map(int, match["numbers"].split(",")):
                if number in known and number:
                    yield number, match["reason"].strip()
                else:
                    message = f"the source has no paragraph {number}"
                    report("coverage-reason", message, "mend the number", location=place)

    def _problem(self, source: str, made: Fingerprint | None) -> None:
        if made is not None:
            message = f"of '{source}' only passages are known, and not how many paragraphs it has"
            remedy = "make a fingerprint of the whole text"
        elif not source:
            message, remedy = "coverage has no :source:", "name the article's source"
        else:
            match = nearest(source, shelf_of(self.env))
            message = f"no fingerprint tells the paragraphs of '{source}'"
            remedy = f"did you mean '{match}'?" if match else "make one: briefbook ingest"
        report("coverage-source", message, remedy, location=(self.env.docname, self.lineno))


def _configured(config: Config, source: str) -> Iterator[tuple[int, str]]:
    """Yield the reasons that conf.py gives for a source."""
    for number, reason in getattr(config, SETTING).get(source, {}).items():
        yield int(number), " ".join(str(reason).split())


def _check_setting(app: Sphinx, config: Config) -> None:
    del app
    for source, reasons in getattr(config, SETTING).items():
        usable = isinstance(reasons, dict) and all(
            str(number).isdecimal() and isinstance(reason, str) and reason.strip()
            for number, reason in reasons.items()
        )
        if not usable:
            example = '{"3": "a repetition of paragraph 2"}'
            message = f"{SETTING}: '{source}' is {reasons!r}"
            raise BadSettingError(SETTING, message, f"write it as {example}", source)


def dealing(domain: BriefDomain, source: str) -> dict[int, list[ElementRecord]]:
    """Return the claims on a source by the number of each paragraph that they name."""
    found: dict[int, list[ElementRecord]] = {}
    for record in domain.of_kind("claim"):
        if record.options.get("source", "").strip() == source:
            for number in re.findall(r"\d+", record.options.get("paragraph", "")):
                found.setdefault(int(number), []).append(record)
    return found


def uncovered(env: BuildEnvironment, domain: BriefDomain, coverage: Coverage) -> list[int]:
    """Return the paragraphs that no claim names and for which no reason is given."""
    made = shelf_of(env).get(coverage.source)
    numbers = {paragraph.number for paragraph in made.paragraphs} if made else set()
    dealt = {*dealing(domain, coverage.source), *dict(coverage.reasons), 0}
    return sorted(numbers - dealt)


def fill(context: Context) -> list[nodes.Node]:
    """Return the table of the source that the placeholder names."""
    source, line = context.options["source"], context.options["line"]
    env = context.app.env
    record = next(
        c
        for c in context.domain.coverages
        if (c.docname, c.line, c.source) == (context.docname, line, source)
    )
    made = shelf_of(env)[source]
    words: Counter[int] = Counter()
    for paragraph in made.paragraphs:
        words[paragraph.number] += paragraph.words
    dealt, reasons = dealing(context.domain, source), dict(record.reasons)
    rows: list[list[Cell]] = [
        [
            str(number) if number else "heading or links",
            str(count),
            *_cells(context, dealt.get(number, []), reasons.get(number, "")),
        ]
        for number, count in sorted(words.items())
        if number or number in dealt
    ]
    headers = ("Paragraph", "Words", "Claims", "Briefs")
    return [table(headers, (14, 10, 34, 42), rows, "coverage")]


def _cells(context: Context, claims: list[ElementRecord], reason: str) -> list[Cell]:
    """Return the links to claims and to their briefs, or why there are none."""
    if not claims:
        text = f"no claim: {reason}" if reason else "not dealt with"
        return [text, ""]
    links: list[nodes.Node] = []
    for claim in claims:
        links += [nodes.Text(", ")] if links else []
        links.append(context.link(claim.id))
    briefs: list[nodes.Node] = []
    for docname in dict.fromkeys(claim.docname for claim in claims):
        briefs += [nodes.Text("; ")] if briefs else []
        briefs.append(context.link_brief(context.domain.briefs[docname]))
    return [links, briefs]


def setup(app: Sphinx) -> None:
    """Register the directive and the setting."""
    app.add_config_value(SETTING, {}, "env", frozenset({dict}))
    app.connect("config-inited", _check_setting)
    app.add_directive("coverage", CoverageDirective)
