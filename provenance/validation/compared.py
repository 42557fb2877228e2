"""The tool beside what people say: what was compared, and the tables made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provenance.errors import ConfigError
from provenance.records import ORIGIN_KINDS, Annotation
from provenance.validation import measures
from provenance.validation.coded import Coded
from provenance.validation.coders import Agreement
from provenance.validation.columns import COLUMNS
from provenance.validation.correction import Errors, corrected
from provenance.validation.judging import Judged, shares
from provenance.validation.labels import Level
from provenance.validation.recalibration import Recalibration, recalibrate
from provenance.validation.resampling import Estimate
from provenance.validation.sampling import Sample

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
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
                found = corrected(counts, self.errors, method=method, seed=self.seed)
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


def _frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(COLUMNS[name]))
