"""``provenance study``: a study from one file."""

from __future__ import annotations

from pathlib import Path

import typer

from provenance.cli.console import Session
from provenance.cli.output import folder, spare_grammars
from provenance.errors import ConfigError
from provenance.study import Plan, template
from provenance.study import study as run_study


def begin(path: Path, session: Session) -> None:
    """Write a commented study file, never over one that is there."""
    if path.exists():
        raise ConfigError(f"{path} is there already; name another file, or edit it")
    path.write_text(template(), "utf-8")
    session.note(f"Written: {path}. Edit it, then: provenance study {path}")


def run(path: Path, output: Path | None, session: Session) -> None:
    """Run a study; what could not be done is named, and the status is 1 then."""
    plan = Plan.load(path)
    results = output or path.with_name(f"{path.stem}-results")
    folder(results)
    spare_grammars()
    try:
        done = run_study(plan, results, say=session.note, showing=session.progress)
    except KeyboardInterrupt:
        session.stopped(f"stopped: what is done is kept in {results}; the same command goes on from there.")
        raise
    session.note(f"parcel: {done.parcel}")
    for failure in done.failures:
        session.err.print(f"provenance: {failure}", markup=False, style="red")
    if done.failures:
        session.note(f"{len(done.failures)} could not be done; everything else is.")
        raise typer.Exit(1)
