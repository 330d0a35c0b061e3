"""One spelling for an address: what is equivalent is one, and what may differ stays apart."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.links.outside.normal import normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.org", "https://a.org/"),
        ("https://a.org/x#", " https://a.org/x "),
        ("HTTPS://A.org:443/x", "https://a.org/x"),
        ("http://a.org:80/x", "http://a.org/x"),
        ("https://a.org/\u00fc?q=\u00e9#\u00e4", "https://a.org/%c3%bc?q=%C3%A9#%C3%A4"),
        ("https://b\u00fccher.de/", "https://xn--bcher-kva.de/"),
        ("https://stra\u00dfe.de/", "https://xn--strae-oqa.de/"),
        ("https://a.org./x", "https://a.org/x"),
        ("https://a.org/%7Eme/%61", "https://a.org/~me/a"),
        ("https://a.org/x/../y/./z", "https://a.org/y/z"),
        ("https://a.org/x y", "https://a.org/x%20y"),
    ],
)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.org/x", "https://a.org/X"),
        ("https://a.org/x", "https://a.org/x/"),
        ("https://a.org/x", "http://a.org/x"),
        ("https://stra\u00dfe.de/", "https://strasse.de/"),
        ("https://a.org/a/b", "https://a.org/a%2Fb"),
        ("https://a.org/?q=a+b", "https://a.org/?q=a%2Bb"),
        ("https://a.org/x#y", "https://a.org/x#Y"),
        ("https://a.org:8443/", "https://a.org/"),
        ("https://me@a.org/", "https://a.org/"),
        ("https://Me@a.org/", "https://me@a.org/"),
    ],
)
def test_what_a_server_can_tell_apart_stays_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize("address", ["https://", "https://[::1", "https://a.org:99999/\u00fc"])
def test_what_cannot_be_taken_apart_stays(address: str) -> None:
    assert normal(address) == address


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"])))
def test_the_normal_spelling_is_its_own_and_says_the_same(rest: str) -> None:
    address = f"https://a.org/{rest}"
    once = normal(address)
    assert normal(once) == once
    assert once.isascii()
    asked, kept = urlsplit(address), urlsplit(once)
    if "/." not in asked.path and not rest.endswith("#"):
        assert unquote_to_bytes(kept.path) == unquote_to_bytes(asked.path)
        assert unquote_to_bytes(kept.fragment) == unquote_to_bytes(asked.fragment)
    assert unquote_to_bytes(kept.query) == unquote_to_bytes(asked.query)
