"""From names on the command line to documents: folders, globs, standard input, repeats; failures are named and counted."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from provenance.cli.console import Session
from provenance.config import Config
from provenance.errors import ReadError
from provenance.readers import read
from provenance.records import Annotation, Document
from provenance.result import parse


def documents(
    names: Iterable[str], *, session: Session, config: Config, input_format: str | None = None
) -> list[Document]:
    """Read every input; what cannot be read is named on the session and the others go on.

    A document that was read before (same source, id and text) is taken once. Another document with an id that is
    taken gets a number after it, and says so in its notes, so that nothing is lost and every id is unique.
    """
    found: dict[str, Document] = {}
    for name in names:
        for item in _read(name, config, input_format):
            if isinstance(item, ReadError):
                session.fail(item)
                continue
            for note in item.notes:
                session.detail(f"{item.source or name}: {note}")
            twin = found.get(item.id)
            if twin is not None and (twin.source, twin.text) == (item.source, item.text):
                session.detail(f"{item.source or name}: {item.id!r} was read already; taken once")
                continue
            document = item if twin is None else _renamed(item, found, session)
            found[document.id] = document
    return list(found.values())


def _renamed(document: Document, found: dict[str, Document], session: Session) -> Document:
    number = 2
    while f"{document.id}#{number}" in found:
        number += 1
    note = f"the id {document.id!r} was taken, so this document is called '{document.id}#{number}'"
    session.note(f"{document.source or document.id}: {note}")
    return replace(document, id=f"{document.id}#{number}", notes=(*document.notes, note))


def _read(name: str, config: Config, input_format: str | None) -> Iterator[Document | ReadError]:
    if name != "-":
        yield from read(name, config=config.read, input_format=input_format)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stdin"
        path.write_bytes(sys.stdin.buffer.read())
        for item in read(path, config=config.read, input_format=input_format):
            if isinstance(item, ReadError):
                yield ReadError("-", item.reason, line=item.line)
            else:
                yield replace(item, source="-")


def stored(names: Iterable[str], *, session: Session) -> list[Annotation]:
    """Read annotations that this command wrote; ``-`` is standard input, and what is wrong is named on the session."""
    found: list[Annotation] = []
    for name in names:
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            session.fail(ReadError(name, f"cannot be read: {error.strerror or error}"))
            continue
        for item in parse(name, data):
            if isinstance(item, ReadError):
                session.fail(item)
            else:
                found.append(item)
    return found
