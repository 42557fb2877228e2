"""What pages show, and how the editor's list is ordered. Nothing here changes what is said of an article."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.config.setting import setting, share, weight


@dataclass(frozen=True, slots=True)
class ReportConfig:
    """What pages show."""

    withhold: bool = setting(
        False, "switch", "domain §7: show only matched fragments of wire text, for sharing"
    )
    fragment_words: int = setting(12, "words", "longest fragment of wire text shown while withholding", low=1)


@dataclass(frozen=True, slots=True)
class AuditConfig:
    """The editor's list: what comes first, and how much of it is shown."""

    withdrawn: float = weight(
        100.0, "the agency took the text back: it may be wrong or unlawful as it stands"
    )
    corrected: float = weight(90.0, "the article has the wording that the agency corrected")
    embargo: float = weight(80.0, "the article is dated before the dispatch was free")
    exclusive: float = weight(75.0, "speech that one agency alone was given, and the page does not name it")
    uncredited: float = weight(70.0, "the agency stands nowhere on the page; times the extent")
    quote: float = weight(65.0, "words in a mouth that the dispatch does not put there")
    number: float = weight(60.0, "a figure that the dispatch does not have")
    lookalike: float = weight(55.0, "letters that imitate an agency's name are seldom an accident")
    named: float = weight(45.0, "the agency is named, not credited for the text; times the extent")
    name: float = weight(40.0, "another name than the dispatch has: often a spelling of the house")
    unmatched: float = weight(
        30.0, "a credit that no dispatch searched bears out: often a gap of the archive"
    )
    elsewhere: float = weight(20.0, "corrected since, yet what was changed is not in the article")
    maybe: float = weight(20.0, "sentences of which a source is possible, and no more; times the extent")
    unchecked: float = weight(5.0, "a credit that could not be checked: nothing is known against it")
    least: float = share(0.5, "the weight", "of a single sentence; of a whole article taken over: all of it")
    likely: float = share(0.8, "the weight", "where what it rests on is likely")
    possible: float = share(0.5, "the weight", "where what it rests on needs a look")
    passages: int = setting(3, "sentences", "shown with one entry; the others are counted", low=1)
