"""Archives of older formats become archives of this format; the old one goes when the new one is complete.

Format 1 is tantivy shards; format 2 has the files of the third, with the words of every language under English stems; format 3
is read as it is, and has a table of words where this one has a summary of all segments.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.config import Config
from provenance.errors import ArchiveError, install
from provenance.match.archive import changing, disk
from provenance.match.archive import manifest as m
from provenance.match.archive.checking import rewritten
from provenance.match.archive.files import Folder
from provenance.match.archive.store import Archive
from provenance.records import Document

OLD, SAME_FILES = m.OLDER
_NEW = "migrating"


def migrate(folder: Path, *, config: Config | None = None, wait: float = 10.0) -> int:
    """Rewrite an archive of an older format and return how many dispatches it has.

    Raises:
        ArchiveError: It is of another format, or tantivy, which wrote it, is not installed.
    """
    try:
        found = json.loads((folder / m.NAME).read_text("utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{folder} is no archive of an older format: {error}") from error
    if found == m.BEFORE:
        place = Folder(folder, wait=wait)
        with place.writing() as view:
            changing.switch(place, view, [live.entry for live in view.lives])
        return view.manifest.coverage().documents
    if found == SAME_FILES:
        return rewritten(folder, form=found, config=config or Config(), wait=wait)
    if found != OLD:
        raise ArchiveError(
            f"{folder} has format {found!r}; only {' and '.join((*m.OLDER, m.BEFORE))} are migrated"
        )
    with disk.writing(folder, wait=wait), disk.explained(folder, "migrated"):
        shutil.rmtree(folder / _NEW, ignore_errors=True)
        shutil.rmtree(folder / m.SEGMENTS, ignore_errors=True)
        made = Archive.open(folder / _NEW, create=True, config=config)
        count = made.add(documents(folder))
        manifest = m.load(folder / _NEW)
        (folder / _NEW / m.SEGMENTS).rename(folder / m.SEGMENTS)
        disk.sync(folder)
        m.save(folder, manifest)
        shutil.rmtree(folder / _NEW, ignore_errors=True)
        shutil.rmtree(folder / "shards", ignore_errors=True)
    return count


def documents(folder: Path) -> Iterator[Document]:
    """Yield the dispatches of an archive of format 1."""
    try:
        import tantivy
    except ImportError as error:
        raise ArchiveError(
            f"{folder} was written with tantivy; {install('migrate')}, and migrate again"
        ) from error
    for shard in sorted(path for path in (folder / "shards").iterdir() if (path / "meta.json").is_file()):
        index = tantivy.Index.open(str(shard))
        searcher = index.searcher()
        query = tantivy.Query.term_query(index.schema, "type", "dispatch", "basic")
        for _, address in searcher.search(query, limit=max(1, searcher.num_docs)).hits:
            record: Any = searcher.doc(address).get_first("record")
            fields = json.loads(bytes(record))["document"]
            yield Document(**{**fields, "notes": tuple(fields["notes"])})
