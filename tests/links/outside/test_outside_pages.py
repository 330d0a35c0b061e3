"""Pages behind addresses: read with limits from a server that misbehaves, and compared."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from briefbook.fetch import Answer, FetchError, Limits, fetch
from briefbook.links.outside import hosts, offline
from briefbook.links.outside.drift import lost
from briefbook.links.outside.hosts import Host, is_example, look_up, look_up_all, network_there
from briefbook.links.outside.pages import Page, decode, page_of, read_pages
from briefbook.links.outside.settings import Settings
from links.outside.servers import TEXT, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from links.outside.servers import Misbehaving

OWN = Settings(private=True, timeout=1, interval=0)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with serving() as running:
        yield running


def html(body: str, head: str = "") -> Page:
    data = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return page_of(Answer(data, "https://a.org", "text/html", ""))


def test_pages_are_read_whatever_the_server_does(server: Misbehaving) -> None:
    broken = {"hang", "drip", "bad-gzip", "half-packed", "reset-later"}
    names = {"ok", "301", "404", "reset", "endless", "bomb", "charset", *broken}
    pages = read_pages([f"{server.root}/{name}" for name in names], OWN, {"127.0.0.1"})
    found = {address.rsplit("/", 1)[1]: page for address, page in pages.items()}
    assert {name for name, page in found.items() if page.fault} == broken
    assert names - set(found) == {"404", "reset"}
    assert found["ok"].title == found["301"].title == "Seaton"
    assert found["charset"].title == "Hafen für Fähren"
    assert found["endless"].cut
    assert found["bomb"].cut


def test_a_private_machine_is_not_spoken_to(server: Misbehaving) -> None:
    for address in (server.root, server.root.replace("127.0.0.1", "localhost")):
        with pytest.raises(FetchError, match="inside the network"):
            fetch(address, Limits(private=False))
    assert not server.asked


def test_a_page_that_is_not_said_to_be_one_is_read_as_one(server: Misbehaving) -> None:
    pages = read_pages([f"{server.root}/unsaid", f"{server.root}/packed"], OWN, {"127.0.0.1"})
    unsaid, packed = pages[f"{server.root}/unsaid"], pages[f"{server.root}/packed"]
    assert (unsaid.title, lost(unsaid, ["twelve hundred ships"])) == ("Unsaid", None)
    assert packed.fault == "its answer is packed in a way that was not asked for"


def test_a_head_that_never_ends_is_given_up(server: Misbehaving) -> None:
    server.asked["/slow-head"] = 1
    with pytest.raises(FetchError, match="no answer in time"):
        fetch(f"{server.root}/slow-head", Limits(step=5, total=0.5))


def test_a_host_is_asked_for_two_pages_at_once_at_most(
    server: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefbook.links.outside import pages  # noqa: PLC0415  # to be changed here

    running, most = [0], [0]
    real = pages._read

    def watched(address: str, settings: Settings, *, whole: bool) -> Page | None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        try:
            return real(address, settings, whole=whole)
        finally:
            running[0] -= 1

    monkeypatch.setattr(pages, "_read", watched)
    server.latency = 0.02
    wanted = [f"{server.root}/ok?{number}" for number in range(12)]
    assert len(read_pages(wanted, OWN, frozenset())) == 12
    assert most == [2]


def test_running_text_is_told_from_the_rest() -> None:
    page = html(
        "<nav>Home</nav><p>The <b>har</b>bour of<sup>[3]</sup> Seaton<sup>th</sup> "
        "<script>no()</script>handled</p><p>ships</p><!-- no --><style>no{}</style>"
    )
    assert page.text.split() == ["Home", "The", "harbour", "of", "Seatonth", "handled", "ships"]
    assert page.scripted


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("für".encode(), "", "für"),
        ("für".encode(), "klingon", "für"),
        ("für".encode("cp1252"), "windows-1252", "für"),
        ("für".encode("cp1252"), "", "für"),
        ("für".encode("utf-16"), "utf-8", "für"),
        (b"\xef\xbb\xbff\xc3\xbcr", "", "für"),
        ('<meta charset="koi8-r">мир'.encode("koi8-r"), "", '<meta charset="koi8-r">мир'),
        (b"f\xfcr" * 9, "undefined", "für" * 9),
    ],
)
def test_letters_are_read_by_what_they_are(data: bytes, charset: str, text: str) -> None:
    assert decode(data, charset) == text


def test_files_have_a_digest_in_place_of_a_title() -> None:
    page = page_of(Answer(b"%PDF-1.4 no", "https://a.org", "application/pdf", ""))
    assert page.digest.startswith("sha256:")
    assert (page.title, page.text) == ("", "")


@pytest.mark.parametrize(
    ("quotation", "there"),
    [
        ("twelve hundred ships in the year under review", True),
        ("Twelve  hundred ships", True),
        ("twelve hundred ships … more than in any year before", True),
        ("“twelve hundred ships”", True),
        ("thirteen hundred ships", False),
        ("more than in any year before … twelve hundred ships", False),
        ("hundred ship", False),
    ],
)
def test_a_quotation_is_looked_for_word_by_word(quotation: str, there: bool) -> None:
    page = html(f"<p>{TEXT.replace('hundred ships', 'hundred <i>ships</i>')}</p>")
    assert (lost(page, [quotation]) is None) is there


def test_only_a_page_that_can_tell_is_asked_for_a_quotation() -> None:
    gone = ["words that are not there"]
    assert lost(html("<p>Something else.</p>"), gone) == gone[0]
    assert lost(html("<p>Wait a moment.</p><script>go()</script>"), gone) is None
    assert lost(html(f"<p>{TEXT} {TEXT}</p><script>go()</script>"), gone) == gone[0]
    assert lost(Page(), gone) is None
    assert lost(Page(text=TEXT, cut=True), gone) is None
    long = "one two three four five six seven eight nine ten"
    assert lost(Page(text=TEXT), [long]) == "one two three four five six seven eight …"


def test_a_word_that_is_broken_at_the_end_of_a_line_is_one_word() -> None:
    page = Page(text="the har-\r\nbour of Seaton is well-\nknown")
    assert lost(page, ["the harbour of Seaton"]) is None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", Host(exists=True, private=True, loopback=True)),
        ("localhost", Host(exists=True, private=True, loopback=True)),
        ("10.1.2.3", Host(exists=True, private=True)),
        ("169.254.169.254", Host(exists=True, private=True)),
        ("::1", Host(exists=True, private=True, loopback=True)),
        ("8.8.8.8", Host(exists=True)),
        ("2130706433", Host(exists=True, private=True, loopback=True)),
        ("::ffff:10.0.0.1", Host(exists=True, private=True)),
        ("64:ff9b::7f00:1", Host(exists=True, private=True)),
        ("2002:7f00:1::", Host(exists=True, private=True)),
        ("printer.local", Host(exists=True, private=True)),
        ("no-such-host.invalid", Host(exists=False)),
        ("", Host(exists=False)),
        (f"{'ü' * 80}.org", Host(exists=False)),
    ],
)
def test_hosts_that_need_no_looking_up(host: str, expected: Host) -> None:
    assert look_up(host) == expected


def test_a_name_that_leads_inside_the_network_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", ("93.184.216.34", 0)), (0, 0, 0, "", ("192.168.1.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert look_up("harmless.org").private


def test_no_name_is_missing_where_none_can_be_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"gone.org": Host(exists=False), "there.org": Host(exists=True)}
    monkeypatch.setattr(hosts, "look_up", lambda host: answers[host])
    assert look_up_all(["gone.org"], 5) == {"gone.org": Host(exists=None)}
    assert look_up_all(["gone.org", "there.org"], 5) == answers


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as never:
        monkeypatch.setattr(hosts, "look_up", lambda _: never.over.wait(30))
        assert look_up_all(["slow.org"], 0.1) == {"slow.org": Host(exists=None)}


def test_examples_are_known() -> None:
    assert is_example("www.example.org")
    assert is_example("a.example")
    assert not is_example("example.gov")
    assert not is_example("myexample.org")


def test_a_network_is_there_where_a_server_takes_or_refuses_a_connection(
    server: Misbehaving,
) -> None:
    assert network_there([f"{server.root}/x"], private=True)
    assert network_there(["http://127.0.0.1:1/"], private=True)
    assert network_there(["http://127.0.0.1:1/"], private=False)  # nobody is to be asked


def test_a_book_is_offline_where_none_of_its_hosts_is_reached(
    tmp_path: Path, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def refuse(address: tuple[str, int], timeout: float) -> None:
        tried.append(address[0])
        raise TimeoutError(timeout)

    (tmp_path / "sources").mkdir()
    text = "URL: https://a.org/x\n<https://b.org:8443/>, https://www.example.org\n"
    (tmp_path / "sources" / "sources.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert offline.is_offline(tmp_path, private=False)
    assert sorted(tried) == ["a.org", "b.org"]
    monkeypatch.undo()
    (tmp_path / "index.md").write_text(f"{server.root}/ok", encoding="utf-8")
    assert not offline.is_offline(tmp_path, private=True)
    (tmp_path / "sources" / "sources.yaml").write_text("none", encoding="utf-8")
    assert not offline.is_offline(tmp_path, private=False)


@pytest.mark.parametrize(
    ("name", "text", "host"),
    [
        ("docs/a/b/c/deep.md", "<https://a.org/x>", "a.org"),
        ("sources/sources.yaml", "- id: paper\n  DOI: 10.1000/182\n", "doi.org"),
        ("sources/sources.yaml", '- {id: paper, "DOI": "10.1000/182"}\n', "doi.org"),
        ("_build/html/made.txt", "https://a.org/x", ""),
        (".venv/lib/notes.md", "https://a.org/x", ""),
        ("env/lib/notes.md", "https://a.org/x", ""),
    ],
)
def test_every_file_that_a_person_wrote_is_looked_at_for_a_host(
    name: str, text: str, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def refuse(address: tuple[str, int], timeout: float) -> None:
        tried.append(address[0])
        raise TimeoutError(timeout)

    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "pyvenv.cfg").touch()
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert offline.is_offline(tmp_path, private=False) is bool(host)
    assert tried == [host] * bool(host)
