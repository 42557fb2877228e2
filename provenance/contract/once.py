"""A file of annotations says once what many of its lines share: the settings, and the texts that passages point into.

The first line with certain settings carries them, later ones ``"config": {}`` and the same ``config_sha256``. A dispatch, or
another article, stands among the ``sources`` of the first line that points to it. A line that is taken out of its file may
therefore lack both; what it states of its own article stays whole.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from provenance import records as rec
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


class Earlier:
    """What the lines of one file said so far of settings and of texts, which those after them may leave out."""

    def __init__(self) -> None:
        self._runs: dict[str, rec.Run] = {}
        self._texts: dict[str, rec.Source] = {}

    def run(self, run: rec.Run) -> rec.Run:
        """Return the run of a line with its settings: the same record for all lines that say the same."""
        kept = self._runs.get(run.config_sha256)
        if run.config and run != kept:
            self._runs[run.config_sha256] = kept = run
        if kept is None or kept.version == run.version:
            return kept or run
        return dataclasses.replace(run, config=kept.config)

    def keep(self, source: rec.Source) -> None:
        """Remember the text of a document for the lines that follow."""
        if self._texts.get(source.id) != source:  # lines that repeat a text share one record of it
            self._texts[source.id] = source

    def sources(
        self, own: Mapping[str, rec.Source], findings: Iterable[rec.Finding]
    ) -> dict[str, rec.Source]:
        """Return the documents that a line holds, and those that its evidence points to, by id."""
        for source in own.values():
            self.keep(source)
        named = (evidence.doc for finding in findings for evidence in finding.evidence)
        return {name: self._texts[name] for name in (*named, *own) if name in self._texts}
