"""Writing results: to standard output as UTF-8 bytes, to a file, or into a folder; whole or not at all."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.errors import FormatError

if TYPE_CHECKING:
    from provenance.config import Config
    from provenance.records import Annotation


def emit(data: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def one_of(chosen: str | None, known: Sequence[str], default: str) -> str:
    """Return the form chosen, or the default. Raises :class:`FormatError` for one that is not known."""
    if chosen is not None and chosen not in known:
        raise FormatError(f"no format named {chosen!r}; there are {', '.join(known)}")
    return chosen or default


def format_of(path: str | None, chosen: str | None, default: str) -> str:
    """Return the output format: as chosen, else by the suffix of the output, else the default.

    Raises:
        FormatError: The format is not known, or the suffix belongs to none; what is written is never another format
            than its name says.
    """
    from provenance.exporters import REGISTRY

    if chosen is not None or not _is_named(path):
        return one_of(chosen, REGISTRY.names(), default)
    found = REGISTRY.by_suffix(Path(str(path)).name)
    if found is None:
        owned = ", ".join(suffix for item in REGISTRY.formats() for suffix in item.suffixes)
        raise FormatError(
            f"{path}: the suffix belongs to no format; known are {owned}. --format names one for any file"
        )
    return found


def usual(path: str | None) -> str:
    """Return the format where none is named: a folder is filled with the tables, anything else gets JSONL."""
    return "csv" if path and path != "-" and (path.endswith("/") or Path(path).is_dir()) else "jsonl"


def page(path: str) -> None:
    """Refuse an output of `report` that is named as something else than a page."""
    if _is_named(path) and format_of(path, None, "html") != "html":
        raise FormatError(
            f"{path}: a report is a page, named .html or .htm; `annotate` and `convert` write other formats"
        )


def folder(path: Path | None) -> None:
    """Refuse an output that must be a folder and is a file, before anything is read."""
    if path is not None and path.exists() and not path.is_dir():
        raise FormatError(f"{path} is a file; --output names the folder that everything is written into")


def lines(path: str | None) -> None:
    """Refuse an output of dispatches that is named as something else than JSONL."""
    if _is_named(path) and format_of(path, None, "jsonl") != "jsonl":
        raise FormatError(f"{path}: dispatches are written as JSONL, named .jsonl or .ndjson")


def _is_named(path: str | None) -> bool:
    """Tell whether a path names its format: a file with a suffix, no folder, no device and not standard output."""
    if path in (None, "-") or str(path).endswith("/"):
        return False
    file = Path(str(path))
    return bool(file.suffix) and (file.is_file() or not file.exists())


def rehearse(name: str, *, config: Config, options: Mapping[str, object]) -> None:
    """Write nothing in a format and throw it away: a missing package or a wrong option shows before a long run, not after it."""
    from provenance.exporters import export

    export((), io.BytesIO(), output_format=name, config=config, **options)


def write(
    found: Iterable[Annotation], output: str | None, name: str, *, config: Config, options: dict[str, object]
) -> None:
    """Write annotations in a format to standard output, to a file, or into a folder."""
    from provenance.exporters import export
    from provenance.exporters.files import filling, writing

    if output is None or output == "-":
        buffer = io.BytesIO()
        export(found, buffer, output_format=name, config=config, **options)
        emit(buffer.getvalue())
    elif output.endswith("/") or Path(output).is_dir():
        with filling(Path(output)) as folder:
            export(found, folder, output_format=name, config=config, **options)
    else:
        with writing(Path(output)) as stream:
            export(found, stream, output_format=name, config=config, **options)


def spare_grammars() -> None:
    """Keep jsonschema, which Altair imports, from compiling a grammar of IRIs where one is installed.

    That takes two seconds of every command that draws, and no figure has an IRI; the process is the command's own.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
