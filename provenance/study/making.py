"""What each step of a study makes: an archive, annotations, facts, answers, a validation, pages. Each writes into an empty folder."""

from __future__ import annotations

import dataclasses
import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from provenance.alarms import count_alarms, false_matches
from provenance.analysis import ANALYSES, Answer, Tables, analyse
from provenance.claim import config_of
from provenance.config import Config
from provenance.errors import MissingExtra, ReadError
from provenance.exporters import export
from provenance.match import Archive
from provenance.pipeline import stream
from provenance.readers import Role, read
from provenance.records import Annotation, Document
from provenance.result import load
from provenance.show import article_facts, heading, keys_of, stated, visible
from provenance.text import moment
from provenance.validation import read_coded, validate

ANNOTATIONS, FAILED, ANSWER = "annotations.jsonl", "failed.json", "answer.json"
Progress = Callable[[int, int], None]


class Reading:
    """Documents of some inputs; what cannot be read is kept as words, and the others are read."""

    def __init__(self, names: Iterable[str], base: Path, config: Config, role: Role) -> None:
        self.names, self.base, self.config, self.role = list(names), base, config, role
        self.failed: list[str] = []

    def __iter__(self) -> Iterator[Document]:
        for item in read(self.names, config=self.config.read, role=self.role):
            if isinstance(item, ReadError):
                self.failed.append(plain(str(item), self.base))
            else:
                yield item

    def save(self, folder: Path) -> None:
        """Write what failed beside the results, so that a step which is kept can name it again."""
        write_json(folder / FAILED, self.failed)


def plain(text: str, base: Path) -> str:
    """Return a message with paths as the study names them, so that it is the same on every machine."""
    return text.replace(f"{base}/", "")


def write_json(path: Path, value: object) -> None:
    """Write plain data, in one order."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def read_json(path: Path) -> Any:  # noqa: ANN401 - whatever a step wrote
    """Read what a step wrote; an empty list where it wrote none."""
    return json.loads(path.read_text("utf-8")) if path.is_file() else []


def make_archive(folder: Path, wires: Reading) -> None:
    """Add dispatches to an archive."""
    Archive.open(folder / "archive", create=True, config=wires.config).add(wires)
    wires.save(folder)


def make_annotations(
    folder: Path, articles: Reading, store: Archive | None, progress: Progress | None
) -> None:
    """Annotate articles against an archive and each other."""
    documents = list(articles)
    if not documents:
        raise ReadError(
            "[input] articles",
            f"no article could be read: {'; '.join(articles.failed) or 'there is no file'}",
        )
    found = stream(documents, store, config=articles.config, progress=progress)
    export(found, folder / ANNOTATIONS, output_format="jsonl", config=articles.config)
    articles.save(folder)


def take_annotations(folder: Path, names: Iterable[str], base: Path, config: Config) -> None:
    """Take annotations that were made before; a file that holds none is named."""
    found, failed = list[Annotation](), list[str]()
    for name in names:
        try:
            found += load(name)
        except ReadError as error:
            failed.append(plain(str(error), base))
    if not found:
        raise ReadError("[input] annotations", f"none could be read: {'; '.join(failed)}")
    export(found, folder / ANNOTATIONS, output_format="jsonl", config=config)
    write_json(folder / FAILED, failed)


def make_facts(folder: Path, annotations: Iterable[Annotation], names: Iterable[str]) -> None:
    """Sum up the articles for the report: a row each, and what was searched with which settings."""
    rows, most, run = list[dict[str, Any]](), None, None
    for annotation in annotations:
        run = annotation.run if run is None or not run.config else run
        if most is None or annotation.archive.documents > most.documents:
            most = annotation.archive
        rows.append(_row(annotation))
    for row, key in zip(rows, names, strict=True):
        row["page"] = f"{key.removeprefix('pv-')}.html"
    told = {
        "articles": rows,
        "archive": dataclasses.asdict(most) if most else {},
        "run": {"version": run.version, "sha256": run.config_sha256, "config": _plain(run.config)}
        if run
        else {},
    }
    write_json(folder / "facts.json", told)


def _row(annotation: Annotation) -> dict[str, Any]:
    document, facts = annotation.document, article_facts(annotation)
    return {
        "id": document.id,
        "outlet": visible(document.outlet or ""),
        "title": visible(heading(annotation)),
        "when": stated(document.published),
        "published": document.published if moment(document.published) else None,
        "matched": facts.counts.matched,
        "body": facts.counts.body,
    }


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: dict(keys) if isinstance(keys, Mapping) else keys for name, keys in value.items()}


def make_answer(folder: Path, tables: Tables, name: str, asked: Mapping[str, Any]) -> None:
    """Answer one question: its table, its sentences, its figure where it can be drawn.

    Args:
        folder: An empty folder.
        tables: Of all articles.
        name: The analysis.
        asked: Keywords; those that this analysis does not take are left out.
    """
    takes = inspect.signature(ANALYSES[name].function).parameters
    told: Answer = analyse(tables, name, **{key: value for key, value in asked.items() if key in takes})
    missing = ""
    try:
        told.save(folder, forms=("csv", "svg", "png"))
    except MissingExtra as error:
        missing = f"The figure is not drawn: {error}"
        told.save(folder, forms=("csv",))
    facts = {key: getattr(told, key) for key in ("name", "title", "says", "alt")}
    facts["events"] = int(tables.articles["event"].nunique())
    write_json(
        folder / ANSWER,
        {**facts, "limits": list(told.limits), "columns": list(told.columns.items()), "missing": missing},
    )


def make_alarms(
    folder: Path, articles: Reading, store: Archive, days: int, progress: Progress | None
) -> None:
    """Count false alarms against the dispatches that came out after each article; undated articles are left out."""
    dated = [document for document in articles if moment(document.published)]
    found = false_matches(dated, store, config=articles.config, days=float(days), progress=progress)
    write_json(folder / "alarms.json", [dataclasses.asdict(row) for row in count_alarms(found)])


def make_validation(
    folder: Path, annotations: Iterable[Annotation], coded: Iterable[str], seed: int, alarms: Path | None
) -> None:
    """Compare with people's labels: tables, the paragraph, and what the figures cannot show."""
    from provenance.alarms import Alarms

    found = validate(annotations, read_coded([Path(name) for name in coded]), seed=seed)
    rows = [Alarms(**row) for row in read_json(alarms)] if alarms else []
    found.save(folder, alarms=rows)
    write_json(folder / "limits.json", list(found.limits()))


def make_pages(folder: Path, annotations: Iterable[Annotation], title: str) -> None:
    """Write one page an article, and an overview of them."""
    kept = tuple(annotations)
    export(kept, folder, output_format="html", config=config_of(kept), split=True, title=title)


def page_keys(annotations: Iterable[Annotation]) -> list[str]:
    """Return what each article's page is called, in the order of the articles."""
    return keys_of(tuple(annotations))
