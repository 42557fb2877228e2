"""An explanation in a notebook: static HTML within what JupyterLab's sanitiser lets pass, as :mod:`provenance.show.static_html`.

A bar is a cell of a small table. What speaks against is hatched with strokes that are text, so that grey paper and a reader
without style sheets have them too.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from provenance.contract import BADGES, KINDS, PALETTE
from provenance.explanation import Explanation
from provenance.show.explained.model import Bar, Passage, Row, Ruler, Step, Told, Weights
from provenance.show.explained.telling import tell
from provenance.show.explained.weights import factor
from provenance.show.static_html import STYLES, lang_attribute, muted, seen

INK, MUTED, PAGE, RULE, CTL, RAISE = (
    PALETTE[name][0] for name in ("ink", "mute", "page", "rule", "ctl", "raise")
)
FOR, AGAINST = ((KINDS[key].edge or PALETTE["ink"])[0] for key in ("e", "r"))
"""The colours of the two edges that stand furthest apart; full and hatched say the same without them."""
WIDTH = 300
"""Pixels of the scale."""
_SANS = "font-family:system-ui,sans-serif;"
_SERIF = "font-family:Georgia,serif;"
_TABLE = f"border-collapse:collapse;background-color:{PAGE};color:{INK};margin:4px 0;font-size:13px;"
_CELL = f"text-align:left;vertical-align:top;padding:4px 14px 4px 0;border-bottom:1px solid {RULE};background-color:{PAGE};"


def explanation_picture(explanation: Explanation) -> str:
    """Return the question, the answer, the ruler and the steps as static HTML."""
    told = tell(explanation)
    box = f"background-color:{PAGE};color:{INK};padding:12px 16px;max-width:860px;{_SANS}font-size:14px;line-height:1.45;"
    steps = "".join(_step(number, step) for number, step in enumerate(told.steps, 1))
    return f'<div style="{box}">{_head(told)}{_ruler(told.ruler) if told.ruler else ""}{steps}</div>'


def _p(content: str, style: str = "") -> str:
    return f'<p style="margin:4px 0 6px 0;color:{INK};{style}">{content}</p>' if content else ""


def _head(told: Told) -> str:
    tag = f'<sup style="{_SANS}font-size:10px;"><strong>[{seen(told.tag)}]</strong></sup>' if told.tag else ""
    title = f"{told.kind.title}: {told.number}" if told.number else told.kind.title
    mark = f'<span style="{STYLES[told.kind.key]}color:{INK};" title="{seen(title)}"><bdi{lang_attribute(told.lang)}>{seen(told.sentence)}</bdi>{tag}</span>'
    number = f" {muted(f'({seen(told.number)})')}" if told.number else ""
    return (
        _p(muted(f"<bdi>{seen(told.outlet)}</bdi> · {seen(told.where)}"))
        + _p(seen(told.title), f"{_SERIF}font-size:22px;line-height:1.25;")
        + f'<blockquote style="{_SERIF}font-size:17px;line-height:1.7;margin:8px 0;padding-left:12px;border-left:3px solid {INK};color:{INK};">{mark}</blockquote>'
        + _p(f"<strong>{seen(told.bold)}</strong>{number} <bdi>{seen(told.rest)}</bdi>", "font-size:15px;")
    )


def _ruler(ruler: Ruler) -> str:
    """Return the bands as cells, the one with the answer named in bold, and a mark above where it lies."""
    edge = f"border:1px solid {CTL};padding:2px 0 2px 6px;font-size:12px;text-align:left;"
    bands = "".join(
        f'<td style="{edge}width:{high - low:.0%};background-color:{RAISE if low <= ruler.place < high else PAGE};">'
        f"{_strong(seen(name), low <= ruler.place < high)} {muted(f'{low:.2f}') if low else ''}</td>"
        for low, high, name in ruler.bands
    )
    # near the right end the number stands before its mark, where there is room
    before, after = (
        (f"{seen(ruler.label)}&nbsp;▾", "") if ruler.place > 0.8 else ("", f"▾&nbsp;{seen(ruler.label)}")
    )
    mark = (
        f'<td style="width:{ruler.place:.0%};padding:0;text-align:right;font-size:13px;"><strong>{before}</strong></td>'
        f'<td style="padding:0;text-align:left;font-size:13px;"><strong>{after}</strong></td>'
    )
    return (
        f'<table style="{_TABLE}width:560px;margin:8px 0 0 0;"><tbody><tr>{mark}</tr></tbody></table>'
        f'<table style="{_TABLE}width:560px;margin:0 0 10px 0;"><tbody><tr>{bands}</tr></tbody></table>'
    )


def _strong(content: str, wanted: bool) -> str:
    return f"<strong>{content}</strong>" if wanted else content


def _step(number: int, step: Step) -> str:
    note = f" {muted(seen(step.note))}" if step.note else ""
    head = f'<p style="margin:14px 0 4px 0;border-top:1px solid {RULE};padding:8px 0 0 0;color:{INK};"><strong>{number} {seen(step.question)}</strong>{note}</p>'
    command = (
        f'<pre style="margin:4px 0;padding:6px 8px;border:1px solid {CTL};background-color:{PAGE};color:{INK};">{seen(step.command)}</pre>'
        if step.command
        else ""
    )
    rows = "".join(map(_row, step.rows))
    table = f'<table style="{_TABLE}"><tbody>{rows}</tbody></table>' if rows else ""
    return head + _p(seen(step.lead)) + command + _passages(step.passages) + table


def _row(row: Row) -> str:
    won, colour = row.look == "won", MUTED if row.look == "off" else INK
    head = f"“<bdi>{seen(row.head)}</bdi>”" if row.quote else seen(row.head)
    aside = f" {muted(seen(row.aside))}" if row.aside else ""
    cells = (
        [_strong(head, won), _strong(seen(row.state), won), f"<bdi>{seen(row.text)}</bdi>{aside}"]
        if row.head
        else [f"– <bdi>{seen(row.text)}</bdi>"]
    )
    bar = f"border-left:3px solid {INK if won else PAGE};padding:4px 14px 4px 8px;"
    return (
        "<tr>"
        + "".join(
            f'<td style="{_CELL}{bar if not at else ""}color:{colour};">{cell}</td>'
            for at, cell in enumerate(cells)
        )
        + "</tr>"
    )


def _passages(passages: Iterable[Passage]) -> str:
    """Return the first passage with its waterfall open, the others folded: a fold needs no script and no trust."""
    shown = []
    for at, item in enumerate(passages):
        mark = f" <strong>{seen(item.mark)}</strong>" if item.mark else ""
        head = f"<strong>{item.score}</strong> {_badge(item)} {muted(seen(item.when))} {seen(item.why)}{mark}"
        quoted = "".join(f"<u>{seen(words)}</u>" if held else seen(words) for words, held in item.pieces)
        body = (
            _p(
                f"<bdi{lang_attribute(item.lang)}>{quoted}</bdi>",
                f"{_SERIF}padding-left:10px;border-left:1px solid {RULE};",
            )
            if quoted
            else ""
        )
        body += _waterfall(item.weights) if item.weights else ""
        body += _p(muted(seen(item.note))) if item.note else ""
        if at == 0:
            shown.append(_p(head) + body)
        elif body:
            shown.append(f'<details style="margin:4px 0;"><summary>{head}</summary>{body}</details>')
        else:
            shown.append(_p(head))
    return "".join(shown)


def _badge(item: Passage) -> str:
    colour = BADGES.get(item.badge, BADGES["other"]).edge[0]
    return f'<span style="background-color:{colour};color:{PAGE};padding:0 5px;font-weight:bold;"><bdi>{seen(item.agency)}</bdi></span>'


def _waterfall(found: Weights) -> str:
    head = "".join(
        f'<th style="{_CELL}font-size:12px;">{label}</th>'
        for label in ("What was read", _axis(found), "Odds", "So far")
    )
    rows = [_bar_row(found.before, ""), *(_bar_row(bar, factor(bar.odds)) for bar in found.bars)]
    last = f'<td style="{_CELL}"><strong>It comes from this passage</strong></td><td style="{_CELL}"></td><td style="{_CELL}"></td><td style="{_CELL}"><strong>{found.after}</strong></td>'
    key = f"{_sample(FOR, '')} speaks for it &emsp; {_sample(AGAINST, '////')} speaks against it"
    note = _p(
        muted(f"The scale is even in odds, so the length of a bar is its weight wherever it stands. {key}")
    )
    return f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}<tr>{last}</tr></tbody></table>{note}'


def _bar_row(bar: Bar, weight: str) -> str:
    says = f"{seen(bar.says)}<br>{muted(f'<bdi>{seen(bar.detail)}</bdi>')}" if bar.detail else seen(bar.says)
    cells = (says, _scale(bar), weight, bar.so_far)
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"


def _axis(found: Weights) -> str:
    """Return the labels as cells, each beginning a little left of where it belongs."""
    places = [max(0.0, place - 0.04) for place, _ in found.ticks]
    widths = [high - low for low, high in zip([0.0, *places], [*places, 1.0], strict=True)]
    labels = ["", *(label for _, label in found.ticks)]
    cells = "".join(
        f'<td style="width:{WIDTH * width:.0f}px;padding:0;text-align:left;font-size:11px;color:{MUTED};background-color:{PAGE};">{seen(label)}</td>'
        for width, label in zip(widths, labels, strict=True)
    )
    return f'<table style="border-collapse:collapse;width:{WIDTH}px;margin:0;"><tbody><tr>{cells}</tr></tbody></table>'


def _scale(bar: Bar) -> str:
    """Return the scale as cells: it is cut where the bar begins and ends, and in the middle, where a line stands."""
    low, high = sorted((bar.start, bar.end))
    high = max(high, low + 0.012)
    cuts = sorted({0.0, low, 0.5, high, 1.0})
    cells = "".join(_cell(first, last, bar, inside=low <= first < high) for first, last in pairwise(cuts))
    return f'<table style="border-collapse:collapse;width:{WIDTH}px;margin:0;"><tbody><tr>{cells}</tr></tbody></table>'


def _cell(first: float, last: float, bar: Bar, *, inside: bool) -> str:
    middle = f"border-left:1px solid {CTL};" if first == 0.5 else ""
    width = round(WIDTH * (last - first))
    base = f"width:{width}px;padding:0;font-size:11px;line-height:1.3;"
    if not inside:
        return f'<td style="{base}{middle}background-color:{PAGE};">&nbsp;</td>'
    if not bar.odds:
        return f'<td style="{base}background-color:{INK};"></td>'
    return f'<td style="{base}{_look(bar.odds)}">{_strokes(width) if bar.odds < 0 else ""}</td>'


def _look(odds: float) -> str:
    """Return full for what speaks for, outlined for what speaks against."""
    if odds > 0:
        return f"background-color:{FOR};"
    return f"background-color:{PAGE};border:1px solid {AGAINST};color:{AGAINST};font-weight:bold;"


def _strokes(width: int) -> str:
    return "/" * max(1, width // 5)


def _sample(colour: str, strokes: str) -> str:
    style = (
        f"background-color:{PAGE};border:1px solid {colour};color:{colour};"
        if strokes
        else f"background-color:{colour};"
    )
    return f'<span style="{style}font-size:11px;padding:0 4px;">{strokes or "&emsp;"}</span>'
