"""The body of an item to lines: XHTML, NITF, HTML in a string and plain text; tables and captions are told apart."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from provenance.errors import ReadError
from provenance.readers.markup import parse
from provenance.readers.wires.xml import Element, local

Mark = Literal["text", "subhead", "table", "caption"]

_BLOCKS = frozenset(
    "p paragraph para div section article header footer main aside body body.content body.end block blockquote bq pre li ul ol dl dt dd hr h1 h2 h3 h4 h5 h6 hl1 hl2 "
    "caption figcaption media-caption tagline note fn address center figure media table td th tr tbody thead nitf-table ".split()
)
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"))
_CAPTIONS = frozenset(("figcaption", "media-caption", "caption"))
_SILENT = frozenset(
    "script style head template object svg math iframe noscript media-metadata media-reference media-producer nav time nitf-col video audio".split()
)
_NOT_PUBLIC = frozenset(("notepad", "np-public", "np-nonpublic", "slugline", "linkbox"))
"""Classes of what stands in the markup of an item and is not for print: dpa's notepad, slug lines, boxes of links."""
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>|<!--")
_TWICE = re.compile(
    r"&(?:apos|quot|amp|lt|gt|nbsp|[a-z]{1,8}(?:uml|acute|grave|circ|slash|ring|dash|quo)|#\d{2,6}|#x[0-9a-f]{2,6});",
    re.I,
)
_BREAK = "\x1e"
_BLANK = re.compile(r"\n[ \t\r\xa0]*\n")
_INDENTED = re.compile(r"[ \t]{1,5}\S")
_INDENT = re.compile(r"\n(?=[ \t]{1,5}\S)")
_LINE = re.compile(r"\n")
_ENDS = (".", "!", "?", ":", '"', "”", "»", ")", "*", "…")
_COLUMNS = re.compile(
    r"\S(?: {2,40}|\t| ?\.{3,40} ?)\S{1,40}(?: \S{1,40}){0,3}(?: {2,40}|\t| ?\.{3,40} ?)\S|^[^.]{2,40}(?: {2,40}|\t)[-+\d.,%$]+$"
)
_WRAPPED = 45
"""Code points of a line that is broken because it is full, and not because it ends."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body, and what its markup calls it."""

    text: str
    mark: Mark = "text"


def of_markup(root: Element) -> list[Line]:
    """Return the lines of an element and all that stands in it."""
    return [line for line in _walked(root) if line.text]


def of_string(text: str) -> list[Line]:
    """Return the lines of a string that is HTML, escaped HTML or plain text.

    Raises:
        ReadError: It is built so that reading it would take too long.
    """
    if not _MARKUP.search(text) and _MARKUP.search(unescaped := entities.unescape(text)):
        text = unescaped
    if _MARKUP.search(text):
        try:
            return [_twice(line) for line in of_markup(parse(f"<div>{text}</div>"))]
        except (etree.LxmlError, ValueError) as error:
            if isinstance(error, ReadError):
                raise
            return []
    return of_plain(entities.unescape(text))


def of_plain(text: str) -> list[Line]:
    """Return the lines of plain text: paragraphs are parted by blank lines, by indents, or by line feeds after sentences."""
    return [Line(line) for line in _paragraphs(text.replace("\r\n", "\n").replace("\r", "\n")) if line]


def _twice(line: Line) -> Line:
    """Return a line whose characters were escaped once too often as they were."""
    return Line(squeezed(entities.unescape(line.text)), line.mark) if _TWICE.search(line.text) else line


def _walked(root: Element) -> Iterator[Line]:
    pieces: list[str] = []
    mark: Mark = "text"
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        name = local(node).lower()
        if name in _BLOCKS:
            yield from _flushed(pieces, mark)
            mark = _mark(name, mark) if event == "start" else "text"
        if event == "end":
            pieces.append(node.tail or "" if node is not root else "")
        elif _is_whole(node, name, root):
            yield from _whole(node, name)
            walk.skip_subtree()
        else:
            pieces.append(_BREAK if name == "br" else node.text or "")
    yield from _flushed(pieces, mark)


def _is_whole(node: Element, name: str, root: Element) -> bool:
    """Tell whether an element is read by itself: a table, a preformatted text, or one that is not for print."""
    return not name or (name in ("table", "pre") and node is not root) or _is_silent(node, name)


def _whole(node: Element, name: str) -> Iterator[Line]:
    if name == "table":
        yield from _table(node)
    elif name == "pre":
        yield from of_table("".join(_visible(node)))


def _mark(name: str, before: Mark) -> Mark:
    if name in _HEADS:
        return "subhead"
    return "caption" if name in _CAPTIONS or (before == "caption" and name == "p") else "text"


def _is_silent(node: Element, name: str) -> bool:
    return name in _SILENT or not _NOT_PUBLIC.isdisjoint((node.get("class") or "").split())


def _table(table: Element) -> Iterator[Line]:
    """Give a line for each row, its cells parted by tabs; a row of one cell is layout and gives the lines in it."""
    for row in table.iter("{*}tr", "{*}caption", "{*}nitf-table"):
        cells = [cell for cell in row if local(cell).lower() in ("td", "th")]
        nested = any(next(cell.iter("{*}table"), None) is not None for cell in cells)
        texts = ["" if nested else squeezed("".join(_visible(cell))) for cell in cells]
        filled = [text for text in texts if text]
        if local(row).lower() == "caption":
            yield Line(squeezed("".join(_visible(row))), "subhead")
        elif len(filled) > 1:
            yield Line("\t".join(texts).strip("\t"), "table")
        elif filled:
            yield from _walked(next(cell for cell, text in zip(cells, texts, strict=True) if text))


def _visible(element: Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield {"br": "\n", "p": " ", "div": " ", "li": " "}.get(local(node), "") + (node.text or "")
        elif node is not element:
            yield node.tail or ""


def _flushed(pieces: list[str], mark: Mark) -> Iterator[Line]:
    text = "".join(pieces)
    pieces.clear()
    if text.strip(" \t\r\n\x1e"):
        for part in _paragraphs(text) if mark == "text" else [text]:
            for line in _broken(part):
                yield Line(line, mark)


def _broken(text: str) -> list[str]:
    """Cut a text at its ``br``; one after a line that is full is no break but the width of an old screen."""
    lines: list[list[str]] = []
    full = False
    for part in filter(None, map(squeezed, text.split(_BREAK))):
        if full:
            lines[-1].append(part)
        else:
            lines.append([part])
        full = len(part) >= _WRAPPED and not part.endswith(_ENDS)
    return [" ".join(parts) for parts in lines]


def _paragraphs(text: str) -> list[str]:
    """Cut a text at blank lines; within them at indented lines, or at every line, where the whole text is written so."""
    cut = _way(text)
    found = [part for part in _BLANK.split(text) if part.strip(" \t\r\n")]
    return [
        squeezed(line) if _BREAK not in line else line
        for part in found
        for line in (cut.split(part.strip("\n")) if cut else [part])
    ]


def _way(text: str) -> re.Pattern[str] | None:
    """Return where paragraphs begin within a block: at an indent of a few columns, at any line, or nowhere.

    Agencies indent the first line of a paragraph, so that lines of both kinds stand in a text, or every paragraph is one
    line. Markup that was set in order by a program indents all lines alike, and more.
    """
    lines = [line for line in text.split("\n")[1:] if line.strip()]
    if not lines:
        return None
    indented = sum(_INDENTED.match(line) is not None for line in lines)
    flush = sum(line[0] not in " \t" for line in lines)
    ended = sum(line.rstrip().endswith(_ENDS) for line in lines)
    if indented and indented + flush == len(lines) and (flush or 2 * ended > len(lines)):
        return _INDENT
    return _LINE if flush == len(lines) and 2 * ended > len(lines) else None


def of_table(text: str) -> list[Line]:
    """Return lines that are kept as they stand; one with several columns is of a table."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return [
        Line(line.strip(), "table" if _COLUMNS.search(line) else "text") for line in lines if line.strip()
    ]


def squeezed(text: str) -> str:
    """Return a text with single spaces."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()


def marked(lines: Iterable[Line], mark: Mark) -> list[str]:
    """Return the texts of the lines of a mark."""
    return [line.text for line in lines if line.mark == mark]
