"""Rows of lines that are no prose and tell something all the same: tables, score cards, line-ups, key figures.

A row of figures or cells is a table, which has no origin; a row of *label: facts* lines is text, which a dispatch may hold
as well. Both belong to the story wherever they stand, and a story may end with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from provenance.page.kinds.lines import Line
from provenance.page.kinds.page import Page

_CELLS = re.compile(r"\s\|\s|\t| {3,}|;\s(?=\S+ \d)")
_NUMBER = re.compile(r"(?<![^\W\d_])[-+(]?[$£€]?\d[\d,.:/-]*\*?[%)]?(?!\w)")
_ENDS_IN_NUMBER = re.compile(r"(?:\d[\d,.]*\*?[%)]?|\bnil)\W*$")
_LABEL = re.compile(r"([^\W\d_][^:|]{1,40}):\s+(\S.*)$")
_OFFICE = re.compile(
    r"\b(?:editors?|publishers?|phone|telephone|tel|fax|e-?mail|address|contacts?|copyright|issn|category|categories|tags?"
    r"|author|posted|published|updated|source|url|web|website|twitter|facebook|by|photos?|pictures?|video|read|more|note"
    r"|keywords?|topics?|section|location|price|subscribe|share|follow|related)\b"
)
_PAGE = re.compile(r"(?:page|pages|pp?\.|seite|página|pagina|página) ?\d", re.IGNORECASE)
_FACTS = re.compile(r"\d|(?:[A-ZÀ-Þ][\w.'’-]+[ ,;()]*){3}")
_MOST_ROW, _MOST_LABEL, _MOST_HEAD = 16, 6, 9
"""Words of a row of figures, of a label, of the heading above a block."""
_TITLE = 3
"""Words of a line from which it is the title of a table and no cross-head."""
_LEAST = 3
"""Rows that make a table."""
_SHARE = 0.25
"""Share of the words of a row that are figures, where it does not end in one."""


def name_blocks(page: Page) -> None:
    """Claim the rows of tables and lists, and the headings right above them."""
    start = _first(page)
    for block in _runs(page, start, _is_cells):
        if len({_width(page.lines[i]) for i in block}) == 1 and _counts(page, block):
            _table(page, block)
    for block in _runs(page, start, _is_figures):
        _table(page, block)
    for block in _runs(page, start, _is_labelled):
        told = sum(_FACTS.search(_facts(page.lines[i])) is not None for i in block)
        if len(block) >= 2 and told * 2 >= len(block):
            _claim(page, block, "list_line")
            _entitle(page, block[0], "list_title")


def _table(page: Page, block: list[int]) -> None:
    """Make a table of rows, where they are enough."""
    if len(block) >= _LEAST:
        _claim(page, block, "table_row")
        _entitle(page, block[0], "table_title", least=_TITLE)


def _claim(page: Page, block: list[int], name: str) -> None:
    for i in block:
        page.withdraw(i)
        page.claim(i, name)


def extend(page: Page) -> None:
    """Let the story end with the tables and lists that follow its last prose, unless the page says that it is over."""
    for i in range(page.last + 1, len(page.lines)):
        if page.signs[i] in ("end", "list", "trailer", "sign_off"):
            return
        if any(page.has(i, name) for name in ("table_row", "list_line")):
            page.last = i


def _first(page: Page) -> int:
    """Return the first line that may belong to a block: on a page below the first prose, in a dispatch below its title."""
    prose = next((i for i in range(page.headline + 1, len(page.lines)) if page.open_prose(i)), page.headline)
    return (page.headline if page.document.agency else prose) + 1


def _runs(page: Page, start: int, fits: Callable[[Page, int], bool]) -> Iterator[list[int]]:
    """Yield the rows of lines that follow each other and fit."""
    run: list[int] = []
    for i in range(start, len(page.lines) + 1):
        if i < len(page.lines) and fits(page, i):
            run.append(i)
        elif run:
            yield run
            run = []


def _is_cells(page: Page, i: int) -> bool:
    """Tell whether a line is a row of cells: nothing but its shape claims it."""
    line = page.lines[i]
    return not line.stop and (page.is_open(i) or page.has(i, "path")) and _width(line) >= _LEAST


def _width(line: Line) -> int:
    return len(_CELLS.split(line.raw.strip()))


def _counts(page: Page, block: list[int]) -> bool:
    """Tell whether most rows of a block hold figures: a menu has cells as well."""
    return sum(_NUMBER.search(page.lines[i].text) is not None for i in block) * 2 > len(block)


def _is_figures(page: Page, i: int) -> bool:
    """Tell whether a line is a row of figures: it ends in one, or many of its words are."""
    line = page.lines[i]
    if not page.is_open(i) or line.stop or line.ask or not 1 < len(line.words) <= _MOST_ROW * 2:
        return False
    if _is_labelled(page, i) and not _is_dense(line):
        return False
    return (len(line.words) <= _MOST_ROW and _ENDS_IN_NUMBER.search(line.text) is not None) or _is_dense(line)


def _is_dense(line: Line) -> bool:
    return len(_NUMBER.findall(line.text)) >= max(2, _SHARE * len(line.text.split()))


def _is_labelled(page: Page, i: int) -> bool:
    """Tell whether a line is a label with its facts: ``Umpires: ...``, ``Net debt: 2.05 billion``."""
    line = page.lines[i]
    if line.ask or line.text[-1] in ".:;" or not page.is_open(i):
        return False
    match = _LABEL.match(line.text)
    if match is None or _PAGE.match(match[2]):
        return False
    return len(match[1].split()) <= _MOST_LABEL and _OFFICE.search(match[1].casefold()) is None


def _facts(line: Line) -> str:
    match = _LABEL.match(line.text)
    return match[2] if match else ""


def _entitle(page: Page, first: int, name: str, *, least: int = 1) -> None:
    """Name the short line right above a block, where it has so many words at least: *League table* heads a section."""
    i = first - 1
    if i <= page.headline or not page.is_open(i):
        return
    line = page.lines[i]
    if least <= len(line.words) <= _MOST_HEAD and not line.stop and not line.ask:
        page.claim(i, name)
