"""Options that several commands share, and how they become a Config."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from provenance.config import NAMED, Config, known
from provenance.errors import ConfigError

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
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="PATH", help="Where to write; - is standard output.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more: guessed encodings, formats, tracebacks.")
]

_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(m|min|h|d|w)?")
_HOURS = {"m": 1 / 60, "min": 1 / 60, "h": 1.0, None: 1.0, "d": 24.0, "w": 168.0}


def hours(text: str) -> float:
    """Return a duration in hours: ``90m``, ``72h``, ``3d``, ``2w``, a bare number of hours, or ``all`` = 0.

    >>> hours("3d")
    72.0
    """
    if text.strip().lower() in {"all", "none", "0"}:
        return 0.0
    match = _DURATION.fullmatch(text.strip().lower())
    if match is None:
        raise ConfigError(f"--window takes a length of time such as 90m, 72h, 3d, 2w or all, not {text!r}")
    return float(match[1]) * _HOURS[match[2]]


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
            raise ConfigError(f"--set takes section.key=value, not {change!r}")
        config = config.with_settings({name.strip(): value.strip()})
    if window is not None:
        config = config.with_settings({"retrieval.window_hours": hours(window)})
    return config
