"""Credits in a document's own fields: ``byline``, ``credit`` and ``agency``.

A field is no line of text: what stands in a byline field is the text's byline, so a bare name needs no place to be
understood, and only words that belong to pictures, or a house's own name beside it, change what it credits.
"""

from __future__ import annotations

import regex

from provenance.page.agencies import canonical
from provenance.page.agencies.forms import LONGEST, Form, find_forms
from provenance.page.agencies.names import AMBIGUOUS, GENERIC, PICTURE, PLAIN, Reduced, reduce
from provenance.records import Credit, CreditCertainty, CreditRole, CreditScope, Document

_TEXT_NAME = regex.compile(rf"[{PLAIN}{AMBIGUOUS}{GENERIC}]")
_SOURCES = regex.compile(rf"[{PLAIN}{AMBIGUOUS}{GENERIC}{PICTURE}]")
_PICTURE_FORMS = frozenset({"P1", "P2", "P4"})
_TEXT_ROLES = frozenset({"byline", "dateline", "shared", "creditline", "copyright", "syndication"})
_CERTAINTY: dict[bool, CreditCertainty] = {True: "high", False: "medium"}
"""Of a field: whether its name, or a form around it, means nothing but an agency."""
_SENTENCE = 80
"""Code points of a field from which it may be a sentence that only mentions an agency."""
_WITH_HOUSE = regex.compile(
    rf"(?i:\band\b|\bund\b|\bet\b|&|\bwith\b|\+) ?(?:the )?[{PLAIN}{AMBIGUOUS}{GENERIC}] *$"
    rf"|(?i:\bstaff\b|\bfor \S+\.(?:com|co|org|net)|\bredaktion\b|\.(?:com|at|de|fr|org)\b).{{0,60}}[{PLAIN}{AMBIGUOUS}{GENERIC}]"
    rf"|^[^{PLAIN}{AMBIGUOUS}{GENERIC}]{{6,120}}[{PLAIN}{AMBIGUOUS}{GENERIC}], \p{{Lu}}\p{{L}}+ \p{{Lu}}"
)
"""A house or its reporter beside the agency: who wrote which sentence is unknown."""


def field_credits(document: Document) -> tuple[Credit, ...]:
    """Return what the fields declare: rules M1 (byline), M2 (credit) and M3 (agency), each at ``start = end = 0``."""
    found: list[Credit] = []
    if document.byline:
        found.extend(_read(document.byline, "M1", "byline"))
    if document.credit:
        found.extend(_read(document.credit, "M2", "creditline"))
    if document.agency:
        name = canonical(document.agency) or document.agency
        found.append(Credit(0, 0, document.agency, "creditline", (name,), "article", "high", "M3"))
    return tuple(found)


def _read(value: str, rule: str, role: CreditRole) -> list[Credit]:
    """Return the credit of one field, and a flag where its letters imitate an agency's name."""
    value = " ".join(value[:LONGEST].split())
    reduced = reduce(value)
    forms = find_forms(value)
    found = [
        Credit(0, 0, value, "mention", (), "mention", "low", form.rule, form.note)
        for form in forms
        if form.rule == "X1"
    ]
    meaning = _meaning(reduced, forms, role)
    if meaning is not None:
        kind, scope, certainty = meaning
        wanted = _SOURCES if kind == "photo" else _TEXT_NAME
        names = tuple(
            dict.fromkeys(name for place, name in reduced.names if wanted.match(reduced.text[place]))
        )
        found.append(Credit(0, 0, value, kind, names, scope, certainty, rule))
    return found


def _meaning(
    reduced: Reduced, forms: tuple[Form, ...], role: CreditRole
) -> tuple[CreditRole, CreditScope, CreditCertainty] | None:
    """Return role, scope and certainty of a field, or ``None`` where it names no source."""
    text = reduced.text
    texts = _TEXT_ROLES.intersection(form.role for form in forms)
    named = _TEXT_NAME.search(text) is not None
    if not (texts and named) and _is_pictured(forms):
        return "photo", "image", "high"
    if not named:
        return None
    if not texts and _is_mention(text, forms):
        return "mention", "mention", "medium"
    if _is_shared(text, texts):
        return "shared", "part", "high"
    return role, "article", _CERTAINTY[PLAIN in text or bool(texts)]


def _is_shared(text: str, texts: frozenset[str]) -> bool:
    return "shared" in texts or _WITH_HOUSE.search(text) is not None


def _is_mention(text: str, forms: tuple[Form, ...]) -> bool:
    return len(text) > _SENTENCE and any(form.rule == "A1" for form in forms)


def _is_pictured(forms: tuple[Form, ...]) -> bool:
    return any(form.rule in _PICTURE_FORMS and form.strength == "high" for form in forms)
