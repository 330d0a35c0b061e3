"""Front matter: every problem at its line, and the text below it untouched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from books import FRONT
from briefbook.frontmatter.cut import FrontMatterError, split
from briefbook.metadata import Brief, validate

if TYPE_CHECKING:
    from briefbook.findings import Finding

BODY = "# One thing\n\nText.\n"


def read(text: str) -> tuple[Brief | None, list[Finding]]:
    """Return what comes of a brief's text, whichever way it is refused."""
    try:
        front = split(text, "briefs/one.md")
    except FrontMatterError as error:
        return None, [error.finding]
    assert front.present
    return validate(front, "briefs/one.md")


def changed(old: str, new: str) -> str:
    """Return good front matter with one change in it."""
    assert FRONT.count(old) == 1
    return FRONT.replace(old, new)


def test_good_front_matter_becomes_a_brief() -> None:
    brief, findings = read(FRONT + BODY)
    assert not findings
    assert brief is not None
    assert brief.model_dump() == {
        "number": 1,
        "question": "What was said?",
        "audience": ("readers",),
        "status": "published",
        "issued": date(2026, 1, 2),
        "as_of": date(2026, 1, 1),
        "review_by": date(2026, 7, 2),
        "topics": ("talk",),
        "changes": (),
        "superseded_by": 0,
        "allow": (),
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  number: 1\n", "", 2, "the key 'number' is missing; add it: number of the brief"),
        (
            "  status: published\n",
            "",
            2,
            "the key 'status' is missing; add it: one of draft, in-review",
        ),
        ("number: 1", "number: yes", 3, "'number' is 'yes'; give it: number of the brief"),
        ("number: 1", "number: -1", 3, "'number' is '-1'"),
        ("number: 1", "number: 0", 3, "'number' is '0'"),
        ("number: 1", "number: 10000", 3, "'number' is '10000'"),
        ("number: 1", "number: 1.0", 3, "'number' is '1.0'"),
        ("number: 1", "number: 1_0", 3, "'number' is '1_0'"),
        ("number: 1", "number: 0x1", 3, "'number' is '0x1'"),
        ("number: 1", "number: ١", 3, "'number' is '١'"),
        ("number: 1", "number:", 3, "'number' is ''"),
        ("number: 1", f"number: {'9' * 5000}", 3, "'number' is '999"),
        ("question: What was said?", "question:", 4, "'question' is empty"),
        ("question: What was said?", 'question: "  "', 4, "'question' is empty"),
        ("question: What was said?", "question: [What, now]", 4, "'question' is a list"),
        ("question: What was said?", "question: {a: b}", 4, "'question' is a record"),
        ("question: What was said?", "question: What: now", 4, "a second ': ' stands in one line"),
        ("[readers]", "[]", 5, "'audience' is empty; give it: list of those"),
        ("[readers]", "readers", 5, "'audience' is 'readers'; give it: list of those"),
        ("[readers]", "[readers, '']", 5, "item 2 of 'audience' is empty; give it: list of those"),
        ("[readers]", "[readers", 5, "a bracket is opened and not closed; close it"),
        ("[readers]", "&who [readers]\n  also: *who", 6, "aliases (*name) are not read here"),
        ("published", "publshed", 6, "'status' is 'publshed'; did you mean 'published'?"),
        ("published", "done", 6, "use one of: draft, in-review, published, superseded"),
        ("published", "[published]", 6, "'status' is a list"),
        ("issued: 2026-01-02", "issued: 2026-02-30", 7, "'issued' is '2026-02-30'; give it: day"),
        ("issued: 2026-01-02", "issued: 2 January 2026", 7, "'issued' is '2 January 2026'"),
        ("issued: 2026-01-02", "issued: 20260102", 7, "'issued' is '20260102'"),
        ("issued: 2026-01-02", "issued: 2026-01-02T10:00", 7, "'issued' is '2026-01-02T10:00'"),
        ("as-of: 2026-01-01", "as-of: 0", 8, "'as-of' is '0'; give it: information cut-off"),
        ("as-of", "as_of", 8, "unknown key 'as_of'; did you mean 'as-of'?"),
        ("topics: [talk]", "topics:\n    - [talk]", 11, "item 1 of 'topics' is a list; give it"),
        ("topics", "tpoics", 10, "unknown key 'tpoics'; did you mean 'topics'?"),
        ("  topics", "  number: 2\n  topics", 10, "the key 'number' stands twice, first in line 3"),
        ("  topics", "\ttopics", 10, "a tab stands where spaces belong; indent with spaces"),
        ("  topics", "  ? [a, b]\n  : c\n  topics", 10, "a key is not a word"),
        ("  topics", "  größe: 1\n  topics", 10, "unknown key 'größe'; use one of: number"),
        ("brief:\n", "brief: [\n", 2, "a bracket is opened and not closed"),
        ("brief:\n", "brief: one\n#", 3, "it holds a character that has no place in it, U+0007"),
    ],
)
def test_each_fault_is_found_at_its_line(old: str, new: str, line: int, words: str) -> None:
    new = new.replace("one\n#", "one\n\x07")
    brief, findings = read(changed(old, new) + BODY)
    assert brief is None
    (finding,) = findings
    assert (finding.line, finding.rule) == (line, "front-matter")
    assert words in f"{finding.message}; {finding.remedy}"
    assert "\n" not in str(finding)
    assert len(str(finding)) < 240


@pytest.mark.parametrize("value", ["", " ~", " null", " one", " [one]", " ''"])
def test_brief_without_keys_names_those_that_it_needs(value: str) -> None:
    brief, findings = read(f"---\nbrief:{value}\n---\n{BODY}")
    assert brief is None
    expected = (
        "briefs/one.md:2: 'brief' holds no keys; give it: number, question, audience, status, "
        "issued, as-of, review-by, topics [front-matter]"
    )
    (finding,) = findings
    assert str(finding) == expected


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\nbrief:\n", 1, "it has no end; close it with a line of ---"),
        ("---\n- brief\n---\n", 2, "it is no list of keys; begin it with 'brief:'"),
        ("---\nbrief\n---\n", 2, "it is no list of keys"),
        ("---\n{brief: {number: 1}}\n---\n", 2, "'brief' stands inside braces"),
        ("---\nbrief:\n  number: 1\nbrief:\n---\n", 4, "the key 'brief' stands twice"),
        ("---\n%YAML 1.2\nbrief:\n---\n", 3, "the front matter: "),
    ],
)
def test_front_matter_of_another_shape_is_refused(text: str, line: int, words: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        split(text, "briefs/one.md")
    assert caught.value.finding.line == line
    assert words in str(caught.value.finding)


def test_several_faults_are_several_findings() -> None:
    text = changed("number: 1", "numbr: 1").replace("talk", "''").replace("2026-07-02", "soon")
    _, findings = read(text.replace("  as-of: 2026-01-01\n", "") + BODY)
    assert [(finding.line, finding.message) for finding in findings] == [
        (2, "the key 'as-of' is missing"),
        (3, "unknown key 'numbr'"),
        (8, "'review-by' is 'soon'"),
        (9, "item 1 of 'topics' is empty"),
    ]


def test_a_change_is_checked_at_its_own_line() -> None:
    changes = (
        "  changes:\n    - {date: 2026-01-02, note: First.}\n    - date: soon\n      nota: x\n"
    )
    _, findings = read(changed("  topics: [talk]\n", f"  topics: [talk]\n{changes}") + BODY)
    assert [(finding.line, finding.message) for finding in findings] == [
        (13, "'date' is 'soon'"),
        (14, "unknown key 'nota'"),
    ]


def test_aliases_cannot_make_a_text_explode() -> None:
    laughs = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    _, findings = read(f"---\nbrief:\n  l0: &l0 [lol]\n{laughs}---\n{BODY}")
    assert [finding.line for finding in findings] == [4]


@pytest.mark.parametrize("text", ["", "\n", "# Title\n", "----\n", " ---\nbrief:\n---\n", "--\n"])
def test_text_without_front_matter_is_left_as_it_is(text: str) -> None:
    front = split(text, "one.md")
    assert not front.present
    assert front.body == text


@pytest.mark.parametrize(
    "front", ["---\n---\n", "---\n# only this\n---\n", "---\norphan: true\n---\n"]
)
def test_front_matter_without_the_key_is_left_to_myst(front: str) -> None:
    found = split(front + BODY, "one.md")
    assert not found.present
    assert found.body == front + BODY


def test_the_key_is_hidden_and_what_is_for_myst_stays() -> None:
    text = changed("---\nbrief:", "---\norphan: true\nbrief:").replace(
        "---\n#", "html_meta: {}\n---\n#"
    )
    front = split(text + BODY, "one.md")
    assert front.body == "---\norphan: true\n" + "\n" * 9 + "---\n" + BODY
    assert front.body.count("\n") == (text + BODY).count("\n")


def test_an_end_of_dots_is_made_one_that_myst_knows() -> None:
    text = "---\nbrief: {number: 1}\norphan: true\n...\n# Title\n"
    assert split(text, "one.md").body == "---\n\norphan: true\n---\n# Title\n"


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    brief, findings = read("\ufeff" + (FRONT + BODY).replace("\n", "\r\n"))
    assert not findings
    assert brief == read(FRONT + BODY)[0]


def test_text_after_line_separators_keeps_its_line() -> None:
    body = "# A\x0cB\u2028C\x85D\n\nText.\n"
    front = split(FRONT + body, "one.md")
    assert front.body.endswith(body)
    assert front.body.count("\n") == (FRONT + body).count("\n")


@given(st.text())
def test_any_text_is_read_or_refused_with_one_finding(text: str) -> None:
    for candidate in (text, f"---\n{text}", f"---\nbrief:\n{text}\n---\n", f"---\n{text}\n---\n"):
        try:
            front = split(candidate, "one.md")
        except FrontMatterError as error:
            assert 1 <= error.finding.line <= candidate.count("\n") + 1  # noqa: PT017
            assert error.finding.remedy  # noqa: PT017  # either way is right
            continue
        body, lines = front.body.split("\n"), candidate.removeprefix("\ufeff").split("\n")
        assert len(body) == len(lines)
        if front.present:
            validate(front, "one.md")


characters = st.characters(categories=["L", "N", "Zs", "P", "S"], exclude_characters="“”„‘’«»")
words = st.text(characters, min_size=1).filter(str.strip)
days = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)


def _same(word: str) -> str:
    return word.strip().casefold()


briefs = st.fixed_dictionaries(
    {
        "number": st.integers(1, 9999),
        "question": words,
        "audience": st.lists(words, min_size=1, max_size=3, unique_by=_same),
        "status": st.sampled_from(["draft", "in-review", "published", "superseded"]),
        "issued": days,
        "as-of": days,
        "review-by": days,
        "topics": st.lists(words, min_size=1, max_size=3, unique_by=_same),
        "changes": st.lists(st.fixed_dictionaries({"date": days, "note": words}), max_size=2),
    }
)


briefs = briefs.map(
    lambda values: values | ({"superseded-by": 7} if values["status"] == "superseded" else {})
)


@given(briefs, st.booleans())
def test_what_a_program_writes_is_read_back(values: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(
        {"brief": values}, allow_unicode=True, sort_keys=False, default_flow_style=flow
    )
    if flow:
        text = "brief: " + yaml.safe_dump(values, allow_unicode=True, default_flow_style=True)
    brief, findings = read(f"---\n{text}---\n{BODY}")
    assert not findings
    assert brief is not None
    assert brief.number == values["number"]
    assert brief.question == str(values["question"]).strip()
    assert list(brief.topics) == [str(word).strip() for word in values["topics"]]  # type: ignore[attr-defined]  # a list
    assert brief.review_by == date.fromisoformat(str(values["review-by"]))
    assert brief.model_dump(mode="json", by_alias=True)["as-of"] == values["as-of"]
