"""``provenance audit``: the editor's list, once or as articles arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.table import Table
from rich.text import Text

from provenance.auditing import Audit, Seen, audit
from provenance.cli.console import safe
from provenance.cli.inputs import sort_out
from provenance.cli.steps import Sources, Work, console, nothing
from provenance.errors import FormatError
from provenance.records import Annotation

FORMS = (".html", ".csv", ".json")
ROWS = 20
"""Entries in a terminal; the others are counted, and ``-o`` writes all of them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What list is wanted: articles since when, where it goes, and the file of what was seen."""

    since: str | None = None
    output: str | None = None
    state: Path | None = None

    def __post_init__(self) -> None:
        if self.output is not None and Path(self.output).suffix.lower() not in FORMS:
            raise FormatError(f"{self.output}: a list is named {', '.join(FORMS)}")
        audit((), since=self.since)  # a time that is none is said before anything is read

    def make(self, found: Sequence[Annotation], work: Work) -> Audit:
        """Return the list of today, and note what is on it."""
        seen = Seen(self.state, f"{datetime.now():%Y-%m-%d}") if self.state else None
        made = audit(found, since=self.since, config=work.settings, seen=seen)
        if seen is not None:
            seen.keep(item.key for _, item in made)
        return made

    def give(self, made: Audit, work: Work) -> None:
        """Write the list, or print the first of it."""
        if self.output is None and len(made):
            console().print(as_table(made))
        elif self.output is not None:
            made.write(self.output)
        work.session.note(safe(told(made)))
        if self.output is not None:
            work.session.note(f"List: {self.output}")


def run(inputs: Sequence[str], work: Work, sources: Sources, wanted: Wanted) -> None:
    """Make the list of articles, which are annotated for it, and of annotations as they are."""
    articles, annotations = sort_out(inputs, work.input_format)
    found = work.take(annotations, sources)[0] if annotations else []
    if articles:
        found += work.annotate(articles, sources)
    if found:
        wanted.give(wanted.make(found, work), work)
    else:
        work.session.note(nothing(wanted.output))
    work.session.finish()


def told(made: Audit) -> str:
    """Return what is said of the whole list, in one line."""
    from provenance.show import list_says

    return " ".join(filter(None, list_says(made.facts)))


def as_table(made: Audit) -> Table:
    """Return the first entries of a list as a table for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", justify="right")
    for name in ("Article", "What", "Seen in the texts"):
        table.add_column(name, overflow="fold")
    rows = list(_rows(made))
    for row in rows[:ROWS]:
        table.add_row(*row)
    if len(rows) > ROWS:
        table.add_row(
            "", "", "", Text(f"{len(rows) - ROWS:,} more; -o list.html writes all of them", style="dim")
        )
    return table


def _rows(made: Audit) -> Iterator[tuple[Text, Text, Text, Text]]:
    last, apart = "", {entry.id for entry in made.undated}
    for entry, item in made:
        name = Text(safe(f"{entry.outlet or entry.id}: {entry.title}") if entry.id != last else "", "bold")
        if entry.id in apart and entry.id != last:
            name.append("\nno time stated", "dim not bold")
        last = entry.id
        label = Text.assemble((item.label, _style(item.weight)), (" new" if item.new else "", "bold green"))
        yield Text(f"{item.weight:.0f}", style="dim"), name, label, Text(safe(item.says))


def _style(weight: float) -> str:
    """Return how heavy it looks: the number says the same."""
    return "bold red" if weight >= HEAVY else "yellow" if weight >= MIDDLE else "dim"


HEAVY, MIDDLE = 60, 30
"""From which weights a label is red, or yellow."""
