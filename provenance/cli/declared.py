"""What articles declare, as a table or as JSONL."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from provenance.cli.console import safe
from provenance.config import Config
from provenance.contract import dump
from provenance.page import prepare
from provenance.records import Document


def as_jsonl(documents: Iterable[Document], config: Config) -> bytes:
    """Return one JSON object an article: its id, source, and its credits with offsets."""
    lines = []
    for document in documents:
        found = [dataclasses.asdict(credit) for credit in prepare(document, config=config).credits]
        lines.append(dump({"id": document.id, "source": document.source, "credits": found}) + "\n")
    return "".join(lines).encode()


def as_table(documents: Iterable[Document], config: Config) -> Table:
    """Return one row a credit; an article that declares nothing says so."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Article", "Line", "Role", "Agencies", "Covers", "Certainty", "Rule", "Text"):
        table.add_column(name, justify="right" if name == "Line" else "left", overflow="fold")
    for document in documents:
        found = prepare(document, config=config).credits
        for credit in found:
            line = document.text.count("\n", 0, credit.start) + 1
            names = ", ".join(credit.agencies)
            cells = (document.id, str(line), credit.role, names, credit.scope, credit.certainty, credit.rule)
            words = " ".join(credit.text.split())
            table.add_row(*(Text(safe(cell)) for cell in (*cells, words)))
        if not found:
            table.add_row(Text(safe(document.id)), "", Text("no credit of any kind", style="dim"))
    return table
