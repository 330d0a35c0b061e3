"""A new brief out of a template, with blanks where only its author knows what belongs."""

from briefbook.drafts.blanks import BLANK, setup
from briefbook.drafts.brief import Draft, file_name, next_number, write_draft

__all__ = ["BLANK", "Draft", "file_name", "next_number", "setup", "write_draft"]
