"""The editor's list: what is found in each article, weighed, ordered and folded, one entry an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.auditing.finders import FINDERS, Found, Place
from provenance.auditing.items import Entry, Item, key_of
from provenance.auditing.seen import Seen
from provenance.auditing.since import since_of
from provenance.config import AuditConfig, Config
from provenance.errors import FormatError
from provenance.exporters.files import writing
from provenance.records import Annotation, Coverage
from provenance.result import load
from provenance.show import (
    ListFacts,
    article_facts,
    at_hand,
    beside,
    heading,
    in_words,
    item_says,
    parameters,
    sharing_of,
    stated,
    visible,
)
from provenance.text import moment

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 1
"""Decimals of a weight."""
Given = Annotation | str | Path | Iterable[Annotation]


@dataclass(frozen=True, slots=True)
class Audit:
    """The editor's list: ``entries`` in order; ``undated`` stand apart where articles since a time were asked for.

    ``made`` has the version and the settings as names and values, ``archive`` what was at hand. It shows itself in a notebook.
    """

    entries: tuple[Entry, ...]
    undated: tuple[Entry, ...] = ()
    facts: ListFacts = field(default_factory=ListFacts)
    made: tuple[tuple[str, str], ...] = ()
    archive: Coverage = field(default_factory=Coverage)

    def __len__(self) -> int:
        """Return how many things there are to look at."""
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[tuple[Entry, Item]]:
        """Yield every item with its article, in the order of the list."""
        return ((entry, item) for entry in (*self.entries, *self.undated) for item in entry.items)

    def __repr__(self) -> str:
        kinds = Counter(item.label for _, item in self)
        words = ", ".join(f"{number} {label.lower()}" for label, number in kinds.most_common())
        return f"<Audit of {self.facts.articles:,} articles: {words or 'nothing to look at'}>"

    def _repr_mimebundle_(self, **_only: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show the list in a notebook, with and without a kernel."""
        from provenance.auditing.view import view_of
        from provenance.show import list_picture

        return {"text/html": list_picture(view_of(self)), "text/plain": repr(self)}, {}

    def to_frame(self) -> pd.DataFrame:
        """Return one row an item; ``docs/morning.md`` says what each column means."""
        from provenance.auditing.tables import frame

        return frame(self)

    def write(self, path: str | Path) -> Path:
        """Write a page (.html), a table (.csv) or everything (.json), whole or not at all, and return its path."""
        from provenance.auditing.tables import FORMS

        form = FORMS.get(Path(path).suffix.lower())
        if form is None:
            raise FormatError(f"{path}: a list is written as {', '.join(FORMS)}; the suffix says which")
        data = form(self)
        with writing(Path(path)) as stream:
            stream.write(data)
        return Path(path)


def audit(
    annotations: Given,
    *,
    since: str | datetime | timedelta | None = None,
    config: Config | None = None,
    seen: Seen | None = None,
    now: datetime | None = None,
) -> Audit:
    """Return what an editor should look at in some articles, the weightiest first.

    Args:
        annotations: A Corpus, one annotation or several, or the path of saved ones; read once, and texts are not kept.
        since: Only articles from a day (``2026-11-25``) or of the last hours (``24h``); undated ones stand apart.
        config: Settings; by default those that the first article was annotated with. ``[audit]`` has the weights.
        seen: What was on the list of earlier days, to tell what is new; it is written by :meth:`Seen.keep`.
        now: The time from which ``24h`` counts back; by default that of this machine.
    """
    today = now or datetime.now(UTC)
    start = since_of(since, today)
    made = _Making(start, config, seen)
    for annotation in _each(annotations):
        made.take(annotation)
    return made.result(future=start is not None and start > today.astimezone(UTC))


def _each(given: Given) -> Iterable[Annotation]:
    if isinstance(given, str | Path):
        return load(given)
    return (given,) if isinstance(given, Annotation) else given


class _Making:
    """A list in the making: one annotation after the other is looked at and let go."""

    def __init__(self, start: datetime | None, config: Config | None, seen: Seen | None) -> None:
        self.start, self.config, self.seen = start, config, seen
        self.dated: list[Entry] = []
        self.undated: list[Entry] = []
        self.known: set[tuple[str, str]] = set()
        self.counts: Counter[str] = Counter()
        self.archive = Coverage()
        self.made: tuple[tuple[str, str], ...] = ()

    def take(self, annotation: Annotation) -> None:
        """Look at an article, unless it was given before or is older than what is asked for."""
        document = annotation.document
        name = (document.id, document.sha256)
        if name in self.known:
            self.counts["repeated"] += 1
            return
        self.known.add(name)
        when = moment(document.published)
        if self.start is not None and when is not None and when.latest < self.start.timestamp():
            self.counts["earlier"] += 1
            return
        self.counts["undated"] += when is None
        self.counts["maybe"] += article_facts(annotation).counts.maybe
        items = _items(annotation, self._noted(annotation), self.seen)
        if items:
            found = self.undated if self.start is not None and when is None else self.dated
            found.append(_entry(annotation, items))

    def _noted(self, annotation: Annotation) -> Config:
        """Keep what is said of the run, and return the settings."""
        self.counts["articles"] += 1
        self.counts["dispatches"] = max(self.counts["dispatches"], at_hand([annotation]))
        if annotation.archive.documents > self.archive.documents:
            self.archive = annotation.archive
        self.made = self.made or _made(annotation)
        self.config = self.config or Config.from_result(annotation.run.config)[0]
        return self.config

    def result(self, *, future: bool) -> Audit:
        """Return the list; ``future`` where the time from which articles were asked for is still to come."""
        dated, undated = (tuple(sorted(found, key=_order)) for found in (self.dated, self.undated))
        items = [item for entry in (*dated, *undated) for item in entry.items]
        facts = ListFacts(
            articles=self.counts["articles"],
            flagged=len(dated) + len(undated),
            entries=len(items),
            new=sum(item.new for item in items),
            known=self.seen is not None and self.seen.known,
            since=in_words(self.start.isoformat()) if self.start else "",
            earlier=self.counts["earlier"],
            undated=self.counts["undated"],
            dispatches=self.counts["dispatches"],
            repeated=self.counts["repeated"],
            maybe=self.counts["maybe"],
            apart=len(undated),
            future=future and self.counts["articles"] == self.counts["undated"],
        )
        return Audit(dated, undated, facts, self.made, self.archive)


def _made(annotation: Annotation) -> tuple[tuple[str, str], ...]:
    rows = [(name, value) for name, value in parameters(annotation) if not name.startswith("Text")]
    return tuple(rows)


def _entry(annotation: Annotation, items: tuple[Item, ...]) -> Entry:
    document = annotation.document
    return Entry(
        id=visible(document.id),
        outlet=visible(document.outlet or ""),
        title=visible(heading(annotation)),
        published=document.published,
        when=stated(document.published),
        url=document.url or "",
        items=items,
    )


def _items(annotation: Annotation, config: Config, seen: Seen | None) -> tuple[Item, ...]:
    """Return what is found in an article, the weightiest first."""
    found = [_item(annotation, one, config.audit) for ask in FINDERS for one in ask(annotation, config)]
    marked = [replace(item, new=seen is not None and seen.is_new(item.key)) for item in found]
    return tuple(sorted(marked, key=lambda item: (-item.weight, item.kind, item.agency)))


def _item(annotation: Annotation, found: Found, weights: AuditConfig) -> Item:
    facts = replace(found.facts, agency=visible(found.facts.agency), text=visible(found.facts.text))
    item = Item(
        kind=facts.kind,
        agency=facts.agency,
        certainty=found.certainty,
        weight=_weight(found, weights),
        says=item_says(facts),
        sentences=facts.sentences,
        places=_places(annotation, found.places, weights.passages),
    )
    return replace(item, key=key_of(annotation.document.id, item))


def _weight(found: Found, weights: AuditConfig) -> float:
    """Return the weight of the kind, less where the source is not sure, and where little of the article is concerned."""
    sure: Mapping[str, float] = {"likely": weights.likely, "possible": weights.possible}
    extent = weights.least + (1 - weights.least) * found.extent
    return round(float(getattr(weights, found.weight)) * sure.get(found.certainty, 1.0) * extent, DIGITS)


def _places(annotation: Annotation, places: tuple[Place, ...], most: int) -> tuple[Any, ...]:
    """Return the most telling sentences beside their passages, in the order of the text."""
    chosen = sorted(places[:most], key=lambda place: place.at)
    sharing = sharing_of(annotation)
    return tuple(beside(annotation, place.at, place.evidence, sharing, place.note) for place in chosen)


def _order(entry: Entry) -> tuple[Any, ...]:
    """Order by weight, then by how much there is, then the newest, then the id."""
    when = moment(entry.published)
    return (-entry.weight, -len(entry.items), -(when.latest if when else 0.0), entry.id)
