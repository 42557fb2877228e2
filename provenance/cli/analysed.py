"""What ``provenance analyse`` does: gather, ask, write."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance import vega
from provenance.analysis import (
    ALL_FORMS,
    ANALYSES,
    FORMS,
    Answer,
    Tables,
    as_page,
    basis,
    gather,
    read_events,
)
from provenance.cli.console import Session
from provenance.cli.inputs import stream_stored
from provenance.cli.output import folder, one_of, spare_grammars
from provenance.cli.steps import Sources, Work
from provenance.config import known
from provenance.exporters.files import writing
from provenance.exporters.stored import ids
from provenance.validation import Errors, load_errors
from provenance.workers import Workers

DRAWERS = max(1, min(2, (os.cpu_count() or 1) - 1))
"""Processes that draw beside the one that counts: vl-convert holds Python's lock, so that threads would wait for each other."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: analyses by name, forms of tables and figures, a file of events, the seed, and a validation."""

    only: Sequence[str] | None
    forms: Sequence[str] | None
    events: Path | None
    seed: int
    validation: Path | None = None


def run(inputs: Sequence[str], output: Path, wanted: Wanted, sources: Sources, session: Session) -> None:
    """Write the answers into a folder; what cannot be read is named, and the others are done."""
    folder(output)
    spare_grammars()
    names, forms = _names(wanted.only), _forms(wanted.forms)
    given = {} if wanted.events is None else read_events(wanted.events)
    errors = None if wanted.validation is None else load_errors(wanted.validation)
    with Workers(DRAWERS) as workers:
        bundle = workers.soon(vega.bundle, None)  # while annotations are read there is nothing else to draw
        tables = _tables(inputs, sources, session)
        if tables.articles.empty and session.failures:
            session.note(f"No annotation was read, so {output} was not written.")
            return
        if given:
            session.note(_met(given, tables))
            tables = tables.with_events(given)
        answers = {}
        for name, found in _answered(names, tables, wanted.seed, errors, session):
            found.begin(forms, workers)
            answers[name] = found
        for found in answers.values():
            found.save(output, forms=forms)
        with writing(output / "index.html") as stream:
            stream.write(as_page(answers, bundle=bundle).encode("utf-8", "backslashreplace"))
    every = f" {basis(tables)}."  # ends every answer, for each may stand alone; here once is enough
    for name, found in answers.items():
        session.note(f"{name}: {found.says.removesuffix(every)}")
    session.note(f"All of it is of{every}")
    session.note(f"Written: {output / 'index.html'}")


def _names(only: Sequence[str] | None) -> list[str]:
    asked = [name.strip() for item in only or () for name in item.split(",")]
    for name in asked:
        known(name, list(ANALYSES), "analysis")
    return [name for name in ANALYSES if not asked or name in asked]


def _forms(asked: Sequence[str] | None) -> Sequence[str]:
    for form in asked or ():
        one_of(form, ALL_FORMS, form)
    return asked or FORMS


def _answered(
    names: Sequence[str], tables: Tables, seed: int, errors: Errors | None, session: Session
) -> Iterator[tuple[str, Answer]]:
    """Yield each answer by its name."""
    with session.progress("Analysing") as progress:
        for number, name in enumerate(names, 1):
            yield name, ANALYSES[name](tables, seed, validation=errors)
            if progress is not None:
                progress(number, len(names))


def _tables(inputs: Sequence[str], sources: Sources, session: Session) -> Tables:
    with session.progress("Reading annotations") as progress:
        names = (name for file in inputs for name in ids(Path(file)))
        tables = gather(
            stream_stored(inputs, session=session, bare=True),
            progress=progress,
            ids=() if "-" in inputs else names,
        )
    return tables.with_archive(Work(session).store(sources)) if sources else tables


def _met(given: dict[str, str], tables: Tables) -> str:
    here = set(tables.articles["article"])
    met = len(here & set(given))
    return f"Events: {len(set(given.values())):,} given; {met:,} of {len(here):,} articles have one, the others are events of their own."
