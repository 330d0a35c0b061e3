"""Whether there is a network, told before anything slow begins."""

from __future__ import annotations

import os
import re
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.links.outside.fresh import host_of
from briefbook.links.outside.hosts import network_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ADDRESS = re.compile(rb"https?://[^\s\"'<>()\[\]`]+")
_PRIVATE = re.compile(rb"[\"']private[\"']\s*:\s*True")
_DOI = re.compile(rb"\bdoi[\"']?\s*:\s*\S", re.IGNORECASE)
_RESOLVER = "https://doi.org/"
_SUFFIXES = (".md", ".rst", ".txt", ".yaml", ".yml", ".toml")
_MOST = 2**20


def is_offline(root: Path, *, private: bool) -> bool:
    """Return whether no server that the book in ``root`` names can be reached.

    It takes a second or so.  The files are looked at for addresses as they are, before anything
    is loaded that could read them.  A book without any address needs no network.
    """
    private = private or _PRIVATE.search(_head(root / "conf.py")) is not None
    hosts: dict[str, str] = {}
    for path in _texts(root):
        text = _head(path)
        if _DOI.search(text):
            hosts.setdefault(host_of(_RESOLVER), _RESOLVER)
        for written in _ADDRESS.findall(text):
            address = written.decode("utf-8", "replace").rstrip(".,;:")
            if host := host_of(address):
                hosts.setdefault(host, address)
    return bool(hosts) and not network_there(_mixed(list(hosts.values())), private=private)


def reaches_none(addresses: Iterable[str], *, private: bool) -> bool:
    """Return whether there are servers to ask, and none of them can be reached."""
    hosts = {host_of(address): address for address in addresses}
    return not network_there(_mixed(list(hosts.values())), private=private)


def _texts(root: Path) -> Iterator[Path]:
    """Yield the files that a person may have written, in order, however deep they lie."""
    for folder, below, names in os.walk(root):
        here = Path(folder)
        below[:] = sorted(name for name in below if not _is_made(here / name))
        yield from (here / name for name in sorted(names) if name.endswith(_SUFFIXES))


def _is_made(folder: Path) -> bool:
    """Return whether a folder holds what programs have put there."""
    is_made = folder.name.startswith((".", "_build")) or folder.name == "node_modules"
    return is_made or (folder / "pyvenv.cfg").exists()


def _head(path: Path) -> bytes:
    if not path.is_file():  # to open a pipe would be to wait
        return b""
    try:
        with path.open("rb") as file:
            return file.read(_MOST)
    except OSError:
        return b""


def _mixed(addresses: list[str]) -> list[str]:
    """Return them from both ends by turns: neighbours are often down together."""
    half = len(addresses) // 2
    pairs = zip_longest(addresses[:half], reversed(addresses[half:]))
    return [address for pair in pairs for address in pair if address]
