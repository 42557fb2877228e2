"""One item of a feed, as its format gives it, to a :class:`~provenance.records.Document`.

The text is what is meant for print, in reading order: headline, byline, dateline with the first paragraph, the rest. Who
made it is told apart: *originator* (who wrote it), *credited* (whom the item credits) and *distributor* (who sent it);
the agency of the document is the first of them that is a known agency, in this order (domain §1.6). What is known
beyond the record's fields is kept in ``meta``: ``dateline``, ``slug``, ``story`` (the id that all versions share),
``replaces``, ``embargo``, ``editor_notes``, ``distributor``, ``credited``, ``originator``, ``tables``, ``captions``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from provenance.errors import ReadError
from provenance.readers.dates import find_date, read_date
from provenance.readers.fields import Role
from provenance.readers.wires.lines import Line, marked, squeezed
from provenance.readers.wires.xml import Element
from provenance.records import Document

_STATUS = {
    "usable": "usable", "correct": "corrected", "corrected": "corrected", "correction": "corrected", "c": "corrected", "corrective": "corrected",
    "withheld": "withdrawn", "canceled": "withdrawn", "cancelled": "withdrawn", "killed": "withdrawn", "kill": "withdrawn", "recalled": "withdrawn",
    "withdrawn": "withdrawn", "withdraw": "withdrawn", "retracted": "withdrawn", "d": "withdrawn", "delete": "withdrawn", "deleted": "withdrawn", "mandatorykill": "withdrawn",
}  # fmt: skip
"""What feeds say of an item's state, in one word and without the name space of a code."""
_RANK = ("usable", "corrected", "withdrawn")
_BASIC = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?|UTC|GMT)?\s*"
)
_STAMP = re.compile(r"(?<!\d)20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_FORM = re.compile(r"[^\w]+")
_BY = re.compile(r"^(?:by|par|von|por|di|door|av|af) ")
_COPYRIGHT = re.compile(
    r"^\W{0,9}(?:copyright|\(c\)|©)?\W{0,9}(?:copyright\W{0,9})?(?:(?:19|20)\d\d\W{0,9})?(?:(?:by|thomson)\s)?",
    re.I,
)
_DATELINE = 120
"""Code points at the start of a paragraph that hold its dateline."""
_DEPARTMENTS = frozenset("sport sports news media text wire entertainment business feed dev".split())
_NEAR = 8
"""Lines at the start of a body in which its own headline and byline may stand."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an item says; whatever is missing is empty. Times are as written, ``lines`` the body."""

    id: str = ""
    story: str = ""
    version: str = ""
    headline: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    slug: str = ""
    language: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    embargo: str = ""
    states: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    editor_notes: tuple[str, ...] = ()
    originator: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()
    distributor: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    """Lines of the text in which an agency may name itself, asked where nothing else names one."""
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    wire: bool = True
    """Whether the format is one of agencies, where whoever made or sent an item counts; in a database only its outlet does."""
    extra: dict[str, object] = field(default_factory=dict)


def documents(
    found: Iterable[tuple[Element, Callable[[], Item]]],
    stem: str,
    *,
    role: Role | None,
    what: str,
    empty: Callable[[], str],
) -> Iterator[Document | ReadError]:
    """Yield the document of each item of a file; one that cannot be read is named by its line, and the rest is done.

    Args:
        found: Each element with what reads its item.
        stem: The id of the first item that has none; later ones have their number behind it.
        role: As for :func:`document`.
        what: The format, for messages.
        empty: Says what a file without any item holds, and lacks.
    """
    number = 0
    for number, (element, read) in enumerate(found, start=1):
        try:
            yield document(read(), f"{stem}:{number}" if number > 1 else stem, role=role, what=what)
        except ReadError as error:
            yield ReadError("", error.reason, line=element.sourceline)
    if not number:
        yield ReadError("", f"{what}: {empty()}")


def document(item: Item, stem: str, *, role: Role | None, what: str) -> Document:
    """Return the document of an item.

    Args:
        item: As its format's reader gives it.
        stem: The id where the item has none.
        role: ``article`` keeps the agency in ``meta``: only a dispatch is an agency's own document.
        what: The format, for messages.

    Raises:
        ReadError: The item holds no text.
    """
    body = _own(item)
    if all(line.mark == "subhead" for line in body) and not _is_notice(item):
        raise ReadError(
            "", f"{what}: item {(item.id or stem)!r:.80} holds no text: a picture, a link or an empty body"
        )
    item = _timed(item)
    named, who = _agencies(item)
    agency = who if item.wire else named_agency(item.outlet)
    meta = {**_meta(item, body), **named, **item.extra, "agency": agency if role == "article" else None}
    fields = ("outlet", "url", "byline", "credit", "version")
    return Document(
        id=item.id or stem,
        text="\n".join(line.text for line in _headed(item, body, _dateline(item.dateline))),
        title=item.headline or None,
        published=stated(item.published),
        updated=stated(item.updated),
        language=_language(item.language),
        agency=None if role == "article" else agency,
        status=state(*item.states),
        notes=item.notes,
        meta={key: value for key, value in meta.items() if value},
        **{name: getattr(item, name) or None for name in fields},
    )


def _is_notice(item: Item) -> bool:
    """Tell whether an item withdraws another and says no more: its headline is its text, since others must hear of it."""
    return bool(item.headline) and state(*item.states) == "withdrawn"


def _timed(item: Item) -> Item:
    """Return an item with a time: where none is stated, that of its update, or the one in its id."""
    if stated(item.published):
        return item
    stamp = _STAMP.search(item.id)
    if stated(item.updated) or stamp is None:
        return replace(item, published=item.updated, updated="")
    return replace(item, published=stamp[0], notes=(*item.notes, "read: published from its id"))


def _meta(item: Item, body: Sequence[Line]) -> dict[str, object]:
    return {
        "headline": item.headline,
        "dateline": _dateline(item.dateline),
        "slug": squeezed(item.slug),
        "story": item.story,
        "replaces": list(item.replaces),
        "embargo": iso(item.embargo),
        "editor_notes": list(texts(item.editor_notes)),
        "tables": marked(body, "table"),
        "captions": marked(body, "caption"),
    }


def versioned(name: str, version: str) -> str:
    """Return the id of one version of an item, unless the id says it already.

    >>> versioned("urn:x:1", "2"), versioned("urn:x:1:2", "2"), versioned("", "2")
    ('urn:x:1:2', 'urn:x:1:2', '')
    """
    return f"{name}:{version}" if name and version and not name.endswith(f":{version}") else name


def _own(item: Item) -> list[Line]:
    """Return the body without a headline and deck that stand in it again."""
    known = {_bare(text) for text in (item.headline, item.deck) if text}
    filled = [line for line in item.lines if line.text.strip()]
    head = [line for line in filled[:_NEAR] if _bare(line.text) not in known]
    return [*head, *filled[_NEAR:]]


def _headed(item: Item, body: Sequence[Line], dateline: str) -> list[Line]:
    """Return the body below headline, deck and byline; a dateline with an agency stands before the first paragraph."""
    signed = {_bare(line.text) for line in body[:_NEAR]}
    byline = "" if _bare(item.byline) in signed else item.byline
    head = [Line(text) for text in (item.headline, item.deck, byline) if text]
    bare = _bare(dateline)
    if not dateline or not named_agency(dateline):
        return [*head, *body]
    rest = [line for place, line in enumerate(body) if place >= _NEAR or _bare(line.text) != bare]
    at = next((place for place, line in enumerate(rest) if line.mark == "text"), None)
    if at is None or any(
        bare in _bare(line.text[: len(dateline) + 60]) or _is_dated(line.text) for line in rest[:_NEAR]
    ):
        return [*head, *body]
    mark = "" if dateline.endswith(("-", "–", "—", "_", ":")) else " -"
    return [*head, *rest[:at], Line(f"{dateline}{mark} {rest[at].text}"), *rest[at + 1 :]]


def _is_dated(text: str) -> bool:
    """Tell whether a paragraph begins with a dateline of an agency of its own."""
    from provenance.page import find_forms

    return any(form.role == "dateline" for form in find_forms(text[:_DATELINE]))


def _dateline(text: str) -> str:
    """Return a dateline; a time in its place is none (Reuters writes one)."""
    plain = squeezed(text)
    return "" if _CLOCK.search(plain) or plain[:4].isdigit() else plain


def _bare(text: str) -> str:
    return _BY.sub("", _FORM.sub(" ", text.casefold()).strip())


def _agencies(item: Item) -> tuple[dict[str, object], str | None]:
    """Return who made, is credited with and sent an item, as stated, and the agency among them.

    A news agency comes before a maker of data or a service for paid releases: an outlet that uses the item names the agency.
    """
    stated = {"originator": item.originator, "credited": item.credited, "distributor": item.distributor}
    known = [found for names in stated.values() for text in names if (found := _named(text))]
    known += [found for text in (item.dateline, item.byline, *item.hints) if (found := _named(text))]
    known.sort(key=lambda found: found[1] != "agency")
    return {key: "; ".join(texts(names)) for key, names in stated.items()}, known[0][0] if known else None


def named_agency(text: str) -> str | None:
    """Return the short name of the agency that a field names: by a name, its host, a code, a copyright line or a form of credit."""
    found = _named(text)
    return found[0] if found else None


@lru_cache(maxsize=10_000)
def _named(text: str) -> tuple[str, str] | None:
    from provenance.page import GENERIC_NAME, agency, by_domain, find_forms

    plain = squeezed(text)[:200]
    code = plain.rpartition(":")[2] if " " not in plain else plain
    by_name = (agency(name) for name in _names(plain, code) if name)
    by_host = by_domain(code) if "." in code and " " not in code else None
    found = next((one for one in by_name if one and one.category != "photo"), by_host)
    if found is None:
        forms = [form for form in find_forms(plain) if form.role not in ("photo", "mention")]
        named = (name for form in forms for name in form.agencies[:1] if name != GENERIC_NAME)
        found = next(map(agency, named), None)
    return (found.short, found.category) if found else None


def _names(plain: str, code: str) -> Iterator[str]:
    """Yield what a field may be called: itself, the code in it, the owner of a copyright, the agency before its department."""
    owner = _COPYRIGHT.sub("", plain).split(". ")[0].rstrip(".")
    yield from (plain, code, owner, re.split(r"[,;/(]| --? ", owner)[0].strip(), plain.strip("–—- "))
    words = owner.split()
    if len(words) > 1 and words[1].casefold() in _DEPARTMENTS:
        yield words[0]


def state(*stated: str) -> str:
    """Return the status of an item: the gravest of what is said of it. Codes stand behind a colon.

    >>> state("stat:usable", "sig:correction")
    'corrected'
    """
    found = [_STATUS.get(text.strip().rpartition(":")[2].casefold(), "usable") for text in stated]
    return max(found, key=_RANK.index, default="usable")


def iso(text: str) -> str | None:
    """Return a time as extended ISO 8601 with its zone where one is given; a day stays a day; None where it is no time.

    >>> iso("20140829T134951+0000"), iso("20181210"), iso("26 Feb")
    ('2014-08-29T13:49:51+00:00', '2018-12-10', None)
    """
    match = _BASIC.fullmatch(text or "")
    if match is None:
        return None
    year, month, day = map(int, match.group(1, 2, 3))
    try:
        if match[4] is None:
            return date(year, month, day).isoformat()
        hour, minute, second = (int(part or 0) for part in match.group(4, 5, 6))
        when = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(match[7]))
    except ValueError:
        return None
    return when.isoformat()


def stated(text: str) -> str | None:
    """Return a time as ISO 8601, or as it is written where it is a date of another form: a whole file decides how to read it."""
    return iso(text) or (squeezed(text) if text and (read_date(squeezed(text)) or find_date(text)) else None)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in ("Z", "UTC", "GMT"):
        return timezone.utc  # noqa: UP017  (the type that timedelta zones have)
    minutes = int(text[1:3]) * 60 + int(text.replace(":", "")[3:5] or 0)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _language(text: str) -> str | None:
    """Return the language as its two or three letters: ``en-US`` is ``en``."""
    code = re.split(r"[-_]", text.strip())[0].casefold()
    return code if code.isalpha() and len(code) in (2, 3) else None


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that say something, each once."""
    return tuple(dict.fromkeys(text for value in values if (text := squeezed(value))))
