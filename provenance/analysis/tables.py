"""The tables that every analysis reads, gathered once, annotation by annotation, so that the texts need not be held."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from provenance.analysis.joining import find_events
from provenance.analysis.keeping import THRESHOLDS, dispatches_frame
from provenance.analysis.packing import Packed
from provenance.analysis.spelling import with_one_spelling
from provenance.config import ANALYSIS
from provenance.errors import FormatError, ReadError
from provenance.exporters.stored import ids as stored_ids
from provenance.records import Annotation
from provenance.result import archive_of, stream

if TYPE_CHECKING:
    import pandas as pd

CLASSES: Final = ("verbatim", "light", "heavy", "credited", "shared", "possible", "quote", "none")
"""What is said of a sentence, from most to least: the kinds of ``kinds.json`` with edited copy told apart."""

MATCHED: Final = ("verbatim", "light", "heavy")
"""Classes of sentences that stand in a dispatch, or in a page that is credited to an agency."""
NO_OUTLET: Final = "outlet not stated"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of :mod:`provenance.exporters.tables` for all articles, with what analyses need beside them.

    Attributes:
        sentences: One row a segment. Beside the columns of the exported table: ``class`` (one of :data:`CLASSES`, null where the
            kind of segment has none), ``body`` (whether it is a body sentence: every share is of these), ``position`` (0 first,
            1 last of the body sentences), ``words_verbatim``, ``words_rewritten``,
            ``words_new``, ``reordered`` (its runs stand in the source in another order), ``merged`` (passages of
            its source that it is made of), and ``outlet``, ``event``, ``desk``, ``weekday`` of its article.
        articles: One row an article. Beside the exported columns: ``time`` (UTC, null unless it is exact), ``earliest`` and
            ``latest`` (UTC, what the words allow), ``precision`` (``exact``, ``zone`` = no zone given, ``day``, ``none``),
            ``weekday`` and ``hour`` (as written), ``desk`` and ``medium`` (from the record's own fields), ``event``,
            ``threshold`` and ``window_hours`` of its run, ``body`` (its body sentences), ``named`` (agencies that it mentions), ``absent`` (agencies that it
            matches and that stand nowhere on the page).
        credits: One row a declared credit or mention.
        evidence: One row a passage that tells something (the best, what the verdict rests on, what is likelier than
            ``ANALYSIS.event_score``), ``rests`` true where the verdict rests on it, ``joined`` where
            the sentence has words from it beside those; times of the source.
        drift: One row a change of substance: ``kind``, ``note``, and whether words stand on the article's side (``here``)
            and on the source's (``there``).
        sources: One row a document that passages point into: ``role``, ``agency``, ``outlet``, times, ``version``, ``status``, ``characters``.
        runs: One row for each version, settings and archive.
        words: One row a term and article (:func:`provenance.analysis.keeping.terms_of`).
        settings: One row an article (of many, those drawn), threshold and class (:func:`provenance.analysis.keeping.setting_rows`).
        spelled: Which spellings of outlets were taken for one (:mod:`provenance.analysis.spelling`), in words; empty where none were.
        dispatches: One row a dispatch of an archive that was laid beside the annotations (:meth:`with_archive`), else None.
    """

    sentences: pd.DataFrame
    articles: pd.DataFrame
    credits: pd.DataFrame
    evidence: pd.DataFrame
    drift: pd.DataFrame
    sources: pd.DataFrame
    runs: pd.DataFrame
    words: pd.DataFrame
    settings: pd.DataFrame
    dispatches: pd.DataFrame | None = None
    spelled: str = ""

    def with_archive(self, archive: object) -> Tables:
        """Return the tables with an archive beside them: an Archive, its folder, or dispatches in any form."""
        found = archive_of(archive)
        return self if found is None else replace(self, dispatches=dispatches_frame(found.documents()))

    def with_events(self, events: Mapping[str, str]) -> Tables:
        """Return the tables with these events, given by the ids of articles; an article without one is an event of its own."""
        names = {name: events.get(name, f"article {name}") for name in self.articles["article"]}

        def told(frame: pd.DataFrame) -> pd.DataFrame:
            return frame.assign(event=frame["article"].map(names).astype("string"))

        return replace(self, articles=told(self.articles), sentences=told(self.sentences))


def gather(
    annotations: Iterable[Annotation],
    *,
    thresholds: Iterable[float] = tuple(THRESHOLDS.values()),
    progress: Callable[[int, int], None] | None = None,
    ids: Iterable[str] = (),
) -> Tables:
    """Return the tables of these annotations, read once.

    Args:
        annotations: Corpus, list or stream.
        thresholds: At which articles are decided again, from the evidence they keep; their own is always among them. Of many articles
            half of ``decided_again`` or more are, drawn by their ids: to decide takes as long as everything else.
        progress: Called with how many are read, and 0.
        ids: Of the articles that will come, where they are known before: then none is decided again that is not kept in the end.
    """
    packed, drawn = Packed(tuple(thresholds)), Drawn(ANALYSIS.decided_again)
    known = dict.fromkeys(_names(ids))
    for name in known:
        drawn.takes(name)
    for done, annotation in enumerate(_distinct(annotations), 1):
        name = annotation.document.id
        packed.add(annotation, again=drawn.holds(name) if name in known else drawn.takes(name))
        if progress is not None:
            progress(done, 0)
    whole = packed.frames()
    kept = whole["settings"]["article"].map(drawn.holds).astype(bool)
    whole["settings"] = whole["settings"][kept].reset_index(drop=True)
    whole, spelled = with_one_spelling(whole)
    tables = Tables(**whole, spelled=spelled)
    return tables.with_events(find_events(tables.articles, tables.sentences, tables.evidence))


def as_tables(given: object) -> Tables:
    """Return the tables of a Corpus, of annotations, or of the files that hold them; Tables are given back.

    Raises:
        ReadError: A file cannot be read or holds no annotations.
    """
    if isinstance(given, Tables):
        return given
    if isinstance(given, Annotation):
        return gather([given])
    if isinstance(given, str | Path):
        return gather(stream(given, bare=True), ids=stored_ids(Path(given)))
    return gather(_taken(given))  # type: ignore[arg-type]


def _taken(given: Iterable[object]) -> Iterator[Annotation]:
    for item in given:
        if isinstance(item, Annotation):
            yield item
        elif isinstance(item, str | Path):
            yield from stream(item, bare=True)
        else:
            raise FormatError(
                f"an analysis takes annotations or the files that hold them, not {item!r:.60}; pv.annotate makes them"
            )


def read_events(path: str | Path) -> dict[str, str]:
    """Return the event of each article from a table with the columns ``article`` and ``event`` (CSV), or from a JSON object.

    Raises:
        ReadError: It cannot be read, or has no such columns.
    """
    import csv
    import json

    name = str(path)
    try:
        text = Path(path).read_text("utf-8-sig")
        if name.casefold().endswith(".json"):
            return {str(article): str(event) for article, event in dict(json.loads(text)).items()}
    except (OSError, ValueError, TypeError) as error:
        reason = getattr(error, "strerror", None) or f"is no file of events: {error}"
        raise ReadError(name, f"cannot be read: {reason}", remedy=EVENTS) from error
    rows = csv.DictReader(text.splitlines())
    if not {"article", "event"} <= set(rows.fieldnames or ()):
        raise ReadError(
            name, f"has the columns {', '.join(rows.fieldnames or ()) or 'of nothing'}", remedy=EVENTS
        )
    return {row["article"]: row["event"] for row in rows if row["article"] and row["event"]}


EVENTS: Final = "give a CSV with the columns article (its id) and event, or a JSON object {article: event}"


def _distinct(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """Yield annotations with an id each of its own: a second article of an id is called ``id#2``, and none is counted twice."""
    seen: Counter[str] = Counter()
    for annotation in annotations:
        name = _name(annotation.document.id, seen)
        if name != annotation.document.id:
            annotation = replace(annotation, document=replace(annotation.document, id=name))  # noqa: PLW2901
        yield annotation


def _names(ids: Iterable[str]) -> Iterator[str]:
    """Yield ids as :func:`_distinct` has them."""
    seen: Counter[str] = Counter()
    return (_name(name, seen) for name in ids)


def _name(name: str, seen: Counter[str]) -> str:
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"


class Drawn:
    """Draws so many articles of a stream of unknown length, by a hash of the id: each has the same chance.

    Where more than ``most`` have been taken, every second of them is let go, and only every second of the rest is taken.
    """

    def __init__(self, most: int) -> None:
        self.most, self._mask, self._taken = most, 0, 0

    def takes(self, name: str) -> bool:
        """Tell whether an article is drawn, as far as the stream is known."""
        if not self.holds(name):
            return False
        self._taken += 1
        if self._taken > self.most:
            self._mask, self._taken = self._mask * 2 + 1, self._taken // 2
        return True

    def holds(self, name: str) -> bool:
        """Tell whether an article is among those drawn."""
        return not zlib.crc32(name.encode("utf-8", "surrogatepass")) & self._mask
