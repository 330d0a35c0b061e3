"""Articles as they really come: wrapped lines, old pages, tables, notes, tracked changes."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import typst
from briefbook.ingest import form
from briefbook.ingest.article import UnreadableError
from briefbook.ingest.read import read
from briefbook.sources.fingerprint import words

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "The lake loses a third of its water"
FIRST = (
    "The surface of the lake has shrunk by 34 per cent since 2016, says a survey that was made on "
    "3 March 2025. The ministry disputes the figure and has published none of its own so far."
)
SECOND = (
    "Farmers draw about 1,400 million cubic metres a year from the two rivers that feed the lake. "
    "The allowance under the compact of 1974 is 1,050 million."
)
THIRD = "Only 12 of 88 registered boats went out in June, and the cannery at the port has closed."
PARAGRAPHS = [FIRST, SECOND, THIRD]
TOLD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
    ' "dateModified": "2025-06-01", "datePublished": "2025-03-12"}</script>'
)


def running(data: str | bytes, name: str = "") -> list[str]:
    _, paragraphs = read(data if isinstance(data, bytes) else data.encode(), name)
    return [paragraph.whole for paragraph in paragraphs if paragraph.number]


def outside(data: str | bytes, name: str = "") -> list[str]:
    _, paragraphs = read(data if isinstance(data, bytes) else data.encode(), name)
    return [paragraph.whole for paragraph in paragraphs if not paragraph.number]


def rules(data: str | bytes) -> dict[str, str]:
    article, paragraphs = read(data if isinstance(data, bytes) else data.encode())
    return {found.rule: found.message for found in form.findings(article, paragraphs, "a")}


def page(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def marked(paragraphs: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


@pytest.mark.parametrize("width", range(30, 90, 7))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_broken_lines_are_joined(width: int, newline: str) -> None:
    blocks = [TITLE, *(textwrap.fill(text, width) for text in PARAGRAPHS)]
    assert running("\n\n".join(blocks).replace("\n", newline)) == PARAGRAPHS


def test_paragraphs_may_begin_with_an_indent_alone() -> None:
    text = "\n".join("   " + textwrap.fill(paragraph, 60) for paragraph in PARAGRAPHS)
    assert running(f"{TITLE}\n\n{text}\n") == PARAGRAPHS


def test_an_answered_letter_and_underlined_headings() -> None:
    quoted = "\n>\n".join(textwrap.indent(textwrap.fill(p, 60), "> ") for p in PARAGRAPHS)
    assert running(f"> {TITLE}\n>\n{quoted}\n") == PARAGRAPHS
    underlined = f"{TITLE}\n{'=' * len(TITLE)}\n\n" + "\n\n".join(PARAGRAPHS)
    assert read(underlined.encode())[0].title == TITLE


@pytest.mark.parametrize(
    "body",
    [
        "<div>{0}<br><br>{1}<br/>\n<br/>{2}</div>",
        "<table><tr><td><a href='/'>Home</a></td><td>{0}<br><br>{1}<br><br>{2}</td></tr></table>",
        "<center><font>{0}<br><br><b></b>{1}<br><br>{2}</font></center>",
        "<div><p>{0}</p>{1}<br><br>{2}<br><br></div>",
    ],
)
def test_paragraphs_parted_by_breaks(body: str) -> None:
    assert running(page(body.format(*PARAGRAPHS))) == PARAGRAPHS


def test_fonts_that_are_left_open_hold_no_paragraphs() -> None:
    body = "".join(f"<p><FONT face=Arial size=2>{text}" for text in PARAGRAPHS)
    assert running(page(f"<center><font size=5>{TITLE}</font></center>{body}")) == PARAGRAPHS


def test_rows_of_a_table_belong_to_the_paragraph_before() -> None:
    table = "<table><tr><th>Year</th><th>Loss</th></tr><tr><td>2025</td><td>34 %</td></tr></table>"
    rows = f"{THIRD}\nYear – Loss\n2025 – 34 %"
    assert running(page(f"<article>{marked(PARAGRAPHS)}{table}</article>"))[2:] == [rows]
    marks = "| Year | Loss |\n|---|---|\n| 2025 | 34 % |"
    assert running("\n\n".join([f"# {TITLE}", *PARAGRAPHS, marks]), "a.md")[2:] == [rows]


def test_lines_to_other_stories_are_found_where_the_library_drops_them() -> None:
    line = '<p class="related">ALSO READ: <a href="/x">Talks collapse after 40 days</a></p>'
    body = page(f"<main><article><h1>{TITLE}</h1>{line.join(map(paragraph, PARAGRAPHS))}</article>")
    assert running(body) == PARAGRAPHS
    assert outside(body).count("ALSO READ: Talks collapse after 40 days") == 1
    assert "article-related" in rules(body)


def paragraph(text: str) -> str:
    return f"<p>{text}</p>"


def test_page_behind_a_wall_is_said() -> None:
    wall = "<div><h2>Subscribe to continue reading</h2><p>Already a subscriber? Sign in.</p></div>"
    body = page(f"<article><h1>{TITLE}</h1>{marked(PARAGRAPHS[:2])}{wall}</article>")
    assert running(body) == PARAGRAPHS[:2]
    assert "may end before" in rules(body)["article-paywall"]
    assert "article-paywall" not in rules(page(f"<article>{marked(PARAGRAPHS)}</article>"))


def test_front_matter_in_other_forms() -> None:
    text = "\n\n".join(PARAGRAPHS)
    yaml = f"---\ntitle: {TITLE}\nauthors:\n  - Ann Lee\n  - name: Tom Ray\ndate: 2025-03-12\n---\n"
    toml = f'+++\ntitle = "{TITLE}"\nauthors = ["Ann Lee", "Tom Ray"]\ndate = 2025-03-12\n+++\n'
    for head in (yaml, toml):
        article, _ = read(f"{head}\n{text}\n".encode(), "a.md")
        assert (article.title, article.authors) == (TITLE, ("Ann Lee; Tom Ray",))
        assert article.date == "2025-03-12"
        assert running(f"{head}\n{text}\n", "a.md") == PARAGRAPHS


def test_notes_of_markdown_stand_outside() -> None:
    text = f"# {TITLE}\n\n{FIRST}[^1]\n\n{SECOND}\n\n[^1]: See the survey, page 5.\n"
    assert running(text, "a.md") == [FIRST, SECOND]
    assert "See the survey, page 5." in outside(text, "a.md")


def revised() -> bytes:
    """Return a Word file with tracked changes."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    changed = document.add_paragraph("The minister resigned on 4 May 2025")._p
    for tag, inner, text in (
        ("w:ins", "w:t", " after a long debate."),
        ("w:del", "w:delText", "!"),
    ):
        change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        change.set(qn("w:id"), "1")
        content.text = text
        run.append(content)
        change.append(run)
        changed.append(change)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    data = revised()
    assert running(data)[-1] == "The minister resigned on 4 May 2025 after a long debate."
    assert "tracked changes" in rules(data)["article-file"]


def typeset(folder: Path, source: str) -> bytes:
    (folder / "a.typ").write_text(source.replace("$", "\\$"), "utf-8")
    return bytes(typst.compile(folder / "a.typ"))


def test_notes_at_the_foot_of_a_page_do_not_interrupt_the_text(tmp_path: Path) -> None:
    noted = [
        f"{text}#footnote[Note {word} on it.]" for text, word in zip(PARAGRAPHS, "abc", strict=True)
    ]
    source = "#set page(width: 240pt, height: 210pt, margin: 24pt)\n" + "\n\n".join(
        [f"= {TITLE}", *noted, *PARAGRAPHS]
    )
    data = typeset(tmp_path, source)
    assert running(data) == [*PARAGRAPHS, *PARAGRAPHS]
    assert {f"Note {word} on it." for word in "abc"} <= set(outside(data))


POWERS = "An area of 10² or 4³ miles and the 4th part of it, as CO2 in 1974, was lost by them all."


def test_powers_are_no_longer_numbers_and_numbers_of_notes_no_words(tmp_path: Path) -> None:
    written = POWERS.replace("²", "<sup>2</sup>").replace("³", "<sup>3</sup>")
    written = written.replace("4th", "4<sup>th</sup>").replace("CO2", "CO<sub>2</sub>")
    noted = written.replace("lost", 'lost<sup><a href="#n1">1</a></sup>').replace(
        "them", "them<sup>[12]</sup>"
    )
    rest = marked(PARAGRAPHS)
    assert running(page(f"<article><p>{noted}</p>{rest}</article>")) == [POWERS, *PARAGRAPHS]
    assert running("\n\n".join([f"# {TITLE}", written, *PARAGRAPHS]), "a.md")[0] == POWERS
    source = (
        POWERS.replace("²", "#super[2]").replace("³", "#super[3]").replace("lost", "lost#super[1]")
    )
    assert running(typeset(tmp_path, "\n\n".join([f"= {TITLE}", source, *PARAGRAPHS])))[0] == POWERS


def test_powers_in_word_files() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("An area of 10")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" miles and the 4")
    paragraph.add_run("th").font.superscript = True
    paragraph.add_run(" part of all of it were lost in that year alone.")
    buffer = io.BytesIO()
    document.save(buffer)
    text = "An area of 10² miles and the 4th part of all of it were lost in that year alone."
    assert running(buffer.getvalue()) == [text]


def test_lines_that_hang_from_a_bullet_belong_to_it(tmp_path: Path) -> None:
    long = (
        "The figure was disputed at once by Dr. Marsh, and by Gen. Reyl, who had seen another one."
    )
    items = "\n".join(f"- {text}" for text in [long, *PARAGRAPHS])
    source = f"#set page(width: 260pt, height: 800pt)\n= {TITLE}\n\n{THIRD}\n\n{items}\n"
    assert running(typeset(tmp_path, source)) == ["\n".join([THIRD, long, *PARAGRAPHS])]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    source = '#set page(paper: "a5", columns: 2)\n#set text(lang: "en", hyphenate: true)\n'
    source += "#set par(justify: true)\n" + "\n\n".join([f"= {TITLE}", *PARAGRAPHS * 4])
    assert running(typeset(tmp_path, source)) == PARAGRAPHS * 4


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "湖的水面自2016年以来缩小了34%。部长否认了这一数字。\n\n渔业几乎已经停止。" * 3,
            "no spaces",
        ),
        ('<?xml version="1.0"?><rss><title>A feed</title></rss>', "an XML file"),
        ('{"title": "A lake", "body": "It has lost a third of its water."}', "a JSON file"),
        ("...\n\n***\n\n---", "no running text"),
        (TITLE, "no running text"),
        (page("<noscript>You need to enable JavaScript to run this app.</noscript>"), "no article"),
    ],
)
def test_what_is_no_article_is_said(data: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        read(data.encode())
    assert caught.value.remedy


def test_a_page_may_be_in_the_encoding_that_it_names() -> None:
    text = page(f"<article>{marked(PARAGRAPHS)}<p>Der Müller prüft „alles“ für 5 €.</p></article>")
    head = '<meta charset="windows-1252">'
    data = text.replace("<head>", f"<head>{head}").encode("cp1252")
    assert running(data)[-1] == "Der Müller prüft „alles“ für 5 €."
    assert "article-file" not in rules(data)


def test_the_longest_paragraph_is_one() -> None:
    text = " ".join(PARAGRAPHS * 90)
    assert len(words(text)) > 5000
    assert running(text) == [text]


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta property="article:published_time" content="2025-03-12T07:00Z">', "", "2025-03-12"),
        (TOLD, "", "2025-03-12"),
        ("", '<time datetime="2025-03-12">12 Mar</time>', "2025-03-12"),
        ("", '<div class="date">Posted on March 12, 2025</div>', "2025-03-12"),
        ('<meta property="article:published_time" content="2025-02-31">', "", ""),
        ('<meta property="article:modified_time" content="2025-06-01">', "", ""),
        ("", "<p>Updated: 3/12/2025 10:31 AM</p>", ""),
        ("", "<p>Updated on 12 March 2025</p>", ""),
        ("", "<dl><dt>Published</dt><dd>12 March 2025</dd></dl>", ""),
        ("", "<footer><p>© 2024 The Harbour News</p></footer>", ""),
        ("", "", ""),
    ],
)
def test_day_of_publication_is_stated_or_left_out(head: str, body: str, day: str) -> None:
    text = page(f"<article><h1>{TITLE}</h1>{body}{marked(PARAGRAPHS)}</article>", head)
    assert read(text.encode())[0].date == day
    assert bool(day) != bool({"article-date", "article-header-date"} & set(rules(text)))
