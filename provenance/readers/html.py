"""Web pages: trafilatura finds the text, and what the page says about itself gives the facts. Nothing is fetched."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from lxml import etree, html

from provenance.config import ReadConfig
from provenance.errors import ReadError
from provenance.readers.decoding import decode
from provenance.readers.facts import page_facts
from provenance.readers.fields import is_time
from provenance.readers.inputs import read_all
from provenance.records import Document

MAX_ATTRIBUTES = 2_000
"""Attributes of one tag: the parser compares each with all others (measured: minutes at 300,000)."""
MAX_ELEMENTS = 10_000
"""Elements of a page that are judged one by one; article extraction is quadratic beyond (measured: 7 s at 40,000)."""

_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*+""")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_\-]{2,40})""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCK = [
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "li",
    "blockquote",
    "figcaption",
    "td",
    "th",
    "dd",
    "dt",
    "pre",
    "time",
    "div",
    "section",
    "article",
]
_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "head",
    "iframe",
    "object",
    "textarea",
    "select",
)
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:byline|author|credit|agency|source|dateline)s?(?:$|[\s_-])", re.IGNORECASE
)
_MAX_PIECES = 400
"""Pieces of text of one block that are read, so that nested blocks cost linear time."""
_BREAK = "\x1e"
_MAX_CREDIT = 200
"""Code points: a longer element is no byline, whatever its class says."""


def read_html(stream: BinaryIO, stem: str, *, config: ReadConfig, role: object = None) -> Iterator[Document]:  # noqa: ARG001
    """Read one web page; the id is the file stem."""
    data = read_all(stream, config=config)
    found = _CHARSET.search(data[:4096])
    text, notes = decode(data, declared=found[1].decode("ascii") if found else None)
    document = document_from_html(text, stem, config=config)
    yield dataclasses.replace(document, notes=(*notes, *document.notes))


def document_from_html(page: str, name: str, *, config: ReadConfig) -> Document:
    """Build a document from markup: the extracted text, and facts from JSON-LD and ``meta``.

    Args:
        page: The markup.
        name: The id of the document.
        config: Settings of the readers.

    Raises:
        ReadError: The page holds no text, or is built so that reading it would take too long.
    """
    if len(page) > config.max_bytes:
        raise ReadError("", f"is larger than {config.max_bytes:,} characters (setting read.max_bytes)")
    root = _parse(page)
    facts = page_facts(root)
    _drop_unseen(root)
    wrong = [key for key in ("published", "updated") if key in facts and not is_time(str(facts[key]))]
    notes = [f"{key} {facts.pop(key)!r:.60} is not an ISO 8601 date or time: not used" for key in wrong]
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        notes.append(
            f"more than {MAX_ELEMENTS:,} elements: all text of the page is taken, not the article alone"
        )
        lines = list(_all_lines(root))
    else:
        lines = _article_lines(root, notes)
    if not lines:
        raise ReadError("", "the page holds no text")
    return Document(id=name, text="\n".join(lines), notes=tuple(notes), **facts)  # type: ignore[arg-type]


def _parse(page: str) -> html.HtmlElement:
    for tag in _TAG.finditer(page):
        if len(tag.group()) > MAX_ATTRIBUTES and len(tag.group().split()) > MAX_ATTRIBUTES:
            raise ReadError("", f"has a tag with more than {MAX_ATTRIBUTES:,} attributes: refused")
    try:
        # Bytes, because lxml refuses text that declares an encoding; surrogates and NUL cannot stand in markup.
        data = page.encode("utf-8", "replace").replace(b"\0", b"")
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("", f"is not readable as HTML: {error}") from error
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return root


def _drop_unseen(root: html.HtmlElement) -> None:
    """Take out what a reader of the page does not see; the text around it stays."""
    etree.strip_elements(root, *_SILENT, with_tail=False)
    for element in [element for element in root.iter("*") if element.get("hidden") is not None]:
        if element.getparent() is not None:
            element.drop_tree()


def _article_lines(root: html.HtmlElement, notes: list[str]) -> list[str]:
    """Return trafilatura's lines, with headline, byline, credits and captions that it left out put back in place."""
    import trafilatura

    blocks = list(_blocks(root))
    text = trafilatura.extract(html.tostring(root, encoding="unicode"), fast=True, include_comments=False)
    lines = [line for line in (_squeeze(line) for line in (text or "").split("\n")) if line]
    if not lines:
        notes.append("no article found on the page: all its text is taken")
        return list(_all_lines(root))
    return _put_back(lines, blocks)


def _put_back(lines: list[str], blocks: list[tuple[str, bool]]) -> list[str]:
    """Insert each wanted block before the kept line that follows it on the page; after the last one where none does."""
    places = {line.removeprefix("- "): number for number, line in reversed(list(enumerate(lines)))}
    known = set(places)
    anchors = [number for number, (text, _) in enumerate(blocks) if text in known]
    if not anchors:
        return lines
    first, last = anchors[0], anchors[-1]
    inserts: dict[int, list[str]] = {}
    following = len(lines)
    for number in range(len(blocks) - 1, -1, -1):
        text, wanted = blocks[number]
        if text in places:
            following = min(following, places[text]) if number <= last else following
        elif wanted and text not in known and _near(number, first, last):
            known.add(text)
            inserts.setdefault(following, []).insert(0, text)
    result: list[str] = []
    for number in range(len(lines) + 1):
        result += inserts.get(number, [])
        result += lines[number : number + 1]
    return result


def _near(number: int, first: int, last: int) -> bool:
    """Tell whether a block stands within the article or close around it, not in a list of other stories."""
    return first - 8 <= number <= last + 4


def _blocks(root: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the text of each innermost block in page order, and whether it must not be lost."""
    for element in root.iter(*_BLOCK, "span", "address", "small", "cite", "a"):
        wanted = _wanted(element)
        if not wanted and (element.tag not in _BLOCK or element.tag in ("div", "section", "article")):
            continue
        whole = "".join(islice(_visible(element), _MAX_PIECES))
        if wanted and element.tag not in ("h1", "figcaption") and len(whole) > _MAX_CREDIT:
            continue
        yield from ((text, wanted) for text in map(_squeeze, whole.split(_BREAK)) if text)


def _wanted(element: html.HtmlElement) -> bool:
    if element.tag in ("h1", "figcaption"):
        return True
    parent = element.getparent()
    if parent is not None and (parent.tag == "figcaption" or _named_credit(parent)):
        return False
    return _named_credit(element)


def _named_credit(element: html.HtmlElement) -> bool:
    names = " ".join(element.get(key) or "" for key in ("class", "itemprop", "rel", "data-testid"))
    return len(names) < 500 and bool(_CREDIT.search(names))


def _visible(element: html.HtmlElement) -> Iterator[str]:
    """Yield the pieces of text within an element, without recursion."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield _BREAK if node.tag == "br" else node.text or ""
        elif node is not element and node.tail:
            yield node.tail


def _all_lines(root: html.HtmlElement) -> Iterator[str]:
    """Yield all visible text of a page, one line a block."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(root.body if root.body is not None else root, events=("start", "end")):
        if node.tag in (*_BLOCK, "br", "tr", "ul", "ol", "body"):
            if line := _squeeze("".join(pieces)):
                yield line
            pieces = []
        pieces.append((node.text if event == "start" else node.tail) or "")
    if line := _squeeze("".join(pieces)):
        yield line


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
