"""Annotations read back from what the exporters wrote: JSONL or JSON, gzipped or not, or a Parquet file that holds them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from provenance.errors import ReadError
from provenance.records import Annotation

if TYPE_CHECKING:
    from provenance.contract import Gap

GZIP: Final = b"\x1f\x8b"
PARQUET: Final = b"PAR1"
_UNPACKED: Final = "cannot be unpacked (was it cut off?)"


def parse(name: str, data: bytes, *, bare: bool = False) -> Iterator[Annotation | Gap | ReadError]:
    """Read annotations from JSONL, one JSON object, a JSON list, or a Parquet file that holds them; what is wrong is named with its line.

    Args:
        name: The file's name in errors.
        data: Its bytes, UTF-8.
        bare: Leave out of passages what only their picture and their explanation need (:class:`provenance.contract.Lines`).
    """
    from provenance.exporters.tables import annotations_in

    if data.startswith(PARQUET):
        data = annotations_in(data, name)
    try:
        data = gzip.decompress(data) if data.startswith(GZIP) else data
    except (OSError, EOFError, zlib.error) as error:
        yield ReadError(name, f"{_UNPACKED}: {error}")
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield ReadError(name, "is not UTF-8, so it holds no annotations", remedy=REMEDY)
        return
    if not text.strip():
        yield ReadError(name, "is empty; expected annotations as JSONL or JSON")
    yield from _read(name, _items(text), bare=bare)


def parse_file(name: str, path: Path, *, bare: bool = False) -> Iterator[Annotation | Gap | ReadError]:
    """Read annotations as :func:`parse` does; of a file of lines one line is held at a time.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
        file.seek(0)
        with gzip.GzipFile(fileobj=file) if packed else nullcontext(file) as lines:
            try:
                yield from _from_file(name, lines, bare=bare)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                yield ReadError(name, f"{_UNPACKED}: {error}")


def _from_file(
    name: str, file: BinaryIO | gzip.GzipFile, *, bare: bool
) -> Iterator[Annotation | Gap | ReadError]:
    whole = not _is_line(file.readline())
    file.seek(0)
    yield from parse(name, file.read(), bare=bare) if whole else _read(name, _lines(file), bare=bare)


def carries(path: Path) -> bool:
    """Tell whether a Parquet file carries annotations beside its table; one that cannot be read carries none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from provenance.exporters.tables import KEY

    try:
        return KEY in (pq.read_schema(path).metadata or {})
    except (pa.ArrowException, OSError):
        return False


def ids(path: Path) -> Iterator[str]:
    """Yield the ids of the articles of a file of lines, a tenth of the work of reading it; of any other file none."""
    from provenance.contract import id_of

    try:
        with path.open("rb") as file:
            yield from (name for line in file if (name := id_of(line)) is not None)
    except OSError:
        return  # who reads the file says why it cannot be read


def _is_line(line: bytes) -> bool:
    """Tell whether a line of a file holds a whole object, so that the other lines do."""
    try:
        return line.endswith(b"\n") and isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _lines(file: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(file, 1) if line.strip())


def _read(
    name: str, items: Iterable[tuple[int, object]], *, bare: bool
) -> Iterator[Annotation | Gap | ReadError]:
    """Read each value; a file of many lines of which none is an annotation is another kind of file, and named once."""
    wrong: list[ReadError] = []
    found = _each(name, items, bare=bare)
    for item in found:
        if not isinstance(item, ReadError):
            yield from wrong
            yield item
            break
        wrong.append(item)
    else:
        yield from wrong if len(wrong) <= NAMED else [_another_kind(name, wrong)]
    yield from found


def _another_kind(name: str, wrong: list[ReadError]) -> ReadError:
    first = wrong[0]
    further = f"and the {len(wrong) - 1:,} others are no annotations either"
    told = f"holds no annotations of this version: line {first.line} {first.reason}, and so for the {len(wrong) - 1:,} others"
    plain = f"holds no annotations: line {first.line} {first.reason}; {further}"
    return ReadError(name, told if first.remedy else plain, remedy=first.remedy or REMEDY)


NAMED: Final = 3
"""Lines that are named one by one in a file that holds no annotation at all."""
REMEDY: Final = "name a file that `annotate -o result.jsonl` wrote; articles go through `annotate` first"


def _each(
    name: str, items: Iterable[tuple[int, object]], *, bare: bool
) -> Iterator[Annotation | Gap | ReadError]:
    """Read each line, or what was parsed of it."""
    from provenance.contract import Lines

    lines = Lines(name, bare=bare)
    for number, item in items:
        try:
            yield lines.line(item, number) if isinstance(item, bytes) else lines.values(item, number)
        except ReadError as error:
            yield error
    if (gap := lines.gap()) is not None:
        yield gap


def _items(text: str) -> Iterator[tuple[int, object]]:
    """Yield the values of a file that is one object or one list; of any other file its lines."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, list | dict):
        yield from enumerate(whole if isinstance(whole, list) else [whole], 1)
        return
    yield from _lines(line.encode() for line in text.split("\n"))
