"""One look for every figure: a theme whose colours stand in ``contract/kinds.json``, light and dark, drawn without any network.

A chart is made in the shades of light paper; :func:`spec` exchanges each for its partner of the same row of the table where the
page is dark, so that no analysis draws twice. Colour never speaks alone: a kind has its edge and letter, an agency its
name and dash.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final, Literal

from provenance.contract import BADGES, KINDS, PALETTE, PERCENT
from provenance.errors import MissingExtra
from provenance.vega import EXTRA, bundle, svg

if TYPE_CHECKING:
    import pandas as pd
    from altair.typing import ChartType

Theme = Literal["light", "dark"]
Spec = dict[str, Any]
WIDTH: Final = 560
"""Pixels of a plot without its labels: a column of a report, the text of a notebook."""
LINE: Final = 92
"""Characters of a line of a subtitle, at that width."""
ROOM: Final = 0.03
"""Share of a bar that has room for a letter."""
DASHES: Final[Sequence[Sequence[int]]] = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [1, 4])
"""Strokes of the series of a figure in their order: solid first. Grey print tells them apart."""
LABELS: Final[Mapping[str, str]] = {kind.label: key for key, kind in KINDS.items()}
"""The kinds by the names that legends give them, and their keys."""
CLASS_KINDS: Final[Mapping[str, str]] = {
    "verbatim": "w", "light": "e", "heavy": "e", "credited": "c", "shared": "sh", "possible": "r", "quote": "q", "none": "n",
}  # fmt: skip
"""The kind that each class of sentence is drawn as."""
KIND_DASHES: Final = {"solid": [1, 0], "dashed": [4, 2], "dotted": [1, 2], "double": [9, 2], "box": [3, 2]}
NEVER_FETCHED: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
)
"""A page's content security policy: whatever is asked for, nothing is loaded from anywhere."""


def altair() -> Any:
    """Return Altair. Raises :class:`MissingExtra` where it is not installed."""
    try:
        import altair as alt
    except ImportError as error:
        raise MissingExtra("altair", EXTRA) from error
    return alt


def colour(name: str) -> str:
    """Return a colour of the palette (``ink``, ``mute``, ``rule``, ``raise``, ``page``, ``ctl``, ``link``) on light paper."""
    return PALETTE[name][0]


def badge(agency: str | None) -> str:
    """Return the colour of an agency on light paper; agencies without one of their own share one."""
    return (BADGES.get(agency or "") or BADGES["other"]).edge[0]


def agencies(field: str, names: Iterable[str], *, dash: bool = False) -> dict[str, Any]:
    """Return encodings for a column of agencies: colour, and ``dash`` for lines that would else differ by colour alone."""
    alt, domain = altair(), list(names)
    legend = alt.Legend(title="Agency")
    found = {
        "color": alt.Color(
            f"{field}:N",
            legend=legend,
            scale=alt.Scale(domain=domain, range=[badge(name) for name in domain]),
        )
    }
    if dash:
        found["strokeDash"] = _dashed(field, domain, legend)
    return found


def series(field: str, names: Iterable[str], *, title: str | None = None) -> dict[str, Any]:
    """Return encodings for a column that is neither kind nor agency: ink, told apart by the dash of its line."""
    alt = altair()
    return {
        "color": alt.value(colour("ink")),
        "strokeDash": _dashed(field, list(names), alt.Legend(title=title)),
    }


def _dashed(field: str, domain: list[str], legend: object) -> Any:
    alt = altair()
    dashes = [list(DASHES[place % len(DASHES)]) for place in range(len(domain))]
    return alt.StrokeDash(f"{field}:N", legend=legend, scale=alt.Scale(domain=domain, range=dashes))


def kinds(
    field: str, labels: Mapping[str, str] = LABELS, *, hollow: Container[str] = (), title: str | None = None
) -> dict[str, Any]:
    """Return encodings for a column of kinds: fill and edge as everywhere else, the letter in the legend.

    Args:
        field: The column, of labels.
        labels: Every label that occurs and the key of its kind, in the order of the legend.
        hollow: Labels that share a kind with another and are drawn as its edge alone.
        title: The legend's title.
    """
    alt = altair()
    found = {label: KINDS[key] for label, key in labels.items()}
    letters = json.dumps({label: f"{kind.tag}  {label}" for label, kind in found.items()})
    legend = alt.Legend(title=title, columns=3, labelExpr=f"{letters}[datum.label]")

    def scale(values: Iterable[object]) -> Any:
        return alt.Scale(domain=list(found), range=list(values))

    page, edge = colour("page"), colour("ctl")
    fills = (kind.fill[0] if kind.fill and label not in hollow else page for label, kind in found.items())
    edges = (kind.edge[0] if kind.edge else edge for kind in found.values())
    dashes = (KIND_DASHES.get(kind.line, KIND_DASHES["solid"]) for kind in found.values())
    return {
        "fill": alt.Fill(f"{field}:N", scale=scale(fills), legend=legend),
        "stroke": alt.Stroke(f"{field}:N", scale=scale(edges), legend=legend),
        "strokeDash": alt.StrokeDash(f"{field}:N", scale=scale(dashes), legend=legend),
    }


def classes(field: str, names: Mapping[str, str]) -> dict[str, Any]:
    """Return :func:`kinds` for a column of classes (:data:`provenance.analysis.tables.CLASSES`); ``names`` is how each is called."""
    heavy = {name for key, name in names.items() if key == "heavy"}
    return kinds(field, {name: CLASS_KINDS[key] for key, name in names.items()}, hollow=heavy)


def stacked(rows: pd.DataFrame, names: Mapping[str, str], *, across: str, title: str) -> Any:
    """Return bars that add up to all: one a ``row``, a stretch a ``class``, its letter inside where there is room.

    Args:
        rows: Columns ``row`` (in their order), ``class``, ``share``, ``low``, ``high``, ``n``.
        names: Each class that occurs and what it is called, in the order of the legend.
        across: What the axis says.
        title: What the rows are.
    """
    alt, order = altair(), list(names)
    shown = rows[["row", "class", "share", "low", "high", "n"]].assign(
        order=rows["class"].map(order.index), name=rows["class"].map(dict(names)),
        letter=rows["class"].map({name: KINDS[CLASS_KINDS[name]].tag for name in order}),
    )  # fmt: skip
    up = alt.Y("row:N", title=title, sort=list(dict.fromkeys(shown["row"])))
    base = alt.Chart(shown).encode(y=up, order=alt.Order("order:Q"))
    scale = alt.Scale(domain=[0, 1])
    bars = base.mark_bar(strokeWidth=1.5).encode(
        x=alt.X("share:Q", stack="zero", scale=scale, axis=alt.Axis(format="%", title=across)),
        **classes("name", names), tooltip=["row:N", "name:N", *tips(), "n:Q"],
    )  # fmt: skip
    letters = base.mark_text().encode(
        x=alt.X("share:Q", stack="zero", scale=scale, bandPosition=0.5), detail="name:N",
        text=alt.condition(f"datum.share > {ROOM}", "letter:N", alt.value("")),
    )  # fmt: skip
    return alt.layer(bars, letters).properties(height=alt.Step(22))


def points(base: Any, across: str, *, few: str = "false") -> Any:
    """Return shares as points with their intervals; what ``few`` holds of (an expression of Vega) is hollow: read the count."""
    alt = altair()
    scale = alt.Scale(domain=[0, 1])
    at = alt.X("share:Q", scale=scale, axis=alt.Axis(format="%", title=across))
    lines = base.mark_rule(strokeWidth=2, color=colour("ctl")).encode(
        x=alt.X("low:Q", scale=scale), x2="high:Q"
    )
    fill = alt.condition(few, alt.value(colour("page")), alt.value(colour("ink")))
    dots = base.mark_point(size=70, stroke=colour("ink"), strokeWidth=1.5).encode(
        x=at, fill=fill, tooltip=[*tips(), "n:Q"]
    )
    return alt.layer(lines, dots)


def tips(names: Iterable[str] = ("share", "low", "high"), form: str = ".1%") -> list[Any]:
    """Return what is shown of numbers where they are pointed at."""
    return [altair().Tooltip(f"{name}:Q", format=form) for name in names]


def themed(chart: ChartType, *, title: str, subtitle: str, alt: str) -> ChartType:
    """Return a chart with its title, a subtitle that says n and unit, the figure in words, and the theme.

    Args:
        chart: Layers, facets or a single chart, without a configuration of its own.
        title: What is shown.
        subtitle: How many, in which unit, from which coverage; wrapped.
        alt: What the figure shows, for who does not see it.
    """
    heading = altair().TitleParams(
        text=textwrap.wrap(title, LINE * 3 // 4), subtitle=textwrap.wrap(subtitle, LINE)
    )
    dressed = chart.properties(title=heading, description=alt)
    dressed.config = _configured()
    return dressed


@cache
def _configured() -> Any:
    return altair().Config.from_dict(_config())


def _below(heading: Spec) -> Spec:
    """Return the subtitle of a figure as its only title."""
    look = _config()["title"]
    names = {"fontSize": "subtitleFontSize", "lineHeight": "subtitleLineHeight", "color": "subtitleColor"}
    return {
        "text": heading["subtitle"],
        "fontWeight": "normal",
        **{to: look[name] for to, name in names.items()},
    }


def _config() -> Spec:
    ink, mute, rule = colour("ink"), colour("mute"), colour("rule")
    words = {
        "labelColor": ink,
        "titleColor": mute,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return {
        "background": colour("page"),
        "font": "sans-serif",
        "padding": 12,
        "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "percent": PERCENT}},
        "view": {"stroke": None, "continuousWidth": WIDTH, "discreteWidth": WIDTH},
        "title": {
            "anchor": "start", "frame": "bounds", "color": ink, "fontSize": 16, "fontWeight": "bold", "offset": 14,
            "subtitleColor": mute, "subtitleFontSize": 12, "subtitlePadding": 6, "subtitleLineHeight": 16,
        },
        "axis": {
            **words, "domainColor": colour("ctl"), "tickColor": colour("ctl"), "gridColor": rule, "gridDash": [1, 3],
            "labelLimit": 220, "titlePadding": 8,
        },
        "header": {**words, "labelFontWeight": "bold", "labelLimit": 220},
        "legend": {**words, "symbolStrokeWidth": 1.5, "symbolSize": 140, "orient": "top", "labelLimit": 220, "columnPadding": 16},
        "bar": {"color": ink}, "rect": {"color": ink}, "area": {"color": ink},
        "line": {"color": ink, "strokeWidth": 2}, "rule": {"color": ink}, "tick": {"color": ink},
        "point": {"color": ink, "filled": True, "size": 60, "opacity": 1}, "circle": {"color": ink, "opacity": 1}, "square": {"color": ink, "opacity": 1},
        "text": {"color": ink, "fontSize": 12},
    }  # fmt: skip


def spec(chart: ChartType, theme: Theme = "light") -> Spec:
    """Return a chart as Vega-Lite, in the shades of one theme."""
    with (
        altair().data_transformers.disable_max_rows()
    ):  # tables are small: one row an outlet, a day, an article
        found: Spec = chart.to_dict()
    return found if theme == "light" else _exchanged(found)


def _exchanged(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _exchanged(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_exchanged(inner) for inner in value]
    return PARTNERS.get(value, value) if isinstance(value, str) else value


def _pairs() -> Iterator[tuple[str, str]]:
    yield from PALETTE.values()
    for kind in KINDS.values():
        yield from (shades for shades in (kind.fill, kind.edge) if shades)
    for found in BADGES.values():
        yield from (found.fill, found.edge)


PARTNERS: Final[dict[str, str]] = dict(_pairs())
"""Each shade of light paper and the same on dark."""


def as_svg(chart: ChartType, theme: Theme = "light") -> str:
    """Return a figure as SVG."""
    return svg(spec(chart, theme))


def script(given: str | None = None) -> str:
    """Return the scripts that draw the figures of a page; a page with many figures carries them once.

    They are what vl-convert brings along, so nothing is fetched; ``given`` is :func:`provenance.vega.bundle` where it is there already.
    """
    return f"{given or _bundle()}\nconst partners = {json.dumps(PARTNERS)};\n{DRAW}"


_bundle: Final = cache(bundle)


DRAW: Final = """
const dark = () => matchMedia("screen and (prefers-color-scheme: dark)").matches;
const exchanged = (value) =>
  Array.isArray(value) ? value.map(exchanged)
  : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, exchanged(v)]))
  : partners[value] ?? value;
function draw() {
  for (const data of document.querySelectorAll("script[type='application/vnd.vegalite+json']")) {
    const spec = JSON.parse(data.textContent);
    vegaEmbed(data.previousElementSibling, dark() ? exchanged(spec) : spec, { actions: false, ast: true, renderer: "svg" });
  }
}
addEventListener("DOMContentLoaded", draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
"""


def figure(found: Spec, drawn: str, *, titled: bool = True) -> str:
    """Return a figure as HTML for a page that carries :func:`script`: drawn already, and live where scripts run.

    It keeps its size, so that its words stay legible: where the page is narrower, it scrolls in a box of its own.

    Args:
        found: The figure as :func:`spec` gives it.
        drawn: The same as SVG.
        titled: Whether its title stands in it; else the heading above it says the same.
    """
    label = escape(f"Figure: {' '.join(found['title']['text'])}; scrolls sideways where narrow", quote=True)
    if not titled:
        found, drawn = found | {"title": _below(found["title"])}, _TITLE.sub("", drawn, count=1)
    data = json.dumps(found).replace("<", "\\u003c")
    box = f'<div class="figure" role="region" tabindex="0" aria-label="{label}">{drawn}</div>'
    return f'{box}\n<script type="application/vnd.vegalite+json">{data}</script>'


_TITLE: Final = re.compile(r'<g class="mark-text role-title-text"[^>]*>.*?</g>', re.DOTALL)
"""A title as Vega draws it, without the subtitle."""


def html(found: Spec, drawn: str) -> str:
    """Return a figure as one page that stands alone: without script it shows the picture, with it the live figure."""
    title = " ".join(found["title"]["text"])
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{NEVER_FETCHED}">
<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>
<style>{STYLE}</style>
<script>{script()}</script></head>
<body><figure>{figure(found, drawn)}
<figcaption>{escape(found["description"])}</figcaption></figure></body></html>
"""


STYLE: Final = (
    ":root {{ color-scheme: light dark }} body {{ font: 14px/1.5 sans-serif; color: {0[0]}; background: {1[0]} }}"
    " figure {{ margin: 1em }} div.figure, div.figure.vega-embed {{ display: block; overflow-x: auto }} figcaption {{ max-width: 40em }}"
    " @media screen and (prefers-color-scheme: dark) {{ body {{ color: {0[1]}; background: {1[1]} }} }}"
).format(PALETTE["ink"], PALETTE["page"])
