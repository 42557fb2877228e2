"""What an article declares about its sources: bylines, datelines, notices, picture credits, mentions.

:func:`find_credits` reads every line with the position-free forms of :mod:`provenance.page.agencies.forms`, lets the line's
place decide what each means (:mod:`provenance.page.credits.judging`), and reads the document's own fields. A credit is
what the page *claims*; a mention or a picture credit never says where the text comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from provenance.config import CreditConfig
from provenance.page.agencies import by_domain
from provenance.page.agencies.forms import LONGEST, Form
from provenance.page.agencies.names import GENERIC_NAME, named
from provenance.page.credits.context import settle
from provenance.page.credits.fields import field_credits
from provenance.page.credits.judging import sense
from provenance.page.credits.places import Place, places_of
from provenance.page.items import Item
from provenance.page.kinds import Line, read_lines
from provenance.records import Credit, Document, Segment

__all__ = ["covers", "credit_reasons", "find_credits", "names_on_page", "text_credit"]

_LONG_ROLES = frozenset({"trailer", "shared", "syndication"})
_PICTURE_PLACES = ("caption", "under_caption")
_ROLE_ORDER = ("byline", "dateline", "creditline", "trailer", "sign_off", "copyright", "syndication")
"""Which credit names the agency of a text when several do: the nearer to the writer, the earlier."""


def find_credits(
    document: Document,
    segments: Sequence[Segment],
    *,
    lines: Sequence[Line] | None = None,
    items: Sequence[Item] = (),
    config: CreditConfig | None = None,
) -> tuple[Credit, ...]:
    """Return the credits of a document in text order; credits from its fields come first, with ``start = end = 0``.

    Args:
        document: The article; ``byline``, ``credit`` and ``agency`` are read beside the text.
        segments: Its segments with their kinds, in order.
        lines: The lines of the text, read once for the segments and for this; read here where None.
        items: The items of a page of several: a credit inside one speaks for that item alone.
        config: Settings; the defaults where None.
    """
    groups = _read(document, segments, lines, items, config or CreditConfig())
    return _in_order(
        _bound(credit, stretch)
        for read, stretch in groups
        for credit in settle([credit for credit, _ in read])
    )


def credit_reasons(
    document: Document,
    segments: Sequence[Segment],
    *,
    lines: Sequence[Line] | None = None,
    items: Sequence[Item] = (),
    config: CreditConfig | None = None,
) -> tuple[tuple[Credit, str], ...]:
    """Return the credits of :func:`find_credits`, each with the sentence of the row that gave it its sense."""
    config = config or CreditConfig()
    settled = find_credits(document, segments, lines=lines, items=items, config=config)
    read = [pair for pairs, _ in _read(document, segments, lines, items, config) for pair in pairs]
    # what credits say together changes agency, scope and certainty, never where a form stands and which it is
    reasons = {(credit.start, credit.end, credit.rule): sentence for credit, sentence in read}
    return tuple((credit, reasons[credit.start, credit.end, credit.rule]) for credit in settled)


Reasoned = list[tuple[Credit, str]]
"""Credits, each with its reason, before they confirm each other."""


def _read(
    document: Document,
    segments: Sequence[Segment],
    lines: Sequence[Line] | None,
    items: Sequence[Item],
    config: CreditConfig,
) -> list[tuple[Reasoned, tuple[int, int] | None]]:
    """Return what fields and lines declare: of the page, then of each item, with the part of the text that it is."""
    lines = read_lines(document.text, longest=config.max_line) if lines is None else lines
    inside = {number for item in items for number in range(item.first, item.end)}
    places = places_of(lines, segments, head_paragraphs=config.head_paragraphs)
    own: Reasoned = [(credit, "a field of the record says so") for credit in field_credits(document)]
    own += _of_places([place for n, place in enumerate(places) if n not in inside], document)
    found: list[tuple[Reasoned, tuple[int, int] | None]] = [(own, None)]
    for item in items:
        part = lines[item.first : item.end]
        read = places_of(part, segments, head_paragraphs=config.head_paragraphs, item=True)
        found.append((_of_places(read, document), (part[0].start, part[-1].end)))
    return found


def _of_places(places: Sequence[Place], document: Document) -> Reasoned:
    return [pair for place in places for pair in _line_credits(place) if not _is_owner(pair[0], document)]


def _bound(credit: Credit, stretch: tuple[int, int] | None) -> Credit:
    """Return a credit of one item as one that speaks for a part of the text."""
    if stretch is None or credit.scope not in ("article", "part"):
        return credit
    return replace(credit, scope="part", stretch=stretch if credit.scope == "article" else None)


def _in_order(credits: Iterable[Credit]) -> tuple[Credit, ...]:
    """Return credits in text order, those of fields first."""
    return tuple(sorted(credits, key=lambda credit: credit.start))


def _is_owner(credit: Credit, document: Document) -> bool:
    """Tell whether a copyright is that of the page's own site: an agency's site reserves its rights on every page."""
    owner = by_domain(document.url) if credit.role == "copyright" and document.url else None
    return owner is not None and owner.short in credit.agencies


def _line_credits(line: Place) -> list[tuple[Credit, str]]:
    """Return the credits of one line: of forms that overlap, the one its place reads first stays."""
    found: list[tuple[Credit, str]] = []
    for form in _ordered(line):
        meaning, reason = sense(form, line)
        if meaning is None:
            continue
        first, last = _extent(form, line, meaning.role)
        start, end = line.start + first, line.start + last
        if any(start < other.end and other.start < end for other, _ in found):
            continue
        agencies = form.agencies or ((GENERIC_NAME,) if meaning.role == "syndication" else ())
        credit = Credit(
            start,
            end,
            line.text[first:last],
            meaning.role,
            agencies,
            meaning.scope,
            meaning.certainty,
            form.rule,
            meaning.note,
        )
        found.append((credit, reason))
    return sorted(found, key=lambda pair: pair[0].start)


def _extent(form: Form, line: Place, role: str) -> tuple[int, int]:
    """Return what a credit takes up: rolls, notices and shared credits go to the end of their line or bracket."""
    if role not in _LONG_ROLES:
        return form.start, form.end
    if line.kind != "body" and len(line.text) <= LONGEST:
        return 0, len(line.text)
    opening = line.text.rfind("(", 0, form.start + 1)
    closing = line.text.find(")", form.end - 1)
    if opening >= 0 and closing >= 0 and ")" not in line.text[opening : form.start]:
        return opening, closing + 1
    return form.start, form.end


def _ordered(line: Place) -> list[Form]:
    """Return the forms as the place reads them: by a picture, the picture's forms come first."""
    if line.place not in _PICTURE_PLACES:
        return list(line.forms)
    return sorted(
        line.forms,
        key=lambda form: (
            form.role not in ("byline", "dateline", "shared", "photo"),
            form.strength != "high",
        ),
    )


def text_credit(found: Sequence[Credit], *, sure: bool = True) -> tuple[str, ...]:
    """Return the agencies that an article credits for its whole text, the best-placed first.

    Args:
        found: What :func:`find_credits` found.
        sure: Leave out credits of low certainty.

    Returns:
        Short names; ``("agencies",)`` where the article says that its text is agency copy but not whose; nothing
        where only parts, pictures or mentions are credited.
    """
    accepted = ("high", "medium") if sure else ("high", "medium", "low")
    whole = [credit for credit in found if _is_whole(credit) and credit.certainty in accepted]
    whole.sort(key=lambda credit: _ROLE_ORDER.index(credit.role))
    names = tuple(dict.fromkeys(chain.from_iterable(credit.agencies for credit in whole)))
    return tuple(name for name in names if name != GENERIC_NAME) or names


def _is_whole(credit: Credit) -> bool:
    return credit.scope == "article" and credit.role in _ROLE_ORDER


def names_on_page(document: Document) -> tuple[str, ...]:
    """Return the short names of all agencies whose name stands anywhere on a page, in order of the table of agencies.

    What a page *names* and what it *credits* are two facts: here mentions, picture credits, menus and footers count,
    and so do the record's own title, byline and credit. Nobody may say of these that they are not named.

    >>> names_on_page(Document("x", "The port is shut, the AFP's man wrote. (Photo: J. Roe/Reuters)"))
    ('AFP', 'Reuters')
    """
    fields = (document.title, document.byline, document.credit, document.text)
    return named("\n".join(field for field in fields if field))


def covers(credit: Credit, segment: Segment) -> bool:
    """Tell whether a segment lies in the part of the text that a credit speaks for.

    Only body segments are ever covered. A byline or dateline covers what stands below it; a credit of the document's
    fields, or one printed around the text, covers the whole body, and that of an item its item.

    >>> byline = Credit(10, 16, "By AFP", "byline", ("AFP",), "article", "high", "B1")
    >>> covers(byline, Segment(0, 9, "body")), covers(byline, Segment(18, 40, "body")), covers(byline, Segment(18, 40, "caption"))
    (False, True, False)
    """
    if segment.kind != "body" or (credit.scope != "article" and credit.stretch is None):
        return False
    if credit.stretch is not None:
        return credit.stretch[0] <= segment.start < credit.stretch[1]
    if credit.role in ("byline", "dateline") and credit.end > 0:
        return segment.end > credit.start
    return True
