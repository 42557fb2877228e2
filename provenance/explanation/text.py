"""An explanation for a terminal: five steps, 80 columns, readable without colour and in ASCII but for the marks of bars."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence

from provenance.explanation.nearest import Nearest
from provenance.explanation.steps import Candidate, Explanation, Search
from provenance.explanation.waterfall import Waterfall, Weight
from provenance.match import log_odds

INDENT = 12
BAR = 20
"""Columns of a bar; the middle stands for even odds."""
SPAN = 3.0
"""Least log-odds from the middle to either end of a bar: about 5 and 95 in 100; more where a row goes beyond."""
MOST = 999
"""The largest factor that is written out."""
FOR, AGAINST, EVEN = "█", "░", "┊"


def render(explanation: Explanation, *, width: int = 80) -> str:
    """Return the five steps as plain text of at most ``width`` columns, but for words that are longer."""
    lines = [
        *_head(explanation, width),
        *_step("1 KIND", _kind(explanation), width),
        *_step("2 CREDITS", _credits(explanation), width),
        *_step("3 SOURCES", _sources(explanation), width),
    ]
    shown = next((item for item in explanation.candidates if item.weights), None)
    if shown is not None and shown.weights is not None:
        lines += [*_weights(shown, shown.weights, width)]
    lines += [
        *_step("4 RULES", _rules(explanation), width),
        *_step("5 CHANGES", [*_wider(explanation), *explanation.changes], width),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def listing(explanations: Sequence[tuple[int, str, str]], *, width: int = 80) -> str:
    """Return a numbered list of sentences with their answers: ``(number, answer, sentence)``."""
    rows = []
    for number, answer, sentence in explanations:
        head = f"{number:>4} {answer:<34.34} "
        rows.append(
            head
            + textwrap.shorten(" ".join(sentence.split()), max(10, width - len(head)), placeholder=" ...")
        )
    return "\n".join(rows) + "\n"


def _head(explanation: Explanation, width: int) -> Iterator[str]:
    document, verdict = explanation.document, explanation.finding.verdict
    when = f", {document.published}" if document.published else ""
    where = f"{document.outlet or document.id}{when}, sentence {explanation.number} of {explanation.total}"
    yield from _wrapped(where, width)
    yield from _wrapped(" ".join(explanation.sentence.split()), width, indent=" ")
    sure = (
        "" if verdict.confidence is None else f", {verdict.certainty} ({_two_decimals(verdict.confidence)})"
    )
    unsearched = ", and no dispatch was searched" if explanation.search and explanation.search.empty else ""
    yield from _wrapped(f"{explanation.answer.upper()}{unsearched or sure}", width)
    yield from _wrapped(verdict.why, width, indent=" ")


def _two_decimals(confidence: float) -> str:
    """Return a probability as it may be said: never 1.00."""
    return f"{confidence:.2f}" if confidence < 0.995 else "above 0.99"


def _kind(explanation: Explanation) -> Iterator[str]:
    rule = explanation.finding.segment.rule
    for reading in sorted(explanation.readings, key=lambda item: not item.fits):
        named = f" (rule: {rule})" if reading.fits and rule else ""
        yield f"{'' if reading.fits else 'not '}{reading.kind}{named}: {reading.because}"


def _credits(explanation: Explanation) -> Iterator[str]:
    for step in explanation.credits:
        text = " ".join(step.credit.text.split())
        yield f'"{textwrap.shorten(text, 40, placeholder=" ...")}" ({step.credit.rule}): {step.because}'
    if not explanation.credits:
        yield "The page declares none."


def _sources(explanation: Explanation) -> Iterator[str]:
    if explanation.search is not None:
        yield from _searched(explanation.search)
    rests = explanation.finding.rests
    for number, item in enumerate(explanation.candidates):
        evidence = item.evidence
        mark = " <- rests on it" if number == rests else ""
        who = evidence.agency or evidence.doc
        words = f"{item.same} of {explanation.finding.words} words"
        yield f"{evidence.score:.2f} {who} ({evidence.role}, {evidence.published or 'no time'}) {words}{mark}"
    if not explanation.candidates and explanation.search is None:
        yield "No passage came near."
    yield from dict.fromkeys(item.note for item in explanation.candidates if item.note)


def _searched(search: Search) -> Iterator[str]:
    at_hand = search.at_hand.documents
    if search.known:
        yield f"{search.searched.documents:,} of {at_hand:,} dispatches at hand searched{_window(search)}"
    else:
        yield f"{at_hand:,} dispatches at hand; how many of them were searched is not kept in this result"
    if search.empty and at_hand:
        yield "Nothing found says nothing about this sentence: no dispatch was compared with it."
    if search.searched.peers:
        yield f"{search.searched.peers:,} other articles compared"
    if search.nearest is not None:
        yield from _nearest(search.nearest, search)
    elif search.looked:
        yield "No dispatch at hand, of any time, has a rare word of it."
    else:
        yield "The nearest passage of all was not looked for: give the archive to find it."


def _window(search: Search) -> str:
    if not search.dated and search.at_hand.documents:
        return "; the article states no time, so no window applies"
    return f" in the {search.window:g} h before" if search.window else ""


def _nearest(near: Nearest, search: Search) -> Iterator[str]:
    yield f"Nearest at hand: {near.agency or near.doc}, {near.published or 'no time'}, {near.same} words in order:"
    yield f'"{textwrap.shorten(" ".join(near.passage.split()), 150, placeholder=" ...")}"'
    if near.obstacle == "window" and near.hours is not None:
        yield (
            f"Ruled out by the window: {search.window:g} h are searched, this is {near.hours:,.0f} h old. "
            f"Inside it, it would be at {near.score:.2f}."
        )
    elif near.obstacle == "later":
        yield f"Ruled out: it was released after the article. Otherwise it would be at {near.score:.2f}."
    else:
        yield f"Ruled out by its probability: {near.score:.2f}."


def _wider(explanation: Explanation) -> Iterator[str]:
    found = explanation.search.wider if explanation.search else None
    if found is None:
        return
    this = "This sentence would then match a dispatch" if found.this_one else "This sentence would not change"
    yield f"--window all searches every dispatch at hand. {this}; {found.gained} of {found.of} sentences would match."


def _rules(explanation: Explanation) -> Iterator[str]:
    for item in explanation.rules:
        if item.outcome != "not asked":
            yield f"{item.question} {'YES' if item.outcome == 'answered' else 'no'}: {item.because}".rstrip(
                ": "
            )
    rest = [item.rule for item in explanation.rules if item.outcome == "not asked"]
    if rest:
        yield f"not asked any more: {', '.join(rest)}"


def _weights(item: Candidate, found: Waterfall, width: int) -> Iterator[str]:
    """Yield one row a reading; a bar's length is its weight wherever it stands, for the scale is even in odds."""
    if item.passage:
        quoted = textwrap.shorten(" ".join(item.passage.split()), 3 * (width - 8), placeholder=" ...")
        yield from _wrapped(f'{item.evidence.agency or item.evidence.doc}: "{quoted}"', width, indent="  ")
    room = width - BAR - 17
    span = max(
        SPAN, *(abs(log_odds(place)) for place in (found.before, *(row.after for row in found.weights)))
    )
    low, high = (f"{100 / (1 + math.exp(side)):.0f} %" for side in (span, -span))
    half = BAR // 2 - 2
    yield f"  {'What was read':<{room}} {low:<{half}}50 %{high:>{half}}   odds so far"
    yield f"  {'before looking':<{room}} {_bar(None, found.before, span)} {'':>6} {_percent(found.before):>6}"
    before = found.before
    for weight in found.weights:
        label = textwrap.wrap(weight.says, room) or [""]
        yield f"  {label[0]:<{room}} {_bar(before, weight.after, span)} {_factor(weight):>6} {_percent(weight.after):>6}"
        yield from (f"  {more}" for more in label[1:])
        before = weight.after
    yield f"  {FOR} speaks for it  {AGAINST} speaks against it  {EVEN} 50 %"


def _bar(before: float | None, after: float, span: float) -> str:
    first, last = _column(after if before is None else before, span), _column(after, span)
    cells = [EVEN if place == BAR // 2 else " " for place in range(BAR)]
    if before is None:
        cells[min(last, BAR - 1)] = "│"
    for place in range(min(first, last), max(first, last)):
        cells[place] = FOR if last > first else AGAINST
    return "".join(cells)


def _column(probability: float, span: float) -> int:
    return round(BAR * (log_odds(probability) + span) / (2 * span))


def _factor(weight: Weight) -> str:
    factor = math.exp(abs(weight.odds))
    sign = "x" if weight.odds >= 0 else "/"
    if factor >= MOST:
        return f"{sign}>{MOST}"
    return f"{sign}{factor:.{0 if factor >= 10 else 1 if factor >= 1.15 else 2}f}"


def _percent(probability: float) -> str:
    percent = 100 * probability
    if not 0.1 <= percent <= 99.9:  # never "0 %" or "100 %": nothing is certain
        return "<0.1 %" if percent < 1 else ">99.9%"
    return f"{percent:.0f} %" if 1 <= percent <= 99 else f"{percent:.1f} %"


def _step(title: str, rows: Sequence[str] | Iterator[str], width: int) -> Iterator[str]:
    head = f"{title:<{INDENT}}"
    for row in rows:
        yield from textwrap.wrap(
            row, width, initial_indent=head, subsequent_indent=" " * (INDENT + 1), break_on_hyphens=False
        )
        head = " " * INDENT


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent)
