"""What the register keeps of every element: frozen records that can be pickled and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What the id of an element looks like."""

KINDS: dict[str, tuple[str, str]] = {
    "bottom-line": ("Bottom line", "B"),
    "judgement": ("Judgement", "J"),
    "claim": ("Claim", "C"),
    "quotation": ("Quotation", "Q"),
    "alternative": ("Another view", "A"),
    "option": ("Option", "O"),
    "recommendation": ("Recommendation", "R"),
    "indicator": ("Indicator", "I"),
    "gap": ("Gap", "G"),
}
"""Every kind of element, with its name as printed and the letter of its numbers."""


@dataclass(frozen=True)
class Link:
    """One element naming another: a judgement its basis, an indicator what it raises."""

    relation: str
    target: str
    line: int


@dataclass(frozen=True)
class Evidence:
    """One source that a claim rests on, with its locator as written (``p. 4``) or empty."""

    source: str
    locator: str


@dataclass(frozen=True)
class ElementRecord:
    """One element of a brief.

    ``number`` counts the elements of its kind within the brief, from 1; ``title`` is one line of
    plain text and ``text`` its whole body; ``options`` are the directive's options as written.
    ``faults`` are options that were left out because of something that has been reported, and
    ``written`` is the id as the author wrote it, which may not be well formed; ``lines`` has the
    line of each option.
    """

    kind: str
    id: str
    docname: str
    anchor: str
    line: int
    number: int
    brief: int
    title: str
    text: str = ""
    options: dict[str, str] = field(default_factory=dict, hash=False)
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    faults: frozenset[str] = frozenset()
    written: str = ""
    lines: dict[str, int] = field(default_factory=dict, hash=False)

    @property
    def nameless(self) -> bool:
        """Whether its author gave it no id, so that it has one made from its line."""
        return self.id == f"{self.kind}-in-line-{self.line}"

    @property
    def label(self) -> str:
        """The name by which the text refers to it, such as ``Judgement 1.2``."""
        name = KINDS[self.kind][0]
        return f"{name} {self.brief}" if self.kind == "bottom-line" else f"{name} {self.code}"

    @property
    def code(self) -> str:
        """Its number in the book, such as ``1.2``."""
        return f"{self.brief}.{self.number}"
