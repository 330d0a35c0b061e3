"""What the documents say can be run, tox runs."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CALLERS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/guide/**/*.md", ".github/workflows/*", ".ci/run", "*.yaml")
    for path in ROOT.glob(pattern)
)
# A word after "make" or "tox run -e" counts where it is code: at the start of a line or of a span.
CALL = re.compile(
    r"(?:^|`|\$ |run: |- )(?:python -m )?(?:make|tox run -e) (?P<word>[a-z-]+)", re.MULTILINE
)


@pytest.fixture(scope="module")
def tasks() -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.read(ROOT / "tox.ini", encoding="utf-8")
    return parser


def words(tasks: ConfigParser) -> set[str]:
    return {name.removeprefix("testenv:") for name in tasks.sections() if ":" in name}


@pytest.mark.parametrize("name", CALLERS)
def test_every_task_that_is_named_exists(tasks: ConfigParser, name: str) -> None:
    called = {match["word"] for match in CALL.finditer((ROOT / name).read_text(encoding="utf-8"))}
    assert called <= words(tasks) | {"clean", "help"}


def test_the_two_commands_are_in_the_readme_and_the_gate() -> None:
    for name in ("README.md", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert {"book", "test"} <= {match["word"] for match in CALL.finditer(text)}


def test_every_task_says_what_it_does(tasks: ConfigParser) -> None:
    named = words(tasks) - {".pkg"}
    assert all(tasks[f"testenv:{word}"].get("description") for word in named)


def test_every_lock_is_used_and_every_lock_that_is_used_exists() -> None:
    used = {
        name
        for caller in ("tox.ini", "Makefile")
        for name in re.findall(r"requirements/([a-z]+)\.txt", (ROOT / caller).read_text("utf-8"))
    }
    assert used == {path.stem for path in (ROOT / "requirements").glob("*.txt")}
