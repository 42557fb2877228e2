"""How dispatches and sentences lie in a tantivy index.

A shard holds the dispatches of one month. A dispatch is one record with its document as JSON; each of its sentences
is one record with its terms. ``at`` is the earliest moment of release in whole seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import tantivy

from provenance.match.archive.ledger import Entry
from provenance.page import Prepared
from provenance.records import ORIGIN_KINDS, Credit, Document, Quote, Segment

FORMAT = "provenance-archive/1"
NEVER = -(2**62)
"""``at`` of a dispatch without a time."""


def build() -> tantivy.Schema:
    """Return the schema of a shard."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("doc", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("at", indexed=True, fast=True)
    builder.add_integer_field("sentence", stored=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def records(prepared: Prepared) -> Iterator[tantivy.Document]:
    """Yield the records of one dispatch."""
    at = int(prepared.when.earliest) if prepared.when else NEVER
    name = prepared.document.id
    found = {number: terms for number in prepared.content if (terms := " ".join(prepared.keys(number)))}
    yield tantivy.Document(doc=name, type="dispatch", at=at, record=dump(prepared, sentences=len(found)))
    for number, terms in found.items():
        yield tantivy.Document(doc=name, type="sentence", at=at, sentence=number, terms=terms)


def dump(prepared: Prepared, *, sentences: int) -> bytes:
    """Return a dispatch as JSON: the document's fields, its segments, its speech, and how many sentences can be found."""
    document = prepared.document
    fields = {name: getattr(document, name) for name in Document.__slots__}
    fields["meta"] = dict(document.meta)
    return json.dumps(
        {
            "document": fields,
            "sentences": sentences,
            "segments": [[s.start, s.end, s.kind, s.paragraph] for s in prepared.segments],
            "credits": [[getattr(c, name) for name in Credit.__slots__] for c in prepared.credits],
            "quotes": [[q.start, q.end, q.speaker, q.cue] for q in prepared.quotes],
        },
        ensure_ascii=True,
        default=str,
    ).encode()


def entry(data: bytes) -> Entry:
    """Return what the ledger keeps of a dispatch; an archive of an older version has its sentences counted."""
    value = json.loads(data)
    document = value["document"]
    sentences = value.get("sentences", sum(item[2] in ORIGIN_KINDS for item in value["segments"]))
    return Entry(document["id"], document["agency"], document["published"], sentences)


def load(data: bytes) -> tuple[Document, tuple[Segment, ...], tuple[Credit, ...], tuple[Quote, ...]]:
    """Return what :func:`dump` wrote."""
    value = json.loads(data)
    fields = value["document"]
    fields["notes"] = tuple(fields["notes"])
    segments = tuple(Segment(*item) for item in value["segments"])
    names = Credit.__slots__
    credits = tuple(
        Credit(**dict(zip(names, item, strict=True)) | {"agencies": tuple(item[4])})
        for item in value["credits"]
    )
    return Document(**fields), segments, credits, tuple(Quote(*item) for item in value["quotes"])
