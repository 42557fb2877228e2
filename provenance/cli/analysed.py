"""What ``provenance analyse`` does: gather, ask, write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.analysis import ANALYSES, FORMS, Answer, Tables, as_page, basis, gather, read_events
from provenance.cli.console import Session
from provenance.cli.inputs import stream_stored
from provenance.cli.output import folder
from provenance.cli.steps import Sources, Work
from provenance.config import known
from provenance.exporters.files import writing
from provenance.exporters.stored import ids
from provenance.validation import Errors, load_errors


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
    names = _names(wanted.only)
    given = {} if wanted.events is None else read_events(wanted.events)
    errors = None if wanted.validation is None else load_errors(wanted.validation)
    tables = _tables(inputs, sources, session)
    if tables.articles.empty and session.failures:
        session.note(f"No annotation was read, so {output} was not written.")
        return
    if given:
        session.note(_met(given, tables))
        tables = tables.with_events(given)
    answers = dict(_answers(names, tables, output, wanted, errors, session))
    with writing(output / "index.html") as stream:
        stream.write(as_page(answers).encode("utf-8", "backslashreplace"))
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


def _answers(
    names: Sequence[str],
    tables: Tables,
    output: Path,
    wanted: Wanted,
    errors: Errors | None,
    session: Session,
) -> Iterator[tuple[str, Answer]]:
    """Yield each answer once it is written."""
    with session.progress("Analysing") as progress:
        for number, name in enumerate(names, 1):
            found = ANALYSES[name](tables, wanted.seed, validation=errors)
            found.save(output, forms=wanted.forms or FORMS)
            if progress is not None:
                progress(number, len(names))
            yield name, found


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
