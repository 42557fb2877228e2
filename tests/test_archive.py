"""The archive keeps what it was given, finds it by words and time, and says what is wrong with a folder."""

from __future__ import annotations

import json
import math
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import ArchiveError
from provenance.match.archive import Archive, schema
from provenance.match.archive.ledger import Entry, Ledger
from provenance.page.preparation import prepare
from provenance.records import Coverage, Document
from provenance.text.lexis import term
from provenance.text.times import moment


def dispatch(
    name: str, words: str, published: str | None = "2034-02-01T08:00:00Z", agency: str = "AFP"
) -> Document:
    return Document(
        id=name, text=f"Notice {name}\n\n{words}", published=published, agency=agency, meta={"desk": 3}
    )


def found(archive: Archive, word: str, **limits: float) -> list[str]:
    return [hit.doc for hit in archive.search([term(word)], limit=20, **limits)]


def at(text: str) -> float:
    return moment(text).earliest


WINCH = dispatch("a1", "A winch snapped at the shipyard.")
CRANE = dispatch("a2", "A crane toppled at the shipyard.", "2034-02-03T08:00:00Z", "AP")


def test_what_was_added_is_found_and_read_back_whole():
    archive = Archive.build([WINCH, CRANE])
    assert found(archive, "winch") == ["a1"]
    assert sorted(found(archive, "shipyard")) == ["a1", "a2"]
    assert archive.get("a1").document == WINCH
    assert "a1" in archive and "a9" not in archive
    with pytest.raises(KeyError):
        archive.get("a9")


def test_a_document_read_back_is_prepared_as_before():
    from provenance.page.preparation import prepare

    document = dispatch(
        "q", "KIEL (AFP) - “The winch was new,” Ida Holm told AFP on Monday. It was 40 metres high."
    )
    archive, fresh = Archive.build([document]), prepare(document)
    kept = archive.get("q")
    assert (kept.segments, kept.quotes, kept.credits) == (fresh.segments, fresh.quotes, fresh.credits)
    assert (kept.terms, kept.content, kept.when) == (fresh.terms, fresh.content, fresh.when)


def test_coverage_counts_documents_agencies_and_times():
    archive = Archive.build([WINCH, CRANE, dispatch("a3", "No clock.", None)])
    coverage = archive.coverage()
    assert (coverage.documents, coverage.sentences) == (3, 6)
    assert coverage.agencies == {"AFP": 2, "AP": 1}
    assert (coverage.start, coverage.end) == (WINCH.published, CRANE.published)
    assert len(archive) == 3


def test_adding_again_replaces_even_across_months():
    archive = Archive.build([WINCH])
    archive.add([dispatch("a1", "A rope tore at the quay.", "2034-05-09T08:00:00Z")])
    assert found(archive, "winch") == []
    assert found(archive, "rope") == ["a1"]
    assert archive.coverage().documents == 1
    assert archive.get("a1").document.published == "2034-05-09T08:00:00Z"


def test_of_two_with_one_id_in_one_batch_the_last_stays():
    archive = Archive.build([WINCH, dispatch("a1", "A rope tore.", "2034-05-09T08:00:00Z")])
    assert (found(archive, "winch"), found(archive, "rope")) == ([], ["a1"])
    assert archive.coverage().documents == 1


def test_removing_counts_what_was_there():
    archive = Archive.build([WINCH, CRANE])
    assert archive.remove(["a1", "a1", "zz"]) == 1
    assert found(archive, "shipyard") == ["a2"]
    assert archive.coverage().documents == 1
    assert "a1" not in archive
    assert archive.sentences == 2
    assert archive.remove(["a1"]) == 0


def test_a_window_leaves_out_what_lies_outside_it():
    archive = Archive.build([WINCH, CRANE, dispatch("a3", "A shipyard without a date.", None)])
    inside = {"after": at("2034-02-02T00:00Z"), "before": at("2034-02-04T00:00Z")}
    assert sorted(found(archive, "shipyard", **inside)) == ["a2", "a3"]
    assert sorted(found(archive, "shipyard", before=at("2034-02-02T00:00Z"))) == ["a1", "a3"]
    assert sorted(found(archive, "shipyard", after=at("2034-03-02T00:00Z"))) == ["a3"]


@pytest.mark.parametrize(
    "published", ["2034-01-31T23:30:00-08:00", "2034-02-01", "2034-01-31T20:00:00", "2034-01-31"]
)
def test_a_window_over_the_end_of_a_month_finds_both_sides(published):
    archive = Archive.build([dispatch("edge", "A winch snapped.", published)])
    assert found(archive, "winch", after=at("2034-01-30T00:00Z"), before=at("2034-02-02T12:00Z")) == ["edge"]
    assert found(archive, "winch", after=at("2034-02-03T12:00Z")) == []


def test_rare_words_weigh_more_and_unknown_ones_most():
    archive = Archive.build([WINCH, CRANE])
    assert archive.weight(term("shipyard")) < archive.weight(term("winch")) < archive.weight("never")


def test_a_folder_is_opened_again_with_everything_in_it(tmp_path):
    folder = tmp_path / "wires"
    first = Archive.open(folder, create=True)
    first.add([WINCH])
    second = Archive.open(folder)
    assert found(second, "winch") == ["a1"]
    first.add([CRANE])
    assert sorted(found(Archive.open(folder), "shipyard")) == ["a1", "a2"]
    assert (second.get("a1").document, len(second)) == (WINCH, 1)


def test_readers_work_while_a_writer_adds(tmp_path):
    folder = tmp_path / "wires"
    writer = Archive.open(folder, create=True)
    writer.add([WINCH])

    def read(_: int) -> list[str]:
        return found(Archive.open(folder), "winch")

    with ThreadPoolExecutor(4) as pool:
        reading = pool.map(read, range(12))
        for number in range(5):
            writer.add([dispatch(f"n{number}", f"Barge {number} sank.")])
        assert all(names == ["a1"] for names in reading)
    assert writer.coverage().documents == 6


def test_a_temporary_archive_goes_with_its_object():
    archive = Archive.build([WINCH])
    folder = archive.folder
    assert folder.is_dir()
    del archive
    import gc

    gc.collect()
    assert not folder.exists()


def test_a_folder_that_is_no_archive_is_named(tmp_path):
    with pytest.raises(ArchiveError, match="no archive; make one with"):
        Archive.open(tmp_path / "none")
    (tmp_path / "letters.txt").write_text("x")
    with pytest.raises(ArchiveError, match="holds other files"):
        Archive.open(tmp_path, create=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"format": "other/9"}', "'other/9'"),
        ("{}", "has format None"),
    ],
)
def test_a_damaged_mark_is_named(tmp_path, content, said):
    (tmp_path / "archive.json").write_text(content)
    with pytest.raises(ArchiveError, match=said):
        Archive.open(tmp_path)


@pytest.mark.parametrize("damage", ["gone", "garbage", "stray"])
def test_a_damaged_shard_is_an_archive_error(tmp_path, damage):
    folder = tmp_path / "wires"
    Archive.open(folder, create=True).add([WINCH])
    meta = folder / "shards" / "2034-02" / "meta.json"
    assert json.loads(meta.read_text())
    if damage == "gone":
        meta.unlink()
    elif damage == "garbage":
        meta.write_bytes(b"\x00\xffnot json")
    else:
        (folder / "shards" / "notes.txt").write_text("left here by mistake")
    with pytest.raises(ArchiveError, match="damaged"):
        Archive.open(folder)


def test_odd_documents_are_kept():
    odd = [
        dispatch("empty", ""),
        Document(id="../x/\u202e\x00", text="A winch\x00 snapped \ud800 twice.", agency="AFP"),
        Document(id="big", text="w" * 1_000_000, agency="AFP"),
    ]
    archive = Archive.build(odd)
    assert archive.coverage().documents == 3
    assert len(archive.get("big").document.text) == 1_000_000


def test_an_empty_archive_answers():
    archive = Archive.build()
    assert (archive.search(["winch"], limit=3), archive.sentences, archive.coverage().documents) == ([], 0, 0)
    assert archive.remove(["a"]) == 0


# --- what could be a source, by its time ------------------------------------------------------------------------------


def dated(name, published, agency="AFP", text="The dam above Orrin failed at dawn. Nobody was hurt there."):
    return Document(id=name, agency=agency, published=published, text=text)


WEEK = [
    dated("mon", "2034-03-06T08:00:00Z"),
    dated("tue", "2034-03-07T08:00:00Z", "AP"),
    dated("wed", "2034-03-08T08:00:00Z"),
    dated("none", None, None),
]


def test_coverage_counts_what_a_search_between_two_moments_would_see():
    archive = Archive.build(WEEK)
    found = archive.coverage(after=at("2034-03-07T00:00:00Z"), before=at("2034-03-08T07:59:59Z"))
    assert (found.documents, found.agencies) == (2, {"AP": 1, "unknown": 1})
    assert (found.start, found.end) == ("2034-03-07T08:00:00Z", "2034-03-07T08:00:00Z")
    assert (found.sentences, found.outside_window) == (4, 2)
    edges = archive.coverage(after=at(WEEK[0].published), before=at(WEEK[2].published))
    assert (edges.documents, edges.outside_window) == (4, 0)
    assert archive.undated() == 1


def test_coverage_without_moments_is_the_whole_archive():
    archive = Archive.build(WEEK)
    found = archive.coverage()
    assert (found.documents, found.sentences) == (4, archive.sentences)
    assert (found.start, found.end) == ("2034-03-06T08:00:00Z", "2034-03-08T08:00:00Z")
    assert len(archive) == 4
    archive.remove(["wed"])
    assert archive.coverage().end == "2034-03-07T08:00:00Z"


def test_an_article_among_the_dispatches_is_not_counted_for_itself():
    archive = Archive.build(WEEK)
    assert archive.coverage(without="wed") == Coverage(
        3, 6, {"AFP": 1, "AP": 1, "unknown": 1}, "2034-03-06T08:00:00Z", "2034-03-07T08:00:00Z"
    )
    outside = archive.coverage(after=at("2034-03-08T00:00:00Z"), without="mon")
    assert (outside.documents, outside.outside_window) == (2, 1)
    assert archive.undated(without="none") == 0
    assert archive.coverage(without="none").agencies == {"AFP": 2, "AP": 1}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 9), max_size=8),
    st.none() | st.floats(-1, 11),
    st.none() | st.floats(-1, 11),
    st.integers(0, 9),
)
def test_counting_by_halves_is_counting_one_by_one(hours, after, before, own):
    start = at("2034-03-06T00:00:00Z")
    if after is not None and before is not None:
        after, before = min(after, before), max(after, before)
    entries = [
        Entry(
            str(number),
            "AFP" if number % 2 else None,
            None if hour is None else f"2034-03-06T{hour:02}:00:00Z",
            number,
        )
        for number, hour in enumerate(hours)
    ]
    low, high = (None if edge is None else start + edge * 3600 for edge in (after, before))
    found = Ledger(entries).coverage(after=low, before=high, without=str(own))
    others = [entry for entry in entries if entry.doc != str(own)]
    inside = [
        entry
        for entry in others
        if entry.at is None
        or ((low is None or entry.at >= math.floor(low)) and (high is None or entry.at <= high))
    ]
    times = sorted(entry.published for entry in inside if entry.published)
    assert (found.documents, found.outside_window) == (len(inside), len(others) - len(inside))
    assert found.sentences == sum(entry.sentences for entry in inside)
    assert found.agencies == dict(sorted(Counter(entry.agency or "unknown" for entry in inside).items()))
    assert (found.start, found.end) == ((times[0], times[-1]) if times else (None, None))


def test_an_archive_of_an_older_version_has_its_sentences_counted_from_its_records():
    prepared = prepare(WEEK[0])
    record = json.loads(schema.dump(prepared, sentences=2))
    assert schema.entry(json.dumps(record).encode()).sentences == 2
    del record["sentences"]
    assert schema.entry(json.dumps(record).encode()) == Entry("mon", "AFP", WEEK[0].published, 2)


def test_asking_for_a_window_reads_no_dispatch_again(monkeypatch):
    archive = Archive.build(WEEK)
    archive.coverage()
    monkeypatch.setattr(schema, "entry", lambda _: pytest.fail("a dispatch was read again"))
    for hour in range(24):
        archive.coverage(after=at("2034-03-06T00:00:00Z") + hour * 3600)


def test_a_dispatch_of_an_uncertain_time_is_found_across_the_end_of_a_month():
    """A day without a time may begin in the month before: its shard lies beyond the month of the article."""
    archive = Archive.build([dispatch("m1", "A winch snapped.", "2034-03-01")])
    assert found(archive, "winch", before=at("2034-02-28T20:00:00Z")) == ["m1"]
