"""Fingerprints of texts: a quotation is verified word for word, and the text is not kept.

The format, the rules of matching and what a fingerprint gives away are described in the guide's
reference.
"""

from briefbook.sources.fingerprint.compare import Match, Text, compare
from briefbook.sources.fingerprint.find import Found, find
from briefbook.sources.fingerprint.keep import keep
from briefbook.sources.fingerprint.make import confirm, fingerprint, trace
from briefbook.sources.fingerprint.model import Fingerprint, FingerprintError, Paragraph
from briefbook.sources.fingerprint.quotation import Quotation, QuotationError
from briefbook.sources.fingerprint.runs import RUN, Cost, Key, Tell
from briefbook.sources.fingerprint.shelf import Shelf, file_of, key_for, load_shelf
from briefbook.sources.fingerprint.verdict import Difference, Status, Verdict
from briefbook.sources.fingerprint.words import words

__all__ = [
    "RUN",
    "Cost",
    "Difference",
    "Fingerprint",
    "FingerprintError",
    "Found",
    "Key",
    "Match",
    "Paragraph",
    "Quotation",
    "QuotationError",
    "Shelf",
    "Status",
    "Tell",
    "Text",
    "Verdict",
    "compare",
    "confirm",
    "file_of",
    "find",
    "fingerprint",
    "keep",
    "key_for",
    "load_shelf",
    "trace",
    "words",
]
