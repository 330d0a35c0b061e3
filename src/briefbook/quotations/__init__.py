"""Quotations in a book: compared with the fingerprints of their sources, counted, reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.findings import report
from briefbook.quotations import mark
from briefbook.quotations.check import shelf_of, stamp_of
from briefbook.register import register_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _report_findings(app: Sphinx) -> None:
    for finding in shelf_of(app.env).findings:
        place = f"{app.srcdir / finding.path}:0"
        report(finding.rule, finding.message, finding.remedy, location=place)


def _outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> set[str]:
    """Have documents read again whose quotations were compared with another fingerprint."""
    del app, added, changed, removed
    return {
        record.docname
        for record in register_of(env).quotations
        if record.stamp != stamp_of(env, record.source)
    }


def _forget(app: Sphinx, env: BuildEnvironment) -> None:
    del app
    register_of(env).forget_verdicts()


def setup(app: Sphinx) -> None:
    """Register the settings, and keep the verdicts up to date."""
    mark.setup(app)
    kinds = frozenset({str})
    app.add_config_value("briefbook_fingerprints", "sources/fingerprints", "env", kinds)
    app.add_config_value("briefbook_texts", ".texts", "env", kinds)
    app.connect("builder-inited", _report_findings)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _forget)
