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


def recognise_mail(head: Head) -> bool:
    """Tell mail by its first lines, headers of which one names the version of MIME."""
    found = _HEADERS.match(head.text)
    return found is not None and _MIME.search(found[0]) is not None


def read_mail(stream: BinaryIO, stem: str, *, config: ReadConfig, role: object = None) -> Iterator[Document]:  # noqa: ARG001
    """Read one saved page or one e-mail; the id is the file stem."""
    message = message_from_bytes(read_all(stream, config=config), policy=policy.default)
    page, plain = (_part(message, kind) for kind in ("text/html", "text/plain"))
    place = message["Snapshot-Content-Location"] or (page["Content-Location"] if page else None)
    if page is not None and (place or plain is None):
        (found,) = read_html(io.BytesIO(_bytes(page)), stem, config=config)
        if place:  # a page: its date is its own, and that of the file is when it was saved
            yield dataclasses.replace(found, url=found.url or str(place))
            return
    elif plain is not None:
        text, notes = decode(_bytes(plain), declared=plain.get_content_charset())
        if not text.strip():
            raise ReadError("", "its text is empty", remedy="leave it out")
        found = Document(id=stem, text=text, notes=tuple(notes))
    else:
        raise ReadError("", "holds neither text nor a page", remedy="save the text of the message alone")
    title, sent = (str(message[name]).strip() if message[name] else None for name in ("Subject", "Date"))
    yield dataclasses.replace(found, title=title or found.title, published=sent or found.published)


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    parts = (part for part in message.walk() if part.get_content_type() == kind)
    return next((part for part in parts if not part.is_attachment()), None)


def _bytes(part: EmailMessage) -> bytes:
    return cast(bytes, part.get_payload(decode=True) or b"")
