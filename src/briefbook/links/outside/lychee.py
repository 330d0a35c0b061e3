"""Running lychee: its settings, its command, and what it writes about each address."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefbook.build.errors import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefbook.links.outside.settings import Settings

_NAME = "lychee.exe" if sys.platform == "win32" else "lychee"
_MOST_REDIRECTS = 10
# A machine of one's own need not be spared.
_LOOPBACK = 'concurrency = 64\nrequest_interval = "0ms"\n'


class Hop(NamedTuple):
    """One step of a redirect: where it leads, and with what status."""

    address: str
    status: int


class Reply(NamedTuple):
    """What lychee says of one address; ``status`` is 0 where there was no answer of HTTP."""

    address: str
    kind: str
    status: int
    text: str
    hops: tuple[Hop, ...]


class DeadlineError(Exception):
    """Lychee was stopped, since it was kept waiting for too long."""


def find() -> str:
    """Return where lychee is; raises `CannotRunError` with how to get it."""
    beside = Path(sys.executable).with_name(_NAME)
    found = str(beside) if beside.is_file() else shutil.which(_NAME)
    if not found:
        message = "web addresses are asked by lychee, which is not here"
        raise CannotRunError(f"{message}; install it: pip install 'briefbook[links]'")
    return found


def ask(addresses: Sequence[str], settings: Settings, loopback: Iterable[str]) -> list[Reply]:
    """Ask every address once, without its fragment; return the replies in their order.

    ``loopback`` are the hosts of this machine itself.  Raises `DeadlineError`, and
    `CannotRunError` where lychee does not work.
    """
    options = [
        *("--timeout", str(max(1, round(settings.timeout)))),
        *("--max-retries", str(settings.retries)),
        *("--max-redirects", str(_MOST_REDIRECTS)),
        *("--max-concurrency", "128"),
        *("--host-concurrency", "2"),
        *("--host-request-interval", f"{round(settings.interval * 1000)}ms"),
        *("--user-agent", settings.agent),
        *("--header", "Accept: text/html,application/xhtml+xml,*/*;q=0.8"),
        # Addresses that a pattern of lychee's own leaves out, such as example.com, are asked too.
        *("--include", "."),
    ]
    if not settings.private:
        options.append("--exclude-all-private")
    config = "".join(f"[hosts.{json.dumps(host)}]\n{_LOOPBACK}" for host in sorted(set(loopback)))
    return _run(addresses, options, config, settings.deadline)


def check_fragments(pages: Sequence[tuple[str, str]], deadline: float) -> list[bool]:
    """Return for each pair of a page's HTML and a fragment whether the page has it.

    The page comes from a file, so nobody is asked for it again.
    """
    with tempfile.TemporaryDirectory(prefix="briefbook-pages-") as folder:
        links = []
        for number, (html, fragment) in enumerate(pages):
            file = Path(folder) / f"page-{number}.html"
            file.write_text(html, encoding="utf-8", errors="replace")
            links.append(f"{file.as_uri()}#{fragment}")
        options = ["--offline", "--include-fragments=full"]
        replies = _run(links, options, "", deadline)
    return [reply.kind == "success" for reply in replies]


def _run(
    addresses: Sequence[str], options: Sequence[str], config: str, seconds: float
) -> list[Reply]:
    program = find()
    with tempfile.TemporaryDirectory(prefix="briefbook-links-") as name:
        folder = Path(name)
        # One link a line: the line in the report says which address is meant, in any spelling.
        rows = (f'<a href="{escape(address)}">x</a>\n' for address in addresses)
        (folder / "links.html").write_text("".join(rows), encoding="utf-8")
        (folder / "settings.toml").write_text(config, encoding="utf-8")
        command = [*_ending_with_us(), program, "--config", "settings.toml", "--no-progress", "-v"]
        command += ["--format", "json", "--output", "report.json", *options, "links.html"]
        # A token in the environment would be sent along with questions to GitHub.
        environment = {k: v for k, v in os.environ.items() if k != "GITHUB_TOKEN"}
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env=environment,
                timeout=seconds,
                capture_output=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DeadlineError from None
        except OSError as error:
            reason = (error.strerror or "unknown error").lower()
            raise CannotRunError(f"lychee cannot be run: {reason}: '{program}'") from None
        try:
            report = json.loads((folder / "report.json").read_bytes())
        except (OSError, ValueError):
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing"]
            raise CannotRunError(f"lychee has failed, and says: {said[-1][:200]}") from None
    return _replies(addresses, report)


def _ending_with_us() -> list[str]:
    """Return what makes Linux end a program with its parent, whatever has ended that."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def _replies(addresses: Sequence[str], report: dict[str, Any]) -> list[Reply]:
    by_line = dict(_of(report))
    nothing = ("missing", 0, "lychee says nothing about it", ())
    found = []
    for number, address in enumerate(addresses, 1):
        kind, status, text, hops = by_line.get(number, nothing)
        found.append(Reply(address, kind, status, text, hops))
    return found


def _of(report: dict[str, Any]) -> Iterator[tuple[int, tuple[str, int, str, tuple[Hop, ...]]]]:
    """Yield what is said of each line of the list."""
    for name in ("success", "error", "timeout", "excluded", "unsupported", "unknown"):
        for items in report.get(f"{name}_map", {}).values():
            for item in items:
                status, redirects = item.get("status", {}), item.get("redirects") or {}
                hops = tuple(
                    Hop(str(hop["url"]), int(hop["code"])) for hop in redirects.get("redirects", ())
                )
                text = str(status.get("details") or status.get("text") or "")
                line = int(item.get("span", {}).get("line", 0))
                yield line, (name, int(status.get("code", 0)), text, hops)
