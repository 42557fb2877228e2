"""What is known when something is said: counts at one threshold, what was searched, who is credited and named.

Facts are made by the view from an annotation and hold text that is fit to be shown; statements only read them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from provenance.records import ArticleVerdict, SourceRole
from provenance.show.statements.wording import FEW, per_cent, share


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """How many body sentences match an agency's copy, how many more may, and how many are only credited to it."""

    sure: int = 0
    maybe: int = 0
    credited: int = 0

    @property
    def all(self) -> int:
        """Return how many sentences carry the agency's name."""
        return self.sure + self.maybe + self.credited


@dataclass(frozen=True, slots=True)
class Counts:
    """How many body sentences are of each kind, at one threshold: every number of a page comes from here.

    ``kinds`` is by the class keys of the legend, ``agencies`` most first, ``rests`` by document and class of the sentences
    that rest on it. ``pages`` are the matches that rest on credited pages, ``unattributed`` those with no agency to name,
    ``several`` the latter whose words stand in dispatches of several agencies.
    """

    kinds: Mapping[str, int] = field(default_factory=dict)
    agencies: Mapping[str, AgencyCount] = field(default_factory=dict)
    rests: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    pages: int = 0
    unattributed: int = 0
    several: int = 0
    credited_to: tuple[str, ...] = ()

    def of(self, *keys: str) -> int:
        """Return how many sentences are of some kinds."""
        return sum(self.kinds.get(key, 0) for key in keys)

    @property
    def body(self) -> int:
        """Return how many body sentences there are."""
        return sum(self.kinds.values())

    @property
    def matched(self) -> int:
        """Return how many match a source."""
        return self.of("w", "e")

    @property
    def credited(self) -> int:
        """Return how many rest on the page’s own credit alone."""
        return self.of("c")

    @property
    def shared(self) -> int:
        """Return how many stand in another outlet’s article too."""
        return self.of("sh")

    @property
    def maybe(self) -> int:
        """Return how many need a look."""
        return self.of("r")

    @property
    def quotes(self) -> int:
        """Return how many are public speech."""
        return self.of("q")

    @property
    def nothing(self) -> int:
        """Return for how many no source was found."""
        return self.of("n")

    @property
    def claims(self) -> int:
        """Return how many sentences have any claim on where they come from."""
        return self.body - self.nothing - self.quotes

    @property
    def found(self) -> dict[str, AgencyCount]:
        """Return the agencies that sentences match or may match."""
        return {name: number for name, number in self.agencies.items() if number.sure or number.maybe}

    @property
    def many(self) -> bool:
        """Tell whether there are enough sentences for a percentage."""
        return self.body >= FEW

    @property
    def matched_share(self) -> str:
        """Return the matches as a percentage."""
        return per_cent(self.matched, self.body)

    @property
    def partners(self) -> str:
        """Return what the matching sentences match: a page that credits an agency is never called a dispatch."""
        if not self.pages:
            return "dispatches"
        return "credited pages" if self.pages == self.matched else "dispatches or credited pages"

    @classmethod
    def summed(cls, several: Sequence[Counts]) -> Counts:
        """Return the counts of several articles together; agencies and documents are left to each."""
        kinds: Counter[str] = Counter()
        for one in several:
            kinds.update(one.kinds)
        return cls(
            kinds=kinds,
            pages=sum(one.pages for one in several),
            unattributed=sum(one.unattributed for one in several),
            several=sum(one.several for one in several),
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """What could have been a source of one article, by its times.

    ``recorded`` is False for results that only say what was at hand. ``listing`` and ``dates`` are in words; ``hours`` is
    the length of the window, 0 for none, and ``dated`` tells whether the article states a time at all.
    """

    dispatches: int = 0
    outside: int = 0
    peers: int = 0
    recorded: bool = True
    agencies: tuple[str, ...] = ()
    listing: str = ""
    dates: str = ""
    hours: float = 0.0
    dated: bool = True

    @property
    def could(self) -> bool:
        """Tell whether a dispatch could have been found; where nothing is recorded, one was at hand at least."""
        return bool(self.dispatches) or not self.recorded

    @property
    def shut(self) -> bool:
        """Tell whether dispatches were at hand and none of them inside the window."""
        return self.recorded and not self.dispatches and bool(self.outside)

    @property
    def bare(self) -> bool:
        """Tell whether no dispatch was at hand at all."""
        return self.recorded and not self.dispatches and not self.outside


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is known of one article at one threshold.

    Of the agencies found: ``absent`` are named nowhere on the page, ``named`` stand on it without being credited for the
    text, ``uncredited`` may be named. Of those credited: ``unchecked`` had no dispatch searched, ``missed`` had and none
    matches, ``unsure`` have possible matches only. ``declared`` tells whether any credit speaks of the text, ``credits`` are
    the agencies it names, ``nameless`` whether it credits agencies without a name.
    """

    verdict: ArticleVerdict
    counts: Counts
    reach: Reach
    threshold: float = 0.0
    declared: bool = False
    nameless: bool = False
    credits: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    uncredited: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    kinds_absent: tuple[str, ...] = ()

    @property
    def extent(self) -> str:
        """Return the verdict as the first word of a label, empty where it claims nothing."""
        return self.verdict.capitalize() if self.verdict in ("wholly", "mainly", "partly") else ""

    @property
    def gap(self) -> bool:
        """Tell whether what is declared and what was found differ in any agency."""
        return any((*self.absent, *self.named, *self.uncredited, *self.unchecked, *self.missed, *self.unsure))

    @property
    def unsaid(self) -> bool:
        """Tell whether no agency is declared and none was found."""
        return not self.declared and not self.gap and not self.counts.matched


@dataclass(frozen=True, slots=True)
class CorpusFacts:
    """What is known of several articles at one threshold.

    ``at_hand`` is how many dispatches the run had; for ``unreached`` articles none of them lies inside the window, for
    ``unrecorded`` ones it is not known. ``unnamed`` and ``uncredited`` count articles by what their pages say.
    """

    articles: int
    counts: Counts
    at_hand: int = 0
    unreached: int = 0
    unrecorded: int = 0
    unnamed: int = 0
    uncredited: int = 0

    @property
    def key(self) -> str:
        """Return which count leads: matches where they could be, credits where nothing could be checked, else shares."""
        counts = self.counts
        if not counts.body:
            return "none"
        if not self.at_hand and counts.credited:
            return "credited"
        if self.at_hand or counts.matched:
            return "matched"
        return "shared" if counts.shared else "none"

    @property
    def credited_share(self) -> str:
        """Return the credited sentences as a percentage."""
        return per_cent(self.counts.credited, self.counts.body)

    @property
    def shared_share(self) -> str:
        """Return the shared sentences as a percentage."""
        return per_cent(self.counts.shared, self.counts.body)

    @property
    def credited(self) -> str:
        """Return the credited sentences, as a percentage with its number."""
        return share(self.counts.credited, self.counts.body)

    @property
    def shared(self) -> str:
        """Return the shared sentences, as a percentage with its number."""
        return share(self.counts.shared, self.counts.body)

    @property
    def maybe(self) -> str:
        """Return the sentences to look at, as a percentage with its number."""
        return share(self.counts.maybe, self.counts.body)

    @property
    def pages(self) -> str:
        """Return the matches with credited pages, as a percentage with its number."""
        return share(self.counts.pages, self.counts.body)


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What is known of one sentence: its class, the rule that decided, and what its panel shows.

    ``near`` tells whether a passage is shown that decided nothing; ``kept`` of ``words`` words are the same as in the source;
    ``why`` is the reason as the decision wrote it, ``source`` who is credited.
    """

    look: str
    rule: str
    reach: Reach
    certainty: str = ""
    why: str = ""
    source: str = ""
    at_hand: bool = False
    near: bool = False
    shown: bool = False
    others: int = 0
    kept: int = 0
    words: int = 0
    verbatim: bool = False

    @property
    def compared(self) -> bool:
        """Tell whether anything was there to compare the sentence with."""
        return self.reach.could or bool(self.reach.peers)


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """What is known of a passage: its source's role and status, and the stated times of source and article, in words."""

    role: SourceRole
    status: str = "usable"
    source: str = ""
    when: str = ""
    article_dated: bool = True
    kept: bool = True
    withheld: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True)
class CompareFacts:
    """What is known of an article beside one of its sources.

    ``resting`` body sentences rest on the source, ``maybe`` possibly; the words of ``also`` others stand in it as well, while
    they rest on another source. ``unused`` of its ``sentences`` have no partner in the article.
    """

    role: SourceRole
    noun: str
    body: int
    resting: int
    maybe: int
    also: int
    unused: int
    sentences: int
    moved: int


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What is known of a sentence beside its passage: how many of its words are the source’s, and whether all in order."""

    kept: int
    words: int
    same: bool = False


@dataclass(frozen=True, slots=True)
class FoldFacts:
    """What is known of sentences without a partner in one source: their class, how many, and what they rest on instead.

    ``kind`` is the class of the article’s sentences; ``unused`` for those of a dispatch, ``alone`` for another article’s.
    """

    kind: str
    number: int
    names: tuple[str, ...]
    noun: str


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What is known of shared sources: how many passages, articles, stretches, and what is left out."""

    sources: int = 0
    passages: int = 0
    articles: int = 0
    stretches: int = 0
    agreed: bool = True
    hidden: int = 0
    at_hand: int = 0


@dataclass(frozen=True, slots=True)
class NearestFacts:
    """What came nearest where nothing was found: where, with which probability, and whether anything was compared."""

    compared: bool
    where: str = ""
    chance: float = 0.0


@dataclass(frozen=True, slots=True)
class BesideFacts:
    """What is known of all sources that an article can be put beside, and whether their texts were kept."""

    sources: int
    kept: bool


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What a coder may know of a sentence before deciding: whether a passage is shown."""

    shown: bool
