"""What a page shows of other documents, as one digest for each."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.elements.nodes import register_placeholder
from briefbook.library import source_file
from briefbook.links.outside.shown import digest as copies_digest
from briefbook.register import register_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.elements.record import ElementRecord
    from briefbook.register import BriefDomain
    from briefbook.terms.entry import Entry


def is_filled(doctree: nodes.document) -> bool:
    """Return whether a document has parts that are filled from the whole book."""
    return any(
        isinstance(node, register_placeholder | addnodes.glossary)
        for node in doctree.findall(nodes.Element)
    )


def digests(app: Sphinx) -> dict[str, str]:
    """Return for each document what identifies all that its page shows of the others.

    Two runs may give different digests for the same, and then a page is written in vain; they
    never give the same for what differs.  What `is_filled` must be written after any change.
    """
    env = app.env
    domain = register_of(env)
    shared = _digest([*_chrome(env), *_objects(env), *_book(domain), *_files(app)])
    entries = {entry.key: _definition(entry) for entry in domain.entries}
    return {
        docname: _digest(
            [
                shared,
                *(
                    entries.get(key, "")
                    for key in sorted({use.entry for use in domain.uses_of(docname)})
                ),
            ]
        )
        for docname in sorted(env.found_docs)
    }


def _digest(parts: list[str]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
    return found.hexdigest()


def _chrome(env: BuildEnvironment) -> Iterator[str]:
    """Yield what the navigation is made of, and the names under which files are published."""
    for titles in (env.titles, env.longtitles):
        yield repr(sorted((name, title.astext()) for name, title in titles.items()))
    for name, toc in sorted(env.tocs.items()):
        yield f"{name} {toc.pformat()}"
    yield repr(sorted(env.toctree_includes.items()))
    yield repr(sorted(env.toc_secnumbers.items()))
    yield repr(sorted(env.toc_fignumbers.items()))
    # MyST counts words there, which no page shows of another.
    kept = {
        name: sorted((key, repr(value)) for key, value in values.items() if key != "wordcount")
        for name, values in env.metadata.items()
    }
    yield repr(sorted(kept.items()))
    yield repr(sorted((path, name) for path, (_, name) in env.images.items()))
    yield repr(sorted((path, name) for path, (_, name) in env.dlfiles.items()))


def _objects(env: BuildEnvironment) -> Iterator[str]:
    """Yield whatever can be referred to, with its address and its name."""
    for domain in env.domains.sorted():
        yield repr(sorted(map(repr, domain.get_objects())))
    standard = env.domains.standard_domain
    yield repr(sorted(standard.labels.items()))
    yield repr(sorted(standard.anonlabels.items()))


def _book(domain: BriefDomain) -> Iterator[str]:
    """Yield the briefs, their elements and the names of all terms, without their lines."""
    for docname, brief in domain.briefs.items():
        yield repr((docname, brief.metadata, brief.title))
    for record in domain.elements.values():
        yield repr(_without_lines(record))
    yield repr([(entry.key, _names(entry)) for entry in domain.entries])


def _without_lines(record: ElementRecord) -> ElementRecord:
    links = tuple(replace(link, line=0) for link in record.links)
    return replace(record, line=0, lines={}, links=links, faults=frozenset())


def _names(entry: Entry) -> list[tuple[str, str]]:
    return [(alias.text, alias.anchor) for alias in entry.aliases]


def _definition(entry: Entry) -> str:
    return repr((entry.docname, _names(entry), entry.definition))


def _files(app: Sphinx) -> Iterator[str]:
    """Yield the content of the files that Sphinx does not read as documents.

    Pages name each style and script with what identifies its content.
    """
    yield copies_digest(app.env)
    config = app.config
    folders = [*config.html_static_path, *config.templates_path, *config.html_extra_path]
    paths = [source_file(app.env), *(Path(app.confdir) / str(name) for name in folders)]
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in below:
            if file.is_file():
                yield f"{file.relative_to(path)} {hashlib.sha256(file.read_bytes()).hexdigest()}"
