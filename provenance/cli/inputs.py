"""From names on the command line to documents and annotations; failures are named and counted."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from provenance.cli.console import Session
from provenance.config import Config
from provenance.errors import ReadError
from provenance.readers import Role, read
from provenance.records import Annotation, Document
from provenance.result import parse


def documents(
    names: Iterable[str],
    *,
    session: Session,
    config: Config,
    role: Role = "article",
    input_format: str | None = None,
) -> list[Document]:
    """Read every input; what cannot be read is named on the session and the others go on."""
    return list(stream(names, session=session, config=config, role=role, input_format=input_format))


def stream(
    names: Iterable[str],
    *,
    session: Session,
    config: Config,
    role: Role = "article",
    input_format: str | None = None,
) -> Iterator[Document]:
    """Read inputs as :func:`documents` does, one at a time."""
    count = noted = 0
    for item in read(list(names), config=config.read, input_format=input_format, role=role):
        if isinstance(item, ReadError):
            session.fail(item)
            continue
        for note in item.notes:
            session.detail(f"{item.source or item.id}: {note}")
        count, noted = count + 1, noted + bool(item.notes)
        yield item
    if noted and not session.verbose:
        session.note(
            f"{noted} of {count} inputs read with a remark (a guess, a renamed id); --verbose shows it."
        )


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
