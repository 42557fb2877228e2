"""The decision: an ordered tuple of small rules over kept evidence; the first that answers wins.

A rule sees one :class:`Case` and returns a :class:`Ruling` or None. Everything it reads is kept in the result, so that
a threshold can be moved later without matching again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from provenance.claim.passages import copies, halves, joins, repeats, rivals
from provenance.config import DecisionConfig
from provenance.contract import CREDITED, NOTHING_FOUND, Credited, Search, say
from provenance.records import ORIGIN_KINDS, Certainty, Evidence, Segment, Verdict

COPIED = ("verbatim", "light")  # edits that show copying by themselves


@dataclass(frozen=True, slots=True)
class Speech:
    """How much of a segment is direct speech, in words."""

    quoted: int
    narrated: int

    @property
    def share(self) -> float:
        """Return the share of the words inside quotation marks."""
        return self.quoted / max(1, self.quoted + self.narrated)

    def alone(self, config: DecisionConfig) -> bool:
        """Tell whether too little narration is left to compare (domain R2)."""
        return self.share >= config.speech_share and self.narrated < config.frame_words


@dataclass(frozen=True, slots=True)
class Anchors:
    """``firm`` passages can stand alone; ``beside`` are sources that explain narration close by, ``pillars`` much of the article.

    ``around`` holds the best dispatch passages of the sentences before and after.
    """

    firm: frozenset[Evidence] = frozenset()
    beside: frozenset[str] = frozenset()
    pillars: frozenset[str] = frozenset()
    around: frozenset[Evidence] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules know of one segment.

    ``credit`` names the agencies that the article credits for this segment's zone; ``checked`` tells that dispatches
    of such an agency explain part of the article, so that an unmatched sentence was looked for and not found.
    """

    segment: Segment
    speech: Speech
    evidence: tuple[Evidence, ...]
    credit: tuple[str, ...]
    credit_high: bool
    checked: bool
    anchors: Anchors
    searched: Search
    config: DecisionConfig

    def best(self, *roles: str) -> Evidence | None:
        """Return the most probable evidence of some roles that can carry a derivation."""
        found = [item for item in self.evidence if item.role in roles and self.counts(item)]
        return max(found, key=lambda item: item.score, default=None)

    def doubt(self) -> float:
        """Return how likely it is that there is a source all the same: passages that do not count weigh little."""
        return max(map(self.weight, self.evidence), default=0.0)

    def weight(self, item: Evidence) -> float:
        """Return the probability of a passage, discounted where it may not count."""
        return item.score * (1 if self.counts(item) else self.config.discount)

    def counts(self, item: Evidence) -> bool:
        """Tell whether evidence may show derivation.

        Speech alone needs a copied sentence of narration beside it; a passage of another article must be firm, or
        stand beside a firm one and have words in common, or, in a headline, be of an article that holds much of this one.
        """
        if self.speech.alone(self.config):
            return item.doc in self.anchors.beside and item.quoted >= self.config.spoken
        if item.role == "wire" or item in self.anchors.firm:
            return True
        return bool(item.blocks) and item.doc in (
            self.anchors.beside if self.segment.kind == "body" else self.anchors.pillars
        )


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule answers: the verdict and the one passage it rests on, None where it claims no passage.

    ``match``, ``reprint`` and ``shared`` rest on the passage that holds the narration, ``told`` on that with the speech, ``common`` on the best of its
    holders, ``speech_elsewhere`` on the witness that has most of the quoted words. ``background`` rests on none: it
    says that the holders name no source. ``credit``, ``nothing`` and ``no_origin`` rest on none either.
    """

    verdict: Verdict
    rests: Evidence | None = None


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


def common(case: Case) -> Ruling | None:
    """Dispatches of different agencies hold the same narration: a communiqué, a press release or a pool (R11).

    Who the article had it from cannot be told, so no agency is named, unless the page credits one of them.
    """
    item = case.best("wire")
    if item is None or item.score < needed(case) or case.speech.share >= case.config.speech_share:
        return None
    rivals = _rivals(case, item)
    if not rivals or item.agency is None or case.speech.narrated < case.config.frame_words:
        return None
    held = [item, *rivals]
    credited = [other for other in held if other.agency in case.credit]
    if credited:
        return _matched(case, credited[0])
    holders = sorted((str(other.agency), other.doc) for other in held)
    listed = " and ".join(f"{agency} ({doc})" for agency, doc in holders)
    verdict = Verdict(
        "wire",
        edit=item.edit,
        basis=("match",),
        certainty=_word(item.score, case.config),
        confidence=item.score,
        rule="common",
        why=f"{listed} hold the same narration: it may be a common document, such as a communiqué, a press release or "
        "a pool report, so neither is named as the source.",
    )
    return Ruling(verdict, item)


def match(case: Case) -> Ruling | None:
    """A dispatch at hand holds the narration, and no other article plainly holds it better."""
    item = case.best("wire")
    if item is None or item.score < needed(case) or _outdone(case, item):
        return None
    return _matched(case, item)


def told(case: Case) -> Ruling | None:
    """A quotation that a dispatch says was given to its agency alone: whoever prints it has it from there."""
    item = given(case)
    if item is None or case.speech.quoted < case.config.spoken_words:
        return None
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
    confidence = min(item.score, case.config.never_above)
    verdict = Verdict(
        "wire",
        agency=item.agency,
        edit=item.edit,
        basis=("reprint", "credit") if item.agency in case.credit else ("reprint",),
        certainty=_word(confidence, case.config),
        confidence=confidence,
        rule="reprint",
        why=f"The same narration stands in a page that credits {item.agency} ({item.doc}); the dispatch itself was not at hand.",
    )
    return Ruling(verdict, item)


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
    return (
        _quoted(case, found) if found is not None and case.speech.quoted >= case.config.spoken_words else None
    )


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
    background,  # before any match: what everybody prints shows nothing
    common,  # before one dispatch is named: several hold it alike
    match,  # a dispatch at hand outweighs every claim and every witness
    told,  # before any witness: its speech was not public
    reprint,  # a credited page is the next best witness
    credit,  # the article's own word, where nothing better was at hand
    shared,  # narration that others have: stronger than a quotation in it
    speech_elsewhere,  # what is left of a shared sentence is its public speech
    nothing,  # always answers
)
"""The order is the argument: each rule may assume that those before it had no answer."""


def needed(case: Case) -> float:
    """Return the probability that names a source; more where public speech explains the shared words as well (R6)."""
    spoken = (
        case.speech.quoted >= case.config.spoken_words
        and not case.speech.alone(case.config)
        and witness(case) is not None
    )
    return max(case.config.threshold, case.config.speech_needs) if spoken else case.config.threshold


def _outdone(case: Case, item: Evidence) -> bool:
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


def witness(case: Case) -> Evidence | None:
    """Return the evidence that holds most of the quoted words."""
    found = [item for item in case.evidence if item.quoted >= case.config.quote]
    return max(found, key=lambda item: (item.quoted, item.score), default=None)


def given(case: Case) -> Evidence | None:
    """Return the passage that holds the quoted words as said to its agency alone, where no other agency has them too."""
    best = witness(case)
    if best is None or not best.exclusive or best.role != "wire":
        return None
    others = (item for item in case.evidence if item.agency not in (None, best.agency))
    return None if any(item.quoted >= case.config.quote and not item.exclusive for item in others) else best


def _rivals(case: Case, item: Evidence) -> list[Evidence]:
    return rivals(item, case.evidence, likely=case.config.likely, alike=case.config.alike)


def _matched(case: Case, item: Evidence) -> Ruling:
    also = ", ".join(sorted(str(other.agency) for other in _rivals(case, item)))
    note = f" {also} also has it: it may be a common document." if also else ""
    least, length = case.config.joined, case.segment.end - case.segment.start
    joined = joins(item, case.evidence, length=length, likely=case.config.likely, share=least)
    halved = halves(item, case.anchors.around, share=least)
    edit = "heavy" if joined or halved else item.edit
    how = {"verbatim": "word for word", "light": "with light edits", "heavy": "rewritten"}[edit]
    how = "made of two of its sentences" if joined else "one sentence of it told in two" if halved else how
    verdict = Verdict(
        "wire",
        agency=item.agency,
        edit=edit,
        basis=("match", "credit") if item.agency in case.credit else ("match",),
        certainty=_word(item.score, case.config),
        confidence=item.score,
        rule="match",
        why=f"It stands in {item.agency or 'a'} dispatch {item.doc}, {how}.{note}",
    )
    return Ruling(verdict, item)


def _shared(case: Case, item: Evidence) -> Ruling:
    verdict = Verdict(
        "shared",
        edit=item.edit,
        certainty=_word(item.score, case.config),
        confidence=item.score,
        rule="shared",
        why=f"The same narration stands in {item.doc}, and no dispatch at hand explains it. Who copied whom cannot be told.",
    )
    return Ruling(verdict, item)


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
