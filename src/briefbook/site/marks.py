"""What is drawn beside words: a judgement's likelihood as a bar, its confidence as dots."""

from __future__ import annotations

_HIDDEN = 'aria-hidden="true" focusable="false"'


def scale(low: int, high: int) -> str:
    """Return an SVG of a bar from 0 to 100 % with ``low`` to ``high`` filled.

    The words beside it say the same, so it is hidden from assistive technology.
    """
    ticks = "".join(f'<path class="scale-tick" d="M{place} 2v8"/>' for place in (25, 50, 75))
    return (
        f'<svg class="likelihood-scale" viewBox="0 0 100 12" preserveAspectRatio="none" {_HIDDEN}>'
        '<rect class="scale-track" x="0" y="3" width="100" height="6"/>'
        f'<rect class="scale-range" x="{low}" y="0" width="{high - low}" height="12"/>{ticks}</svg>'
    )


def steps(full: int, among: int) -> str:
    """Return an SVG of ``among`` dots of which the first ``full`` are filled."""
    dots = "".join(
        f'<circle class="{"full" if step < full else "empty"}" '
        f'cx="{6 + 13 * step}" cy="6" r="4.5"/>'
        for step in range(among)
    )
    width = 13 * among - 1
    return f'<svg class="confidence-steps" viewBox="0 0 {width} 12" {_HIDDEN}>{dots}</svg>'
