"""Quotations in a book: what is printed, what is reported, and what a change brings about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from books import brief, write
from briefbook.quotations.shares import shares
from briefbook.register import register_of
from briefbook.sources.fingerprint import Cost, Key, fingerprint
from briefbook.sources.fingerprint.file import dump

if TYPE_CHECKING:
    from books import Files
    from conftest import Build, MakeBook

KEY = Key(b"a key for tests.", Cost(2, 1, 1))
TEXT = [
    "The Office counted seven grey herons on the old stone pier and none in the harbour.",
    "It counted them again in May, when there were not quite as many of them.",
    " ".join(f"Week {week}: {week * 7} gulls and {week * 3} terns." for week in range(1, 20)),
]
NUMBERED = "¶ 3\n" + "\n\n".join(TEXT)


def marks(text: list[str] = TEXT, note: str = "", phrases: tuple[str, ...] = ("in May",)) -> str:
    return dump(
        fingerprint(
            text,
            source_id="report-2021",
            key=KEY,
            numbers=range(3, 3 + len(text)),
            partial=bool(note),
            note=note,
            phrases=phrases,
        )
    )


RULES = (
    'briefbook_rules = {"*": "off"} | dict.fromkeys(\n'
    '    ["quotation-refused", "quotation-short", "quotation-place", "quotation-length",\n'
    '     "quotation-unchecked", "quotation-share"], "error")\n'
)


def book(body: str, **files: str) -> Files:
    from books import CONF  # noqa: PLC0415

    conf = CONF[: CONF.index("# The house rules")] + RULES
    fingerprints: Files = {"sources/fingerprints/report-2021.json": marks()}
    return {"conf.py": conf, "briefs/two.md": brief(body, number=2), **fingerprints, **files}


def test_line_breaks_and_cuts_are_printed_in_one_form(make_book: MakeBook, build: Build) -> None:
    words = "seven grey\nherons on the ... pier and none in\nthe harbour"
    built = build(make_book(book(f"It saw {{quoted}}`{words} <paper-2020>`.\n")))
    assert "“seven grey herons on the … pier and none in the harbour”" in built.page("briefs/two")
    assert register_of(built.env).quotations[0].verdict.length == 11


GOOD = "counted seven grey herons on the old stone pier"


def test_a_verified_quotation_says_so_beside_it_and_in_its_note(
    make_book: MakeBook, build: Build
) -> None:
    body = f"It {{quoted}}`{GOOD} <report-2021 [¶ 3]>`, it says.\n"
    built = build(make_book(book(body)))
    assert built.warnings == ()
    page = built.page("briefs/two")
    said = "wording verified against the text, paragraph 3"
    assert f"“{GOOD}”<sup" in page
    assert f'role="img" aria-label="{said}"' in page
    assert f"¶ 3. {said.capitalize()}." in re.sub(r"<[^>]+>", "", page)
    (record,) = register_of(built.env).quotations
    assert (record.source, record.locator, record.line) == ("report-2021", "¶ 3", 18)
    assert (record.verdict.paragraph, record.verdict.word) == (3, 3)


def test_a_partial_fingerprint_says_what_was_compared(make_book: MakeBook, build: Build) -> None:
    files = {"sources/fingerprints/report-2021.json": marks(note="the summary")}
    built = build(make_book(book(f"It {{quoted}}`{GOOD} <report-2021>`.\n", **files)))
    assert built.warnings == ()
    assert "Wording verified against the summary." in built.page("briefs/two")


def test_a_confirmed_phrase_is_verified_without_the_text(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(book("Again {quoted}`in May <report-2021>`.\n")))
    assert built.warnings == ()
    assert "verified against the text, paragraph 4" in built.page("briefs/two")


REFUSED = "the quotation '{start}' does not stand in its source: "
FAULTS = [
    (
        "{quoted}`seven grey herons on the new stone pier <report-2021>`",
        "nearest is paragraph 3 of 'report-2021', where word 6, 'new', is the first that differs",
    ),
    (
        "{quoted}`grey herons on a pier <report-2021 [p. 4]>`",
        "no five words in a row of it stand in 'report-2021'; by its locator it is of p. 4",
    ),
    (
        "{quoted}`seven grey herons on the … it counted them again in <report-2021>`",
        "its parts do not follow one another in one paragraph",
    ),
    ("{quoted}`in June <report-2021>`", "is too short to be compared without the text"),
    ("{quoted}`words of a paper <paper-2020>`", "is compared with nothing"),
    (f"{{quoted}}`{GOOD} <report-2021 [¶ 4]>`", ", and not in paragraph 4; write [¶"),
    ("{quoted}`words without a source`", "a quotation without a source"),
    ("{quoted}`<report-2021>`", "a quotation without words"),
    (f"{{quoted}}`{GOOD} <report-2021, paper-2020>`", "a quotation with several sources"),
    (f"{{quoted}}`{GOOD} <report-2012>`", "no source 'report-2012'; did you mean 'report-2021'?"),
    (f"{{quoted}}`{GOOD} <report-2021 [>`", "the bracket is not closed"),
    ("{quoted}`[T]he Office counted seven <report-2021>`", "has a bracket within a word"),
]


@pytest.mark.parametrize(("body", "words"), FAULTS)
def test_what_is_wrong_is_said_once_at_its_line(
    body: str, words: str, make_book: MakeBook, build: Build
) -> None:
    built = build(make_book(book(f"A line.\n\nIt says {body}.\n")))
    (warning,) = built.warnings
    assert warning.startswith("briefs/two.md:20: ")
    assert words in warning


def test_the_text_names_the_word_that_stands_there(make_book: MakeBook, build: Build) -> None:
    body = "It says {quoted}`grey herons on a stone pier <report-2021>`.\n"
    built = build(make_book(book(body, **{".texts/report-2021.txt": NUMBERED})))
    (warning,) = built.warnings
    assert "paragraph 3 of 'report-2021', where word 4, 'a', is the first that differs" in warning
    assert "there it is 'the'" in warning


def test_the_text_refuses_a_short_phrase_and_verifies_none(
    make_book: MakeBook, build: Build
) -> None:
    body = "It says {quoted}`grey gulls <report-2021>` and {quoted}`grey herons <report-2021>`.\n"
    built = build(make_book(book(body, **{".texts/report-2021.txt": NUMBERED})))
    statuses = [record.verdict.status for record in register_of(built.env).quotations]
    assert statuses == ["refused", "short"]


def test_too_long_a_quotation_is_reported(make_book: MakeBook, build: Build) -> None:
    long = TEXT[0] + " … " + TEXT[0]
    built = build(make_book(book(f"It says {{quoted}}`{long} <paper-2020>`.\n")))
    assert any("has 32 words; quote 20 words at most" in warning for warning in built.warnings)


def test_a_large_share_is_reported_at_the_last_quotation(make_book: MakeBook, build: Build) -> None:
    again = "counted seven grey herons on", "there were not quite as many of them"
    quoted = [f"{{quoted}}`{words} <report-2021>`" for words in (GOOD, *again)]
    built = build(make_book(book("\n\n".join(quoted))))
    (warning,) = built.warnings
    assert warning.startswith("briefs/two.md:22: ")
    assert "the book quotes 17 of the 164 words of 'report-2021', 10.4 per cent" in warning
    (share,) = shares(register_of(built.env).quotations)
    assert (share.quotations, share.verified, share.words, share.total) == (3, 3, 17, 164)


BLOCK = f"""\
:::{{quotation}} two-herons
:source: report-2021
:locator: ¶ 3
:speaker: The Office
{GOOD}
:::
"""


def test_a_block_is_an_element_with_its_speaker_and_source(
    make_book: MakeBook, build: Build
) -> None:
    built = build(make_book(book(BLOCK)))
    assert built.warnings == ()
    page = built.page("briefs/two")
    assert 'id="two-herons"' in page
    text = re.sub(r"<[^>]+>", "", page)
    assert f"“{GOOD}”" in text
    assert "—The Office, The Office 2021" in text
    assert "verified against the text, paragraph 3" in text
    record = register_of(built.env).elements["two-herons"]
    assert record.label == "Quotation 2.1"
    assert record.evidence[0].source == "report-2021"


def test_a_block_that_differs_is_reported_at_its_words(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(book(BLOCK.replace("stone pier", "wooden pier"))))
    (warning,) = built.warnings
    assert warning.startswith("briefs/two.md:22: ")
    assert "word 8, 'wooden', is the first that differs" in warning


def test_no_term_is_linked_in_a_quotation(make_book: MakeBook, build: Build) -> None:
    glossary = "# Glossary\n\n:::{glossary}\nheron\n  A bird.\n:::\n"
    files = {"docs/glossary.md": glossary}
    page = build(make_book(book(f"It {{quoted}}`{GOOD} <report-2021>`.\n", **files))).page(
        "briefs/two"
    )
    assert f"“{GOOD}”" in page


def test_a_changed_fingerprint_is_noticed(make_book: MakeBook, build: Build) -> None:
    root = make_book(book(f"It {{quoted}}`{GOOD} <report-2021>`.\n"))
    assert build(root).warnings == ()
    other = [TEXT[0].replace("seven", "eight"), *TEXT[1:]]
    write(root, {"sources/fingerprints/report-2021.json": marks(other)})
    (warning,) = build(root).warnings
    assert "word 2, 'seven', is the first that differs" in warning
    write(root, {"sources/fingerprints/report-2021.json": None})
    (warning,) = build(root).warnings
    assert "is compared with nothing" in warning
    write(root, {"sources/fingerprints/report-2021.json": marks()})
    assert build(root).warnings == ()


def test_a_fingerprint_that_cannot_be_used_is_one_finding(
    make_book: MakeBook, build: Build
) -> None:
    files = {"sources/fingerprints/report-2021.json": marks().replace("-1", "-9")}
    built = build(make_book(book(f"It {{quoted}}`{GOOD} <report-2021>`.\n", **files)))
    assert len(built.warnings) == 1
    assert "briefbook-fingerprint-9" in built.warnings[0]


def test_a_verdict_is_kept_until_its_quotation_goes(make_book: MakeBook, build: Build) -> None:
    root = make_book(book(f"It {{quoted}}`{GOOD} <report-2021>`.\n"))
    built = build(root)
    assert len(register_of(built.env).verdicts) == 1
    write(root, {"briefs/two.md": brief("Nothing is quoted.\n", number=2)})
    assert register_of(build(root).env).verdicts == {}


def test_a_finding_names_the_line_on_which_the_role_stands(
    make_book: MakeBook, build: Build
) -> None:
    body = (
        "It rained on Monday.\n"
        "It rained again {cite}`paper-2020`, and on Friday {cite}`report-2012\n"
        "[p. 4]`.\n"
        "> Then {quoted}`seven grey herons on the new stone pier <report-2021>`.\n"
        "\n"
        "- One day {cite}`report-2012 [p. 4]`.\n"
    )
    built = build(make_book(book(body)))
    lines = brief(body, number=2).splitlines()
    at = {
        text: next(n for n, line in enumerate(lines, 1) if text in line)
        for text in ("It rained again", "Then {quoted}", "One day")
    }
    for text, rule in (
        ("It rained again", "no source 'report-2012'"),
        ("One day", "no source 'report-2012'"),
        ("Then {quoted}", "does not stand in its source"),
    ):
        assert any(
            f"two.md:{at[text]}:" in warning and rule in warning for warning in built.warnings
        ), built.warnings
