"""The decision: an ordered tuple of small rules over kept evidence; the first that answers wins.

A rule sees one :class:`Case` and returns a :class:`Ruling` or None. Everything it reads is kept in the result, so that
a threshold can be moved later without matching again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from provenance.claim.case import BRIEF, COPIED, Case, Ruling, given, needed, witness
from provenance.claim.passages import copies, halves, joins, repeats, rivals
from provenance.claim.signs import is_notice
from provenance.claim.translation import translation
from provenance.config import DecisionConfig
from provenance.contract import CREDITED, NOTHING_FOUND, Credited, say
from provenance.records import ORIGIN_KINDS, Basis, Certainty, Edit, Evidence, Origin, Verdict

Rule = Callable[[Case], Ruling | None]


def decide(case: Case) -> Ruling:
    """Return the answer of the first rule that has one; the last rule always does."""
    return next(ruling for ruling in (rule(case) for rule in RULES) if ruling is not None)


def no_origin(case: Case) -> Ruling | None:
    """Credits, furniture and tables are not prose: they have no origin."""
    if case.segment.kind in ORIGIN_KINDS:
        return None
    return Ruling(Verdict(None, rule="no_origin", why=f"Not body text ({case.segment.kind})."))


def caption(case: Case) -> Ruling | None:
    """A caption needs a near copy; a byline never covers it, and a picture credit is not a text credit."""
    if case.segment.kind != "caption":
        return None
    for item in case.evidence:
        near = item.role == "wire" and repeats(item, case.segment, share=case.config.caption_copy)
        if near and item.score >= case.config.caption:
            return _matched(case, item)
    for item in case.evidence:
        if item.role != "wire" and item in case.anchors.firm:
            return _shared(case, item)
    return nothing(case)


def background(case: Case) -> Ruling | None:
    """A phrase that dispatches of several days hold, while the article follows none of them: stock background (R5)."""
    holders = {item.doc: item for item in case.evidence if copies(item, likely=case.config.likely)}
    days = {(item.published or item.doc)[:10] for item in holders.values()}
    followed = case.anchors.beside | case.anchors.pillars
    if len(days) < case.config.stock_days or followed.intersection(holders):
        return None
    verdict = Verdict(
        "original",
        certainty=_word(case.config.stock, case.config),
        confidence=case.config.stock,
        rule="background",
        why=f"The same words stand in {len(holders)} dispatches of different days, and nothing around them here follows "
        "any of these: a stock background phrase names no source.",
    )
    return Ruling(verdict)


def own(case: Case) -> Ruling | None:
    """The sentence speaks of the outlet that prints it, and no source has it nearly word for word: its own work.

    Not where its quotation stands elsewhere: to whom something was said is soon changed.
    """
    if not case.itself or (not is_notice(case.itself) and (_is_held(case) or _is_quoted(case))):
        return None
    verdict = Verdict(
        "original",
        certainty=_word(case.config.own, case.config),
        confidence=case.config.own,
        rule="own",
        why=f"It speaks of the outlet itself (“{case.itself}”), and nothing searched has it nearly word for word.",
    )
    return Ruling(verdict)


def _is_held(case: Case) -> bool:
    """Tell whether some source has the sentence nearly word for word, or a long run of it."""
    best = max(filter(case.counts, case.evidence), key=lambda item: item.score, default=None)
    if best is None or best.score < needed(case):
        return False
    return best.edit in COPIED or best in case.anchors.copied


def _is_quoted(case: Case) -> bool:
    """Tell whether the sentence has a quotation that stands elsewhere too."""
    return case.speech.quoted >= case.config.spoken_words and witness(case) is not None


def common(case: Case) -> Ruling | None:
    """Dispatches of different agencies hold the same narration: a communiqué, a press release or a pool (R11).

    Who the article had it from cannot be told, so no agency is named, unless the page credits one of them.
    """
    held = _held_alike(case)
    if not held:
        return None
    credited = [other for other in held if other.agency in case.credit]
    if credited:
        return _matched(case, credited[0])
    why = (
        f"{_listed(held)} hold the same narration: it may be a common document, such as a communiqué, a press release or "
        "a pool report, so neither is named as the source."
    )
    return _claimed(case, held[0], "wire", "common", why, basis=("match",))


def joint(case: Case) -> Ruling | None:
    """Agencies or outlets print the same text, and say that a document follows: a joint statement, its signers' own (R11)."""
    if not case.announced:
        return None
    held = _held_alike(case)
    if held and case.announced.intersection(item.doc for item in held):
        if any(item.agency in case.credit for item in held):
            return None
        why = f"{_listed(held)} carry the same text, announced as {_DOCUMENT}: {_SIGNED}, so no agency is named as its source."
        return _claimed(case, held[0], "wire", "joint", why, basis=("match",))
    item = None if held else case.best("article")
    if item is None or not _is_announced_alike(case, item):
        return None
    why = f"{item.doc} prints the same text, announced there and here as {_DOCUMENT}: {_SIGNED}, and neither need have it from the other."
    return _claimed(case, item, "shared", "joint", why)


def _is_announced_alike(case: Case, item: Evidence) -> bool:
    """Tell whether another article prints the words and announces a document as this one does, and no dispatch has them."""
    dispatch, least = case.best("wire"), needed(case)
    copied = item.doc in case.announced and item.edit in COPIED and item.score >= least
    return copied and (dispatch is None or dispatch.score < least)


_DOCUMENT = "a joint statement or another document"
_SIGNED = "it belongs to those who issued it"


def _held_alike(case: Case) -> list[Evidence]:
    """Return the best dispatch and those of other agencies that hold the narration as it does; none where it stands alone."""
    item = case.best("wire")
    if item is None or item.score < needed(case) or case.speech.share >= case.config.speech_share:
        return []
    others = _rivals(case, item)
    if not others or item.agency is None or case.speech.narrated < case.config.frame_words:
        return []
    return [item, *others]


def _listed(held: Sequence[Evidence]) -> str:
    return " and ".join(
        f"{agency} ({doc})" for agency, doc in sorted((str(other.agency), other.doc) for other in held)
    )


def match(case: Case) -> Ruling | None:
    """A dispatch at hand holds the narration, and no other article plainly holds it better."""
    item = case.best("wire")
    if item is None or item.score < needed(case) or outdone(case, item):
        return None
    return _matched(case, item)


def told(case: Case) -> Ruling | None:
    """A quotation that a dispatch says was given to its agency alone: whoever prints it has it from there."""
    item, derived = given(case), case.best("wire")
    if item is None or case.speech.quoted < case.config.spoken_words:
        return None
    if derived is not None and derived.score >= max(needed(case), _spoken(case, item)):
        return None  # its narration says so more surely
    confidence = _spoken(case, item)
    verdict = Verdict(
        "wire",
        agency=item.agency,
        edit=item.edit,
        basis=("match", "credit") if item.agency in case.credit else ("match",),
        certainty=_word(confidence, case.config),
        confidence=confidence,
        rule="told",
        why=f"It was said to {item.agency} alone, as its dispatch {item.doc} says: such a quotation is no public speech.",
    )
    return Ruling(verdict, item)


def reprint(case: Case) -> Ruling | None:
    """The credited body of another page holds the narration: a witness of the dispatch."""
    item = case.best("reprint")
    if item is None or item.score < needed(case):
        return None
    why = f"The same narration stands in a page that credits {item.agency} ({item.doc}); the dispatch itself was not at hand."
    return _claimed(case, item, "wire", "reprint", why, agency=item.agency, basis=("reprint",))


def credit(case: Case) -> Ruling | None:
    """The article credits its body to an agency and no dispatch of it was at hand: credited, not checked."""
    if not case.credit or case.checked or case.segment.kind == "headline":
        return None
    confidence = case.config.credit_high if case.credit_high else case.config.credit_other
    verdict = Verdict(
        "wire",
        agency=case.credit[0] if len(case.credit) == 1 and case.credit[0] != "agencies" else None,
        basis=("credit",),
        certainty=_word(confidence, case.config),
        confidence=confidence,
        rule="credit",
        why=say(CREDITED, Credited(case.credit, case.searched)),
    )
    return Ruling(verdict)


def shared(case: Case) -> Ruling | None:
    """Another outlet has the narration and no dispatch at hand explains it: a common source nobody here has seen (R8)."""
    item = case.best("article")
    if item is None or item.score < needed(case) or _alike_by_event(case, item):
        return None
    return _shared(case, item)


def speech_elsewhere(case: Case) -> Ruling | None:
    """A quotation that others quote too, in a sentence of its own."""
    found = witness(case)
    return _quoted(case, found) if found is not None and _is_quoted(case) else None


def nothing(case: Case) -> Ruling:
    """No source was found in what was searched."""
    best = max(case.doubt(), case.config.unseen)
    found = "The nearest passage is too far from it." if best >= case.config.near else "Nothing came near."
    where = say(NOTHING_FOUND, case.searched)
    verdict = Verdict(
        "original",
        certainty=_word(1 - best, case.config),
        confidence=round(1 - best, 4),
        rule="nothing",
        why=f"{where} {found}" if case.searched.compared else where,
    )
    return Ruling(verdict)


RULES: tuple[Rule, ...] = (
    no_origin,  # first: what is no prose is never judged
    caption,  # before any match: a caption has its own, stricter test
    own,  # before any match: what an outlet says of itself is its own, unless the words are copied
    background,  # before any match: what everybody prints shows nothing
    joint,  # before `common`, of which it is the case that a text explains
    common,  # before one dispatch is named: several hold it alike
    told,  # before `match`: of speech alone it is surer, and where narration is surer it has no answer
    match,  # a dispatch at hand outweighs every claim and every witness
    translation,  # meaning shows less than words, and more than a page that credits an agency
    reprint,  # a credited page is the next best witness
    credit,  # the article's own word, where nothing better was at hand
    shared,  # narration that others have: stronger than a quotation in it
    speech_elsewhere,  # what is left of a shared sentence is its public speech
    nothing,  # always answers
)
"""The order is the argument: each rule may assume that those before it had no answer."""


def outdone(case: Case, item: Evidence) -> bool:
    """Tell whether a merely possible dispatch stands against another article that nearly copies the sentence."""
    peer = case.best("article")
    if peer is None or item.score >= case.config.likely:
        return False
    return peer.score >= case.config.matched and peer.edit in COPIED


def _alike_by_event(case: Case, item: Evidence) -> bool:
    """Tell whether two newsrooms may have written alike on their own: reworded facts, or a quotation in a short frame.

    Not where narration beside it is shared as well.
    """
    if item.doc in case.anchors.beside:
        return False
    if item.edit not in COPIED and item.score < case.config.likely:
        return True
    framed = case.speech.narrated < case.config.frame_quoted
    return framed and case.speech.share >= case.config.speech_share and witness(case) is not None


def _rivals(case: Case, item: Evidence) -> list[Evidence]:
    return rivals(item, case.evidence, likely=case.config.likely, alike=case.config.alike)


def _matched(case: Case, item: Evidence) -> Ruling:
    also = ", ".join(sorted(str(other.agency) for other in _rivals(case, item)))
    note = f" {also} also has it: it may be a common document." if also else ""
    made = _made_of(case, item)
    edit: Edit = "heavy" if made else item.edit
    why = _standing(
        case, item, made or {"verbatim": "word for word", "light": "with light edits"}.get(edit, "")
    )
    return _claimed(case, item, "wire", "match", why + note, agency=item.agency, basis=("match",), edit=edit)


def _is_whole(case: Case) -> bool:
    """Tell whether a segment is a sentence of the story: no line over the text, and no fragment."""
    return case.segment.kind not in BRIEF and not case.anchors.fragment


def _made_of(case: Case, item: Evidence) -> str:
    """Return how a sentence joins or halves those of its dispatch; nothing where it does neither."""
    if not _is_whole(case):
        return ""
    least, length = case.config.joined, case.segment.end - case.segment.start
    if joins(item, case.evidence, length=length, likely=case.config.likely, share=least):
        return "made of two of its sentences"
    return "one sentence of it told in two" if halves(item, case.anchors.around, share=least) else ""


def _standing(case: Case, item: Evidence, how: str) -> str:
    """Say where a segment stands, and how it was changed, no surer than it is proven."""
    source = f"{item.agency or 'a'} dispatch {item.doc}"
    if not _is_whole(case) and not case.proven(item):
        return f"Words of it stand in {source}."
    if how:
        return f"It stands in {source}, {how}."
    return f"It {'is' if case.sure(item) >= case.config.likely else 'may be'} rewritten from {source}."


def _shared(case: Case, item: Evidence) -> Ruling:
    why = f"The same narration stands in {item.doc}, and no dispatch at hand explains it. Which of the two had it first cannot be told from the texts."
    return _claimed(case, item, "shared", "shared", why)


def _claimed(
    case: Case,
    item: Evidence,
    origin: Origin,
    rule: str,
    why: str,
    *,
    agency: str | None = None,
    basis: tuple[Basis, ...] = (),
    edit: Edit | None = None,
) -> Ruling:
    """Return a verdict that rests on a passage, no surer than that passage can make it."""
    if case.segment.kind in BRIEF and item not in case.anchors.copied:
        rests = case.leads.get(item, item)  # rewritten, a headline tells the lead, as the dispatch's own does
    else:
        rests = item
    sure = case.sure(item)
    if rule == "reprint":
        sure = min(sure, case.config.never_above)
    limit = "" if sure == item.score or sure >= case.config.likely else _limit(case)
    verdict = Verdict(
        origin,
        agency=agency,
        edit=edit or item.edit,
        basis=(*basis, "credit") if agency is not None and agency in case.credit else basis,
        certainty=_word(sure, case.config),
        confidence=sure,
        rule=rule,
        why=f"{why}{limit}",
    )
    return Ruling(verdict, rests)


def _limit(case: Case) -> str:
    """Return why a passage that is likely by its words makes only a possibility."""
    if case.segment.kind in BRIEF or case.anchors.fragment:
        return " So few words fit other reports of the event as well: this is only possible."
    return " What else the article has of it, another agency has as well: this is only possible."


def _quoted(case: Case, item: Evidence) -> Ruling:
    confidence = _spoken(case, item)
    verdict = Verdict(
        "quote",
        certainty=_word(confidence, case.config),
        confidence=confidence,
        rule="speech_elsewhere",
        why=f"The quoted words also stand in {item.doc}; public speech is open to all, and the sentence around it differs.",
    )
    return Ruling(verdict, item)


def _word(confidence: float, config: DecisionConfig) -> Certainty:
    if confidence >= config.matched:
        return "matched"
    return "likely" if confidence >= config.likely else "possible"


def _spoken(case: Case, item: Evidence) -> float:
    """Return how sure it is that quoted words are those of a passage."""
    return round(case.config.speech_base + case.config.speech_gain * item.quoted, 4)
