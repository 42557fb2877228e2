"""What a reader must know before believing a result: sentences in tables, each with the condition under which it is true.

:data:`NOTES` are said of an article when it is annotated, :data:`READING` of a result of another version when it is
read, and :data:`NOTHING_FOUND` of a sentence for which no source was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from provenance.contract.cuts import cut_off
from provenance.contract.languages import LEVELS, foreign
from provenance.contract.wording import count
from provenance.records import Coverage, Document, Note
from provenance.text import language, mend

GENERIC = "agencies"
"""The name of a credit that names no agency (contract)."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Statement(Generic[T]):
    """A sentence of the product: its name, when it is true, how it reads, and a few words for a line that sums up."""

    code: str
    when: Callable[[T], bool]
    text: Callable[[T], str]
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the notes of an article are taken from.

    ``dated`` tells whether a time of release was read, ``undated`` counts the dispatches searched that have none, and
    ``hours`` is the window before publication, 0 for all times; ``abroad`` names the other languages of the dispatches
    that share rare words with the article, ``by_meaning`` tells whether what was translated from them was looked for,
    ``mixed`` names the languages of its own paragraphs that are in another one; ``entries`` counts the times of entries that
    a live page states.
    """

    document: Document
    language: str
    dated: bool
    searched: Coverage
    undated: int
    hours: float
    abroad: tuple[str, ...] = ()
    by_meaning: bool = False
    mixed: tuple[str, ...] = ()
    entries: int = 0

    def remarks(self, *beginnings: str) -> list[str]:
        """Return what follows such a beginning in the remarks of readers and of the reading stages."""
        return [remark.partition(": ")[2] for remark in self.document.notes if remark.startswith(beginnings)]


@dataclass(frozen=True, slots=True)
class Made:
    """How a result that is read was made: its version and ours, what we do not know of it and what it does not say."""

    version: str
    here: str
    unknown: tuple[str, ...] = ()
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for an article; a result of an older version says only how many dispatches were ``at_hand``."""

    searched: Coverage
    at_hand: int

    @property
    def recorded(self) -> bool:
        """Tell whether what could be a source of this article is known."""
        return bool(self.searched.documents or self.searched.outside_window or not self.at_hand)

    @property
    def compared(self) -> bool:
        """Tell whether there was anything to compare the article with."""
        return bool(self.searched.documents or self.searched.peers or not self.recorded)


@dataclass(frozen=True, slots=True)
class Credited:
    """A credit that no passage bears out: the agencies (``agencies`` where none is named), and what was searched."""

    names: tuple[str, ...]
    search: Search

    @property
    def text(self) -> str:
        """Return the names for a sentence."""
        return " and ".join(self.names) if self.named else "a syndicated feed"

    @property
    def named(self) -> bool:
        """Tell whether any agency is named."""
        return self.names != (GENERIC,)

    @property
    def searched(self) -> int:
        """Return how many dispatches of theirs were searched."""
        return sum(self.search.searched.agencies.get(name, 0) for name in self.names)


def say(table: Iterable[Statement[T]], facts: T) -> str:
    """Return the sentences of a table that are true, in order."""
    return " ".join(item.text(facts) for item in table if item.when(facts))


def find_notes(facts: Facts) -> tuple[Note, ...]:
    """Return the notes of an article."""
    return tuple(Note(item.code, item.text(facts)) for item in NOTES if item.when(facts))


def reading_notes(known: Sequence[Note], made: Made) -> tuple[Note, ...]:
    """Return the notes of a result that is read: those it carries, and what this version has to say of it."""
    new = {item.code: Note(item.code, item.text(made)) for item in READING if item.when(made)}
    return (*(note for note in known if note.code not in new), *new.values())


# --- the tables -------------------------------------------------------------------------------------------------------


def _undated_dispatches(facts: Facts) -> str:
    of = count(facts.searched.documents, "dispatch", "dispatches")
    if facts.undated == 1:
        return f"1 of the {of} searched has no date: whether it came before the article is not known."
    return f"{facts.undated:,} of the {of} searched have no date: whether they came before the article is not known."


def _nothing_in_window(facts: Facts) -> str:
    when = f"in the {facts.hours:g} hours before this article" if facts.hours else "before this article"
    if facts.searched.outside_window == 1:
        return f"No dispatch lies inside the time window: the one at hand was not released {when}."
    number = f"{facts.searched.outside_window:,}"
    return f"No dispatch lies inside the time window: none of the {number} at hand was released {when}."


def _others(peers: int) -> str:
    return f"{count(peers, 'other article')} {'was' if peers == 1 else 'were'} compared"


def _beside(peers: int) -> str:
    return f"; {_others(peers)}" if peers else ""


NOTES: tuple[Statement[Facts], ...] = (
    Statement(
        "undated",
        lambda facts: not facts.dated,
        lambda _: "No date was read for this article, so no dispatch is ruled out by its time.",
        "no date",
    ),
    Statement(
        "damaged_marks",
        lambda facts: mend(facts.document.text) != facts.document.text,
        lambda _: (
            "Quotation marks of this text are damaged; they were read as the signs they must have been."
        ),
        "damaged quotation marks",
    ),
    Statement(
        "undated_dispatches",
        lambda facts: facts.undated > 0,
        _undated_dispatches,
        "dispatches without a date",
    ),
    Statement(
        "nothing_in_window",
        lambda facts: not facts.searched.documents and facts.searched.outside_window > 0,
        _nothing_in_window,
        "no dispatch inside the time window",
    ),
    Statement(
        "no_archive",
        lambda facts: not facts.searched.documents and not facts.searched.outside_window,
        lambda facts: (
            f"No dispatches were given; {_others(facts.searched.peers)}."
            if facts.searched.peers
            else "No dispatches were given, and no other article to compare with: only what the page says was read."
        ),
        "no dispatches given",
    ),
    Statement(
        "repaired",
        lambda facts: bool(facts.remarks("encoding: guessed", "encoding: UTF-8 with")),
        lambda facts: (
            "The characters of this text had to be guessed or repaired "
            f"({'; '.join(facts.remarks('encoding: guessed', 'encoding: UTF-8 with'))}): some words may be wrong."
        ),
        "characters guessed or repaired",
    ),
    Statement(
        "unreadable",
        lambda facts: "\ufffd" in mend(facts.document.text),
        lambda facts: (
            f"{count(mend(facts.document.text).count(chr(0xFFFD)), 'character')} of this text could not be read and "
            "stood as \ufffd in it already: words with them match nothing."
        ),
        "unreadable characters",
    ),
    Statement(
        "cut_off",
        lambda facts: cut_off(facts.document.text),
        lambda _: (
            "The text says itself that it goes on elsewhere (for subscribers, or behind a link): only its beginning was "
            "compared."
        ),
        "text cut off",
    ),
    Statement(
        "language",
        lambda facts: language(facts.language).level in LEVELS,
        lambda facts: (
            f"This text is read as {language(facts.language).name}. {LEVELS[language(facts.language).level]}"
        ),
        "certainty learned from English only",
    ),
    Statement(
        "entries",
        lambda facts: facts.entries > 1,
        lambda facts: (
            f"A live page with {facts.entries} times of entries: a dispatch is a source of what was posted after it alone."
        ),
        "live page",
    ),
    Statement(
        "mixed_languages",
        lambda facts: bool(facts.mixed),
        lambda facts: f"Paragraphs of this text in {' and '.join(facts.mixed)} are read in that language.",
        "paragraphs in another language",
    ),
    Statement(
        "other_languages",
        lambda facts: bool(facts.abroad) and not facts.by_meaning,
        lambda facts: (
            f"Dispatches in {' and '.join(facts.abroad)} share names or numbers with this article: what was translated from "
            "them was not looked for."
        ),
        "translations not compared",
    ),
    Statement(
        "translations",
        lambda facts: bool(facts.abroad) and facts.by_meaning,
        lambda facts: (
            f"Dispatches in {' and '.join(facts.abroad)} share names or numbers with this article: what may be translated from "
            "them was told by its meaning, which is possible at most."
        ),
        "translations compared by meaning",
    ),
    Statement(
        "script",
        lambda facts: foreign(facts.document.text),
        lambda _: (
            "Most letters of this text are of another script than the Latin one, in which nothing was calibrated: "
            "sources may be missed."
        ),
        "script not calibrated",
    ),
    Statement(
        "not_compared",
        lambda facts: bool(facts.remarks("not compared: ")),
        lambda facts: f"Not compared with any source: {'; '.join(facts.remarks('not compared: '))}.",
        "parts not compared",
    ),
)
"""What is said of an article when it is annotated."""

READING: tuple[Statement[Made], ...] = (
    Statement(
        "unknown_settings",
        lambda made: bool(made.unknown),
        lambda made: (
            f"Version {made.here} does not have, or does not take, some settings of this result, and leaves them aside: "
            f"{', '.join(made.unknown)}."
        ),
        "settings of another version",
    ),
    Statement(
        "window_unknown",
        lambda made: made.unsaid,
        lambda made: (
            f"Made by version {made.version}, which did not record how many of the dispatches at hand lay inside the "
            "time window of this article."
        ),
        "window not recorded",
    ),
)
"""What is said of a result of another version when it is read."""

NOTHING_FOUND: tuple[Statement[Search], ...] = (
    Statement(
        "dispatches_and_articles",
        lambda it: it.searched.documents > 0 and it.searched.peers > 0,
        lambda it: (
            f"No source found in the {count(it.searched.documents, 'dispatch', 'dispatches')} searched, nor in the "
            f"{count(it.searched.peers, 'other article')} compared."
        ),
    ),
    Statement(
        "dispatches",
        lambda it: it.searched.documents > 0 and not it.searched.peers,
        lambda it: (
            f"No source found in the {count(it.searched.documents, 'dispatch', 'dispatches')} searched."
        ),
    ),
    Statement(
        "outside",
        lambda it: not it.searched.documents and it.searched.outside_window > 0,
        lambda it: f"No source found: no dispatch lay in the time window{_beside(it.searched.peers)}.",
    ),
    Statement(
        "unrecorded",
        lambda it: not it.recorded,
        lambda it: (
            f"No source found in what was searched of the {count(it.at_hand, 'dispatch', 'dispatches')} at hand"
            f"{_beside(it.searched.peers)}."
        ),
    ),
    Statement(
        "articles",
        lambda it: not it.at_hand and it.searched.peers > 0,
        lambda it: f"No source found: no dispatches were given{_beside(it.searched.peers)}.",
    ),
    Statement(
        "nothing",
        lambda it: not it.at_hand and not it.searched.peers,
        lambda _: "No source found: there was nothing to search, for no dispatches were given.",
    ),
)
"""What "nothing found" means, by what there was to search. Exactly one is true."""

CREDITED: tuple[Statement[Credited], ...] = (
    Statement(
        "missed",
        lambda it: it.searched > 0,
        lambda it: (
            f"The page credits its text to {it.text}; this sentence was not found in the "
            f"{count(it.searched, 'dispatch', 'dispatches')} of {_them(it)} that could be searched."
        ),
    ),
    Statement(
        "unchecked",
        lambda it: not it.searched and it.named and it.search.recorded,
        lambda it: (
            f"The page credits its text to {it.text}; no dispatch of {_them(it)} was searched to check this sentence against."
        ),
    ),
    Statement(
        "not_found",
        lambda it: not it.searched and not (it.named and it.search.recorded),
        lambda it: (
            f"The page credits its text to {it.text}; nothing was found to check this sentence against."
        ),
    ),
)
"""Why a sentence is credited and not checked. Exactly one is true."""


def _them(credited: Credited) -> str:
    return "it" if len(credited.names) == 1 else "them"
