from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from briefbook.links import check_site

from .sites import write_site

PAGES = ("index.html", "a.html", "b c.html", "sub/é.html", "sub/deep/index.html", "sub/deep/x.html")
ANCHORS = ("one", "two", "Two", "zwölf", "50%", "a b", "x:y")
FILES = ("i.png", "sub/style#1.css", "sub/deep/?.txt")

# A link: the page it stands on, the file it leads to, and the anchor there or none.
Links = list[tuple[str, str, str | None]]
links = st.lists(
    st.tuples(st.sampled_from(PAGES), st.sampled_from(PAGES), st.none() | st.sampled_from(ANCHORS))
    | st.tuples(st.sampled_from(PAGES), st.sampled_from(FILES), st.none()),
    max_size=20,
)


def address(page: str, target: str, anchor: str | None, *, encode: bool) -> str:
    """Return the address of ``target`` as written on ``page``."""
    up = "../" * page.count("/")
    path = quote(target)
    fragment = "" if anchor is None else f"#{quote(anchor) if encode else anchor}"
    if page == target and anchor is not None:
        return fragment
    if path.endswith("/index.html") and encode:
        path = path.removesuffix("index.html")
    return f"{up}{path}{fragment}"


def site_with(wanted: Links, *, encode: bool, without: str = "", bare: str = "") -> dict[str, str]:
    """Return a site in which every link of ``wanted`` leads somewhere.

    ``without`` is a file to leave out; ``bare`` is an anchor that no page gets.
    """
    files = dict.fromkeys(sorted({*FILES} - {without}), "")
    for page in PAGES:
        if page == without:
            continue
        ids = "".join(f"<p id='{anchor}'>\n" for anchor in ANCHORS if anchor != bare)
        lines = [
            f"<a href='{address(page, target, anchor, encode=encode)}'>x</a>"
            for holder, target, anchor in wanted
            if holder == page
        ]
        files[page] = f"<!doctype html><meta charset=utf-8>{ids}" + "\n".join(lines)
    return files


def places(files: dict[str, str]) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        report = check_site(write_site(Path(folder), files))
    return sorted((finding.path, str(finding.rule)) for finding in report.findings)


@given(wanted=links, encode=st.booleans())
def test_a_consistent_site_has_no_findings(wanted: Links, encode: bool) -> None:
    assert places(site_with(wanted, encode=encode)) == []


@given(wanted=links, encode=st.booleans(), gone=st.sampled_from((*PAGES[1:], *FILES)))
def test_without_a_file_exactly_its_links_fail(wanted: Links, encode: bool, gone: str) -> None:
    expected = sorted(
        (page, "link-file") for page, target, _ in wanted if target == gone and page != gone
    )
    assert places(site_with(wanted, encode=encode, without=gone)) == expected


@given(wanted=links, encode=st.booleans(), gone=st.sampled_from(ANCHORS))
def test_without_an_anchor_exactly_its_links_fail(wanted: Links, encode: bool, gone: str) -> None:
    expected = sorted((page, "link-anchor") for page, _, anchor in wanted if anchor == gone)
    assert places(site_with(wanted, encode=encode, bare=gone)) == expected


names = st.sampled_from(["index.html", "x.css", "x.pdf", "x.svg", "sub/y.xhtml"])
PIECES = (
    b"<a href= |<base href= |<style> |url( |' |\" |> |# |% |// |\\ |http:// |@import |/* |<!-- |"
    b"<meta http-equiv=refresh content= |<svg><use xlink:href= |<img srcset= |id=x |&# |\0 |"
    b"%PDF-1.7\n |\xff\xfe"
).split(b" |")
markup = st.lists(st.binary(max_size=12) | st.sampled_from(PIECES), max_size=15).map(b"".join)


@given(files=st.dictionaries(names, markup), base_url=st.sampled_from(["", "https://a.b/c/"]))
def test_no_bytes_make_the_check_raise(files: dict[str, bytes], base_url: str) -> None:
    with TemporaryDirectory() as folder:
        report = check_site(write_site(Path(folder), files), base_url=base_url)
    for finding in report.findings:
        assert str(finding).isprintable()
