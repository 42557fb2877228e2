"""The packaged sample corpus, decided: what views and reports are tested with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from provenance.config import Config
from provenance.match.archive import Archive
from provenance.pipeline import annotate
from provenance.records import Annotation, Document

WORLDS = Path(__file__).resolve().parent.parent / "seeds" / "worlds"
FIELDS = {"id", "text", "title", "outlet", "published", "agency"}


def documents(name: str) -> list[Document]:
    """Return the documents of a sample file."""
    lines = (WORLDS / name).read_text("utf-8").splitlines()
    return [Document(**{k: v for k, v in json.loads(line).items() if k in FIELDS}) for line in lines]


@cache
def annotations() -> tuple[Annotation, ...]:
    """Return the sample articles, decided against the sample dispatches."""
    return annotate(documents("articles.jsonl"), Archive.build(documents("wires.jsonl")), config=Config())


def annotation(name: str) -> Annotation:
    """Return one sample article by id."""
    return next(a for a in annotations() if a.document.id == name)
