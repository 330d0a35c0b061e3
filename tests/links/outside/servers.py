"""A web server on a free port that misbehaves in every way that real ones do."""

from __future__ import annotations

import email.utils
import gzip
import ssl
import struct
import subprocess
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE = (
    "<!doctype html><html><head><title>{title}</title></head><body><h1 id='by-id'>{title}</h1>"
    "<a name='by-name'></a><p>{text}</p></body></html>"
)
TEXT = (
    "The harbour of Seaton handled twelve hundred ships in the year under review, which is more "
    "than in any year before, and its master said that the quay could hardly take another one. "
    "He asked the council for a second crane and for two more pilots before the summer, since "
    "waiting ships cost their owners a good deal and the town its name."
)


BOMB = gzip.compress(bytes(20_000_000), 9)
"""A little that unpacks into more than is read of any page."""


class Handler(BaseHTTPRequestHandler):
    """Answers each path as its name says."""

    server: Misbehaving
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, and note what was asked."""
        path = self.path.partition("?")[0]
        self.server.asked[path] += 1
        self.server.questions.append(self.path)
        self.server.agents[self.headers.get("User-Agent", "")] += 1
        if path in self.server.during:
            self.server.during.pop(path)()
        name = path.strip("/").partition("/")[0]
        answer = ANSWERS.get(name) or (answer_ok if path in self.server.pages else answer_status)
        try:
            answer(self)
        except OSError:
            self.close_connection = True

    def do_HEAD(self) -> None:
        """Refuse what some servers refuse."""
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def reply(self, status: int, body: bytes | str = b"", **headers: str) -> None:
        """Send a whole answer."""
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        given = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
        for name, value in {
            **given,
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def answer_ok(it: Handler) -> None:
    """Answer with a page."""
    time.sleep(it.server.latency)
    it.reply(
        200,
        it.server.pages.get(it.path.partition("?")[0]) or PAGE.format(title="Seaton", text=TEXT),
    )


def answer_status(it: Handler) -> None:
    """Answer with the number that the path is; 404 where it is none."""
    name = it.path.strip("/").partition("/")[0].partition("?")[0]
    status = int(name) if name.isdigit() and name != "204" else 404
    if name == "204":
        it.send_response(204)
        it.end_headers()
    elif status in {301, 302, 303, 307, 308}:
        it.reply(status, Location=it.server.locations.get(it.path, "/ok"))
    elif status == 429 and it.server.retry_after:
        it.reply(status, Retry_After=it.server.retry_after)
    else:
        it.reply(status, PAGE.format(title=str(status), text=TEXT))


def answer_loop(it: Handler) -> None:
    """Lead back to the same place."""
    it.reply(302, Location="/loop-again" if it.path == "/loop" else "/loop")


def answer_once_gone(it: Handler) -> None:
    """Be gone once, and then there."""
    gone = it.server.asked[it.path] == 1
    it.reply(404 if gone else 200, PAGE.format(title="Seaton", text=TEXT))


def answer_wait_seconds(it: Handler) -> None:
    """Ask for patience, in seconds; be there afterwards."""
    if it.server.asked[it.path] == 1:
        it.reply(429, Retry_After="1")
    else:
        answer_ok(it)


def answer_wait_date(it: Handler) -> None:
    """Ask for patience until a time; be there afterwards."""
    if it.server.asked[it.path] == 1:
        it.reply(429, Retry_After=email.utils.formatdate(time.time() + 2, usegmt=True))
    else:
        answer_ok(it)


def answer_hang(it: Handler) -> None:
    """Say nothing until the server stops."""
    it.server.over.wait(30)
    it.close_connection = True


def answer_drip(it: Handler) -> None:
    """Send a byte now and then."""
    it.send_response(200)
    it.send_header("Content-Type", "text/html")
    it.send_header("Content-Length", "100000")
    it.end_headers()
    for _ in range(300):
        it.wfile.write(b" ")
        it.wfile.flush()
        if it.server.over.wait(0.1):
            break
    it.close_connection = True


def answer_reset(it: Handler) -> None:
    """Cut the connection without a word."""
    it.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    it.connection.close()
    it.close_connection = True


def answer_endless(it: Handler) -> None:
    """Send a page that never ends."""
    it.send_response(200)
    it.send_header("Content-Type", "text/html")
    it.end_headers()
    it.wfile.write(b"<title>Endless</title>")
    while not it.server.over.is_set():
        it.wfile.write(b"<p>and so on</p>" * 4096)
    it.close_connection = True


def answer_bad_gzip(it: Handler) -> None:
    """Claim to be packed."""
    it.reply(200, b"\x1f\x8bthis is no gzip at all", Content_Encoding="gzip")


def answer_bomb(it: Handler) -> None:
    """Send a little that unpacks into much."""
    it.reply(200, BOMB, Content_Encoding="gzip")


def answer_charset(it: Handler) -> None:
    """Name an encoding that the page is not in, and one that nobody knows."""
    body = PAGE.format(title="Hafen für Fähren", text=TEXT).encode("utf-8")
    it.reply(200, body, Content_Type="text/html; charset=klingon")


def answer_scripted(it: Handler) -> None:
    """Send a page that makes its anchors by script."""
    script = "<script>document.body.innerHTML = '<h2 id=\"made-later\">x</h2>'</script>"
    it.reply(200, PAGE.format(title="Made by script", text=TEXT) + script)


def answer_soft(it: Handler) -> None:
    """Say that it is gone, and that all is well."""
    it.reply(200, PAGE.format(title="404 – Page not found", text="Sorry, nothing is here."))


def answer_wall(it: Handler) -> None:
    """Stand before the page, and say that all is well."""
    it.reply(200, PAGE.format(title="Just a moment...", text="Checking your browser."))


def answer_nowhere(it: Handler) -> None:
    """Lead away, and do not say where."""
    it.reply(301)


def answer_unsaid(it: Handler) -> None:
    """Send a page and do not say that it is one."""
    it.reply(200, PAGE.format(title="Unsaid", text=TEXT), Content_Type="")


def answer_packed(it: Handler) -> None:
    """Pack the page in a way that nobody asked for."""
    it.reply(200, b"\x1b\x00\x01", Content_Encoding="br")


def answer_half_packed(it: Handler) -> None:
    """Send the first half of a packed page, and say that it is all."""
    whole = gzip.compress(PAGE.format(title="Half", text=TEXT).encode(), mtime=0)
    it.reply(200, whole[: len(whole) // 2], Content_Encoding="gzip")


def answer_reset_later(it: Handler) -> None:
    """Begin a page, and cut the connection in the middle of it."""
    it.send_response(200)
    it.send_header("Content-Type", "text/html")
    it.end_headers()
    it.wfile.write(b"<title>Begun</title>" + b"<p>and so on</p>" * 4096)
    it.wfile.flush()
    time.sleep(0.05)
    answer_reset(it)


def answer_slow_head(it: Handler) -> None:
    """Be quick the first time, and then send a line of the head now and then."""
    if it.server.asked[it.path] == 1:
        answer_ok(it)
        return
    it.send_response(200)
    for number in range(300):
        it.send_header(f"X-{number % 50}", "x")
        it.flush_headers()
        if it.server.over.wait(0.1):
            break
    it.close_connection = True


def answer_garbage(it: Handler) -> None:
    """Speak another language."""
    it.wfile.write(b"SSH-2.0-Server\r\n\x00\xff\r\n\r\n")
    it.close_connection = True


def answer_evil_title(it: Handler) -> None:
    """Send a title that would move a terminal's cursor and turn the line around."""
    title = '\x1b[31m\u202eevil\u2028 "x" \\\\ [table]'
    it.reply(200, PAGE.format(title=title, text=TEXT))


ANSWERS: dict[str, Callable[[Handler], None]] = {
    "ok": answer_ok,
    "loop": answer_loop,
    "loop-again": answer_loop,
    "once-gone": answer_once_gone,
    "wait-seconds": answer_wait_seconds,
    "wait-date": answer_wait_date,
    "hang": answer_hang,
    "zz-hang": answer_hang,
    "drip": answer_drip,
    "reset": answer_reset,
    "endless": answer_endless,
    "bad-gzip": answer_bad_gzip,
    "bomb": answer_bomb,
    "charset": answer_charset,
    "scripted": answer_scripted,
    "soft": answer_soft,
    "wall": answer_wall,
    "nowhere": answer_nowhere,
    "unsaid": answer_unsaid,
    "packed": answer_packed,
    "half-packed": answer_half_packed,
    "reset-later": answer_reset_later,
    "slow-head": answer_slow_head,
    "garbage": answer_garbage,
    "evil-title": answer_evil_title,
}


class Misbehaving(ThreadingHTTPServer):
    """The server; ``asked`` counts requests by path."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Handler)
        self.asked: Counter[str] = Counter()
        self.questions: list[str] = []
        self.agents: Counter[str] = Counter()
        self.pages: dict[str, str] = {}
        self.locations: dict[str, str] = {}
        self.during: dict[str, Callable[[], object]] = {}
        self.retry_after = ""
        self.latency = 0.0
        self.over = threading.Event()

    @property
    def root(self) -> str:
        """The address of the server, without a slash at the end."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that goes away is part of the play."""


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Misbehaving]:
    """Run a server on a free port of its own."""
    server = Misbehaving(host)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serving_self_signed(folder: Path) -> Iterator[Misbehaving]:
    """Run a server whose certificate nobody vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    with serving() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield server
