"""Fixtures that write, build and command small books."""

from __future__ import annotations

import io
import os
import re
import sys
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings
from sphinx.testing.util import SphinxTestApp

from books import SMALL, Built, Files, write
from briefbook.__main__ import main_and_exit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class MakeBook(Protocol):
    """Writes the small book with some of its files changed, and returns its folder."""

    def __call__(self, files: Files | None = None, *, name: str = "book") -> Path: ...


class Build(Protocol):
    """Runs Sphinx over a book and returns what came of it."""

    def __call__(
        self,
        root: Path,
        *,
        parallel: int = 1,
        builder: str = "html",
        overrides: Mapping[str, object] | None = None,
    ) -> Built: ...


@dataclass(frozen=True)
class Result:
    """What a command returned and printed."""

    status: int
    out: str
    err: str

    @property
    def findings(self) -> list[str]:
        """The lines that report findings: all of stderr but the summary."""
        return [
            line
            for line in self.err.splitlines()
            if not re.fullmatch(r"\d+ findings?[.:].*|Not published; .* is as it was\.", line)
        ]


class Command(Protocol):
    """Runs ``briefbook`` in this process."""

    def __call__(self, *arguments: str | Path) -> Result: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "write what was found to tests/expected; read the difference before committing it"
    parser.addoption("--record", action="store_true", help=text)


# A busy machine is no fault of a property, and a gate must not draw other examples every day.
settings.register_profile("here", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    # Every other warning is an error; this one is for MyST-Parser's authors.
    line = "ignore:'myst_parser.*' is deprecated:sphinx.deprecation.RemovedInSphinx11Warning"
    config.addinivalue_line("filterwarnings", line)


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    def make(files: Files | None = None, *, name: str = "book") -> Path:
        changed = {key: value for key, value in {**SMALL, **(files or {})}.items() if value}
        return write(tmp_path / name, changed)

    return make


@pytest.fixture
def build() -> Build:
    def run(
        root: Path,
        *,
        parallel: int = 1,
        builder: str = "html",
        overrides: Mapping[str, object] | None = None,
    ) -> Built:
        status, warning = io.StringIO(), io.StringIO()
        app = SphinxTestApp(
            builder,
            srcdir=root,
            confoverrides={"briefbook_pdf": False, **(overrides or {})},
            status=status,
            warning=warning,
            parallel=parallel,
        )
        try:
            with warnings.catch_warnings():
                # Python warns of forks beside threads, which the test runner starts.
                warnings.filterwarnings("ignore", ".*fork.*", DeprecationWarning)
                app.build()
            lines = _ANSI.sub("", warning.getvalue()).replace(f"{root}/", "").splitlines()
            return Built(root, app.outdir, app.env, tuple(lines), _ANSI.sub("", status.getvalue()))
        finally:
            app.cleanup()

    return run


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    def run(*arguments: str | Path) -> Result:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["briefbook", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main_and_exit()
        status = int(stop.value.code or 0)
        printed = capsys.readouterr()
        return Result(status, printed.out, printed.err)

    return run
