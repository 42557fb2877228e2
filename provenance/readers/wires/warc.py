"""WARC, as Common Crawl's CC-NEWS keeps web pages: every answer that is a page gives a document."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from provenance.config import ReadConfig
from provenance.errors import MissingExtra, ReadError
from provenance.readers.decoding import decode
from provenance.readers.fields import Role
from provenance.readers.head import Head
from provenance.readers.html import document_from_html
from provenance.records import Document

WHAT = "WARC"
_CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9._-]{2,40})", re.I)
_PAGE = 20_000_000
"""Bytes of one page, unpacked; a longer one is no article."""


def recognise(head: Head) -> bool:
    """Tell WARC by the line that begins a record."""
    return head.data.startswith(b"WARC/")


def read_warc(
    stream: BinaryIO,
    stem: str,
    *,
    config: ReadConfig,
    role: Role | None = None,  # noqa: ARG001
) -> Iterator[Document | ReadError]:
    """Read every page of a crawl; the time of the crawl is kept in ``meta`` and is no time of publication."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtra("warcio", "formats") from error
    number, pages = 0, 0
    try:
        for number, record in enumerate(ArchiveIterator(stream, check_digests=False), start=1):
            if record.rec_type not in ("response", "resource") or "html" not in _kind(record):
                continue
            pages += 1
            try:
                yield _page(record, f"{stem}:{number}", config)
            except ReadError as error:
                yield ReadError("", f"{WHAT}: record {number}: {error.reason}", line=number)
    except ReadError:
        raise
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, AttributeError, KeyError, TypeError) as error:
        # warcio fails in its own ways on records whose headers are missing
        yield ReadError("", f"{WHAT}: is damaged after record {number}: {error}", line=number + 1)
        return
    if not pages:
        yield ReadError("", f"{WHAT}: holds {number} records, and none is a web page")


def _kind(record: Any) -> str:  # noqa: ANN401  (warcio has no types)
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").casefold()


def _page(record: Any, name: str, config: ReadConfig) -> Document:  # noqa: ANN401
    limit = min(_PAGE, config.max_bytes)
    try:
        data = record.content_stream().read(limit + 1)
    except (ValueError, EOFError, OSError) as error:
        raise ReadError("", f"is damaged: {error}") from error
    if len(data) > limit:
        raise ReadError("", f"unpacks to more than {limit:,} bytes: refused, no page is longer")
    declared = _CHARSET.search(_kind(record))
    text, notes = decode(data, declared=declared[1] if declared else None)
    found = document_from_html(text, name, config=config)
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    crawled = record.rec_headers.get_header("WARC-Date") or ""
    meta = {**found.meta, "crawled": crawled, "record": record.rec_headers.get_header("WARC-Record-ID") or ""}
    return dataclasses.replace(found, url=found.url or url or None, notes=(*notes, *found.notes), meta=meta)
