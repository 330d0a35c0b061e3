"""Vega-Lite in a process of its own: a specification a line comes in, an answer a line goes out.

Run as ``python engine_program.py FONT-FOLDER``; both sides are JSON.  It ends when its input does.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import vl_convert


def main() -> None:
    """Draw until the input ends."""
    vl_convert.register_font_directory(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)  # noqa: T201  # the answer


def _answer(specification: dict[str, Any]) -> dict[str, str]:
    try:
        return {"svg": vl_convert.vegalite_to_svg(specification)}
    except ValueError as error:
        return {"error": str(error).partition("\n")[0]}


if __name__ == "__main__":
    main()
