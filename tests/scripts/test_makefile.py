"""The bootstrap says what is missing, wherever the checkout stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed; tox does without")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a book's folder"
    (folder / "requirements").mkdir(parents=True)
    for name in ("Makefile", "tox.ini", "requirements/tox.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # A make that runs these tests would hand its own options on.
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        [str(MAKE), "-C", str(folder), *arguments],
        env={**inherited, "PYTHON": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def pretend_python(folder: Path, fails_on: str) -> Path:
    """Return a Python that runs everything but code which holds ``fails_on``."""
    program = folder / "a python"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *{fails_on}*) exit 1;; esac\nexec "{sys.executable}" "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


def test_make_alone_lists_the_tasks(checkout: Path) -> None:
    result = make(checkout)
    assert result.returncode == 0
    listed = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("make ")]
    assert {"book", "test", "clean"} <= set(listed)
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_not_there_is_named(checkout: Path) -> None:
    result = make(checkout, "book", "PYTHON=no-such-python")
    assert result.returncode != 0
    assert "Briefbook: there is no no-such-python here" in result.stderr


@pytest.mark.parametrize(
    ("fails_on", "message"),
    [("version_info", "is too old"), ("ensurepip", "cannot make virtual environments")],
)
def test_an_unfit_python_is_named_with_the_reason(
    checkout: Path, fails_on: str, message: str
) -> None:
    program = pretend_python(checkout, fails_on)
    result = make(checkout, "book", f"PYTHON={program}")
    assert result.returncode != 0
    assert f"Briefbook: {program} {message}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (checkout / ".venv").exists()


def test_clean_removes_what_was_made_and_nothing_else(checkout: Path) -> None:
    for name in ("_build", ".tox", ".venv", "briefs"):
        (checkout / name).mkdir()
    assert make(checkout, "clean").returncode == 0
    assert sorted(path.name for path in checkout.iterdir()) == [
        "Makefile",
        "briefs",
        "requirements",
        "tox.ini",
    ]
