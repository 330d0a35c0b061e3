"""Reading the file of sources: what is kept, and a finding for everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefbook.sources import Bibliography, load
from briefbook.sources.model import KEYS, KINDS, READS, TYPES

if TYPE_CHECKING:
    from pathlib import Path

CUSTOM = "custom: {kind: press, read: opening}"
GOOD = f"""\
- id: dawn-2022
  type: article-newspaper
  title: A headline
  {CUSTOM}
"""


def read(tmp_path: Path, text: str | bytes) -> tuple[Bibliography, list[str]]:
    path = tmp_path / "sources.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    bibliography, findings = load(path, "sources/sources.yaml")
    return bibliography, [str(finding) for finding in findings]


def entry(*lines: str) -> str:
    return "- id: one\n  type: report\n  title: T\n" + "".join(
        f"  {line}\n" for line in (CUSTOM, *lines)
    )


def test_a_source_with_every_field(tmp_path: Path) -> None:
    text = entry(
        "author:",
        "  - {family: Gogh, non-dropping-particle: van, given: Vincent}",
        "  - {literal: Ministry of Works}",
        'issued: "2022-09"',
        "accessed: 2026-11-22",
        "URL: https://example.org/a?b=1",
        "archive: https://web.archive.org/x",
        "citation-label: Short",
        "volume: 3",
    )
    bibliography, problems = read(tmp_path, text)
    assert problems == []
    source = bibliography["one"]
    assert [person.short for person in source.author] == ["van Gogh", "Ministry of Works"]
    assert source.date_parts == (2022, 9)
    assert (source.accessed, source.volume, source.label) == ("2026-11-22", "3", "Short")
    assert (source.kind, source.read) == ("press", "opening")
    assert bibliography.lines == {"one": 1}


def test_the_address_is_the_doi_when_the_url_is_one(tmp_path: Path) -> None:
    text = entry("DOI: 10.1057/palcomms.2017.8", "URL: https://dx.doi.org/10.1057/palcomms.2017.8")
    bibliography, _ = read(tmp_path, text)
    assert bibliography["one"].address == "https://doi.org/10.1057/palcomms.2017.8"


def test_a_bibliography_is_a_mapping_that_cannot_change(tmp_path: Path) -> None:
    bibliography, _ = read(tmp_path, GOOD)
    assert list(bibliography) == ["dawn-2022"]
    assert len(bibliography) == 1
    with pytest.raises(TypeError):
        bibliography["x"] = bibliography["dawn-2022"]  # type: ignore[index]  # that is the point
    with pytest.raises(ValueError, match="frozen"):
        bibliography["dawn-2022"].title = "Another"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ":1: the file of sources is empty; write a list"),
        ("# only a comment\n", ":1: the file of sources is empty"),
        ("id: one\n", ":1: the file of sources is not a list of sources; write a list"),
        ("just words\n", ":1: the file of sources is not a list of sources"),
        ("- id: a\n  title: 'open\n", ":2: the file of sources cannot be read: a quotation mark"),
        ("- id: a\n\ttitle: b\n", ":2: the file of sources cannot be read: a tab stands where"),
        ("- id: a\n   x: [\n", ":2: the file of sources cannot be read: a second ': '"),
        ("- a\n--- \n- b\n", ":2: the file of sources cannot be read: a line of --- begins"),
        (
            "- &a b\n- *a\n",
            ":2: the file of sources cannot be read: aliases (*name) are not read here",
        ),
        ("- " * 60, ":1: the file of sources cannot be read: it is nested too deeply"),
        (
            "- id: a\n  ? [x]\n  : y\n",
            ":2: the file of sources cannot be read: a key is not a word",
        ),
        ('- "\\U99999999"\n', ":1: the file of sources cannot be read: Python int"),
        ("- a\x00b\n", ":1: the file of sources cannot be read: it holds a character that"),
        (b"- id: a\n- title: caf\xe9\n", ":2: the file of sources is not UTF-8; save"),
        ("- words\n", ":1: entry 1 is not a record; write a list"),
        ("-\n", ":1: entry 1 is not a record"),
    ],
)
def test_a_file_that_is_no_list_of_sources(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    bibliography, problems = read(tmp_path, text)
    assert len(bibliography) == 0
    assert len(problems) == 1
    assert problems[0].startswith(f"sources/sources.yaml{expected}")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    bibliography, findings = load(tmp_path / "none.yaml", "none.yaml")
    assert len(bibliography) == 0
    text = "none.yaml: the file of sources cannot be read: no such file or directory"
    assert str(findings[0]).startswith(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tittle: T2", ":5: source 'one' has an unknown key 'tittle'; did you mean 'title'?"),
        ("url: https://a.org", ":5: source 'one' has an unknown key 'url'; did you mean"),
        ("title: again", ":5: key 'title' is already given on line 3; keep"),
        ("issued: 7 Sept 2022", ":5: source 'one': 'issued' '7 Sept 2022' is not a date; write"),
        ("issued: 2022-02-30", ":5: source 'one': 'issued' '2022-02-30' is not in the calendar"),
        ("issued: 2022-13", ":5: source 'one': 'issued' '2022-13' is not in the calendar"),
        ("issued: 0000", ":5: source 'one': 'issued' '0000' is not in the calendar"),
        ("accessed: 2022-09", ":5: source 'one': 'accessed' '2022-09' is not a day; write it as"),
        ("URL: example.org", ":5: source 'one': 'URL' 'example.org' is not a web address; write"),
        ("URL: ftp://example.org", ":5: source 'one': 'URL' 'ftp://example.org' is not a web"),
        ("URL: 'https://[::1'", ":5: source 'one': 'URL' 'https://[::1' is not a web address"),
        ("URL: https://a.org:99999/", ":5: source 'one': 'URL' 'https://a.org:99999/' is not a"),
        ("URL: https://a.org/b c", ":5: source 'one': 'URL' 'https://a.org/b c' is not a web"),
        ("archive: web.archive.org", ":5: source 'one': 'archive' 'web.archive.org' is not a web"),
        ("DOI: https://doi.org/10.1/x", ":5: source 'one': 'DOI' 'https://doi.org/10.1/x' is not"),
        ("note: [a, b]", ":5: source 'one': 'note' is unusable; write plain text [source-value]"),
        ('note: "a\\nb"', ":5: source 'one': 'note' holds a line break or control character"),
        ('note: "a\\u2028b"', ":5: source 'one': 'note' holds a line break or control character"),
        ("author: Jane Doe", ":5: source 'one': 'author' is unusable; write a list of names"),
        ("author: [Jane Doe]", ":5: source 'one': 'author' no. 1 is unusable; write a record"),
        ("author: [{given: Jane}]", ":5: source 'one': 'author' no. 1 is a name without 'family'"),
        ("author: [{family: D, literal: J}]", ":5: source 'one': 'author' no. 1 mixes 'literal'"),
        ("author: [{familly: Doe}]", ":5: source 'one' has an unknown key 'familly'; did you mean"),
    ],
)  # fmt: skip
def test_an_entry_with_a_fault(tmp_path: Path, line: str, expected: str) -> None:
    _, problems = read(tmp_path, entry(line))
    matching = [text for text in problems if text.startswith(f"sources/sources.yaml{expected}")]
    assert matching, problems
    assert "\n" not in matching[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"- type: book\n  title: T\n  {CUSTOM}\n", ":1: entry 1 has no 'id'; add the name that"),
        (f"- id: a\n  title: T\n  {CUSTOM}\n", ":1: source 'a' has no 'type'; add its CSL type"),
        (f"- id: a\n  type: book\n  {CUSTOM}\n", ":1: source 'a' has no 'title'; add its title"),
        (f"- id: a\n  type: book\n  title:\n  {CUSTOM}\n", ":3: source 'a' has no 'title'"),
        ("- id: a\n  type: book\n  title: T\n", ":1: source 'a' has no 'custom'; add {kind: …"),
        ("- id: a\n  type: book\n  title: T\n  custom: {kind: press}\n",
         ":4: source 'a' has no 'read'; add how much of it was read"),
        ("- id: a\n  type: book\n  title: T\n  custom: {kind: pres, read: page}\n",
         ":4: source 'a': 'custom' 'kind' 'pres' is not known; did you mean 'press'?"),
        ("- id: a\n  type: book\n  title: T\n  custom:\n    kind: press\n    read: no\n",
         ":6: source 'a': 'custom' 'read' 'no' is not known; "),
        (f"- id: a\n  type: newspaper-article\n  title: T\n  {CUSTOM}\n",
         ":2: source 'a': 'type' 'newspaper-article' is not a CSL type; did you mean"),
        (f"- id: a b\n  type: book\n  title: T\n  {CUSTOM}\n",
         ":1: source 'a b': 'id' 'a b' cannot be an id; use letters"),
        (f"- id: [a]\n  type: book\n  title: T\n  {CUSTOM}\n",
         ":1: entry 1: 'id' is unusable; write plain text"),
        (GOOD + GOOD, ":5: source 'dawn-2022' is already defined on line 1; give one of them"),
    ],
)  # fmt: skip
def test_an_entry_that_lacks_or_garbles_what_it_needs(
    tmp_path: Path, text: str, expected: str
) -> None:
    _, problems = read(tmp_path, text)
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"sources/sources.yaml{expected}")


def test_one_faulty_entry_costs_only_itself(tmp_path: Path) -> None:
    bibliography, problems = read(tmp_path, entry("issued: soon", "urll: x") + GOOD)
    assert list(bibliography) == ["dawn-2022"]
    assert bibliography.rejected == {"one"}
    assert [problem.split(":")[1] for problem in problems] == ["5", "6"]


def test_an_endless_number_is_only_text(tmp_path: Path) -> None:
    digits = "9" * 6000
    bibliography, problems = read(tmp_path, entry(f"number: {digits}"))
    assert problems == []
    assert bibliography["one"].number == digits
    _, problems = read(tmp_path, entry(f"issued: {digits}"))
    assert "is not a date" in problems[0]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    bibliography, problems = read(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())
    assert problems == []
    assert "dawn-2022" in bibliography


_SCALARS = st.sampled_from(["one", "report", "2022-09-07", "https://a.org", "", "~", "{", "9" * 40])
_KEY = st.sampled_from([*KEYS, "kind", "read", "family", "literal", "unknown", "{0}"])
_VALUES = st.recursive(
    _SCALARS | st.text(max_size=8) | st.none() | st.integers() | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEY, inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES | st.lists(st.dictionaries(_KEY, _VALUES, max_size=8), max_size=4))
def test_no_value_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    path = tmp_path_factory.getbasetemp() / "value.yaml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    bibliography, findings = load(path)
    entries = value if isinstance(value, list) else []
    assert len(bibliography) == len(entries) or findings


@given(st.binary(max_size=80) | st.text(alphabet="-id: {}[]&*!|>'\"%#?,\n\t\\xU1a~", max_size=60))
def test_no_file_makes_it_raise(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    path = tmp_path_factory.getbasetemp() / "content.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    bibliography, findings = load(path)
    assert findings or bibliography or path.read_bytes().strip().startswith(b"[")
    assert all(finding.path and "\n" not in str(finding) for finding in findings)


def test_the_vocabularies_are_what_is_documented() -> None:
    assert {"report", "article-newspaper", "webpage", "legislation"} <= set(TYPES)
    assert KINDS == ("primary", "official", "scholarly", "reference", "press", "opinion", "blog")
    assert READS == ("page", "copy", "opening", "not-seen")
