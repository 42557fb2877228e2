"""Each line of pages in many manners gets its kind; segments are sentences, in order, apart and complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.config import SegmentConfig
from provenance.records import Document, Segment
from provenance.segments import segment
from provenance.text import tokenise

KINDS = {
    "H": "headline", "D": "deck", "S": "subhead", "B": "body", "C": "caption", "R": "credit", "F": "furniture", "T": "table",
}  # fmt: skip
PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def kinds_by_line(document: Document) -> dict[int, set[str]]:
    """Return the kinds found on each line, by its number from 1."""
    found: dict[int, set[str]] = {}
    for item in segments_of(document):
        found.setdefault(document.text.count("\n", 0, item.start) + 1, set()).add(item.kind)
    return found


def segments_of(document: Document) -> tuple[Segment, ...]:
    return segment(document, tokenise(document.text), config=SegmentConfig())


def labelled(path: Path) -> tuple[str, dict[int, str]]:
    """Return the text of a page and the kind of each line by its number."""
    lines = path.read_text("utf-8").split("\n")
    text = "\n".join(line[2:] for line in lines)
    return text, {n: KINDS[line[0]] for n, line in enumerate(lines, 1) if line.strip()}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("titled", [False, True], ids=["text only", "with title"])
def test_every_line_of_a_page_has_its_kind(path, titled):
    text, expected = labelled(path)
    title = (
        next(text.split("\n")[n - 1] for n, kind in expected.items() if kind == "headline")
        if titled
        else None
    )
    found = kinds_by_line(Document("x", text, title=title))
    lines = text.split("\n")
    wrong = {lines[n - 1]: (found.get(n), kind) for n, kind in expected.items() if found.get(n) != {kind}}
    assert not wrong
