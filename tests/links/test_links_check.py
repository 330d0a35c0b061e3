from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from briefbook.findings import Severity
from briefbook.links import LinkCounts, Rule, check_site

from .sites import findings_of, rules_of, write_site

if TYPE_CHECKING:
    from pathlib import Path

BASE_URL = "https://example.org/book/"
DEEP = {
    "index.html": "<a href=a/b/c/deep.html#x>x</a>",
    "a/b/c/deep.html": "<p id=x><a href=../../../index.html>up</a>",
}


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("link-file", "<a href=other.html>x</a>", "<a href=othr.html>x</a>"),
        ("link-file", "<a href=other.html?q=1>x</a>", "<a href=othr.html?q=1>x</a>"),
        ("link-file", "<a href=folder/>x</a>", "<a href=empty/>x</a>"),
        ("link-file", "<a href=folder>x</a>", "<a href=empty>x</a>"),
        ("link-file", "<a href=folder/>x</a>", "<a href=other.html/>x</a>"),
        ("link-file", "<a href=Big.html>x</a>", "<a href=big.html>x</a>"),
        ("link-file", "<a href=caf%C3%A9.html>x</a>", "<a href=caf%E9.html>x</a>"),
        ("link-file", "<a href='a b.html'>x</a>", "<a href=a+b.html>x</a>"),
        ("link-file", "<img src=i.png>", "<img src=j.png>"),
        ("link-file", "<img srcset='i.png 1x, i.png 2x'>", "<img srcset='i.png 1x, j.png 2x'>"),
        ("link-file", "<img src=i.png>", "<img src=''>"),
        ("link-file", "<style>a{b:url(i.png)}</style>", "<style>a{b:url(j.png)}</style>"),
        ("link-file", "<script src=s.js></script>", "<script src=t.js></script>"),
        ("link-file", "<base href=folder/><a href=./>x</a>", "<base href=folder/><img src=i.png>"),
        ("link-file", "<a href=https://example.org>x</a>", "<a href=https://>x</a>"),
        ("link-file", "<a href=https://example.org>x</a>", "<a href=www.example.org>x</a>"),
        ("link-file", f"<a href={BASE_URL}other.html>x</a>", f"<a href={BASE_URL}othr.html>x</a>"),
        ("link-anchor", "<a href=other.html#one>x</a>", "<a href=other.html#One>x</a>"),
        ("link-anchor", "<a href=other.html#named>x</a>", "<a href=other.html#nam>x</a>"),
        ("link-anchor", "<a href=other.html#caf%C3%A9>x</a>", "<a href=other.html#cafe>x</a>"),
        ("link-anchor", "<a href='other.html#caf\xe9'>x</a>", "<a href=other.html#caf>x</a>"),
        ("link-anchor", "<a href='other.html#50%25'>x</a>", "<a href='other.html#50'>x</a>"),
        ("link-anchor", "<a href=other.html#one:~:text=x>x</a>", "<a href=#two:~:text=x>x</a>"),
        ("link-anchor", "<a href=#:~:text=x>x</a>", "<a href=folder/#x>x</a>"),
        ("link-anchor", "<a href=#>x</a><a href=#top>x</a><a href=#TOP>x</a>", "<a href=#t>x</a>"),
        ("link-anchor", "<p id=here><a href=#here>x</a>", "<p id=there><a href=#here>x</a>"),
        (
            "link-anchor",
            "<svg><use href=sprite.svg#s /></svg>",
            "<svg><use href=sprite.svg#t /></svg>",
        ),
        (
            "link-anchor",
            "<svg id=g><use xlink:href=#g /></svg>",
            "<svg><use xlink:href=#g /></svg>",
        ),
        (
            "link-anchor",
            "<base href=folder/><svg id=g><use href=#g /></svg>",
            "<base href=folder/><p id=g><a href=#g>x</a>",
        ),
        ("link-outside", "<a href=/book/other.html>x</a>", "<a href=/other.html>x</a>"),
        ("link-outside", "<a href=folder/../other.html>x</a>", "<a href=../../../x.html>x</a>"),
        ("link-local-address", "<a href=https://example.com>x</a>", "<a href=file:///x>x</a>"),
        ("link-local-address", "<a href=//example.com>x</a>", "<a href=http://localhost/>x</a>"),
        ("link-local-address", "<img src=data:image/png;base64,AA>", "<img src=http://10.0.0.1/i>"),
        ("link-script", "<a href=mailto:a@example.org>x</a>", "<a href=javascript:x()>x</a>"),
    ],
)
def test_each_rule_has_a_bad_and_a_good_twin(
    tmp_path: Path, rule: str, good: str, bad: str
) -> None:
    around: dict[str, str | bytes] = {
        "other.html": "<p id=one><a name=named></a><p id=caf\xe9><p id='50%'>",
        "caf\xe9.html": "",
        "Big.html": "",
        "a b.html": "",
        "i.png": b"",
        "s.js": "",
        "sprite.svg": "<?xml version='1.0'?><svg><symbol id='s'/></svg>",
        "folder/index.html": "",
        "empty/x.txt": "",
    }
    assert rules_of(tmp_path / "good", {**around, "index.html": good}, base_url=BASE_URL) == []
    assert rules_of(tmp_path / "bad", {**around, "index.html": bad}, base_url=BASE_URL) == [rule]


def test_every_rule_is_documented() -> None:
    for rule in Rule:
        assert rule.startswith("link-")
        assert rule.sentence.endswith(".")
        assert rule.remedy
        assert not rule.remedy.endswith(".")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>\n<a href=othr.html>the\n other</a>",
            (
                "index.html:2: link 'the other' to 'othr.html': no such file in the site; "
                "nearest is 'other.html' [link-file]"
            ),
        ),
        (
            "<img src=OTHER.HTML alt=Map>",
            (
                "index.html:1: image 'Map' to 'OTHER.HTML': no such file in the site; the file is "
                "called 'other.html'; capitals and accents count [link-file]"
            ),
        ),
        (
            "<img src=map.png>",
            (
                "index.html:1: image to 'map.png': no such file in the site; "
                "nearest is 'map.svg' [link-file]"
            ),
        ),
        (
            "<a href=unlike.html>x</a>",
            (
                "index.html:1: link 'x' to 'unlike.html': no such file in the site; "
                "correct the address or add the file [link-file]"
            ),
        ),
        (
            "<a href=other>x</a>",
            (
                "index.html:1: link 'x' to 'other': no such file in the site; "
                "the page is 'other.html' [link-file]"
            ),
        ),
        (
            "<a href=deep.html>x</a>",
            (
                "index.html:1: link 'x' to 'deep.html': no such file in the site; "
                "there is one at 'a/deep.html' [link-file]"
            ),
        ),
        (
            "<a href=a/>x</a>",
            (
                "index.html:1: link 'x' to 'a/': the folder a has no index.html; "
                "correct the address or add the file [link-file]"
            ),
        ),
        (
            "<a href=www.example.org/x>x</a>",
            (
                "index.html:1: link 'x' to 'www.example.org/x': no such file in the site; "
                "write 'https://www.example.org/x' [link-file]"
            ),
        ),
        (
            "<a href=other.html#crs-2023>x</a>",
            (
                "index.html:1: link 'x' to 'other.html#crs-2023': no such anchor in other.html; "
                "nearest is 'crs-2024' [link-anchor]"
            ),
        ),
        (
            "<a href=other.html#CRS-2024>x</a>",
            (
                "index.html:1: link 'x' to 'other.html#CRS-2024': no such anchor in other.html; "
                "nearest is 'crs-2024' [link-anchor]"
            ),
        ),
        (
            "<a href='javascript:\x1b[0m\t'>x</a>",
            (
                "index.html:1: link 'x' to 'javascript:\\x1b[0m': it runs a script; "
                "link to an address, or use a button [link-script]"
            ),
        ),
    ],
)
def test_a_finding_names_place_fault_and_remedy(tmp_path: Path, html: str, expected: str) -> None:
    files = {"other.html": "<p id=crs-2024>", "a/deep.html": "", "map.svg": "", "index.html": html}
    assert [str(finding) for finding in findings_of(tmp_path, files)] == [expected]


def test_each_link_that_fails_is_one_finding(tmp_path: Path) -> None:
    files = {"index.html": "<a href=x.html>a</a>\n<a href=x.html>b</a>\n<a href=#y>c</a>"}
    assert [f.line for f in findings_of(tmp_path, files)] == [1, 2, 3]


def test_style_sheets_are_checked_from_their_own_folder(tmp_path: Path) -> None:
    files = {"index.html": "", "_static/a.css": "a{b:url(i.png)}\nc{d:url(../j.png?v=1#x)}"}
    assert [(f.path, f.line) for f in findings_of(tmp_path, files)] == [
        ("_static/a.css", 1),
        ("_static/a.css", 2),
    ]
    files = {"_static/i.png": "", "j.png": ""}
    assert rules_of(tmp_path, files) == []


def test_deep_relative_paths(tmp_path: Path) -> None:
    assert rules_of(tmp_path / "a", DEEP) == []
    broken = {**DEEP, "a/b/c/deep.html": "<p id=x><a href=../../index.html>up</a>"}
    assert rules_of(tmp_path / "b", broken) == ["link-file"]


def test_an_id_used_twice_weighs_more_when_it_is_linked_to(tmp_path: Path) -> None:
    html = "<p id=a>\n<p id=a>"
    (finding,) = findings_of(tmp_path / "a", {"index.html": html})
    assert str(finding) == (
        "index.html:2: warning: id 'a' is on line 1 already; give each element its own id "
        "[link-duplicate-id]"
    )
    assert finding.severity is Severity.WARNING
    (finding,) = findings_of(tmp_path / "b", {"index.html": html + "<a href=#a>x</a>"})
    assert finding.severity is Severity.ERROR


def test_what_is_counted(tmp_path: Path) -> None:
    files = {
        "index.html": "<a href=x.html#a>x</a><a href=https://example.org>x</a><img src=i.png>",
        "x.html": "<p id=a><a name=b></a>",
        "s.css": "a{b:url(i.png)}",
        "i.png": "",
    }
    report = check_site(write_site(tmp_path, files))
    assert report.counts == LinkCounts(pages=2, links=4, anchors=2, external=1)
    assert [(link.page, link.target) for link in report.external] == [
        ("index.html", "https://example.org")
    ]


def test_a_folder_without_pages_is_no_site(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, {"x.txt": ""})
    assert "there is no HTML page" in finding.message
    (finding,) = check_site(tmp_path / "missing").findings
    assert "there is no HTML page" in finding.message


def test_a_wrong_base_address_is_a_finding_and_the_rest_is_checked(tmp_path: Path) -> None:
    found = findings_of(tmp_path, {"index.html": "<a href=/x>x</a>"}, base_url="example.org/")
    (about_base, about_link) = (str(finding) for finding in found)
    assert about_base == (
        "'example.org/' is not the address of a site; write https://host/folder/ [link-file]"
    )
    # Nothing is known of folders above the site, so that "/x" is looked for at its root.
    assert about_link.startswith("index.html:1: link 'x' to '/x': no such file in the site")


def test_templates_among_the_static_files_are_no_pages(tmp_path: Path) -> None:
    template = "<link rel=stylesheet href=\"{{ pathto('x.css') }}\">"
    assert rules_of(tmp_path / "a", {"index.html": "", "_static/m.html": template}) == []
    assert rules_of(tmp_path / "b", {"index.html": template}) == ["link-file"]


def test_files_that_are_no_pages_keep_their_fragments(tmp_path: Path) -> None:
    files = {
        "index.html": "<a href=x.txt#l5>x</a><video src=v.webm#t=10>",
        "x.txt": "",
        "v.webm": "",
    }
    assert rules_of(tmp_path, files) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_symbolic_links_are_files_and_folders(tmp_path: Path) -> None:
    elsewhere = write_site(tmp_path / "elsewhere", {"y.html": "<p id=a>", "i.png": ""})
    site = write_site(
        tmp_path / "site",
        {"index.html": "<a href=sub/y.html#a>x</a><img src=i.png><a href=gone.html>x</a>"},
    )
    (site / "sub").symlink_to(elsewhere, target_is_directory=True)
    (site / "i.png").symlink_to(elsewhere / "i.png")
    (site / "gone.html").symlink_to(elsewhere / "gone.html")
    (elsewhere / "circle").symlink_to(site, target_is_directory=True)
    assert [f.message for f in check_site(site).findings] == [
        "link 'x' to 'gone.html': no such file in the site"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_name_that_is_not_utf8_can_be_linked_to(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"index.html": "<a href=%FF.html>x</a><a href=%FE.html>x</a>"})
    with open(os.path.join(os.fsencode(site), b"\xff.html"), "wb") as file:  # noqa: PTH118, PTH123
        file.write(b"<a href=x>x</a>")
    lines = [str(finding) for finding in check_site(site).findings]
    assert len(lines) == 2
    assert "\n".join(lines).isascii()


def test_a_file_that_cannot_be_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    site = write_site(tmp_path, {"x.pdf": ""})
    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert str(check_site(site).findings[-1]) == (
        "x.pdf: the file cannot be read (Permission denied); make it readable [link-file]"
    )


def test_two_checks_say_the_same(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"index.html": "<p id=a><p id=a><a href=x>x</a><img src=y>"})
    assert check_site(site) == check_site(site)
