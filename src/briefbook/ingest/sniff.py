"""What kind of file this is, told from its content, and what its bytes say as text."""

from __future__ import annotations

import codecs
import io
import json
import re
import zipfile

from briefbook.ingest.article import UnreadableError

MOST_BYTES = 50 * 2**20
_UNPACKED = 400 * 2**20
_SAVE_AS = "save it as DOCX, PDF, HTML or plain text"
_HEAD = 4096

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\xd0\xcf\x11\xe0", "a file of an old office program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"BZh", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"\xfd7zXZ", "a packed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|article|h[1-6]|body|a)\s*>", re.IGNORECASE)
_ATX = re.compile(r"^#{1,6} \S", re.MULTILINE)
_LINK = re.compile(r"\[[^\]\n]+\]\([^)\s]+\)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_CONTROLS = 0.01


def form_of(data: bytes, name: str = "", media_type: str = "") -> str:
    """Return ``text``, ``markdown``, ``html``, ``pdf`` or ``docx``.

    The content decides; the file's name and the server's word only between kinds of text.
    Raises `UnreadableError` for what is none of them.
    """
    if not data.strip():
        raise UnreadableError("is empty", "give a file with the article's text")
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 2**20:.0f} MB"
        raise UnreadableError(f"has {size}, too many for an article", "give the article alone")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    for sign, what in _OTHERS:
        if data.startswith(sign):
            raise UnreadableError(f"is {what}", _SAVE_AS)
    text = decode(data)[0]
    if what := _data(text):
        raise UnreadableError(f"is {what}, no article", "give the article's own page or text")
    return _text_form(text, name, media_type)


def _text_form(text: str, name: str, media_type: str) -> str:
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if _HTML.match(text[:_HEAD]):
        return "html"
    if (suffix in {"html", "htm", "xhtml"} or "html" in media_type) and _TAGS.search(text):
        return "html"
    marked = len(_ATX.findall(text)) > 1 or len(_LINK.findall(text)) > 1
    if suffix in {"md", "markdown"} or "markdown" in media_type or marked:
        return "markdown"
    if len(_TAGS.findall(text)) > 2:  # noqa: PLR2004  # a text may speak of a tag or two
        return "html"
    return "text"


def _data(text: str) -> str:
    """Return what a text is that programs read and people do not, or nothing."""
    start = text[:_HEAD].lstrip()
    if start.startswith(("<?xml", "<rss", "<feed", "<svg")) and not _HTML.match(start):
        return "" if "<html" in start.lower() else "an XML file"
    if start.startswith(("{", "[")):
        try:
            return "a JSON file" if isinstance(json.loads(text), (dict, list)) else ""
        except (ValueError, RecursionError):
            return ""
    return ""


def _packed(data: bytes) -> str:
    """Return what an archive is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        message = "is a broken DOCX file or archive"
        raise UnreadableError(message, "open and save it again in its program") from None
    if unpacked > _UNPACKED:
        raise UnreadableError("unpacks to more than an article can hold", "give another file")
    if "word/document.xml" in names:
        return "docx"
    what = "an OpenDocument or e-book file" if "mimetype" in names else "an archive, no article"
    raise UnreadableError(f"is {what}", _SAVE_AS)


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text of some bytes and the encoding that was used.

    Without one, a byte order mark decides, then UTF-8, then a guess.  Raises `UnreadableError`
    for what is no text.
    """
    if encoding:
        try:
            return _checked(data.decode(encoding)), encoding
        except (LookupError, UnicodeDecodeError):
            raise UnreadableError(f"is not in the encoding '{encoding}'", "try another") from None
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _checked(data.decode(name, errors="replace")), name
    wide = _wide(data)
    if wide:
        return _checked(data.decode(wide, errors="replace")), wide
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _guess(data)


def _wide(data: bytes) -> str:
    """Return which UTF-16 a text without a mark is in; every other byte is then nearly always 0."""
    head = data[:_HEAD]
    half = len(head) // 2
    if half and head[1::2].count(0) > 0.8 * half:
        return "utf-16-le"
    if half and head[0::2].count(0) > 0.8 * half:
        return "utf-16-be"
    return ""


def _guess(data: bytes) -> tuple[str, str]:
    if b"\x00" in data:
        raise UnreadableError("is not text", _SAVE_AS)
    from charset_normalizer import from_bytes  # noqa: PLC0415  # only for what is not UTF-8

    western = data.decode("cp1252", errors="replace")
    # Western letters among plain ones are Windows-1252 far more often than anything else.
    strange = sum(ord(sign) > 0x7F for sign in western)  # noqa: PLR2004  # what is not ASCII
    if strange < 0.15 * len(western) and "\ufffd" not in western:
        return _checked(western), "cp1252"
    best = from_bytes(data[: 2**18]).best()
    name = best.encoding if best else "cp1252"
    return _checked(data.decode(name, errors="replace")), name


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text[: 2**16]))
    if controls > _MOST_CONTROLS * min(len(text), 2**16):
        raise UnreadableError("is not text", _SAVE_AS)
    return text.removeprefix("\ufeff")
