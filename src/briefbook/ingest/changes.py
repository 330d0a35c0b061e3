"""What another edition of an article changes, told from fingerprints, and whom it concerns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.sources.cite import CiteSyntaxError, parse_cites
from briefbook.sources.fingerprint import QuotationError, Status
from briefbook.sources.fingerprint.runs import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefbook.sources.fingerprint import Fingerprint, Paragraph

_ALIKE = 0.3
_CLAIM = re.compile(
    r"^\s*:{3,}\s*\{claim\}\s+(?P<id>\S+)[^\n]*\n(?P<options>(?:\s*:[\w-]+:[^\n]*\n)*)",
    re.MULTILINE,
)
_OPTION = re.compile(r"^\s*:(?P<name>[\w-]+):[^\S\n]*(?P<value>[^\n]*)", re.MULTILINE)
_QUOTED = re.compile(
    r"\{quoted\}(?P<ticks>`+)(?P<words>.+?)\s*<(?P<cite>[^<>`]*)>\s*(?P=ticks)", re.DOTALL
)
_BLOCK = re.compile(
    r"^\s*(?P<fence>:{3,})\s*\{quotation\}[^\n]*\n(?P<options>(?:\s*:[\w-]+:[^\n]*\n)*)"
    r"(?P<words>.*?)^\s*(?P=fence)\s*$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Change:
    """One paragraph that differs: ``old`` and ``new`` are its numbers, None where there is none.

    ``what`` is ``added``, ``removed``, ``moved`` or ``edited``.
    """

    what: str
    old: int | None
    new: int | None

    def __str__(self) -> str:
        """Return it in words."""
        if self.old == 0:
            return "what stands outside the text, as paragraph 0, was edited"
        if self.what == "moved":
            return f"paragraph {self.old} is now paragraph {self.new}"
        if self.what == "edited" and self.old != self.new:
            return f"paragraph {self.old} was edited and is now paragraph {self.new}"
        return f"paragraph {self.old if self.new is None else self.new} was {self.what}"


@dataclass(frozen=True)
class Touched:
    """A claim or quotation of the book that a change concerns: where it stands, and why."""

    path: str
    line: int
    kind: str
    name: str
    reason: str


def compare(old: Fingerprint, new: Fingerprint) -> list[Change]:
    """Return what became of each paragraph; both must be made with the same key."""
    before = [p for p in old.paragraphs if p.number]
    after = [p for p in new.paragraphs if p.number]
    pairs: dict[int, int] = {}
    free = set(range(len(after)))
    for index, paragraph in enumerate(before):
        same = [i for i in sorted(free) if _same(paragraph, after[i])]
        best = min(same, key=lambda i: (abs(after[i].number - paragraph.number), i), default=None)
        if best is not None:
            pairs[index] = best
            free.discard(best)
    edited = dict(_edited(before, after, pairs, free))
    taken = {*pairs.values(), *edited.values()}
    found = [
        Change("moved", before[a].number, after[b].number)
        for a, b in pairs.items()
        if before[a].number != after[b].number
    ]
    found += [Change("edited", before[a].number, after[b].number) for a, b in edited.items()]
    found += [
        Change("removed", p.number, None)
        for i, p in enumerate(before)
        if i not in pairs and i not in edited
    ]
    found += [Change("added", None, p.number) for i, p in enumerate(after) if i not in taken]
    if _outside(old) != _outside(new):
        found.append(Change("edited", 0, 0))
    return sorted(found, key=lambda c: (c.new or c.old or 0, c.what))


def _outside(fingerprint: Fingerprint) -> Counter[tuple[int, tuple[bytes, ...]]]:
    """Return what stands outside the running text; of fewer than five words, how many."""
    return Counter((p.words, p.records) for p in fingerprint.paragraphs if not p.number)


def _same(one: Paragraph, other: Paragraph) -> bool:
    if one.words != other.words or one.records != other.records:
        return False
    # Of fewer than five words nothing is kept, so only the place can speak.
    return bool(one.records) or one.number == other.number


def _edited(
    before: list[Paragraph], after: list[Paragraph], pairs: Mapping[int, int], free: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of paragraphs that share many runs of words, the most alike first."""
    scored = []
    for index, paragraph in enumerate(before):
        if index in pairs:
            continue
        for other in free:
            alike = _alike(paragraph, after[other])
            if alike >= _ALIKE or (alike and paragraph.number == after[other].number):
                scored.append((-alike, abs(index - other), index, other))
    used: set[int] = set()
    taken: set[int] = set()
    for _, _, index, other in sorted(scored):
        if index not in used and other not in taken:
            used.add(index)
            taken.add(other)
            yield index, other


def _alike(one: Paragraph, other: Paragraph) -> float:
    first = Counter(record[:TAG] for record in one.records)
    second = Counter(record[:TAG] for record in other.records)
    most = max(first.total(), second.total())
    return (first & second).total() / most if most else 0.0


def claims(text: str, path: str, source: str, changes: list[Change]) -> Iterator[Touched]:
    """Yield the claims of a document that name a changed paragraph of a source."""
    by_number = {change.old: change for change in changes if change.old is not None}
    for match in _CLAIM.finditer(text):
        options = {m["name"]: m["value"].strip() for m in _OPTION.finditer(match["options"])}
        if options.get("source") != source:
            continue
        numbers = [int(n) for n in re.findall(r"\d+", options.get("paragraph", ""))]
        reasons = [str(by_number[number]) for number in numbers if number in by_number]
        if reasons:
            line = text.count("\n", 0, match.start("id")) + 1
            yield Touched(path, line, "claim", match["id"], "; ".join(reasons))


def quotations(text: str, source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each quotation from a source in a document."""
    for match in _QUOTED.finditer(text):
        if _names(match["cite"], source):
            yield text.count("\n", 0, match.start()) + 1, " ".join(match["words"].split())
    for match in _BLOCK.finditer(text):
        options = {m["name"]: m["value"].strip() for m in _OPTION.finditer(match["options"])}
        if options.get("source") == source and match["words"].strip():
            yield text.count("\n", 0, match.start("fence")) + 1, " ".join(match["words"].split())


def _names(cite: str, source: str) -> bool:
    try:
        return any(found.source_id == source for found in parse_cites(cite))
    except CiteSyntaxError:
        return False


def broken(
    text: str, path: str, source: str, old: Fingerprint, new: Fingerprint
) -> Iterator[Touched]:
    """Yield the quotations of a document that stood in the old edition and not in the new."""
    for line, words in quotations(text, source):
        try:
            was, now = old.verify(words), new.verify(words)
        except QuotationError:
            continue  # a build reports it
        opening = " ".join(words.split()[:4]) + " …"
        if was.status is not now.status:
            reason = f"was {was.status}, is {now.status}"
        elif now.status is Status.VERIFIED and was.paragraph != now.paragraph:
            reason = f"stood in paragraph {was.paragraph}, stands in {now.paragraph}"
        else:
            continue
        yield Touched(path, line, "quotation", opening, reason)
