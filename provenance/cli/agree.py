"""How far the annotations agree with a gold file or with people's reviews: by origin, sentence by sentence."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from provenance.claim import FORMAT, LABELS, Agreement, Decision, ReviewStore, agreement
from provenance.contract import KINDS
from provenance.errors import ReadError
from provenance.records import Annotation

LETTERS: dict[str | None, str] = {KINDS[key].origin: KINDS[key].letter for key in ("w", "sh", "q", "n", "x")}
"""One letter an origin; how a dispatch was edited is not compared here."""
WORDS = {letter: origin or "none" for origin, letter in LETTERS.items()}
TOOL, GOLD = "tool", "gold"
Labels = dict[str, list[tuple[int, int, str]]]
"""Article id to ranges of its text with their letters, in order."""


def compare(annotations: Iterable[Annotation], path: Path) -> tuple[Agreement, Counter[tuple[str, str]]]:
    """Return the agreement, and how often each pair (truth, tool) of origins occurs.

    A sentence of the tool is compared with the gold range, or the reviewed sentence, that covers its middle; where
    several people reviewed it and differ, it is left out. What a file does not judge is left out too.
    """
    truth = _reviews(path) if _is_review(path) else _gold(path)
    made = list(annotations)
    if not truth.keys() & {annotation.document.id for annotation in made}:
        raise ReadError(str(path), _strangers(truth, made))
    decisions: list[Decision] = []
    pairs: Counter[tuple[str, str]] = Counter()
    for annotation in made:
        name = annotation.document.id
        ranges = truth.get(name, [])
        starts = [start for start, _, _ in ranges]
        for finding in annotation.findings:
            start, end = finding.segment.start, finding.segment.end
            place = bisect_right(starts, (start + end) // 2) - 1
            if place < 0 or (start + end) // 2 >= ranges[place][1]:
                continue
            said, told = ranges[place][2], LETTERS[finding.verdict.origin]
            pairs[WORDS[said], WORDS[told]] += 1
            decisions += [
                Decision(name, start, end, told, TOOL, ""),
                Decision(name, start, end, said, GOLD, ""),
            ]
    return agreement(decisions), pairs


def _strangers(truth: Labels, made: Sequence[Annotation]) -> str:
    """Say that two files share no article, with an id of each, so that the difference is seen."""
    if not truth or not made:
        return f"nothing to compare: {len(made)} annotations, {len(truth)} articles judged"
    return (
        f"judges no article that the annotations have: its ids are such as {next(iter(truth))!r}, theirs such as "
        f"{made[0].document.id!r}; ids must be equal"
    )


def _is_review(path: Path) -> bool:
    with path.open("rb") as file:
        return FORMAT.encode() in file.readline(1_000)


def _reviews(path: Path) -> Labels:
    store = ReviewStore(path)
    if store.problems:
        raise ReadError(str(path), store.problems[0])
    found: dict[tuple[str, int, int], set[str]] = {}
    for decision in store.decisions():
        if decision.label != "?":
            found.setdefault(decision.unit, set()).add(LETTERS[LABELS[decision.label][0]])
    labels: Labels = {}
    for (article, start, end), letters in sorted(found.items()):
        if len(letters) == 1:
            labels.setdefault(article, []).append((start, end, min(letters)))
    return labels


def _gold(path: Path) -> Labels:
    labels: Labels = {}
    for number, values in _lines(path):
        try:
            ranges = [
                (int(item["start"]), int(item["end"]), LETTERS[item["origin"]]) for item in values["segments"]
            ]
            labels[str(values["id"])] = sorted(ranges)
        except (KeyError, TypeError, ValueError) as error:
            reason = "is no gold record: it needs id, and segments with start, end and origin"
            raise ReadError(str(path), reason, line=number) from error
    return labels


def _lines(path: Path) -> Iterator[tuple[int, dict[str, list[dict[str, str]]]]]:
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ReadError(str(path), f"is not JSON: {error}", line=number) from error


def table(pairs: Counter[tuple[str, str]]) -> Table:
    """Return the cross table: a row for what is true, a column for what the tool says."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    names = [name for name in WORDS.values() if any(name in pair for pair in pairs)]
    shown.add_column("gold \\ tool")
    for name in names:
        shown.add_column(name, justify="right")
    for said in names:
        shown.add_row(
            said, *(Text(str(pairs[said, told]), style="bold" if said == told else "") for told in names)
        )
    return shown


def summary(found: Agreement) -> str:
    """Return the figures in one line; one that is not defined is a dash."""
    figures = (
        ("agreement", found.percent),
        ("Cohen's kappa", found.cohen),
        ("Krippendorff's alpha", found.alpha),
    )
    words = ", ".join(f"{name} {'–' if value is None else f'{value:.3f}'}" for name, value in figures)
    return f"{found.units:,} sentences judged by both: {words}"
