"""A file of annotations says once what many of its lines share: the settings, and the texts that passages point into.

The first line with certain settings carries them, later ones ``"config": {}`` and the same ``config_sha256``. A dispatch, or
another article, stands among the ``sources`` of the first line that points to it. A line that is taken out of its file may
therefore lack both; what it states of its own article stays whole.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from provenance import records as rec
from provenance.contract.wording import count
from provenance.contract.writing import annotation_to_dict, dump, sources_of


def with_texts(annotation: rec.Annotation) -> dict[str, Any]:
    """Return the annotation object of the published format, and the documents that its evidence points to."""
    return {**annotation_to_dict(annotation), "sources": sources_of(annotation)}


class Once:
    """Leave out of each object what one before it said, in the order in which they are written to one file."""

    def __init__(self) -> None:
        self._settings: set[str] = set()
        self._texts: set[bytes] = set()

    def __call__(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return an object of :func:`with_texts` with what no line before it said."""
        run = values["run"]
        if run["config_sha256"] in self._settings:
            run = {**run, "config": {}}
        self._settings.add(run["config_sha256"])
        new = {key: text for key, text in values["sources"].items() if self._is_new(text)}
        return {**values, "run": run, "sources": new}

    def _is_new(self, text: Mapping[str, object]) -> bool:
        digest = hashlib.sha256(dump(text).encode()).digest()
        new = digest not in self._texts
        self._texts.add(digest)
        return new


@dataclass(frozen=True, slots=True)
class Gap:
    """What a file lacks that its own lines refer to, in words that follow *lacks*."""

    text: str


_WHOLE = "A file says each of these once, on the first line that needs it: lines that are taken out or moved lose what the others said, so give the file as it was written."


class Earlier:
    """What the lines of one file said so far of settings and of texts, which those after them may leave out."""

    def __init__(self) -> None:
        self._runs: dict[str, rec.Run] = {}
        self._texts: dict[str, rec.Source] = {}
        self._unset: set[str] = set()
        self._untold: set[str] = set()
        self._poor = 0

    def run(self, run: rec.Run) -> rec.Run:
        """Return the run of a line with its settings: the same record for all lines that say the same."""
        kept = self._runs.get(run.config_sha256)
        if run.config and run != kept:
            self._runs[run.config_sha256] = kept = run
        if kept is None:
            self._unset |= {run.config_sha256} - {""}
            return run
        if kept.version == run.version:
            return kept
        return dataclasses.replace(run, config=kept.config)

    def keep(self, source: rec.Source) -> None:
        """Remember the text of a document for the lines that follow."""
        if self._texts.get(source.id) != source:  # lines that repeat a text share one record of it
            self._texts[source.id] = source

    def sources(
        self, own: Mapping[str, rec.Source] | None, findings: Iterable[rec.Finding]
    ) -> dict[str, rec.Source]:
        """Return the documents that a line holds, and those that its evidence points to, by id; a file without any has None."""
        for source in (own or {}).values():
            self.keep(source)
        named = dict.fromkeys(evidence.doc for finding in findings for evidence in finding.evidence)
        if own is not None and (lacking := named.keys() - self._texts.keys()):
            self._untold |= lacking
            self._poor += 1
        return {name: self._texts[name] for name in (*named, *(own or ())) if name in self._texts}

    def gap(self) -> Gap | None:
        """Return what lines left to others of their file and no line said; None where everything stands there."""
        told = []
        if self._unset:
            told.append("the settings of a run, so that its threshold is not known")
        if self._untold:
            texts = count(len(self._untold), "text")
            told.append(
                f"{texts} that passages of {count(self._poor, 'article')} point into, so that it is not known how long they are, and whether they are corrections or later versions"
            )
        return Gap(f"{', and '.join(told)}: no line before says them. {_WHOLE}") if told else None
