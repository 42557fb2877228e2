"""``%provenance`` for files and ``%%provenance`` for the text of a cell."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, Protocol

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class

import provenance as pv

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

OPTIONS: Final = ("--archive", "--as", "--threshold", "--wires")


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are IPython's, in one line, instead of an exit."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"%provenance: {message}. Usage: {' '.join(self.format_usage().split()[1:])}")


def parser() -> argparse.ArgumentParser:
    """Return the options of both magics."""
    options = _Parser(prog="%provenance", add_help=False)
    options.add_argument("files", nargs="*", help="articles: files, folders or globs")
    options.add_argument("--archive", metavar="DIR", help="folder of the wire archive")
    options.add_argument(
        "--wires", metavar="FILE", action="append", default=[], help="dispatches, instead of an archive"
    )
    options.add_argument(
        "--threshold", type=float, metavar="P", help="probability (0-1) from which a source is named"
    )
    options.add_argument("--as", dest="name", metavar="NAME", help="variable that keeps the result")
    return options


@magics_class
class ProvenanceMagics(Magics):
    """Annotate files or the text of a cell; the value is the result, so that a bare magic shows it coloured."""

    @line_cell_magic
    def provenance(self, line: str, cell: str | None = None) -> pv.Corpus | pv.Annotation:
        """Annotate ``%provenance FILES... [--archive DIR]``, or the cell's text with ``%%provenance``."""
        options = parser().parse_args(shlex.split(line))
        if cell is not None and options.files:
            raise UsageError("%%provenance annotates the cell's text; use %provenance for files")
        if cell is None and not options.files:
            raise UsageError("%provenance needs files: %provenance articles/*.txt --archive wires/")
        try:
            result = annotate(options, cell)
        except pv.ProvenanceError as error:
            raise UsageError(str(error)) from error
        if options.name and self.shell is not None:
            if not options.name.isidentifier():
                raise UsageError(f"--as takes the name of a variable, not {options.name!r}")
            self.shell.user_ns[options.name] = result
        return result


def annotate(options: argparse.Namespace, cell: str | None) -> pv.Corpus | pv.Annotation:
    """Read, annotate with a progress bar, and return a Corpus, or an Annotation for the text of a cell."""
    archive = _archive(options)
    settings = {} if options.threshold is None else {"decision.threshold": options.threshold}
    config = pv.Config().with_settings(settings)
    if cell is not None:
        return pv.annotate(pv.Document(id="cell", text=cell), archive, config=config)
    documents = pv.read(options.files, role="article", config=config, errors="warn")
    return pv.annotate(documents, archive, config=config, progress=True)


def _archive(options: argparse.Namespace) -> pv.Archive | None:
    if options.archive and options.wires:
        raise UsageError("%provenance takes --archive or --wires, not both")
    if options.archive:
        return pv.Archive.open(Path(options.archive).expanduser())
    return pv.Archive.build(pv.read(options.wires, role="wire")) if options.wires else None


class Typed(Protocol):
    """What IPython tells a completer: the word at the cursor and the line up to it."""

    symbol: str
    line: str


def complete(_: object, event: Typed) -> list[str]:
    """Complete options, and file names after them (IPython's hook for ``%provenance``)."""
    word = event.symbol
    if word.startswith("-"):
        return [option for option in OPTIONS if option.startswith(word)]
    before = event.line[: event.line.rfind(word)].split() if word else event.line.split()
    only_folders = bool(before) and before[-1] == "--archive"
    return _paths(word, only_folders=only_folders)


def _paths(word: str, *, only_folders: bool) -> list[str]:
    head, slash, tail = word.rpartition("/")
    folder = Path(f"{head}{slash}" or ".").expanduser()
    if not folder.is_dir():
        return []
    return [
        f"{head}{slash}{path.name}{'/' if path.is_dir() else ''}"
        for path in sorted(folder.iterdir())
        if path.name.startswith(tail)
        and not path.name.startswith(".")
        and (path.is_dir() or not only_folders)
    ]


def load(shell: InteractiveShell) -> None:
    """Register the magics and their completion."""
    shell.register_magics(ProvenanceMagics)
    for key in ("%provenance", "%%provenance"):
        shell.set_hook(  # type: ignore[no-untyped-call]
            "complete_command", complete, str_key=key
        )
