"""The commands."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from provenance.cli import analysing, desk, validating
from provenance.cli import archive as archive_commands
from provenance.cli.console import SafeGroup, Session, WithWires
from provenance.cli.inputs import documents, sort_out, stored
from provenance.cli.options import (
    Agency,
    ArchiveDir,
    ArticleZone,
    Columns,
    ConfigFile,
    EngineName,
    Errors,
    Format,
    InputFormat,
    Inputs,
    Jobs,
    KeepGoing,
    LanguageCode,
    Named,
    Output,
    Quiet,
    Resume,
    Scheduler,
    Settings,
    TimeZone,
    Verbose,
    Window,
    Wires,
    named,
    reading,
    settings,
)
from provenance.cli.output import emit, format_of, one_of, page, usual, write
from provenance.cli.steps import Sources, Work, console, nothing, sum_up
from provenance.errors import ConfigError

app = typer.Typer(
    cls=SafeGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Which sentences of an article come from wire copy, and which are the outlet's own?",
)

OptionPairs = Annotated[
    list[str] | None,
    typer.Option("--option", metavar="NAME=VALUE", help="An option of the output format; may be repeated."),
]


def _version(asked: bool) -> None:
    if asked:
        from provenance import __version__

        typer.echo(f"provenance {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    pass


@app.command(cls=WithWires)
def annotate(
    inputs: Inputs,
    archive: ArchiveDir = None,
    wires: Wires = None,
    window: Window = None,
    output_format: Format = None,
    output: Output = None,
    option: OptionPairs = None,
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
    jobs: Jobs = None,
    resume: Resume = False,
    engine: EngineName = None,
    scheduler: Scheduler = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Label every sentence of the articles. On a terminal they are shown coloured; in a pipe comes JSONL."""
    from provenance.cli.annotating import Output as To
    from provenance.cli.annotating import Spread
    from provenance.cli.annotating import annotate as run

    session = Session(quiet=quiet, verbose=verbose, report=errors)
    work = Work(
        session,
        config,
        reading(named(setting, changes), column, agency, time_zone, language, article_zone),
        window,
        input_format,
    )
    name = format_of(output, output_format, usual(output))
    shown = output_format is None and output is None and sys.stdout.isatty()
    to = None if shown else To(output, name, _pairs(option), resume)
    run(inputs, work, Sources(archive, wires, keep_going), to, Spread(jobs, engine, scheduler))


@app.command(cls=WithWires)
def report(
    inputs: Inputs,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help="The page, or the folder with --split.")
    ],
    archive: ArchiveDir = None,
    wires: Wires = None,
    window: Window = None,
    split: Annotated[bool, typer.Option("--split", help="Write a folder with one page an article.")] = False,
    withhold: Annotated[
        bool, typer.Option("--withhold", help="Show only matched fragments of wire text.")
    ] = False,
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
    """Write a page to read, print and mail: one self-contained file, no network, no script needed.

    Articles are annotated for it; annotations are shown as they are.
    """
    if split:
        output = f"{output.rstrip('/')}/"
    page(output)
    session, sources = (
        Session(quiet=quiet, verbose=verbose, report=errors),
        Sources(archive, wires, keep_going),
    )
    changes = [
        *reading(named(setting, changes), column, agency, time_zone, language, article_zone),
        *(["report.withhold=true"] if withhold else []),
    ]
    work = Work(session, config, changes, window, input_format)
    articles, annotations = sort_out(inputs, input_format)
    found, chosen = work.take(annotations, sources) if annotations else ([], work.settings)
    if articles:
        found += work.annotate(articles, sources)
    if found:
        write(found, output, "html", config=chosen, options={})
        sum_up(found, session)
        session.note(f"Report: {output}")
    else:
        session.note(nothing(output))
    session.finish()


@app.command()
def credits(
    inputs: Inputs,
    output_format: Annotated[
        str | None, typer.Option("--format", "-f", metavar="NAME", help="table or jsonl.")
    ] = None,
    column: Columns = None,
    input_format: InputFormat = None,
    config: ConfigFile = None,
    changes: Settings = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """List only what the articles declare: bylines, datelines, credit lines, picture credits, mentions."""
    from provenance.cli.declared import as_jsonl, as_table

    session, chosen = Session(quiet=quiet, verbose=verbose), settings(config, reading(changes, column))
    default = "table" if sys.stdout.isatty() else "jsonl"
    name = one_of(output_format, ["table", "jsonl"], default)
    found = documents(inputs, session=session, config=chosen, input_format=input_format)
    if name == "jsonl":
        emit(as_jsonl(found, chosen))
    else:
        Console(soft_wrap=not sys.stdout.isatty()).print(as_table(found, chosen))
    session.finish()


@app.command()
def convert(
    annotations: Annotated[
        list[str],
        typer.Argument(
            metavar="ANNOTATIONS...", help="Files that annotate wrote as json or jsonl; - is standard input."
        ),
    ],
    output_format: Format = None,
    output: Output = None,
    option: OptionPairs = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write annotations in another format."""
    session = Session(quiet=quiet, verbose=verbose)
    name = format_of(output, output_format, usual(output))
    found = stored(annotations, session=session)
    if found:
        from provenance.claim import config_of

        write(found, output, name, config=config_of(found), options=_pairs(option))
        if output not in (None, "-"):
            session.note(f"Written: {output}")
    session.finish()


@app.command("explain")
def explain_one(
    annotations: Annotated[
        str, typer.Argument(metavar="ANNOTATIONS", help="A file that annotate wrote as json or jsonl.")
    ],
    name: Annotated[
        str | None, typer.Argument(metavar="ID", help="The article; without one, their ids are named.")
    ] = None,
    sentence: Annotated[
        int | None,
        typer.Argument(metavar="[SENTENCE]", help="Its number; without one, all sentences are listed."),
    ] = None,
    archive: ArchiveDir = None,
    wires: Wires = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="A page (.html) or text (.txt); - is standard output."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Say what decided a sentence: kind, credits, sources, rules, and what would change the answer."""
    from provenance.claim import config_of
    from provenance.cli.explain import is_page, one, said, save

    session = Session(quiet=quiet)
    paged = is_page(output, sentence)
    annotation = one(stored([annotations], session=session), name)
    store = archive_commands.opened(
        archive, wires, config=config_of([annotation]), session=session, input_format=None
    )
    save(output, said(annotation, sentence, store, paged=paged))
    session.finish()


@app.command(cls=WithWires)
def alarms(
    inputs: Inputs,
    archive: ArchiveDir = None,
    wires: Wires = None,
    days: Annotated[
        float,
        typer.Option("--days", min=0.1, help="Search the dispatches of so many days after each article."),
    ] = 30.0,
    unrelated: Annotated[
        bool, typer.Option("--unrelated", help="The dispatches are all of other events: search all of them.")
    ] = False,
    output_format: Annotated[
        str | None, typer.Option("--format", "-f", metavar="NAME", help="table or jsonl.")
    ] = None,
    input_format: InputFormat = None,
    config: ConfigFile = None,
    changes: Settings = None,
    quiet: Quiet = False,
) -> None:
    """Measure how often a match is chance, without labels: against dispatches that came out after each article.

    An article without a date is named and left out; with --unrelated no dates are needed.
    """
    from provenance.alarms import count_alarms, false_matches
    from provenance.cli.alarms import as_table, dated

    session, chosen = Session(quiet=quiet), settings(config, changes)
    name = one_of(output_format, ["table", "jsonl"], "table" if sys.stdout.isatty() else "jsonl")
    store = archive_commands.opened(archive, wires, config=chosen, session=session, input_format=input_format)
    if store is None:
        raise ConfigError("alarms needs dispatches: name them with --archive DIR or --wires INPUT")
    articles = documents(inputs, session=session, config=chosen, input_format=input_format)
    articles = articles if unrelated else dated(articles, session)
    with session.progress("Annotating") as progress:
        found = false_matches(
            articles, store, config=chosen, days=days, unrelated=unrelated, progress=progress
        )
    rows = count_alarms(found)
    if name == "table" and rows:
        console().print(as_table(rows))
    else:
        from provenance.contract import dump

        emit("".join(dump(dataclasses.asdict(row)) + "\n" for row in rows).encode())
    session.finish()


@app.command()
def demo(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the report goes.")
    ] = Path("provenance-demo"),
    quiet: Quiet = False,
) -> None:
    """Annotate the packaged sample (invented stories) and write the report."""
    from provenance.readers.samples import sample

    session = Session(quiet=quiet)
    work = Work(session)
    found = work.annotate([str(sample("articles"))], Sources(wires=[str(sample("wires"))]))
    for name, form in (("annotations.jsonl", "jsonl"), ("report.html", "html")):
        write(found, str(output / name), form, config=work.settings, options={})
    if not quiet:
        from provenance.cli.first_steps import first_steps
        from provenance.show import overview, totals

        out = console()
        out.print(overview(found))
        out.print(f"\n{totals(found)}", highlight=False)
        out.print(first_steps(output), highlight=False, soft_wrap=True, markup=False)
    session.finish()


app.command(cls=WithWires)(analysing.analyse)
app.command(cls=WithWires)(desk.audit)
app.command()(desk.study)
app.command()(validating.sample)
app.command()(validating.agree)
app.add_typer(archive_commands.app, name="archive")


@app.command("config")
def show_config(config: ConfigFile = None, changes: Settings = None, window: Window = None) -> None:
    """Print every setting as TOML, with its unit and where its value comes from; --config reads it back."""
    emit((settings(config, changes, window).to_toml() + "\n").encode())


@app.command(context_settings={"ignore_unknown_options": True})
def lab(
    given: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DIR]", help="Work in this folder; the notebooks are copied to it."),
    ] = None,
) -> None:
    """Start JupyterLab on the notebooks. Further options are its own: --no-browser, --port=8890."""
    from provenance.cli.lab import start

    folders = [item for item in given or () if not item.startswith("-")]
    if len(folders) > 1:
        raise ConfigError(
            f"lab works in one folder, not in {' and '.join(folders)}; write options as --port=8890"
        )
    start(Path(folders[0]) if folders else None, [item for item in given or () if item.startswith("-")])


def _pairs(given: list[str] | None) -> dict[str, Any]:
    """Return ``--option NAME=VALUE`` as keywords; a value is JSON where it can be, else text."""
    return dict(_pair(item) for item in given or [])


def _pair(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    try:
        return name, json.loads(value or "true")
    except ValueError:
        return name, value
