"""Whether a page and its handout say the same, found by reading both back as they were written."""

from briefbook.parity.check import check
from briefbook.parity.mark import setup

__all__ = ["check", "setup"]
