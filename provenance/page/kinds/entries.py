"""Stamps of live pages, each at the beginning of an entry, and paragraphs of pages of several items that end in a credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from provenance.page.kinds.furniture import is_date, is_relative
from provenance.page.kinds.lines import Line
from provenance.page.kinds.page import Page
from provenance.page.kinds.scenes import is_scene
from provenance.text import clock_of, folders, language, leading_clock

_SHORT, _REST = 8, 4
"""Words of a line that is a stamp, and of what may stand in it beside the time: a name, a weekday."""
_ENTRIES = 3
"""Entries that make a live page, where nothing on the page says that it is one; two are enough where it does."""
_HEAD = 12
"""Lines at the top of a page in which it says that it is live."""
_TEXT = 8
"""Words of a line that can be the text of an entry."""
_HEADING = 14
"""Words of the heading of an entry."""
_LEAD = re.compile(r"\W{0,6}(?:(?:um|at|à|om|alle|kl\.?) )?")
_BEHIND = re.compile(r"\s*(?:[:–—|•·+\]-]+\s|$)|\s+(?=[A-ZÀ-Þ„“«\"‘¿¡])")
"""What parts a time from the entry that it opens."""
_ENDED = re.compile(r"[.!?…][\"”’»“]? ?\([^()]{2,60}\)\W*$")
"""A full stop and a credit in brackets behind it."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCES = re.compile(r"[a-zà-ÿ0-9)\"”’][.!?][\"”’]? [\"“‘„«]?[A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Stamped:
    """The stamp of an entry: its line, its time (``T14:32:00`` with a zone where one stands; empty where it is relative).

    ``update`` tells that it says when something was changed, ``alone`` that it takes up its line; ``later`` has the times of
    changes inside the entry.
    """

    line: int
    clock: str
    update: bool = False
    alone: bool = True
    later: tuple[str, ...] = ()


def find_stamps(lines: Sequence[Line], title: str | None) -> tuple[Stamped, ...]:
    """Return the stamps of a live page in order; none where too few stand above texts of their own."""
    stamps = [stamp for i, line in enumerate(lines) if (stamp := _stamp(line, i)) is not None]
    marks = entry_marks(stamps)
    ends = [*(mark.line for mark in marks[1:]), len(lines)]
    told = sum(_holds_text(lines, mark, end) for mark, end in zip(marks, ends, strict=False))
    years = sum(_YEAR.search(lines[mark.line].low) is not None for mark in marks)
    full = years * 2 > len(marks)  # lists of other pages have full dates, too
    live = _is_live(lines, title)
    enough = (live and told >= (_ENTRIES if full else 2)) or (told >= _ENTRIES and not full)
    return tuple(stamps) if enough else ()


def entry_marks(stamps: Sequence[Stamped]) -> list[Stamped]:
    """Return the stamps that entries begin with: not those of changes, where there are others."""
    plain = [stamp for stamp in stamps if not stamp.update]
    return plain if len(plain) > 1 else list(stamps) if len(stamps) > 1 else []


def _stamp(line: Line, i: int) -> Stamped | None:
    """Read a line as the stamp of an entry: a time alone or with a few words, or a time that opens a paragraph."""
    if not any(map(str.isdigit, line.text[:100])) and " ago" not in line.low[:100]:
        return None
    short = len(line.words) <= _SHORT and not line.ask
    return (_alone(line, i) if short else None) or _opening(line, i)


def _alone(line: Line, i: int) -> Stamped | None:
    update = any(word in line.low for word in _words("update"))
    if is_relative(line) and not line.stop:
        return Stamped(i, "", update=update)
    clock, rest = clock_of(line.text[:100])
    told = line.stop or len(rest.split()) > _REST
    return Stamped(i, clock, update=update) if clock and (is_date(line) or not told) else None


def _opening(line: Line, i: int) -> Stamped | None:
    lead = _LEAD.match(line.text)
    start = lead.end() if lead else 0
    clock, end = leading_clock(line.text[start : start + 40])
    return Stamped(i, clock, alone=False) if clock and _BEHIND.match(line.text, start + end) else None


def _holds_text(lines: Sequence[Line], mark: Stamped, end: int) -> bool:
    """Tell whether a paragraph stands between a stamp and the next."""
    first = mark.line + mark.alone
    return any(len(line.words) >= _TEXT for line in lines[first:end])


def _is_live(lines: Sequence[Line], title: str | None) -> bool:
    """Tell whether a page says that it is live: in its title or at its top."""
    top = " ".join([title or "", *(line.low for line in lines[:_HEAD])]).lower()
    return any(word in top and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", top) for word in _words("mark"))


@lru_cache(maxsize=4)
def _words(key: str) -> tuple[str, ...]:
    """Return the words of live pages in every language."""
    tables = (language(code).table("page").get("live", {}) for code in folders())
    return tuple(sorted({word for table in tables for word in table.get(key, ())}))


def name_entries(page: Page) -> None:
    """Claim the stamps of a live page, and the paragraphs of a page of several items that end in the credit of theirs."""
    stamps = find_stamps(page.lines, page.document.title)
    for stamp in stamps:
        if stamp.alone:
            page.withdraw(stamp.line)
            page.claim(stamp.line, "stamp")
            _name_heading(page, stamp.line + 1)
    signed = [i for i in range(len(page.lines)) if _ends_signed(page, i)]
    first = stamps[0].line if stamps else len(page.lines)
    if _are_briefs(page, signed):
        first = 0
    for i in signed:
        if i > first or (stamps and i == first):
            page.withdraw(i)
            page.claim(i, "signed_text")


def _name_heading(page: Page, i: int) -> None:
    """Claim the heading of an entry: a short line above its text, below the stamp and labels such as *KEY UPDATE*."""
    while i < len(page.lines) and page.signs[i] == "furniture":
        i += 1
    line = page.lines[i] if i < len(page.lines) and page.is_open(i) else None
    if line and not line.prose and not line.stop and len(line.words) <= _HEADING and page.open_prose(i + 1):
        page.claim(i, "entry_heading")


def _ends_signed(page: Page, i: int) -> bool:
    """Tell whether a line is a paragraph that ends in an agency's name in brackets, and shows no picture."""
    line = page.lines[i]
    named = any(form.agencies and form.role in ("photo", "creditline") for form in line.forms)
    return named and len(line.words) >= _TEXT and _ENDED.search(line.text) is not None and not is_scene(line)


def _are_briefs(page: Page, signed: Sequence[int]) -> bool:
    """Tell whether paragraphs that end so are the items of a page: several, of sentences or below headings, and hardly any other text."""
    whole = [i for i in signed if _SENTENCES.search(page.lines[i].text) or _is_headed(page, i)]
    others = sum(page.open_prose(i) for i in range(len(page.lines)) if i not in signed)
    return len(signed) > 1 and len(whole) * 2 >= len(signed) and others <= len(signed)


def _is_headed(page: Page, i: int) -> bool:
    """Tell whether a heading of its own stands above a paragraph."""
    above = page.lines[i - 1] if i > 1 and page.is_open(i - 1) else None
    return above is not None and not above.prose and len(above.words) <= _HEADING
