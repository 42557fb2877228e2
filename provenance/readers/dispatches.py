"""What a document says of itself outside its fields: its date, and for a dispatch its agency.

People hold dispatches as plain files: the agency stands in the dateline, the byline, the slug or the file name, the time
in a line of the head or in the file name. What was taken from where is a note, and :func:`summary` says it in one line.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, cast

from provenance.config import ReadConfig
from provenance.readers.dates import find_date
from provenance.readers.dating import check_zone, date_in_name, date_in_text, same_order
from provenance.readers.fields import Role
from provenance.records import Document

PLACES = {
    "field": "fields",
    "dateline": "datelines",
    "byline": "bylines",
    "text": "texts",
    "slug": "slugs",
    "file name": "file names",
    "folder": "folders",
    "told": "--agency",
}
"""Where a fact may come from, and the word for several."""
_ROLES = {
    "dateline": "dateline",
    "byline": "byline",
    "creditline": "byline",
    "sign_off": "text",
    "trailer": "text",
    "copyright": "text",
}
"""Role of a credit form to the place it stands for, the nearest to the writer first."""
_FIRST, _LAST = 10, 4
"""Lines with text at both ends of a dispatch in which its agency is looked for."""
_DATELINE = 120
"""Code points at the start of a line that hold its dateline."""
_SLUG = re.compile(r"^[A-Za-z]{0,6}\d{0,5}\s?[A-Z0-9][A-Z0-9/_-]*(?:[ /-]+[A-Z0-9][\w/-]*){0,6}$")
_STAMP = re.compile(r"\b(\d{2})(\d{2})(\d{2})\s*(?:GMT|UTC|Z)\s+([A-Za-z]{3,4})\s+(\d{2}|\d{4})\b")
"""The release stamp of a wire: ``120530 GMT MAR 31``."""


def complete(document: Document, *, role: Role | None, config: ReadConfig, alone: bool) -> Document:
    """Return a document with its date and, for a dispatch, its agency, where its fields name none.

    Args:
        document: As its reader gave it; ``source`` is its file.
        role: Only a dispatch has an agency of its own.
        config: ``agency`` is what the user says of dispatches that name none.
        alone: Whether it is the only document of its file, so that the file's name speaks of it.
    """
    *folders, name = PurePath(document.source or "-").parts if alone else ("",)
    stem = PurePath(name).stem
    found: dict[str, tuple[str, str] | None] = {}
    if document.published is None:
        found["published"] = _time(document, stem, role) or _in_folders(folders, stem)
    if role == "wire" and document.agency is None:
        found["agency"] = _agency(document, stem, tuple(folders), config)
    known = {field: fact for field, fact in found.items() if fact}
    notes = [
        f"read: {field} from {'' if place == 'told' else 'its '}{place}"
        for field, (_, place) in known.items()
    ]
    changes: dict[str, Any] = {field: value for field, (value, _) in known.items()}
    return dataclasses.replace(document, notes=(*document.notes, *notes), **changes) if changes else document


def as_dispatch(document: Document, *, config: ReadConfig) -> Document:
    """Return a document as it is read where dispatches are expected: with the agency and the time that it says itself.

    What was read without saying that it is a dispatch, or was made by hand, has neither where no field names them.
    """
    if document.agency is not None and document.published is not None:
        return document
    alone = document.source is not None and PurePath(document.source).stem == document.id
    known = complete(document, role="wire", config=config, alone=alone)
    if known is document:
        return document
    (dated,) = same_order([known], order=config.dates, zone=check_zone(config.time_zone))
    return cast(Document, dated)


def summary(documents: Sequence[Document]) -> str:
    """Return what was understood of dispatches, in one line.

    >>> summary([Document("a", "x", agency="AFP", published="2031-03-12")])
    '1 dispatch: AFP 1; 1 dated by fields'
    """
    agencies = Counter(document.agency or "no agency" for document in documents)
    named = ", ".join(f"{name} {count:,}" for name, count in agencies.most_common())
    places = _places(documents, "agency")
    named += f" (from their {_listed(places)})" if set(places) - {"field"} else ""
    dated = [document for document in documents if document.published]
    times = f"{len(dated):,} dated by {_listed(_places(dated, 'published'))}" if dated else "none dated"
    missing = f", {len(documents) - len(dated):,} undated" if dated and len(dated) < len(documents) else ""
    return f"{len(documents):,} dispatch{'' if len(documents) == 1 else 'es'}: {named}; {times}{missing}"


def doubts(documents: Sequence[Document]) -> list[str]:
    """Return what a user of dispatches must be warned of: what names no agency, and that none has a time."""
    if not documents:
        return []
    told = []
    nameless = [document for document in documents if document.agency is None]
    if len(nameless) == len(documents):
        told.append("no dispatch names its agency: --agency NAME says it for all that name none")
    elif nameless:
        told.append(
            f"{len(nameless):,} of {len(documents):,} dispatches name no agency, such as "
            f"{nameless[0].source or nameless[0].id}: --agency NAME says it for those"
        )
    if all(document.published is None for document in documents):
        told.append(
            "no dispatch has a time, so nothing says whether it came before an article: give a column or line "
            "'published', or put the day into file names as 2031-03-12T0500"
        )
    return told


def _places(documents: Iterable[Document], field: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for document in documents:
        starts = (f"read: {field} from its ", f"read: {field} from ")
        places = [
            note.removeprefix(starts[0]).removeprefix(starts[1])
            for note in document.notes
            if note.startswith(starts[1])
        ]
        plain = [place for place in places if place in PLACES]
        if plain or getattr(document, field):
            found[plain[0] if plain else "field"] += 1
    return found


def _listed(places: Counter[str]) -> str:
    if len(places) == 1:
        return PLACES[next(iter(places))]
    return ", ".join(f"{PLACES[place]} {count:,}" for place, count in places.most_common())


def _time(document: Document, stem: str, role: Role | None) -> tuple[str, str] | None:
    """Return a date as it is written, and where it stands: the text's own line, the wire's stamp, the file name."""
    stated = date_in_text(document.text)
    if stated:
        return stated, "text"
    lines = _ends(document.text) if role == "wire" else []
    stamps = [
        f"{m[1]} {m[4]} {_century(m[5])} {m[2]}:{m[3]} GMT" for line in lines if (m := _STAMP.search(line))
    ]
    stamped = next((stamp for stamp in stamps if find_date(stamp)), None)
    if stamped:
        return stamped, "text"
    named = date_in_name(stem)
    return (named, "file name") if named else _in_dateline(lines)


def _in_folders(folders: Sequence[str], stem: str) -> tuple[str, str] | None:
    """Return the date that the folders of a file are called by, whole or in parts, with a time in front of its own name."""
    for parts in (folders[-1:], folders[-3:]):
        whole = re.fullmatch(r"\D{0,20}((?:19|20)\d\d)[-_./]?(\d\d)[-_./]?(\d\d)", "/".join(parts))
        if whole:
            clock = re.match(r"\D{0,12}([01]\d|2[0-3])[-_:.]?([0-5]\d)(?!\d)", stem)
            day = "-".join(whole.groups())
            named = date_in_name(f"{day}T{clock[1]}{clock[2]}" if clock else day)
            return (named, "folder") if named else None
    return None


def _in_dateline(lines: list[str]) -> tuple[str, str] | None:
    from provenance.page import find_forms

    for line in lines:
        if any(form.role == "dateline" for form in find_forms(line)) and find_date(line[:_DATELINE]):
            return line[:_DATELINE].split(") ")[0].split(" - ")[0], "dateline"
    return None


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _agency(
    document: Document, stem: str, folders: tuple[str, ...], config: ReadConfig
) -> tuple[str, str] | None:
    for value in (document.byline, document.credit, document.outlet):
        if value and (found := _named(value)):
            return found, "field"
    lines = _ends(document.text)
    return (
        _in_lines(lines)
        or _in_names(lines, stem, folders)
        or ((_named(config.agency) or config.agency, "told") if config.agency else None)
    )


def _in_lines(lines: list[str]) -> tuple[str, str] | None:
    """Return the agency that the forms of credit in the lines name, and the place of the most telling one."""
    from provenance.page import GENERIC_NAME, find_forms

    forms = [(form.role, name) for line in lines for form in find_forms(line) for name in form.agencies[:1]]
    for role, place in _ROLES.items():
        named = next((name for found, name in forms if found == role and name != GENERIC_NAME), None)
        if named:
            return named, place
    return None


def _in_names(lines: list[str], stem: str, folders: tuple[str, ...]) -> tuple[str, str] | None:
    slug = next((line for line in lines[:3] if len(line) < 80 and _SLUG.match(line)), "")
    for text, place in (
        (slug, "slug"),
        (stem, "file name"),
        *((folder, "folder") for folder in reversed(folders)),
    ):
        if named := _in_words(text):
            return named, place
    return None


def _named(value: str) -> str | None:
    """Return the agency that a field names, alone or in a form of credit such as *By AFP*."""
    from provenance.page import GENERIC_NAME, agency, find_forms

    found = agency(value)
    if found and found.category != "photo":
        return found.short
    forms = [form for form in find_forms(value) if form.role in _ROLES and form.agencies]
    return next((form.agencies[0] for form in forms if form.agencies[0] != GENERIC_NAME), None)


def _in_words(text: str) -> str | None:
    """Return the agency that a slug or a name is, or holds as a word; one that means other things too is in capitals."""
    words = [word for word in re.split(r"[\W_]+", text) if len(word) > 1 and not word.isdigit()]
    return next(
        (found for word in (text, *words) if word and (found := _word(word, whole=word == text))), None
    )


def _word(word: str, *, whole: bool) -> str | None:
    from provenance.page import agency

    found = agency(word)
    sure = found is not None and (whole or word.isupper() or not (found.ambiguous and found.ambiguous_forms))
    return found.short if found and sure and found.category != "photo" else None


def _ends(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if len(lines) <= _FIRST + _LAST else [*lines[:_FIRST], *lines[-_LAST:]]
