"""Warnings of Sphinx, docutils and MyST as an author understands them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ThemeError

from briefbook.build.advice import ADVICE
from briefbook.build.configuration import config_trouble
from briefbook.build.remedies import advise, settle
from briefbook.findings import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path


def advised(finding: Finding, root: Path) -> Finding:
    """Return what is made of a warning; none of these only follows from another."""
    found = advise(finding, None, root)
    assert found is not None
    return found


def test_a_warning_without_advice_is_put_on_one_line(tmp_path: Path) -> None:
    finding = Finding("one.md", 3, "docutils", "two\nlines", "")
    assert advised(finding, tmp_path).message == "two lines"


def test_a_warning_without_a_line_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# One\n\n![](figures/chart.png)\n", encoding="utf-8")
    message = "image file not readable: briefs/figures/chart.png"
    found = advised(Finding("one.md", 0, "image.not_readable", message), tmp_path)
    assert found.line == 3
    gone = advised(Finding("gone.md", 0, "image.not_readable", message), tmp_path)
    assert gone.line == 0


def test_braces_in_what_an_author_wrote_do_no_harm(tmp_path: Path) -> None:
    finding = Finding("one.md", 3, "ref.term", "term not in glossary: '{word!r:>9}{0}'")
    assert advised(finding, tmp_path).message == "the glossary has no term '{word!r:>9}{0}'"


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.message[:40])
def test_each_advice_names_only_what_its_pattern_finds(advice: tuple[str, ...]) -> None:
    _, pattern, message, remedy, *_ = advice
    groups = dict.fromkeys(re.compile(pattern).groupindex, "x")
    assert message.format(**groups)
    assert remedy.format(**groups)


def test_what_only_follows_is_left_out() -> None:
    lost = Finding("one.md", 3, "docutils", "there is no footnote 'x'")
    count = Finding("one.md", 3, "docutils", "Too many autonumbered footnote references: only 0")
    other = Finding("two.md", 3, "docutils", "Too many autonumbered footnote references: only 0")
    assert settle([other, count, lost, lost]) == [lost, other]


def test_a_typesetter_that_stops_is_heard_only_alone() -> None:
    stop = Finding("", 0, "pdf-compile", "Typst refuses the page")
    cause = Finding("one.md", 3, "pdf-image-alt", "the image has no alternative text")
    hint = Finding("one.md", 3, "long", "it is long", severity=Severity.HINT)
    assert settle([stop, cause]) == [cause]
    assert settle([stop, hint]) == [stop, hint]


def test_headings_that_start_too_deep_are_named_once_for_each_file() -> None:
    deep = [
        Finding(name, line, "myst.header", "the first heading is one of level 2")
        for name in ("one.md", "two.md")
        for line in (3, 9)
    ]
    title = Finding("one.md", 9, "brief-title", "the brief has a second title, 'B'")
    other = Finding("three.md", 9, "brief-title", "the brief has a second title, 'B'")
    assert settle([*deep, title, other]) == [deep[0], other, deep[2]]


def test_configuration_that_is_no_error_of_python(tmp_path: Path) -> None:
    trouble = config_trouble(ThemeError("no theme named\n'x' found"), tmp_path / "conf.py")
    said = "conf.py: no theme named 'x' found; correct the setting [config]"
    assert str(trouble) == said
