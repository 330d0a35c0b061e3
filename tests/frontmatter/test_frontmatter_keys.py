"""A book's own keys: read from conf.py, checked in every brief, in table and schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from books import BRIEF, CONF, FRONT, SMALL
from briefbook.frontmatter.cut import split
from briefbook.frontmatter.keys import Keys, SettingError, read_setting
from briefbook.frontmatter.schema import front_matter_schema
from briefbook.metadata import Brief, meanings, needed, validate

if TYPE_CHECKING:
    from briefbook.findings import Finding
    from conftest import Build, Command, MakeBook

KNOWN = [*meanings(Keys())]
SETTING = {
    "required": ["audience", "level"],
    "extra": {
        "level": {"type": "text", "description": "who may read it", "choices": ["open", "closed"]},
        "desk": {"type": "text", "description": "the desk that keeps it"},
        "due": {"type": "date", "description": "day of the debate"},
        "cost": {"type": "number", "description": "cost in thousands"},
        "urgent": {"type": "flag", "description": "whether it cannot wait"},
        "regions": {"type": "list", "description": "where", "choices": ["north", "south"]},
        "people": {"type": "list", "description": "whom to ask"},
    },
}
OWN = """\
  level: open
  desk: Ferries
  due: 2026-03-04
  cost: 12
  urgent: true
  regions: [north]
  people: [the harbour master]
"""


def read(front: str, setting: dict[str, Any] = SETTING) -> tuple[Brief | None, list[Finding]]:
    keys = read_setting(setting, KNOWN)
    return validate(split(f"{front}# Title\n", "one.md"), "one.md", keys)


def with_own(own: str = OWN) -> str:
    return FRONT.replace("  topics: [talk]\n", own)


def test_own_keys_are_read_as_what_they_are() -> None:
    brief, findings = read(with_own())
    assert not findings
    assert brief is not None
    assert brief.topics == ()
    values = brief.extra_values()
    assert values.pop("due").isoformat() == "2026-03-04"
    assert values == {
        "level": "open",
        "desk": "Ferries",
        "cost": 12,
        "urgent": True,
        "regions": ("north",),
        "people": ("the harbour master",),
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  level: open\n", "", 2, "the key 'level' is missing; add it: who may read it"),
        ("  audience: [readers]\n", "", 2, "the key 'audience' is missing; add it: list of those"),
        ("level: open", "level: opne", 10, "'level' is 'opne'; did you mean 'open'?"),
        ("level: open", "levl: open", 10, "unknown key 'levl'; did you mean 'level'?"),
        ("desk: Ferries", "desk: ' '", 11, "'desk' is empty; give it: the desk that keeps it"),
        ("2026-03-04", "4 March", 12, "'due' is '4 March'; give it: day of the debate"),
        ("cost: 12", "cost: 12.5", 13, "'cost' is '12.5'; give it: cost in thousands"),
        ("urgent: true", "urgent: yes", 14, "'urgent' is 'yes'; give it: whether it cannot wait"),
        ("[north]", "[north, sout]", 15, "item 2 of 'regions' is 'sout'; did you mean 'south'?"),
        ("[north]", "[]", 15, "'regions' is empty; give it: where"),
        ("[the harbour master]", "nobody", 16, "'people' is 'nobody'; give it: whom to ask"),
    ],
)
def test_each_fault_of_an_own_key_is_found_at_its_line(
    old: str, new: str, line: int, words: str
) -> None:
    front = with_own()
    assert front.count(old) == 1
    brief, findings = read(front.replace(old, new))
    assert brief is None
    (finding,) = findings
    assert (finding.line, finding.rule) == (line, "front-matter")
    assert f"{finding.message}; {finding.remedy}".startswith(words)


def test_faults_of_own_and_common_keys_are_told_together() -> None:
    _, findings = read(
        with_own().replace("level: open", "level: x").replace("number: 1", "number: x")
    )
    assert [finding.line for finding in findings] == [3, 10]


def test_what_no_brief_can_do_without_stays_needed() -> None:
    keys = read_setting({"required": []}, KNOWN)
    assert needed(keys) == ["number", "question", "status", "issued", "as-of", "review-by"]
    assert needed(Keys()) == [
        "number",
        "question",
        "audience",
        "status",
        "issued",
        "as-of",
        "review-by",
        "topics",
    ]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"requried": []}, "unknown key 'requried'; did you mean 'required'?"),
        ({"required": ["topic"]}, "'topic' in 'required' is no key; did you mean 'topics'?"),
        ({"extra": {"topics": {"type": "text", "description": "x"}}}, "the key 'topics' is there"),
        ({"extra": {"desk": {"type": "text"}}}, "the key 'description' of 'extra.desk' is missing"),
        (
            {"extra": {"desk": {"type": "txt", "description": "x"}}},
            "the type of 'extra.desk' is 'txt'; did you mean 'text'?",
        ),
        (
            {"extra": {"desk": {"type": "date", "description": "x", "choices": ["a"]}}},
            "'extra.desk': a date has no choices",
        ),
        (
            {"extra": {"desk": {"type": "text", "describe": "x", "description": "x"}}},
            "unknown key 'describe' of 'extra.desk'; did you mean 'description'?",
        ),
        ({"required": 3}, "'required': "),
    ],
)
def test_a_setting_that_makes_no_sense_says_why(setting: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_setting(setting, KNOWN)
    assert str(caught.value).startswith(words)


def test_schema_is_a_schema_and_agrees_with_the_check() -> None:
    schema = front_matter_schema(read_setting(SETTING, KNOWN))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(
        schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )

    def told(front: str) -> list[list[Any]]:
        text = front.removeprefix("---\n").removesuffix("---\n")
        # The core schema of YAML 1.2, by which editors read: a date is text.
        loader = yaml.SafeLoader(text)
        loader.yaml_implicit_resolvers = {
            sign: [(tag, pattern) for tag, pattern in pairs if "timestamp" not in tag]
            for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }
        return [list(e.absolute_path) for e in validator.iter_errors(loader.get_single_data())]

    assert told(with_own()) == []
    assert told(with_own().replace("level: open", "level: ajar")) == [["brief", "level"]]
    assert told(with_own().replace("  level: open\n", "")) == [["brief"]]
    assert told(with_own().replace("2026-03-04", "4 March")) == [["brief", "due"]]
    assert told(with_own().replace("desk:", "desk2:")) == [["brief"]]
    assert told(with_own().replace("2026-07-02", "soon")) == [["brief", "review-by"]]
    bad = with_own() + "  changes: [{date: 2026-01-02}]\n"
    assert told(bad.replace("---\n  changes", "  changes")) == [["brief", "changes", 0]]
    allow = with_own().removesuffix("---\n") + "  allow: [{rule: long-sentence, reason: So.}]\n"
    assert told(allow) == []
    assert told(allow.replace("long-s", "lengthy-s")) == [["brief", "allow", 0, "rule"]]
    old = with_own().replace("status: published", "status: superseded")
    assert told(old) == [["brief"]]
    assert told(old.replace("superseded\n", "superseded\n  superseded-by: 2\n")) == []


def test_schema_tells_the_meaning_of_every_key() -> None:
    keys = read_setting(SETTING, KNOWN)
    properties = front_matter_schema(keys)["properties"]["brief"]["properties"]
    assert {name: item["description"] for name, item in properties.items()} == meanings(keys)


def test_table_of_keys_is_printed_from_the_model(make_book: MakeBook, build: Build) -> None:
    page = "# Keys\n\n:::{front-matter-keys}\n:::\n"
    brief = BRIEF.replace(FRONT, with_own())
    conf = f"{CONF}briefbook_front_matter = {SETTING!r}\n"
    built = build(make_book({"docs/keys.md": page, "conf.py": conf, "briefs/one.md": brief}))
    assert built.warnings == ()
    html = built.page("docs/keys")
    for name in meanings(read_setting(SETTING, KNOWN)):
        assert f">{name}</span>" in html
    assert "The desk that keeps it.</p>" in html


def test_a_brief_is_checked_by_the_keys_of_its_book(make_book: MakeBook, command: Command) -> None:
    conf = f"{CONF}briefbook_front_matter = {SETTING!r}\n"
    result = command("check", "--source", make_book({"conf.py": conf}))
    assert result.status == 1
    assert "briefs/one.md:2: the key 'level' is missing; add it: who may read it" in result.out
    conf = f"{CONF}briefbook_front_matter = {{'required': ['lvl']}}\n"
    result = command("check", "--source", make_book({**SMALL, "conf.py": conf}, name="other"))
    assert result.status == 2
    assert "briefbook_front_matter: 'lvl' in 'required' is no key" in result.err
