"""The way back from a link in the built site to the line of source that wrote it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from docutils import nodes
from sphinx import addnodes

from briefbook.links.needles import first_line, likeness, needles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from briefbook.links.needles import Needle
    from briefbook.links.records import Link

# A theme writes these too, so that only the very same address counts as the author's.
_THEME_TAGS = ("link", "script", "meta", "form", "style", "css")
_WRITTEN = ("refuri", "refid", "reftarget", "uri", "filename")
_PRINTS = (nodes.reference, nodes.image, addnodes.pending_xref, addnodes.download_reference)


class Place(NamedTuple):
    """A line of source; ``path`` is relative to the book's folder, ``line`` counts from 1."""

    path: str
    line: int


class Tracer(Protocol):
    """What the link check asks for the source of a link."""

    def trace(self, link: Link) -> Sequence[Place]:
        """Return where the link is written, in the order of the page; empty if unknown."""
        ...


class SourceTracer:
    """Finds the source of a link: in the document that Sphinx read, or else in its text.

    ``srcdir`` is the book's folder.  With ``env`` the doctrees of the build are used; without it
    every file in the folder with one of ``suffixes`` counts as a document.
    """

    def __init__(
        self,
        srcdir: Path,
        *,
        env: BuildEnvironment | None = None,
        suffixes: Sequence[str] = (".md", ".rst"),
    ) -> None:
        self._srcdir = srcdir.resolve()
        self._env = env
        self._sources = dict(_documents(self._srcdir, env, suffixes))
        self._lines: dict[Path, list[str]] = {}
        self._doctrees: dict[str, nodes.document] = {}
        self._known: dict[tuple[str, str, bool], tuple[Place, ...]] = {}

    def trace(self, link: Link) -> Sequence[Place]:
        """Return where the link is written, in the order of the page; empty if unknown."""
        exact = link.tag in _THEME_TAGS
        key = (link.page, link.target, exact)
        if key not in self._known:
            self._known[key] = tuple(self._trace(link, exact=exact))
        return self._known[key]

    def _trace(self, link: Link, *, exact: bool) -> Sequence[Place]:
        if not link.target.strip("#/. "):
            return ()
        wanted = needles(link.target, exact=exact)
        docname = self._docname(link.page)
        if docname is not None:
            found = () if exact else self._in_doctree(docname, link.target, wanted)
            return found or self._in_text(self._sources[docname], wanted, link.tag)
        if link.page.lower().endswith(".pdf"):
            return self._anywhere(link, wanted)
        return ()

    def _docname(self, page: str) -> str | None:
        """Return the document that a page was made from, under either way of naming pages."""
        bare = page.removesuffix(".html")
        for docname in (bare, bare.removesuffix("/index")):
            if docname != page and docname in self._sources:
                return docname
        return None

    def _in_doctree(self, docname: str, target: str, wanted: Sequence[Needle]) -> tuple[Place, ...]:
        if self._env is None:
            return ()
        if docname not in self._doctrees:
            self._doctrees[docname] = self._env.get_doctree(docname)
        scored = [
            (_likeness(node, target, wanted), node)
            for node in self._doctrees[docname].findall(nodes.Element)
        ]
        best = max((score for score, _ in scored), default=0)
        found = (node for score, node in scored if score and score == best)
        # One line may be reached through several nodes: a link around an image, say.
        return tuple(dict.fromkeys(self._place(node, docname, wanted) for node in found))

    def _place(self, node: nodes.Element, docname: str, wanted: Sequence[Needle]) -> Place:
        path, line = self._sources[docname], 0
        holder: nodes.Element | None = node
        while holder is not None and not line:
            line = holder.line or 0
            if line and holder.source and Path(holder.source).is_file():
                path = Path(holder.source).resolve()
            holder = holder.parent
        # docutils knows the line of a paragraph; the link may be on a later one.
        block = _block(self._text(path), line)
        further = first_line(block, wanted) if line else None
        return Place(self._shown(path), line + (further or 0))

    def _in_text(self, path: Path, wanted: Sequence[Needle], tag: str) -> tuple[Place, ...]:
        lines = self._text(path)
        for needle in wanted:
            found = [
                number
                for number, line in enumerate(lines, 1)
                if needle.is_in(line, given=tag == "id")
            ]
            if found:
                return tuple(Place(self._shown(path), number) for number in found)
        return ()

    def _anywhere(self, link: Link, wanted: Sequence[Needle]) -> tuple[Place, ...]:
        """Search the source that a PDF is named after, or for a whole book every source."""
        stem = PurePosixPath(link.page).stem
        own = [name for name in self._sources if PurePosixPath(name).name == stem]
        for needle in wanted:
            for docname in own or sorted(self._sources):
                found = self._in_text(self._sources[docname], [needle], link.tag)
                if found:
                    return found[:1]
        return ()

    def _text(self, path: Path) -> list[str]:
        if path not in self._lines:
            try:
                self._lines[path] = path.read_text("utf-8", errors="replace").splitlines()
            except OSError:
                self._lines[path] = []
        return self._lines[path]

    def _shown(self, path: Path) -> str:
        inside = path.is_relative_to(self._srcdir)
        return (path.relative_to(self._srcdir) if inside else path).as_posix()


def _documents(
    srcdir: Path, env: BuildEnvironment | None, suffixes: Sequence[str]
) -> Iterator[tuple[str, Path]]:
    if env is not None:
        for docname in sorted(env.found_docs):
            yield docname, Path(env.doc2path(docname)).resolve()
        return
    for path in sorted(srcdir.rglob("*")):
        relative = path.relative_to(srcdir)
        # Folders such as _build and .venv hold no sources.
        hidden = any(part.startswith((".", "_")) for part in relative.parts[:-1])
        if path.suffix in suffixes and not hidden and path.is_file():
            yield relative.with_suffix("").as_posix(), path


def _likeness(node: nodes.Element, target: str, wanted: Sequence[Needle]) -> int:
    if isinstance(node, nodes.raw):
        text = node.astext()
        return 2 if wanted[0].is_in(text) else 0
    if not isinstance(node, _PRINTS):
        return 0
    written = [str(node[name]) for name in _WRITTEN if node.get(name)]
    if node.get("reftargetid"):  # MyST keeps document and anchor apart
        written.append(f"{node['reftarget']}#{node['reftargetid']}")
    return max((likeness(text, target) for text in written), default=0)


def _block(lines: Sequence[str], line: int) -> Sequence[str]:
    """Return the lines from ``line`` (counted from 1) up to the next empty one."""
    start = max(line - 1, 0)
    for end in range(start, len(lines)):
        if not lines[end].strip():
            return lines[start:end]
    return lines[start:]
