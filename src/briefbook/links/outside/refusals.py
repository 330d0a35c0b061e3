"""Pages that answer 200 and are not the page: "not found" in words, and walls before the page.

A title alone proves nothing, for pages are written about errors and walls too.  So the whole title
must be a server's, but for the name of the site beside it, and the page must have few words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.sources.fingerprint import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.links.outside.pages import Page

# Pages of servers hold some menus besides; what is written about them is longer.
_FEW = 150
_PARTED = re.compile(r"\s+[|\-\u2013\u2014\u00b7\u2022\u00bb\u00ab]\s+|\s*\|\s*")
_THING = r"(?:page|file|document|article|content|resource|item|url|story|site)"
_LOST = (
    r"(?:(?:could|can|was|is|has|does) ?(?:not|n't|no longer)|can't|cannot|no longer|not) "
    r"(?:be |been )*(?:found|available|exists?|here)"
)
_CODE = r"(?:(?:http |status |error |code )*(?:404|410)(?: error| code)?)"
_SOFT = re.compile(
    rf"(?:(?:{_CODE} )?(?:oops |sorry |error )*"
    rf"(?:(?:we )?(?:can not|cannot|could not|couldn't|can't) find (?:that|this|the|your) {_THING}"
    rf"|(?:the |that |this |your )?(?:requested |web )?{_THING} "
    r"(?:you (?:requested|are looking for) )?"
    rf"(?:{_LOST}|(?:has been |was )?(?:removed|deleted|unavailable|missing))|not found|gone))"
)
_WALL = re.compile(
    r"just a moment|attention required(?: cloudflare)?"
    r"|access to this (?:page|site|website) (?:has been|is|was) (?:denied|blocked|restricted)"
    r"|(?:are you|(?:verify|confirm) (?:that )?you are) (?:not )?(?:a )?(?:human|robot|bot)"
    r"|verifying (?:that )?you are (?:a )?human|verifying your browser|checking your browser"
    r"|pardon our interruption|ddos guard|ddos protection by .{1,30}"
    r"|please verify you are (?:a )?human|you have been blocked"
)
# What may as well be the name of an article beside that of its site must be all there is.
_SOFT_ALONE = re.compile(_CODE)
_WALL_ALONE = re.compile(
    r"access (?:is )?denied|(?:403 )?forbidden|please wait|one more step|captcha"
    r"|(?:security|browser|robot|bot) check|(?:bot|human|security) verification"
    r"|request (?:blocked|rejected|unsuccessful)"
)


def says_not_found(page: Page) -> bool:
    """Return whether a page that answered is the server's way to say that there is none."""
    return _is(_SOFT, _SOFT_ALONE, page)


def is_wall(page: Page) -> bool:
    """Return whether a page is what stands before it until a reader has shown to be one."""
    return _is(_WALL, _WALL_ALONE, page)


def _is(titles: re.Pattern[str], alone: re.Pattern[str], page: Page) -> bool:
    whole, *parts = _spellings(page.title)
    if not (alone.fullmatch(whole) or any(titles.fullmatch(title) for title in (whole, *parts))):
        return False
    return len(words(page.text)) < _FEW


def _spellings(title: str) -> Iterator[str]:
    """Yield a title whole and without the name of the site before or behind it, in plain words."""
    parts = _PARTED.split(title)
    for part in (title, *parts[:1], *parts[-1:], " ".join(parts[:2])):
        yield " ".join(re.sub(r"[^\w']+", " ", part.replace("\u2019", "'")).split()).lower()
