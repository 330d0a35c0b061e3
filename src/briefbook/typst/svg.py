"""Drawings: their text in the fonts that the PDFs carry, whatever the reader's system has."""

from __future__ import annotations

import re

_FAMILY = re.compile(r"(font-family\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^;\"'}>]+)")
_GENERIC = {
    "sans-serif": "Source Sans 3",
    "system-ui": "Source Sans 3",
    "ui-sans-serif": "Source Sans 3",
    "arial": "Source Sans 3",
    "helvetica": "Source Sans 3",
    "verdana": "Source Sans 3",
    "dejavu sans": "Source Sans 3",
    "serif": "Source Serif 4",
    "times": "Source Serif 4",
    "times new roman": "Source Serif 4",
    "georgia": "Source Serif 4",
    "monospace": "DejaVu Sans Mono",
    "courier": "DejaVu Sans Mono",
    "courier new": "DejaVu Sans Mono",
}


def with_own_fonts(svg: bytes) -> bytes:
    """Return a drawing whose generic and usual font names are those of the fonts at hand.

    No font of the system is read, so that every machine makes the same file; without this a
    drawing's "sans-serif" would be set in whatever font comes first.
    """
    try:
        text = svg.decode()
    except UnicodeDecodeError:
        return svg
    return _FAMILY.sub(_declared, text).encode()


def _declared(match: re.Match[str]) -> str:
    value = match[2]
    outer = value[0] if value[0] in "\"'" and match[1].rstrip().endswith("=") else ""
    inner = value[1:-1] if outer else value
    quote = "'" if outer != "'" else '"'
    names = [name.strip().strip("\"'") for name in inner.split(",")]
    known = [_GENERIC.get(name.lower(), name) for name in names if name]
    return match[1] + outer + ", ".join(f"{quote}{name}{quote}" for name in known) + outer
