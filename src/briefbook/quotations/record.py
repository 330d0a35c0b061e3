"""What the register keeps of a quotation: a frozen record that can be pickled and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefbook.sources.fingerprint import Verdict


@dataclass(frozen=True)
class QuotationRecord:
    """One quotation: where it stands in the book, what it quotes, and what was found about it.

    ``locator`` is as written, such as ``¶ 5``; ``paragraph`` the number that it gives, if it is
    one of a paragraph.  ``against`` says what the wording was compared with, such as ``the text``,
    and is empty where nothing was at hand.  ``stamp`` identifies the files that decided, and
    ``key`` those together with the words.  ``total`` is how many words the source
    has, 0 where only passages of it were at hand, or nothing.
    """

    source: str
    locator: str
    docname: str
    line: int
    text: str
    verdict: Verdict
    paragraph: int | None = None
    against: str = ""
    stamp: str = ""
    key: str = ""
    total: int = 0

    @property
    def whole(self) -> bool:
        """Whether the quotation was compared with the whole text."""
        return self.total > 0
