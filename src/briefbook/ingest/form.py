"""What an article gets wrong in form: each a finding that a reader of the draft should know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.findings import Finding, Severity
from briefbook.ingest import facts, lines
from briefbook.ingest.article import Kind
from briefbook.ingest.fetch import is_private
from briefbook.rules.text.sentences import sentences
from briefbook.sources.fingerprint import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbook.ingest.article import Article, Paragraph

_REPEATED_WORDS = 12
_QUOTED_WORDS = 3
_ATTRIBUTES = re.compile(
    r"\b(?:said|says?|saying|told|tells|according\s+to|stat(?:ed|es|ing)|mention(?:ed|s)|wr(?:ote|ites?)"
    r"|written|not(?:ed|es|ing)|add(?:ed|s|ing)|argu(?:ed|es|ing)|call(?:ed|s|ing)|describ(?:ed|es|ing)"
    r"|remark(?:ed|s)|declar(?:ed|es|ing)|announc(?:ed|es|ing)|quot(?:ed|es|ing)|tweet(?:ed|s)|posted"
    r"|claim(?:ed|s|ing)|explain(?:ed|s|ing)|warn(?:ed|s|ing)|insist(?:ed|s|ing)|testif(?:ied|ies)"
    r"|ask(?:ed|s)|repl(?:ied|ies)|referred\s+to|referr?(?:s|ing)|coined|termed|dubbed|known\s+as"
    r"|labell?ed|titled|entitled|named|put\s+it|words?\s+of|recall(?:ed|s)|believ(?:ed|es)|emphasi[sz](?:ed|es)"
    r"|stress(?:ed|es)|urg(?:ed|es|ing)|asserted|asserts|concluded|concludes|observed|observes|reads?)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[”\"»]\s*[,.]?\s*(?:[-–—]\s*)?[A-Z][^.!?]{1,80}\.?\s*$")


def findings(article: Article, paragraphs: Sequence[Paragraph], path: str) -> list[Finding]:
    """Return what is wrong with the form of an article, as warnings about its file."""
    found = [
        *_remarks(article),
        *_address(article),
        *_repeated(paragraphs),
        *_related(paragraphs),
        *_dates(article, paragraphs),
        *_author(article),
        *_paywall(paragraphs),
        *_marks(paragraphs),
        # The words that name a speaker are known in English only.
        *(_unattributed(paragraphs) if article.language in {"", "en"} else ()),
    ]
    return [
        Finding(path, 0, f"article-{rule}", message, remedy, Severity.WARNING)
        for rule, message, remedy in found
    ]


def _remarks(article: Article) -> Iterator[tuple[str, str, str]]:
    for remark in article.remarks:
        yield "file", remark, "compare the text with the original"


def _address(article: Article) -> Iterator[tuple[str, str, str]]:
    if is_private(article.address):
        message = f"'{article.address}' only works in your own network; 'URL' is left out"
        yield "address", message, "add the public address to the record, if there is one"


def _repeated(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str, str]]:
    """Yield each paragraph that stands wholly in an earlier one, or the other way round."""
    seen: list[tuple[int, str]] = []
    for paragraph in paragraphs:
        tokens = words(paragraph.whole) if paragraph.number else []
        text = f" {' '.join(tokens)} "
        for number, earlier in seen:
            short = min(len(earlier.split()), len(tokens))
            if short >= _REPEATED_WORDS and (text in earlier or earlier in text):
                how = "repeats" if text == earlier else "repeats words of"
                message = f"paragraph {paragraph.number} {how} paragraph {number}"
                yield "repeated", message, "judge its statements once, with both numbers"
                break
        if tokens:
            seen.append((paragraph.number, text))


def _related(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str, str]]:
    rows = [paragraph for paragraph in paragraphs if paragraph.kind is Kind.RELATED]
    if rows:
        count = "a line leads" if len(rows) == 1 else f"{len(rows)} lines lead"
        message = f"{count} to other stories and are not counted as paragraphs"
        message = message.replace("are", "is") if len(rows) == 1 else message
        yield "related", message, "check what they say as paragraph 0, where a reader sees it"


def _dates(article: Article, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str, str]]:
    for day in dict.fromkeys(article.dates):
        if article.date and day != article.date[:10]:
            message = f"the page shows {day} above its text, but was published on {article.date}"
            yield "header-date", message, "cite it by the date of publication"
        elif not article.date:
            message = f"the date above the text, {day}, may be the day the page was served"
            yield "header-date", message, "find the date of publication; 'issued' is left out"
    if not article.date:
        if not article.dates:
            message = "it does not say on which day it was published; 'issued' is left out"
            yield "date", message, "add it to the record, if you find out"
        return
    inside = [day for p in paragraphs if p.number for day in lines.dates_in(p.whole)]
    later = sorted({day for day in inside if day > article.date})
    if later:
        message = f"the text names {later[-1]}, which is after its date, {article.date}"
        yield "later-date", message, "find out whether it was changed after publication"


def _author(article: Article) -> Iterator[tuple[str, str, str]]:
    if not article.authors:
        yield "author", "no author is named", "add one to the source, if you find out"


def _paywall(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str, str]]:
    if any(lines.asks_to_subscribe(paragraph.text) for paragraph in paragraphs):
        message = "the page asks to subscribe or to sign in: its text may end before the article's"
        yield "paywall", message, "get the whole text, or set 'read: opening' in the record"


def _marks(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str, str]]:
    texts = [paragraph.whole for paragraph in paragraphs if paragraph.number]
    if any('"' in text for text in texts) and any(re.search("[“”]", text) for text in texts):
        message = "straight and curved quotation marks are mixed"
        yield "quotation-marks", message, "look where text may have been pasted from elsewhere"
    odd = [str(p.number) for p in paragraphs if p.number and not _pairs(p.whole)]
    if odd:
        message = f"quotation marks do not pair in {_paragraphs(odd)}"
        yield "quotation-marks", message, "make sure where each quotation begins and ends"


def _pairs(text: str) -> bool:
    """Return whether quotation marks pair: “English”, „German“, „Polish” or «French»."""
    low, left, right = (text.count(mark) for mark in "„“”")
    curved = left + right == low if low else left == right
    return curved and text.count("«") == text.count("»") and text.count('"') % 2 == 0


def _unattributed(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str, str]]:
    for paragraph in paragraphs:
        if not paragraph.number:
            continue
        for begin, end, quoted in facts.quotations(paragraph.text):
            count = len(quoted.split())
            if count >= _QUOTED_WORDS and not _attributed(paragraph.text, begin, end):
                message = f"paragraph {paragraph.number} quotes {count} words of nobody it names"
                yield "unattributed", message, "find out whose words they are"


def _attributed(text: str, begin: int, end: int) -> bool:
    """Return whether the sentences around a quotation say whose words it is."""
    around = " ".join(
        sentence.text
        for sentence in sentences(text)
        if sentence.start < end + 2 and sentence.start + len(sentence.text) > begin - 2
    )
    outside = re.sub(r"[“\"«][^“”\"«»]*[”\"»]", " ", around)
    return bool(_ATTRIBUTES.search(outside) or _SIGNED.search(text[max(end - 1, 0) :]))


def _paragraphs(numbers: Sequence[str]) -> str:
    return f"paragraph{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
