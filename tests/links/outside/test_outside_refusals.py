"""A page that answers 200: when it is none, and when it is only about such a page."""

from __future__ import annotations

import pytest

from briefbook.links.outside.pages import Page
from briefbook.links.outside.refusals import is_wall, says_not_found

SHORT = "Go to the front page. " * 10
LONG = "The squadron flew eleven aircraft from that field. " * 80


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404",
        "404 - Page not found",
        "Page Not Found | Ministry of Finance",
        "Ministry of Finance | Page not found",
        "Page not found \u2013 Dawn",
        "Oops! That page can\u2019t be found.",
        "Sorry, the page you are looking for could not be found",
        "404 | File not found",
        "Not Found",
        "This page is no longer available",
        "The requested document was not found",
        "Article removed",
    ],
)
def test_a_short_page_that_says_that_it_is_not_there(title: str) -> None:
    assert says_not_found(Page(title=title, text=SHORT))
    assert not is_wall(Page(title=title, text=SHORT))


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Access Denied",
        "403 Forbidden",
        "Access to this page has been denied",
        "Bloomberg - Are you a robot?",
        "Verifying you are human",
        "Pardon Our Interruption...",
        "Security Check",
        "DDoS-Guard",
        "One more step",
        "Please wait...",
    ],
)
def test_a_short_page_that_stands_before_the_page(title: str) -> None:
    assert is_wall(Page(title=title, text=SHORT))
    assert not says_not_found(Page(title=title, text=SHORT))


@pytest.mark.parametrize(
    "title",
    [
        "404 Squadron RCAF \u2013 history",
        "404: the error that became a joke",
        "Access denied: how sanctions shut a bank out",
        "Security check at Islamabad airport tightened",
        "Just a moment: photographs of 1971",
        "Please wait for the dial tone: telephony in Punjab",
        "Are you a human rights defender? Know your rights",
        "Missing files: what was not found in the archive",
        "Gone with the wind",
        "Page 404 of the Congressional Record",
        "Removed from office: the 2022 vote",
        "Not found wanting",
        "The file that was never found",
        "Attention required on arms transfers | SIPRI",
        "Forbidden lands: travel in Tibet",
        "Forbidden | Netflix",
        "410 | Bus routes",
        "Security check | Dawn",
        "Please wait - Theatre listings",
    ],
)
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_a_title_about_such_a_thing_is_a_title(title: str, text: str) -> None:
    page = Page(title=title, text=text)
    assert (says_not_found(page), is_wall(page)) == (False, False)


@pytest.mark.parametrize("title", ["HTTP 404 - Wikipedia", "Access Denied", "Not Found", "Captcha"])
def test_a_long_page_is_a_page(title: str) -> None:
    page = Page(title=title, text=LONG)
    assert (says_not_found(page), is_wall(page)) == (False, False)
