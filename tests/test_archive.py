"""The archive keeps what it was given, finds it by words and time, and says what is wrong with a folder."""

from __future__ import annotations

import json
import math
import multiprocessing
import random
import tracemalloc
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.reduction import ForkingPickler

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.config import Config
from provenance.errors import ArchiveError
from provenance.match import keys as k
from provenance.match.archive import Archive, records
from provenance.match.archive.building import build, read
from provenance.match.archive.segment import freeze, thaw
from provenance.match.archive.summary import Summary, summed
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
    return [hit.doc for hit in archive.search([term(word)], limit=99, **limits)]


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
    assert found(archive, "winch") == [f"a1#{WINCH.published}"]  # the old text, under its version
    assert found(archive, "rope") == ["a1"]
    assert archive.get("a1").document.published == "2034-05-09T08:00:00Z"


def test_of_two_with_one_id_in_one_batch_the_last_stays():
    archive = Archive.build([WINCH, dispatch("a1", "A rope tore.", "2034-05-09T08:00:00Z")])
    assert (found(archive, "winch"), found(archive, "rope")) == ([f"a1#{WINCH.published}"], ["a1"])


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
    assert second.get("a1").document == WINCH


def test_an_open_archive_follows_the_changes_made_elsewhere_and_a_pinned_one_does_not(tmp_path):
    folder = tmp_path / "wires"
    writer = Archive.open(folder, create=True)
    writer.add([WINCH, CRANE])
    reader = Archive.open(folder)
    pinned = reader.pinned()
    writer.add([dispatch("a1", "A rope tore.")])
    writer.remove(["a2"])
    writer.compact()
    assert (found(reader, "winch"), found(reader, "rope"), len(reader)) == ([], ["a1"], 1)
    assert "a2" not in reader
    assert (found(pinned, "winch"), len(pinned)) == (["a1"], 2)
    assert (pinned.get("a1").document, pinned.get("a2").document) == (WINCH, CRANE)


def test_rarity_forgets_what_was_removed_or_replaced():
    twice = Archive.build([WINCH, CRANE])
    twice.add([WINCH, CRANE])
    once = Archive.build([WINCH, CRANE])
    for key in ("winch", "shipyard", "notic", "shipyard_crane", "winch_snap"):
        assert twice.frequency(key) == once.frequency(key)
        assert twice.weight(key) == once.weight(key)
    twice.remove(["a1"])
    assert (twice.frequency("winch"), twice.frequency("winch_snap"), twice.frequency("shipyard")) == (0, 0, 1)
    assert twice.sentences == 2


def test_many_small_changes_become_few_segments_that_answer_as_one():
    documents = [
        dispatch(f"n{number}", f"Barge {number} sank off Port{number % 7}.", f"2034-0{number % 9 + 1}-02")
        for number in range(60)
    ]
    one, many = Archive.build(documents), Archive.build()
    for document in documents:
        many.add([document])
    many.remove(["n3", "n50"])
    one.remove(["n50", "n3"])
    assert len(many._view.lives) < 16
    assert {item.id for item in many.documents()} == {item.id for item in one.documents()}
    assert many.coverage() == one.coverage()
    window = {"after": at("2034-03-01"), "before": at("2034-06-30")}
    for limits in ({}, window):
        assert found(many, "barge", **limits) == found(one, "barge", **limits)
        assert many.coverage(**limits) == one.coverage(**limits)
    for key in ("barg", "port3", "barg_#12", "#12_sank"):
        assert many.frequency(key) == one.frequency(key), key
    many.compact()
    assert len(many._view.lives) == 1
    assert found(many, "barge", **window) == found(one, "barge", **window)
    assert many.get("n12").document == documents[12]


def tables(summary: Summary) -> dict[str, object]:
    """Return a summary as it compares: rows of ids with one number in any order."""
    rows = sorted(
        zip(*(getattr(summary, name).tolist() for name in ("hashes", "segment", "place")), strict=True)
    )
    keys = dict(zip(summary.keys.tolist(), summary.counts.tolist(), strict=True))
    return {"keys": keys, "rows": rows, "all": (summary.length, summary.size, summary.notices)}


def test_the_summary_is_that_of_its_segments_after_every_change(tmp_path):
    archive, draw = Archive.open(tmp_path / "wires", create=True), random.Random(3)  # noqa: S311 - which change, no secret
    for step in range(14):
        names = draw.sample(range(12), 3)
        if step % 4 == 3:
            archive.remove([f"b{number}" for number in names])
        else:
            archive.add(
                [
                    replace(dispatch(f"b{number}", f"Barge {number} sank {step}."), status="corrected")
                    for number in names
                ]
            )
        view = Archive.open(tmp_path / "wires")._view
        assert tables(view.summary) == tables(summed(view.lives))
        assert len(view.summary.hashes) == len(archive)
    archive.compact()
    (stored, *more) = Archive.open(tmp_path / "wires")._view.manifest.files()
    assert not [name for name in (stored, *more) if name.endswith(".summary")], "one whole segment needs none"


def test_however_they_are_laid_out_the_same_sentences_come_in_the_same_order():
    draw = random.Random(5)  # noqa: S311 - invented text, nothing secret
    words = ("barge", "quay", "winch", "rope", "gull")
    made = [
        dispatch(f"e{number:02}", " ".join(draw.choices(words, k=2)) + ".", f"2034-02-{number % 20 + 1:02}")
        for number in range(60)
    ]
    made.append(dispatch("e60", "barge quay.", None))
    one, many = Archive.build(made), Archive.build()
    for part in range(0, 61, 9):
        many.add(draw.sample(made[part : part + 9], len(made[part : part + 9])))
    assert len(many._view.lives) == 7
    queries = [k.as_keys(words[:2]), k.as_keys(words[1:4]), k.as_keys(["nothing"]), k.as_keys(words)]
    for limits in ({}, {"before": at("2034-02-08")}, {"after": at("2034-02-05"), "before": at("2034-02-08")}):
        for limit in (3, 99):
            found = [archive.search_many(queries, limit=limit, **limits) for archive in (one, many)]
            assert found[0] == found[1]
            assert found[0][0] and not found[0][2]


def test_an_article_of_any_length_is_looked_up_in_parts(monkeypatch):
    archive = Archive.build([WINCH, CRANE])
    queries = [k.as_keys([name]) for name in ("winch", "shipyard", "none", "crane")]
    whole = archive.search_many(queries, limit=5)
    monkeypatch.setattr("provenance.match.archive.searching.TOGETHER", 1)
    assert archive.search_many(queries, limit=5) == whole


def test_a_search_inside_a_window_opens_the_segments_of_those_days_alone(tmp_path):
    Archive.open(tmp_path / "wires", create=True).add([WINCH, CRANE], batch=1)
    archive = Archive.open(tmp_path / "wires")
    limits = {"after": at("2034-02-02"), "before": at("2034-02-04")}
    assert (found(archive, "shipyard", **limits), archive.frequency("shipyard")) == (["a2"], 2)
    assert archive.coverage(**limits, without="a9").documents == 1 and "a9" not in archive
    assert archive.get("a2").document == CRANE and archive.notices(CRANE) == []
    assert ["columns" in vars(live.segment) for live in archive._view.lives] == [False, True]


def test_coverage_of_a_window_counts_what_may_be_a_source_in_it():
    archive = Archive.build([WINCH, CRANE, dispatch("a3", "No clock.", None, "dpa")])
    inside = archive.coverage(after=at("2034-02-02T00:00Z"), before=at("2034-02-04T00:00Z"))
    assert (inside.documents, inside.sentences, inside.agencies) == (2, 4, {"AP": 1, "dpa": 1})
    assert (inside.start, inside.end) == (CRANE.published, CRANE.published)
    assert (inside.outside_window, archive.coverage().outside_window) == (1, 0)
    own = archive.coverage(after=at("2034-02-02T00:00Z"), before=at("2034-02-04T00:00Z"), without="a2")
    assert (own.documents, own.agencies, own.start, own.outside_window) == (1, {"dpa": 1}, None, 1)
    assert archive.coverage(without="a1").documents == 2
    assert (archive.undated(), archive.undated(without="a3"), archive.undated(without="a1")) == (1, 0, 1)
    nothing = archive.coverage(after=at("2035-02-02T00:00Z"), before=at("2035-02-04T00:00Z"))
    assert (nothing.documents, nothing.agencies, nothing.start) == (1, {"dpa": 1}, None)


def test_dispatches_join_a_stored_archive_without_touching_it(tmp_path):
    stored = Archive.open(tmp_path / "wires", create=True)
    stored.add([WINCH])
    both = stored.joined([CRANE, dispatch("a1", "A rope tore.")])
    assert (found(both, "winch"), found(both, "rope"), found(both, "crane")) == ([], ["a1"], ["a2"])
    assert both.coverage().agencies == {"AFP": 1, "AP": 1}
    assert both.frequency("winch") == 0
    assert (found(stored, "winch"), len(stored)) == (["a1"], 1)


def test_a_hit_leads_to_its_sentence():
    text = "Notice\n\n***\n\nA crane toppled. No one was hurt; the winch held."
    archive = Archive.build([Document(id="x", text=text, agency="AFP")])
    (hit,) = archive.search([term("winch")], limit=3)
    document, start, end = archive.passage(hit)
    assert document.text[start:end] == "No one was hurt; the winch held."


def sent(archive):
    """Return an archive as another process gets it."""
    return ForkingPickler.loads(ForkingPickler.dumps(archive))


def answers(archive):
    return [
        (hit, archive.document(hit.doc), archive.weight("winch"))
        for hit in archive.search(["winch"], limit=9)
    ] + [archive.coverage(), archive.state]


def test_an_archive_on_disk_travels_by_path_and_a_state_of_it_as_that_state(tmp_path):
    archive = Archive.open(tmp_path / "wires", create=True)
    archive.add([WINCH])
    pinned = archive.pinned()
    before = answers(pinned)
    assert len(ForkingPickler.dumps(archive)) < 5_000
    archive.add([dispatch("n2", "A second winch broke.")])
    assert answers(sent(archive)) == answers(archive) != before
    assert answers(sent(pinned)) == answers(pinned) == before
    archive.compact()
    assert answers(pinned) == before
    with pytest.raises(ArchiveError, match="changed after this run began"):
        sent(pinned)
    assert answers(sent(archive.pinned())) == answers(archive)


def test_dispatches_in_memory_travel_as_they_are_and_stored_ones_stay_where_they_lie(tmp_path):
    built = Archive.build([WINCH])
    assert answers(sent(built)) == answers(built)
    archive = Archive.open(tmp_path / "wires", create=True)
    archive.add([dispatch(f"n{number}", f"Winch {number} of hall {number} broke.") for number in range(900)])
    joined = archive.joined([WINCH, dispatch("n5", "Another winch.")])
    assert answers(sent(joined)) == answers(joined) != answers(archive)
    assert len(ForkingPickler.dumps(joined)) < 10_000


def test_an_archive_is_fetched_from_a_path_that_is_no_local_one(tmp_path, monkeypatch):
    pytest.importorskip("fsspec")
    monkeypatch.setenv("PROVENANCE_STAGE", str(tmp_path / "stage"))
    archive = Archive.open(tmp_path / "wires", create=True)
    archive.add([WINCH])
    url = (tmp_path / "wires").as_uri()
    far = Archive.open(url)
    assert answers(far) == answers(archive)
    assert far.folder.is_relative_to(tmp_path / "stage")
    archive.add([dispatch("n2", "A second winch broke.")])
    assert answers(sent(far)) == answers(archive), "another process fetches it anew"
    with pytest.raises(ArchiveError, match="change the archive there"):
        far.add([WINCH])
    with pytest.raises(ArchiveError, match="is no archive"):
        Archive.open(f"{url}/nowhere")
    with pytest.raises(ArchiveError, match="cannot be read"):
        Archive.open("quay://nowhere/wires")


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
        ('{"format": "provenance-archive/1"}', "provenance archive migrate"),
        ('{"format": "provenance-archive/3", "number": 1}', "not as it was written"),
        ("{}", "has format None"),
    ],
)
def test_a_damaged_mark_is_named(tmp_path, content, said):
    (tmp_path / "archive.json").write_text(content)
    with pytest.raises(ArchiveError, match=said):
        Archive.open(tmp_path)


def test_odd_documents_are_kept():
    odd = [
        dispatch("empty", ""),
        Document(id="../x/\u202e\x00", text="A winch\x00 snapped \ud800 twice.", agency="AFP"),
        Document(id="big", text="w" * 1_000_000, agency="AFP"),
        Document(id="n" * 70_000, text="A winch with a long name.", agency="AFP"),
        Document(id="a\rb\nc", text="A winch of two lines.", agency="AFP"),
    ]
    archive = Archive.build(odd)
    assert archive.coverage().documents == 5
    assert {item.id for item in archive.documents()} == {item.id for item in odd}
    assert sorted(found(archive, "winch")) == sorted(item.id for item in (odd[1], odd[3], odd[4]))
    assert archive.get("a\rb\nc").document == odd[4]
    assert len(archive.get("big").document.text) == 1_000_000


def test_an_empty_archive_answers():
    archive = Archive.build()
    assert (archive.search(["winch"], limit=3), archive.sentences, archive.coverage().documents) == ([], 0, 0)
    assert archive.remove(["a"]) == 0


def _peak(folder, count: int, batch: int = 10) -> int:
    """Return the most bytes that Python held while an archive of so many dispatches of the same words was written."""
    words = "The ferry to Lom left pier seven at noon on Monday, its owner said.\n"
    given = (Document(f"d{n}", f"{words * 12}Number {n % 9} was late.", agency="AFP") for n in range(count))
    tracemalloc.start()
    try:
        Archive.open(folder, create=True).add(given, batch=batch)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_writer_holds_its_batch_and_not_what_it_wrote(tmp_path):
    _peak(tmp_path / "warm", 80)  # eight batches: segments become one, too
    few, many = (_peak(tmp_path / str(count), count) for count in (80, 240))
    assert many < 1.6 * few, (few, many)


def test_several_processes_make_the_archive_that_one_makes(tmp_path):
    documents = [
        dispatch(f"n{number}", f"Barge {number} sank off Port{number % 7}.") for number in range(450)
    ]
    one, two = (Archive.open(tmp_path / name, create=True) for name in ("one", "two"))
    one.add(documents)
    two.add(iter(documents), jobs=2)
    names = [sorted((tmp_path / name / "segments").iterdir()) for name in ("one", "two")]
    assert [path.read_bytes() for path in names[0]] == [path.read_bytes() for path in names[1]]


def test_a_worker_that_is_killed_costs_nothing(tmp_path):
    archive, others = Archive.open(tmp_path / "wires", create=True), multiprocessing.active_children()

    def feed():
        for number in range(2_000):
            yield dispatch(f"n{number}", f"Barge {number} sank.")
            if number == 1_700:
                for child in multiprocessing.active_children():
                    if child not in others:
                        child.kill()

    assert archive.add(feed(), jobs=2, batch=500) == 2_000
    assert [item.id for item in archive.documents()] == [f"n{number}" for number in range(2_000)]


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


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 9), max_size=8),
    st.none() | st.floats(-1, 11),
    st.none() | st.floats(-1, 11),
    st.integers(0, 9),
    st.tuples(st.integers(1, 8), st.sets(st.integers(0, 9), max_size=3)),
)
def test_counting_by_halves_is_counting_one_by_one(hours, after, before, own, changes):
    """Whatever segments the dispatches came in, and whichever of them were removed."""
    start, (batch, gone) = at("2034-03-06T00:00:00Z"), changes
    if after is not None and before is not None:
        after, before = min(after, before), max(after, before)
    documents = [
        dated(
            str(number),
            None if hour is None else f"2034-03-06T{hour:02}:00:00Z",
            "AFP" if number % 2 else None,
            "Barges sank here. " * number,
        )
        for number, hour in enumerate(hours)
    ]
    archive = Archive.build()
    archive.add(documents, batch=batch)
    archive.remove(map(str, gone))
    low, high = (None if edge is None else start + edge * 3600 for edge in (after, before))
    found = archive.coverage(after=low, before=high, without=str(own))
    others = [item for item in documents if item.id != str(own) and int(item.id) not in gone]
    inside = [
        item
        for item in others
        if item.published is None
        or (
            (low is None or at(item.published) >= math.floor(low))
            and (high is None or at(item.published) <= high)
        )
    ]
    times = sorted(item.published for item in inside if item.published)
    assert (found.documents, found.outside_window) == (len(inside), len(others) - len(inside))
    assert found.sentences == sum(int(item.id) for item in inside)
    assert found.agencies == dict(sorted(Counter(item.agency or "unknown" for item in inside).items()))
    assert (found.start, found.end) == ((times[0], times[-1]) if times else (None, None))
    assert archive.undated(without=str(own)) == sum(item.published is None for item in others)


def test_asking_for_a_window_reads_no_dispatch(monkeypatch):
    archive = Archive.build(WEEK)
    monkeypatch.setattr(records, "load", lambda _: pytest.fail("a dispatch was read"))
    for hour in range(24):
        archive.coverage(after=at("2034-03-06T00:00:00Z") + hour * 3600, without="tue")


def test_a_dispatch_of_an_uncertain_time_is_found_across_the_end_of_a_month():
    """A day without a time may begin in the month before, where it is that day already."""
    archive = Archive.build([dispatch("m1", "A winch snapped.", "2034-03-01")])
    assert found(archive, "winch", before=at("2034-02-28T20:00:00Z")) == ["m1"]


def test_the_edge_of_a_window_is_the_same_for_search_and_coverage_in_every_segment():
    """A release in the second after the edge lies outside, whether its segment holds others or not."""
    edge = at("2034-02-01T08:00:00Z")
    late = dispatch("late", "A winch tore.", "2034-02-01T08:00:01Z")
    for documents in ([late], [late, WINCH]):
        archive = Archive.build(documents)
        inside = {"a1"} & {item.id for item in documents}
        assert set(found(archive, "winch", before=edge + 0.5)) == inside
        assert archive.coverage(before=edge + 0.5).documents == len(inside)


def test_a_release_before_1970_lies_in_the_second_that_it_began_in():
    archive = Archive.build([dispatch("old", "A winch tore.", "1969-12-31T23:59:58.500Z")])
    assert found(archive, "winch", before=-1.2) == ["old"]


def test_the_first_and_last_release_are_those_that_count_whatever_was_removed_beside_them():
    early, nine, two = (
        dated(name, f"2034-03-06T0{hour}:00Z") for name, hour in [("e", 1), ("n", 9), ("t", 2)]
    )
    archive = Archive.build([early, nine])
    archive.add([two])
    archive.remove(["e"])
    day = {"after": at("2034-03-06T00:00Z"), "before": at("2034-03-07T00:00Z")}
    for limits in ({}, day):
        assert (archive.coverage(**limits).start, archive.coverage(**limits).end) == (
            two.published,
            nine.published,
        )


def test_of_two_ways_to_state_one_moment_the_order_of_adding_chooses_none():
    ways = [dated(name, text) for name, text in [("x", "2034-03-06T08:00Z"), ("y", "2034-03-06T09:00+01:00")]]
    assert Archive.build(ways).coverage() == Archive.build(reversed(ways)).coverage()
    apart = Archive.build(ways[1:])
    apart.add(ways[:1])
    assert apart.coverage() == Archive.build(ways).coverage()


def test_a_file_is_no_archive_and_says_what_to_do(tmp_path):
    path = tmp_path / "wires.jsonl"
    path.write_text("{}")
    with pytest.raises(ArchiveError, match=r"is a file, .* --wires .* archive add .*wires\.jsonl"):
        Archive.open(path)


def test_the_language_of_a_dispatch_is_kept_and_never_that_of_a_setting(tmp_path):
    """It is asked of dozens of dispatches an article; to read them for it took longer than to compare."""
    texts = {
        "en": "The council said on Monday that it would not pay for the new bridge, which had been closed since May.",
        "fr": "Le conseil a dit lundi qu'il ne paierait pas le nouveau pont, qui était fermé depuis le mois de mai.",
    }
    documents = [Document(id=code, text=text) for code, text in texts.items()]
    archive = Archive.open(tmp_path / "wires", create=True)
    for document in [*documents, Document(id="named", text="1-0", language="de-AT")]:
        archive.add([document])
    archive.compact()
    opened = Archive.open(tmp_path / "wires")
    live = opened.pinned()._view
    assert {name: live.language(name) for name in ("en", "fr", "named")} == {
        "en": "en",
        "fr": "fr",
        "named": "de",
    }
    german = Config().with_settings({"read.language": "de"})
    assert Archive.open(tmp_path / "wires", config=german).language("fr") == "de"
    said = Archive.build(documents, config=german)
    assert said._view.language("fr") == ""
    assert said.language("fr") == "de"


def test_an_index_without_languages_is_read_and_asks_its_dispatches():
    text = (
        "Le conseil a dit lundi qu'il ne paierait pas le nouveau pont, qui était fermé depuis le mois de mai."
    )
    columns, _ = build([read(Document(id="fr", text=text), Config())])
    whole = b"".join(freeze(columns))
    size = int.from_bytes(whole[4:8], "little")
    header = json.loads(whole[8 : 8 + size])
    assert list(header["arrays"])[-1] == "language"  # the last: the places of all others stay
    del header["languages"], header["arrays"]["language"]
    text = json.dumps(header).encode().ljust(size)
    found = thaw(whole[:8] + text + whole[8 + size :])
    assert found.languages[found.language[0]] == ""
    assert found.published.tolist() == columns.published.tolist()
