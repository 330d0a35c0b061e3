"""The headers of a site: written by the build, read again, and said in the form of each server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbook.hosting import FORMS, HostingError, content_policy, policy, read, site_headers, write
from site_books import FURO

if TYPE_CHECKING:
    from conftest import Build, Command, MakeBook

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide" / "hosting.md"
PLAIN = site_headers(content_policy({}))


@pytest.mark.parametrize("server", FORMS)
def test_the_guide_shows_what_the_command_prints(server: str) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    block = re.compile(
        r"^```\{code-block\} \w+\n:caption: \S+\n\n(.*?)^```$", re.MULTILINE | re.DOTALL
    )
    assert FORMS[server](PLAIN) in block.findall(text)


def test_every_header_is_explained_in_the_guide() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert [name for name in PLAIN["/*"] if f"\n`{name}`\n: " not in text] == []


@pytest.mark.parametrize("server", FORMS)
def test_every_form_says_every_header_with_its_value(server: str) -> None:
    said = FORMS[server](PLAIN)
    for values in PLAIN.values():
        for name, value in values.items():
            assert name in said
            assert value in said


def test_the_policy_forbids_what_is_not_named() -> None:
    parts = dict(part.split(" ", 1) for part in content_policy({}).split("; "))
    assert parts["default-src"] == "'none'"
    assert not any("unsafe-inline" in part or "*" in part for part in parts.values())
    assert not any("http" in part for part in parts.values())
    assert set(parts) == policy.directives()


def test_a_book_adds_to_the_policy() -> None:
    more = {"img-src": ["https://a.example"], "default-src": ["https://b.example"]}
    parts = content_policy(more).split("; ")
    assert "img-src 'self' data: https://a.example" in parts
    assert "default-src https://b.example" in parts  # 'none' stands alone, or not at all


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text(write(PLAIN), encoding="utf-8")
    assert read(tmp_path) == PLAIN


@pytest.mark.parametrize("text", ["/*\n  no header\n", "  Name: value\n", "what\n"])
def test_a_line_that_is_none_is_said(text: str, tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text(text, encoding="utf-8")
    with pytest.raises(HostingError, match=r"_headers:\d: '.+' is no header; build again"):
        read(tmp_path)


def test_nginx_has_its_signs_escaped() -> None:
    said = FORMS["nginx"]({"/*": {"X-Said": 'a "b" \\ c'}})
    assert 'add_header X-Said "a \\"b\\" \\\\ c" always;' in said


def test_the_command_prints_what_the_book_needs(make_book: MakeBook, command: Command) -> None:
    conf = FURO + 'briefbook_policy = {"img-src": ["https://a.example"]}\n'
    root = make_book({"conf.py": conf})
    assert command("build", "--source", root, "--html-only").status == 0
    for server in FORMS:
        result = command("headers", "--source", root, "--for", server)
        assert result.status == 0
        assert "img-src 'self' data: https://a.example;" in result.out
    page = (root / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert "img-src 'self' data: https://a.example;" in page


def test_before_a_build_there_is_nothing_to_print(make_book: MakeBook, command: Command) -> None:
    result = command("headers", "--source", make_book())
    assert result.status == 2
    assert "build the site first" in result.err


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("None", None),
        ('{"image-src": []}', "did you mean 'img-src'?"),
        ('{"img-src": "https://a.example"}', "write it as ['https://example.org']"),
        ('{"img-src": ["a; script-src *"]}', "is no list of sources without spaces"),
    ],
)
def test_a_setting_that_means_nothing_is_said(
    setting: str, said: str | None, make_book: MakeBook, command: Command
) -> None:
    root = make_book({"conf.py": FURO + f"briefbook_policy = {setting}\n"})
    result = command("build", "--source", root, "--html-only")
    if said:
        assert said in result.err
        assert "conf.py" in result.err
    else:
        assert result.status == 0
        headers = (root / "_build" / "html" / "_headers").read_text(encoding="utf-8")
        assert "Content-Security-Policy" not in headers
        assert "X-Content-Type-Options: nosniff" in headers


def test_another_theme_has_no_policy_that_it_would_break(make_book: MakeBook, build: Build) -> None:
    built = build(make_book())
    assert "Content-Security-Policy" not in built.page("index")
    assert "Content-Security-Policy" not in (built.html / "_headers").read_text(encoding="utf-8")


def test_the_container_takes_what_is_there() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(\S+) ", text, re.MULTILINE)
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert "briefbook headers --for nginx" in text
    said = FORMS["nginx"](PLAIN)
    root, port = re.search(r"root (\S+);", said), re.search(r"listen (\d+);", said)
    assert root
    assert port
    assert f"_build/html {root[1]}\n" in text
    assert f"EXPOSE {port[1]}\n" in text
    assert "\nUSER 101\n" in text
