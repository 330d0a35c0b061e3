"""What an ingest has to say: for a person, and as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from briefbook.ingest import abbreviations, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefbook.findings import Finding
    from briefbook.ingest.article import Article, Paragraph
    from briefbook.ingest.changes import Change, Touched
    from briefbook.ingest.statements import Passed, Statement

VERSION = 1
_SHOWN = 12


@dataclass(frozen=True)
class Report:
    """All that was found about one article; ``files`` are those that were or would be written."""

    source: str
    article: Article
    paragraphs: Sequence[Paragraph]
    statements: Sequence[Statement]
    passed: Sequence[Passed]
    warnings: Sequence[Finding]
    files: Mapping[str, str]
    sha256: str
    written: bool
    changes: Sequence[Change] | None = None
    touched: Sequence[Touched] = field(default=())

    @property
    def texts(self) -> list[str]:
        """The running text, paragraph by paragraph."""
        return [paragraph.whole for paragraph in self.paragraphs if paragraph.number]

    def expansions(self) -> dict[str, str]:
        """Return abbreviations with their expansions."""
        found: dict[str, str] = {}
        for text in self.texts:
            found = {**abbreviations.definitions(text), **found}
        return dict(sorted(found.items()))

    def checks(self) -> list[facts.Fact]:
        """Return what can be looked up, by paragraph."""
        return [fact for p in self.paragraphs for fact in facts.all_facts(p.number, p.whole)]


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as JSON data."""
    expansions = report.expansions()
    article = report.article
    return {
        "version": VERSION,
        "source": report.source,
        "format": article.form,
        "title": article.title,
        "authors": list(article.authors),
        "date": article.date,
        "sha256": report.sha256,
        "written": report.written,
        "files": dict(report.files),
        "paragraphs": [
            {"number": p.number, "kind": str(p.kind), "words": len(p.whole.split())}
            for p in report.paragraphs
        ],
        "claims": [asdict(statement) for statement in report.statements],
        "no-claims": [asdict(passed) for passed in report.passed],
        "abbreviations": expansions,
        "unexplained": abbreviations.undefined(report.texts, expansions),
        "terms": facts.terms(report.texts),
        "to-check": [asdict(fact) for fact in report.checks()],
        "warnings": [
            {"rule": w.rule, "message": w.message, "remedy": w.remedy} for w in report.warnings
        ],
        "changes": None if report.changes is None else [asdict(c) for c in report.changes],
        "touched": [asdict(touched) for touched in report.touched],
    }


def as_text(report: Report) -> str:
    """Return the report for a person."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    running = [p for p in report.paragraphs if p.number]
    words = sum(len(p.whole.split()) for p in running)
    title = report.article.title or "an article without a title"
    yield f"{report.source}: {title} ({report.article.form})"
    yield (
        f"  {_count(len(running), 'paragraph')}, {words:,} words, "
        f"{_count(len(report.statements), 'statement')} to check"
    )
    yield from _changes(report)
    yield from _glossary(report)
    yield from _to_check(report)
    for passed in report.passed:
        place = f"paragraph {passed.paragraph}, sentence {passed.index}"
        yield f"  no claim: {place}, {passed.reason}"
    verb = "Wrote" if report.written else "Would write"
    for name, what in report.files.items():
        yield f"{verb} {name} ({what})"


def _changes(report: Report) -> Iterator[str]:
    if report.changes is None:
        return
    yield "Since the last time:" if report.changes else "Since the last time nothing has changed."
    for change in report.changes:
        yield f"  {change}"
    for touched in report.touched:
        where = f"{touched.path}:{touched.line}"
        yield f"  {where}: {touched.kind} '{touched.name}': {touched.reason}"


def _glossary(report: Report) -> Iterator[str]:
    expansions = report.expansions()
    unexplained = abbreviations.undefined(report.texts, expansions)
    terms = facts.terms(report.texts)
    if not (expansions or unexplained or terms):
        return
    yield "For the glossary:"
    for short, long in expansions.items():
        yield f"  {short} = {long}"
    if unexplained:
        yield f"  unexplained: {_listed(f'{w} ({n})' for w, n in unexplained.items())}"
    if terms:
        yield f"  terms: {_listed(f'{w} ({n})' for w, n in terms.items())}"


def _to_check(report: Report) -> Iterator[str]:
    found = report.checks()
    if found:
        yield "To check:"
    for kind in ("money", "percentage", "number", "date", "quotation", "office"):
        rows = [f"{fact.text} (¶ {fact.paragraph})" for fact in found if fact.kind == kind]
        if rows:
            yield f"  {kind}: {_listed(rows)}"


def _listed(items: Iterable[str]) -> str:
    rows = list(items)
    more = f"; and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    return "; ".join(rows[:_SHOWN]) + more


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
