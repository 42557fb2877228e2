"""A validation: the tool beside what people say, as tables, as a paragraph for a methods section, and as files."""

from __future__ import annotations

import html
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from provenance.alarms import Alarms
from provenance.claim import config_of
from provenance.errors import ConfigError, ReadError
from provenance.exporters.files import writing
from provenance.records import Annotation
from provenance.validation import measures
from provenance.validation.coded import Coded
from provenance.validation.coders import VERDICTS, Agreement, agreement_of
from provenance.validation.compared import Compared
from provenance.validation.correction import Errors
from provenance.validation.judging import judge
from provenance.validation.labels import CLASSES, UNSURE, Level, classes
from provenance.validation.methods import limits, page, paragraph
from provenance.validation.parsing import content, parsed

if TYPE_CHECKING:
    import pandas as pd

FORMAT: Final = "provenance-validation/1"


@dataclass(frozen=True, slots=True, eq=False)
class Validation(Compared):
    """The tool's answers beside people's labels, and what is said of them."""

    def limits(self) -> tuple[str, ...]:
        """Return what the figures cannot show, a sentence each."""
        return tuple(limits(self))

    def methods(self, alarms: Sequence[Alarms] = ()) -> str:
        """Return a paragraph for a methods section; ``alarms`` are the rows of ``provenance alarms`` on the same corpus."""
        return paragraph(self, alarms)

    def save(self, folder: str | Path, alarms: Sequence[Alarms] = ()) -> list[Path]:
        """Write every table as CSV, the paragraph as text, a page, and ``validation.json``, from which :func:`load_errors` reads."""
        place = Path(folder)
        tables = self.tables()
        made = {f"{name}.csv": frame.to_csv(index=False).encode() for name, frame in tables.items()}
        made |= {
            "methods.txt": (self.methods(alarms) + "\n").encode(),
            "validation.html": page(self, tables, alarms).encode(),
            "validation.json": json.dumps(self._dict(tables), ensure_ascii=False, indent=1).encode() + b"\n",
        }
        for name, data in made.items():
            with writing(place / name) as stream:
                stream.write(data)
        return [place / name for name in made]

    def to_dict(self) -> dict[str, Any]:
        """Return the judged sentences and the figures as plain data (``provenance-validation/1``)."""
        return self._dict(self.tables())

    def _dict(self, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
        units = [
            {
                "article": i.article, "sentence": i.number, "truth": i.truth, "tool": i.tool, "weight": i.weight,
                "labels": dict(i.labels), "confidence": i.finding.verdict.confidence,
            }
            for i in self.judged
        ]  # fmt: skip
        plain = {name: json.loads(frame.to_json(orient="records")) for name, frame in tables.items()}
        run = self.annotations[0].run if self.annotations else None
        return {
            "format": FORMAT, "level": self.level, "seed": self.seed, "classes": list(self.errors.classes),
            "version": run and run.version, "config_sha256": run and run.config_sha256,
            "threshold": config_of(self.annotations).decision.threshold, "left_out": dict(self.left_out),
            "limits": list(self.limits()), "tables": plain, "judged": units,
        }  # fmt: skip

    def to_html(self, alarms: Sequence[Alarms] = ()) -> str:
        """Return one self-contained page with the paragraph, the limits and every table."""
        return page(self, self.tables(), alarms)

    def _repr_html_(self) -> str:
        limits = "".join(f"<li>{html.escape(line)}</li>" for line in self.limits())
        shown = self.classes().round(3).to_html(index=False, na_rep="–", border=0)
        return f"<p>{html.escape(self.methods())}</p>{shown}<ul>{limits}</ul>"

    def __repr__(self) -> str:
        return f"<Validation of {len(self.judged)} sentences: {self.accuracy} right>"


def validate(
    annotations: Iterable[Annotation],
    coded: Coded,
    *,
    level: Level = "origin",
    adjudicator: str | None = None,
    seed: int = 0,
) -> Validation:
    """Compare the tool's answers with what people say.

    Args:
        annotations: The decided articles: all of them, for the shares of the corpus.
        coded: What coders brought back (:func:`read_coded`), with the sample that they coded.
        level: ``origin``, or ``kind``: then same words, edited and credited stand apart.
        adjudicator: The coder whose label decides where coders differ; without one, the majority does.
        seed: Seed of the intervals.

    Raises:
        ConfigError: The adjudicator coded nothing, or labels that tell only wire copy are to be compared by kind.
    """
    kept, decisions = tuple(annotations), coded.decisions
    names = sorted({decision.coder for decision in decisions})
    if adjudicator is not None and adjudicator not in names:
        raise ConfigError(f"{adjudicator!r} coded nothing; those who did are {', '.join(names) or 'nobody'}")
    if level == "kind" and coded.coarse:
        raise ConfigError(
            "some labels say only that a sentence is wire copy, not how it was edited: compare by level='origin'"
        )
    found = judge(kept, decisions, sample=coded.sample, level=level, adjudicator=adjudicator)
    labelled: dict[Hashable, dict[str, str]] = {}
    for decision in decisions:
        if decision.coder != adjudicator:
            label = CLASSES[level].get(decision.label, UNSURE)
            labelled.setdefault(decision.unit, {})[decision.coder] = label
    said: dict[Hashable, dict[str, str]] = {
        (i.article, i.number): {"people": i.truth, "tool": i.tool} for i in found.judged
    }
    values = classes(level)
    return Validation(
        annotations=kept,
        judged=found.judged,
        left_out=found.left_out,
        coded=coded,
        coders=agreement_of(labelled, (*values, UNSURE), seed=seed),
        with_tool=agreement_of(said, values, seed=seed),
        verdicts=_verdicts(kept, coded, seed),
        errors=measures.errors(found.judged, values, seed=seed),
        level=level,
        seed=seed,
    )


def _verdicts(annotations: Iterable[Annotation], coded: Coded, seed: int) -> Agreement:
    """Return how far tool and coders agree about the verdicts on whole articles, in their order."""
    table: dict[Hashable, dict[str, str]] = {}
    for annotation in annotations:
        said = coded.verdicts.get(annotation.document.id)
        if said and annotation.verdict in VERDICTS:
            table[annotation.document.id] = {**said, "tool": annotation.verdict}
    return agreement_of(table, VERDICTS, metric="ordinal", seed=seed)


def load_errors(path: str | Path, *, seed: int | None = None) -> Errors:
    """Return the tool's errors from what :meth:`Validation.save` wrote, for :func:`corrected`.

    Raises:
        ReadError: The file cannot be read, or is something else.
    """
    file = Path(path) / "validation.json" if Path(path).is_dir() else Path(path)
    if file != Path(path) and not file.is_file():
        raise ReadError(str(path), "holds no validation", remedy=_MAKE)
    values = parsed(content(file), str(file))
    try:
        if values["format"] != FORMAT:
            raise ValueError(values["format"])
        rows = [
            (unit["article"], unit["truth"], unit["tool"], float(unit["weight"])) for unit in values["judged"]
        ]
        return measures.errors_of(rows, values["classes"], seed=values["seed"] if seed is None else seed)
    except (ValueError, LookupError, TypeError) as error:
        told = f"is no validation: its format must be {FORMAT!r} ({error})"
        raise ReadError(str(file), told, remedy=_MAKE) from error


_MAKE: Final = "compare what coders brought back first, `provenance agree ANNOTATIONS SAMPLE -o validation/`, and name that folder"
