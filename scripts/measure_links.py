"""Measure the check of web addresses beside Sphinx's linkcheck, on a server of its own.

Both are given the same addresses in one run, one after the other, so that the machine's other
work weighs on both.  Read the ratio, not the seconds.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import tempfile
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from briefbook.links.outside.records import Use
from briefbook.links.outside.run import Book, check
from briefbook.links.outside.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

_WORKERS = (5, 50)
_DAY = date(2026, 1, 5)


class _Handler(BaseHTTPRequestHandler):
    """Answers every address with a small page, after a while."""

    protocol_version = "HTTP/1.1"
    latency = 0.0

    def do_GET(self) -> None:
        """Answer."""
        time.sleep(self.latency)
        body = f"<!doctype html><title>{self.path}</title><p>One page.</p>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815  # the library calls it so

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 1024

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up."""


def _serve(pipe: Connection, latency: float) -> None:
    _Handler.latency = latency
    server = _Server(("127.0.0.1", 0), _Handler)
    pipe.send(server.server_address[1])
    server.serve_forever()


def _linkcheck(folder: Path, workers: int) -> float:
    """Return the seconds that Sphinx's linkcheck takes, without reading the document."""
    with patch_docutils(folder), docutils_namespace():
        app = Sphinx(
            folder,
            folder,
            folder / f"out-{workers}",
            folder / "doctrees",
            "linkcheck",
            confoverrides={"linkcheck_workers": workers},
            status=io.StringIO(),
            warning=io.StringIO(),
        )
        begin = time.perf_counter()
        app.build()
        return time.perf_counter() - begin


def measure(count: int, latency: float, say: Callable[[str], None] = print) -> None:
    """Measure ``count`` addresses whose answer takes ``latency`` seconds; tell the results."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there, latency), daemon=True
    )
    server.start()
    root = f"http://127.0.0.1:{here.recv()}"
    addresses = [f"{root}/page/{number}" for number in range(count)]
    try:
        with tempfile.TemporaryDirectory(prefix="briefbook-measure-") as name:
            folder = Path(name)
            (folder / "conf.py").write_text("project = 'Links'\n", encoding="utf-8")
            rows = "".join(f"`{n} <{address}>`__\n\n" for n, address in enumerate(addresses))
            (folder / "index.rst").write_text(f"Links\n=====\n\n{rows}", encoding="utf-8")
            uses = {address: (Use("index.rst", 1),) for address in addresses}
            own = Settings(private=True, interval=0)
            book = Book(folder / "links.toml", "links.toml", uses, own)
            for what in ("first run", "second run"):
                begin = time.perf_counter()
                result = check(book, _DAY)
                seconds = time.perf_counter() - begin
                say(f"briefbook, {what}: {seconds:.1f} s, {result.asked} asked")
            for workers in _WORKERS:
                say(f"linkcheck, {workers} workers: {_linkcheck(folder, workers):.1f} s")
    finally:
        server.terminate()
        server.join()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="addresses (default: 1000)")
    parser.add_argument(
        "--latency", type=float, default=0.05, metavar="SECONDS", help="(default: 0.05)"
    )
    arguments = parser.parse_args(argv)
    measure(arguments.count, arguments.latency)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
