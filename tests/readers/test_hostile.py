"""Any bytes, under any format name: documents or named errors, never a crash, never an altered text."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from provenance import readers
from provenance.errors import ReadError
from provenance.records import Document

PIECES = st.sampled_from(
    [b'{"text": "', b'"}\n', b"id,text\n", b'1,"a', b"\r\n", b"<html><p>", b"</p>", b"<!--", b"PAR1", b"\xff\xfe", b"\x1f\x8b",
     b"\xef\xbb\xbf", b"\0", b"\xe9", "é\U0001f4a9".encode(), b"[", b"]", b"\\ud800", b"<script>", b"NaN", b"<p a='", b"&#0;"]
)  # fmt: skip
DATA = st.binary(max_size=60) | st.lists(PIECES | st.binary(max_size=4), max_size=12).map(b"".join)


@pytest.mark.parametrize("name", [None, *(item.name for item in readers.formats())])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=DATA, packed=st.booleans())
@example(data=b'{"text": "\\ud800"}\n', packed=False)
@example(data=b"PAR1", packed=True)
def test_any_bytes_give_documents_or_named_errors(
    tmp_path: Path, name: str | None, data: bytes, packed: bool
) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(gzip.compress(data) if packed else data)
    found = list(readers.read(path, input_format=name))
    assert found
    for item in found:
        if isinstance(item, ReadError):
            assert (item.source, item.reason != "") == (str(path), True)
            assert not item.reason.startswith(readers.FAILED), item
        else:
            assert isinstance(item, Document)
            assert item.text.strip()
            assert item.source == "a.dat"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).map(
        "News: {}\r\n".format
    )
)
def test_any_utf8_text_is_read_unaltered(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert [item.text for item in readers.read(path)] == [text]
