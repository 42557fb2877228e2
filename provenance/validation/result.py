"""A validation: the tool beside what people say, as tables, as a paragraph for a methods section, and as files."""

from __future__ import annotations

import html
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from provenance.alarms import Alarms
from provenance.errors import ConfigError, ReadError
from provenance.exporters.files import writing
from provenance.records import ORIGIN_KINDS, Annotation
from provenance.result import config_of
from provenance.validation import measures
from provenance.validation.agreement import VERDICTS, Agreement, agreement_of
from provenance.validation.coded import Coded
from provenance.validation.correction import Errors, corrected
from provenance.validation.judging import Judged, judge, shares, unjudged
from provenance.validation.labels import CLASSES, UNSURE, Level, classes
from provenance.validation.recalibration import Recalibration, recalibrate
from provenance.validation.resampling import Estimate
from provenance.validation.sampling import Sample

if TYPE_CHECKING:
    import pandas as pd

FORMAT: Final = "provenance-validation/1"
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    (files(__package__) / "columns.toml").read_text("utf-8")
)
"""Every table with its columns, in order, and what each means."""


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """The tool's answers beside people's labels.

    ``judged`` are the sentences compared, ``left_out`` counts labelled ones that have no place in it, by reason; ``coders`` is how far the
    coders agree, ``verdicts`` how far tool and coders agree about whole articles (ordinal). ``errors`` is the weighted cross table.
    """

    annotations: tuple[Annotation, ...]
    judged: tuple[Judged, ...]
    left_out: Mapping[str, int]
    coded: Coded
    coders: Agreement
    with_tool: Agreement
    verdicts: Agreement
    errors: Errors
    level: Level
    seed: int

    @property
    def sample(self) -> Sample | None:
        """The sample that was coded, None where there was none."""
        return self.coded.sample

    @property
    def pairs(self) -> dict[tuple[str, str], float]:
        """(truth, tool) to how many sentences of the corpus are the one and called the other."""
        return {
            (row["truth"], row["tool"]): row["weight"]
            for row in measures.confusion_rows(self.errors, self.judged)
        }

    @property
    def accuracy(self) -> Estimate:
        """The share of sentences whose class is right."""
        return measures.accuracy(self.errors)

    @property
    def calibration_error(self) -> Estimate:
        """How far confidence lies from the share that is right, on average over bins."""
        return measures.calibration_gap(self.judged, seed=self.seed)

    def classes(self) -> pd.DataFrame:
        """Return precision, recall and F1 of each class, with intervals."""
        return _frame("classes", measures.class_rows(self.errors, self.judged))

    def confusion(self) -> pd.DataFrame:
        """Return how often each pair of truth and tool occurs."""
        return _frame("confusion", measures.confusion_rows(self.errors, self.judged))

    def sweep(self) -> pd.DataFrame:
        """Return precision, recall and F1 of wire copy at each threshold, decided again from kept evidence."""
        return _frame("sweep", measures.sweep_rows(self.annotations, self.judged, seed=self.seed))

    def calibration(self) -> pd.DataFrame:
        """Return how often answers of each confidence are right."""
        return _frame("calibration", measures.calibration_rows(self.judged, seed=self.seed))

    def disagreements(self) -> pd.DataFrame:
        """Return the sentences on which tool and people differ, with text, labels and the tool's reason; the surest first."""
        return _frame("disagreements", measures.disagreement_rows(self.judged))

    def shares(self) -> pd.DataFrame:
        """Return the share of each class in the corpus as the tool has it, and corrected for its errors in both ways."""
        kinds = self.sample.kinds if self.sample else ORIGIN_KINDS
        return _frame("shares", self._shares(shares(self.annotations, self.level, kinds)))

    def _shares(self, counts: Mapping[str, float]) -> Iterable[dict[str, Any]]:
        total = sum(counts.values())
        for name in (name for name in self.errors.classes if name in counts):
            yield {"class": name, "method": "tool", "share": counts[name] / total, "n": int(total)}
        for method in ("predictive", "inverse"):
            try:
                found = corrected(counts, self.errors, method=method, seed=self.seed)  # type: ignore[arg-type]
            except ConfigError:
                continue  # what cannot be corrected has no row; limits() says why
            for name, value in found.items():
                if name in counts or value.value:
                    yield {"class": name, "method": method, **measures.spread("share", value), "n": value.n}

    def recalibrate(self) -> Recalibration:
        """Refit the probabilities to the labels. Raises :class:`ConfigError` where there are too few."""
        return recalibrate(self.annotations, self.judged, seed=self.seed)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table by name."""
        return {name: getattr(self, name)() for name in COLUMNS}

    def limits(self) -> tuple[str, ...]:
        """Return what the figures cannot show, a sentence each."""
        return tuple(_limits(self))

    def methods(self, alarms: Sequence[Alarms] = ()) -> str:
        """Return a paragraph for a methods section; ``alarms`` are the rows of ``provenance alarms`` on the same corpus."""
        from provenance.validation.methods import paragraph

        return paragraph(self, alarms)

    def save(self, folder: str | Path, alarms: Sequence[Alarms] = ()) -> list[Path]:
        """Write every table as CSV, the paragraph as text, a page, and ``validation.json``, from which :func:`load_errors` reads."""
        place = Path(folder)
        made = {f"{name}.csv": frame.to_csv(index=False).encode() for name, frame in self.tables().items()}
        made |= {
            "methods.txt": (self.methods(alarms) + "\n").encode(),
            "validation.html": self.to_html(alarms).encode(),
            "validation.json": json.dumps(self.to_dict(), ensure_ascii=False, indent=1).encode() + b"\n",
        }
        for name, data in made.items():
            with writing(place / name) as stream:
                stream.write(data)
        return [place / name for name in made]

    def to_dict(self) -> dict[str, Any]:
        """Return the judged sentences and the figures as plain data (``provenance-validation/1``)."""
        units = [
            {
                "article": i.article, "sentence": i.number, "truth": i.truth, "tool": i.tool, "weight": i.weight,
                "labels": dict(i.labels), "confidence": i.finding.verdict.confidence,
            }
            for i in self.judged
        ]  # fmt: skip
        tables = {name: json.loads(frame.to_json(orient="records")) for name, frame in self.tables().items()}
        run = self.annotations[0].run if self.annotations else None
        return {
            "format": FORMAT, "level": self.level, "seed": self.seed, "classes": list(self.errors.classes),
            "version": run and run.version, "config_sha256": run and run.config_sha256,
            "threshold": config_of(self.annotations).decision.threshold, "left_out": dict(self.left_out),
            "limits": list(self.limits()), "tables": tables, "judged": units,
        }  # fmt: skip

    def to_html(self, alarms: Sequence[Alarms] = ()) -> str:
        """Return one self-contained page with the paragraph, the limits and every table."""
        from provenance.validation.methods import page

        return page(self, alarms)

    def _repr_html_(self) -> str:
        limits = "".join(f"<li>{html.escape(line)}</li>" for line in self.limits())
        shown = self.classes().round(3).to_html(index=False, na_rep="–", border=0)
        return f"<p>{html.escape(self.methods())}</p>{shown}<ul>{limits}</ul>"

    def __repr__(self) -> str:
        return f"<Validation of {len(self.judged)} sentences: {self.accuracy} right>"


def _frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(COLUMNS[name]))


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
    labelled: dict[Any, dict[str, str]] = {}
    for decision in decisions:
        if decision.coder != adjudicator:
            label = CLASSES[level].get(decision.label, UNSURE)
            labelled.setdefault(decision.unit, {})[decision.coder] = label
    said = {(i.article, i.number): {"people": i.truth, "tool": i.tool} for i in found.judged}
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
    table: dict[Any, dict[str, str]] = {}
    for annotation in annotations:
        said = coded.verdicts.get(annotation.document.id)
        if said and annotation.verdict in VERDICTS:
            table[annotation.document.id] = {**said, "tool": annotation.verdict}
    return agreement_of(table, VERDICTS, metric="ordinal", seed=seed)


def _limits(found: Validation) -> Iterable[str]:
    sample, judged = found.sample, found.judged
    if not judged:
        yield "No sentence was judged by people and by the tool, so nothing is known about its errors."
    if sample is None:
        yield "The sentences are no sample: the figures hold for them, not for a corpus."
    else:
        if empty := unjudged(sample, judged):
            yield f"No sentence was judged of the strata {'; '.join(empty)}: nothing stands for them."
        if found.annotations and found.annotations[0].run.config_sha256 != sample.config_sha256:
            yield "The annotations were made with other settings than those that the sample was drawn from."
    for coder, ids in found.coded.missing.items():
        yield f"{coder} left out {len(ids)} of the sample's sentences, such as {', '.join(ids[:3])}."
    for reason, count in found.left_out.items():
        yield f"{count} labelled sentences are not compared: {reason}."
    names = {decision.coder for decision in found.coded.decisions}
    if judged and len(names) == 1:
        yield f"{min(names)} alone coded, so nothing is known about how far coders agree."
    if judged and len({item.truth for item in judged}) == 1:
        yield f"People gave one class only ({judged[0].truth}), so alpha is not defined, and of the others nothing is known."
    methods = set(found.shares()["method"]) if judged and found.annotations else set()
    if judged and "predictive" not in methods:
        yield "Shares are not corrected: of some class of the tool no sentence was judged."
    elif judged and "inverse" not in methods:
        yield "Shares for other corpora are not corrected: the labels tell too little about each class to invert the errors."
    yield "Coders saw the passages that the search found; what it missed, they can know only where they looked into the dispatches."


def load_errors(path: str | Path, *, seed: int | None = None) -> Errors:
    """Return the tool's errors from what :meth:`Validation.save` wrote, for :func:`corrected`.

    Raises:
        ReadError: The file cannot be read, or is something else.
    """
    file = Path(path) / "validation.json" if Path(path).is_dir() else Path(path)
    try:
        values = json.loads(file.read_bytes())
        if values["format"] != FORMAT:
            raise KeyError(values["format"])
        rows = [
            (unit["article"], unit["truth"], unit["tool"], float(unit["weight"])) for unit in values["judged"]
        ]
        return measures.errors_of(rows, values["classes"], seed=values["seed"] if seed is None else seed)
    except OSError as error:
        raise ReadError(str(file), f"cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(str(file), f"is no validation: its format must be {FORMAT!r} ({error})") from error
