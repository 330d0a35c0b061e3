"""The dates of a brief can all be true, and its list of changes ends with this edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.dates import show_date
from briefbook.findings import Severity
from briefbook.rules.problem import Problem
from briefbook.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings


@rule(Severity.WARNING)
def check_review_overdue(book: Book, settings: Settings) -> Iterator[Problem]:
    """A brief whose review was due before the date of this edition."""
    del settings
    for brief in book.briefs:
        if brief.faulty("review-by"):
            continue
        dates = brief.record.metadata
        due = dates.review_by
        if due <= dates.issued or dates.status == "superseded":
            continue  # a review before the issue is an error already
        if book.today and due < book.today:
            message = f"the review was due on {show_date(due)}"
            remedy = "review the brief and set a new date, or mark it superseded"
            yield Problem(brief.docname, brief.key_line("review-by"), message, remedy)


@rule(Severity.ERROR)
def check_review_before_issue(book: Book, settings: Settings) -> Iterator[Problem]:
    """A review that is due on the day of issue or before it."""
    del settings
    for brief in book.briefs:
        dates = brief.record.metadata
        if dates.review_by <= dates.issued and not brief.faulty("review-by", "issued"):
            message = f"the review is due on {show_date(dates.review_by)}"
            remedy = f"give a day after the issue on {show_date(dates.issued)}"
            yield Problem(brief.docname, brief.key_line("review-by"), message, remedy)


@rule(Severity.ERROR)
def check_cut_off_after_issue(book: Book, settings: Settings) -> Iterator[Problem]:
    """An information cut-off that is later than the day of issue."""
    del settings
    for brief in book.briefs:
        dates = brief.record.metadata
        if dates.as_of > dates.issued and not brief.faulty("as-of", "issued"):
            message = f"the information cut-off is {show_date(dates.as_of)}"
            remedy = f"it cannot be later than the issue on {show_date(dates.issued)}"
            yield Problem(brief.docname, brief.key_line("as-of"), message, remedy)


@rule(Severity.WARNING)
def check_change_unrecorded(book: Book, settings: Settings) -> Iterator[Problem]:
    """A list of changes that is empty, or whose newest entry is not of the day of issue."""
    del settings
    for brief in book.briefs:
        if brief.faulty("issued", "changes"):
            continue
        issued, changes = brief.record.metadata.issued, brief.record.metadata.changes
        if not changes:
            message = "the brief has no list of changes"
            remedy = "add changes: [{date: …, note: First edition.}]"
            yield Problem(brief.docname, brief.key_line("changes"), message, remedy)
            continue
        newest = max(change.date for change in changes)
        if newest != issued:
            message = f"the newest change is of {show_date(newest)}"
            remedy = f"say what changed in the edition of {show_date(issued)}"
            yield Problem(brief.docname, brief.key_line("changes"), message, remedy)
