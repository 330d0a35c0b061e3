"""The command: what it writes, that the draft builds, what it says of another edition."""

from __future__ import annotations

import hashlib
import json
import socket
from typing import TYPE_CHECKING

import pytest
import yaml

from briefbook import files
from briefbook.ingest.changes import compare
from briefbook.sources.fingerprint import Cost, Fingerprint, Key, fingerprint
from ingest.articles import (
    FIRST,
    HTML,
    MARKDOWN,
    PARAGRAPHS,
    SECOND,
    TEXT,
    cheap_key,
    make_docx,
    make_pdf,
)

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build, Command, MakeBook

DAY = "--accessed=2026-11-22"


@pytest.fixture
def book(make_book: MakeBook) -> Path:
    root = make_book()
    cheap_key(root / "sources" / "fingerprints")
    return root


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def write(root: Path, text: str | bytes, name: str = "ferry.txt") -> Path:
    path = root.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_everything_is_written(book: Path, command: Command) -> None:
    before = tree(book)
    result = command("ingest", write(book, HTML, "a.html"), "--id=ferry", "--source", book, DAY)
    assert result.status == 0, result.err
    after = tree(book)
    added = set(after) - set(before)
    assert added == {
        ".texts/.gitignore",
        ".texts/ferry.txt",
        "briefs/ferry.md",
        "sources/fingerprints/ferry.json",
    }
    assert {name for name in before if before[name] != after[name]} == {"sources/sources.yaml"}
    entry = yaml.safe_load(after["sources/sources.yaml"])[0]
    assert entry == {
        "id": "ferry",
        "type": "article-newspaper",
        "title": "What the harbour ferry costs the town",
        "author": [{"family": "Ray", "given": "Tom"}],
        "container-title": "Harbour News",
        "issued": "2026-02-03",
        "accessed": "2026-11-22",
        "custom": {
            "kind": "press",
            "read": "page",
            "sha256": hashlib.sha256(HTML.encode()).hexdigest(),
        },
    }
    assert after[".texts/.gitignore"].endswith(b"\n*\n")


def test_fingerprint_knows_the_text_by_its_numbers(book: Path, command: Command) -> None:
    command("ingest", write(book, TEXT), "--source", book, DAY)
    made = Fingerprint.load(book / "sources" / "fingerprints" / "ferry.json")
    for number, text in enumerate(PARAGRAPHS, 1):
        verdict = made.verify(" ".join(text.split()[:8]))
        assert verdict.status == "verified"
        assert number in verdict.paragraphs


MARKED = """\
A `title` {x} <script> ::: $

The $450 million {quoted}`x` cost [a](b) *many* _people_ <b>bold</b> in 2023 & {{ jinja }} \\alpha.

::: {claim} x-y
:says: Foo said 12 people died in May 2024.
:::

+++
More “quoted ⟨text⟩ here” by President `A` $x^2$ in 2020: Minister *Foo* Bar | Baz.

% Of 40 people the Office of #1 Things: (target)= said 5 € and {ref}`foo` with 33 dogs.
"""


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf", "md", "marked.txt"])
def test_draft_builds_without_errors(
    form: str, book: Path, command: Command, tmp_path: Path
) -> None:
    texts = {"txt": TEXT, "html": HTML, "md": MARKDOWN, "marked.txt": MARKED}
    data = texts.get(form, "").encode() or (make_docx() if form == "docx" else make_pdf(tmp_path))
    conf = (book / "conf.py").read_text("utf-8").split("# The house rules")[0]
    (book / "conf.py").write_text(conf, "utf-8")
    (book / "briefs" / "one.md").unlink()
    assert command("ingest", write(book, data, f"a.{form}"), "--source", book, DAY).status == 0
    result = command("check", "--source", book, "--format=json")
    assert result.status == 0, result.out
    found = json.loads(result.out)["findings"]
    assert {finding["severity"] for finding in found} <= {"hint", "warning"}
    assert "blank" in {finding["rule"] for finding in found}


def test_draft_has_a_claim_for_every_statement_and_no_sentence(
    book: Path, command: Command
) -> None:
    command("ingest", write(book, TEXT), "--source", book, DAY)
    text = (book / "briefs" / "ferry.md").read_text("utf-8")
    assert text.count(":::{claim}") == 10
    assert text.count(":paragraph: 2, 3\n") == 2
    flat = " ".join(text.split())
    for paragraph in PARAGRAPHS:
        words = paragraph.split()
        for start in range(len(words) - 6):
            assert " ".join(words[start : start + 7]) not in flat


def test_draft_is_a_brief_of_its_own(book: Path, command: Command, build: Build) -> None:
    command("ingest", write(book, TEXT), "--source", book, DAY)
    built = build(book)
    assert built.warnings
    kinds = ("[briefbook.blank]", "[briefbook.element-option]")
    assert all(line.endswith(kinds) for line in built.warnings)
    assert (built.html / "briefs" / "ferry.html").is_file()


def test_what_a_page_says_of_itself_cannot_break_the_book(
    book: Path, command: Command, build: Build
) -> None:
    head = '<link rel="canonical" href="https://exa mple.org/ b">'
    page = HTML.replace("2026-02-03", "2026-02-31").replace("<title>", f"{head}<title>")
    words = page.replace('content="Tom Ray"', 'content="&#x202e;Tom &lt;b&gt; {x} Ray: # \'"')
    markdown = TEXT.replace("\n\n", "\n\n# A\n\n", 2)
    given = {"a.html": words, "b.md": f"---\ndate: 2026-02-31\n---\n{markdown}"}
    for name, text in given.items():
        result = command("ingest", write(book, text, name), "--source", book, DAY)
        assert result.status == 0, result.err
    entries = yaml.safe_load((book / "sources" / "sources.yaml").read_text("utf-8"))
    assert [entry["id"] for entry in entries if "issued" in entry] == ["paper-2020", "report-2021"]
    assert not [line for line in build(book).warnings if "source-file" in line or "error" in line]


def test_archived_copy_and_day_are_recorded(book: Path, command: Command) -> None:
    archive = "https://web.archive.org/web/2026/https://example.org/ferry"
    path = write(book, TEXT)
    command("ingest", path, "--source", book, DAY, f"--archive={archive}")
    file = book / "sources" / "sources.yaml"
    entry = next(e for e in yaml.safe_load(file.read_text("utf-8")) if e["id"] == "ferry")
    assert (entry["archive"], entry["accessed"]) == (archive, "2026-11-22")
    result = command("ingest", path, "--source", book, "--update", f"--archive={archive}2")
    assert result.status == 0, result.err
    again = next(e for e in yaml.safe_load(file.read_text("utf-8")) if e["id"] == "ferry")
    assert again == {**entry, "archive": f"{archive}2"}


def test_known_source_is_refused(book: Path, command: Command) -> None:
    path = write(book, TEXT)
    command("ingest", path, "--source", book, DAY)
    before = tree(book)
    again = command("ingest", path, "--source", book, DAY)
    assert again.status == 2
    assert "already; give --update" in again.err
    assert tree(book) == before


def test_unknown_source_cannot_be_updated(book: Path, command: Command) -> None:
    result = command("ingest", write(book, TEXT), "--source", book, "--update")
    assert result.status == 2
    assert "no source 'ferry' to update" in result.err


def test_dry_run_writes_nothing(book: Path, command: Command) -> None:
    before = tree(book)
    result = command("ingest", write(book, TEXT), "--source", book, "--dry-run")
    assert result.status == 0
    assert "Would write briefs/ferry.md" in result.out
    assert tree(book) == before


def test_no_slow_step_is_made_in_vain(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_book()  # without a fingerprint the key is a new one, which costs its full price
    costs: list[int] = []
    monkeypatch.setattr(
        "briefbook.sources.fingerprint.runs.warm", lambda key, *_: costs.append(key.cost.n)
    )
    path = write(root, TEXT)
    assert command("ingest", path, "--source", root, "--dry-run").status == 0
    assert set(costs) == {2}
    costs.clear()
    assert command("ingest", path, "--source", root, "--name=one").status == 2
    assert costs == []


def test_report_as_data(book: Path, command: Command) -> None:
    result = command("ingest", write(book, TEXT), "--source", book, "--dry-run", "--format=json")
    data = json.loads(result.out)
    assert data["abbreviations"] == {"HFA": "Harbour Ferry Authority"}
    assert data["terms"]["Department of Harbours and Bridges"] == 2
    facts = {(fact["kind"], fact["text"], fact["paragraph"]) for fact in data["to-check"]}
    assert ("money", "$1.2 million", 1) in facts
    assert ("percentage", "41 per cent", 2) in facts
    assert ("office", "Mayor Ann Lee", 1) in facts
    assert ("quotation", "the boats have never … (11 words)", 1) in facts
    assert {"article-repeated", "article-author"} <= {w["rule"] for w in data["warnings"]}
    assert data["changes"] is None


def edited(text: str) -> str:
    """Return another edition: the last paragraph goes, a new one comes, the first is edited."""
    parts = text.split("\n\n")
    new = "The council will meet again on 4 May to settle what it has left open so far."
    parts[3] = parts[3].replace("20,400", "21,900")
    return "\n\n".join([*parts[:3], new, *parts[3:-1]])


def test_another_edition_says_what_changed_and_whom_it_touches(
    book: Path, command: Command
) -> None:
    path = write(book, TEXT)
    command("ingest", path, "--source", book, DAY)
    quoting = (
        "It carried {quoted}`20,400 people in 2025, and its deficit grew <ferry>`, and "
        "{quoted}`Fares cover 41 per cent <ferry>`.\n"
    )
    brief = book / "briefs" / "one.md"
    brief.write_text(brief.read_text("utf-8") + quoting, "utf-8")
    path.write_text(edited(TEXT), "utf-8")
    result = command("ingest", path, "--source", book, "--update", "--accessed=2027-01-02")
    assert result.status == 0, result.err
    changed = result.out.split("Since the last time:\n")[1].split("For the glossary")[0]
    assert "paragraph 1 was added" in changed
    assert "paragraph 1 was edited and is now paragraph 2" in changed
    assert "paragraph 2 is now paragraph 3" in changed
    assert "paragraph 6 was removed" in changed
    assert "claim 'ferry-claim-2': paragraph 1 was edited and is now paragraph 2" in changed
    line = 1 + brief.read_text("utf-8")[: -len(quoting)].count("\n")
    place = f"briefs/one.md:{line}: quotation"
    assert f"{place} '20,400 people in 2025, …': was verified, is refused" in changed
    assert f"{place} 'Fares cover 41 per …': stood in paragraph 2, stands in 3" in changed
    record = next(
        e for e in yaml.safe_load((book / "sources/sources.yaml").read_text()) if e["id"] == "ferry"
    )
    assert record["accessed"] == "2027-01-02"
    assert record["custom"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_text_again_changes_nothing(book: Path, command: Command) -> None:
    path = write(book, TEXT)
    command("ingest", path, "--source", book, DAY)
    before = tree(book)
    result = command("ingest", path, "--source", book, "--update", "--accessed=2027-01-02")
    assert "nothing has changed" in result.out
    assert tree(book) == before


def test_short_quotations_stay_confirmed(book: Path, command: Command) -> None:
    path = write(book, TEXT)
    command("ingest", path, "--source", book, DAY)
    brief = book / "briefs" / "one.md"
    brief.write_text(brief.read_text("utf-8") + "\n{quoted}`a storm <ferry>`\n", "utf-8")
    path.write_text(edited(TEXT), "utf-8")
    command("ingest", path, "--source", book, "--update")
    made = Fingerprint.load(book / "sources" / "fingerprints" / "ferry.json")
    assert made.verify("a storm").status == "verified"
    assert made.verify("a calm").status == "short"


def test_nothing_is_left_where_a_file_cannot_be_written(
    book: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write_whole

    def fails(path: Path, text: str) -> None:
        if path.name == "ferry.md":
            raise OSError(28, "No space left on device", str(path))
        real(path, text)

    monkeypatch.setattr("briefbook.ingest.write.write_whole", fails)
    before = tree(book)
    result = command("ingest", write(book, TEXT), "--source", book)
    assert result.status == 2
    assert "No space left on device" in result.err
    assert tree(book) == before
    assert not (book / ".texts").exists()


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 1, "is empty"),
        (b"%PDF-1.4 broken", 1, "is a broken PDF"),
        (b"PK\x03\x04broken", 1, "is a broken DOCX"),
        (b"\x00\x01\x02\x03" * 99, 1, "is not text"),
    ],
)
def test_broken_files_are_one_clear_line(
    data: bytes, status: int, words: str, book: Path, command: Command
) -> None:
    before = tree(book)
    result = command("ingest", write(book, data, "broken.txt"), "--source", book)
    assert result.status == status
    assert words in result.err
    assert len(result.err.splitlines()) == 1
    assert "[article-file]" in result.err
    assert tree(book) == before


def test_missing_file_and_folder_are_said(book: Path, command: Command) -> None:
    assert "cannot be read" in command("ingest", book / "none.txt", "--source", book).err
    assert "cannot be read" in command("ingest", book / "briefs", "--source", book).err
    result = command("ingest", write(book, TEXT), "--source", book / "briefs")
    assert result.status == 2
    assert "no conf.py" in result.err


def test_address_that_nobody_answers_is_one_clear_line(book: Path, command: Command) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    result = command("ingest", f"http://127.0.0.1:{port}/a", "--source", book)
    assert result.status == 2
    assert "cannot be fetched: connection refused" in result.err
    assert len(result.err.splitlines()) == 1


def test_address_of_the_own_network_is_left_out(book: Path, command: Command) -> None:
    for number, host in enumerate(("127.0.0.1:8765", "192.168.1.7", "localhost", "wiki.internal")):
        path = write(book, TEXT)
        given = ("--source", book, "--id", f"own-{number}", f"--url=http://{host}/a")
        result = command("ingest", path, *given)
        assert result.status == 0
        assert f"'http://{host}/a' only works in your own network" in result.err
        assert "[article-address]" in result.err
    assert "/a\n" not in (book / "sources/sources.yaml").read_text("utf-8")
    result = command(
        "ingest", write(book, TEXT), "--source", book, "--url=https://www.example.org/a"
    )
    assert "[article-address]" not in result.err
    assert "https://www.example.org/a\n" in (book / "sources/sources.yaml").read_text("utf-8")


def test_options_are_checked(book: Path, command: Command) -> None:
    path = write(book, TEXT)
    for option, words in (
        ("--url=ftp://x", "no web address"),
        ("--archive=https://", "no web address"),
        ("--archive=https://web.archive.org/a b", "no web address"),
        ("--archive=https://web.archive.org:port/a", "no web address"),
        ("--id=a b", "cannot be an id"),
        ("--name=A/b", "cannot name a brief"),
        ("--name=one", "is there already"),
        ("--encoding=klingon", "is not in the encoding"),
    ):
        result = command("ingest", path, "--source", book, option)
        assert result.status in {1, 2}
        assert words in result.err


def test_paragraphs_are_matched_by_what_they_share() -> None:
    key = Key(bytes(16), Cost(n=2, r=1, p=1))
    texts = [FIRST, SECOND, "A short one."]
    old = fingerprint(texts, source_id="a", key=key)
    swapped = fingerprint([SECOND, FIRST, "A short one."], source_id="a", key=key)
    assert [str(change) for change in compare(old, swapped)] == [
        "paragraph 2 is now paragraph 1",
        "paragraph 1 is now paragraph 2",
    ]
    assert compare(old, old) == []
    shorter = fingerprint([FIRST, SECOND, "A shorter one yet."], source_id="a", key=key)
    assert {change.what for change in compare(old, shorter)} == {"added", "removed"}
