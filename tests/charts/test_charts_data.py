"""Data files of charts: what is right is read whole, and each fault has its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.charts.data import Fault, read
from briefbook.charts.draw import shown

HEAD = "label,value,source\n"


def only(text: str, *, steps: bool = False) -> Fault:
    rows, faults = read(text, steps=steps)
    assert len(faults) == 1, (rows, faults)
    assert faults[0].remedy
    return faults[0]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no column is called 'label' and"),
        ("label,value\nA,1\n", 1, "no column is called 'source'"),
        ("label,valeu,source\nA,1,s\n", 1, "no column is called 'valeu'"),
        ("label,label,value,source\nA,A,1,s\n", 1, "2 columns are called 'label'"),
        (HEAD, 1, "no row"),
        (HEAD + "A,1,s\nB,two,s\n", 3, "'two' is no number"),
        (HEAD + "A,1,s\n\nB,nan,s\n", 4, "'nan' is no number"),
        (HEAD + 'A,"1,000",s\n', 2, "'1,000' is no number"),
        (HEAD + "A,1e3,s\n", 2, "'1e3' is no number"),
        (HEAD + "A,1_000,s\n", 2, "'1_000' is no number"),
        (HEAD + "A,1,000,s\n", 2, "4 values"),
        (HEAD + "A,-1,s\n", 2, "below zero"),
        (HEAD + "A,1,\n", 2, "the source is empty"),
        (HEAD + ",1,s\n", 2, "the label is empty"),
        (HEAD + "A,1,s\nA,2,s\n", 3, "a second time"),
        (HEAD + '"A\nB",1,s\nC,x,s\n', 4, "'x' is no number"),
        (HEAD + 'A,1,"s\n', 2, "not CSV"),
    ],
)
def test_a_fault_is_named_once_at_its_line(text: str, line: int, said: str) -> None:
    found = read(text)[1]
    assert found, text
    assert (found[0].line, said in found[0].message) == (line, True), found
    assert len(found) == 1


def test_a_step_has_a_state() -> None:
    fault = only(HEAD + "A,done,s\nB,heer,s\n", steps=True)
    assert (fault.line, fault.remedy) == (3, "did you mean 'here'?")


_NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1).filter(
    lambda text: text == text.strip() and bool(text)
)


@given(
    st.lists(
        st.tuples(_NAMES, st.decimals(0, 10**9, places=2).map(str), _NAMES),
        min_size=1,
        unique_by=lambda row: row[0],
    )
)
def test_what_a_program_writes_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["label", "value", "source"])
    writer.writerows(rows)
    found, faults = read(out.getvalue())
    assert faults == []
    assert [(row.label, row.value, row.source) for row in found] == rows


@given(st.text())
def test_any_text_gives_rows_or_faults_and_never_an_exception(text: str) -> None:
    rows, faults = read(text)
    assert rows or faults


@pytest.mark.parametrize(
    ("written", "printed"),
    [("5100", "5,100"), ("4020.90", "4,020.90"), ("0.5", "0.5"), (".5", ".5"), ("12", "12")],
)
def test_numbers_are_printed_as_written_with_thousands_apart(written: str, printed: str) -> None:
    assert shown(written) == printed
