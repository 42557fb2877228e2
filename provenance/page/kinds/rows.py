"""Rows below the last paragraph that belong to the story: tables of figures and boxes of facts.

Pages print other pages' headlines there too. A box is told from them by its rows: several next to each other, each a
label and what it stands for, with figures or lists of names; or each ending in a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from provenance.page.kinds.lines import Line
from provenance.page.kinds.page import Page

LEAST = 3
"""Rows next to each other from which they are a box or a table."""
_FACT = re.compile(r"[^\W\d_][\w.&'’()-]*(?: [\w.&'’()-]+){0,6}: (?=\S)")
_POINTER = re.compile(r": (?:page|p\.?) ?\d+$")
_CELL = re.compile(r" ?[|\t] ?")
_CELLS = 3
_ENDS_IN_FIGURE = re.compile(r"\d[\d.,:/%)-]*$")
MOST_HEADINGS = 2
_COMMAS = 2
"""Commas from which what stands behind a label is a list of names."""
_HEADING = 8
"""Most words of the heading of a box."""


def is_tabular(line: Line) -> bool:
    """Tell whether a line is a row of figures."""
    numbers = sum(word[0].isdigit() for word in line.words)
    return numbers >= LEAST and numbers * 2 >= len(line.words)


def name_rows(page: Page) -> None:
    """Name the tables and boxes of facts directly below the story, with their headings."""
    headings: list[int] = []
    boxed = False  # below one box a row or two go on with it
    for shape, rows in _runs(page):
        if shape == "heading" and len(rows) <= MOST_HEADINGS:
            headings = rows
            continue
        if shape in (None, "heading") or not (boxed or _is_box(page, rows, shape)):
            return
        for i in rows:
            page.claim(i, f"{shape}_row")
        for i in headings:
            page.claim(i, "row_heading")
        headings, boxed = [], True


def _runs(page: Page) -> Iterator[tuple[str | None, list[int]]]:
    """Yield the runs of lines of one shape below the last paragraph."""
    for shape, group in groupby(range(page.last + 1, len(page.lines)), key=lambda i: _shape(page, i)):
        yield shape, list(group)


def _shape(page: Page, i: int) -> str | None:
    """Return what a line may be: a row of figures or of a label and its fact, a heading, or None."""
    line = page.lines[i]
    if len(_CELL.split(line.text)) >= _CELLS and (page.is_open(i) or page.has(i, "path")):
        return "figure"
    if not page.is_open(i) or _POINTER.search(line.low):
        return None
    if _FACT.match(line.text) and not is_tabular(line):
        return "fact"
    if _ENDS_IN_FIGURE.search(line.text):
        return "figure"
    return "heading" if len(line.words) <= _HEADING and not (line.stop or line.ask) else None


def _is_box(page: Page, rows: list[int], shape: str | None) -> bool:
    """Tell whether rows are a box; of facts most have a figure or a list, as rows of headlines hardly ever do."""
    facts = [page.lines[i].text.partition(": ")[2] for i in rows]
    told = [fact for fact in facts if fact.count(",") >= _COMMAS or any(char.isdigit() for char in fact)]
    return len(rows) >= LEAST and (shape == "figure" or 2 * len(told) > len(rows))
