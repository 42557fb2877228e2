"""The commands of a validation: sentences for coders, and what comes of their labels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.console import Session
from provenance.cli.inputs import stored
from provenance.cli.options import Quiet, Seed

Annotations = Annotated[
    list[str],
    typer.Argument(metavar="ANNOTATIONS...", help="Files that annotate wrote as json or jsonl."),
]


def sample(
    annotations: Annotations,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the sample goes.")],
    n: Annotated[int, typer.Option("--number", "-n", min=1, help="Sentences to draw.")] = 300,
    coder: Annotated[
        list[str] | None,
        typer.Option("--coder", metavar="NAME", help="A coder; may be repeated. Two without it."),
    ] = None,
    overlap: Annotated[
        float, typer.Option("--overlap", min=0, max=1, help="Share of the sentences that every coder gets.")
    ] = 1.0,
    by: Annotated[
        str, typer.Option("--by", metavar="COLUMNS", help="What strata are made of, joined by commas.")
    ] = "class,edit,certainty",
    minimum: Annotated[
        int,
        typer.Option("--minimum", min=1, help="Sentences of each stratum at least, where it has as many."),
    ] = 10,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--form", metavar="NAME", help="csv, excel or labelstudio; may be repeated. All without it."
        ),
    ] = None,
    passages: Annotated[
        int,
        typer.Option("--passages", min=0, help="Most passages of possible sources shown with a sentence."),
    ] = 3,
    seed: Seed = 0,
    quiet: Quiet = False,
) -> None:
    """Draw sentences for people to label, without the tool's labels; `agree` reads them back."""
    from provenance.cli.agree import as_table, drawn
    from provenance.cli.output import folder
    from provenance.cli.steps import console
    from provenance.validation import sample as draw
    from provenance.validation import write

    folder(output)
    session = Session(quiet=quiet)
    made = stored(annotations, session=session)
    if not made:
        session.note(f"No annotation was read, so {output} was not written.")
        session.finish()
        return
    columns = tuple(name.strip() for name in by.split(",") if name.strip())
    found = draw(made, n, by=columns, coders=coder or 2, overlap=overlap, minimum=minimum, seed=seed)
    write(found, made, output, forms=form, passages=passages)
    if not quiet:
        console().print(as_table(drawn(found)))
    session.note(
        f"{len(found.items):,} of {found.population:,} sentences for {', '.join(found.coders)}: give them {output / 'coders'}/."
    )
    session.note(f"Then: provenance agree {' '.join(annotations)} {output}")
    session.finish()


def agree(
    annotations: Annotated[
        list[str],
        typer.Argument(
            metavar="ANNOTATIONS... GOLD...",
            help="Files that annotate wrote as json or jsonl, and what people said: a folder of `sample`, coded files (CSV, "
            "Excel, Label Studio's export), review files, or gold files (JSONL).",
        ),
    ],
    level: Annotated[
        str,
        typer.Option(
            "--level", metavar="NAME", help="Compare by origin, or by kind of sentence (origin|kind)."
        ),
    ] = "origin",
    adjudicator: Annotated[
        str | None,
        typer.Option(
            "--adjudicator", metavar="NAME", help="The coder whose label decides; else the majority."
        ),
    ] = None,
    drawn: Annotated[
        Path | None,
        typer.Option("--sample", metavar="FILE", help="The sample that was coded, where it is elsewhere."),
    ] = None,
    output_format: Annotated[
        str | None, typer.Option("--format", "-f", metavar="NAME", help="table, json, csv or html.")
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--table", metavar="NAME", help="classes, confusion, sweep, calibration, shares or disagreements."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="A folder for every table, a page and the paragraph."
        ),
    ] = None,
    recalibrate: Annotated[
        Path | None,
        typer.Option(
            "--recalibrate",
            metavar="FILE",
            help="Refit the probabilities to the labels: settings for --config.",
        ),
    ] = None,
    alarms: Annotated[
        Path | None,
        typer.Option(
            "--alarms", metavar="FILE", help="What `alarms --format jsonl` wrote, for the methods paragraph."
        ),
    ] = None,
    seed: Seed = 0,
    quiet: Quiet = False,
) -> None:
    """Say how far annotations and people agree: by class and sentence, with intervals, weighed back to the corpus."""
    from provenance.cli.agree import Wanted, run

    wanted = Wanted(level, adjudicator, drawn, output_format, only, output, recalibrate, alarms, seed)
    run(annotations, wanted, Session(quiet=quiet))
