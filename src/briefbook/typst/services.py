"""What the translator asks of Sphinx: images, numbers, addresses, places."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx.util.images import get_image_size

from briefbook import findings
from briefbook.typst.svg import with_own_fonts
from briefbook.typst.translate.core import ids_of, located

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_SCHEME = "briefbook-doc:"
_FORMATS = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}
_POINTS_PER_PIXEL = 0.75


def target_uri(docname: str) -> str:
    """Return the address under which this builder knows a document."""
    return _SCHEME + quote(docname, safe="/")


class BuilderServices:
    """Answers the translator out of a Sphinx environment; collects the images that are used."""

    def __init__(self, env: BuildEnvironment, srcdir: Path, page_builder: Builder | None) -> None:
        self._env = env
        self._srcdir = srcdir
        self._page_builder = page_builder
        self.files: dict[str, bytes] = {}

    def image_file(self, node: nodes.image) -> str | None:
        """Return the project path of an image, or None; notes its size on screen in points."""
        uri = str(node.get("uri", ""))
        if "://" in uri or uri.startswith("data:"):
            findings.report(
                "pdf-image",
                f"the image '{uri[:60]}' is on the web and is not printed",
                "save it in the book's folder and name that file",
                location=located(node),
            )
            return None
        path = self._srcdir / uri
        if not uri or not path.is_file():
            return None  # Sphinx has reported the missing file
        suffix = path.suffix.lower()
        if suffix not in _FORMATS:
            findings.report(
                "pdf-image",
                f"the image '{uri}' is of a kind that cannot be printed",
                "use a PNG, JPEG, GIF, WebP or SVG file",
                location=located(node),
            )
            return None
        if suffix != ".svg" and (size := get_image_size(str(path))):
            node["natural_width"] = size[0] * _POINTS_PER_PIXEL
        return self._keep(path.read_bytes(), suffix)

    def inline_svg(self, svg: str) -> str:
        """Return the project path of a drawing that the document itself carries."""
        if "xmlns=" not in svg:
            svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        return self._keep(svg.encode(), ".svg")

    def _keep(self, data: bytes, suffix: str) -> str:
        data = with_own_fonts(data) if suffix == ".svg" else data
        name = f"/images/{hashlib.sha256(data).hexdigest()[:20]}{suffix}"
        self.files[name] = data
        return name

    def source_place(self, node: nodes.Node) -> str:
        """Return ``path:line`` of a node, relative to the book's folder, or an empty string."""
        current = located(node)
        line = getattr(current, "line", None)
        source = str(getattr(current, "source", "") or "").split(":docstring of ")[0]
        if not line or not source:
            return ""
        try:
            source = Path(source).relative_to(self._srcdir).as_posix()
        except ValueError:
            source = Path(source).name
        return f"{source}:{line}"

    def web_path(self, docname: str) -> str:
        """Return the path of a document's page below the site's root."""
        if self._page_builder is not None:
            return self._page_builder.get_target_uri(docname)
        return quote(docname) + ".html"

    def download_path(self, node: nodes.Element) -> str:
        """Return the path of a downloadable file below the site's root, or an empty string."""
        name = node.get("filename")
        return f"_downloads/{quote(str(name))}" if name else ""

    def target(self, uri: str) -> tuple[str, str] | None:
        """Return (docname, id) of an address that this builder made."""
        if not uri.startswith(_SCHEME):
            return None
        docname, _, ident = uri.removeprefix(_SCHEME).partition("#")
        return unquote(docname), ident

    def section_number(self, docname: str, anchor: str) -> str:
        """Return a section's number as the site shows it."""
        numbers = self._env.toc_secnumbers.get(docname, {})
        key = f"#{anchor}" if f"#{anchor}" in numbers else ""  # a page's title has no anchor
        return ".".join(map(str, numbers.get(key) or ()))

    def figure_number(self, docname: str, node: nodes.Element) -> str:
        """Return the words before a numbered caption as the site shows them."""
        kind = self._env.domains.standard_domain.get_enumerable_node_type(node)
        known = self._env.toc_fignumbers.get(docname, {}).get(kind or "", {})
        for ident in ids_of(node):
            if ident in known:
                pattern = self._env.config.numfig_format.get(kind or "", "%s")
                return str(pattern % ".".join(map(str, known[ident]))).strip()
        return ""

    def equation_number(self, docname: str, node: nodes.Element) -> str:
        """Return an equation's number as the site shows it, or an empty string."""
        config = self._env.config
        if node.get("number") is None or not (config.numfig and config.math_numfig):
            return "" if node.get("number") is None else str(node["number"])
        known = self._env.toc_fignumbers.get(docname, {}).get("displaymath", {})
        number = ".".join(map(str, next((known[i] for i in ids_of(node) if i in known), ())))
        separator: str = config.math_numsep
        return separator.join(number.rsplit(".", 1))
