"""What a notebook works with: read, annotate, and a Corpus of the results."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast, get_args, overload

from provenance.config import Config, hours
from provenance.errors import ConfigError, FormatError, Interrupted, ReadError
from provenance.records import Annotation, ArticleVerdict, Document

if TYPE_CHECKING:
    import pandas as pd

    from provenance.claim import SharedGroup, SharedSource
    from provenance.match import Archive

Inputs = str | Path | Iterable[str | Path]
Progress = Callable[[int, int], None]
"""Called with how many articles are done and how many there are."""


class Corpus(Sequence[Annotation]):
    """Annotated articles, in the order they were given.

    ``corpus[0]`` is an :class:`~provenance.records.Annotation`, ``corpus["an id"]`` the one with that id, and
    ``corpus[:10]`` a Corpus. It never changes; :meth:`redecide` gives a new one.
    """

    __slots__ = ("_index", "annotations")

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self.annotations = tuple(annotations)
        self._index = {annotation.document.id: annotation for annotation in reversed(self.annotations)}

    def __len__(self) -> int:
        return len(self.annotations)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self.annotations)

    @overload
    def __getitem__(self, key: int | str) -> Annotation: ...
    @overload
    def __getitem__(self, key: slice) -> Corpus: ...
    def __getitem__(self, key: int | str | slice) -> Annotation | Corpus:
        if isinstance(key, slice):
            return Corpus(self.annotations[key])
        if isinstance(key, str):
            if key not in self._index:
                raise KeyError(f"no article with the id {key!r}; ids() lists them")
            return self._index[key]
        if not -len(self) <= key < len(self):
            raise IndexError(f"no article {key}: there are {len(self)}, counted from 0")
        return self.annotations[key]

    def __eq__(self, other: object) -> bool:
        return self.annotations == other.annotations if isinstance(other, Corpus) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        verdicts = Counter(annotation.verdict for annotation in self)
        words = ", ".join(f"{verdicts[name]} {name}" for name in _VERDICTS if verdicts[name])
        return (
            f"<Corpus of {len(self)} article{'' if len(self) == 1 else 's'}{': ' + words if words else ''}>"
        )

    def _repr_mimebundle_(self, **_only: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show coloured text in a notebook, with and without a kernel."""
        from provenance.show import mimebundle

        return mimebundle(self)

    def ids(self) -> list[str]:
        """Return the ids of the articles, in order."""
        return [annotation.document.id for annotation in self]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a sentence."""
        from provenance.exporters.tables import sentences_frame

        return sentences_frame(self)

    def articles(self) -> pd.DataFrame:
        """Return one row an article: verdict, credits, shares by origin."""
        from provenance.exporters.tables import articles_frame

        return articles_frame(self)

    def credits(self) -> pd.DataFrame:
        """Return one row a declared credit or mention."""
        from provenance.exporters.tables import credits_frame

        return credits_frame(self)

    def evidence(self) -> pd.DataFrame:
        """Return one row a piece of evidence."""
        from provenance.exporters.tables import evidence_frame

        return evidence_frame(self)

    def groups(self) -> tuple[SharedGroup, ...]:
        """Return the passages that two or more articles share and no dispatch explains, with their common text."""
        from provenance.claim import find_groups

        return find_groups(self.annotations)

    def shared_sources(self) -> tuple[SharedSource, ...]:
        """Return the same passages joined into what the same articles share, in order."""
        from provenance.claim import find_sources

        return find_sources(self.annotations)

    def redecide(
        self, *, threshold: float | None = None, settings: Mapping[str, object] | None = None
    ) -> Corpus:
        """Decide again from the evidence that was kept, without matching.

        Args:
            threshold: Probability (0-1) at which a source is named; short for ``decision.threshold``.
            settings: Other settings of the decision, such as ``{"decision.likely": 0.8}``.
        """
        from provenance.claim import config_of
        from provenance.pipeline import redecide

        changes = {**(settings or {}), **({} if threshold is None else {"decision.threshold": threshold})}
        config = config_of(self.annotations).with_settings(changes)
        return Corpus(redecide(self.annotations, config))

    def report(self, path: str | Path, **options: object) -> Path:
        """Write one self-contained HTML page, or a folder of pages, and return its path."""
        if Path(path).suffix.lower() not in ("", ".html", ".htm"):
            raise FormatError(
                f"a report is a page: name it .html, not {str(path)!r}; write() gives other formats"
            )
        self.write(path, output_format="html", **options)
        return Path(path)

    def write(
        self, target: str | Path | BinaryIO, *, output_format: str | None = None, **options: object
    ) -> None:
        """Write in any output format, found from the suffix where it is not given; ``options`` are the format's own."""
        from provenance.claim import config_of
        from provenance.exporters import export

        if isinstance(target, str | Path) and str(target) != "-":
            if str(target).endswith(FULL):
                options = {"sources": True, **options}
            Path(target).parent.mkdir(parents=True, exist_ok=True)
        export(
            self.annotations,
            target,
            output_format=output_format,
            config=config_of(self.annotations),
            **options,
        )


FULL = (".provenance.jsonl", ".provenance.json")
"""Names of what a notebook opens again: annotations with their sources."""
_VERDICTS: tuple[ArticleVerdict, ...] = get_args(ArticleVerdict)


def read(
    inputs: Inputs,
    *,
    input_format: str | None = None,
    role: Literal["article", "wire"] | None = None,
    config: Config | None = None,
    errors: Literal["raise", "warn"] = "raise",
) -> list[Document]:
    """Read documents from files, folders or globs of any readable format.

    Args:
        inputs: A name, or several.
        input_format: The format of every input; found from content and suffix where it is not given.
        role: ``article`` leaves an ``agency`` field aside: only a dispatch is an agency's own document.
        config: Settings; defaults where not given.
        errors: ``raise`` stops at the first input that cannot be read, ``warn`` names it and reads the others.
    """
    from provenance.readers import read as read_all

    if errors not in ("raise", "warn"):
        raise FormatError(f"errors takes 'raise' or 'warn', not {errors!r}")
    found: list[Document] = []
    for item in read_all(inputs, config=(config or Config()).read, input_format=input_format, role=role):
        if isinstance(item, Document):
            found.append(item)
        elif errors == "raise":
            raise item
        else:
            warnings.warn(str(item), stacklevel=2)
    return found


@overload
def annotate(  # type: ignore[overload-overlap]  # a record is a mapping, and a mapping is an iterable of texts too
    documents: Document | Mapping[str, object],
    archive: object = None,
    *,
    text: str | None = None,
    columns: Mapping[str, str] | None = None,
    threshold: float | None = None,
    window: str | timedelta | None = None,
    language: str | None = None,
    config: Config | None = None,
    setting: str | None = None,
    progress: Progress | bool | None = None,
    jobs: int | None = None,
    engine: str | None = None,
    scheduler: str | None = None,
) -> Annotation: ...
@overload
def annotate(
    documents: Path | pd.DataFrame | Iterable[Document | Mapping[str, object] | str | Path],
    archive: object = None,
    *,
    text: str | None = None,
    columns: Mapping[str, str] | None = None,
    threshold: float | None = None,
    window: str | timedelta | None = None,
    language: str | None = None,
    config: Config | None = None,
    setting: str | None = None,
    progress: Progress | bool | None = None,
    jobs: int | None = None,
    engine: str | None = None,
    scheduler: str | None = None,
) -> Corpus: ...
def annotate(
    documents: object,
    archive: object = None,
    *,
    text: str | None = None,
    columns: Mapping[str, str] | None = None,
    threshold: float | None = None,
    window: str | timedelta | None = None,
    language: str | None = None,
    config: Config | None = None,
    setting: str | None = None,
    progress: Progress | bool | None = None,
    jobs: int | None = None,
    engine: str | None = None,
    scheduler: str | None = None,
) -> Annotation | Corpus:
    """Label every sentence: where it comes from, how sure that is, and why.

    Args:
        documents: A data frame, a path or folder, a list of records, texts or paths, or documents: they give a Corpus, and
            are compared with each other as well. One document, one record or one text gives one Annotation.
        archive: The dispatches to search: an Archive, its folder, or anything that ``documents`` may be; without one,
            credited pages of the same run are the only witnesses.
        text: The column of a table that holds the text, where its name is not a usual one.
        columns: Other fields and their columns, such as ``{"outlet": "Zeitung"}``.
        threshold: Probability (0-1) at which a source is named; short for ``decision.threshold``.
        window: How long before an article a dispatch may have come out: ``"72h"``, ``"3d"``, ``"all"`` or a timedelta.
        language: ISO 639-1 code of articles that name none.
        config: Settings; defaults where not given.
        setting: A setting by name, ``default`` or ``sensitive``, in place of ``config``.
        progress: True for a bar while it runs, or what is called with how many articles are done and how many there are.
        jobs: Worker processes; the result is the same with any number.
        engine: ``processes`` or ``dask``, where the articles are worked on elsewhere than in this process.
        scheduler: The address of a Dask scheduler; without one ``engine="dask"`` begins a cluster on this machine.

    Raises:
        ProvenanceError: Something of it cannot be read or is of no kind that is known; the message says what is.
    """
    from provenance.engine import annotate as run
    from provenance.engine import begun
    from provenance.readers.given import taken

    if config is not None and not isinstance(config, Config):
        raise ConfigError(
            f"config takes a pv.Config, not {config!r:.60}; threshold= and window= are keywords of their own"
        )
    named = _named(columns, text)
    chosen = _chosen(_begun(config, setting), named, threshold, window, language)
    items, one = taken(documents, config=chosen.read, role="article", what="annotate")
    try:
        with begun(engine, jobs=jobs, scheduler=scheduler) as where, _told(progress) as told:
            found = run(items, archive_of(archive, config=chosen), chosen, engine=where, progress=told)
    except Interrupted as stop:
        if one or not stop.done:
            raise
        warnings.warn(f"{stop}; they are returned", stacklevel=2)
        return Corpus(cast("tuple[Annotation, ...]", stop.done))
    return found[0] if one else Corpus(found)


@contextmanager
def _told(progress: Progress | bool | None) -> Iterator[Progress | None]:
    """Give what is called after each article; a bar that goes away when it is done where ``True`` asks for one."""
    if isinstance(progress, bool) and progress:
        from tqdm.auto import tqdm

        with tqdm(desc="annotating", unit="article", leave=False) as bar:

            def told(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            yield told
    elif progress is None or progress is False or callable(progress):
        yield progress or None
    else:
        raise ConfigError(f"progress takes True, or what is called with two numbers, not {progress!r:.60}")


def _begun(config: Config | None, setting: str | None) -> Config:
    """Return the settings of a run: those given, or those of a name."""
    if setting is not None and config is not None:
        raise ConfigError(f"annotate takes a config or a setting by name, not both (setting={setting!r})")
    return config or Config.named(setting or "default")


def _named(columns: object, text: str | None) -> dict[str, str]:
    if columns is not None and not isinstance(columns, Mapping):
        raise ConfigError(f"columns takes field and column, such as {{'title': 'Kopf'}}, not {columns!r:.60}")
    return {**(columns or {}), **({} if text is None else {"text": text})}


def _chosen(
    config: Config,
    columns: Mapping[str, str],
    threshold: float | None,
    window: str | timedelta | None,
    language: str | None,
) -> Config:
    changes: dict[str, object] = {
        "decision.threshold": threshold,
        "retrieval.window_hours": None if window is None else hours(window),
        "read.language": language,
        "read.columns": ", ".join(f"{field}={name}" for field, name in columns.items()) or None,
    }
    return config.with_settings({name: value for name, value in changes.items() if value is not None})


def archive_of(given: object, *, config: Config | None = None) -> Archive | None:
    """Return the archive that something is or holds: an Archive, its folder, dispatches in any form; None for None."""
    from provenance.match import Archive
    from provenance.readers import doubts
    from provenance.readers.given import taken

    if given is None or isinstance(given, Archive):
        return given
    chosen = config or Config()
    if isinstance(given, str | Path) and (Path(given) / "archive.json").is_file():
        return Archive.open(given, config=chosen)
    found, _ = taken(given, config=chosen.read, role="wire", what="archive")
    for doubt in doubts(found):
        warnings.warn(doubt, stacklevel=3)
    return Archive.build(found, config=chosen)


def load(path: str | Path) -> Corpus:
    """Read a Corpus that :meth:`Corpus.write` wrote as JSONL, JSON or Parquet, or a notebook as ``.provenance.jsonl``.

    Raises:
        ReadError: There is no such file, or it holds no annotations.
    """
    return Corpus(stream(path))


def stream(path: str | Path, *, bare: bool = False) -> Iterator[Annotation]:
    """Yield what :func:`load` reads, one annotation at a time, so that all of them need not be held.

    Args:
        path: The file.
        bare: Leave out of passages what only their picture and their explanation need; counting needs none of it.
    """
    from provenance.contract import Gap
    from provenance.exporters.stored import parse_file

    try:
        for item in parse_file(str(path), Path(path), bare=bare):
            if isinstance(item, ReadError):
                raise item
            if isinstance(item, Gap):
                warnings.warn(f"{path} lacks {item.text}", stacklevel=2)
            else:
                yield item
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from error
