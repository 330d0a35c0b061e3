"""Looking up hosts: which there are, which stand inside the network, and whether there is one."""

from __future__ import annotations

import errno
import re
import socket
import threading
import time
from dataclasses import dataclass
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies

from briefbook.fetch import ascii_host, is_inside, is_private
from briefbook.links.outside.fresh import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from ipaddress import IPv4Address, IPv6Address

# Reserved by RFC 2606 and RFC 6761: examples lead nowhere, and are meant to.
_EXAMPLES = ("example", "test", "example.com", "example.net", "example.org")
_NEVER = ("invalid",)
_LOCAL = ("localhost", "local", "internal", "lan", "home.arpa")
_MOST_THREADS = 16
_PROBES = 12
_REFUSED = (errno.ECONNREFUSED, errno.ECONNRESET)


@dataclass(frozen=True)
class Host:
    """What looking a host up has told.

    ``exists`` is None where that cannot be told; ``private`` is true where it stands inside the
    network, and ``loopback`` where it is this machine.
    """

    exists: bool | None
    private: bool = False
    loopback: bool = False


def is_example(host: str) -> bool:
    """Return whether a host is reserved for examples, so that nobody is meant to go there."""
    return _below(host, _EXAMPLES)


def _below(host: str, names: Iterable[str]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def spelt(host: str) -> str:
    """Return a host as it is looked up; nothing where no name can be spelt so."""
    try:
        return ascii_host(host)
    except UnicodeError:
        return ""


def look_up(host: str) -> Host:
    """Return what is known of one host; it may take as long as the machine's resolver takes."""
    if not host or _below(host, _NEVER):
        return Host(exists=False)
    if _below(host, _LOCAL):
        return Host(exists=True, private=True, loopback=_below(host, ("localhost",)))
    if not (name := spelt(host)):
        return Host(exists=False)
    try:
        found = [ip_address(host)]
    except ValueError:
        return _by_name(name)
    return _at(found)


def _by_name(name: str) -> Host:
    if getproxies():  # the proxy looks names up
        return Host(exists=True)
    try:
        answers = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        return Host(exists=False if error.errno in _NO_NAME else None)
    except (OSError, UnicodeError):
        return Host(exists=None)
    return _at([ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers])


def _at(found: list[IPv4Address | IPv6Address]) -> Host:
    private = any(is_inside(str(address)) for address in found)
    loopback = all(address.is_loopback for address in found)
    return Host(exists=True, private=private, loopback=loopback)


_NO_NAME = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}


def look_up_all(hosts: Iterable[str], within: float) -> dict[str, Host]:
    """Return what is known of each host after ``within`` seconds at most."""
    answers = _each(sorted(set(hosts)), look_up, within)
    found = {host: Host(exists=None) for host in hosts}
    found.update((host, value) for host, value in answers if isinstance(value, Host))
    # Where no public name is known at all, it is the looking up that fails and not the names.
    public = [host for host in found.values() if host.exists and not host.private]
    if not public:
        for host, value in found.items():
            if value.exists is False and host and not _below(host, _NEVER):
                found[host] = Host(exists=None)
    return found


def _each(
    items: list[str], ask: Callable[[str], object], within: float
) -> list[tuple[str, object]]:
    """Ask about every item in threads; return what is known when the time is over.

    The threads are daemons: a resolver that hangs must not keep the program.
    """
    waiting: SimpleQueue[str] = SimpleQueue()
    answers: SimpleQueue[tuple[str, object]] = SimpleQueue()
    for item in items:
        waiting.put(item)

    def work() -> None:
        while True:
            try:
                item = waiting.get_nowait()
            except Empty:
                return
            answers.put((item, ask(item)))

    for _ in range(min(_MOST_THREADS, len(items))):
        threading.Thread(target=work, daemon=True).start()
    found: list[tuple[str, object]] = []
    until = time.monotonic() + within
    while len(found) < len(items):
        try:
            found.append(answers.get(timeout=max(until - time.monotonic(), 0)))
        except Empty:
            break
    return found


def network_there(addresses: Iterable[str], *, private: bool, within: float = 1.2) -> bool:
    """Return whether any of the addresses' servers, or the proxy, can be spoken to.

    A few hosts are tried at once; the first that takes a connection, or refuses one, will do.
    Hosts inside the network count only where they may be asked, and where there is no other kind
    of address, nothing is missing.
    """
    done, lock = threading.Event(), threading.Lock()
    targets = _targets(addresses, private=private)
    left = len(targets)

    def probe(host: str, port: int) -> None:
        nonlocal left
        try:
            socket.create_connection((host, port), timeout=within).close()
            reached.append(host)
            done.set()
        except OSError as error:
            if error.errno in _REFUSED:
                reached.append(host)
                done.set()
        except UnicodeError:
            pass
        finally:
            with lock:
                left -= 1
            if not left:
                done.set()

    reached: list[str] = []
    for host, port in targets:
        threading.Thread(target=probe, args=(host, port), daemon=True).start()
    if targets:
        done.wait(within)
    return bool(reached) or not targets


def _targets(addresses: Iterable[str], *, private: bool) -> list[tuple[str, int]]:
    """Return hosts and ports to try: the proxy where there is one, else some of the addresses'."""
    proxies = {name: value for name, value in getproxies().items() if name in {"http", "https"}}
    found: dict[str, int] = {}
    for address in (*proxies.values(),) or addresses:
        address = address if "//" in address else f"http://{address}"  # noqa: PLW2901  # a proxy may be bare
        host = spelt(host_of(address))
        if not host or _below(host, (*_EXAMPLES, *_NEVER)):
            continue
        if (private or proxies or not is_private(address)) and len(found) < _PROBES:
            found.setdefault(host, _port(address))
    return list(found.items())


def _port(address: str) -> int:
    try:
        port = urlsplit(address).port
    except ValueError:
        port = None
    return port or (80 if re.match(r"http:", address, re.IGNORECASE) else 443)
