"""What the command says besides its results: progress, notes and named failures, all on standard error."""

from __future__ import annotations

import json
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup

from provenance.cli.stopping import STOP
from provenance.errors import ProvenanceError, ReadError

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are, 0 where nobody knows yet."""


def safe(text: str) -> str:
    r"""Return text that a terminal shows and never obeys: control and direction characters become U+FFFD.

    >>> safe("a\x1b[2Jb")
    'a\ufffd[2Jb'
    """
    return "".join(char if _shown(char) else "\ufffd" for char in text)


def _shown(char: str) -> bool:
    if char in "\n\t" or char.isprintable():
        return True
    return unicodedata.category(char) in {"Zs", "Zl", "Zp"} or char in "\u00ad\u200b\u200c\u200d\ufeff"


def _listed(error: ReadError) -> dict[str, object]:
    """Return a failure as a program reads it; the format is the one that the input was taken for."""
    form = error.form.rpartition(" as ")[2] or None
    return {
        "source": error.source,
        "format": form,
        "line": error.line,
        "reason": error.reason,
        "remedy": error.remedy,
    }


@dataclass(slots=True)
class Session:
    """One run of a command: how much it says, how many inputs it took, which failed, and the file that lists those."""

    quiet: bool = False
    verbose: bool = False
    taken: int = 0
    failures: list[ReadError] = field(default_factory=list)
    ended: bool = False
    report: Path | None = None
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True))

    def __post_init__(self) -> None:
        if self.report is not None:  # a run in which nothing fails leaves an empty list
            self.report.write_bytes(b"")

    def note(self, message: str) -> None:
        """Say something useful, unless asked to be quiet."""
        if not self.quiet:
            self.err.print(safe(message), markup=False)

    def detail(self, message: str) -> None:
        """Say something that only ``--verbose`` wants."""
        if self.verbose:
            self.err.print(safe(message), markup=False, style="dim")

    def fail(self, error: ReadError) -> None:
        """Name an input that failed; the others go on."""
        self.failures.append(error)
        if self.report is not None:
            with self.report.open("a", encoding="utf-8", errors="backslashreplace") as out:
                out.write(json.dumps(_listed(error), ensure_ascii=False) + "\n")
        self.err.print(safe(f"provenance: {error}"), markup=False, style="red")

    def forgive(self, source: str) -> None:
        """Count a failure no more: the input was mended, or is gone."""
        self.failures = [error for error in self.failures if error.source != source]

    def stopped(self, message: str) -> None:
        """Say what a run that was ended before its end has done; said even where it should be quiet."""
        self.ended = STOP.told = True
        self.err.print(safe(f"provenance: {message}"), markup=False, style="yellow")

    def finish(self) -> None:
        """End with status 1 where inputs failed, as a stopped command does where it was stopped."""
        if self.ended:
            raise typer.Exit(STOP.code)
        if self.failures:
            count = len(self.failures)
            rest = "everything else is done" if self.taken else "there was nothing else"
            self.note(f"{count:,} input{'' if count == 1 else 's'} failed; {rest}.")
            raise typer.Exit(1)

    @contextmanager
    def progress(self, what: str) -> Iterator[Progress | None]:
        """Give a callback that moves a bar on a terminal; None in a pipe or when quiet."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bar(*columns, console=self.err, transient=True) as bar:
            task = bar.add_task(what, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total or None)


class SafeGroup(TyperGroup):
    """The command group: an error of ours, or of the disk, is one clear line and status 2, never a traceback."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the chosen command and turn its errors into messages."""
        verbose = bool({"--verbose", "-v"} & {*ctx.args})
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except KeyboardInterrupt as error:
            if not STOP.told:
                _print(
                    "stopped before anything was made of what was given; nothing was written. Run the command again"
                )
            raise typer.Exit(STOP.code) from error
        except (ProvenanceError, OSError) as error:
            if verbose:
                traceback.print_exc()
            _print(_words(error))
            raise typer.Exit(2) from error


def _print(message: str) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False).print(
        safe(f"provenance: {message}"), markup=False, style="red"
    )


def _words(error: ProvenanceError | OSError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


class WithWires(TyperCommand):
    """A command whose ``--wires`` takes several values: ``--wires a.xml b.xml`` as a shell writes for ``--wires *.xml``.

    Values run to the next option. Where that leaves no INPUT (``annotate --wires w.jsonl a.jsonl``), each ``--wires``
    takes one value and the rest are inputs.
    """

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Repeat ``--wires`` before each of its values, then parse as usual."""
        spread = list(_spread(args, "--wires"))
        values, _, _ = self.make_parser(ctx).parse_args(args=list(spread))
        return super().parse_args(ctx, spread if values.get("inputs") else args)


def _spread(args: list[str], option: str) -> Iterator[str]:
    taking, first = False, False
    for arg in args:
        if arg.startswith("-") and arg != "-":
            taking = first = arg == option
            yield arg
        elif taking:
            yield from (arg,) if first else (option, arg)
            first = False
        else:
            yield arg
