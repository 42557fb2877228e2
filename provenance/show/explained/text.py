"""An explanation for a terminal: 80 columns, readable without colour and in ASCII but for the marks of bars."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from provenance.explanation import Explanation
from provenance.show.explained.model import Bar, Line, Passage, Row, Step, Told, Weights
from provenance.show.explained.telling import tell
from provenance.show.explained.weights import factor, percent
from provenance.show.view._words import show

INDENT = 12
BAR = 20
"""Columns of a bar; the middle stands for even odds."""
NUMBERS = 15
"""Columns of a factor and of the probability so far."""
MARKS = {"window": "-", "hand": "=", "near": "*", "article": "A"}
"""Letters of the line of time; what comes later stands over what comes before."""
FOR, AGAINST, EVEN, START = "█", "░", "┊", "│"


def explanation_text(explanation: Explanation, *, width: int = 80) -> str:
    """Return the steps as plain text of at most ``width`` columns, but for words that are longer."""
    return show("\n".join(line.rstrip() for line in _lines(tell(explanation), width)) + "\n")


def listing(explanations: Sequence[tuple[int, str, str]], *, width: int = 80) -> str:
    """Return a numbered list of sentences with their answers: ``(number, answer, sentence)``."""
    rows = []
    for number, answer, sentence in explanations:
        head = f"{number:>4} {answer:<34.34} "
        room = max(10, width - len(head))
        rows.append(head + textwrap.shorten(" ".join(sentence.split()), room, placeholder=" ..."))
    return "\n".join(rows) + "\n"


def _lines(told: Told, width: int) -> Iterator[str]:
    yield from _wrapped(f"{told.outlet}, {told.where}", width)
    yield ""
    yield from _wrapped(told.sentence, width, "  ")
    yield ""
    yield told.title
    number = f" ({told.number})" if told.number else ""
    answer, comma, sure = told.bold.removesuffix(".").partition(",")
    yield from _wrapped(f"{answer.upper()}{comma}{sure}{number}", width)
    yield from _wrapped(told.rest, width, "  ")
    for number_, step in enumerate(told.steps, 1):
        yield ""
        yield from _step(number_, step, width)


def _step(number: int, step: Step, width: int) -> Iterator[str]:
    rows = [step.lead, f"$ {step.command}" if step.command else ""]
    rows += [_passage(item) for item in step.passages]
    rows += map(_row, step.rows)
    yield from _hung(f"{number} {step.mark}", filter(None, rows), width)
    if step.line:
        yield from _line(step.line, width)
    yield from _hung("", [item.note for item in step.passages[:1] if item.note], width)
    best = next((item for item in step.passages if item.weights), None)
    if best is not None and best.weights is not None:
        yield ""
        yield from _weights(best, best.weights, width)


def _line(line: Line, width: int) -> Iterator[str]:
    """Yield the times on one line of letters, and what each letter is."""
    room = width - INDENT
    cells = ["."] * room
    for mark in line.marks:
        first, last = (min(room - 1, int(place * room)) for place in (mark.start, mark.end))
        cells[first : last + 1] = MARKS[mark.kind] * (last - first + 1)
    yield " " * INDENT + "".join(cells)
    for mark in line.marks:
        yield from _wrapped(f"{MARKS[mark.kind]} {mark.label}", width, " " * INDENT)


def _row(row: Row) -> str:
    head = f'"{row.head}"' if row.quote else row.head
    named = f"{head} {row.state}" if head.endswith("?") else ", ".join(filter(None, [head, row.state]))
    aside = f" ({row.aside})" if row.aside else ""
    return ": ".join(filter(None, [named, row.text])) + aside


def _passage(item: Passage) -> str:
    mark = f" <- {item.mark}" if item.mark else ""
    return f"{item.score} {item.agency} ({item.when}) {item.why}{mark}"


def _weights(item: Passage, found: Weights, width: int) -> Iterator[str]:
    """Yield one row a reading; a bar's length is its weight wherever it stands, for the scale is even in odds."""
    quoted = "".join(f"[{text}]" if held else text for text, held in item.pieces)
    if quoted:
        yield from _wrapped(f'{item.agency}: "{" ".join(quoted.split())}"', width, "  ")
    room = width - BAR - NUMBERS - 4
    yield f"  {'What was read':<{room}} {_axis(found)}  odds so far"
    yield f"  {found.before.says:<{room}} {_bar(found.before)} {'':>7} {found.before.so_far:>6}"
    for bar in found.bars:
        says = f"{bar.says}: {bar.detail}" if bar.detail else bar.says
        label = textwrap.wrap(says, room) or [""]
        weight = factor(bar.odds, times="x", over="/").replace(" ", "")
        yield f"  {label[0]:<{room}} {_bar(bar)} {weight:>7} {bar.so_far:>6}"
        yield from (f"   {more}" for more in label[1:])
    yield f"  {FOR} speaks for it  {AGAINST} speaks against it  {EVEN} {percent(0.5)}"


def _axis(found: Weights) -> str:
    """Return the labels of the scale over its columns: the outermost and the middle, for there is room for three."""
    line = [" "] * BAR
    for place, label in (found.ticks[0], (0.5, percent(0.5)), found.ticks[-1]):
        first = min(max(0, round(place * BAR) - len(label) // 2), BAR - len(label))
        line[first : first + len(label)] = label
    return "".join(line)


def _bar(bar: Bar) -> str:
    cells = [EVEN if place == BAR // 2 else " " for place in range(BAR)]
    first, last = round(bar.start * BAR), round(bar.end * BAR)
    if not bar.odds:
        cells[min(last, BAR - 1)] = START
    for place in range(min(first, last), max(first, last)):
        cells[place] = FOR if bar.odds > 0 else AGAINST
    return "".join(cells)


def _hung(title: str, rows: Iterable[str], width: int) -> Iterator[str]:
    """Yield rows beside a title, each hanging by one column."""
    head = f"{title:<{INDENT}}"
    for row in rows:
        yield from textwrap.wrap(
            row, width, initial_indent=head, subsequent_indent=" " * (INDENT + 1), break_on_hyphens=False
        )
        head = " " * INDENT


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent)
