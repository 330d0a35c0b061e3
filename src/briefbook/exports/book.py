"""From the register to the records that briefs.json holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from briefbook import __version__, yardsticks
from briefbook.exports import model, places
from briefbook.exports.terms import all_terms
from briefbook.library import library_of
from briefbook.quotations.shares import shares
from briefbook.register import register_of
from briefbook.rules.exceptions import allowances

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from briefbook.elements.record import ElementRecord
    from briefbook.quotations.shares import Share
    from briefbook.register import BriefDomain, BriefRecord

Backlinks = Mapping[str, list[tuple[str, "ElementRecord"]]]
_BOOKS: WeakKeyDictionary[Sphinx, model.Book] = WeakKeyDictionary()


def describe(app: Sphinx) -> dict[str, Any]:
    """Return everything that the register of a build holds, ready to be written as JSON."""
    return book_of(app).model_dump(mode="json", by_alias=True)


def remember(app: Sphinx, _builder: object) -> None:
    """Describe the book once, before the pages are written, maybe by several processes."""
    if app.builder.format == "html":
        _BOOKS[app] = book_of(app)


def remember_part(app: Sphinx, docnames: AbstractSet[str]) -> None:
    """Describe as much of the book as the pages of some documents need, and that they show."""
    _BOOKS[app] = book_of(app, docnames)


def current(app: Sphinx) -> model.Book:
    """Return the records as they were when writing began."""
    return _BOOKS.get(app) or book_of(app)


def book_of(app: Sphinx, only: AbstractSet[str] | None = None) -> model.Book:
    """Return the records of a build's register; ``only`` leaves out what other documents hold."""
    config, domain = app.config, register_of(app.env)
    scale = yardsticks.load(config.briefbook_yardstick)
    backlinks, exempt = domain.backlinks(), _exceptions(domain)
    return model.Book(
        format=model.FORMAT,
        generator=f"briefbook {__version__}",
        title=str(config.briefbook_title or config.project),
        subtitle=str(config.briefbook_subtitle),
        publisher=str(config.briefbook_publisher or config.author),
        language=str(config.language or "en"),
        date=str(config.briefbook_date) or None,
        base=places.absolute("", config) or None,
        yardstick=model.Yardstick(name=scale.name, title=scale.title),
        briefs=tuple(
            _brief(app, brief, backlinks, exempt.get(brief.docname, ()))
            for brief in domain.briefs.values()
            if only is None or brief.docname in only
        ),
        sources=_sources(app, only),
        quotations=_quotations(app) if only is None else (),
        terms=all_terms(app),
    )


def _brief(
    app: Sphinx,
    record: BriefRecord,
    backlinks: Backlinks,
    exempt: Sequence[model.Exemption],
) -> model.Brief:
    config, front = app.config, record.metadata
    elements = register_of(app.env).elements_of(record.docname)
    return model.Brief(
        number=front.number,
        slug=record.slug,
        title=record.title,
        address=places.page_of(record.docname, config),
        file=_file(app, record.docname),
        question=front.question,
        audience=front.audience,
        status=front.status,
        issued=front.issued.isoformat(),
        as_of=front.as_of.isoformat(),
        review_by=front.review_by.isoformat(),
        superseded_by=front.superseded_by or None,
        topics=front.topics,
        changes=tuple(model.Change(date=c.date.isoformat(), note=c.note) for c in front.changes),
        exceptions=tuple(exempt),
        extra=dict(front.extra_values()),
        words=record.words,
        handouts=tuple(
            model.Handout(paper=paper, address=address)
            for paper, address in places.handouts(record.slug, config).items()
        ),
        elements=tuple(_element(app, element, backlinks) for element in elements),
    )


def _exceptions(domain: BriefDomain) -> dict[str, list[model.Exemption]]:
    """Return the exceptions of whole briefs and those of their parts, by line, for each brief."""
    found: defaultdict[str, list[model.Exemption]] = defaultdict(list)
    for item in allowances(domain):
        exemption = model.Exemption(rule=item.rule, reason=item.reason, line=item.line)
        found[item.docname].append(exemption)
    return found


def _element(app: Sphinx, record: ElementRecord, backlinks: Backlinks) -> model.Element:
    users = [
        model.Link(relation=relation, id=user.id) for relation, user in backlinks.get(record.id, ())
    ]
    return model.Element(
        kind=record.kind,
        id=record.id,
        label=record.label,
        number=record.code,
        address=places.place(record.docname, record.anchor, app.config),
        file=_file(app, record.docname),
        line=record.line,
        title=record.title,
        text=record.text,
        options=record.options,
        links=tuple(model.Link(relation=k.relation, id=k.target) for k in record.links),
        used_by=tuple(users),
        evidence=tuple(model.Evidence(source=e.source, locator=e.locator) for e in record.evidence),
        **_of_kind(record, app.config),
    )


def _of_kind(record: ElementRecord, config: Config) -> dict[str, Any]:
    """Return what only one kind of element has."""
    given = {name: " ".join(text.split()) for name, text in record.options.items()}
    if record.kind == "judgement":
        word = given.get("likelihood", "").lower()
        term = yardsticks.load(config.briefbook_yardstick).find(word)
        scale = model.Likelihood(word=word, low=term.low, high=term.high) if term else None
        return {"likelihood": scale, "confidence": given.get("confidence", "").lower() or None}
    if record.kind == "claim":
        numbers = [part.strip() for part in given.get("paragraph", "").split(",")]
        return {
            "verdict": given.get("verdict") or None,
            "paragraphs": tuple(int(number) for number in numbers if number.isdecimal()),
        }
    return {}


def _sources(app: Sphinx, only: AbstractSet[str] | None) -> tuple[model.Source, ...]:
    library, domain = library_of(app.env), register_of(app.env)
    uses: defaultdict[str, list[model.Use]] = defaultdict(list)
    for citation in domain.citations:
        if only is not None and citation.docname not in only:
            continue
        address = places.place(citation.docname, citation.anchor, app.config)
        uses[citation.source].append(model.Use(address=address, locator=citation.locator))
    found = []
    quoted = {share.source: _quoted(share) for share in shares(domain.quotations)}
    examined = {
        claim.options.get("source", "")
        for claim in domain.of_kind("claim")
        if only is None or claim.docname in only
    }
    for source_id in sorted((uses.keys() | examined) & library.bibliography.keys()):
        source = library.bibliography[source_id]
        found.append(
            model.Source(
                id=source_id,
                kind=source.kind,
                read=source.read,
                citation="".join(span.text for span in library.render.entry(source_id)),
                csl=source.model_dump(
                    mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
                ),
                uses=tuple(uses[source_id]),
                quoted=quoted.get(source_id),
            )
        )
    return tuple(found)


def _quoted(share: Share) -> model.Quoted:
    return model.Quoted(
        quotations=share.quotations,
        verified=share.verified,
        words=share.words,
        total=share.total or None,
    )


def _quotations(app: Sphinx) -> tuple[model.Quotation, ...]:
    return tuple(
        model.Quotation(
            source=record.source,
            locator=record.locator,
            text=record.text,
            status=str(record.verdict.status.value),
            paragraph=record.verdict.paragraph if record.whole else None,
            against=record.against,
            address=places.page_of(record.docname, app.config),
            file=_file(app, record.docname),
            line=record.line,
        )
        for record in register_of(app.env).quotations
    )


def _file(app: Sphinx, docname: str) -> str:
    return str(app.env.doc2path(docname, base=False).as_posix())
