"""What an entry says of itself: kind, sources, related entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import lxml.html
import pytest

from books import brief
from briefbook.register import register_of

if TYPE_CHECKING:
    from books import Built, Files
    from briefbook.terms.entry import Entry
    from conftest import Build, MakeBook

GLOSSARY = """\
# Glossary

:::{{glossary}}
Foreign Military Sales
FMS
  A way to buy arms.{{cite}}`report-2021`

  - Also a list.

  See also {{term}}`Soft power` and {{term}}`FMS`.
{fields}
Soft power
  Getting what you want because others like you.
:::
"""


class Make(Protocol):
    """Builds a book whose first entry has these fields."""

    def __call__(self, fields: str, **overrides: object) -> Built: ...


@pytest.fixture
def made(make_book: MakeBook, build: Build) -> Make:
    def make(fields: str, **overrides: object) -> Built:
        glossary = GLOSSARY.format(fields=f"\n{fields}\n" if fields else "")
        files: Files = {"briefs/one.md": brief("An FMS.\n"), "docs/glossary.md": glossary}
        return build(make_book(files), overrides=overrides)

    return make


def entry(built: Built) -> Entry:
    return register_of(built.env).entries[0]


def line(built: Built) -> str:
    root = lxml.html.parse(str(built.html / "docs/glossary.html")).getroot()
    return str(root.xpath("//dd")[0].xpath("*")[-1].text_content())


def test_entry_says_what_it_is(made: Make) -> None:
    built = made("  :kind: Programme")
    assert not built.warnings
    assert [alias.line for alias in entry(built).aliases] == [4, 5]
    assert entry(built).kind == "programme"
    assert entry(built).definition == "A way to buy arms. Also a list."
    assert entry(built).see_also == ("Soft power", "FMS")
    assert entry(built).sources == ("report-2021",)
    assert entry(built).abbreviations == {"FMS": "Foreign Military Sales"}
    assert line(built).startswith("Programme. Used in Brief 1")


def test_kind_may_be_left_out(made: Make) -> None:
    built = made("")
    assert not built.warnings
    assert not entry(built).kind
    assert line(built).startswith("Used in Brief 1")


def test_field_is_read_where_myst_knows_no_fields(made: Make) -> None:
    extensions = ["attrs_block", "attrs_inline", "colon_fence"]
    built = made("  :kind: law", myst_enable_extensions=extensions)
    assert entry(built).kind == "law"
    assert ":kind:" not in line(built)


def test_book_names_its_own_kinds(made: Make) -> None:
    built = made("  :kind: ferry", briefbook_term_kinds=["ferry"])
    assert not built.warnings
    assert entry(built).kind == "ferry"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (":kind: programe", "'programe' is no kind of entry; did you mean 'programme'?"),
        (":knd: law", "an entry of the glossary has no field 'knd'; did you mean 'kind'?"),
    ],
)
def test_wrong_field_is_a_finding(made: Make, field: str, said: str) -> None:
    built = made(f"  {field}")
    assert len(built.warnings) == 1
    assert said in built.warnings[0]
    assert built.warnings[0].startswith("docs/glossary.md:12:")
    assert not entry(built).kind


def test_a_field_right_below_text_is_one_where_fields_are_known(made: Make) -> None:
    built = made("  Seen by many.\n  :kind: law")
    assert not built.warnings
    assert entry(built).kind == "law"


def test_a_field_right_below_text_is_a_finding_where_they_are_not(made: Make) -> None:
    extensions = ["colon_fence", "deflist"]
    built = made("  Seen by many.\n  :kind: law", myst_enable_extensions=extensions)
    (warning,) = built.warnings
    assert warning.startswith("docs/glossary.md:13: ")
    assert "':kind: law' belongs to the paragraph above it, and is no field" in warning


def test_see_also_to_nothing_is_a_finding(make_book: MakeBook, build: Build) -> None:
    glossary = "# G\n\n:::{glossary}\nFerry\n  A boat.\n\n  See also {term}`Feri`.\n:::\n"
    built = build(make_book({"docs/glossary.md": glossary}))
    assert len(built.warnings) == 1
    assert "docs/glossary.md:7" in built.warnings[0]
    assert "Feri" in built.warnings[0]


def test_address_of_a_name_in_other_letters_stays(make_book: MakeBook, build: Build) -> None:
    head, entry = "# G\n\n:::{glossary}\n", "مصطلح\n  تعريف.\n"
    text = {"briefs/one.md": brief("A مصطلح, and {term}`مصطلح`.\n")}
    first = build(make_book({**text, "docs/glossary.md": f"{head}{entry}:::\n"}, name="one"))
    more = f"{head}другое\n  Ещё.\n\n{entry}:::\n"
    second = build(make_book({**text, "docs/glossary.md": more}, name="two"))
    assert not first.warnings + second.warnings
    anchors = [register_of(built.env).entries[-1].anchor for built in (first, second)]
    assert anchors[0] == anchors[1]
    page = (second.html / "briefs/one.html").read_text(encoding="utf-8")
    assert page.count(f'glossary.html#{anchors[0]}"') > 1
    assert f'id="{anchors[0]}"' in (second.html / "docs/glossary.html").read_text(encoding="utf-8")
    index = (second.html / "genindex.html").read_text(encoding="utf-8")
    assert f'glossary.html#{anchors[0]}"' in index
    assert 'glossary.html#term-0"' not in index
