"""Whether the target of one link is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from briefbook.findings import nearest
from briefbook.links.address import Address, Kind
from briefbook.links.records import Fault
from briefbook.links.rules import Rule
from briefbook.links.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbook.links.address import Base
    from briefbook.links.records import PdfFile
    from briefbook.links.site import SiteFiles

# Attributes of SVG and styles that point into their own document whatever <base> says.
_OWN_DOCUMENT = ("use", "style", "lineargradient", "radialgradient", "pattern", "mpath", "textpath")
_MUST_NAME_A_FILE = frozenset(
    ("img", "script", "iframe", "embed", "source", "track", "audio", "video")
)
_PATHLESS = frozenset(("", "#", "?", " ", "\t", "\n", "\r", "\f"))
# Comparing a word with every anchor takes milliseconds; past this many, advice is not worth it.
_MOST_ADVICE = 60
_FAULTS = {
    Kind.OUTSIDE: Fault(Rule.OUTSIDE, "it leads out of the site", Rule.OUTSIDE.remedy),
    Kind.LOCAL: Fault(
        Rule.LOCAL_ADDRESS,
        "it only works on the author's own machine or network",
        Rule.LOCAL_ADDRESS.remedy,
    ),
    Kind.SCRIPT: Fault(Rule.SCRIPT, "it runs a script", Rule.SCRIPT.remedy),
    Kind.MALFORMED: Fault(Rule.FILE, "it is not a valid address", "correct the address"),
}


class Verdict(NamedTuple):
    """Where a link leads, what is wrong with it if anything, and the anchor it reaches."""

    kind: Kind
    fault: Fault | None = None
    reached: tuple[str, str] | None = None


class Judge:
    """Judges links against what was read from the site; the same question is answered once."""

    def __init__(
        self,
        files: SiteFiles,
        base: Base,
        anchors: Mapping[str, frozenset[str]],
        pdfs: Mapping[str, PdfFile],
    ) -> None:
        self._files = files
        self._base = base
        self._anchors = anchors
        self._pdfs = pdfs
        self._verdicts: dict[tuple[str, str | None, str], Verdict] = {}
        self._advice: dict[tuple[str, str], str] = {}

    def judge(self, page: str, target: str, tag: str, base: str | None = None) -> Verdict:
        """Return the verdict on a link of ``page``; ``base`` is the page's ``<base>``."""
        if base is not None and target.startswith("#") and tag in _OWN_DOCUMENT:
            base = None
        # Only an address without a path depends on the page itself and not just on its folder.
        here = page if target[:1] in _PATHLESS else page.rpartition("/")[0] + "/"
        key = (here, base, target)
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._judge(self._base.resolve(page, target, base=base), target)
            self._verdicts[key] = verdict
        if tag in _MUST_NAME_A_FILE and not target.strip():
            return Verdict(Kind.INSIDE, Fault(Rule.FILE, "it names no file", Rule.FILE.remedy))
        return verdict

    def _judge(self, address: Address, target: str) -> Verdict:
        if address.kind is not Kind.INSIDE:
            return Verdict(address.kind, _FAULTS.get(address.kind))
        found = self._files.find(address.path)
        if found is None:
            return Verdict(Kind.INSIDE, self._missing(address.path, target))
        if not address.fragment:
            return Verdict(Kind.INSIDE)
        if found in self._pdfs:
            return Verdict(Kind.INSIDE, self._in_pdf(self._pdfs[found], address.fragment))
        if found in self._anchors:
            return self._in_page(found, address.fragment)
        return Verdict(Kind.INSIDE)

    def _missing(self, path: str, target: str) -> Fault:
        if target.startswith("www."):
            advice = f"write 'https://{plain(target)}'"
        else:
            advice = self._files.advice(path)
        return Fault(Rule.FILE, self._files.why_missing(path), plain(advice) or Rule.FILE.remedy)

    def _in_page(self, page: str, fragment: str) -> Verdict:
        anchors = self._anchors[page]
        # What follows ":~:" is an instruction to the browser and no part of the anchor.
        written = fragment.partition(":~:")[0]
        for anchor in (written, unquote(written)):
            if anchor in anchors:
                return Verdict(Kind.INSIDE, None, (page, anchor))
        if unquote(written).lower() in {"", "top"}:
            return Verdict(Kind.INSIDE)
        what = f"no such anchor in {plain(page)}"
        advice = self._nearest(page, unquote(written), anchors)
        return Verdict(Kind.INSIDE, Fault(Rule.ANCHOR, what, advice or Rule.ANCHOR.remedy))

    def _nearest(self, page: str, anchor: str, anchors: frozenset[str]) -> str:
        key = (page, anchor)
        if key not in self._advice:
            spent = len(self._advice) >= _MOST_ADVICE
            match = None if spent else _most_like(anchor, anchors)
            self._advice[key] = f"nearest is '{plain(match)}'" if match else ""
        return self._advice[key]

    def _in_pdf(self, pdf: PdfFile, fragment: str) -> Fault | None:
        if pdf.trouble:
            return None  # said once, about the PDF itself
        for part in fragment.split("&"):
            key, equals, value = part.partition("=")
            if key == "page" and equals:
                number = int(value) if value.isascii() and value.isdigit() else 0
                if not 1 <= number <= pdf.pages:
                    what = f"{plain(pdf.name)} has no page '{plain(value)}'"
                    return Fault(Rule.PDF_DESTINATION, what, f"its pages are 1 to {pdf.pages}")
            elif key == "nameddest" or not equals:
                fault = missing_name(unquote(value if equals else key), pdf.names, pdf.name)
                if fault:
                    return fault
        return None


def _most_like(anchor: str, anchors: frozenset[str]) -> str | None:
    """Return the anchor that was probably meant: one that differs in capitals, else the nearest."""
    same = (other for other in sorted(anchors) if other.casefold() == anchor.casefold())
    return next(same, None) or nearest(anchor, sorted(anchors))


def missing_name(name: str, names: Mapping[str, bool], pdf: str) -> Fault | None:
    """Return the fault of a link to the destination ``name`` of ``pdf``, or None.

    ``names`` are the destinations of the PDF, each with whether its page exists.
    """
    if names.get(name):
        return None
    if name in names:
        what = f"this destination of {plain(pdf)} names a page that is not in it"
        return Fault(Rule.PDF_DESTINATION, what, Rule.PDF_DESTINATION.remedy)
    match = nearest(name, sorted(names))
    advice = f"nearest is '{plain(match)}'" if match else Rule.PDF_DESTINATION.remedy
    return Fault(Rule.PDF_DESTINATION, f"no such destination in {plain(pdf)}", advice)
