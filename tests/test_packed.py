"""What is kept as bytes: the same records as before, by docname."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbook.packed import Unpacked, packed

RECORDS = st.lists(st.tuples(st.integers(), st.text(), st.booleans())).map(tuple)


@given(st.dictionaries(st.text(), RECORDS))
def test_records_come_back_as_they_were_in_the_order_of_their_documents(
    kept: dict[str, tuple[object, ...]],
) -> None:
    unpacked: Unpacked[object] = Unpacked({name: packed(records) for name, records in kept.items()})
    assert list(unpacked) == sorted(kept)
    assert dict(unpacked) == kept
    assert len(unpacked) == len(kept)
    assert unpacked.get("no such document", ()) == kept.get("no such document", ())
