"""From names on the command line to documents and annotations; failures are named and counted."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from provenance.cli.console import Session
from provenance.config import Config
from provenance.errors import ReadError
from provenance.exporters.stored import GZIP, PARQUET, carries, parse, parse_file
from provenance.readers import Role, columns_told, doubts, read, summary
from provenance.readers.inputs import Input, expand
from provenance.records import Annotation, Document

_ANNOTATION: Final = re.compile(rb'"format"\s*:\s*"provenance-annotation/')
"""The mark of an annotation; inside a text of JSON the quotation marks would be escaped."""
_BEGINS: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_ANNOTATIONS: Final = "name a file that `annotate -o result.jsonl` wrote"
_HEAD: Final = 262_144
"""Bytes that are looked at: the mark is the first key of what this project writes."""


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
    """Read inputs as :func:`documents` does, one at a time, with a count of them on a terminal."""
    found: list[Document] = []
    alike: dict[tuple[object, ...], Document] = {}
    with session.progress("Reading articles" if role == "article" else "Reading dispatches") as progress:
        for item in read(list(names), config=config.read, input_format=input_format, role=role):
            if isinstance(item, ReadError):
                session.fail(item)
                continue
            for note in item.notes:
                session.detail(f"{item.source or item.id}: {note}")
            # what is said of the inputs needs no text, and one of many alike stands for all: years of wire pass here
            kind = (item.source, item.agency, bool(item.published), item.notes)
            found.append(alike.get(kind) or alike.setdefault(kind, replace(item, text="", meta={})))
            session.taken += 1
            if progress is not None:
                progress(len(found), 0)
            yield item
    for line in understood(found, config, role):
        session.note(line)


def understood(found: Sequence[Document], config: Config, role: Role) -> Iterator[str]:
    """Yield what was understood of inputs, a line each: columns and dates of tables, what dispatches say of themselves."""
    told: dict[str, list[Document]] = {}
    for document, note in ((item, note) for item in found for note in item.notes):
        told.setdefault(note, []).append(document)
    if role == "wire" and found:
        yield summary(found)
        yield from (f"Warning: {doubt}" for doubt in doubts(found))
    # what each dispatch says of itself stands in the summary
    plain = [
        note for note in told if note.startswith("read: ") and (role == "article" or " from its " not in note)
    ]
    yield from (f"{_where(told[note])}: {note.removeprefix('read: ')}" for note in plain)
    yield from _remarks(told, found)
    if role == "article" and found:
        yield from _unmet(told, config)


def _where(noted: Sequence[Document]) -> str:
    names = {document.source for document in noted}
    return str(noted[0].source) if len(names) == 1 else f"{len(names):,} files"


def _remarks(told: Iterable[str], found: Sequence[Document]) -> Iterator[str]:
    remarks = dict.fromkeys(note for note in told if not note.startswith("read: "))
    if remarks:
        count = sum(any(note in remarks for note in document.notes) for document in found)
        first = f"such as {next(iter(remarks))!r:.120}; --verbose shows all."
        yield f"{count:,} of {len(found):,} input{'' if len(found) == 1 else 's'} read with a remark, {first}"


def _unmet(told: Mapping[str, list[Document]], config: Config) -> Iterator[str]:
    for field, name in columns_told(config.read.columns).items():
        if field != name and not any(f"{field} from {name!r}" in note for note in told):
            yield f"Warning: no article has a column {name!r} for {field}"


def stored(names: Iterable[str], *, session: Session) -> list[Annotation]:
    """Read annotations that this command wrote; ``-`` is standard input, and what is wrong is named on the session."""
    return list(stream_stored(names, session=session))


def stream_stored(names: Iterable[str], *, session: Session, bare: bool = False) -> Iterator[Annotation]:
    """Read annotations as :func:`stored` does, one at a time; ``bare`` as in :class:`provenance.contract.Lines`."""
    for name in names:
        try:
            standard = name == "-"
            for item in (
                parse(name, sys.stdin.buffer.read(), bare=bare)
                if standard
                else parse_file(name, Path(name), bare=bare)
            ):
                if isinstance(item, ReadError):
                    session.fail(item)
                elif isinstance(item, Annotation):
                    session.taken += 1
                    yield item
                else:
                    session.note(f"{name} lacks {item.text}")
        except OSError as error:
            session.fail(ReadError(name, f"cannot be read: {error.strerror or error}", remedy=_ANNOTATIONS))


def sort_out(names: Sequence[str], input_format: str | None) -> tuple[list[str], list[str]]:
    """Return the inputs that are articles, as they were given, and the files that hold annotations.

    A folder that holds both is taken apart; ``--input-format`` says that all of them are articles.
    """
    articles: list[str] = []
    annotations: list[str] = []
    for name in names:
        files = [] if input_format else [item for item in expand(name) if isinstance(item, Input)]
        marked = {item.shown for item in files if _holds_annotations(item)}
        if not marked:
            articles.append(name)
            continue
        annotations += [item.shown for item in files if item.shown in marked]
        articles += [item.shown for item in files if item.shown not in marked]
    return articles, annotations


def _holds_annotations(item: Input) -> bool:
    head = _head(item)
    if head.startswith(PARQUET):
        return item.shown != "-" and carries(item.path)
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
        except zlib.error:
            return False  # the reader names it, with its reason
    return bool(_BEGINS.match(head) and _ANNOTATION.search(head))


def _head(item: Input) -> bytes:
    """Return the first bytes; those of standard input are looked at and left there, and a pipe is not opened twice."""
    if item.shown == "-":
        peek = getattr(sys.stdin.buffer, "peek", None)
        return bytes(peek(_HEAD)) if peek else b""
    if not item.path.is_file():
        return b""
    try:
        with item.path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""  # the reader names it, with its reason
