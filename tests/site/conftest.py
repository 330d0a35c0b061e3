"""Fixtures that build the small book with the theme of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from books import brief
from site_books import ELEMENTS, FURO, TIMELINE, BuildFuro, Page, parse

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from books import Built, Files
    from conftest import Build, MakeBook


@pytest.fixture
def build_furo(make_book: MakeBook, build: Build) -> BuildFuro:
    def run(files: Files | None = None, *, name: str = "book", **settings: object) -> Built:
        root = make_book({"conf.py": FURO, **(files or {})}, name=name)
        built = build(root, overrides=settings)
        assert built.warnings == ()
        return built

    return run


@pytest.fixture
def page(build_furo: BuildFuro) -> Page:
    built = build_furo({"briefs/one.md": brief(ELEMENTS), **TIMELINE})

    def parsed(docname: str = "briefs/one") -> BeautifulSoup:
        return parse(built, docname)

    return parsed
