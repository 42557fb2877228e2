"""Web pages: trafilatura finds the text, and what the page says about itself gives the facts. Nothing is fetched."""

from __future__ import annotations

import copy
import dataclasses
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree, html

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers import scripts
from provenance.readers.dates import read_date
from provenance.readers.dating import date_in_text
from provenance.readers.decoding import HEAD, decode
from provenance.readers.facts import PageFacts, page_facts
from provenance.readers.fields import is_time
from provenance.readers.inputs import read_all
from provenance.readers.jsonld import squash
from provenance.readers.markup import all_lines, blocks, drop_unseen, kept_back, parse, squeeze
from provenance.readers.story import Story, complete
from provenance.records import Document

MAX_ELEMENTS = 10_000
"""Elements of a page that are judged one by one; article extraction is quadratic beyond (measured: 7 s at 40,000)."""
TEASER = 2_000
"""Code points: where a page says that its text is not free to read, a shorter text is taken for a teaser."""
_STATED = 2.0
"""Times that a text stated in JSON-LD is longer than the one shown, from which it is read instead."""
_LATEST = "2100-01-01"
"""The latest date of a page that is believed: not today's, since equal pages give equal documents."""
_OVER = 3
"""Lines above a headline in which its time may stand."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_\-]{2,40})""", re.IGNORECASE)


def read_html(stream: BinaryIO, stem: str, *, config: ReadConfig, role: object = None) -> Iterator[Document]:  # noqa: ARG001
    """Read one web page; the id is the file stem."""
    data = read_all(stream, config=config)
    text, notes = decode(data, declared=_declared(data))
    document = document_from_html(text, stem, config=config)
    yield dataclasses.replace(document, notes=(*notes, *document.notes))


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page names, unless its bytes are UTF-8 all the same: saved pages keep old names."""
    found = _CHARSET.search(data[:HEAD])
    if found is None or (not data.isascii() and _is_utf8(data)):
        return None
    return found[1].decode("ascii")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def document_from_html(page: str, name: str, *, config: ReadConfig) -> Document:
    """Build a document from markup: the extracted text, and facts from JSON-LD and ``meta``.

    What the markup calls the headline and the captions is kept in ``meta``, where the segmenter finds it.

    Args:
        page: The markup.
        name: The id of the document.
        config: Settings of the readers.

    Raises:
        ReadError: The page holds no text, or is built so that reading it would take too long.
    """
    if len(page) > config.max_bytes:
        raise ReadError("", f"is larger than {config.max_bytes:,} characters (setting read.max_bytes)")
    root = parse(page)
    stated = page_facts(root)
    fields: dict[str, str] = dict(stated.fields)
    notes = _checked_times(fields, root)
    drop_unseen(root)
    story = _story(root, stated, notes)
    story = story if story.lines else _unshown(page, stated, notes)
    if not story.lines:
        raise ReadError(
            "", "the page holds no text", remedy="save it once its text is shown, or save the text alone"
        )
    if title := story.headline or _untailed(stated.window, fields.get("outlet")):
        fields.setdefault("title", title)
    meta = _marked(story) | ({"section": section} if (section := fields.pop("section", "")) else {})
    if not stated.is_free:
        notes.append("the page says that its text is not free to read: what stands here may be a teaser")
        meta |= {"teaser": True} if len("".join(story.lines)) < TEASER else {}
    return Document(id=name, text="\n".join(story.lines), notes=tuple(notes), meta=meta, **fields)


def _untailed(window: str, outlet: str | None) -> str:
    """Return the title of a window without the name of the site behind it.

    >>> _untailed("Ferry stays in port | Harbour Post", "Harbour Post")
    'Ferry stays in port'
    """
    head, mark, tail = next(
        (found for sign in "|–—-" if (found := window.rpartition(f" {sign} "))[1]), ("", "", "")
    )
    return head if mark and outlet and squash(tail) == squash(outlet) else window


def _marked(story: Story) -> dict[str, object]:
    """Return what the markup says of lines, as it is kept in ``meta``."""
    found: dict[str, object] = {}
    if story.headline:
        found["headline"] = story.headline
    if story.captions:
        found["captions"] = list(story.captions)
    return found


def _checked_times(fields: dict[str, str], root: html.HtmlElement) -> list[str]:
    """Take out stated times that are none; where no day of publication is stated, look for one on the page."""
    wrong = [key for key in ("published", "updated") if key in fields and not is_time(fields[key])]
    notes = [f"{key} {fields.pop(key)!r:.60} is not an ISO 8601 date or time: not used" for key in wrong]
    if "published" not in fields and (day := _day_shown(root)):
        fields["published"] = moment = _hour_shown(root, day)
        notes.append(f"published {moment}: the {'day' if moment == day else 'time'} that the page shows")
    return notes


def _hour_shown(root: html.HtmlElement, day: str) -> str:
    """Return the day with the hour that the page says beside it: *Publié le 8 février 2031 à 09h05*."""
    lines = list(all_lines(root))
    titles = {squeeze(heading.text_content()) for heading in root.iter("h1")}
    start = next((number for number, line in enumerate(lines) if line in titles), 0)
    stated = date_in_text("\n".join(lines[max(0, start - _OVER) :]))
    found = read_date(stated) if stated else None
    moments = (found.day_first, found.month_first) if found else ()
    return next((moment for moment in moments if moment and moment.startswith(f"{day}T")), day)


def _day_shown(root: html.HtmlElement) -> str | None:
    """Return the day of publication that a page shows, where its metadata name none."""
    from htmldate import find_date

    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        return None
    page = copy.deepcopy(root)
    for element in list(page.iter("aside", "nav", "footer")):  # the days of other stories
        if element.getparent() is not None:
            element.drop_tree()
    return find_date(page, original_date=True, extensive_search=False, max_date=_LATEST)


def _story(root: html.HtmlElement, stated: PageFacts, notes: list[str]) -> Story:
    """Return the page's article: as it is shown, or as JSON-LD states it where the page shows much less."""
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        notes.append(
            f"more than {MAX_ELEMENTS:,} elements: all text of the page is taken, not the article alone"
        )
        return Story(list(all_lines(root)), None, ())
    body = _paragraphs(stated.body or "")
    shown = _shown(root, stated, body, notes)
    if len(squash("".join(body))) <= _STATED * len(squash("".join(shown.lines))):
        return shown
    notes.append("the page shows less of its text than it states: read from articleBody of its JSON-LD")
    title = shown.headline or stated.fields.get("title")
    return Story([*filter(None, [title]), *body], title, ())


def _unshown(page: str, stated: PageFacts, notes: list[str]) -> Story:
    """Return the article of a page that shows no text: what it keeps for readers without scripts, or in its scripts."""
    root = parse(page)
    kept = kept_back(root) or scripts.paragraphs(root)
    if not kept:
        return Story([], None, ())
    notes.append("the page shows no text: read from what it keeps in its source")
    title = stated.fields.get("title") or _untailed(stated.window, stated.fields.get("outlet"))
    return Story([*filter(None, [title]), *kept], title or None, ())


def _shown(root: html.HtmlElement, stated: PageFacts, body: list[str], notes: list[str]) -> Story:
    """Return trafilatura's lines, with headline, byline, credits and captions that it left out put back in place."""
    import trafilatura

    found = list(blocks(root))
    text = trafilatura.extract(html.tostring(root, encoding="unicode"), fast=True, include_comments=False)
    lines = [line for line in (squeeze(line) for line in (text or "").split("\n")) if line]
    if not lines:
        if not body:
            notes.append("no article found on the page: all its text is taken")
        return Story(list(all_lines(root)), None, ())
    return complete(lines, found, heads=stated.heads, stated="".join(body))


def _paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a stated text, which may hold markup of its own."""
    if "<" in body and ">" in body:
        try:
            return list(all_lines(html.document_fromstring(f"<div>{body}</div>")))
        except (etree.LxmlError, ValueError):
            return []
    return [line for line in map(squeeze, body.split("\n")) if line]
