"""Small sites on disk, and the one line that says what a check of them found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.links import check_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefbook.findings import Finding
    from briefbook.links import Tracer


def write_site(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write ``files`` (path → text or bytes) below ``root`` and return it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def findings_of(
    root: Path,
    files: Mapping[str, str | bytes],
    *,
    base_url: str = "",
    trace: Tracer | None = None,
) -> tuple[Finding, ...]:
    """Write a site and return what the check finds in it."""
    return check_site(write_site(root, files), base_url=base_url, trace=trace).findings


def rules_of(root: Path, files: Mapping[str, str | bytes], *, base_url: str = "") -> list[str]:
    """Write a site and return the rules that it breaks, once for each finding."""
    return [finding.rule for finding in findings_of(root, files, base_url=base_url)]
