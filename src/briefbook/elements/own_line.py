"""The line on which a role stands: the parser tells only that of the block around it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxRole


def own_line(role: SphinxRole) -> int:
    """Return the line of the first role with this text in its block, or else the block's line."""
    first = int(role.lineno)
    path = Path(role.env.doc2path(role.env.docname))
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[first - 1 :]
    except OSError:
        return first
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    block = "\n".join(lines[:end])
    words = r"[\s>]+".join(re.escape(word) for word in role.text.split())
    found = re.search(rf"`\s*{words}\s*`", block) if words else None
    return first + block.count("\n", 0, found.start()) if found else first
