"""Names of several elements in a row."""

from __future__ import annotations

import pytest
from docutils import nodes

from briefbook.parity.words import in_series as on_paper
from briefbook.typst.translate.series import in_series


def _row(text: str) -> list[nodes.Node]:
    """Return nodes for a text in which each part between commas is a link."""
    found: list[nodes.Node] = []
    for part in text.split(", "):
        found += [nodes.Text(", "), nodes.reference("", part, refuri=f"#{part}")]
    return found[1:]


CASES = [
    ("Claim 1.1, Claim 1.4", "Claims 1.1, 1.4"),
    ("Claim 1.1, Claim 1.4, Gap 6.3", "Claims 1.1, 1.4, Gap 6.3"),
    ("Gap 6.3, Claim 1.1, Claim 1.12", "Gap 6.3, Claims 1.1, 1.12"),
    ("Claim 1.1, Gap 1.1, Claim 1.2", "Claim 1.1, Gap 1.1, Claim 1.2"),
    ("Claim 1.1", "Claim 1.1"),
    ("The paper, The paper", "The paper, The paper"),
]


@pytest.mark.parametrize(("given", "made"), CASES)
def test_a_kind_is_named_once(given: str, made: str) -> None:
    row = _row(given)
    found = in_series(row)
    assert "".join(node.astext() for node in found) == made
    links = [node["refuri"] for node in found if isinstance(node, nodes.reference)]
    assert links == [f"#{part}" for part in given.split(", ")]
    assert "".join(node.astext() for node in row) == given


@pytest.mark.parametrize(("given", "made"), CASES)
def test_the_comparison_expects_the_same(given: str, made: str) -> None:
    assert on_paper(given) == made


def test_what_stands_between_links_parts_a_series() -> None:
    one, other = (nodes.reference("", f"Claim 1.{n}", refuri="#") for n in (1, 2))
    found = in_series([one, nodes.Text(" and "), other])
    assert "".join(node.astext() for node in found) == "Claim 1.1 and Claim 1.2"
