"""The Sphinx domain ``brief``: the only door to what was collected from the briefs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from briefbook.elements.record import ID, KINDS, ElementRecord
from briefbook.findings import nearest, report
from briefbook.packed import Unpacked, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from briefbook.metadata import Brief
    from briefbook.quotations.record import QuotationRecord
    from briefbook.registers.coverage import Coverage
    from briefbook.rules.text.record import Allowance, Block
    from briefbook.sources.fingerprint import Verdict
    from briefbook.terms.entry import Entry
    from briefbook.terms.passages import Passage
    from briefbook.terms.uses import Use

DATA_VERSION = 13


@dataclass(frozen=True)
class BriefRecord:
    """One brief: its document, its front matter, its title and its length in words."""

    docname: str
    line: int
    metadata: Brief
    title: str
    words: int

    @property
    def slug(self) -> str:
        """The last part of its docname, which names its handout."""
        return self.docname.rsplit("/", 1)[-1]

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes at 220 words a minute, at least one."""
        return max(1, round(self.words / 220))


@dataclass(frozen=True)
class Citation:
    """One use of a source: where, and the locator as written, or empty."""

    source: str
    locator: str
    docname: str
    line: int
    anchor: str


class BriefDomain(Domain):
    """Briefs, their elements, and who refers to whom.

    Everything is kept per document, so that purging and merging are one key each.
    """

    name = "brief"
    label = "Brief"
    object_types: ClassVar = {kind: ObjType(name, "ref") for kind, (name, _) in KINDS.items()}
    roles: ClassVar = {"ref": XRefRole()}
    initial_data: ClassVar = {
        "briefs": {},
        "elements": {},
        "citations": {},
        "blocks": {},
        "allowances": {},
        "keys": {},
        "entries": {},
        "passages": {},
        "uses": {},
        "quotations": {},
        "verdicts": {},
        "coverages": {},
        "filled": {},
    }
    data_version = DATA_VERSION
    changed = False
    """Whether this run has found a document that is new, changed or gone."""
    everything = False
    """Whether this run writes every page anew."""
    _by_id: Mapping[str, ElementRecord] | None = None
    _backlinks: Mapping[str, list[tuple[str, ElementRecord]]] | None = None

    @property
    def briefs(self) -> dict[str, BriefRecord]:
        """Docname to brief, in the order of the briefs' numbers."""
        records: dict[str, BriefRecord] = self.data["briefs"]
        ordered = sorted(records.items(), key=lambda item: (item[1].metadata.number, item[0]))
        return dict(ordered)

    @property
    def elements(self) -> Mapping[str, ElementRecord]:
        """Id to element; of two with one id, the first by document and line."""
        if self._by_id is None:  # every reference in the book asks
            found: dict[str, ElementRecord] = {}
            for record in self._records():
                found.setdefault(record.id, record)
            self._by_id = MappingProxyType(found)
        return self._by_id

    def elements_of(self, docname: str) -> list[ElementRecord]:
        """Return the elements of one document in their order."""
        return list(self.data["elements"].get(docname, ()))

    def of_kind(self, kind: str) -> list[ElementRecord]:
        """Return all elements of a kind, by brief and number."""
        found = [record for record in self.elements.values() if record.kind == kind]
        return sorted(found, key=lambda record: (record.brief, record.number, record.id))

    @property
    def citations(self) -> list[Citation]:
        """Every use of a source, by document and line."""
        stored: dict[str, list[Citation]] = self.data["citations"]
        return [citation for docname in sorted(stored) for citation in stored[docname]]

    @property
    def quotations(self) -> list[QuotationRecord]:
        """Every quotation, by document and place."""
        stored: dict[str, tuple[QuotationRecord, ...]] = self.data["quotations"]
        return [record for docname in sorted(stored) for record in stored[docname]]

    @property
    def coverages(self) -> list[Coverage]:
        """Every table of coverage, by document and line."""
        stored: dict[str, tuple[Coverage, ...]] = self.data["coverages"]
        return [record for docname in sorted(stored) for record in stored[docname]]

    @property
    def filled(self) -> set[str]:
        """The docnames of documents with parts that are filled from the whole book."""
        return set(self.data["filled"])

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdicts on quotations by what decides them, so that none is found out twice."""
        verdicts: dict[str, Verdict] = self.data["verdicts"]
        return verdicts

    @property
    def blocks(self) -> Mapping[str, tuple[Block, ...]]:
        """The text of every document, by docname."""
        return Unpacked(self.data["blocks"])

    @property
    def allowances(self) -> list[Allowance]:
        """Every exception that is written around a part of the text, by document and line."""
        stored: dict[str, tuple[Allowance, ...]] = self.data["allowances"]
        return [allowance for docname in sorted(stored) for allowance in stored[docname]]

    def keys_of(self, docname: str) -> dict[str, int]:
        """Return the line of each key of a brief's front matter."""
        return dict(self.data["keys"].get(docname, {}))

    @property
    def entries(self) -> list[Entry]:
        """Every entry of the glossary, by document and place."""
        stored: dict[str, tuple[Entry, ...]] = self.data["entries"]
        return [entry for docname in sorted(stored) for entry in stored[docname]]

    @property
    def passages(self) -> Mapping[str, tuple[Passage, ...]]:
        """The text of every document in which terms are linked, by docname."""
        return Unpacked(self.data["passages"])

    @property
    def uses(self) -> dict[str, tuple[Use, ...]]:
        """The uses of terms, by docname; known once everything has been read."""
        stored: dict[str, tuple[str, tuple[Use, ...]]] = self.data["uses"]
        return {docname: uses for docname, (_, uses) in sorted(stored.items())}

    def uses_of(self, docname: str) -> tuple[Use, ...]:
        """Return the uses of terms in one document."""
        found: tuple[Use, ...] = self.data["uses"].get(docname, ("", ()))[1]
        return found

    def uses_digest(self, docname: str) -> str:
        """Return what identifies the text and the glossary that the uses were found in."""
        return str(self.data["uses"].get(docname, ("",))[0])

    def backlinks(self) -> Mapping[str, list[tuple[str, ElementRecord]]]:
        """Return, for each id, the relations and the elements that name it."""
        if self._backlinks is None:  # every page asks
            self._backlinks = MappingProxyType(self._all_backlinks())
        return self._backlinks

    def _all_backlinks(self) -> dict[str, list[tuple[str, ElementRecord]]]:
        found: dict[str, list[tuple[str, ElementRecord]]] = defaultdict(list)
        for record in self._records():
            for link in record.links:
                found[link.target].append((link.relation, record))
        return dict(found)

    def ill_named(self) -> tuple[set[str], set[tuple[str, str]]]:
        """Return ids that are not well formed, and document and kind of elements without one.

        Both have been reported; what names them only follows from that.
        """
        written: set[str] = set()
        nameless: set[tuple[str, str]] = set()
        for record in self._records():
            if record.written != record.id:
                written.add(record.written)
            if record.nameless:
                nameless.add((record.docname, record.kind))
        return written, nameless

    def explains(self, docname: str, target: str) -> bool:
        """Return whether something was reported of the element that a link in a document names."""
        written, nameless = self.ill_named()
        nameless_here = any(name == docname for name, _ in nameless)
        return target in written or (nameless_here and ID.fullmatch(target) is not None)

    def _records(self) -> Iterator[ElementRecord]:
        for docname in sorted(self.data["elements"]):
            yield from self.data["elements"][docname]

    def note_brief(self, record: BriefRecord) -> None:
        """Record a brief."""
        self.data["briefs"][record.docname] = record

    def note_element(self, record: ElementRecord) -> None:
        """Record one element after those already read in its document."""
        self._by_id = self._backlinks = None
        self.data["elements"].setdefault(record.docname, []).append(record)

    def note_citation(self, citation: Citation) -> None:
        """Record one use of a source."""
        self.data["citations"].setdefault(citation.docname, []).append(citation)

    def note_quotation(self, record: QuotationRecord) -> None:
        """Record a quotation."""
        before: tuple[QuotationRecord, ...] = self.data["quotations"].get(record.docname, ())
        self.data["quotations"][record.docname] = (*before, record)

    def note_coverage(self, record: Coverage) -> None:
        """Record a table of coverage."""
        before: tuple[Coverage, ...] = self.data["coverages"].get(record.docname, ())
        self.data["coverages"][record.docname] = (*before, record)

    def note_filled(self, docname: str) -> None:
        """Record that a document has parts that are filled from the whole book."""
        self.data["filled"][docname] = True

    def forget_verdicts(self) -> None:
        """Forget the verdicts on quotations that are no longer in the book."""
        self.data["verdicts"] = {record.key: record.verdict for record in self.quotations}

    def note_blocks(self, docname: str, blocks: tuple[Block, ...]) -> None:
        """Record the text of a document."""
        self.data["blocks"][docname] = packed(blocks)

    def note_allowance(self, allowance: Allowance) -> None:
        """Record an exception from a rule."""
        before: tuple[Allowance, ...] = self.data["allowances"].get(allowance.docname, ())
        self.data["allowances"][allowance.docname] = (*before, allowance)

    def note_keys(self, docname: str, lines: Mapping[str, int]) -> None:
        """Record the line of each key of a brief's front matter."""
        self.data["keys"][docname] = dict(lines)

    def note_entries(self, docname: str, entries: tuple[Entry, ...]) -> None:
        """Record the entries of a document's glossaries."""
        if entries:
            self.data["entries"][docname] = entries

    def note_passages(self, docname: str, passages: tuple[Passage, ...]) -> None:
        """Record the text of a document in which terms are linked."""
        self.data["passages"][docname] = packed(passages)

    def note_uses(self, docname: str, digest: str, uses: tuple[Use, ...]) -> None:
        """Record the uses of terms in a document."""
        self.data["uses"][docname] = (digest, uses)

    def forget_uses(self, docname: str) -> None:
        """Forget the uses in a document that is gone, or in which terms are no longer linked."""
        self.data["uses"].pop(docname, None)

    def clear_doc(self, docname: str) -> None:
        """Forget all that came from one document."""
        self._by_id = self._backlinks = None
        for name, stored in self.data.items():
            if name not in {"version", "uses"}:
                stored.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader collected."""
        self._by_id = self._backlinks = None
        for name in self.initial_data:
            if name == "uses":  # the main process works them out after reading
                continue
            stored = otherdata[name]
            if name == "verdicts":  # known by content, not by document
                self.data[name].update(stored)
                continue
            self.data[name].update({doc: stored[doc] for doc in docnames if doc in stored})

    def resolve_xref(  # noqa: PLR0913, PLR0917  # the signature is Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,  # noqa: ARG002
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return a link to an element; an unknown id is reported once and leaves its text."""
        del env
        record = self.elements.get(target)
        if record is None:
            if not node.get("reported") and not self.explains(fromdocname, target):
                report("reference", f"no element '{target}'", self._hint(target), location=node)
            return cast("nodes.reference", contnode)  # None would have Sphinx report it again
        return self._refnode(builder, fromdocname, record, node, contnode)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917  # the signature is Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the link that ``[](#id)`` stands for, if the id is an element's."""
        del env
        record = self.elements.get(target)
        if record is None:
            return []
        if node.get("plain"):
            message = f"the link '({target})' names {record.kind} '{target}' without a '#'"
            report("reference", message, f"write (#{target})", location=node)
        refnode = self._refnode(builder, fromdocname, record, node, contnode)
        return [(f"brief:{record.kind}", refnode)]

    @staticmethod
    def _refnode(
        builder: Builder,
        fromdocname: str,
        record: ElementRecord,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        content: nodes.Element = contnode
        if not node.get("refexplicit"):
            content = nodes.inline(record.label, record.label, classes=["element-reference"])
        return make_refnode(
            builder, fromdocname, record.docname, record.anchor, content, record.title
        )

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield every element for the search and the inventory."""
        for record in self.elements.values():
            shown = f"{record.label}: {record.title}" if record.title else record.label
            yield (record.id, shown, record.kind, record.docname, record.anchor, 1)

    def _hint(self, target: str) -> str:
        match = nearest(target, self.elements)
        return f"did you mean '{match}'?" if match else "give the id of an element of the book"


def register_of(env: BuildEnvironment) -> BriefDomain:
    """Return the register of a build."""
    return cast("BriefDomain", env.domains["brief"])


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(BriefDomain)
