"""What the index at the end of the book takes from the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefbook.register import register_of
from briefbook.typst.translate.index import sort_key

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def terms_of_index(env: BuildEnvironment) -> dict[str, Any]:
    """Return each anchor of the glossary with its headword, and each other name with the same.

    ``terms`` maps the label of an anchor to the key by which the headword is sorted and the
    headword; ``main`` holds the labels where entries stand; ``see`` is a list of sorting key,
    name, headword and the label of its entry.
    """
    terms: dict[str, list[str]] = {}
    main, see = [], []
    # Without the rest of Briefbook there are no glossary's entries to ask for.
    entries = register_of(env).entries if "brief" in env.domains else ()
    for entry in entries:
        place = f"{entry.docname}#{entry.anchor}"
        main.append(place)
        for alias in entry.aliases:
            terms[f"{entry.docname}#{alias.anchor}"] = [sort_key(entry.headword), entry.headword]
            if alias.text != entry.headword:
                see.append([sort_key(alias.text), alias.text, entry.headword, place])
    return {"terms": terms, "main": main, "see": see}
