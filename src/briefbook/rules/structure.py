"""A brief has the elements that its reader relies on, and no more than a reader can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.findings import Severity
from briefbook.rules.problem import Problem
from briefbook.rules.registry import rule
from briefbook.rules.text.sentences import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.elements.record import ElementRecord
    from briefbook.rules.book import Book, BriefView
    from briefbook.rules.settings import Settings


@rule(Severity.WARNING, words=12)
def check_long_title(book: Book, settings: Settings) -> Iterator[Problem]:
    """A title of more than twelve words."""
    most = settings.number("words")
    for brief in book.briefs:
        if (count := count_words(brief.record.title)) > most:
            message = f"the title has {count} words"
            yield Problem(brief.docname, brief.line, message, f"use {most} at most")


@rule(Severity.ERROR, least=3, most=5)
def check_judgement_count(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief with fewer than three or more than five judgements; an error where it has none."""
    yield from _outside(book, settings, "judgement", "say what the evidence lets you conclude")


@rule(Severity.ERROR)
def check_alternative_missing(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief without another reading of the same evidence."""
    del settings
    for brief in book.briefs:
        if not brief.of("alternative"):
            message = "the brief gives no other view"
            remedy = "add :::{alternative} with the strongest other reading of the evidence"
            yield Problem(brief.docname, brief.line, message, remedy)


@rule(Severity.ERROR, least=2, most=4)
def check_option_count(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief with fewer than two or more than four options; an error where it has none."""
    yield from _outside(book, settings, "option", "a choice needs a second course")


@rule(Severity.WARNING)
def check_status_quo(book: Book, settings: Settings) -> Iterator[Problem]:
    """Options of which none, or more than one, is the present course."""
    del settings
    for brief in book.briefs:
        options = brief.of("option")
        present = [option for option in options if "status-quo" in option.options]
        if options and not present:
            message = "no option is the present course"
            remedy = "mark with :status-quo: the option that changes nothing, or add it"
            yield Problem(brief.docname, options[0].line, message, remedy)
        for option in present[1:]:
            message = f"option '{option.id}' is a second present course, after '{present[0].id}'"
            yield Problem(option.docname, option.line, message, "mark one option alone")


@rule(Severity.WARNING, most=3)
def check_recommendation_count(book: Book, settings: Settings) -> Iterator[Problem]:
    """More than three recommendations."""
    most = settings.number("most")
    for brief in book.briefs:
        yield from _too_many(brief, brief.of("recommendation"), most)


@rule(Severity.WARNING, least=3, most=7)
def check_indicator_count(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief with fewer than three or more than seven indicators."""
    yield from _outside(book, settings, "indicator", "say what could be seen if a judgement fails")


@rule(Severity.ERROR)
def check_indicator_direction(book: Book, settings: Settings) -> Iterator[Problem]:
    """An indicator that does not say which judgement it would raise or lower."""
    del settings
    for brief in book.briefs:
        for element in brief.of("indicator"):
            if not element.links and not {"raises", "lowers"} & element.faults:
                message = f"indicator '{element.id}' would move no judgement"
                remedy = "name one in :raises: or :lowers:"
                yield Problem(element.docname, element.line, message, remedy)


@rule(Severity.HINT)
def check_gap_missing(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief that does not say what is not known."""
    del settings
    for brief in book.briefs:
        if not brief.of("gap"):
            remedy = "add :::{gap} for what would matter most to know"
            yield Problem(brief.docname, brief.line, "the brief names no gap", remedy)


@rule(Severity.ERROR)
def check_judgement_basis(book: Book, settings: Settings) -> Iterator[Problem]:
    """A judgement that rests on nothing."""
    del settings
    for brief in book.briefs:
        for element in brief.of("judgement"):
            named = any(link.relation == "basis" for link in element.links)
            if not named and "basis" not in element.faults:
                message = f"judgement '{element.id}' has no :basis:"
                remedy = "name the claims, gaps, indicators or judgements that it rests on"
                yield Problem(element.docname, element.line, message, remedy)


@rule(Severity.ERROR)
def check_judgement_test(book: Book, settings: Settings) -> Iterator[Problem]:
    """A judgement that does not say what would change it."""
    del settings
    for brief in book.briefs:
        for element in brief.of("judgement"):
            said = element.options.get("would-change", "").strip()
            if not said and "would-change" not in element.faults:
                message = f"judgement '{element.id}' has no :would-change:"
                remedy = "name the evidence that would overturn it"
                yield Problem(element.docname, element.line, message, remedy)


def _outside(book: Book, settings: Settings, kind: str, remedy: str) -> Iterator[Problem]:
    """Yield a problem for each brief with too few or too many elements of a kind."""
    least, most = settings.number("least"), settings.number("most")
    for brief in book.briefs:
        found = brief.of(kind)
        if len(found) < least:
            message = f"the brief has {_count(len(found), kind)}"
            limits = f"give it {least} to {most}: {remedy}"
            severity = Severity.WARNING if found else None
            yield Problem(brief.docname, brief.line, message, limits, severity)
        yield from _too_many(brief, found, most)


def _too_many(brief: BriefView, found: list[ElementRecord], most: int) -> Iterator[Problem]:
    if len(found) > most:
        message = f"the brief has {_count(len(found), found[0].kind)}"
        remedy = f"keep the {most} that matter most"
        yield Problem(brief.docname, found[most].line, message, remedy, Severity.WARNING)


def _count(number: int, kind: str) -> str:
    if not number:
        return f"no {kind}s"
    return f"{number} {kind}{'s' if number > 1 else ''}"
