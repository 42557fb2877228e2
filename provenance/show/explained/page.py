"""An explanation as one page: nothing is fetched, no script runs, every passage and state is on it.

The style sheet is the report's and :file:`explain.css`; where a bar stands is a class of this page, because its
Content-Security-Policy names the sheet by hash and allows no style in an element. Text is escaped at the last moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from provenance.explanation import Explanation
from provenance.show.explained.model import Bar, Line, Passage, Row, Ruler, Step, Told, Weights
from provenance.show.explained.telling import tell
from provenance.show.explained.text import explanation_text
from provenance.show.explained.weights import factor
from provenance.show.html import digest
from provenance.show.static_html import lang_attribute, seen, text

ICONS = {"won": "▶", "plain": "–", "off": "·"}
NARROW = 0.006
"""Least width of a bar, as a share of the scale."""


class _Places:
    """The places of this page as classes: only numbers of ours go into the sheet."""

    def __init__(self) -> None:
        self.rules: dict[str, str] = {}

    def at(self, place: float) -> str:
        """Return the class of what begins at a share (0-1) of the scale."""
        return self._named(f"l{place * 1000:.0f}", f"left:{place:.1%}")

    def wide(self, share: float) -> str:
        """Return the class of what takes up a share of the scale."""
        return self._named(f"w{share * 1000:.0f}", f"width:{share:.1%}")

    def _named(self, name: str, rule: str) -> str:
        self.rules[name] = rule
        return name

    def sheet(self) -> str:
        """Return the rules of all classes that were used."""
        return "".join(f".pv .{name}{{{rule}}}" for name, rule in sorted(self.rules.items()))


def explanation_page(explanation: Explanation) -> str:
    """Return the page."""
    told, places = tell(explanation), _Places()
    steps = "".join(_step(number, step, places) for number, step in enumerate(told.steps, 1))
    ruler = _ruler(told.ruler, places) if told.ruler else ""
    style = _sheet() + places.sheet()
    policy = f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'"
    plain = seen(explanation_text(explanation))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{seen(told.title)} – provenance</title><style>{style}</style></head>\n"
        '<body class="pv-report"><div class="pv"><a class="skip" href="#pv-main">Skip to content</a><div class="wrap">'
        '<header class="top"><b>Provenance, one answer explained</b></header><main id="pv-main">'
        f'{_head(told)}<section class="why" aria-label="Steps">{ruler}{steps}</section>'
        '<details class="astext"><summary>The same as plain text</summary>'
        f'<div class="scroll" role="region" tabindex="0" aria-label="The same as plain text"><pre class="term">{plain}</pre></div></details>'
        "</main></div></div></body></html>\n"
    )


@cache
def _sheet() -> str:
    here = Path(__file__).resolve().parent
    report = (here.parent / "static" / "view.css").read_text("utf-8")
    return report + (here / "explain.css").read_text("utf-8")


def _head(told: Told) -> str:
    key = told.kind.key
    mark = " nb" if key == "x" else f" s {key}"
    said = f'<span class="vh">[{seen(told.kind.title)}] </span>' if told.tag else ""
    tag = f'<sup class="t" aria-hidden="true">{seen(told.tag)}</sup>' if told.tag else ""
    return (
        f'<p class="kick"><strong><bdi>{seen(told.outlet)}</bdi></strong> · {seen(told.where)}</p><h1>{seen(told.title)}</h1>'
        f'<p class="focus"><span class="one{mark}">{said}<bdi{lang_attribute(told.lang)}>{seen(told.sentence)}</bdi>{tag}</span></p>'
        f'<p class="verdict"><b>{seen(told.bold)}</b> <bdi>{seen(told.rest)}</bdi></p>'
        + (f'<p class="small mute">{seen(told.number)}</p>' if told.number and not told.ruler else "")
    )


def _ruler(ruler: Ruler, places: _Places) -> str:
    bands = "".join(
        f'<i class="{places.wide(high - low)}{" here" if low <= ruler.place < high else ""}">{seen(name)}</i>'
        for low, high, name in ruler.bands
    )
    edges = "".join(f'<i class="{places.at(low)}">{low:.2f}</i>' for low, _, _ in ruler.bands[1:])
    return (
        f'<figure class="scale" role="img" aria-label="{seen(ruler.words)}"><div class="band">{bands}</div>'
        f'<div class="edges num" aria-hidden="true">{edges}</div>'
        f'<b class="num {places.at(ruler.place)}"><span>{seen(ruler.label)}</span></b></figure>'
    )


def _step(number: int, step: Step, places: _Places) -> str:
    note = f"<p>{seen(step.note)}</p>" if step.note else ""
    lead = f'<p class="lead">{seen(step.lead)}</p>' if step.lead else ""
    command = ""
    if step.command:
        command = (
            f'<pre class="cmd" tabindex="0" aria-label="Command"><code>{seen(step.command)}</code></pre>'
        )
    rows = f'<ul class="rows">{"".join(map(_row, step.rows))}</ul>' if step.rows else ""
    help_ = " sug" if step.command else ""
    return (
        f'<div class="step{help_}"><div><h2><span class="n1">{number}</span> {seen(step.question)}</h2>{note}</div>'
        f"<div>{lead}{command}{_line(step.line, places) if step.line else ''}{_passages(step.passages, places)}{rows}</div></div>"
    )


def _line(line: Line, places: _Places) -> str:
    """Return the line of time: stretches as bars, moments as marks, and the words of each below."""
    drawn = "".join(
        f'<i class="{mark.kind} {places.at(mark.start)} {places.wide(max(NARROW, mark.end - mark.start))}"></i>'
        for mark in line.marks
    )
    words = "".join(f'<li><i class="{mark.kind}"></i>{seen(mark.label)}</li>' for mark in line.marks)
    return f'<figure class="when"><div class="axis" aria-hidden="true">{drawn}</div><ul>{words}</ul></figure>'


def _row(row: Row) -> str:
    icon = f'<span class="ic" aria-hidden="true">{ICONS[row.look]}</span>'
    said = f"<bdi>{seen(row.text)}</bdi>"
    if not row.head:
        return f'<li class="bare {row.look}">{icon}<span>{said}</span></li>'
    head = f"<q><bdi>{seen(row.head)}</bdi></q>" if row.quote else f"<b>{seen(row.head)}</b>"
    state = (
        f"<b>{seen(row.state[:1].upper() + row.state[1:])}{':' if row.text else '.'}</b> "
        if row.state
        else ""
    )
    aside = f' <span class="rule">{seen(row.aside)}</span>' if row.aside else ""
    return f'<li class="{row.look}">{icon}{head}<span>{state}{said}{aside}</span></li>'


def _passages(passages: Iterable[Passage], places: _Places) -> str:
    return "".join(_passage(item, places, first=at == 0) for at, item in enumerate(passages))


def _passage(item: Passage, places: _Places, *, first: bool) -> str:
    badge = f'<span class="ag ag-{text(item.badge)}"><bdi>{seen(item.agency)}</bdi></span>'
    mark = f'<span class="tagw">{seen(item.mark)}</span>' if item.mark else ""
    head = (
        f'<span class="p num">{seen(item.score)}</span>{badge}<span class="sm">{seen(item.when)}</span>'
        f'<span class="ry">{seen(item.why)}</span>{mark}'
    )
    words = "".join(
        f'<span class="hit">{seen(text)}</span>' if held else f'<span class="ctx">{seen(text)}</span>'
        for text, held in item.pieces
    )
    body = f'<p class="pass"><bdi{lang_attribute(item.lang)}>{words}</bdi></p>' if words else ""
    body += _waterfall(item.weights, places) if item.weights else ""
    body += f'<p class="hint">{seen(item.note)}</p>' if item.note else ""
    if not body:
        return f'<div class="cand"><div class="line">{head}</div></div>'
    return f'<details class="cand"{" open" if first else ""}><summary>{head}</summary><div class="body">{body}</div></details>'


def _waterfall(found: Weights, places: _Places) -> str:
    labels = "".join(f'<i class="{places.at(place)}">{seen(label)}</i>' for place, label in found.ticks)
    grid = "".join(
        f'<i class="g{" mid" if place == 0.5 else ""} {places.at(place)}"></i>' for place, _ in found.ticks
    )
    rows = "".join(_bar(bar, grid, places) for bar in found.bars)
    last = found.bars[-1].end if found.bars else found.before.end
    return (
        f'<h3 class="from">{seen(found.title)}</h3><table class="wf"><caption class="vh">How the probability was reached, one reading a row</caption>'
        '<thead><tr><th scope="col">What was read</th><th scope="col"><span class="vh">On a scale from unlikely to likely</span>'
        f'<span class="wax" aria-hidden="true">{labels}</span></th><th scope="col" class="r1">Odds</th><th scope="col" class="r1">So far</th></tr></thead><tbody>'
        f"{_bar(found.before, grid, places)}{rows}"
        f'<tr class="en"><th scope="row">It comes from this passage</th><td class="wb">{grid}<i class="pt {places.at(last)}"></i></td>'
        f'<td class="r1"></td><td class="r1 num">{seen(found.after)}</td></tr></tbody></table>'
        '<p class="hint">The scale is even in odds, so the length of a bar is its weight wherever it stands. '
        '<span class="wk"><i class="bb up"></i> speaks for it</span> <span class="wk"><i class="bb dn"></i> speaks against it</span></p>'
    )


def _bar(bar: Bar, grid: str, places: _Places) -> str:
    detail = f"<small><bdi>{seen(bar.detail)}</bdi></small>" if bar.detail else ""
    low, wide = min(bar.start, bar.end), max(NARROW, abs(bar.end - bar.start))
    if bar.odds:
        side = "up" if bar.odds > 0 else "dn"
        mark = (
            f'<i class="cn {places.at(bar.start)}"></i><i class="cn b {places.at(bar.end)}"></i>'
            f'<i class="bb {side} {places.at(low)} {places.wide(wide)}"></i>'
        )
    else:
        mark = f'<i class="cn b {places.at(bar.end)}"></i><i class="pt {places.at(bar.end)}"></i>'
    weight = seen(factor(bar.odds)) if bar.odds else "–"
    first = "" if bar.odds else ' class="st"'
    return (
        f'<tr{first}><th scope="row">{seen(bar.says)}{detail}</th><td class="wb">{grid}{mark}</td>'
        f'<td class="r1 num">{weight}</td><td class="r1 num">{seen(bar.so_far)}</td></tr>'
    )
