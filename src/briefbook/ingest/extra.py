"""The libraries that only reading articles needs: an extra of the package."""

from __future__ import annotations

from importlib import import_module
from typing import Any

EXTRA = "ingest"


class MissingLibraryError(Exception):
    """A library of the extra that is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' is not installed; install it with: pip install 'briefbook[{EXTRA}]'"
        )


def need(name: str) -> Any:  # noqa: ANN401  # a module, whatever it holds
    """Return a module of the extra; raises `MissingLibraryError`."""
    try:
        return import_module(name)
    except ImportError:
        raise MissingLibraryError(name) from None
