"""A PDF as Typst made it, made small, with the mark of its content."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from briefbook.typst.tags import mend

# The entry of a PDF's description that holds the mark of its content.
MARK_KEY = "/BriefbookContent"


def packed(pdf: bytes, mark: str = "") -> tuple[bytes, int]:
    """Return a PDF with its objects in compressed streams, and its number of pages.

    ``mark`` is that of its content, by which a reader of the file can tell it from an older one.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        if mark:
            document.docinfo[MARK_KEY] = mark
        mend(document)
        # That nothing is suspect is the default; some readers stumble over its being said.
        marks = document.Root.get("/MarkInfo")
        if marks is not None and "/Suspects" in marks and not marks["/Suspects"]:
            del marks["/Suspects"]
        out = BytesIO()
        document.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=False,
            deterministic_id=True, fix_metadata_version=False,
        )  # fmt: skip
        return out.getvalue(), len(document.pages)
