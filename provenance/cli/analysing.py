"""``provenance analyse``: tables and figures of annotated articles, and a page of all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.console import Session
from provenance.cli.options import ArchiveDir, KeepGoing, Quiet, Seed, Verbose, Wires

Names = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="NAME",
        help="Only this analysis; may be repeated, or given as a list with commas. --list names them.",
    ),
]


def _listing(asked: bool) -> None:
    if asked:
        from provenance.analysis import ANALYSES

        for item in ANALYSES.values():
            typer.echo(f"{item.name:<14}{item.asks}")
        raise typer.Exit


def analyse(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="ANNOTATIONS...", help="Files that annotate wrote; - is standard input."),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The folder of tables, figures and index.html."),
    ],
    only: Names = None,
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="csv, json, parquet (tables), svg, png, html (figures); may be repeated. Default: csv, svg, png.",
        ),
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(
            "--events", metavar="FILE", help="Events of your own: a CSV with the columns article and event."
        ),
    ] = None,
    validation: Annotated[
        Path | None,
        typer.Option(
            "--validation", metavar="DIR", help="What `agree -o DIR` wrote: shares are corrected by it."
        ),
    ] = None,
    seed: Seed = 0,
    archive: ArchiveDir = None,
    wires: Wires = None,
    keep_going: KeepGoing = False,
    listing: Annotated[
        bool, typer.Option("--list", callback=_listing, is_eager=True, help="List the analyses and end.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write tables, figures and what they say of annotated articles into a folder, with a page of all of them.

    --archive or --wires lays the dispatches beside them: what nobody picked up stands in no annotation.
    """  # fmt: skip
    from provenance.cli.analysed import Wanted, run
    from provenance.cli.steps import Sources

    del listing
    session = Session(quiet=quiet, verbose=verbose)
    run(
        inputs,
        output,
        Wanted(only, forms, events, seed, validation),
        Sources(archive, wires, keep_going),
        session,
    )
    session.finish()
