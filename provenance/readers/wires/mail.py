"""What is packed as mail is: web pages that a browser saved as one file (MHTML), and e-mails."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import BinaryIO, cast

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import decode
from provenance.readers.head import Head
from provenance.readers.html import read_html
from provenance.readers.inputs import read_all
from provenance.records import Document

_HEADERS = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_MIME = re.compile(r"^mime-version:", re.IGNORECASE | re.MULTILINE)


def recognise(head: Head) -> bool:
    """Tell mail by its first lines, headers of which one names the version of MIME."""
    found = _HEADERS.match(head.text)
    return found is not None and _MIME.search(found[0]) is not None


def read_mail(stream: BinaryIO, stem: str, *, config: ReadConfig, role: object = None) -> Iterator[Document]:  # noqa: ARG001
    """Read one saved page or one e-mail; the id is the file stem."""
    message = message_from_bytes(read_all(stream, config=config), policy=policy.default)
    page, plain = (_part(message, kind) for kind in ("text/html", "text/plain"))
    place = message["Snapshot-Content-Location"] or (page["Content-Location"] if page else None)
    if page is not None and place:  # its date is its own, and that of the file is when it was saved
        found = _page(page, stem, config)
        yield dataclasses.replace(found, url=found.url or str(place))
    else:
        found = _letter(plain, page, stem, config)
        title, sent = (str(message[name] or "").strip() for name in ("Subject", "Date"))
        yield dataclasses.replace(found, title=title or found.title, published=sent or found.published)


def _letter(plain: EmailMessage | None, page: EmailMessage | None, stem: str, config: ReadConfig) -> Document:
    """Return the text of an e-mail: the plain one, and the page where there is no other."""
    if plain is None and page is not None:
        return _page(page, stem, config)
    text, notes = decode(_bytes(plain), declared=plain.get_content_charset()) if plain else ("", ())
    if not text.strip():
        raise ReadError("", "mail: holds no text", remedy="save the text of the message alone")
    return Document(id=stem, text=text, notes=notes)


def _page(part: EmailMessage, stem: str, config: ReadConfig) -> Document:
    try:
        return next(read_html(io.BytesIO(_bytes(part)), stem, config=config))
    except ReadError as error:
        raise ReadError("", f"mail: {error.reason}", remedy=error.remedy) from error


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    parts = (part for part in message.walk() if part.get_content_type() == kind)
    return next((part for part in parts if not part.is_attachment()), None)


def _bytes(part: EmailMessage) -> bytes:
    return cast(bytes, part.get_payload(decode=True) or b"")
