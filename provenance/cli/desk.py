"""The commands of a desk: the editor's list, and the study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.console import Session
from provenance.cli.options import (
    Agency,
    ArchiveDir,
    ArticleZone,
    Columns,
    ConfigFile,
    Errors,
    InputFormat,
    KeepGoing,
    LanguageCode,
    Named,
    Quiet,
    Settings,
    TimeZone,
    Verbose,
    Window,
    Wires,
    named,
    reading,
)
from provenance.cli.steps import Sources, Work


def audit(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ANNOTATIONS|INPUT...",
            help="Files that annotate wrote, or articles in any readable format; - is standard input.",
        ),
    ] = None,
    archive: ArchiveDir = None,
    wires: Wires = None,
    window: Window = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="Where to write: .html, .csv or .json."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="TIME", help="Only articles from a day (2026-11-25) or of the last 24h."
        ),
    ] = None,
    watch: Annotated[
        Path | None,
        typer.Option(
            "--watch", metavar="FOLDER", help="Make the list again whenever articles arrive in this folder."
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            metavar="FILE",
            help="Keep what was on the list here, so that each morning shows what is new.",
        ),
    ] = None,
    column: Columns = None,
    agency: Agency = None,
    time_zone: TimeZone = None,
    article_zone: ArticleZone = None,
    language: LanguageCode = None,
    input_format: InputFormat = None,
    keep_going: KeepGoing = False,
    errors: Errors = None,
    setting: Named = None,
    config: ConfigFile = None,
    changes: Settings = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """List what an editor should look at today: facts about texts, ordered, each with its passages."""
    from provenance.cli.audit import Wanted, run
    from provenance.errors import ConfigError

    if not inputs and watch is None:
        raise ConfigError("audit needs articles or annotations, or a folder to --watch")
    session = Session(quiet=quiet, verbose=verbose, report=errors)
    changes = reading(named(setting, changes), column, agency, time_zone, language, article_zone)
    work = Work(session, config, changes, window, input_format)
    wanted, sources = Wanted(since, output, state), Sources(archive, wires, keep_going)
    if watch is None:
        run(inputs or [], work, sources, wanted)
    else:
        from provenance.cli.watching import Watch

        Watch(watch, inputs or [], work, sources, wanted).run()


def study(
    plan: Annotated[
        Path | None,
        typer.Argument(
            metavar="[STUDY.TOML]", help="What the study asks for; --new writes one to begin with."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where results go; STUDY-results without it."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Write a commented study.toml and end.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Run a study from one file: annotations, answers, a report, and a parcel for reviewers.

    What was done before from the same inputs, settings and version is not done again.
    """
    from provenance.cli.study import begin, run

    session = Session(quiet=quiet, verbose=verbose)
    if new:
        begin(plan or Path("study.toml"), session)
    else:
        run(plan or Path("study.toml"), output, session)
