"""The file of a fingerprint: JSON with one line for each paragraph."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from briefbook.sources.fingerprint.model import Fingerprint, FingerprintError, Paragraph
from briefbook.sources.fingerprint.runs import KEY, MOST_WORDS, RECORD, RUN, Cost, Key

FORMAT = "briefbook-fingerprint-1"
_AGAIN = "make it again from the text: briefbook fingerprint"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def _power_of_two(value: int) -> int:
    if value & (value - 1):
        raise ValueError("not a power of two")
    return value


class _Cost(_Record):
    n: Annotated[int, Field(ge=2, le=2**16), AfterValidator(_power_of_two)]
    r: Annotated[int, Field(ge=1, le=32)]
    p: Annotated[int, Field(ge=1, le=16)]


class _Paragraph(_Record):
    number: Annotated[int, Field(ge=0)]
    words: Annotated[int, Field(ge=0, lt=MOST_WORDS)]
    runs: str = ""
    phrases: str = ""
    pieces: str = ""


class _File(_Record):
    format: Literal["briefbook-fingerprint-1"]
    source: Annotated[str, Field(min_length=1)]
    note: str = ""
    partial: bool = False
    key: str
    run: Literal[5]
    scrypt: _Cost
    paragraphs: list[_Paragraph]


def dump(fingerprint: Fingerprint) -> str:
    """Return the text of the file: one line for each paragraph, so that differences are short."""
    cost = fingerprint.key.cost
    head: dict[str, Any] = {
        "format": FORMAT,
        "source": fingerprint.source_id,
        "note": fingerprint.note,
        "partial": fingerprint.partial,
        "key": fingerprint.key.salt.hex(),
        "run": RUN,
        "scrypt": {"n": cost.n, "r": cost.r, "p": cost.p},
    }
    lines = [f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}," for k, v in head.items()]
    rows = ",\n".join(
        "    " + json.dumps(_row(fingerprint, index), ensure_ascii=False)
        for index in range(len(fingerprint.paragraphs))
    )
    return "\n".join(["{", *lines, '  "paragraphs": [', rows, "  ]", "}", ""])


def _row(fingerprint: Fingerprint, index: int) -> dict[str, Any]:
    paragraph = fingerprint.paragraphs[index]
    row: dict[str, Any] = {"number": paragraph.number, "words": paragraph.words}
    phrases = [record for place, record in fingerprint.phrases if place == index]
    pieces = [record for place, record in fingerprint.pieces if place == index]
    for name, records in (
        ("runs", paragraph.records),
        ("phrases", phrases),
        ("pieces", pieces),
    ):
        if records:
            row[name] = base64.b64encode(b"".join(sorted(records))).decode()
    return row


def parse(data: bytes) -> Fingerprint:
    """Return the fingerprint that a file holds; raises ``FingerprintError``."""
    try:
        given = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise FingerprintError("is not UTF-8", _AGAIN) from None
    except (ValueError, RecursionError) as error:
        raise FingerprintError(f"is not JSON: {error}", _AGAIN) from None
    if isinstance(given, dict) and given.get("format", FORMAT) != FORMAT:
        message = f"has the format '{given['format']}', and this program reads '{FORMAT}'"
        raise FingerprintError(message, _AGAIN)
    try:
        file = _File.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise FingerprintError(f"{where}: {first['msg']}", _AGAIN) from None
    return Fingerprint(
        source_id=file.source,
        key=Key(_salt(file.key), Cost(file.scrypt.n, file.scrypt.r, file.scrypt.p)),
        paragraphs=tuple(_paragraph(number, row) for number, row in enumerate(file.paragraphs)),
        partial=file.partial,
        note=file.note,
        phrases=_by_paragraph(file, "phrases"),
        pieces=_by_paragraph(file, "pieces"),
    )


def _by_paragraph(file: _File, name: Literal["phrases", "pieces"]) -> tuple[tuple[int, bytes], ...]:
    """Return the records of one kind with the index of their paragraph."""
    return tuple(
        (index, record)
        for index, row in enumerate(file.paragraphs)
        for record in _records(getattr(row, name), f"paragraphs.{index}.{name}")
    )


def _salt(text: str) -> bytes:
    try:
        salt = bytes.fromhex(text)
    except ValueError:
        salt = b""
    if len(salt) != KEY:
        raise FingerprintError(f"key: not {KEY} bytes in hexadecimal digits", _AGAIN)
    return salt


def _paragraph(index: int, row: _Paragraph) -> Paragraph:
    records = _records(row.runs, f"paragraphs.{index}.runs")
    wanted = max(row.words - RUN + 1, 0)
    if len(records) != wanted:
        message = f"paragraphs.{index}.runs: {len(records)} records for {row.words} words"
        raise FingerprintError(message, _AGAIN)
    return Paragraph(row.number, row.words, records)


def _records(text: str, where: str) -> tuple[bytes, ...]:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise FingerprintError(f"{where}: is not base64", _AGAIN) from None
    if len(data) % RECORD:
        raise FingerprintError(f"{where}: ends within a record", _AGAIN)
    return tuple(data[start : start + RECORD] for start in range(0, len(data), RECORD))
