"""What the rules know of one segment, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from provenance.config import DecisionConfig
from provenance.contract import Search
from provenance.records import Evidence, Segment, Verdict

COPIED = ("verbatim", "light")
"""Edits that show copying by themselves; a caption needs one: agencies write captions apart from the story (domain §1.5)."""
BRIEF = ("headline", "subhead", "caption")
"""Kinds of few words, written at the desk that prints them."""


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

    ``around`` holds the best dispatch passages of the sentences before and after. ``copied`` are the passages of this
    sentence whose words show copying by themselves, ``running`` the dispatches whose narration is copied next to it.
    ``pooled`` are dispatches of which the article copies nothing but what another agency has as well, ``spoken`` the
    passages that have a sentence's speech and hardly anything of what its writer put around it, ``thin`` those that have
    next to nothing of a short line; ``fragment`` tells that too few telling words are left to show anything.
    """

    firm: frozenset[Evidence] = frozenset()
    beside: frozenset[str] = frozenset()
    pillars: frozenset[str] = frozenset()
    around: frozenset[Evidence] = frozenset()
    copied: frozenset[Evidence] = frozenset()
    running: frozenset[str] = frozenset()
    pooled: frozenset[str] = frozenset()
    spoken: frozenset[Evidence] = frozenset()
    thin: frozenset[Evidence] = frozenset()
    fragment: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules know of one segment.

    ``credit`` names the agencies that the article credits for this segment's zone; ``checked`` tells that dispatches
    of such an agency explain part of the article, so that an unmatched sentence was looked for and not found.
    ``itself`` has the words by which the sentence speaks of its own outlet, ``announced`` the sources that say, as the article does, that a document follows.
    ``translated`` is the passage of a dispatch in another language that tells the segment; ``evidence`` are the others.
    ``explained`` has the share of the article's words that each source explains, ``leads`` for the headline of a dispatch
    the passage below it that tells the same.
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
    itself: str = ""
    announced: frozenset[str] = frozenset()
    explained: Mapping[str, float] = field(default_factory=dict)
    translated: Evidence | None = None
    leads: Mapping[Evidence, Evidence] = field(default_factory=dict)

    def best(self, *roles: str) -> Evidence | None:
        """Return the most probable evidence of some roles that can carry a derivation."""
        return next((item for item in self.evidence if item.role in roles and self.counts(item)), None)

    def doubt(self) -> float:
        """Return how likely it is that there is a source all the same: passages that do not count weigh little."""
        return max(map(self.weight, self.evidence), default=0.0)

    def weight(self, item: Evidence) -> float:
        """Return the probability of a passage, discounted where it may not count."""
        return item.score * (1 if self.counts(item) else self.config.discount)

    def counts(self, item: Evidence) -> bool:
        """Tell whether evidence may show derivation.

        Speech alone needs copied narration beside it; a passage of another article must be firm, or stand beside a firm
        one and have words in common, or be of an article that holds much of this one and likely, or in a headline.
        """
        beside = item.doc in (self.anchors.running if item.role == "wire" else self.anchors.beside)
        if self.speech.alone(self.config):
            return beside and item.quoted >= self.config.spoken
        if self._shows_little(item, beside=beside):
            return False
        return item.role == "wire" or item in self.anchors.firm or self._leans(item, beside=beside)

    def _shows_little(self, item: Evidence, *, beside: bool) -> bool:
        """Tell whether a passage has only the speech, too few words of a short line, or what any report may have."""
        spoken = item in self.anchors.spoken and not beside
        return (
            spoken or item in self.anchors.thin or (self._is_pool(item) and item.score < self.config.likely)
        )

    def _leans(self, item: Evidence, *, beside: bool) -> bool:
        """Tell whether what stands around a passage of another article carries it."""
        much = item.doc in self.anchors.pillars
        near = beside or (much and item.score >= self.config.likely)
        return bool(item.blocks) and (near if self.segment.kind == "body" else much)

    def proven(self, item: Evidence) -> bool:
        """Tell whether more than a possibility may rest on a passage.

        Lines over the text and fragments must be copied, for a few words fit any report of an event; rewriting needs an
        article that has something of this dispatch alone.
        """
        if item in self.anchors.copied:
            return True
        if self.segment.kind in BRIEF or self.anchors.fragment:
            return item.edit == "verbatim" and item.doc in self.anchors.running
        return not self._is_pool(item)

    def _is_pool(self, item: Evidence) -> bool:
        """Tell whether a rewrite is claimed of a dispatch of which the article has nothing that only this one has."""
        rewritten = item.doc in self.anchors.pooled and item.edit not in COPIED
        return rewritten and item not in self.anchors.copied

    def sure(self, item: Evidence) -> float:
        """Return how sure a verdict on a passage may be: one that is not proven needs a look."""
        return item.score if self.proven(item) else min(item.score, self.config.unproven)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule answers: the verdict and the one passage it rests on, None where it claims no passage.

    ``match``, ``reprint`` and ``shared`` rest on the passage that holds the narration, ``told`` on that with the speech, ``common`` on the best of its
    holders, ``speech_elsewhere`` on the witness that has most of the quoted words. ``background`` rests on none: it
    says that the holders name no source. ``credit``, ``nothing`` and ``no_origin`` rest on none either.
    """

    verdict: Verdict
    rests: Evidence | None = None


def needed(case: Case) -> float:
    """Return the probability that names a source; more where public speech explains the shared words as well (R6)."""
    spoken = (
        case.speech.quoted >= case.config.spoken_words
        and not case.speech.alone(case.config)
        and witness(case) is not None
    )
    return max(case.config.threshold, case.config.speech_needs) if spoken else case.config.threshold


def witness(case: Case) -> Evidence | None:
    """Return the evidence that holds most of the quoted words."""
    found = [item for item in case.evidence if item.quoted >= case.config.quote]
    return max(found, key=lambda item: (item.quoted, item.score), default=None)


def given(case: Case) -> Evidence | None:
    """Return the passage that holds the quoted words as said to its agency alone, where no other agency has them too."""
    return given_alone(case.evidence, case.config.quote)


def given_alone(evidence: Sequence[Evidence], quote: float) -> Evidence | None:
    """Return what :func:`given` does; ``quote`` is the share (0-1) of the quoted words that must stand in the passage."""
    told = [item for item in evidence if item.exclusive and item.role == "wire"]
    best = max(told, key=lambda item: (item.quoted, item.score), default=None)
    if best is None or best.quoted < quote:
        return None
    others = (item for item in evidence if item.agency not in (None, best.agency))
    return None if any(item.quoted >= quote and not item.exclusive for item in others) else best
