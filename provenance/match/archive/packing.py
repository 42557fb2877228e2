"""Arrays in one file: a header in JSON that names them, and each where a mapped file needs no copy of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.match.archive.disk import Buffer

_MARK = b"PVi2"
_ALIGN = 64


def pack(fields: Mapping[str, object], named: Mapping[str, NDArray[Any]]) -> list[Buffer]:
    """Return the pieces of a file of some fields and arrays."""
    arrays = {name: np.ascontiguousarray(array) for name, array in named.items()}
    header = {**fields, "arrays": {name: [array.dtype.str, len(array)] for name, array in arrays.items()}}
    text = json.dumps(header).encode()
    head = _MARK + len(text).to_bytes(4, "little") + text
    pieces: list[Buffer] = [head + bytes(-len(head) % _ALIGN)]
    for array in arrays.values():
        data = array.tobytes()
        pieces.append(data + bytes(-len(data) % _ALIGN))
    return pieces


def unpack(data: Buffer) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the fields and the arrays in a file, without copying them.

    Raises:
        ValueError: The file is of another kind.
    """
    if bytes(data[:4]) != _MARK:
        raise ValueError("not an index")
    size = int.from_bytes(data[4:8], "little")
    header = json.loads(bytes(data[8 : 8 + size]))
    at, arrays = 8 + size + (-(8 + size) % _ALIGN), {}
    for name, (kind, count) in header.pop("arrays").items():
        dtype = np.dtype(kind)
        arrays[name] = np.frombuffer(data, dtype=dtype, count=count, offset=at)
        length = dtype.itemsize * count
        at += length + (-length % _ALIGN)
    return header, arrays
