"""The development data as training material: prepared documents, labels of sentences and words, folds by story.

Read from the folder beside the project (``$PROVENANCE_SHARED`` or ``../shared``); nothing of it is copied here.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

from provenance.config import Config
from provenance.match.archive import Archive
from provenance.page.preparation import prepare
from provenance.page.prepared import Prepared
from provenance.records import Document

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PROVENANCE_SHARED", ROOT.parent / "shared"))
DATA = SHARED / "data"
FOLDS = 6
WORLDS = {"w2": 0, "w5": 1, "w11": 2, "w12": 3}
"""The fold of each invented world in English."""
Marks = list[dict[str, Any] | None]
"""The gold segment of every character of an article, None where there is none."""


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@dataclass(frozen=True)
class DataSet:
    """One development set: ``worlds_dev`` or ``meter_dev``."""

    name: str

    @cached_property
    def gold(self) -> Mapping[str, dict[str, Any]]:
        """Return the gold documents by id."""
        return {record["id"]: record for record in read_jsonl(DATA / self.name / "gold.jsonl")}

    @cached_property
    def articles(self) -> list[Prepared]:
        """Return every article, prepared."""
        return [prepare(Document(**record)) for record in read_jsonl(DATA / self.name / "articles.jsonl")]

    @cached_property
    def archive(self) -> Archive:
        """Return all dispatches as an archive."""
        return Archive.build(Document(**record) for record in read_jsonl(DATA / self.name / "wires.jsonl"))

    def story(self, name: str) -> str:
        """Return the story an article belongs to: the world, or METER's catchline and day."""
        if self.name.startswith("worlds"):
            return name.split("-", maxsplit=1)[0]
        _, desk, day, slug = name.split("/")
        match = re.match("[a-z]+", slug)
        return f"{desk}/{day}/{match[0] if match else slug}"

    def fold(self, name: str) -> int:
        """Return the fold of an article: that of its world or story."""
        story = self.story(name)
        return fold_of(story)

    @cached_property
    def independent(self) -> frozenset[str]:
        """Return METER's articles classed non-derived: the same story, told by the paper's own reporters."""
        path = DATA / self.name / "classes.json"
        classes = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        return frozenset(
            name for name, value in classes.items() if value == "non-derived" and name not in self.gold
        )

    def labelled(self) -> Iterator[tuple[Prepared, Marks]]:
        """Yield the articles with gold spans and the independent ones, with the gold of every character."""
        own = {"origin": "original", "edit": None}
        for article in self.articles:
            if article.document.id in self.gold:
                yield article, characters(self.gold[article.document.id])
            elif article.document.id in self.independent:
                yield article, [own] * len(article.document.text)


def fold_of(story: str) -> int:
    """Return the fold of an outlet, event, story or world: a world has one of its own, the others spread over all."""
    return WORLDS.get(story, crc32(story.encode()) % FOLDS)


def characters(gold: Mapping[str, Any]) -> Marks:
    """Return the gold segment of every character of a document."""
    marks: Marks = [None] * len(gold["text"])
    for segment in gold["segments"]:
        marks[segment["start"] : segment["end"]] = [segment] * (segment["end"] - segment["start"])
    return marks


def majority(marks: Marks, text: str, start: int, end: int) -> dict[str, Any] | None:
    """Return the gold segment that holds most letters and digits of a range, None where none does."""
    votes: dict[int, tuple[int, dict[str, Any]]] = {}
    for place in range(start, end):
        mark = marks[place]
        if mark is not None and text[place].isalnum():
            count, _ = votes.get(id(mark), (0, mark))
            votes[id(mark)] = (count + 1, mark)
    return max(votes.values(), key=lambda item: item[0])[1] if votes else None


def derived_share(marks: Marks, text: str, start: int, end: int) -> float | None:
    """Return the share of the letters and digits of a range that gold calls wire; None where gold says nothing."""
    known = [
        mark["origin"] == "wire"
        for mark, char in zip(marks[start:end], text[start:end], strict=True)
        if mark and char.isalnum()
    ]
    return sum(known) / len(known) if known else None


def config() -> Config:
    """Return the settings that models are fitted under: the defaults."""
    return Config()
