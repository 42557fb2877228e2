"""The list as a table and as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from provenance.auditing.items import Entry, Item, Listing
from provenance.auditing.view import view_of
from provenance.show import list_page

if TYPE_CHECKING:
    import pandas as pd


FORMAT = "provenance-audit/1"
COLUMNS: Mapping[str, str] = {
    "weight": "Float64",
    "new": "boolean",
    "kind": "string",
    "article": "string",
    "outlet": "string",
    "title": "string",
    "published": "string",
    "agency": "string",
    "certainty": "string",
    "sentences": "Int64",
    "says": "string",
    "sentence": "Int64",
    "text": "string",
    "source": "string",
    "source_published": "string",
    "source_text": "string",
    "differs": "string",
    "url": "string",
}
"""One row an item; what each column means stands in docs/morning.md."""


def frame(audit: Listing) -> pd.DataFrame:
    """Return one row an item, in the order of the list; sentence and source are those of its first place."""
    import pandas as pd

    rows = [_row(entry, item) for entry, item in audit]
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in COLUMNS.items()}
    )


def _row(entry: Entry, item: Item) -> dict[str, Any]:
    row: dict[str, Any] = {
        "article": entry.id,
        "outlet": entry.outlet,
        "title": entry.title,
        "url": entry.url,
        **{
            name: getattr(item, name)
            for name in ("weight", "new", "kind", "agency", "certainty", "sentences", "says")
        },
        "published": entry.published,
        **dict.fromkeys(("sentence", "text", "source", "source_published", "source_text", "differs")),
    }
    for place in item.places[:1]:
        passage = place.passage or {}
        row |= {"sentence": place.number, "text": place.text, "differs": place.note}
        row |= {
            "source": passage.get("doc"),
            "source_published": passage.get("when"),
            "source_text": passage.get("hit"),
        }
    return {name: None if value == "" else value for name, value in row.items()}


def _csv(audit: Listing) -> bytes:
    """Return the table as a spreadsheet opens it by a double click: nothing in it is run as a formula."""
    from provenance.exporters.tables import csv_bytes

    return csv_bytes(frame(audit), spreadsheet=True)


def _json(audit: Listing) -> bytes:
    told = {
        "format": FORMAT,
        **dataclasses.asdict(audit.facts),
        "entries": [_plain(entry) for entry in audit.entries],
        "undated_entries": [_plain(entry) for entry in audit.undated],
        "settings": dict(audit.made),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _plain(entry: Entry) -> dict[str, Any]:
    items = [{**dataclasses.asdict(item), "label": item.label} for item in entry.items]
    return {**dataclasses.asdict(entry), "items": items}


def _page(audit: Listing) -> bytes:
    return list_page(view_of(audit)).encode("utf-8", "backslashreplace")


FORMS: Mapping[str, Callable[[Listing], bytes]] = {".html": _page, ".csv": _csv, ".json": _json}
"""How a list is written, by suffix."""
