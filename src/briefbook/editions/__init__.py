"""What has changed between two states of a book; compares exports and knows nothing of Sphinx."""

from briefbook.editions.compare import BriefChanges, Change, compare
from briefbook.editions.show import as_data, as_text

__all__ = ["BriefChanges", "Change", "as_data", "as_text", "compare"]
