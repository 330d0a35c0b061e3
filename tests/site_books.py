"""A book with one of everything, in the theme that a book has unless it names another."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Protocol

from bs4 import BeautifulSoup, Tag

from books import CONF

if TYPE_CHECKING:
    from books import Built, Files

FURO = CONF.replace('html_theme = "basic"\n', "")
ELEMENTS = dedent(
    """\
    :::{judgement} j-rain
    :likelihood: very likely
    :confidence: moderate
    :basis: one-said
    It is very likely that it *rains {cite}`report-2021`.* Clouds say
    so. A third sentence.
    :::

    :::{claim} one-said
    :says: It rained in May.
    :source: paper-2020
    :paragraph: 8
    :verdict: corrected
    :evidence: report-2021 [p. 4]
    It rained in June.

    - And in July.
    :::

    :::{claim} two-said
    :source: paper-2020
    :paragraph: 9
    :verdict: opinion
    :evidence: report-2021
    A claim that keeps the two voices together.
    :::

    :::{alternative} a-snow
    :title: It snows
    :challenges: j-rain
    It might.
    :::

    :::{option} o-wait
    :title: Wait
    :status-quo:
    :benefit: None.
    :cost: None.
    :risk: Rain.
    :who: All.
    Nothing is done.
    :::

    :::{table} Rain by month
    | Month | mm |
    | :--- | :--- |
    | June | 4 |
    :::

    | Unnamed | mm |
    | :--- | :--- |
    | July | 5 |

    | Unnamed too | mm |
    | :--- | :--- |
    | May | 6 |

    ```python
    rain = 4
    ```
    """
)
TIMELINE: Files = {
    "docs/timeline.md": "# Timeline\n\n:::{timeline} timeline.yaml\n:::\n",
    "docs/timeline.yaml": "- date: 2020-05\n  text: It was said.\n  sources: [paper-2020]\n",
    "docs/claims.md": "# Claims\n\n:::{claim-register}\n:::\n",
}


class Page(Protocol):
    """Returns the parsed page of a document of the book with one of everything."""

    def __call__(self, docname: str = "briefs/one") -> BeautifulSoup: ...


class BuildFuro(Protocol):
    """Builds the small book, with some of its files changed, with Furo; it must say nothing."""

    def __call__(
        self, files: Files | None = None, *, name: str = "book", **settings: object
    ) -> Built: ...


def parse(built: Built, docname: str) -> BeautifulSoup:
    """Return the parsed page of a document."""
    return BeautifulSoup(built.page(docname), "html.parser")


def words(element: Tag) -> str:
    """Return the text of an element with its white space folded."""
    return " ".join(element.get_text().split())


def one(element: Tag, selector: str) -> Tag:
    """Return the one element below ``element`` that a CSS selector finds."""
    (found,) = element.select(selector)
    return found


def facts(element: Tag) -> dict[str, str]:
    """Return the pairs of the definition lists below ``element``."""
    return {words(one(pair, "dt")): words(one(pair, "dd")) for pair in element.select("dl > div")}
