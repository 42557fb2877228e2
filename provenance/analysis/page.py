"""All answers as one page that stands alone: figures drawn, and live where scripts run; nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from provenance.analysis import figures
from provenance.analysis.answer import Answer
from provenance.contract import PALETTE
from provenance.errors import MissingExtra

STYLE: Final = (
    " h1, h2 {{ line-height: 1.2 }} main {{ max-width: 64em; margin: auto; padding: 0 1em }}"
    " section {{ margin: 0 0 3em }} table {{ border-collapse: collapse; font-size: 12px; display: block; overflow-x: auto }}"
    " td, th {{ padding: 2px 8px; text-align: left; border-bottom: 1px solid {0} }}"
    " a {{ color: inherit }} nav ul {{ columns: 2 22em; padding-left: 1.2em }} nav li {{ padding: 2px 0 }} summary {{ padding: 6px 0 }}"
    " td {{ font-variant-numeric: tabular-nums }} code {{ font-size: .92em }} section p {{ max-width: 46em }} [id] {{ scroll-margin-top: 12px }}"
    " @media print {{ body {{ font-size: 12px }} nav {{ display: none }} section {{ margin: 0 0 2em }} h2 {{ break-after: avoid }}"
    " .figure, tr {{ break-inside: avoid; overflow: visible }} table {{ display: table; font-size: 8px }} td, th {{ min-width: 3.5em; padding: 1px 4px 1px 0; overflow-wrap: anywhere }}"
    " section p {{ max-width: none }} .figure {{ break-before: avoid }} .figure svg {{ max-width: 100%; height: auto }} details::details-content {{ content-visibility: visible; block-size: auto }} }}"
)


def as_page(
    answers: Mapping[str, Answer],
    *,
    title: str = "What the articles show",
    bundle: Callable[[], str] | None = None,
) -> str:
    """Return one HTML page of answers, each with its figure, its sentences and the first rows of its table.

    Args:
        answers: By name.
        title: Of the page.
        bundle: Gives :func:`provenance.vega.bundle`, where another process makes it.
    """
    listed = "".join(
        f'<li><a href="#{name}">{escape(answer.title)}</a></li>' for name, answer in answers.items()
    )
    drawn = [_section(name, answer) for name, answer in answers.items()]
    live = any(live for _, live in drawn)
    script = f"<script>{figures.script(bundle and bundle())}</script>" if live else ""
    style = f"{figures.STYLE}{STYLE.format('light-dark({},{})'.format(*PALETTE['rule']))}"
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{figures.NEVER_FETCHED}">
<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>
<style>{style}</style>{script}</head>
<body><main><h1>{escape(title)}</h1><nav><ul>{listed}</ul></nav>
{"".join(text for text, _ in drawn)}
</main></body></html>
"""


def _section(name: str, answer: Answer) -> tuple[str, bool]:
    """Return an answer as a part of the page, and whether its figure is live."""
    picture, missing = "", ""
    try:
        picture = answer.drawn(titled=False)
    except MissingExtra as error:
        missing = str(error)
    told = answer.markup(picture=picture, missing=missing, level=2)
    return f'<div id="{escape(name, quote=True)}">{told}</div>', bool(picture)
