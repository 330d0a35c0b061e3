"""Editorial rules: each a function over the register that yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.findings import report
from briefbook.register import register_of
from briefbook.rules import identity, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.register import BriefDomain
    from briefbook.rules.problem import Problem

Rule = "Callable[[BriefDomain], Iterator[Problem]]"

RULES: tuple[Callable[[BriefDomain], Iterator[Problem]], ...] = (
    identity.check_duplicate_id,
    identity.check_duplicate_number,
    identity.check_file_name,
    identity.check_unknown_element,
    identity.check_wrong_kind,
    structure.check_bottom_line_missing,
    structure.check_bottom_line_repeated,
)


def check(domain: BriefDomain) -> list[Problem]:
    """Return what all rules find, by document and line."""
    return sorted({problem for rule in RULES for problem in rule(domain)})


def _report_all(app: Sphinx, env: BuildEnvironment) -> None:
    del app
    for problem in check(register_of(env)):
        location = (problem.docname, problem.line)
        report(problem.rule, problem.message, problem.remedy, location=location)


def setup(app: Sphinx) -> None:
    """Check the whole register once everything has been read."""
    app.connect("env-check-consistency", _report_all)
