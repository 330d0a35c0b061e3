"""Why a run could not begin; apart from the rest, so that to know it does not load Sphinx."""

from __future__ import annotations


class CannotRunError(Exception):
    """The build could not begin: a configuration or a folder is not usable."""


class BusyError(Exception):
    """Another build works in the same folder."""
