"""The preview in a browser: pages that keep their policy, and are shown again after a save."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from books import BRIEF, SMALL, write
from preview_kit import LONGEST, previewed
from site_books import FURO

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_page_follows_what_is_saved_and_says_what_is_wrong(
    tmp_path: Path, browser: Browser
) -> None:
    root = write(tmp_path / "book", {**SMALL, "conf.py": FURO})
    with previewed(root, tmp_path / "log", "--html-only") as where:
        page = browser.new_page()
        page.set_default_timeout(LONGEST * 1000)
        said: list[str] = []
        page.on("console", lambda line: said.append(line.text))
        with page.expect_websocket():
            page.goto(f"http://{where}/briefs/one.html")
        page.wait_for_timeout(500)  # the watcher looks at files that change from now on
        write(root, {"briefs/one.md": BRIEF.replace("it holds", "it stands")})
        page.get_by_text("it stands").first.wait_for()
        write(root, {"briefs/one.md": BRIEF.replace("moderate", "modrate")})
        found = page.get_by_role("region", name="What the last build found")
        found.wait_for()
        assert "has the confidence 'modrate'" in found.inner_text()
        assert page.get_by_text("it stands").first.is_visible()
        write(root, {"briefs/one.md": BRIEF})
        page.get_by_text("it holds").first.wait_for()
        assert found.count() == 0
        assert said == []
        page.close()
