"""Agency names that persons bear as well: a reporter called Reuter or Antara is no agency."""

from __future__ import annotations

import regex

from provenance.text import word_set

_NAME = 60
"""Code points before a name in which a first name is looked for; also those of a line that may be a byline's."""
_PERSONAL = frozenset(
    [
        "Reuter",
        "REUTER",
        "Lusa",
        "Hina",
        "Efe",
        "Ansa",
        "Tass",
        "Belga",
        "Bernama",
        "Bloomberg",
        "Petra",
        "Fides",
    ]
)
"""Agency names that persons bear as well."""
_IN_BYLINES = frozenset(
    ["Antara", "Ap", "Fars", "Jiji", "Kyodo", "Mehr", "Ritzau", "Tanjug", "Tasnim", "Wafa"]
)
"""The same, rarer: only in a line as short as a byline, since sentences speak of the agency."""
_WHOLE = regex.compile(
    r"(?:(?i:by|von|par|por|di|da|door|text|autor|author):? )?(?P<first>\p{Lu}[\p{L}\p{M}'’-]+) Reuters"
)
"""A byline or its field that gives one first name and the rarer last name, and nothing else."""
_INITIALS = frozenset(["A.P.", "P.A."])
_BEFORE_NAME = regex.compile(
    r"(?<![\w'’-])(?P<first>\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}[\p{L}\p{M}'’-]*|\p{Lu}{2,})(?: \p{Lu}\.)* $"
)
_AFTER_NAME = regex.compile(r" (?P<last>\p{Lu}[\p{L}\p{M}'’-]+)")
_NO_FIRST_NAME = word_set(
    """by von par por di da door av af from via the der die das la le agencia agência agence agenzia agentur agency agencies
    news photo photos foto fotos picture image bild source sources quelle fuente fonte text reporting writing edited updated
    and und et y thomson press handout courtesy credit copyright video written posted author autor auteur staff correspondent
    stringer file archive archivo follow avec mit con com med met redaktion redaction rédaction redacción redazione desk bureau
    team web online with"""
)
_NO_LAST_NAME = word_set(
    """news staff agency agencia agência press service services photo photos foto pictures images tv radio desk bureau
    writer writers reporter reporters correspondent health business sports wire newswire health television businessweek
    opinion green law economics markets politics intelligence via and"""
)


def is_personal(line: str, found: regex.Match[str]) -> bool:
    """Tell whether a name is a person's: a first name stands right before it, or a last one right behind.

    Args:
        line: The line, its blanks plain.
        found: An agency's name in it.
    """
    word = found.group()
    if word == "Reuters":
        whole = _WHOLE.fullmatch(line.strip())
        return whole is not None and whole["first"].casefold() not in _NO_FIRST_NAME
    if word in _INITIALS:
        return _is_surnamed(line, found)
    if word not in _PERSONAL and not (word in _IN_BYLINES and len(line) <= _NAME):
        return False
    before = _BEFORE_NAME.search(line[max(0, found.start() - _NAME) : found.start()])
    return _is_first_name(line, found, before) or (_is_surnamed(line, found) and not _is_first(before))


def _is_surnamed(line: str, found: regex.Match[str]) -> bool:
    """Tell whether a last name stands right behind a name."""
    after = _AFTER_NAME.match(line, found.end())
    return after is not None and after["last"].casefold() not in _NO_LAST_NAME and not after["last"].isupper()


def _is_first(before: regex.Match[str] | None) -> bool:
    """Tell whether what stands before a name is a first name; an owner's ("Japan's Kyodo") is none."""
    return before is not None and not (
        before["first"].casefold() in _NO_FIRST_NAME or before["first"].endswith(("'s", "’s"))
    )


def _is_first_name(line: str, found: regex.Match[str], before: regex.Match[str] | None) -> bool:
    """Tell whether one first name stands before a name; two are a person of their own, and the name is an agency's."""
    if before is None or not _is_first(before):
        return False
    start = found.start() - len(before.group())
    other = _BEFORE_NAME.search(line[max(0, start - _NAME) : start])
    return found.group() in ("Reuter", "REUTER") or not _is_first(other)
