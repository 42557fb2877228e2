"""Which outlet has sentences of which agency: one row an outlet, each of which adds up to all of its sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from provenance.contract import count
from provenance.records import Annotation
from provenance.show.statements.facts import Counts
from provenance.show.statements.wording import FEW, per_cent
from provenance.show.view._rows import RowState, Steps
from provenance.show.view._words import LOOKS, badge, show

MOST_AGENCIES = 5
OTHER = "other"
"""The column of matches with no agency to name, and of agencies without a column."""
KINDS = ("c", "sh", "r", "q", "n")
"""Kinds that no agency's column counts."""


def matrix(
    annotations: Sequence[Annotation], steps: Sequence[Steps], states: Sequence[RowState]
) -> dict[str, Any] | None:
    """Return the table at the page's threshold, or None where there is one outlet or none.

    Its columns hold for every threshold: a renderer that moves it counts again from the rows' own states.
    """
    outlets: dict[str, list[Counts]] = defaultdict(list)
    for annotation, state in zip(annotations, states, strict=True):
        outlets[show(annotation.document.outlet or "")].append(state.facts.counts)
    if len(outlets) < 2:
        return None
    columns = _columns(steps, states)
    everything = [state.facts.counts for state in states]
    rows = sorted(
        (_row(name, found, columns) for name, found in outlets.items()),
        key=lambda row: (-row["total"], row["name"]),
    )
    whole = _row("All", everything, columns) | {"note": count(len(outlets), "outlet")}
    return {"columns": columns, "rows": [whole, *rows]}


def _columns(steps: Sequence[Steps], states: Sequence[RowState]) -> list[dict[str, str]]:
    """Return the agencies with most sentences now, then others, then kinds: all that some threshold fills."""
    every = [state.facts.counts for found in steps for _, state in found]
    now = Counter[str]()
    for state in states:
        now.update({name: number.sure for name, number in state.facts.counts.agencies.items()})
    ever = {name for counts in every for name, number in counts.agencies.items() if number.sure}
    named = sorted(ever, key=lambda name: (-now[name], name))[:MOST_AGENCIES]
    columns = [
        {"key": show(name), "badge": badge(name), "class": "", "tag": "", "label": show(name)}
        for name in named
    ]
    if len(ever) > len(named) or any(counts.unattributed for counts in every):
        columns.append({"key": OTHER, "badge": "other", "class": "", "tag": "", "label": "Other"})
    kinds = [key for key in KINDS if any(counts.kinds.get(key) for counts in every)]
    return columns + [
        {"key": key, "badge": "", "class": key, "tag": LOOKS[key].tag, "label": LOOKS[key].label}
        for key in kinds
    ]


def _row(name: str, several: Sequence[Counts], columns: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Return one outlet: every cell with its share and its number."""
    together = Counts.summed(several)
    agencies = Counter[str]()
    for counts in several:
        agencies.update({show(agency): number.sure for agency, number in counts.agencies.items()})
    named = [column["key"] for column in columns if column["badge"] and column["key"] != OTHER]
    rest = together.matched - sum(agencies[key] for key in named)
    numbers = [
        together.of(column["class"])
        if column["class"]
        else rest
        if column["key"] == OTHER
        else agencies[column["key"]]
        for column in columns
    ]
    return {
        "name": name or "Outlet not stated",
        "outlet": name,
        "note": count(len(several), "article"),
        "total": together.body,
        "few": together.body < FEW,
        "cells": [_cell(number, together.body) for number in numbers],
    }


def _cell(number: int, total: int) -> dict[str, Any]:
    return {
        "n": number,
        "share": per_cent(number, total) if number else "–",
        "units": max(1, round(100 * number / total)) if number else 0,
    }
