"""What credits say together: a roll of editors needs a dateline beside it, a mention is read against the byline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from provenance.page.agencies.names import GENERIC_NAME
from provenance.records import Credit

_DECLARING = frozenset({"byline", "dateline", "creditline", "copyright", "syndication"})
"""Roles that name the source of the text by themselves."""
_NEAR = 400
"""Code points within which "the agency" means the one named before: about three sentences."""
_WEAK = frozenset({"T1", "T3", "T9"})
"""Forms whose agency other credits must confirm."""


def settle(read: Sequence[Credit]) -> tuple[Credit, ...]:
    """Return the credits with what they confirm in each other.

    Rolls and initials get their agency, scope and certainty from the other credits; a repeated name becomes sure; a
    mention gets a note that says how its agency stands to the credited one.
    """
    declared = _declared(read)
    found: list[Credit] = []
    for credit in read:
        settled = _settled(_resolved(credit, found), declared, read)
        if settled is not None:
            found.append(settled)
    return tuple(found)


def _resolved(credit: Credit, before: Sequence[Credit]) -> Credit:
    """Return "the agency added" as a mention of the agency that was named last, a few sentences before."""
    if credit.rule != "A2" or not credit.text.casefold().startswith("the "):
        return credit
    near = [c for c in before if c.role == "mention" and c.agencies and 0 <= credit.start - c.end <= _NEAR]
    return replace(credit, agencies=near[-1].agencies) if near else credit


def _declared(read: Sequence[Credit]) -> tuple[str, ...]:
    """Return the agencies that the article names as the source of its text, apart from rolls and initials."""
    sure = [c for c in read if c.scope == "article" and c.rule not in _WEAK and c.certainty != "low"]
    sure.sort(key=lambda credit: credit.role not in _DECLARING)
    return tuple(dict.fromkeys(n for credit in sure for n in credit.agencies if n != GENERIC_NAME))


def _settled(credit: Credit, declared: tuple[str, ...], read: Sequence[Credit]) -> Credit | None:
    if credit.rule == "T1":
        return _roll(credit, declared)
    if credit.role == "mention":
        return _mention(credit, declared)
    if credit.scope == "article" and credit.rule in ("T6", "L1"):
        return _desk(credit, read) if credit.rule == "T6" else _repeated(credit, read)
    signed = {"T9": _writers, "T3": _initials}.get(credit.rule)
    return signed(credit, declared) if signed else credit


def _roll(credit: Credit, declared: tuple[str, ...]) -> Credit | None:
    """A Reuters roll is sure beside a Reuters credit, and nothing beside another agency's."""
    if "Reuters" in declared:
        return replace(credit, agencies=("Reuters",), scope="article", certainty="high")
    if declared or not credit.agencies:
        return None
    return replace(
        credit, certainty="medium", note="a roll in Reuters' style; nothing else on the page names Reuters"
    )


def _writers(credit: Credit, declared: tuple[str, ...]) -> Credit:
    """A roll of an agency's writers covers the text where the text is credited to it; else it is a share."""
    if set(credit.agencies) & set(declared):
        return replace(credit, scope="article", certainty="high")
    return replace(
        credit, scope="part", certainty="medium", note="no other credit says that the text is the agency's"
    )


def _initials(credit: Credit, declared: tuple[str, ...]) -> Credit:
    """Initials sign the copy of the agency that the text is credited to; alone they only look like AFP's."""
    if declared:
        return replace(credit, agencies=declared[:1], certainty="high" if declared[0] == "AFP" else "medium")
    return replace(
        credit,
        agencies=("AFP",),
        scope="part",
        certainty="low",
        note="initials in the style of AFP; nothing names it",
    )


def _desk(credit: Credit, read: Sequence[Credit]) -> Credit:
    """A desk's initials beside an agency's cover the text, save where the page says elsewhere that both wrote parts of it."""
    parts = {n for c in read if c.role == "shared" and c.scope == "part" for n in c.agencies}
    if set(credit.agencies) <= parts:
        return replace(credit, scope="part", note="the page says elsewhere that this agency gave a part")
    return credit


def _mention(credit: Credit, declared: tuple[str, ...]) -> Credit:
    """Say how a mentioned agency stands to the credited one; a mention never changes a sentence's class."""
    if credit.note or not credit.agencies:
        return credit
    name = credit.agencies[0]
    if name in declared:
        return replace(credit, note=f"self-reference: the text is credited to {name}")
    if declared:
        return replace(credit, note=f"nested: the sentence stays with {declared[0]}")
    if name != GENERIC_NAME and credit.rule == "A1" and _is_close(credit.text):
        return replace(credit, note=f"possible uncredited {name} copy? Check: no credit on the page names it")
    return credit


def _is_close(text: str) -> bool:
    """Tell whether the words are those an agency uses of itself: spoken to, seen or verified by it."""
    low = text.casefold()
    return low.startswith(("told ", "seen by", "verified by", "reviewed by", "obtained by", "contacted by"))


def _repeated(credit: Credit, read: Sequence[Credit]) -> Credit:
    """A bare name is sure where another credit of the text names the same agency."""
    others = {
        n
        for c in read
        if c is not credit and c.scope == "article" and c.role in _DECLARING
        for n in c.agencies
    }
    if set(credit.agencies) & others:
        return replace(credit, certainty="high", note="repeats the article's credit")
    return credit
