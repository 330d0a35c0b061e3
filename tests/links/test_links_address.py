from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.links.address import Address, Base, Kind

BASE = Base.of("https://example.org/book/")
INSIDE, EXTERNAL, OUTSIDE = Kind.INSIDE, Kind.EXTERNAL, Kind.OUTSIDE


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("mailto:a@example.org,b.c@example.org?subject=x", Address(Kind.OTHER)),
        ("mailto:?subject=x", Address(Kind.OTHER)),
        ("mailto:", Address(Kind.MALFORMED)),
        ("mailto:nobody", Address(Kind.MALFORMED)),
        ("mailto:a@example.org,b", Address(Kind.MALFORMED)),
        ("http://exa mple.org", Address(Kind.MALFORMED)),
        ("x.html", Address(INSIDE, "a/x.html")),
        ("./x.html#y", Address(INSIDE, "a/x.html", "y")),
        ("../x.html?q=1#y", Address(INSIDE, "x.html", "y")),
        ("x.html?", Address(INSIDE, "a/x.html")),
        ("#y", Address(INSIDE, "a/p.html", "y")),
        ("#", Address(INSIDE, "a/p.html", "")),
        ("", Address(INSIDE, "a/p.html", "")),
        ("?q=1", Address(INSIDE, "a/p.html", "")),
        (".", Address(INSIDE, "a/")),
        ("..", Address(INSIDE, "")),
        ("b/", Address(INSIDE, "a/b/")),
        ("b//c.html", Address(INSIDE, "a/b/c.html")),
        ("b\\c.html", Address(INSIDE, "a/b/c.html")),
        (" x.html\n", Address(INSIDE, "a/x.html")),
        ("x%20y.html", Address(INSIDE, "a/x y.html")),
        ("caf%C3%A9.html", Address(INSIDE, "a/caf\xe9.html")),
        ("x%23y.html", Address(INSIDE, "a/x#y.html")),
        ("x%2Fy.html", Address(INSIDE, "a/x%2Fy.html")),
        ("%2e%2e/x.html", Address(INSIDE, "x.html")),
        ("100%.html", Address(INSIDE, "a/100%.html")),
        ("/book/x.html", Address(INSIDE, "x.html")),
        ("/book/", Address(INSIDE, "")),
        ("/book", Address(INSIDE, "")),
        ("/x.html", Address(OUTSIDE)),
        ("../../x.html", Address(OUTSIDE)),
        ("../../book/x.html", Address(INSIDE, "x.html")),
        ("../../../x.html", Address(OUTSIDE)),
        ("https://example.org/book/x.html#y", Address(INSIDE, "x.html", "y")),
        ("HTTP://Example.ORG:80/book/x.html", Address(INSIDE, "x.html")),
        ("//example.org/book/x.html", Address(INSIDE, "x.html")),
        ("https://example.org:444/book/x.html", Address(EXTERNAL)),
        ("https://example.org/other.html", Address(EXTERNAL)),
        ("https://example.com/book/x.html", Address(EXTERNAL)),
        ("//example.com/x", Address(EXTERNAL)),
        ("mailto:a@example.org", Address(Kind.OTHER)),
        ("tel:+123", Address(Kind.OTHER)),
        ("data:image/png;base64,AAAA", Address(Kind.OTHER)),
        ("ftp://example.org/x", Address(Kind.OTHER)),
        ("javascript:void(0)", Address(Kind.SCRIPT)),
        ("java\nscript:void(0)", Address(Kind.SCRIPT)),
        ("file:///etc/hosts", Address(Kind.LOCAL)),
        ("C:\\book\\x.html", Address(Kind.LOCAL)),
        ("http://localhost:8000/x", Address(Kind.LOCAL)),
        ("//localhost/x", Address(Kind.LOCAL)),
        ("http://127.0.0.1/", Address(Kind.LOCAL)),
        ("http://[::1]:80/", Address(Kind.LOCAL)),
        ("http://192.168.1.5/", Address(Kind.LOCAL)),
        ("http://printer.local/", Address(Kind.LOCAL)),
        ("http://93.184.215.14/", Address(EXTERNAL)),
        ("http://", Address(Kind.MALFORMED)),
        ("http://[::1", Address(Kind.MALFORMED)),
        ("http://example.com:port/", Address(Kind.MALFORMED)),
        ("htp://example.org/", Address(Kind.MALFORMED)),
    ],
)
def test_where_an_address_leads(target: str, expected: Address) -> None:
    assert BASE.resolve("a/p.html", target) == expected


@pytest.mark.parametrize(
    ("base", "target", "expected"),
    [
        ("../b/", "x.html", Address(INSIDE, "b/x.html")),
        ("../b/q.html", "#y", Address(INSIDE, "b/q.html", "y")),
        ("https://example.org/book/", "x.html", Address(INSIDE, "x.html")),
        ("https://example.com/", "x.html", Address(EXTERNAL)),
        ("https://example.com/", "https://example.org/book/x.html", Address(INSIDE, "x.html")),
        ("https://example.com/", "mailto:a@example.org", Address(Kind.OTHER)),
        ("file:///home/", "x.html", Address(Kind.LOCAL)),
    ],
)
def test_relative_addresses_start_from_the_base(base: str, target: str, expected: Address) -> None:
    assert BASE.resolve("a/p.html", target, base=base) == expected


def test_without_an_address_of_its_own_a_site_is_at_the_root() -> None:
    base = Base.of("")
    assert base.resolve("a/p.html", "/x.html") == Address(INSIDE, "x.html")
    assert base.resolve("p.html", "../x.html") == Address(OUTSIDE)


def test_a_path_will_do_for_the_base() -> None:
    assert Base.of("/book/").resolve("p.html", "/book/x.html") == Address(INSIDE, "x.html")


@pytest.mark.parametrize(
    "wrong",
    [
        "ftp://example.org/",
        "mailto:x",
        "http://[::1",
        "http://",
        "example.org/book/",
        "http://a:b/",
    ],
)
def test_a_base_that_is_no_web_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not the address of a site"):
        Base.of(wrong)


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/wiki", "https://wiki.local/", "http://[fd00::1]/"]
)
def test_readers_inside_the_network_reach_its_machines(target: str) -> None:
    assert Base.of("").resolve("p.html", target).kind is Kind.LOCAL
    assert Base.of("", private=True).resolve("p.html", target).kind is Kind.EXTERNAL


@pytest.mark.parametrize(
    "target", ["http://localhost/", "http://127.0.0.1:8000/", "http://[::1]/", "file:///home/x"]
)
def test_nobody_reaches_the_author_s_own_machine(target: str) -> None:
    assert Base.of("", private=True).resolve("p.html", target).kind is Kind.LOCAL


def test_a_site_served_locally_may_name_itself() -> None:
    base = Base.of("http://localhost:8000/")
    assert base.resolve("p.html", "http://localhost:8000/x.html") == Address(INSIDE, "x.html")


@given(target=st.text(), page=st.sampled_from(["p.html", "a/b/p.html"]), base=st.none() | st.text())
def test_any_text_is_judged(target: str, page: str, base: str | None) -> None:
    address = BASE.resolve(page, target, base=base)
    if address.kind is INSIDE:
        assert ".." not in address.path.split("/")
        assert not address.path.startswith("/")
