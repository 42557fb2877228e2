"""Items of every format, cut, doubled and spliced: documents or named errors, and always the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers.wire_samples import SAMPLES

from provenance import readers
from provenance.errors import ReadError

PIECES = st.sampled_from(
    [b"<p>", b"</p>", b"<![CDATA[", b"]]>", b"&nbsp;", b"&#0;", b"&x;", b"\x02", b"\x03", b"\x16\x16\x01", b"{", b"}", b'"', b"\\u0000", b"\0", b"\xff",
     b"\r\n", b"\n\n", b"End of Document", b"HD  ", b"<table><tr><td>", b"\\par ", b"20310304T100500Z", b"99999999999999999999", b"-1", b"\xe2\x80\xae", b"<!--"]
)  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "double", "insert", "swap"]), st.floats(0, 1), st.floats(0, 0.3), PIECES
    ),
    min_size=1,
    max_size=5,
)


def mutated(data: bytes, steps: list[tuple[str, float, float, bytes]]) -> bytes:
    for what, place, size, piece in steps:
        at = int(place * len(data))
        end = min(len(data), at + int(size * len(data)))
        if what == "cut":
            data = data[:at] + data[end:]
        elif what == "double":
            data = data[:end] + data[at:end] + data[end:]
        elif what == "insert":
            data = data[:at] + piece + data[at:]
        else:
            data = data[end:] + data[:at] + data[at:end]
    return data


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, named=st.booleans())
def test_a_damaged_item_gives_documents_or_named_errors(
    tmp_path: Path, name: str, steps, named: bool
) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(mutated(SAMPLES[name].data, steps))
    asked = name if named else None
    found = list(readers.read(path, input_format=asked, role="wire"))
    assert found
    for item in found:
        if isinstance(item, ReadError):
            assert (item.source.startswith(str(path)), bool(item.reason)) == (True, True)
        else:
            assert item.text.strip()
            assert item.id
    again = list(readers.read(path, input_format=asked, role="wire"))
    assert [getattr(item, "text", str(item)) for item in again] == [
        getattr(item, "text", str(item)) for item in found
    ]
