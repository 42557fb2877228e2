"""The list as plain data for the page and the notebook: words already chosen, renderers only write elements."""

from __future__ import annotations

from collections import Counter
from typing import Any

from provenance.auditing.items import Entry, Item, Listing
from provenance.contract import KINDS
from provenance.show import LABELS, badge, list_limits, list_says, span, visible

CERTAINTY = {
    "matched": "Matched",
    "likely": "Likely",
    "possible": KINDS["r"].label,
    "stated": "Stated on the page",
}


def view_of(audit: Listing) -> dict[str, Any]:
    """Return the view of a list."""
    bold, rest = list_says(audit.facts)
    kinds = Counter(item.kind for _, item in audit)
    found = audit.archive
    listing = ", ".join(f"{visible(name)} {number:,}" for name, number in found.agencies.items())
    return {
        "type": "list",
        "heading": "What to look at",
        "since": audit.facts.since,
        "bold": bold,
        "rest": rest,
        "kinds": [
            {"kind": kind, "label": label, "count": kinds[kind]}
            for kind, label in LABELS.items()
            if kinds[kind]
        ],
        "new": audit.facts.new,
        "entries": [_entry(entry) for entry in audit.entries],
        "undated": [_entry(entry) for entry in audit.undated],
        "searched": {"text": listing, "dates": visible(span(found.start, found.end))},
        "limits": list_limits(audit.facts),
        "parameters": [list(row) for row in audit.made],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "outlet": entry.outlet or entry.id,
        "title": entry.title,
        "when": entry.when,
        "url": entry.url if entry.url.startswith(("https://", "http://")) else "",
        "new": entry.new,
        "items": [_item(item) for item in entry.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "label": item.label,
        "agency": item.agency,
        "badge": badge(item.agency) if item.agency else "",
        "certainty": CERTAINTY[item.certainty],
        "says": item.says,
        "new": item.new,
        "weight": f"{item.weight:g}",
        "places": [
            {"n": place.number, "text": place.text, "note": place.note, "passage": place.passage}
            for place in item.places
        ],
        "more": max(0, item.sentences - len(item.places)),
    }
