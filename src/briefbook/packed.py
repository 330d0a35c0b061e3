"""What is kept of each document and seldom looked at, as bytes: a tenth of the objects' room."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Record = TypeVar("Record")


def packed(records: tuple[object, ...]) -> bytes:
    """Return records as bytes."""
    return zlib.compress(pickle.dumps(records, pickle.HIGHEST_PROTOCOL), 1)


class Unpacked(Mapping[str, tuple[Record, ...]]):
    """Records by docname, in its order; those of a document are unpacked as they are asked for."""

    def __init__(self, stored: Mapping[str, bytes]) -> None:
        self._stored = stored

    def __getitem__(self, docname: str, /) -> tuple[Record, ...]:
        """Return the records of a document."""
        # Made by `packed` in this program, and kept beside what Sphinx pickles itself.
        found: Any = pickle.loads(zlib.decompress(self._stored[docname]))  # noqa: S301
        return tuple(found)

    def __iter__(self) -> Iterator[str]:
        """Yield the docnames."""
        return iter(sorted(self._stored))

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._stored)
