"""Takes, updates, corrections and withdrawals of one story: which text is a version of which.

Wires send a story again and again. A later text of it names the earlier one (``replaces``), has its id, or bears the same
headline behind a mark (``CORRECTED-``, ``UPDATE 2-``, ``1er lead``). An archive keeps the text that another with the same
id came in place of, under an id of its own, for an outlet may have used it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import Indel

from provenance.records import Document, Source
from provenance.text import fold

Status = Literal["usable", "corrected", "withdrawn"]
DAYS = 14
"""Days within which a later text with the same headline is of the same story."""
ALIKE = 0.7
"""Share of its words from which a headline is another one changed; what both texts say must then be alike too."""
EARLIER = "#"
"""Between an id and the version whose text was replaced under it: ``q1#2``."""
_WITHDRAWN = r"WITHDRAWN|WITHDRAWAL|KILLED|KILL|CANCELLED|CANCELED|RETIRÉ|ANNULÉ|ZURÜCKGEZOGEN"
_CORRECTED = r"CORRECTED|CORRECTION|CORRECTS|CORRIGÉ|RECTIFICATIF|BERICHTIGUNG|KORREKTUR"
_OTHER = (
    r"(?:UPDATE|WRAPUP) \d{1,2}|REFILE|RPT|URGENT|EXCLUSIVE|ALERT|LEAD|"
    r"\d{1,2}(?:ST|ND|RD|TH|ER|E|ÈME)? (?:LEAD|LD)(?:-WRITETHRU)?|"
    r"(?:UPDATED?|STORY|ITEM)(?= (?:WITHDRAWN|KILLED|CORRECTED))"
)
_MARK = re.compile(
    rf"\s{{0,9}}\(?(?:({_WITHDRAWN})|({_CORRECTED})|({_OTHER}))\b[\s:.\-–—/]{{0,9}}", re.IGNORECASE
)
_ADVICE = re.compile(
    r"\((?:In [^()]{1,40} (?:story|item),? )?(corrects|correcting|refiles to correct|withdraws|kills)\b",
    re.IGNORECASE,
)
"""How a line of advice to editors begins: ``(In Jan. 17 story, corrects number of people)``."""
_ADVISED = 4
"""Lines with text at the head of a dispatch among which such a line may stand."""
_LONGEST = 300
"""Code points of a line that are read for marks."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A dispatch that is a later version of another one, or an earlier one: its id, and what the other can be known by.

    ``replaces`` are ids that it names; ``of`` is the id under which its text was replaced, where it is an earlier one.
    """

    doc: str
    status: Status
    story: str
    agency: str
    when: int
    replaces: tuple[str, ...] = ()
    of: str = ""


def marks(document: Document) -> tuple[Status, str]:
    """Return what a dispatch says of itself, and its headline without marks, folded: what its versions share.

    >>> marks(Document(id="1", text="", title="UPDATE 2-CORRECTED-Mill burns, two hurt"))
    ('corrected', 'mill burns, two hurt')
    """
    status, _, story = _read(document)
    return status, story


def unmarked(line: str) -> str:
    """Return a line without the marks of a version at its beginning.

    >>> unmarked("UPDATE 2-CORRECTED-Mill burns")
    'Mill burns'
    """
    return line[found[-1][1] :] if (found := _marked(line)[1]) else line


def version_of(document: Document) -> str | None:
    """Return which version of its story a dispatch is: as its fields say, else as its marks do, None where nothing does.

    >>> version_of(Document(id="1", text="", title="UPDATE 2-CORRECTED-Mill burns, two hurt"))
    'UPDATE 2, CORRECTED'
    """
    return document.version or ", ".join(_read(document)[1]) or None


def _read(document: Document) -> tuple[Status, list[str], str]:
    """Return the status, the marks as they stand there, and the headline without them."""
    lines = [line for line in document.text[: _ADVISED * _LONGEST].splitlines() if line.strip()][:_ADVISED]
    line = (document.title or "".join(lines[:1]))[:_LONGEST]
    status, found = _marked(line)
    story = " ".join(map(fold, line[found[-1][1] if found else 0 :].split()))
    stated = _marked(str(document.meta.get("slug") or "")[:_LONGEST])[0]
    advised = next(
        (match[1].lower() for text in lines if (match := _ADVICE.match(text.strip()[:_LONGEST]))), ""
    )
    said = {
        document.status,
        status,
        stated,
        {"withdraws": "withdrawn", "kills": "withdrawn", "": ""}.get(advised, "corrected"),
    }
    final: Status = "withdrawn" if "withdrawn" in said else "corrected" if "corrected" in said else "usable"
    return final, [mark for mark, _ in found], story


def _marked(line: str) -> tuple[Status, list[tuple[str, int]]]:
    """Return what the marks at the start of a line amount to, and each mark with where it ends."""
    status: Status = "usable"
    found: list[tuple[str, int]] = []
    while match := _MARK.match(line, found[-1][1] if found else 0):
        status = "withdrawn" if match[1] else "corrected" if match[2] and status == "usable" else status
        found.append((next(filter(None, match.groups())), match.end()))
    return status, found


def notice(document: Document, when: int) -> Notice | None:
    """Return what a dispatch says about another one, None where it says nothing."""
    status, story = marks(document)
    replaces, of = _named(document.meta.get("replaces")), str(document.meta.get("version_of") or "")
    if status == "usable" and not replaces and not of:
        return None
    return Notice(document.id, status, story, document.agency or "", when, replaces, of)


def earlier(old: Document, new: Document) -> Document | None:
    """Return the text that a dispatch with the same id came in place of, under an id of its own.

    None where that is no other version: the same item was added again, perhaps read better.
    """
    told = new.status != old.status or marks(new)[0] != marks(old)[0]
    if old.text.split() == new.text.split() or not (
        told or new.version != old.version or new.published != old.published
    ):
        return None
    label = old.version or old.published or "earlier"
    return replace(old, id=f"{old.id}{EARLIER}{label}", meta={**old.meta, "version_of": old.id})


def _named(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(map(str, value)) if isinstance(value, Iterable) else ()


class Stories:
    """The versions that an archive knows of, for looking up which of them are about a dispatch.

    Args:
        notices: What its dispatches say of each other.
    """

    def __init__(self, notices: Iterable[Notice]) -> None:
        self._dated = sorted(notices, key=lambda item: (item.when, item.doc))
        self._by_id = {item.doc: item for item in self._dated}
        self._about: dict[str, list[Notice]] = defaultdict(list)
        self._again: dict[str, list[Notice]] = defaultdict(list)
        for item in self._dated:
            self._again[_base(item.doc)].append(item)
            for name in item.replaces:
                self._about[name].append(item)

    def earlier(self, names: Iterable[str]) -> list[str]:
        """Return the ids of kept texts that were replaced under some ids."""
        wanted = set(names)
        return [item.doc for item in self._dated if item.of in wanted]

    def about(self, document: Source, when: int, story: str) -> tuple[list[Notice], list[Notice]]:
        """Return the corrections and withdrawals of a dispatch, in order of release; and those whose text must be compared.

        Args:
            document: The dispatch.
            when: Its release, in seconds since 1970.
            story: Its headline without marks, as :func:`marks` gives it.
        """
        sure = self._named_by(document.id)
        sure += [
            item
            for item in self._again[_base(document.id)]
            if item.doc != document.id and item.when >= when and item not in sure
        ]
        near = [
            item for item in self._within(document, when) if item.doc not in {other.doc for other in sure}
        ]
        sure += [item for item in near if story and item.story == story]
        maybe = [item for item in near if item.story != story and _alike(item.story, story)]
        return sorted(filter(_tells, sure), key=lambda item: (item.when, item.doc)), maybe

    def _named_by(self, name: str) -> list[Notice]:
        """Return the versions that replace a dispatch, and those that replace them."""
        found: dict[str, Notice] = {}
        base = self._by_id.get(name)
        waiting = [name, *([base.of] if base and base.of else [])]
        if base and base.of in self._by_id:
            found[base.of] = self._by_id[base.of]
        while waiting:
            for item in self._about.get(waiting.pop(), ()):
                if item.doc not in found and item.doc != name:
                    found[item.doc] = item
                    waiting.append(item.doc)
        return list(found.values())

    def _within(self, document: Source, when: int) -> list[Notice]:
        """Return the corrections and withdrawals of an agency, of the days after a dispatch, that name no other one."""
        low = bisect_left(self._dated, when, key=lambda item: item.when)
        found = []
        for item in self._dated[low:]:
            if item.when - when > DAYS * 86_400:
                break
            if (
                item.agency == (document.agency or "")
                and item.doc != document.id
                and _tells(item)
                and not item.replaces
            ):
                found.append(item)
        return found


def _base(name: str) -> str:
    """Return the id that an item came with: of several with one id in one reading the later ones are numbered."""
    head, _, number = name.rpartition("~")
    return head if head and number.isdigit() else name


def _tells(item: Notice) -> bool:
    return item.status != "usable" and not item.of


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and Indel.normalized_similarity(one.split(), other.split()) >= ALIKE
