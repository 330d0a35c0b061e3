"""The book as the rules see it: what the register holds, brief by brief."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx.util.matching import patmatch

from briefbook import yardsticks
from briefbook.register import register_of
from briefbook.rules.exceptions import allowances
from briefbook.rules.text.abbreviations import known_words
from briefbook.rules.text.record import Block
from briefbook.typst import outputs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.elements.record import ElementRecord
    from briefbook.register import BriefDomain, BriefRecord
    from briefbook.rules.text.record import Allowance
    from briefbook.yardsticks import Yardstick


@dataclass(frozen=True)
class Text:
    """The text of one document."""

    docname: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class BriefView:
    """One brief with its elements, its text, and the lines of its front matter's keys."""

    record: BriefRecord
    elements: tuple[ElementRecord, ...]
    blocks: tuple[Block, ...]
    keys: Mapping[str, int]

    @property
    def docname(self) -> str:
        """Its document."""
        return self.record.docname

    @property
    def line(self) -> int:
        """The line of its title, where that is reported which has no place of its own."""
        return self.record.line

    def faulty(self, *keys: str) -> bool:
        """Return whether one of these keys was reported, so that nothing follows from it."""
        return not self.record.metadata.faults.isdisjoint(keys)

    def of(self, kind: str) -> list[ElementRecord]:
        """Return its elements of a kind, in their order."""
        return [element for element in self.elements if element.kind == kind]

    def body(self, element: ElementRecord) -> list[Block]:
        """Return the text of an element without its options."""
        return [
            block
            for block in self.blocks
            if block.element_id == element.id and not block.option and block.text
        ]

    def key_line(self, key: str) -> int:
        """Return the line of a key of its front matter, or of the front matter."""
        return self.keys.get(key, self.keys.get("", 1))


@dataclass(frozen=True)
class Printed:
    """A handout that was made: of which document, on which paper, and how many pages."""

    docname: str
    paper: str
    pages: int


@dataclass(frozen=True)
class Book:
    """What the rules look at.

    ``today`` is the date of the edition, or the day that a person has named, or None.  ``prose``
    are the documents whose text is checked, ``terms`` the entries of the glossary, ``allowances``
    the exceptions that authors have written, and ``unused`` those of them that nothing needed.
    """

    register: BriefDomain
    briefs: tuple[BriefView, ...]
    prose: tuple[Text, ...]
    terms: frozenset[str]
    yardstick: Yardstick
    today: date | None = None
    handouts: tuple[Printed, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    unused: tuple[Allowance, ...] = ()

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """The abbreviations that the glossary explains."""
        return known_words(self.terms)

    def with_exceptions_of(self, docnames: AbstractSet[str]) -> Book:
        """Return the book with the exceptions in these documents alone."""
        allowed = tuple(one for one in self.allowances if one.docname in docnames)
        return replace(self, allowances=allowed)

    def front_matter(self, docname: str) -> list[Block]:
        """Return what the front matter of a brief says to its reader; nothing for other pages."""
        return [
            Block(brief.key_line("question"), "option", brief.record.metadata.question)
            for brief in self.briefs
            if brief.docname == docname
        ]


def view(app: Sphinx, env: BuildEnvironment, texts: AbstractSet[str] | None = None) -> Book:
    """Return the book of a build; given ``texts``, with the text of these documents alone."""
    domain = register_of(env)
    standard = env.domains.standard_domain
    stored = domain.blocks
    blocks = {name: stored[name] for name in stored if texts is None or name in texts}
    briefs = tuple(
        BriefView(
            record,
            tuple(domain.elements_of(docname)),
            blocks.get(docname, ()),
            domain.keys_of(docname),
        )
        for docname, record in domain.briefs.items()
    )
    patterns = app.config.briefbook_prose
    prose = {name for name in blocks if any(patmatch(name, pattern) for pattern in patterns)}
    return Book(
        register=domain,
        briefs=briefs,
        prose=tuple(
            Text(name, blocks[name])
            for name in sorted(prose | (domain.briefs.keys() & blocks.keys()))
        ),
        terms=frozenset(name for kind, name in standard.objects if kind == "term"),
        yardstick=yardsticks.load(app.config.briefbook_yardstick),
        today=_today(app),
        handouts=tuple(
            Printed(made.docname, made.paper, made.pages)
            for made in outputs(app)
            if made.kind == "handout"
        ),
        allowances=tuple(allowances(domain)),
    )


def _today(app: Sphinx) -> date | None:
    given = str(app.config.briefbook_today or app.config.briefbook_date)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None  # whoever prints the date reports it
