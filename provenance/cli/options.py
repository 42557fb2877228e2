"""Options that several commands share, and how they become a Config."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from provenance.config import NAMED, Config, hours, known
from provenance.errors import ConfigError, near
from provenance.readers import columns_told

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...", help="Files, folders or globs of any readable format; - is standard input."
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format", metavar="NAME", help="Read every input as this format instead of looking at it."
    ),
]
ArchiveDir = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="A wire archive made with `archive add`.")
]
Wires = Annotated[
    list[str] | None,
    typer.Option(
        "--wires",
        metavar="INPUT...",
        help="Dispatches to search, read like INPUT; together with --archive both are searched.",
    ),
]
Window = Annotated[
    str | None,
    typer.Option(
        "--window",
        metavar="72h",
        help="Search dispatches released this long before an article (90m, 72h, 3d, 2w, all).",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="The column that holds a field, such as text=Beitrag; may be repeated.",
    ),
]
Agency = Annotated[
    str | None, typer.Option("--agency", metavar="NAME", help="The agency of dispatches that name none.")
]
TimeZone = Annotated[
    str | None,
    typer.Option(
        "--time-zone",
        metavar="ZONE",
        help="The zone of dispatches whose time names none, such as Europe/Paris.",
    ),
]
ArticleZone = Annotated[
    str | None,
    typer.Option(
        "--article-zone",
        metavar="ZONE",
        help="The zone of articles whose time names none, such as Europe/Berlin.",
    ),
]
LanguageCode = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="The language of texts that name none, such as fr; without it their words tell it.",
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Settings as TOML; `provenance config` prints them."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="SECTION.KEY=VALUE", help="Change one setting; may be repeated."),
]
Named = Annotated[
    str | None,
    typer.Option(
        "--setting",
        metavar="NAME",
        help=f"A setting by name: {' or '.join(NAMED)}. --set changes it further.",
    ),
]
KeepGoing = Annotated[
    bool,
    typer.Option(
        "--keep-going", help="Search what can be read of --archive and --wires; without it the run stops."
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help="Output format; found from the suffix of -o where it is not given.",
    ),
]
Errors = Annotated[
    Path | None,
    typer.Option(
        "--errors",
        metavar="FILE",
        help="List what failed for programs: source, format, line, reason, an object a line.",
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="PATH", help="Where to write; - is standard output.")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Worker processes; the output is the same with any number."),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with a run that was stopped: the same command, and this.")
]
EngineName = Annotated[
    str | None,
    typer.Option("--engine", metavar="NAME", help="Where articles are worked on: processes or dask."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="A Dask scheduler; without one --engine dask begins workers here.",
    ),
]
Seed = Annotated[
    int,
    typer.Option("--seed", metavar="N", min=0, help="Seed of what is drawn; the same seed gives the same."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more: guessed encodings, formats, tracebacks.")
]


def reading(
    changes: list[str] | None,
    columns: list[str] | None,
    agency: str | None = None,
    time_zone: str | None = None,
    language: str | None = None,
    article_zone: str | None = None,
) -> list[str]:
    """Return the changes of settings, those that say how to read among them; raises ConfigError for no such column."""
    columns_told(", ".join(columns or []))
    asked = {
        "columns": ", ".join(columns or []),
        "agency": agency or "",
        "time_zone": time_zone or "",
        "language": language or "",
        "article_zone": article_zone or "",
    }
    return [*(changes or []), *(f"read.{name}={value}" for name, value in asked.items() if value)]


def named(name: str | None, changes: list[str] | None) -> list[str]:
    """Return the changes of a named setting, then those asked for."""
    if name is not None:
        known(name, list(NAMED), "setting")
    return [*(f"{key}={value}" for key, value in NAMED[name or "default"].items()), *(changes or [])]


def settings(
    file: Path | None, changes: list[str] | None, window: str | None = None, *, base: Config | None = None
) -> Config:
    """Build the Config: ``base`` or the defaults, then the file, then ``--set``, then ``--window``."""
    config = base or Config()
    config = config.with_toml(file) if file else config
    for change in changes or []:
        name, equals, value = change.partition("=")
        if not equals:
            raise ConfigError(f"--set takes section.key=value, not {change!r}{_hint(name.strip())}")
        config = config.with_settings({name.strip(): value.strip()})
    if window is not None:
        config = config.with_settings({"retrieval.window_hours": hours(window)})
    return config


def _hint(name: str) -> str:
    """Return what was meant where only the value is missing, or the setting that is nearest."""
    names = [f"{section}.{key}" for section, keys in Config().to_dict().items() for key in keys]
    if name in names:
        return f": give it a value, {name}=..."
    meant = near(name, names)
    return f": did you mean {meant}=...?" if meant else ": `provenance config` lists them"
