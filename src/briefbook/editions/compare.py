"""Two books as data, and what moved from one to the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Data = dict[str, Any]
WATCHED: dict[str, tuple[str, ...]] = {
    "bottom-line": ("wording",),
    "judgement": ("wording", "likelihood", "confidence", "basis", "would-change"),
    "claim": ("wording", "verdict", "evidence"),
    "alternative": ("wording", "title"),
    "option": ("wording", "title", "status-quo"),
    "recommendation": ("wording", "who", "by"),
    "indicator": ("wording", "raises", "lowers"),
    "gap": ("wording",),
}
"""What is compared of each kind of element, in the order in which it is told."""
FACTS = ("file", "number", "title", "question", "status", "as-of", "review-by")
"""What is compared of a brief itself."""


@dataclass(frozen=True)
class Change:
    """One thing that moved: ``what`` it is, and how it stood before and stands now."""

    what: str
    before: str
    now: str


@dataclass(frozen=True)
class ElementChanges:
    """What became of one element; one that is new or gone has no single changes."""

    kind: str
    id: str
    label: str
    title: str
    state: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class BriefChanges:
    """What became of one brief: ``new``, ``gone`` or ``changed``."""

    file: str
    number: int
    title: str
    state: str
    changes: tuple[Change, ...] = ()
    elements: tuple[ElementChanges, ...] = field(default_factory=tuple)


def compare(before: Data, now: Data) -> list[BriefChanges]:
    """Return what moved, by the briefs' numbers.

    Briefs are known by their files, and one whose file was renamed by its number.
    """
    old = {brief["file"]: brief for brief in before["briefs"]}
    new = {brief["file"]: brief for brief in now["briefs"]}
    for earlier, later in _renamed(old, new):
        old[later] = old.pop(earlier)
    found = [_brief(old.get(file), new.get(file)) for file in sorted({*old, *new})]
    return sorted((c for c in found if c), key=lambda change: (change.number, change.file))


def _renamed(old: Mapping[str, Data], new: Mapping[str, Data]) -> list[tuple[str, str]]:
    """Return the old and new file of each brief that alone bears its number on both sides."""
    gone = _by_number(brief for file, brief in old.items() if file not in new)
    come = _by_number(brief for file, brief in new.items() if file not in old)
    return [
        (gone[number][0]["file"], come[number][0]["file"])
        for number in gone.keys() & come.keys()
        if len(gone[number]) == len(come[number]) == 1
    ]


def _by_number(briefs: Iterable[Data]) -> dict[int, list[Data]]:
    found: defaultdict[int, list[Data]] = defaultdict(list)
    for brief in briefs:
        found[brief["number"]].append(brief)
    return found


def _brief(old: Data | None, new: Data | None) -> BriefChanges | None:
    brief = new or old
    if brief is None:
        return None
    if old is None or new is None:
        state = "new" if old is None else "gone"
        return BriefChanges(brief["file"], brief["number"], brief["title"], state)
    facts = tuple(_moved(name, str(old[name]), str(new[name])) for name in FACTS)
    elements = tuple(_elements(old, new))
    changes = tuple(change for change in facts if change)
    if not changes and not elements:
        return None
    return BriefChanges(
        brief["file"], brief["number"], brief["title"], "changed", changes, elements
    )


def _elements(old: Data, new: Data) -> Iterator[ElementChanges]:
    before, now = _by_id(old), _by_id(new)
    for key in [*now, *(key for key in before if key not in now)]:
        element = now.get(key) or before[key]
        state = "changed" if key in before and key in now else "new" if key in now else "gone"
        moved = tuple(_element(before[key], now[key])) if state == "changed" else ()
        if moved or state != "changed":
            yield ElementChanges(
                element["kind"], element["id"], element["label"], element["title"], state, moved
            )


def _by_id(brief: Data) -> dict[tuple[str, str], Data]:
    """Return a brief's elements; the bottom line is known by its kind, since there is one."""
    return {
        (e["kind"], "" if e["kind"] == "bottom-line" else e["id"]): e for e in brief["elements"]
    }


def _element(old: Data, new: Data) -> Iterator[Change]:
    for what in WATCHED[new["kind"]]:
        if change := _moved(what, _value(old, what), _value(new, what)):
            yield change


def _value(element: Mapping[str, Any], what: str) -> str:
    """Return what one element says of one thing, as text that can be compared and shown."""
    reader = _READERS.get(what)
    if reader:
        return reader(element)
    return " ".join(str(element["options"].get(what, "")).split())


def _likelihood(element: Mapping[str, Any]) -> str:
    """Return the word with its range, which counts too: the scale may have changed."""
    scale = element["likelihood"]
    return f"{scale['word']} ({scale['low']}–{scale['high']}%)" if scale else ""


def _evidence(element: Mapping[str, Any]) -> str:
    pairs = ((item["source"], item["locator"]) for item in element["evidence"])
    return ", ".join(f"{source} [{place}]" if place else source for source, place in pairs)


def _linked(relation: str) -> Callable[[Mapping[str, Any]], str]:
    def ids(element: Mapping[str, Any]) -> str:
        return ", ".join(sorted(k["id"] for k in element["links"] if k["relation"] == relation))

    return ids


_READERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "wording": lambda element: str(element["text"]),
    "likelihood": _likelihood,
    "confidence": lambda element: str(element["confidence"] or ""),
    "verdict": lambda element: str(element["verdict"] or ""),
    "status-quo": lambda element: "yes" if "status-quo" in element["options"] else "no",
    "evidence": _evidence,
    "basis": _linked("basis"),
    "raises": _linked("raises"),
    "lowers": _linked("lowers"),
}


def _moved(what: str, before: str, now: str) -> Change | None:
    return None if before == now else Change(what, before, now)
