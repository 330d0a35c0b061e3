"""Files that Typst works with: what is written only when it changes, and read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefbook.typst.markup import printable

if TYPE_CHECKING:
    from pathlib import Path


def as_json(data: object) -> bytes:
    """Return data for a template: sorted, and with characters alone that a page can show."""
    return json.dumps(_shown(data), ensure_ascii=False, indent=1, sort_keys=True).encode()


def _shown(data: object) -> object:
    """Return data whose texts hold only characters that a page can show."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: _shown(item) for key, item in data.items()}
    return [_shown(item) for item in data] if isinstance(data, list | tuple) else data


def read_record(path: Path) -> dict[str, Any]:
    """Return what a file records, or nothing where it holds no record."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def write_if_changed(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there, unless it already holds these bytes."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
