"""The editor's list in a notebook: static HTML within what JupyterLab's sanitiser lets pass, as :mod:`provenance.show.static_html`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provenance.contract import PALETTE
from provenance.show.static_html import muted, text

INK, MUTED, PAGE, RULE = (PALETTE[name][0] for name in ("ink", "mute", "page", "rule"))
MOST = 100
"""Articles in one output; the others are counted."""
_BOX = (
    f"background-color:{PAGE};color:{INK};padding:12px 16px;max-width:860px;font-family:system-ui,sans-serif;"
    "font-size:14px;line-height:1.5;"
)
_CELL = f"text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid {RULE};background-color:{PAGE};"


def list_picture(view: Mapping[str, Any]) -> str:
    """Return the head of a list, and every article with what to look at and its passages to unfold."""
    entries = [*view["entries"], *view["undated"]]
    head = _p(f"<strong>{text(view['bold'])}</strong> {text(view['rest'])}", "font-size:15px;")
    left = len(entries) - MOST
    more = (
        _p(muted(f"{left:,} more articles are on the list; write() writes all of them.")) if left > 0 else ""
    )
    limits = "".join(_p(muted(text(line))) for line in view["limits"])
    return f'<div style="{_BOX}">{head}{"".join(map(_entry, entries[:MOST]))}{more}{limits}</div>'


def _p(content: str, style: str = "") -> str:
    return f'<p style="margin:4px 0 8px 0;color:{INK};{style}">{content}</p>'


def _entry(entry: Mapping[str, Any]) -> str:
    head = f"<strong><bdi>{text(entry['title'])}</bdi></strong> {muted(text(entry['outlet']) + ' · ' + text(entry['when']))}"
    rows = "".join(map(_item, entry["items"]))
    style = f"border-collapse:collapse;width:100%;color:{INK};background-color:{PAGE};"
    return _p(head, f"border-top:1px solid {INK};padding-top:8px;") + (
        f'<table style="{style}"><tbody>{rows}</tbody></table>'
    )


def _item(item: Mapping[str, Any]) -> str:
    new = " <strong>[New]</strong>" if item["new"] else ""
    cells = [
        f"<strong>{text(item['label'])}</strong>{new}<br>{muted(text(item['certainty']))}",
        f"<bdi>{text(item['says'])}</bdi>{_places(item)}",
    ]
    return "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells) + "</tr>"


def _places(item: Mapping[str, Any]) -> str:
    """Return the passages, folded: a fold needs no script and no trust."""
    if not item["places"]:
        return ""
    shown = "".join(map(_place, item["places"]))
    return f'<details style="margin:4px 0;"><summary>{muted("Passages")}</summary>{shown}</details>'


def _place(place: Mapping[str, Any]) -> str:
    lines = [f"{muted('In the article')} <bdi>{text(place['text'])}</bdi>"]
    passage = place["passage"]
    if passage:
        source = " ".join(filter(None, [passage["head"], passage["name"], passage["when"]]))
        lines.append(f"{muted(text(source))} <bdi>{text(passage['hit'])}</bdi>")
    if place["note"]:
        lines.append(f"<strong>Differs:</strong> <bdi>{text(place['note'])}</bdi>")
    return "".join(map(_p, lines))
