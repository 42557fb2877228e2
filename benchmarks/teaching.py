"""What the models are taught on: labelled articles of five sets, with the dispatches that they may derive from.

Five sets teach: real modern pages with two readers' labels, newsrooms that wrote on their own (with one dispatch at hand, and
with many), METER's articles, and invented worlds. A fold never holds part of an outlet, event, story or world.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.development import DATA, DataSet, Marks, characters, fold_of, read_jsonl
from provenance.match.archive import Archive
from provenance.page.preparation import prepare
from provenance.page.prepared import Prepared
from provenance.records import Document


@dataclass(frozen=True)
class Labelled:
    """An article with what is known of it: the set it weighs with, the fold of its story, and labels.

    ``marks`` are gold segments by character; ``answers`` tells of single segments whether they derive (modern pages).
    """

    name: str
    fold: int
    article: Prepared
    archive: Archive
    marks: Marks | None = None
    answers: Mapping[int, bool] = field(default_factory=dict)


def archive_of(*path: str) -> Archive:
    """Return the dispatches of a set as an archive."""
    return Archive.build(Document(**record) for record in read_jsonl(DATA.joinpath(*path, "wires.jsonl")))


def modern() -> Iterator[Labelled]:
    """Yield the modern pages that hold labelled sentences; folds are outlets."""
    archive = archive_of("modern_dev")
    labels = defaultdict(list)
    for row in read_jsonl(DATA / "modern_dev" / "labels.jsonl"):
        labels[row["id"]].append(row)
    for record in read_jsonl(DATA / "modern_dev" / "articles.jsonl"):
        if record["id"] in labels:
            article = prepare(Document(**record))
            answers = modern_answers(article, labels[record["id"]])
            yield Labelled("modern_dev", fold_of(record["outlet"]), article, archive, answers=answers)


def modern_answers(article: Prepared, rows: Sequence[Mapping[str, Any]]) -> dict[int, bool]:
    """Return by segment whether it derives, where both readers say so; speech, stock and own text do not."""
    answers = {}
    for row in rows:
        derived = {row[reader] in "VLH" for reader in ("one", "two")}
        if len(derived) == 1 and "U" not in (row["one"], row["two"]):
            answers[_covering(article, row["start"], row["end"])] = derived.pop()
    return answers


def _covering(article: Prepared, start: int, end: int) -> int:
    """Return the segment that covers most of a range."""
    segments = article.segments
    return max(range(len(segments)), key=lambda i: min(segments[i].end, end) - max(segments[i].start, start))


def same_event(*, pool: bool) -> Iterator[Labelled]:
    """Yield reports by newsrooms that wrote on their own, with one report of the event (or of all) as the archive.

    Nothing in them derives, but some sentences are agency paragraphs or statements that both printed.
    """
    events = defaultdict(list)
    for record in read_jsonl(DATA / "sameevent_dev" / "articles.jsonl"):
        events[record["event"]].append(record)
    first = {event: _as_dispatch(rows[0]) for event, rows in events.items()}
    everything = Archive.build(first.values()) if pool else None
    for event, rows in events.items():
        archive = everything or Archive.build([first[event]])
        for row in rows[1:]:
            article = prepare(Document(id=row["id"], text=row["text"], outlet=row["outlet"]))
            answers = dict.fromkeys(article.content, False)
            yield Labelled("pool" if pool else "one", fold_of(event), article, archive, answers=answers)


def _as_dispatch(row: Mapping[str, Any]) -> Document:
    return Document(id=row["id"], text=row["text"], agency="AP")


def worlds() -> Iterator[Labelled]:
    """Yield the invented worlds in English; folds are worlds."""
    for path in (("worlds_dev",), ("worlds_more", "w11"), ("worlds_more", "w12")):
        archive = archive_of(*path)
        gold = {record["id"]: record for record in read_jsonl(DATA.joinpath(*path, "gold.jsonl"))}
        for record in read_jsonl(DATA.joinpath(*path, "articles.jsonl")):
            world, article = record["id"].split("-", maxsplit=1)[0], prepare(Document(**record))
            yield Labelled("worlds", fold_of(world), article, archive, marks=characters(gold[record["id"]]))


def meter() -> Iterator[Labelled]:
    """Yield METER's articles with gold spans and those classed non-derived; folds are stories."""
    data = DataSet("meter_dev")
    for article, marks in data.labelled():
        name = article.document.id
        yield Labelled(data.name, fold_of(data.story(name)), article, data.archive, marks=marks)
