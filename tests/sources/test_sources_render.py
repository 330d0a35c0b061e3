"""Notes, entries and labels: what a reader sees of a source."""

from __future__ import annotations

import pickle
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.sources import (
    Bibliography,
    Renderer,
    Source,
    Span,
    StyleError,
    load,
    markup,
    parse_cites,
)
from briefbook.sources.cite import Cite, parse_locator
from briefbook.sources.csl import Processor

BOOK = Path(__file__).parents[2] / "sources" / "sources.yaml"


def source(**fields: Any) -> Source:
    custom = {"kind": "press", "read": "page"}
    return Source.model_validate(
        {"id": "one", "type": "book", "title": "T", "custom": custom}
        | {key.replace("_", "-"): value for key, value in fields.items()}
    )


def renderer(*sources: Source, style: str | None = None) -> Renderer:
    bibliography = Bibliography({one.id: one for one in sources})
    return Renderer(bibliography, style) if style else Renderer(bibliography)


def shown(spans: list[Span]) -> str:
    """Return spans as one line: *italic*, and addresses in angle brackets."""
    return "".join(
        f"<{span.url}>" if span.url else f"*{span.text}*" if span.italic else span.text
        for span in spans
    )


def person(given: str, family: str) -> dict[str, str]:
    return {"family": family, "given": given}


CASES = yaml.safe_load((Path(__file__).parent / "rendered.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_source_of_each_type(case: dict[str, Any]) -> None:
    render = renderer(source(**case["source"]))
    assert shown(render.note(parse_cites("one [p. 4]"))) == case["note"]
    assert shown(render.entry("one")) == case["entry"]
    assert render.short("one") == case["short"]


def test_several_sources_in_one_note_keep_their_order() -> None:
    render = renderer(source(id="a", title="A"), source(id="b", title="B"))
    assert shown(render.note(parse_cites("b, a [¶¶ 8, 9]"))) == "*B*; *A*, ¶¶ 8, 9."
    assert render.note([]) == []


def test_sources_of_one_title_are_all_in_the_note() -> None:
    render = renderer(
        *(source(id=key, title="Trends", issued=key[1:]) for key in ("a2001", "b2002"))
    )
    assert shown(render.note(parse_cites("a2001, b2002"))) == "*Trends*, 2001; *Trends*, 2002."


def test_a_title_that_begins_with_the_name_of_its_newspaper_is_whole() -> None:
    one = source(type="article-newspaper", title="Dawn, the end", container_title="Dawn")
    assert shown(renderer(one).entry("one")) == "“Dawn, the end”. *Dawn*."


@pytest.mark.parametrize("style", ["oscola", "new-harts-rules-notes", "mhra-notes"])
def test_no_style_says_an_unsigned_title_twice(style: str) -> None:
    one = source(type="webpage", title="A long title", publisher="P", URL="https://a.org/")
    render = renderer(one, style=style)
    assert shown(render.note(parse_cites("one"))).count("A long title") == 1
    assert shown(render.entry("one")).count("A long title") == 1


def test_a_note_does_not_depend_on_the_notes_before_it() -> None:
    render = renderer(source(title="A", author=[person("A.", "B")], publisher="P"))
    first = render.note(parse_cites("one [p. 1]"))
    assert render.note(parse_cites("one [p. 1]")) == first
    assert "Ibid" not in shown(render.note(parse_cites("one [p. 2]")))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("fn. 3", "fn. 3"),
        ("slide 9", "slide 9"),
        ("table 2", "table 2"),
        ("4-6", "pp. 4\u20136"),
        ('the editor\'s "note" & <more>', "the editor\u2019s “note” & <more>"),
    ],
)
def test_locators_print_as_written_in_every_style(written: str, printed: str) -> None:
    for style in ("chicago-notes-bibliography-16th-edition", "apa", "oscola"):
        text = shown(renderer(source(), style=style).note(parse_cites(f"one [{written}]")))
        assert printed in text


def test_nothing_becomes_markup_and_nothing_stays_escaped() -> None:
    title = 'A & B <script>x</script> &amp; 5 < 6 "q" \\textbf{x} *y* {0}'
    text = shown(renderer(source(title=title)).entry("one"))
    assert "A & B <script>x</script> &amp; 5 < 6 “q” \\textbf{x} *y* {0}" in text


def test_rich_text_of_a_title_becomes_dress() -> None:
    one = source(type="webpage", title="On <i>Power</i> <b>now</b><sup>2</sup>")
    spans = renderer(one).entry("one")
    assert Span("Power", italic=True) in spans
    assert Span("now", bold=True) in spans
    assert "<" not in shown(spans)


def test_the_marks_of_our_own_cannot_be_smuggled_in() -> None:
    one = source(title="A\ue000B\U000f0000C", URL="https://a.org/x_(y)?a=1&b=2-3")
    spans = renderer(one).entry("one")
    assert [span.text for span in spans if span.italic] == ["ABC"]
    assert [span.url for span in spans if span.url] == ["https://a.org/x_(y)?a=1&b=2-3"]


def test_a_long_bibliography_keeps_its_addresses() -> None:
    bibliography = Bibliography(
        {
            f"s{number}": source(id=f"s{number}", URL=f"https://a.org/{number}")
            for number in range(7000)
        }
    )
    assert Renderer(bibliography).entry("s6999")[-2].url == "https://a.org/6999"


def test_small_capitals_are_kept() -> None:
    one = source(author=[person("Ann", "Lee")], issued="2001")
    spans = renderer(one, style="oxford-guide-to-style-notes").entry("one")
    assert any(span.small_caps and "Lee" in span.text for span in spans)


def test_labels_differ_from_each_other() -> None:
    same = [source(id=key, type="report", publisher="P", issued="2001") for key in ("b", "a", "c")]
    render = renderer(*same, source(id="d", citation_label="Our own"))
    assert [render.short(key) for key in "abcd"] == [
        "P 2001 (a)",
        "P 2001 (b)",
        "P 2001 (c)",
        "Our own",
    ]


def test_a_style_without_entries_gives_the_note() -> None:
    text = shown(renderer(source(title="A"), style="international-security").entry("one"))
    assert text.startswith("*A*")


def test_an_unknown_style_is_refused_with_the_nearest() -> None:
    with pytest.raises(StyleError, match="'mhra-note' is not a citation style; did you mean"):
        renderer(source(), style="mhra-note")
    with pytest.raises(StyleError, match="see the names in https://"):
        renderer(source(), style="q" * 40)


def test_an_unknown_source_is_refused() -> None:
    render = renderer(source())
    with pytest.raises(KeyError):
        render.note(parse_cites("two"))
    with pytest.raises(KeyError):
        render.entry("two")
    with pytest.raises(KeyError):
        render.short("two")


def test_ids_that_differ_in_case_only_stay_apart() -> None:
    render = renderer(source(id="a1", title="Small"), source(id="A1", title="Large"))
    assert "Large" in shown(render.entry("A1"))
    assert "Small" in shown(render.entry("a1"))


_FIELD = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and text.isprintable())


def test_two_styles_at_once_are_not_mixed_up() -> None:
    work = source(author=[person("Ann", "Dew")], publisher="House", issued="2020")
    names = ("oscola", "new-harts-rules-notes", "mhra-notes")
    alone = {name: shown(renderer(work, style=name).entry("one")) for name in names}
    open_at_once = {name: renderer(work, style=name) for name in names}
    assert {name: shown(one.entry("one")) for name, one in open_at_once.items()} == alone
    assert len(set(alone.values())) == len(names)


@settings(max_examples=60)
@given(
    st.sampled_from(["report", "webpage", "article-newspaper", "article-journal", "legislation"]),
    _FIELD,
    _FIELD,
)
def test_any_title_renders(kind: str, title: str, container: str) -> None:
    render = renderer(source(type=kind, title=title, container_title=container, publisher="P"))
    for spans in (render.entry("one"), render.note(parse_cites("one [p. 4]"))):
        assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", shown(spans))


@pytest.fixture(scope="module")
def book() -> Renderer:
    bibliography, findings = load(BOOK, "sources/sources.yaml")
    assert [str(finding) for finding in findings] == []
    return Renderer(bibliography)


def test_every_source_of_the_book_renders_well(book: Renderer) -> None:
    for key in book.bibliography:
        for spans in (book.note(parse_cites(f"{key} [p. 4]")), book.entry(key)):
            text = "".join(span.text for span in spans if not span.url)
            assert text.endswith((".", "”", "?"))
            assert not re.search(r"n\.d|\.\.|,,|,\.|\?\.|  | ,|\(\)|Edition|Ibid|<|>|''|'", text), (
                text
            )
            address = book.bibliography[key].address
            assert [span.url for span in spans if span.url] == ([address] if address else [])


def test_every_source_of_the_book_has_its_own_label(book: Renderer) -> None:
    found = [book.short(key) for key in book.bibliography]
    assert len(set(found)) == len(found)
    assert max(map(len, found)) <= 60


def test_the_book_keeps_its_sources_in_order_and_honest(book: Renderer) -> None:
    keys = list(book.bibliography)
    assert all(one < two for one, two in pairwise(keys))
    for key, one in book.bibliography.items():
        assert one.read == "not-seen" or one.url, f"{key} was read, but has no address"
        assert one.read != "not-seen" or not one.accessed, f"{key} was not seen, but accessed"


def test_a_bibliography_can_be_handed_to_another_process(book: Renderer) -> None:
    again = pickle.loads(pickle.dumps(book.bibliography))  # noqa: S301  # our own bytes
    assert dict(again) == dict(book.bibliography)
    spans = [span for key in again for span in book.entry(key)]
    assert spans == [span for key in again for span in Renderer(again).entry(key)]


_LOCATORS = st.one_of(
    st.sampled_from(["4", "pp. 4-6", "¶ 8", "§ 3(b)", "preface", "'quoted' text.", "Table A-1"]),
    st.text(st.characters(categories=["L", "N", "Zs", "P"], exclude_characters="[]"), min_size=1),
).filter(lambda text: bool(text.strip()))
_STYLED = {
    name: renderer(source(), source(id="two", author=[{"family": "Ames"}]), style=name)
    for name in (
        "chicago-notes-bibliography-16th-edition",
        "oscola",
        "apa",
        "modern-language-association",
    )
}


@settings(max_examples=60)
@given(
    style=st.sampled_from(sorted(_STYLED)),
    places=st.lists(
        st.tuples(st.sampled_from(["one", "two"]), st.none() | _LOCATORS), min_size=1, max_size=3
    ),
)
def test_a_note_is_the_same_whatever_was_printed_before(
    style: str, places: list[tuple[str, str | None]]
) -> None:
    used = _STYLED[style]
    cites = [Cite(name, parse_locator(text) if text else None) for name, text in places]
    fresh = Renderer(used.bibliography, style)
    assert used.note(cites) == fresh.note(cites)


@settings(max_examples=60)
@given(style=st.sampled_from(sorted(_STYLED)), text=_LOCATORS)
def test_a_locator_is_printed_as_the_style_itself_would(style: str, text: str) -> None:
    cite = Cite("two", parse_locator(text))
    processor = Processor(_STYLED[style].bibliography, style, "en-GB")
    direct = processor.through_the_style([(cite.source_id, markup.typographic(cite.locator_text))])
    assert markup.tidy(processor.note([cite])) == markup.tidy(direct)
