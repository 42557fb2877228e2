"""Measure how well "this line credits the text" is told apart, on real credit strings.

Reads ``credits_dev/credits.jsonl`` (strings with ``where`` = byline, dateline, tail, photo, inline and their agencies) and
``negatives.jsonl`` (look-alikes from menus, footers and links) of the development data; nothing of them is stored here.

A string *credits the text* where a credit of scope ``article`` or ``part`` is found in it; byline, dateline and tail are
labelled so, photo and inline are not. Three protocols, since a bare name does not tell which it is:

alone
    The string is a whole document with no field and no neighbour. What position tells a reader is missing, so this
    is the harder and the more honest figure about the patterns.
in position
    What a reader of the page knows beside the string is given back, and no more: a string of a byline field is read as
    ``Document.byline``; one that stood by a picture as the line after a caption (or as the caption, where it holds more
    than the credit); the others as a line of an article of invented text, at the start of its first paragraph
    (dateline), after its last (tail) or inside it (inline); a look-alike from a menu as a line among links.
page
    As in position, but nothing is known of fields and pictures: a byline is a line between headline and text, a picture's
    string a line below the caption of an invented picture, and the segmenter must find out what it is.

"Agency right" is the share of true positives whose agencies are those of the label (a label ``syndicator`` or ``generic``
fits any syndicate or an unnamed agency). Label errors are listed by row number and hash in
``credits_dev_label_errors.json`` and left out of the second set of figures.

Run: ``python benchmarks/credits_dev.py [--errors alone|position|page] [--data FOLDER]``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from provenance.page.agencies import agency, canonical
from provenance.page.credits import find_credits
from provenance.page.kinds import segment
from provenance.records import Credit, Document, Segment
from provenance.text.tokens import Tokens, sentence_starts

ROOT = Path(__file__).resolve().parent.parent
ERRORS = Path(__file__).with_name("credits_dev_label_errors.json")
TEXT_PLACES = frozenset({"byline", "dateline", "tail"})
OPENING = "The ferry to the northern islands will sail twice a day from the first week of June, the harbour office said."
MIDDLE = "Tickets cost the same as last year, and bicycles travel free on the early boat, according to the timetable."
CLOSING = "A second boat, now in the yard for repairs, is expected to join the line before the end of the summer season."
TITLE = "Ferry to the northern islands sails twice a day"
CAPTION = "Passengers board the early boat in the harbour on Monday"


@dataclass(frozen=True)
class Row:
    """One labelled string; ``negative`` is true for look-alikes."""

    number: int
    text: str
    where: str
    agencies: frozenset[str]
    negative: bool

    @property
    def positive(self) -> bool:
        return not self.negative and self.where in TEXT_PLACES

    @property
    def key(self) -> str:
        return f"{'negatives' if self.negative else 'credits'}:{self.number}"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def rows(folder: Path) -> Iterator[Row]:
    """Yield the labelled strings of both files, with canonical agency names."""
    for name in ("credits", "negatives"):
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                names = frozenset(_label(item) for item in record["agencies"])
                yield Row(number, record["credit_string"], record["where"], names, name == "negatives")


def _label(name: str) -> str:
    """Return a label's agency as our short name; ``*`` for "a syndicator" and "a press-release wire"."""
    if name in ("syndicator", "PR wire"):
        return "*"
    return (
        "agencies"
        if name == "generic"
        else canonical(name) or (agency(name.split(".", maxsplit=1)[0]) or _Nobody(name)).short
    )


@dataclass(frozen=True)
class _Nobody:
    short: str


def credits_of(document: Document, *, caption: tuple[int, int] | None = None) -> list[Credit]:
    """Return the credits of a document; ``caption`` names a line that is known to stand by a picture."""
    empty = np.array([], dtype=np.int64)
    tokens = Tokens(empty, empty, (), empty.astype(np.bool_), tuple(sentence_starts(document.text)))
    segments = segment(document, tokens)
    if caption:
        start, end = caption
        outside = [item for item in segments if item.end <= start or item.start >= end]
        segments = tuple(sorted([*outside, Segment(start, end, "caption")], key=lambda item: item.start))
    return list(find_credits(document, segments))


def alone(row: Row) -> list[Credit]:
    """Read the string as a document of its own."""
    return credits_of(Document(id=row.key, text=row.text))


def in_position(row: Row) -> list[Credit]:
    """Read the string where its kind stands on a page."""
    text = row.text.replace("\n", " ").strip()
    if row.where == "byline":
        return credits_of(Document(id=row.key, text=f"{OPENING}\n\n{CLOSING}", byline=text))
    if row.where == "photo":
        page = f"{CAPTION}\n{text}\n\n{OPENING}\n\n{CLOSING}"
        return credits_of(Document(id=row.key, text=page), caption=(0, len(CAPTION) + 1 + len(text)))
    if row.where == "dateline":
        return credits_of(Document(id=row.key, text=f"{text} {OPENING}\n\n{CLOSING}"))
    if row.where == "tail":
        return credits_of(Document(id=row.key, text=f"{OPENING}\n\n{CLOSING}\n\n{text}"))
    if row.where == "inline":
        return credits_of(Document(id=row.key, text=f"{OPENING}\n\n{MIDDLE} {text} {CLOSING}\n\n{CLOSING}"))
    menu = f"More stories\n{text}\nContact us\nPrivacy policy"
    return credits_of(Document(id=row.key, text=f"{OPENING}\n\n{CLOSING}\n\n{menu}"))


def on_page(row: Row) -> list[Credit]:
    """Read the string as a line of a page on which only the layout tells what it is."""
    text = row.text.replace("\n", " ").strip()
    if row.where == "photo" and not row.negative:
        return credits_of(
            Document(id=row.key, text=f"{TITLE}\n\n{CAPTION}\n{text}\n\n{OPENING}\n\n{CLOSING}")
        )
    if row.where == "byline":
        return credits_of(Document(id=row.key, text=f"{TITLE}\n\n{text}\n\n{OPENING}\n\n{CLOSING}"))
    return in_position(row)


PROTOCOLS = {"alone": alone, "position": in_position, "page": on_page}


def named(found: list[Credit]) -> frozenset[str]:
    """Return the agencies that are credited with the text."""
    return frozenset(
        name for credit in found if credit.scope in ("article", "part") for name in credit.agencies
    )


def credits_text(found: list[Credit]) -> bool:
    return any(credit.scope in ("article", "part") for credit in found)


def right(row: Row, names: frozenset[str]) -> bool:
    """Tell whether the agencies found are the label's."""
    labels = {name for name in row.agencies if name not in ("*", "agencies")}
    categories = {item.category for name in names if (item := agency(name))}
    if "*" in row.agencies and not categories & {"syndicate", "pr_wire"}:
        return False
    return labels <= names and (bool(row.agencies - labels) or names - {"agencies"} <= labels)


def measure(data: list[Row], protocol: str) -> tuple[dict[str, float], list[tuple[str, Row, list[Credit]]]]:
    """Return the figures of one protocol and its errors."""
    read = PROTOCOLS[protocol]
    counts: Counter[str] = Counter()
    errors: list[tuple[str, Row, list[Credit]]] = []
    for row in data:
        found = read(row)
        said = credits_text(found)
        kind = "negative" if row.negative else "positive" if row.positive else "other"
        counts[kind, said] += 1  # type: ignore[index]
        if said != row.positive:
            errors.append(("missed" if row.positive else "flagged", row, found))
        elif said and row.positive:
            good = right(row, named(found))
            counts["agency right" if good else "agency wrong"] += 1
            if not good:
                errors.append(("agency", row, found))
    hits, missed = counts["positive", True], counts["positive", False]  # type: ignore[index]
    false, flagged = counts["other", True], counts["negative", True]  # type: ignore[index]
    total = flagged + counts["negative", False]  # type: ignore[index]
    figures = {
        "strings": float(len(data)),
        "precision": hits / max(1, hits + false),
        "recall": hits / max(1, hits + missed),
        "agency right": counts["agency right"] / max(1, hits),
        "negatives flagged": flagged / max(1, total),
    }
    return figures, errors


def set_aside(data: list[Row]) -> list[Row]:
    """Return the rows whose label is not listed as wrong; a listed hash that fits no row is an error."""
    listed = {(item["row"], item["sha256"]) for item in json.loads(ERRORS.read_text("utf-8"))["errors"]}
    known = {(row.key, row.sha256) for row in data}
    if listed - known:
        sys.exit(f"{len(listed - known)} listed label errors fit no row of this data")
    return [row for row in data if (row.key, row.sha256) not in listed]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shared = Path(os.environ.get("PROVENANCE_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data" / "credits_dev")
    parser.add_argument("--errors", choices=tuple(PROTOCOLS), help="print every error of one protocol")
    options = parser.parse_args()
    if not options.data.is_dir():
        sys.exit(f"no development data at {options.data}: set PROVENANCE_SHARED or give --data")
    data = list(rows(options.data))
    checked = set_aside(data)
    print(f"{len(data)} strings, {len(data) - len(checked)} label errors set aside")
    for title, part in (("as labelled", data), ("label errors set aside", checked)):
        for protocol in PROTOCOLS:
            figures, errors = measure(part, protocol)
            print(
                f"{title}, {protocol}: "
                + ", ".join(f"{key} {value:.3f}" for key, value in figures.items() if key != "strings")
            )
            if options.errors == protocol and part is checked:
                for kind, row, found in errors:
                    print(f"  {kind} {row.key} [{row.where}] {sorted(row.agencies)} {row.text[:200]!r}")
                    for credit in found:
                        print(
                            f"      {credit.rule} {credit.role} {credit.agencies} {credit.scope} {credit.certainty} {credit.text[:60]!r}"
                        )


if __name__ == "__main__":
    main()
