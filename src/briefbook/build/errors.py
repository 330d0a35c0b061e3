"""Why a run could not begin; apart from the rest, so that to know it does not load Sphinx."""

from __future__ import annotations

from briefbook.findings import Finding

RULE = "cannot-run"


class CannotRunError(Exception):
    """The build could not begin: a configuration or a folder is not usable.

    ``finding`` says so in the form in which a program reads it.
    """

    def __init__(self, what: str | Finding) -> None:
        if isinstance(what, str):
            message, _, remedy = what.partition("; ")
            what = Finding("", 0, RULE, message, remedy)
        self.finding = what
        super().__init__(str(what).removesuffix(f" [{what.rule}]"))


class BusyError(CannotRunError):
    """Another build works in the same folder."""
