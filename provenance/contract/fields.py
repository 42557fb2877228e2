"""Facts of an article that records name in many ways, and that results keep under one name each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

DESKS: Final = ("desk", "section", "ressort", "rubrik", "rubrique", "category", "department")
MEDIA: Final = ("medium", "media", "media_type", "channel", "edition")
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {"desk": DESKS, "medium": MEDIA}
"""Optional keys of an annotation, and the fields of a record, in any case, that they are taken from."""


def fact(meta: Mapping[str, object], fields: Iterable[str]) -> str | None:
    """Return the first of these fields that a record has, as text."""
    known = {str(key).casefold(): value for key, value in meta.items() if value not in (None, "")}
    found = next((known[name] for name in fields if name in known), None)
    return None if found is None else str(found)


def kept(meta: Mapping[str, object]) -> dict[str, str]:
    """Return what a result keeps of a record's own fields."""
    return {name: found for name, fields in FIELDS.items() if (found := fact(meta, fields))}


def restored(meta: Mapping[str, Any], result: Mapping[str, object]) -> Mapping[str, Any]:
    """Return the fields of a record with what its result keeps of them; a record that has them stays as it is."""
    stated = {name: value for name in FIELDS if isinstance(value := result.get(name), str) and value}
    lost = {name: value for name, value in stated.items() if not fact(meta, FIELDS[name])}
    return {**meta, **lost} if lost else meta
