"""``provenance agree``: how far the annotations agree with what people say, as tables."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from rich.table import Table
from rich.text import Text

from provenance.alarms import Alarms
from provenance.cli.console import Session, safe
from provenance.cli.inputs import sort_out, stored
from provenance.cli.output import emit, folder, one_of
from provenance.cli.steps import console
from provenance.errors import ReadError
from provenance.records import Annotation
from provenance.validation import COLUMNS, Coded, Level, Sample, Validation, read_coded, validate

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("table", "json", "csv", "html")
Rows = tuple[Sequence[str], Iterable[Sequence[object]]]
"""The head of a table and its rows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as the command line says it."""

    level: str = "origin"
    adjudicator: str | None = None
    sample: Path | None = None
    output_format: str | None = None
    only: str | None = None
    output: Path | None = None
    recalibrate: Path | None = None
    alarms: Path | None = None
    seed: int = 0


def run(names: Sequence[str], wanted: Wanted, session: Session) -> None:
    """Compare annotations with what people said, and print or write what is wanted."""
    folder(wanted.output)
    form = one_of(wanted.output_format, FORMATS, "table")
    level = cast(Level, one_of(wanted.level, get_args(Level), "origin"))
    only = None if wanted.only is None else one_of(wanted.only, tuple(COLUMNS), "classes")
    coded_names, annotated = sort_out(names, None)
    made = stored(annotated, session=session)
    coded = _coded(coded_names, made, wanted, session)
    found = validate(made, coded, level=level, adjudicator=wanted.adjudicator, seed=wanted.seed)
    if coded.decisions and not found.judged and "not in the annotations" in found.left_out:
        raise ReadError(coded_names[0], _strangers(coded, made))
    rows = _alarms(wanted.alarms)
    if wanted.output is not None:
        found.save(wanted.output, rows)
        session.note(f"Tables, page and methods paragraph: {wanted.output}")
    _give(found, form, only, rows)
    if form == "table":
        for line in found.limits():
            session.note(safe(line))
    if wanted.recalibrate is not None:
        refit = found.recalibrate()
        refit.save(wanted.recalibrate)
        session.note(refit.says())
        session.note(f"Settings: provenance annotate ... --config {wanted.recalibrate}")
    session.finish()


def _coded(names: Sequence[str], made: Sequence[Annotation], wanted: Wanted, session: Session) -> Coded:
    """Read what people said; what cannot be read is named, and it is an error where nothing can."""
    if not names:
        raise ReadError(
            "agree",
            "no file holds what people said: name a gold file, coded files, or the folder of a sample",
        )
    coded = read_coded(names, sample=Sample.load(wanted.sample) if wanted.sample else None)
    if not coded.decisions:
        if coded.problems:
            raise coded.problems[0]
        if not made:
            raise ReadError(names[0], _strangers(coded, made))
        raise ReadError(
            names[0], f"nothing to compare: {len(made)} annotations, and no sentence has a label yet"
        )
    for problem in coded.problems:
        session.fail(problem)
    return coded


def _strangers(coded: Coded, made: Sequence[Annotation]) -> str:
    """Say that two files share no article, with an id of each, so that the difference is seen."""
    if not made:
        return "nothing to compare: there are no annotations; name a file that `annotate -o result.jsonl` wrote, too"
    return (
        f"judges no article that the annotations have: its ids are such as {coded.decisions[0].article!r}, theirs such as "
        f"{made[0].document.id!r}; ids must be equal"
    )


def _alarms(path: Path | None) -> tuple[Alarms, ...]:
    if path is None:
        return ()
    try:
        return tuple(Alarms(**json.loads(line)) for line in path.read_bytes().splitlines() if line.strip())
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError) as error:
        raise ReadError(
            str(path), f"is not what `provenance alarms --format jsonl` writes: {error}"
        ) from error


def _give(found: Validation, form: str, only: str | None, alarms: Sequence[Alarms]) -> None:
    """Print a validation in one form."""
    if form == "json":
        emit(json.dumps(found.to_dict(), ensure_ascii=False, indent=1).encode() + b"\n")
    elif form == "html":
        emit(found.to_html(alarms).encode())
    elif form == "csv":
        emit(getattr(found, only or "classes")().to_csv(index=False).encode())
    elif only is not None:
        console().print(as_table(_framed(getattr(found, only)())))
    else:
        _print(found)


def _print(found: Validation) -> None:
    out = console()
    if found.judged:
        out.print(_crossed(found))
        out.print()
        out.print(as_table(_classes(found)))
        out.print()
    out.print(summary(found), highlight=False, soft_wrap=True)


def summary(found: Validation) -> str:
    """Return the figures in a few lines; one that is not defined is a dash."""
    with_tool, coders = found.with_tool, found.coders
    figures = (
        ("agreement", with_tool.percent),
        ("Cohen's kappa", with_tool.cohen),
        ("Krippendorff's alpha", with_tool.alpha),
    )
    words = ", ".join(f"{name} {'–' if value is None else f'{value:.3f}'}" for name, value in figures)
    lines = [f"{with_tool.units:,} sentences judged by people and by the tool: {words}"]
    if coders.alpha is not None:
        lines.append(
            f"{coders.units:,} sentences judged by {', '.join(coders.coders)}: agreement {coders.percent:.3f}, Krippendorff's "
            f"alpha {coders.alpha:.3f} [{coders.low:.3f}, {coders.high:.3f}]"
        )
    if found.verdicts.alpha is not None:
        lines.append(f"{found.verdicts.units:,} article verdicts: ordinal alpha {found.verdicts.alpha:.3f}")
    if found.judged:
        lines.append(
            f"Right class: {found.accuracy}; calibration error {found.calibration_error} (95\u202f% intervals, by article)"
        )
    return safe("\n".join(lines))


def _crossed(found: Validation) -> Table:
    """Return the cross table: a row for what is true, a column for what the tool says."""
    counts: dict[tuple[str, str], int] = {}
    for item in found.judged:
        counts[item.truth, item.tool] = counts.get((item.truth, item.tool), 0) + 1
    names = [name for name in found.errors.classes if any(name in pair for pair in counts)]
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("gold \\ tool")
    for name in names:
        shown.add_column(name, justify="right")
    for truth in names:
        cells = (
            Text(str(counts.get((truth, tool), 0)), style="bold" if truth == tool else "") for tool in names
        )
        shown.add_row(truth, *cells)
    return shown


def _classes(found: Validation) -> Rows:
    rows: list[Mapping[str, Any]] = found.classes().to_dict("records")  # type: ignore[assignment]
    measures = ("precision", "recall", "f1")
    return (
        ("class", "judged so", "called so", *measures),
        (
            [r["class"], r["n_truth"], r["n_tool"], *(_with_interval(r, name) for name in measures)]
            for r in rows
        ),
    )


def _with_interval(row: Mapping[str, Any], name: str) -> str:
    if _missing(row[name]):
        return "–"
    ends = "" if _missing(row[f"{name}_low"]) else f" [{row[f'{name}_low']:.3f}, {row[f'{name}_high']:.3f}]"
    return f"{row[name]:.3f}{ends}"


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def drawn(found: Sample) -> Rows:
    """Return the strata of a sample."""
    head = ("stratum", "sentences", "drawn", "each stands for")
    return head, ((s.name, s.population, s.drawn, f"{s.weight:.2f}") for s in found.strata)


def _framed(frame: pd.DataFrame) -> Rows:
    return [str(name) for name in frame.columns], frame.astype(object).where(frame.notna(), None).itertuples(
        index=False
    )


def as_table(rows: Rows) -> Table:
    """Return a table for a terminal; numbers stand to the right."""
    shown, (head, body) = Table(box=None, pad_edge=False, header_style="bold"), rows
    lines = [[_cell(value) for value in row] for row in body]
    for number, name in enumerate(head):
        left = any(line[number][:1].isalpha() for line in lines)
        shown.add_column(name, justify="left" if left else "right", overflow="fold")
    for line in lines:
        shown.add_row(*(Text(safe(cell)) for cell in line))
    return shown


def _cell(value: object) -> str:
    if _missing(value):
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
