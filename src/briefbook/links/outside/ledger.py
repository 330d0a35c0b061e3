"""The ledger: a file of the book that remembers every address from one run to the next.

It is TOML with a table for each address, sorted, so that a change of one address is a change of
a line or two.  A person may write in it too: ``archive``, ``archived``, ``note`` and comments
stay, those behind a line above its table.  What cannot be read is refused with its line, and never
written over.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from briefbook.build.errors import BusyError
from briefbook.fetch import is_address
from briefbook.files import write_whole
from briefbook.findings import Finding, did_you_mean
from briefbook.links.outside.normal import normal
from briefbook.links.outside.records import Entry, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

RULE = "link-ledger"
VERSION = 1
HEAD = """\
# What every web address of the book answered when it was last asked.
# "briefbook links --external" writes it; archive, archived, note and comments may be your own.
"""
_HEAD = frozenset(HEAD.splitlines())
OWN = ("archive", "archived", "note")
"""What a person may write: a run takes it from the file and does not change it by itself."""

_KEYS = {item.name.replace("_", "-"): item for item in fields(Entry)}
_DAYS = ("first-good", "last-good", "asked", "gone", "archived")
_TABLE = re.compile(r"\s*\[\s*(\"(?:\\.|[^\"\\])*\"|'[^']*'|[^\]]*?)\s*\]\s*(?:#.*)?")
# A comment behind a value or a table; a sign in a text begins none.
_BEHIND = re.compile(r"(?:[^\"'#]|\"(?:\\.|[^\"\\])*\"|'[^']*')+(#.*)")
_AT = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


class LedgerError(Exception):
    """A ledger that cannot be used: its finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True)
class Ledger:
    """What is known of each address.

    ``comments`` stand above the table of an address, that of no address above all of them.
    ``text`` is that of the file.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


def load(path: Path, shown: str) -> Ledger:
    """Return the ledger in a file, an empty one where there is no file; raises `LedgerError`.

    ``shown`` is the file's name in a finding.
    """

    def wrong(line: int, message: str, remedy: str) -> LedgerError:
        return LedgerError(Finding(shown, line, RULE, f"the ledger {message}", remedy))

    if not path.exists():
        return Ledger()
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.is_file() else None
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise wrong(0, f"cannot be read: {reason}", "check the file") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise wrong(line, "is not UTF-8", "save the file as UTF-8") from None
    if text is None:
        raise wrong(0, "is no file", "move what has its name away")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, said = _place(str(error), text)
        remedy = "mend the line, or take the file's last good state from git"
        raise wrong(line, f"is not TOML: {said}", remedy) from None
    return _Reader(text, wrong).read(data)


def _place(said: str, text: str) -> tuple[int, str]:
    """Return the line of an error of TOML, and its words without the place."""
    match = _AT.search(said)
    line = int(match[1]) if match and match[1] else text.count("\n") + 1
    for number, row in enumerate(text.splitlines(), 1):
        if row.startswith(("<<<<<<<", ">>>>>>>", "=======")):
            return number, "a merge has left its marks"
    said = _AT.sub("", said).strip()
    return line, f"{said[:1].lower()}{said[1:]}"


class _Reader:
    """Turns what TOML has read into entries."""

    def __init__(self, text: str, wrong: object) -> None:
        self._text = text
        self._rows = text.splitlines()
        self._wrong = wrong
        self._tables: dict[str, int] = {}
        self._comments: dict[str, str] = {}
        self._scan()

    def read(self, data: dict[str, object]) -> Ledger:
        """Return the ledger; raises `LedgerError`."""
        version = data.pop("version", None)
        known: dict[str, Entry] = {}
        comments: dict[str, str] = {"": self._comments[""]} if "" in self._comments else {}
        if type(version) is not int:
            raise self.error(1, "has no version", f"write 'version = {VERSION}' at its top")
        if version != VERSION:
            message = f"is of version {version}, and this program reads {VERSION}"
            raise self.error(self.line("version", 0), message, "use the newer program")
        for written, value in data.items():
            entry, address = self._entry(written, value), normal(written)
            known[address] = _joined(known[address], entry) if address in known else entry
            said = [text for text in (comments.get(address), self._comments.get(written)) if text]
            if said:
                comments[address] = "\n".join(said)
        return Ledger(known, comments, self._text)

    def error(self, line: int, message: str, remedy: str) -> LedgerError:
        """Return the error."""
        made: LedgerError = self._wrong(line, message, remedy)  # type: ignore[operator]  # a closure of load
        return made

    def line(self, key: str, start: int) -> int:
        """Return the line of a key in the table that begins on line ``start``."""
        for number, row in enumerate(self._rows[start:], start + 1):
            if number > start + 1 and _TABLE.fullmatch(row):
                break
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", row):
                return number
        return max(start, 1)

    def _scan(self) -> None:
        """Note the line of every table, and the comments above it, in it or behind its lines.

        A comment that stands above every table and is not the file's own head has no name.
        """
        above: list[str] = []
        name = ""
        for number, row in enumerate(self._rows, 1):
            if row.lstrip().startswith("#"):
                above.append(row.strip())
                continue
            if not row.strip():  # a comment stays with what follows it
                continue
            if match := _TABLE.fullmatch(row):
                name = _unquoted(match[1])
                self._tables[name] = number
            if behind := _BEHIND.fullmatch(row):
                above.append(behind[1])
            self._keep(name, above)
            above = []
        self._keep(name, above)

    def _keep(self, name: str, found: list[str]) -> None:
        comments = [comment for comment in found if comment not in _HEAD]
        if comments:
            kept = [self._comments[name]] if name in self._comments else []
            self._comments[name] = "\n".join([*kept, *comments])

    def _entry(self, address: str, value: object) -> Entry:
        start = self._tables.get(address) or self.line(address, 0)
        if not isinstance(value, dict):
            message, remedy = f"has a key '{address}' outside every table", "take it out"
            raise self.error(start, message, remedy)
        if not is_address(address):
            message = f"has a table '{address}', which is no web address"
            raise self.error(start, message, 'write the whole address between ["https:// and "]')
        for key in value:
            if key not in _KEYS:
                remedy = did_you_mean(key, list(_KEYS))
                raise self.error(self.line(key, start), f"has an unknown key '{key}'", remedy)
        return self._made(start, value)

    def _made(self, start: int, value: dict[str, object]) -> Entry:
        values: dict[str, object] = {}
        for key, given in value.items():
            if key in _DAYS:
                if not isinstance(given, date) or isinstance(given, datetime):
                    remedy = "write it as 2027-01-31, without quotation marks"
                    raise self.error(self.line(key, start), f"has no day in '{key}'", remedy)
            elif not isinstance(given, str):
                message = f"has no text in '{key}'"
                raise self.error(self.line(key, start), message, "write it in quotation marks")
            values[_KEYS[key].name] = self._verdict(start, given) if key == "verdict" else given
        archive = str(values.get("archive", ""))
        if archive and not is_address(archive):
            line = self.line("archive", start)
            raise self.error(line, f"'{archive}' is no web address", "begin it with https://")
        if "last_good" in values:  # the file says once what is the same
            values.setdefault("asked", values["last_good"])
        return Entry(**values)  # type: ignore[arg-type]  # each was looked at above

    def _verdict(self, start: int, given: object) -> Verdict:
        try:
            return Verdict(str(given))
        except ValueError:
            remedy = did_you_mean(str(given), [str(verdict) for verdict in Verdict])
            line = self.line("verdict", start)
            raise self.error(line, f"has an unknown verdict '{given}'", remedy) from None


def _joined(one: Entry, other: Entry) -> Entry:
    """Return one entry for two spellings of an address: the later answer, and what is one's own."""
    late, early = sorted((one, other), key=lambda entry: entry.asked or date.min, reverse=True)
    good = [day for entry in (one, other) for day in (entry.first_good, entry.last_good) if day]
    gone = [
        day for entry in (one, other) if (day := entry.gone) and day > max(good, default=date.min)
    ]
    notes = [late.note, *([early.note] if early.note not in late.note else [])]
    if late.archive and early.archive not in {"", late.archive}:
        notes.append(f"also archived at {early.archive}")
    kept = late if late.archive else early
    return replace(
        late,
        first_good=min(good, default=None),
        last_good=max(good, default=None),
        gone=min(gone, default=None) if late.gone else None,
        archive=kept.archive,
        archived=kept.archived,
        note="; ".join(filter(None, notes)),
    )


def _unquoted(written: str) -> str:
    """Return the name in the head of a table, as TOML reads it."""
    if written[0] == '"' and "\\" not in written:
        return written[1:-1]
    try:
        return next(iter(tomllib.loads(f"[{written}]")))
    except tomllib.TOMLDecodeError:
        return written


def render(ledger: Ledger) -> str:
    """Return the text of the file: tables by address, keys in one order, what is empty left out."""
    own = f"{ledger.comments['']}\n" if "" in ledger.comments else ""
    parts = [f"{HEAD}{own}version = {VERSION}\n"]
    for address, entry in sorted(ledger.entries.items()):
        rows = [ledger.comments[address]] if address in ledger.comments else []
        rows.append(f"[{_quoted(address)}]")
        for key, item in _KEYS.items():
            value = getattr(entry, item.name)
            # The day of a good answer says already when it was asked.
            if key == "asked" and value == entry.last_good:
                continue
            if value not in {None, ""}:
                rows.append(f"{key} = {value if isinstance(value, date) else _quoted(value)}")
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    """Return a basic string of TOML; JSON escapes alike, but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def update(
    path: Path,
    shown: str,
    changed: Mapping[str, Entry],
    keep: frozenset[str],
    known: Ledger | None = None,
) -> Ledger:
    """Write changed entries into the file as it is now, whole or not at all; return the result.

    ``keep`` are the addresses that the book still uses: what is known of others goes, unless a
    person has written something about them.  What a person has written meanwhile stays.
    ``known`` is what the file held when it was last looked at.  Raises `LedgerError`, having
    written nothing, where the file has become unreadable, and OSError.
    """
    there = path.read_bytes() if path.is_file() else b""
    ledger = known if known and known.text.encode() == there else load(path, shown)
    entries = {
        address: entry
        for address, entry in ledger.entries.items()
        if address in keep
        or address in ledger.comments
        or any(getattr(entry, name) for name in OWN)
    }
    for address, entry in changed.items():
        if address in ledger.entries:
            here = ledger.entries[address]
            own = {name: getattr(here, name) or getattr(entry, name) for name in OWN}
            entries[address] = replace(entry, **own)
        else:
            entries[address] = entry
    comments = {name: text for name, text in ledger.comments.items() if name in entries or not name}
    result = Ledger(entries, comments)
    text = render(result)
    if text.encode() != there:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    return replace(result, text=text)


def learn(path: Path, shown: str, other: Path) -> None:
    """Write into the ledger what another state of it knows: of each address the later answer.

    What a person has written in the ledger itself stays.  Raises `LedgerError`, `BusyError` and
    OSError, having written nothing.
    """
    with held(path):
        mine, theirs = load(path, shown), load(other, str(other)).entries
        changed = {
            address: _joined(mine.entries[address], entry) if address in mine.entries else entry
            for address, entry in theirs.items()
        }
        update(path, shown, changed, frozenset({*mine.entries, *theirs}), mine)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the ledger for one run; raises `BusyError` where another run holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # a folder cannot be locked there; the last writer merges
        yield
        return
    import fcntl  # noqa: PLC0415  # not on Windows

    handle = os.open(path.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another run is at work on '{path}'") from None
        yield
    finally:
        os.close(handle)
