"""Every number that can change a claim, in one small section a stage, with its unit and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.config.setting import probability, setting, share


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """Readers."""

    max_bytes: int = setting(200_000_000, "bytes", "a larger file is named and left out", low=1)
    language: str = setting("", "ISO 639-1", "of documents that name none; empty: told by their words")
    max_text: int = setting(20_000_000, "code points", "20 long novels; no article is longer", low=1)
    columns: str = setting("", "FIELD=NAME, ...", "columns whose names are not usual: text=Beitrag")
    dates: str = setting("auto", "auto, day or month", "first in 03/04/2024; auto: the file says")
    agency: str = setting("", "name", "of dispatches that name none")
    time_zone: str = setting("", "IANA zone", "of dispatches whose time names none: Europe/Paris")
    article_zone: str = setting("", "IANA zone", "of articles whose time names none: Europe/Berlin")
    max_ratio: float = setting(200.0, "times", "domain §7: gzip unpacks to most; text packs 3 to 30", low=1)
    max_members: int = setting(100_000, "files", "a year of a large agency in one zip or tar", low=1)
    max_unpacked: int = setting(20_000_000_000, "bytes", "all files of one zip or tar together", low=1)


@dataclass(frozen=True, slots=True)
class LanguageConfig:
    """The language of a text, told by its letters and function words."""

    sample: int = setting(1_500, "code points", "of the beginning of a text tell its language", low=100)
    least: int = setting(5, "words", "fewer tell nothing", low=1)
    share: float = share(0.12, "words", "weighed function words of its language; of none that is known: less")
    ahead: float = setting(1.15, "times", "the next language's share; kin such as Danish come near", low=1)
    paragraph: int = setting(
        12, "words", "of a paragraph that may be in another language than its page", low=5
    )
    clear: float = setting(2.0, "times", "the share of the page's own language in such a paragraph", low=1)


@dataclass(frozen=True, slots=True)
class SegmentConfig:
    """Sentences and their kinds."""

    caption_repeat: float = share(
        0.85, "words", "domain §1.5: a line repeated elsewhere in the article is a caption"
    )
    max_line: int = setting(
        400, "code points", "domain §7: only shorter lines can be a credit or furniture", low=40
    )
    max_sentences: int = setting(
        5_000,
        "sentences",
        "domain §7: a novel has as many; those after it are left uncompared, and a note says so",
        low=1,
    )
    max_text: int = setting(
        1_000_000,
        "code points",
        "domain §7: two long novels; what stands after them is left unread, and a note says so",
        low=1_000,
    )
    max_words: int = setting(
        2_000, "words", "domain §7: a longer run without an end is no sentence and is not compared", low=10
    )


@dataclass(frozen=True, slots=True)
class CreditConfig:
    """Declared credits."""

    head_paragraphs: int = setting(
        3, "paragraphs", "domain §1.4: a dateline stands in the first body paragraphs", low=1
    )
    max_line: int = setting(400, "code points", "domain §7: credit rules read no longer line", low=40)


@dataclass(frozen=True, slots=True)
class RetrievalConfig:
    """Candidates."""

    window_hours: float = setting(
        72.0, "hours", "contract §3: dispatches released this long before are searched; 0 = all", low=0
    )
    terms: int = setting(
        12, "terms", "design §3: the rarest words and pairs find a sentence; grows with the archive", low=1
    )
    candidates: int = setting(10, "passages", "looked up for each sentence", low=1)
    documents: int = setting(
        8, "documents", "compared with an article by sentences; more would not be read by anyone", low=1
    )
    answered: float = share(
        0.2,
        "rarity",
        "of what a sentence is looked up by, that a sentence of a dispatch must hold for it to be read: below it none of "
        "2,900 dispatches led a sentence with .16 or more",
    )
    grow: int = setting(
        2,
        "terms",
        "more for every tenfold above grow_from: recall at 5 million sentences fell without",
        low=0,
    )
    grow_from: int = setting(
        100_000, "sentences", "an archive above it needs more terms to tell its sentences apart", low=1
    )
    postings: int = setting(
        8_000, "passages", "of its rarest keys a sentence asks as many: common ones tell little", low=1
    )
    least: int = setting(6, "keys", "of a sentence are looked up however many passages hold them", low=1)


@dataclass(frozen=True, slots=True)
class AlignmentConfig:
    """Word alignment."""

    floor: float = probability(
        0.04, "evidence below it is dropped; low, so that thresholds can be moved later"
    )
    evidence: int = setting(5, "pieces", "contract §2: evidence kept, a segment", low=1, high=5)
    pairs: int = setting(
        4, "passages", "aligned for each sentence and source: merged sentences have two or three", low=1
    )
    explains: float = setting(
        2.0,
        "log-odds",
        "what a source gains that explains all of the article: of two alike, the one it follows leads",
        low=0,
    )
    tie: float = setting(
        0.999,
        "factor",
        "what only ties with the leading source, or the best sentence of its own, comes after it",
        low=0,
        high=1,
    )
    speech_worth: float = setting(
        0.6,
        "factor",
        "shared speech beside a probability, where evidence is ranked for keeping",
        low=0,
        high=1,
    )
    carries: float = probability(0.1, "from it on a passage is read for changes of substance")
    carries_spoken: float = share(0.3, "quoted words", "the same, where speech is shared")
    dateline: int = setting(
        12, "words", "the longest dateline whose words may be missing in a verbatim copy", low=0
    )
    beside: int = setting(5, "passages", "read word by word beside the best one", low=0)


@dataclass(frozen=True, slots=True)
class WeighConfig:
    """What an article must show before its sentences are weighed as rewritten from a dispatch."""

    lift: float = setting(
        1.5,
        "log-odds",
        "most that neighbours add: they support a sentence's own words and never replace them",
        low=0,
    )
    follows: float = setting(
        2.5, "log-odds", "the same where the whole article stands in the dispatch's order", low=0
    )
    copied_run: int = setting(10, "words", "a run that chance does not explain (domain R4)", low=2)
    copied_chosen: int = setting(
        2, "chosen words", "that such a run must hold: names and numbers are facts", low=0
    )
    copied_share: float = share(0.75, "words", "the other way to show it, with part of such a run")
    copied_part: float = share(0.5, "copied_run", "that part")
    maps: float = probability(0.1, "first model: a sentence counts as mapped at or above it")
    order: float = setting(2.5, "z of Kendall's tau", "order that independent newsrooms do not share", low=0)
    mapped: float = share(0.5, "sentences", "mapped in that order: a whole rewrite")
    doubt: float = setting(
        0.6, "log-odds", "rewriting loses so much where nothing shows that the dispatch was used", low=0
    )
    own: float = probability(
        0.4, "first model: beside such a run elsewhere, a sentence's own words must reach it"
    )
    unproven: float = probability(0.69, "and reaches no more than this: worth a look, never likely")
    spoken: float = share(
        0.5, "words", "inside marks: such a sentence is speech and leans on narration that is proven"
    )
    next: int = setting(2, "sentences", "of the dispatch between speech and the narration it leans on", low=1)


@dataclass(frozen=True, slots=True)
class DecisionConfig:
    """Verdicts."""

    threshold: float = probability(
        0.4,
        "a source is named at or above it; nine of ten are right on modern pages there, see docs/accuracy.md",
    )
    matched: float = probability(0.9, "the word 'matched' at or above it")
    unmeasured: float = probability(
        0.89, "at most, in a language that nothing was measured in: never 'matched'"
    )
    unspaced: float = probability(0.69, "at most, where words are not written apart: never 'likely'")
    likely: float = probability(0.7, "the word 'likely' at or above it; below: 'possible'")
    refit_slope: float = setting(1.0, "factor", "of log-odds, by `agree --recalibrate`", low=0.1, high=10)
    refit_shift: float = setting(0.0, "log-odds", "added to them, fitted with it", low=-10, high=10)
    quote: float = share(0.5, "quoted words", "domain R6: that much of the speech stands elsewhere")
    speech_share: float = share(
        0.5, "words", "domain R2: a sentence with more of it inside marks is speech if its frame is short too"
    )
    frame_words: int = setting(
        6, "words", "domain R2: fewer outside quotation marks are no narration to compare", low=0
    )
    frame_quoted: int = setting(
        12, "words", "fewer around a quotation that stands elsewhere too show no sharing of their own", low=0
    )
    spoken_words: int = setting(
        4, "words", "fewer inside marks are a turn of phrase, not speech; METER and worlds", low=1
    )
    spoken: float = share(
        0.3, "quoted words", "that many must stand in a source before a quotation leans on its neighbour's"
    )
    speech_needs: float = probability(
        0.4,
        "needed at a lower threshold too where the quotation stands elsewhere (R6); cross-validated on the worlds",
    )
    reach: int = setting(2, "sentences", "to either side that can anchor a sentence in such a run", low=0)
    firm_run: int = setting(
        8,
        "words",
        "domain R3, R4: a run of narration, names not counted, that shows a common source of articles",
        low=1,
    )
    firm_share: float = share(0.6, "narration", "domain R4: the other way to show it")
    copied_run: int = setting(
        5,
        "words",
        "of narration in one run and few others changed: proof, also where a line is short",
        low=2,
    )
    framed: float = share(
        0.5, "narration", "less of it beside a shared quotation is a frame of the writer's own (R6)"
    )
    fragment: int = setting(
        4,
        "telling words",
        "fewer outside quotation marks are a fragment: they fit any report of an event",
        low=0,
    )
    brief_words: int = setting(
        2,
        "telling words",
        "of a sub-head, a caption or a fragment in a passage before it may come from there",
        low=1,
    )
    unproven: float = probability(
        0.69, "highest for a heading, a caption, a fragment or a rewrite that no run of words proves"
    )
    own: float = probability(
        0.9, "that a sentence in which the outlet speaks of itself has no source: too few cases to fit it"
    )
    pillars: int = setting(
        3, "sentences", "firm ones after which a headline may rest on the same source", low=1
    )
    discount: float = setting(
        0.3,
        "factor",
        "weight of a passage that may not count, in the doubt about 'no source found'",
        low=0,
        high=1,
    )
    caption: float = probability(0.7, "domain §1.5: a caption is wire copy only where it plainly is")
    caption_copy: float = share(
        0.9,
        "code points",
        "of the caption and of the passage, that the other holds too: pictures of one series differ",
    )
    unseen: float = probability(
        0.05,
        "that a sentence derives where nothing is found: of modern sentences not called wire so many do",
    )
    joined: float = share(
        0.25,
        "the sentence",
        "a second sentence of the dispatch that holds as much more of it was merged in (contract §2)",
    )
    stock_days: int = setting(
        3, "days", "domain R5: a phrase in dispatches of that many days is stock background", low=2
    )
    stock: float = probability(
        0.8, "confidence that stock background names no source: too few cases to fit it"
    )
    alike: float = share(
        0.95,
        "aligned text",
        "another agency holds as much of the sentence from here: a common document (R11)",
    )
    never_above: float = probability(
        0.89, "domain R7: highest confidence of a reprint, which is a witness of the dispatch, not the item"
    )
    wholly: float = share(0.95, "body words", "domain R13: that many words derive; METER's classes agree")
    mainly: float = share(0.5, "body words", "domain R13")
    partly: float = share(
        0.15, "body words", "below it a chance match makes no verdict; fitted on METER's classes"
    )
    held: float = share(
        0.45,
        "body words",
        "that many words read as the dispatch's make 'partly' too; fitted on METER's classes",
    )
    min_sentences: int = setting(1, "sentences", "an article with fewer body sentences has no verdict", low=0)
    tolerance_hours: float = setting(
        0.1, "hours", "domain R9: online margin of the Dutch wire study (Welbers et al.)", low=0
    )
    firm_part: float = share(0.5, "firm_run", "domain R4: the run that most of the narration needs in it")
    checked: float = share(
        1 / 3,
        "compared sentences",
        "so many must match dispatches of the credited agency before the others count as looked for and not found",
    )
    credit_high: float = probability(
        0.85, "a sentence that an unmistakable credit covers, nothing at hand to check it"
    )
    credit_other: float = probability(0.65, "the same under any other credit")
    speech_base: float = probability(
        0.55, "that words are public speech, were none of those quoted found elsewhere"
    )
    speech_gain: float = setting(0.4, "probability", "added to it where all of them were", low=0, high=0.45)
    near: float = probability(0.2, "from it on a passage that does not count is said to be near")


@dataclass(frozen=True, slots=True)
class DriftConfig:
    """Changes of substance: where two texts must agree, and how far, before a difference means anything."""

    covered: float = share(0.35, "words in order", "below it the sentence was rewritten as a whole")
    contained: float = share(0.5, "rarity", "below ``covered``: numbers of one unit are still compared")
    held: int = setting(3, "terms", "aligned, before a change between them is one", low=1)
    facing: int = setting(
        8, "words", "most on either side of a gap in which two numbers face each other", low=1
    )
    sums: int = setting(12, "numbers", "of a sentence, added up two by two: a desk adds", low=2)
    misquoted: int = setting(12, "words", "changed in one place; with more it is other speech", low=1)
    clipped: int = setting(
        3, "words", "by which a quotation may begin or end elsewhere and still be the same", low=0
    )
    quoted: int = setting(4, "words", "of a quotation in both texts before the rest is compared", low=1)
    quoted_share: float = share(0.4, "quoted words", "with less it is another part of the speech")
    joined: int = setting(2, "words", "between two changes that read as one", low=0)
    brackets: int = setting(
        3, "code points", "around changed words in which a mark of omission may stand", low=0
    )
    kept: float = share(
        0.6, "words in order", "told anew, a sentence misses words for other reasons than a cut"
    )
    clause: int = setting(10, "words", "the longest clause that says who said it", low=1)
    instead: int = setting(3, "words", "most in the place of such a clause", low=0)
    beside: int = setting(3, "sentences", "to either side in which the speaker may be named instead", low=0)
    speech: float = share(0.5, "words", "with more inside marks, who says it is told outside this sentence")
    hedge: int = setting(5, "words", "most in whose place a hedge was left out", low=1)
    name: int = setting(3, "words", "of a name that takes another's place", low=1)
    misspelt: float = share(0.25, "letters", "may differ for one name to be a misspelling of the other")
    letters: int = setting(4, "letters", "fewest of a name whose spelling is compared", low=1)
    abbreviated: float = share(
        0.6, "letters", "a name of at most so many of the other's, in order, is its short form"
    )
    near: float = share(0.1, "value", "a number called approximate may lie so far from the other")


@dataclass(frozen=True, slots=True)
class GroupConfig:
    """Passages that several outlets share."""

    fresh: int = setting(
        4,
        "words",
        "of narration that a second passage of one document explains alone: merged or split",
        low=1,
    )
    near: int = setting(
        3, "sentences", "between two passages of one document that still make them neighbours", low=1
    )
    paired: int = setting(
        30, "documents", "of one group whose pairs are counted: pairs grow with the square", low=2
    )
    bridge: int = setting(4, "words", "of a reading beyond which one agreed word beside it is chance", low=1)
    longest: int = setting(
        1_000, "words", "of one telling: alignment is not linear, and no sentence is longer", low=1
    )


NAMED: Mapping[str, Mapping[str, object]] = {
    "default": {},
    "sensitive": {"decision.threshold": 0.2},
}
"""Settings with a name, as what each changes: *default* for pages where a wrong "wire" accuses somebody; *sensitive* for
studies in which facts that reporters share count as derived, as METER's readers had it. docs/accuracy.md has their figures."""
