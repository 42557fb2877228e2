"""What a thing is: the frozen records that travel along the line.

Offsets are half-open ranges of Unicode code points into :attr:`Document.text`, which never changes after reading.
A *score* of a string comparison is 0-100; a *share*, *probability* or *confidence* is 0-1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["headline", "deck", "subhead", "body", "caption", "credit", "furniture", "table"]
Origin = Literal["wire", "shared", "quote", "original"]
Edit = Literal["verbatim", "light", "heavy"]
Certainty = Literal["matched", "likely", "possible"]
ArticleVerdict = Literal["wholly", "mainly", "partly", "none", "undetermined"]
CreditRole = Literal[
    "byline",
    "dateline",
    "creditline",
    "trailer",
    "sign_off",
    "shared",
    "syndication",
    "copyright",
    "photo",
    "mention",
]
CreditScope = Literal["article", "part", "image", "mention"]
CreditCertainty = Literal["high", "medium", "low"]
SourceRole = Literal["wire", "reprint", "article"]
PartEdit = Literal["verbatim", "rewritten", "new"]
DriftKind = Literal["number", "name", "quote", "attribution", "hedge"]
Basis = Literal["match", "reprint", "credit"]
Block = tuple[int, int, int, int]
"""``(start, end, source_start, source_end)``: a run of words that stands in both texts, in code points."""

CONTENT_KINDS: frozenset[str] = frozenset({"headline", "deck", "subhead", "body"})
"""Kinds whose words are the article's own account; captions are judged too, but never covered by a byline."""
ORIGIN_KINDS: frozenset[str] = CONTENT_KINDS | {"caption"}
"""Kinds that have an ``origin`` (contract §2)."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article, or a dispatch when ``agency`` is set.

    Times are ISO 8601 text as given (date or date-time, with or without a zone); ``notes`` is what the reader wants
    known, such as a guessed encoding. ``source`` is the file name as given, never an absolute path of ours.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    byline: str | None = None
    credit: str | None = None
    language: str | None = None
    agency: str | None = None
    version: str | None = None
    status: str = "usable"
    source: str | None = None
    notes: tuple[str, ...] = ()
    meta: Mapping[str, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        facts = [repr(fact)[:60] for fact in (self.id, self.agency or self.outlet, self.published) if fact]
        return f"<Document {', '.join(facts)}: {len(self.text):,} characters>"

    @property
    def sha256(self) -> str:
        """The hex SHA-256 of the text as UTF-8 (lone surrogates are kept as they are)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a whole line where a line is not prose.

    ``paragraph`` counts lines that hold text, from 0; ``rule`` names the rule that gave the kind; ``language`` is that of
    its paragraph where it is another than the document's. ``posted`` is the latest time (ISO 8601) at which the entry of a live
    page that it stands in can have been written, None on other pages and where it is not known.
    """

    start: int
    end: int
    kind: Kind
    paragraph: int = 0
    rule: str = ""
    language: str | None = None
    posted: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """What an article declares about a source, and where.

    ``agencies`` holds short names (``AFP``), or ``agencies`` where none is named. ``rule`` is the id in domain rules
    (B1, D1, ...). ``note`` says what a person should know, such as letters that imitate an agency's name. ``stretch`` is the
    part of the text that it speaks for (code points, half-open), where that is one item of a page of several.
    """

    start: int
    end: int
    text: str
    role: CreditRole
    agencies: tuple[str, ...]
    scope: CreditScope
    certainty: CreditCertainty
    rule: str
    note: str | None = None
    stretch: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech, from the opening mark to past the closing mark, inside one segment.

    A quotation that runs over several sentences gives one record for each of them.
    """

    start: int
    end: int
    speaker: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a segment and its words: in the source (verbatim), rewritten from it, or new."""

    start: int
    end: int
    edit: PartEdit
    words: int = 0


@dataclass(frozen=True, slots=True)
class Drift:
    """A change of substance between source and article: a number, a name, quoted words, an attribution, a hedge."""

    kind: DriftKind
    start: int
    end: int
    source_start: int
    source_end: int
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the words of a segment stand elsewhere.

    ``score`` is the calibrated probability (0-1) that the segment derives from this passage; ``quoted`` the share
    (0-1) of the segment's quoted words that stand in the passage. Both are kept so that a threshold can be moved
    later without matching again. ``features`` is the row that the models made ``score`` from (the columns of
    :mod:`provenance.match.features`), kept so that the answer can be taken apart; it may be missing. ``exclusive`` tells
    that the source says its speech was given to its own agency (``told AFP``): then it is no public speech. ``version`` says
    which version of its story the dispatch is, where it says so. ``translated`` is the language (ISO 639-1) of a passage that
    tells in another language what the segment tells: it has no words in common, so no blocks and no features.
    """

    doc: str
    agency: str | None
    role: SourceRole
    published: str | None
    start: int
    end: int
    score: float
    edit: Edit
    blocks: tuple[Block, ...] = ()
    quoted: float = 0.0
    parts: tuple[Part, ...] = ()
    drift: tuple[Drift, ...] = ()
    features: tuple[float, ...] = ()
    exclusive: bool = False
    version: str | None = None
    translated: str | None = None

    def __hash__(self) -> int:
        """Hash by where the passage stands: rules ask sets of evidence often, and the rest is long."""
        return hash((self.doc, self.start, self.end))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision about one segment, with the rule that made it and one sentence that says why."""

    origin: Origin | None
    agency: str | None = None
    edit: Edit | None = None
    basis: tuple[Basis, ...] = ()
    certainty: Certainty | None = None
    confidence: float | None = None
    rule: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A human decision about one segment; it stands beside the tool's verdict and never overwrites it.

    ``label`` is the letter that the coder chose (:data:`provenance.claim.review.LABELS`): it tells apart what ``origin`` alone
    does not, such as same words and edited.
    """

    origin: Origin | None
    coder: str
    time: str
    reason: str = ""
    note: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One segment with its verdict and everything that supports it. ``evidence`` is ordered best first.

    ``rests`` is the index in ``evidence`` of the passage that the verdict rests on, None where it rests on none: the
    rules say it with the verdict, and nothing else tells which passage decided. ``words`` counts the word tokens of the segment, ``spoken`` those of them inside quotation marks: counted once,
    and used by everything that shows or sums words.
    """

    segment: Segment
    verdict: Verdict
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    parts: tuple[Part, ...] = ()
    drift: tuple[Drift, ...] = ()
    review: Review | None = None
    rests: int | None = None
    words: int = 0
    spoken: int = 0

    @property
    def passage(self) -> Evidence | None:
        """Return the evidence that the verdict rests on, None where it rests on none."""
        return None if self.rests is None else self.evidence[self.rests]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much there was to search: always shown beside "no source found".

    ``documents``, ``sentences``, ``agencies`` and the times count dispatches, never other articles. Of what was searched
    for one article, ``outside_window`` counts the dispatches that were at hand but could not be its source by their
    times, and ``peers`` the other articles of the run that it was compared with.
    """

    documents: int = 0
    sentences: int = 0
    agencies: Mapping[str, int] = field(default_factory=dict)
    start: str | None = None
    end: str | None = None
    outside_window: int = 0
    peers: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know before believing a result, such as ``undated``: a code and one sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """What made a result: version and settings. No clock, so that equal input gives equal bytes."""

    version: str
    config: Mapping[str, object]
    config_sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document that evidence points to, kept with the result so that passages can be shown in their context."""

    id: str
    text: str
    role: SourceRole
    agency: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    version: str | None = None
    status: str = "usable"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One article, decided: the contract's annotation object as a record.

    ``searched`` is what could have been a source of this article, inside its time window; ``archive`` all that was at
    hand. ``language`` is the ISO 639-1 code that the article was read in.
    """

    document: Document
    verdict: ArticleVerdict
    credits: tuple[Credit, ...]
    findings: tuple[Finding, ...]
    archive: Coverage
    run: Run
    sources: Mapping[str, Source] = field(default_factory=dict)
    searched: Coverage = field(default_factory=Coverage)
    notes: tuple[Note, ...] = ()
    language: str | None = None

    def __repr__(self) -> str:
        return f"<Annotation {self.document.id!r:.60}: {self.verdict}, {len(self.findings):,} segments>"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, object], dict[str, object]]:
        """Show the article coloured in a notebook (IPython's protocol); nothing of Jupyter is imported."""
        del include, exclude  # a bundle may hold more than is asked for
        from provenance.show import mimebundle

        return mimebundle(self)
