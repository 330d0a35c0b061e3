"""What the tests in a browser share: a local server, a book that strains every layout, reports."""

from __future__ import annotations

import http.server
import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import partial
from itertools import pairwise
from pathlib import Path, PurePosixPath
from textwrap import dedent
from typing import TYPE_CHECKING, Protocol

from books import SMALL, Files, brief
from briefbook.hosting import NAME, read
from site_books import ELEMENTS, FURO, TIMELINE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from io import BufferedIOBase

    from playwright.sync_api import Page

PHONE, DESKTOP = 360, 1440
WIDTHS = (PHONE, DESKTOP)
ALIKE = 2
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LONG = "Verteidigungshaushaltsüberschreitungsgenehmigungsverfahren" * 2

_STRAIN = dedent(
    f"""\
    :::{{table}} A table that is wide
    | {" | ".join(f"Column{n}" for n in range(14))} |
    | {" | ".join(["---"] * 14)} |
    | {" | ".join(["figure 1,000"] * 14)} |
    :::

    ```text
    {"a line of code that goes on " * 12}
    ```

    {LONG} and https://example.org/{LONG} and `{LONG}`.

    :::{{note}}
    A note with {LONG}.
    :::

    ::::{{tab-set}}
    :::{{tab-item}} First
    First tab.
    :::
    :::{{tab-item}} Second
    Second tab.
    :::
    ::::

    :::{{dropdown}} More
    What was hidden.
    :::

    It stands [elsewhere](https://example.org/elsewhere).

    {{bdg-success}}`good` {{bdg-info}}`told` {{bdg-danger}}`bad` {{bdg-warning}}`mind`

    :::{{button-link}} https://example.org/
    :color: success
    A button
    :::

    - [ ] To do
    - [x] Done

    > A quotation with {{term}}`witness`.

    :::{{list-table}}
    :widths: 20 80
    :width: 50%
    :class: given

    * - One
      - Two
    :::

    A share of {{math}}`\\frac{{a}}{{b}}`.

    ```{{math}}
    a^2 + b^2 = c^2
    ```
    """
)
STRAINED: Files = {
    **SMALL,
    **TIMELINE,
    "conf.py": FURO.replace('"fieldlist"]', '"fieldlist", "tasklist"]')
    + 'briefbook_redirects = {"old/name.html": "briefs/one.html#one-said"}\n',
    "briefs/one.md": brief(ELEMENTS),
    "docs/strain.md": f"# {LONG}\n\n{_STRAIN}",
}
"""A book whose pages hold what is hard to lay out, and a handout."""


_TELL_BLOCKED = """document.addEventListener("securitypolicyviolation", (event) => {
  window.briefbookBlocked(
    `${event.violatedDirective}: ${event.blockedURI} ${event.sample} in ${event.sourceFile}`,
  );
});"""


@dataclass
class Visit:
    """One window: what its pages asked for, what their policy blocked, what they complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the window."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.expose_function("briefbookBlocked", self._note)
        self.page.add_init_script(_TELL_BLOCKED)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.complaints.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )

    def _note(self, said: str) -> None:
        self.blocked.append(said)

    def go(self, name: str) -> None:
        """Open another page of the site in the same window."""
        self.page.goto(f"{self.address}{name}")


class Open(Protocol):
    """Opens a page of the site in a new window, with the options of Playwright's contexts."""

    def __call__(
        self, name: str, width: int = DESKTOP, **options: object
    ) -> AbstractContextManager[Visit]: ...


SLOWLY = "?slowly"
"""Behind the address of a page: it arrives in pieces, as it does over a slow line."""
# Before what may widen or narrow a page that is drawn already, and at some parts of its text.
_CUTS = (b"<table", b"</thead>", b'<div class="sd-container', b'<aside id="page-contents"')
_PARTS = 3
PAUSE = 0.12  # seconds, in which a browser draws what it has


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Sends with every file of a site what a host would send that obeys the site's headers."""

    def copyfile(self, source: BufferedIOBase, outputfile: BufferedIOBase) -> None:  # type: ignore[override]  # they are
        """Send a file at once, or a page in pieces where its address asks for that."""
        if not self.path.endswith(SLOWLY):
            super().copyfile(source, outputfile)
            return
        for number, piece in enumerate(_pieces(source.read())):
            time.sleep(PAUSE if number else 0)
            outputfile.write(piece)
            outputfile.flush()

    def end_headers(self) -> None:
        site, _, rest = self.path.lstrip("/").partition("/")
        folder = Path(self.directory) / site
        if (folder / NAME).is_file():
            for path, headers in read(folder).items():
                if fnmatch(f"/{rest}", path):
                    for name, value in headers.items():
                        self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


def _pieces(page: bytes) -> Iterator[bytes]:
    """Yield the pieces of a page, the first of which ends within its text."""
    start = max(0, page.find(b"<article"))
    places = {start + (len(page) - start) * part // _PARTS for part in range(1, _PARTS)}
    places |= {place for cut in _CUTS if (place := page.find(cut, start)) > 0}
    cuts = [0, *sorted(places), len(page)]
    for begin, end in pairwise(cuts):
        yield page[begin:end]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and give its address."""
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def pages_of(folder: Path) -> list[str]:
    """Return the pages of a site that stay open."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]


def share(pages: list[str], part: int, parts: int) -> list[str]:
    """Return one of several parts of the pages, each of which has long ones and short ones."""
    return pages[part::parts]


def thinned(pages: list[str], folders: tuple[str, ...], alike: int = ALIKE) -> list[str]:
    """Return the pages, but of each folder with one of these names the first few alone."""
    found: list[str] = []
    for name in pages:
        parent = PurePosixPath(name).parent
        same = sum(PurePosixPath(other).parent == parent for other in found)
        if parent.name not in folders or same < alike:
            found.append(name)
    return found
