"""The code to scan on a handout, which leads to the brief's page."""

from __future__ import annotations

from io import BytesIO

import segno

# White around a code, in its own units: four are the rule, and the page is white as well.
_QUIET_ZONE = 2


def code_for(address: str) -> dict[str, str] | None:
    """Return address and drawing (SVG) of a code, or None where no site is known.

    A page below an unknown address would send readers nowhere.
    """
    if not address.startswith(("https://", "http://")):
        return None
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, border=_QUIET_ZONE, svgclass=None, lineclass=None
    )
    return {"address": address, "svg": out.getvalue().decode()}
