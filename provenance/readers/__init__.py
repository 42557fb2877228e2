"""Read articles and dispatches: a registry of formats, one function each.

A reader is ``read_x(stream, stem, *, config, role=None)``: a binary stream (already unpacked), the file name without
its suffix, the :class:`~provenance.config.ReadConfig`, and what the documents are for. It yields a
:class:`~provenance.records.Document`, or a :class:`~provenance.errors.ReadError` for one record that cannot be read;
it raises ReadError where the file as a whole cannot. The file name is filled in here. Another package adds one with an
entry point in the group ``provenance.readers``; docs/formats.md shows how. Nothing is ever fetched.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final

from provenance.config import ReadConfig
from provenance.errors import ArchiveError, ConfigError, FormatError, MissingExtra, ReadError, install
from provenance.readers import packed
from provenance.readers.columns import told as columns_told
from provenance.readers.dating import check_zone, same_order
from provenance.readers.decoding import HEAD
from provenance.readers.dispatches import as_dispatch, complete, doubts, summary
from provenance.readers.fields import Role
from provenance.readers.inputs import Input, Inputs, expand, opened, peek, without_packing
from provenance.readers.sniffing import sniff
from provenance.readers.tabular import frame_rows, read_rows
from provenance.records import Document
from provenance.registry import Format, Registry

__all__ = [
    "REGISTRY",
    "Inputs",
    "Role",
    "as_dispatch",
    "columns_told",
    "doubts",
    "formats",
    "frame_rows",
    "read",
    "read_list",
    "records",
    "summary",
]


def _feed(
    name: str, description: str, module: str, suffixes: tuple[str, ...] = (), *, of: str = ""
) -> Format:
    """Return the entry of a format that tells itself by content: ``read_NAME`` and ``recognise`` stand in one module."""
    path = f"provenance.readers.wires.{module}"
    return Format(
        name, suffixes, description, f"{path}:read_{of or name}", f"{path}:recognise{f'_{of}' if of else ''}"
    )


FEEDS: Final = (
    _feed("newsmlg2", "NewsML-G2 of IPTC: items, messages, packages", "newsmlg2", (".newsml",)),
    _feed("newsml1", "NewsML 1.0 to 1.2 of IPTC", "newsml1"),
    _feed("nitf", "NITF 3 of IPTC, with and without name space", "nitf", (".nitf",)),
    _feed("rcv1", "Reuters Corpus Volume 1", "corpora", of="rcv1"),
    _feed("reuters21578", "Reuters-21578", "corpora", (".sgm",), of="reuters21578"),
    _feed("gigaword", "LDC Gigaword", "corpora", of="gigaword"),
    _feed("digitalwires", "dpa's digitalwires (JSON)", "ninjs", of="digitalwires"),
    _feed("ap", "AP's Content API (JSON)", "ninjs", of="ap"),
    _feed("ninjs", "ninjs 1 to 3 of IPTC and Superdesk's dialect (JSON)", "ninjs", (".ninjs",), of="ninjs"),
    _feed("anpa", "ANPA 1312, of teleprinters", "telegraph", (".anpa", ".tst"), of="anpa"),
    _feed("iptc7901", "IPTC 7901, of teleprinters", "telegraph", of="iptc7901"),
    _feed("feed", "RSS and Atom", "syndication", (".rss", ".atom")),
    _feed("warc", "web pages of a crawl", "warc", (".warc",)),
    _feed("mail", "web page saved as one file, or an e-mail", "mail", (".mhtml", ".mht", ".eml")),
    _feed("nexis", "export of Nexis as text", "exports", of="nexis"),
    _feed("factiva", "export of Factiva as text or page", "exports", of="factiva"),
    _feed("proquest", "export of ProQuest as text", "exports", of="proquest"),
    _feed("wiso", "export of WISO as text", "exports", of="wiso"),
    _feed("rtf", "rich text; exports in it are taken apart", "office", (".rtf",), of="rtf"),
    _feed("docx", "Word; exports in it are taken apart", "office", (".docx",), of="docx"),
    _feed("records", "XML of records with usual names", "records"),
)
"""What agencies send and databases export; each is known by its content, in this order."""

Faults = dict[tuple[str, str], list[tuple[int | None, int | None]]]
"""What is wrong, and what to do, to where: lines, and rows of a table where those differ."""
FAILED = "made its reader fail"
"""What is said where a library raises what nobody foresaw."""
LEAVE = "mend it, or leave it out of the inputs"
"""What to do where nothing better is known."""
MOST = 20
"""Different faults of one file that are named one by one."""
SHOWN = 8
"""Places of one fault that are named."""

REGISTRY: Final = Registry(
    "input format",
    "provenance.readers",
    (
        Format(
            "text",
            (".txt", ".text", ".md"),
            "plain text, one document a file",
            "provenance.readers.plain:read_text",
        ),
        Format(
            "jsonl", (".jsonl", ".ndjson"), "one JSON object a line", "provenance.readers.jsonl:read_jsonl"
        ),
        Format(
            "json", (".json",), "one JSON object, or a list of them", "provenance.readers.jsonl:read_json"
        ),
        Format(
            "csv",
            (".csv", ".tsv", ".tab"),
            "table with a header line; usual column names are known",
            "provenance.readers.tabular:read_csv",
        ),
        Format(
            "parquet",
            (".parquet", ".pq"),
            "table with a column of text",
            "provenance.readers.tabular:read_parquet",
        ),
        Format(
            "html",
            (".html", ".htm", ".xhtml"),
            "web page: article text and stated facts",
            "provenance.readers.html:read_html",
        ),
        Format(
            "excel",
            (".xlsx", ".xlsm"),
            "workbook: each sheet with a column of text",
            "provenance.readers.office:read_excel",
            "provenance.readers.office:recognise_excel",
        ),
        Format(
            "pdf",
            (".pdf",),
            "PDF with text in it, one document a file",
            "provenance.readers.office:read_pdf",
            "provenance.readers.office:recognise_pdf",
        ),
        *FEEDS,
    ),
)


def formats() -> tuple[Format, ...]:
    """Return every input format with its suffixes and one line that describes it."""
    return REGISTRY.formats()


def read(
    inputs: Inputs,
    *,
    input_format: str | None = None,
    config: ReadConfig | None = None,
    role: Role | None = None,
) -> Iterator[Document | ReadError]:
    """Read documents lazily from files, folders, globs or ``-`` (standard input).

    Args:
        inputs: One or several; folders and globs are sorted, hidden files skipped, and a file named twice is read once.
        input_format: A name of :func:`formats`; found from content, then suffix, where it is not given.
        config: Settings of the readers.
        role: ``article`` or ``wire``; only a dispatch keeps an ``agency`` field as its own.

    Yields:
        Documents, and a ReadError for each file or record that cannot be read; the others are done. An id that was
        already used in this run gets ``~2``, ``~3``, … and a note, so no document is lost.

    Raises:
        FormatError: ``input_format`` is not known.
    """
    if input_format is not None:
        REGISTRY.load(input_format)
    return _read(inputs, input_format, config or ReadConfig(), role)


def read_list(
    inputs: Inputs,
    *,
    input_format: str | None = None,
    config: ReadConfig | None = None,
    role: Role | None = None,
) -> list[Document]:
    """Read all documents that can be read. Raises the first ReadError where none can."""
    found = list(read(inputs, input_format=input_format, config=config, role=role))
    documents = [item for item in found if isinstance(item, Document)]
    errors = [item for item in found if isinstance(item, ReadError)]
    if errors and not documents:
        raise errors[0]
    return documents


def _read(
    inputs: Inputs, input_format: str | None, config: ReadConfig, role: Role | None
) -> Iterator[Document | ReadError]:
    used: dict[str, int] = {}
    for item in expand(inputs):
        if isinstance(item, ReadError):
            yield item
            continue
        for found in _read_one(item, input_format, config, role):
            yield found if isinstance(found, ReadError) else _unique(found, used)


def _read_one(
    item: Input, input_format: str | None, config: ReadConfig, role: Role | None
) -> Iterator[Document | ReadError]:
    """Read one file, or the files that are packed in it."""
    yield from _guarded(_read_opened(item, input_format, config, role), item)


def _read_opened(
    item: Input, input_format: str | None, config: ReadConfig, role: Role | None
) -> Iterator[Document | ReadError]:
    with opened(item, config=config) as stream:
        what = packed.kind(peek(stream, HEAD))
        if what is None:
            yield from _read_stream(stream, item, input_format, config, role)
            return
        for member in packed.members(stream, what, config=config):
            if isinstance(member, ReadError):
                yield ReadError(item.shown, member.reason, form=f"read as {what}", remedy=member.remedy)
                continue
            inner = Input(item.path, f"{item.shown}/{member.name}", f"{item.kept}/{member.name}")
            yield from _guarded(_read_stream(member.stream, inner, input_format, config, role), inner)


def _read_stream(
    stream: BinaryIO, item: Input, input_format: str | None, config: ReadConfig, role: Role | None
) -> Iterator[Document | ReadError]:
    name = input_format or sniff(peek(stream, HEAD), item.shown, _by_suffix(item), REGISTRY.recognised)
    found = REGISTRY.load(name)(stream, item.stem, config=config, role=role)
    whole = settled(found, item.shown, item.kept, config=config, role=role)
    yield from _guarded(whole, item, f"read as {name}")


def _guarded(
    found: Iterator[Document | ReadError], item: Input, form: str = ""
) -> Iterator[Document | ReadError]:
    """Give what can be read of a file; whatever is wrong with it is named, and never ends the run."""
    named = _by_suffix(item)
    form = form or (f"named as {named}" if named else "")
    try:
        for one in found:
            yield _placed(one, item.shown, form) if isinstance(one, ReadError) else one
    except (ArchiveError, ConfigError, FormatError):
        raise  # what the user asked for does not fit: no fault of the file
    except Exception as error:  # noqa: BLE001  (libraries of file formats raise anything, and one file never ends a run)
        yield _placed(_fault(error), item.shown, form)


def _fault(error: Exception) -> ReadError:
    """Return in words what ended the reading of a file."""
    if isinstance(error, ReadError):
        return error
    if isinstance(error, MissingExtra):
        return ReadError("", f"needs {error.package}, which is not installed", remedy=install(error.extra))
    if isinstance(error, OSError):
        reason = f"cannot be opened or read: {error.strerror or error}"
        return ReadError("", reason, remedy="mend its rights or its link, or leave it out of the inputs")
    if isinstance(error, RecursionError):
        return ReadError("", "is nested too deeply to be read")
    return ReadError("", f"{FAILED}: {type(error).__name__}: {' '.join(str(error).split()):.100}")


def _placed(error: ReadError, shown: str, form: str) -> ReadError:
    """Return an error of a reader with the name of its file, the format that was read, and what to do."""
    return ReadError(
        shown, error.reason, line=error.line, form=error.form or form, remedy=error.remedy or LEAVE
    )


def records(
    rows: Iterable[object], name: str, *, config: ReadConfig | None = None, role: Role | None = None
) -> Iterator[Document | ReadError]:
    """Read records that are in memory, such as the rows of a data frame, as those of a table are read."""
    settings, used = config or ReadConfig(), dict[str, int]()
    for found in settled(
        read_rows(rows, name, config=settings, role=role), name, None, config=settings, role=role
    ):
        yield found if isinstance(found, ReadError) else _unique(found, used)


def settled(
    found: Iterable[Document | ReadError],
    shown: str,
    kept: str | None,
    *,
    config: ReadConfig,
    role: Role | None = None,
) -> Iterator[Document | ReadError]:
    """Give the documents of one file with their dates and agencies, then what is wrong, the same fault once.

    Args:
        found: What its reader gives.
        shown: The name to say in messages.
        kept: The name to keep with the documents; None for what is no file.
        config: Settings of the readers.
        role: What the documents are for.
    """
    faults: Faults = {}
    count = 0

    def good() -> Iterator[Document]:
        nonlocal count
        for document, alone in _with_next(found, faults, config.max_text):
            count += 1
            named = dataclasses.replace(document, id=storable(document.id), source=kept and storable(kept))
            yield complete(named, role=role, config=config, alone=alone and kept is not None)

    zone = config.time_zone if role == "wire" else config.article_zone
    yield from same_order(good(), order=config.dates, zone=check_zone(zone))
    yield from _faults(faults, shown)
    if not count and not faults:
        yield ReadError(
            shown, "holds no documents", remedy="leave it out, or see whether its export was complete"
        )


def _with_next(
    found: Iterable[Document | ReadError], faults: Faults, longest: int
) -> Iterator[tuple[Document, bool]]:
    """Give every document, and whether it is the only one of its file; errors are kept aside."""
    before: Document | None = None
    first = True
    for item in _to_the_end(found):
        if isinstance(item, ReadError):
            faults.setdefault((item.reason, item.remedy), []).append((item.line, getattr(item, "row", None)))
            continue
        if len(item.text) > longest:
            reason = f"holds a text of more than {longest:,} characters: no article (setting read.max_text)"
            faults.setdefault((reason, "split it into its articles, a file or a record each"), []).append(
                (None, None)
            )
            continue
        if before is not None:
            yield before, False
            first = False
        before = item
    if before is not None:
        yield before, first and not faults


def _to_the_end(found: Iterable[Document | ReadError]) -> Iterator[Document | ReadError]:
    """Give what a reader gives, and last the fault that ended it: what it read before stays good."""
    try:
        yield from found
    except ReadError as error:
        yield error


def storable(name: str) -> str:
    """Return a name that can be written as UTF-8: what stands for a byte of another encoding becomes an escape."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode("utf-8")


def _faults(faults: Faults, shown: str) -> Iterator[ReadError]:
    """Give one error a fault with the places where it stands."""
    for number, ((reason, remedy), lines) in enumerate(faults.items()):
        if number == MOST:
            rest = sum(len(places) for places in list(faults.values())[MOST:])
            left = f"and {rest:,} further records cannot be read, each for a reason of its own"
            yield ReadError(shown, left, remedy="mend those named above and read it again")
            return
        line, row = lines[0]
        place = f"row {row:,} of the table: " if row else ""
        yield ReadError(shown, f"{place}{reason}{_further(lines)}", line=line, remedy=remedy)


def _further(lines: list[tuple[int | None, int | None]]) -> str:
    if len(lines) < 2:
        return ""
    also = ", ".join(
        f"{line} (row {row})" if row else str(line) for line, row in lines[1:SHOWN] if line is not None
    )
    more = f", and {len(lines) - SHOWN:,} more" if len(lines) > SHOWN else ""
    return f" ({len(lines):,} records: also at {also}{more})"


def _by_suffix(item: Input) -> str | None:
    return REGISTRY.by_suffix(without_packing(PurePath(item.kept).name))


def _unique(document: Document, used: dict[str, int]) -> Document:
    """Rename a document whose id was used before in this run."""
    name, number = document.id, used.get(document.id, 0)
    if not number:
        used[name] = 1
        return document
    while f"{name}~{number + 1}" in used:
        number += 1
    fresh = f"{name}~{number + 1}"
    used[name], used[fresh] = number + 1, 1
    note = f"id {name!r} was already used in this run: renamed {fresh!r}"
    return dataclasses.replace(document, id=fresh, notes=(*document.notes, note))
