"""Where an address leads: into the site, out of it, or nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_IGNORED = str.maketrans("", "", "\t\n\r")
_EDGES = "".join(map(chr, range(0x21)))
_WEB = ("http", "https")
_SCRIPTS = ("javascript", "vbscript", "livescript")
# How alike "htp://" or "httpss://" is to what was meant; "ftp://" is at 0.6 and no slip.
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_SLIP = 0.8


class Kind(Enum):
    """Where an address leads."""

    INSIDE = auto()
    EXTERNAL = auto()
    OUTSIDE = auto()
    LOCAL = auto()
    SCRIPT = auto()
    OTHER = auto()
    MALFORMED = auto()


class Address(NamedTuple):
    """A judged address.

    ``path`` is below the site's root, decoded; it ends in ``/``, or is empty, where a folder is
    meant.  ``fragment`` is as written, without ``#``; empty when there is none.
    """

    kind: Kind
    path: str = ""
    fragment: str = ""


@dataclass(frozen=True)
class Base:
    """The public address of the site: its hosts and the folders above its root.

    Where ``private`` is true, its readers are inside the network, and reach the machines there.
    """

    host: str = ""
    folders: tuple[str, ...] = ()
    private: bool = False

    @classmethod
    def of(cls, base_url: str, *, private: bool = False) -> Base:
        """Return the base that ``base_url`` describes; a lone path such as ``/book/`` will do.

        Raises `ValueError` when it is neither an address nor a path.
        """
        wrong = f"'{base_url}' is not the address of a site"
        try:
            parts = urlsplit(base_url.strip())
            host = _host(parts)
        except ValueError as error:
            raise ValueError(wrong) from error
        is_path = not parts.scheme and parts.path[:1] in {"", "/"}
        if not is_path and not (parts.scheme in _WEB and host):
            raise ValueError(wrong)
        return cls(host, tuple(unquote(s) for s in parts.path.split("/") if s), private)

    def resolve(self, page: str, target: str, *, base: str | None = None) -> Address:
        """Return where ``target`` leads from ``page``, a path below the site.

        ``base`` is the address of the page's ``<base>`` element.
        """
        if base is not None:
            start = self.resolve(page, base)
            if start.kind is not Kind.INSIDE:
                own = self.resolve(page, target)
                return own if _absolute(target) else Address(start.kind)
            page = start.path
        target = target.strip(_EDGES).translate(_IGNORED)
        match = _SCHEME.match(target)
        if match:
            return self._with_scheme(match[1].lower(), target)
        target, _, fragment = target.partition("#")
        path = target.partition("?")[0].replace("\\", "/")
        if path.startswith("//"):
            return self._web("https:" + path, fragment)
        if not path:
            return Address(Kind.INSIDE, page, fragment)
        return self._inside(page, path, fragment)

    def _with_scheme(self, scheme: str, target: str) -> Address:
        if scheme in _WEB:
            address, _, fragment = target.partition("#")
            return self._web(address, fragment)
        if scheme in _SCRIPTS:
            return Address(Kind.SCRIPT)
        if scheme == "file" or len(scheme) == 1:  # one letter: a Windows drive
            return Address(Kind.LOCAL)
        if scheme == "mailto":
            return Address(Kind.OTHER if _is_mail(target) else Kind.MALFORMED)
        slip = target[len(scheme) :].startswith("://") and _is_slip(scheme)
        return Address(Kind.MALFORMED if slip else Kind.OTHER)

    def _web(self, address: str, fragment: str) -> Address:
        try:
            parts = urlsplit(address.replace("\\", "/"))
            host, name = _host(parts), parts.hostname
        except ValueError:
            return Address(Kind.MALFORMED)
        if not name or any(sign.isspace() for sign in name):
            return Address(Kind.MALFORMED)
        if host == self.host:
            inside = self._inside("", parts.path or "/", fragment)
            return inside if inside.kind is Kind.INSIDE else Address(Kind.EXTERNAL)
        return Address(Kind.LOCAL if _is_local(name, private=self.private) else Kind.EXTERNAL)

    def _inside(self, page: str, path: str, fragment: str) -> Address:
        folders = [] if path[0] == "/" else [*self.folders, *page.split("/")[:-1]]
        segments = [_decoded(segment) for segment in path.split("/")]
        for segment in segments:
            if segment == "..":
                if not folders:
                    return Address(Kind.OUTSIDE)
                folders.pop()
            elif segment not in {"", "."}:
                folders.append(segment)
        depth = len(self.folders)
        if tuple(folders[:depth]) != self.folders:
            return Address(Kind.OUTSIDE)
        found = "/".join(folders[depth:])
        ends = "/" if found and segments[-1] in {"", ".", ".."} else ""
        return Address(Kind.INSIDE, found + ends, fragment)


def _absolute(target: str) -> bool:
    return bool(_SCHEME.match(target.strip(_EDGES))) or target.strip(_EDGES).startswith("//")


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{name}:{parts.port}" if parts.port not in {None, default} else name


def _decoded(segment: str) -> str:
    if "%" not in segment:
        return segment
    # Surrogates are how Python names a file whose name is not UTF-8.
    decoded = unquote(segment, errors="surrogateescape")
    # An encoded slash is part of a name, and no file has one.
    return segment if "/" in decoded or "\0" in decoded else decoded


def _is_local(name: str, *, private: bool) -> bool:
    """Return whether a host is out of the readers' reach; one's own machine always is."""
    name = name.rstrip(".")
    if name == "localhost" or name.endswith(".localhost") or name.startswith("127."):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return name.endswith(".local") and not private
    return address.is_loopback or not (address.is_global or private)


def _is_mail(target: str) -> bool:
    """Return whether every reader of a ``mailto:`` has a name and a host, or all stand after ?."""
    readers, asked, _ = target.partition(":")[2].partition("?")
    names = [unquote(reader).strip() for reader in readers.split(",")]
    return all(_MAIL.fullmatch(name) for name in names) or (not readers and bool(asked))


def _is_slip(scheme: str) -> bool:
    return any(SequenceMatcher(None, scheme, web).ratio() >= _SLIP for web in _WEB)
