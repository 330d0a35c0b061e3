"""The real book and a book that strains every layout, built once and served to a Chromium."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from books import write
from browser_kit import FLAGS, STRAINED, Visit, chromium, pages_of, served, thinned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from browser_kit import Open

FOLDERS = ("briefs", "guide", "reference", "rules", "questions")
ROOT = Path(__file__).parents[2]
NEEDS = "make browser" if find_spec("playwright") else ""
# Without Playwright these modules cannot even be read; "make browser" has it.
collect_ignore_glob = [] if NEEDS else ["test_*.py"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """A folder with the real book in ``book`` and the strained one in ``strained``.

    Processes that test side by side share it: the first one there builds, the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    work = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"site-{testrun_uid}"
    work.mkdir(exist_ok=True)
    with (work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (work / "built").exists():
            strained = write(work / "root", STRAINED)
            _build(ROOT, work / "site" / "book", work / "trees-book", "0")
            _build(strained, work / "site" / "strained", work / "trees-strained", "1")
            (work / "built").touch()
    return work / "site"


def _build(root: Path, html: Path, trees: Path, pdf: str) -> None:
    command = [
        sys.executable,
        "-P",
        "-m",
        "sphinx",
        "-q",
        "-j",
        "auto",
        "-b",
        "html",
        "-d",
        str(trees),
    ]
    command += ["-D", f"briefbook_pdf={pdf}", str(root), str(html)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """The pages that are looked at; of the rules, which are alike, the first two."""
    return thinned(pages_of(site), ("rules",))


@pytest.fixture(scope="session")
def kinds(pages: list[str]) -> list[str]:
    """One page of each kind: all at the top and in ``docs``, and one of each other folder."""
    of_book = [name for name in pages if name.startswith("book/")]
    found = [name for name in of_book if PurePosixPath(name).parent.name in {"book", "docs"}]
    found += thinned([name for name in of_book if name not in found], FOLDERS, alike=1)
    return [*found, "strained/docs/strain.html", "strained/briefs/one.html"]


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # see collect_ignore_glob

    path = chromium()
    if path is None:
        pytest.fail("these tests need a Chromium on the PATH: install the package 'chromium'")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Open:
    @contextmanager
    def open_page(name: str, width: int = 1440, **options: object) -> Iterator[Visit]:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            **options,  # type: ignore[arg-type]  # each caller names options of new_context
        )
        seen = Visit(context.new_page(), address)
        try:
            seen.go(name)
            yield seen
        finally:
            context.close()

    return open_page
