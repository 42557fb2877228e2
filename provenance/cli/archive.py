"""``provenance archive``: keep dispatches on disk, look into them, search them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.filesize import decimal
from rich.text import Text

from provenance.cli.console import SafeGroup, Session, safe
from provenance.cli.inputs import stream
from provenance.cli.options import (
    Agency,
    Columns,
    ConfigFile,
    Errors,
    InputFormat,
    Inputs,
    Output,
    Quiet,
    Settings,
    TimeZone,
    Verbose,
    reading,
    settings,
)
from provenance.cli.output import emit, lines
from provenance.config import Config
from provenance.errors import ArchiveError, ReadError
from provenance.records import Document

if TYPE_CHECKING:
    from provenance.match import Archive

app = typer.Typer(
    cls=SafeGroup, no_args_is_help=True, help="Keep dispatches on disk, look into them, search them."
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The archive's folder.")]
Wait = Annotated[
    float, typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for another writer.")
]


@app.command()
def add(
    inputs: Inputs,
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="The archive's folder; made where it is missing.")
    ],
    column: Columns = None,
    agency: Agency = None,
    time_zone: TimeZone = None,
    input_format: InputFormat = None,
    batch: Annotated[
        int,
        typer.Option(
            "--batch", min=1, help="Dispatches of one step; fewer need less memory, more are faster."
        ),
    ] = 5_000,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes that read dispatches.")] = 1,
    wait: Wait = 10.0,
    errors: Errors = None,
    config: ConfigFile = None,
    changes: Settings = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Add dispatches; one with an id that is there already replaces it. Each step is whole, or has not happened."""
    from provenance.contract import count as counted
    from provenance.match import Archive

    session = Session(quiet=quiet, verbose=verbose, report=errors)
    chosen = settings(config, reading(changes, column, agency, time_zone))
    archive = Archive.open(into, create=True, config=chosen, wait=wait)
    count = replaced = 0

    def done(added: int, old: int) -> None:
        nonlocal count, replaced
        count, replaced = added, old
        session.detail(f"{added:,} dispatches are in the archive ({old:,} replaced)")

    found = stream(inputs, session=session, config=chosen, role="wire", input_format=input_format)
    try:
        archive.add(found, batch=batch, jobs=jobs, done=done)
    except (ArchiveError, KeyboardInterrupt):
        session.stopped(
            f"{into}: stopped; {count:,} dispatches were added before. The same command again adds the others."
        )
        raise

    session.note(
        f"{into}: {counted(count, 'dispatch', 'dispatches')} added ({count - replaced:,} new, {replaced:,} replaced); {len(archive):,} in all."
    )
    session.finish()


@app.command()
def info(folder: Folder) -> None:
    """Say how much the archive holds: agencies, dates, dispatches, sentences, size on disk."""
    from provenance.match import Archive

    coverage = Archive.open(folder).coverage()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    rows = [
        ("Dispatches", f"{coverage.documents:,}"),
        ("Sentences", f"{coverage.sentences:,}"),
        ("Agencies", ", ".join(f"{name} {count:,}" for name, count in coverage.agencies.items()) or "none"),
        ("Released", f"{coverage.start} to {coverage.end}" if coverage.start else "no times stated"),
        ("On disk", decimal(size)),
    ]
    console = Console(highlight=False, soft_wrap=True)
    for name, value in rows:
        console.print(Text.assemble((f"{name:11}", "bold"), safe(value)))


@app.command()
def search(
    folder: Folder,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="A sentence, or a few rare words of it.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="The most passages to show.")] = 10,
    config: ConfigFile = None,
    changes: Settings = None,
) -> None:
    """Find the passages that share the rarest words of a text, best first."""
    from provenance.match import Archive

    chosen = settings(config, changes)
    archive = Archive.open(folder, config=chosen)
    console = Console(highlight=False, soft_wrap=True)
    number = 0
    for number, (document, start, end, score) in enumerate(
        _passages(archive, " ".join(text), limit, chosen), 1
    ):
        facts = " · ".join(
            filter(
                None,
                [document.agency or "unknown agency", document.id, document.published, f"score {score:.1f}"],
            )
        )
        console.print(Text(f"{number}. {safe(facts)}", style="bold"))
        console.print(Text(f"   {safe(' '.join(document.text[start:end].split()))}"))
    if number == 0:
        coverage = archive.coverage()
        console.print(f"Nothing in {coverage.documents:,} dispatches shares a rare word with this text.")


def _passages(
    archive: Archive, text: str, limit: int, config: Config
) -> list[tuple[Document, int, int, float]]:
    from provenance.match import rare_keys
    from provenance.page import prepare

    query = prepare(Document(id="query", text=text), config=config)
    chosen = rare_keys(query, range(len(query.segments)), archive, config.retrieval)
    keys = {int(key) for keys in chosen for key in keys}
    return [(*archive.passage(hit), hit.score) for hit in archive.search(keys, limit=limit)] if keys else []


@app.command()
def remove(
    folder: Folder,
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Ids of dispatches, as `search` and `export` show them."),
    ],
    wait: Wait = 10.0,
    quiet: Quiet = False,
) -> None:
    """Remove dispatches by id, all in one step."""
    from provenance.match import Archive

    session, archive = Session(quiet=quiet), Archive.open(folder, wait=wait)
    for name in dict.fromkeys(ids):
        if name not in archive:
            session.fail(ReadError(str(folder), f"holds no dispatch with the id {name!r}"))
    session.taken = count = archive.remove(ids)
    session.note(f"{folder}: {count:,} removed, {len(archive):,} left.")
    session.finish()


@app.command()
def verify(folder: Folder, quiet: Quiet = False) -> None:
    """Compare every file with its checksum; name what is damaged, and the dispatches in it. Status 1 where something is."""
    from provenance.match import verify as checked

    session = Session(quiet=quiet)
    for damage in checked(folder):
        session.fail(ReadError(str(folder), str(damage)))
    if session.failures:
        session.note(f"Save what can be read: provenance archive repair {folder}")
        raise typer.Exit(1)
    session.note(f"{folder}: every file is as it was written.")


@app.command()
def repair(folder: Folder, wait: Wait = 10.0, quiet: Quiet = False) -> None:
    """Make a damaged archive whole again from the stored text; say what is lost."""
    from provenance.contract import count as counted
    from provenance.match import repair as repaired

    session, found = Session(quiet=quiet), repaired(folder, wait=wait)
    back = " Dispatches that had been removed may be back." if found.returned else ""
    done = f"{counted(found.saved, 'dispatch', 'dispatches')} saved, {found.lost:,} lost.{back}"
    session.note(
        f"{folder}: {done if found.saved or found.lost else 'nothing was damaged, and nothing is changed.'}"
    )


@app.command()
def compact(folder: Folder, wait: Wait = 10.0, quiet: Quiet = False) -> None:
    """Write everything into as few files as can be; what was removed or replaced goes from the disk."""
    from provenance.match import Archive

    archive = Archive.open(folder, wait=wait)
    archive.compact()
    Session(quiet=quiet).note(f"{folder}: compact; {len(archive):,} dispatches.")


@app.command()
def migrate(folder: Folder, wait: Wait = 10.0, quiet: Quiet = False) -> None:
    """Rewrite an archive of an older version in the present format."""
    from provenance.match import migrate as migrated

    Session(quiet=quiet).note(f"{folder}: {migrated(folder, wait=wait):,} dispatches migrated.")


@app.command()
def export(folder: Folder, output: Output = "-", quiet: Quiet = False) -> None:
    """Write every dispatch as JSONL, with the fields that `archive add` reads."""
    from provenance.contract import dump
    from provenance.exporters.files import writing
    from provenance.match import Archive

    lines(output)
    found = (f"{dump(_fields(document))}\n".encode() for document in Archive.open(folder).documents())
    if output in (None, "-"):
        for line in found:
            emit(line)
    else:
        with writing(Path(str(output))) as stream:
            stream.writelines(found)
        Session(quiet=quiet).note(f"Written: {output}")


def _fields(document: Document) -> dict[str, object]:
    names = (
        "id",
        "agency",
        "published",
        "updated",
        "title",
        "outlet",
        "url",
        "byline",
        "credit",
        "language",
        "version",
        "status",
    )
    values = {name: value for name in names if (value := getattr(document, name)) is not None}
    return {**dict(document.meta), **values, "text": document.text}


def opened(
    folder: Path | None,
    wires: list[str] | None,
    *,
    config: Config,
    session: Session,
    input_format: str | None,
    keep_going: bool = False,
) -> Archive | None:
    """Return what ``--archive`` and ``--wires`` name: a folder, dispatches in memory, both in one, or None.

    Raises:
        ReadError: Something of it cannot be read, and ``keep_going`` is false: what is not searched is not found.
    """
    if folder is None and not wires:
        return None
    from provenance.match import Archive

    before, taken = len(session.failures), session.taken
    archive = _opened(folder, config, session, keep_going) if folder else None
    if wires:
        found = stream(wires, session=session, config=config, role="wire", input_format=input_format)
        archive = archive.joined(found) if archive else Archive.build(found, config=config)
    session.taken = taken  # of dispatches alone nothing is made
    failed = len(session.failures) - before
    if failed and not keep_going:
        raise ReadError(
            "--wires",
            f"{failed} of the sources named above could not be read, and what is not searched is not found: mend "
            f"{'it' if failed == 1 else 'them'}, or search without {'it' if failed == 1 else 'them'} by --keep-going",
        )
    return archive


def _opened(folder: Path, config: Config, session: Session, keep_going: bool) -> Archive | None:
    """Open the archive; with ``keep_going`` one that cannot be opened is an input that failed."""
    from provenance.match import Archive

    try:
        return Archive.open(folder, config=config)
    except ArchiveError as error:
        if not keep_going:
            raise
        session.fail(ReadError("--archive", str(error)))
        return None
