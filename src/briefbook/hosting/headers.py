"""The file ``_headers`` beside the pages: some hosts obey it, and other forms are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from briefbook.hosting.policy import Headers

NAME = "_headers"


class HostingError(Exception):
    """There are no headers to speak of; the message says what to do."""


def write(headers: Headers) -> str:
    """Return the text of the file: a path, and its headers below it."""
    lines = []
    for path, values in headers.items():
        lines += [path, *(f"  {name}: {value}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def read(site: Path) -> Headers:
    """Return the headers that the build of ``site`` has written.

    Raises `HostingError` where there is no site, or a line of the file is none of its lines.
    """
    path = site / NAME
    if not path.is_file():
        raise HostingError(f"there is no '{path}'; build the site first")
    headers: Headers = {}
    values: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, colon, value = line.strip().partition(": ")
        if line.startswith("/"):
            values = headers.setdefault(line.strip(), {})
        elif line.startswith("  ") and colon and headers:
            values[name] = value
        elif line.strip():
            raise HostingError(f"{path}:{number}: '{line.strip()}' is no header; build again")
    return headers
