"""Exceptions from rules: where an author writes them, and what is wrong with one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from briefbook.findings import Severity, nearest
from briefbook.frontmatter.mending import UNGIVEN
from briefbook.register import register_of
from briefbook.rules.problem import Problem
from briefbook.rules.registry import RULES, Phase, rule
from briefbook.rules.text.record import ALLOWED, Allowance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from briefbook.register import BriefDomain
    from briefbook.rules.book import Book
    from briefbook.rules.settings import Settings


_OTHER_OPTION = re.compile(r"^:(?!reason:)[\w-]+:", re.MULTILINE)


class Allow(SphinxDirective):
    """``allow``: the text inside need not follow a rule, for the reason that is given."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"reason": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the text inside, as if the directive were not there."""
        self.assert_has_content()
        given = self.arguments[0].strip()
        names = re.split(r"[\s,;]+", given)
        reason = " ".join(self.options.get("reason", "").split())
        if not reason and _OTHER_OPTION.search(self.block_text):
            reason = UNGIVEN  # what stands there in its place has been reported
        for name in names:
            allowance = Allowance(
                docname=self.env.docname,
                line=self.lineno,
                rule=name,
                reason=reason,
                first=self.lineno,
                last=self.lineno + len(self.block_text.splitlines()) - 1,
                given=given if len(names) > 1 else "",
            )
            register_of(self.env).note_allowance(allowance)
        content = self.parse_content_to_nodes()
        for node in content:  # what comes from another file has no line here
            if isinstance(node, nodes.Element) and ALLOWED not in node:
                node[ALLOWED] = self.lineno
        return content


def allowances(domain: BriefDomain) -> list[Allowance]:
    """Return every exception of a book, by document and line."""
    found = list(domain.allowances)
    for docname, brief in domain.briefs.items():
        lines = domain.keys_of(docname)
        for index, given in enumerate(brief.metadata.allow):
            line = lines.get(f"allow.{index}", lines.get("allow", 1))
            found.append(Allowance(docname, line, given.rule, given.reason))
    return sorted(found, key=lambda allowance: (allowance.docname, allowance.line, allowance.rule))


@rule(Severity.ERROR, Phase.EXCEPTIONS)
def check_exception_unknown(book: Book, settings: Settings) -> Iterator[Problem]:
    """An exception from a rule that does not exist, or from several at once."""
    del settings
    several: set[tuple[str, int]] = set()
    for allowance in book.allowances:
        place = (allowance.docname, allowance.line)
        if allowance.given and place not in several:
            several.add(place)
            message = f"an exception is from one rule, and this names '{allowance.given}'"
            remedy = "write an exception around the other, each with its own reason"
            yield Problem(*place, message, remedy)
        elif allowance.rule not in RULES and not allowance.given:
            match = nearest(allowance.rule, RULES)
            remedy = f"did you mean '{match}'?" if match else "the reference lists all rules"
            message = f"no rule '{allowance.rule}'"
            yield Problem(*place, message, remedy)


@rule(Severity.ERROR, Phase.EXCEPTIONS)
def check_exception_unexplained(book: Book, settings: Settings) -> Iterator[Problem]:
    """An exception without a reason."""
    del settings
    for allowance in book.allowances:
        if not allowance.reason and not allowance.given:
            message = f"the exception from '{allowance.rule}' has no reason"
            yield Problem(allowance.docname, allowance.line, message, "say why in :reason:")


@rule(Severity.WARNING, Phase.EXCEPTIONS)
def check_exception_unused(book: Book, settings: Settings) -> Iterator[Problem]:
    """An exception from a rule that is not broken there."""
    del settings
    for allowance in book.unused:
        if allowance.given or allowance.reason == UNGIVEN:
            continue  # what is wrong with it has been said
        message = f"nothing here breaks '{allowance.rule}'"
        yield Problem(allowance.docname, allowance.line, message, "take the exception away")


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("allow", Allow)
