"""The small root that most tests of the PDFs build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pdf_roots import SMALL, Small
from pdfkit import write_root

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture
def small(tmp_path: Path) -> Small:
    def make(files: Mapping[str, str | bytes], name: str = "root") -> Path:
        return write_root(tmp_path / name, {**SMALL, **files})

    return make
