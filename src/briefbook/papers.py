"""The papers that PDFs are made for; apart from the rest, so that a command line knows them."""

from __future__ import annotations

PAPERS = ("a4", "us-letter")
