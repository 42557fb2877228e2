"""The whole line: direction, deciding again, and documents made to break it."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import sample_annotations

import provenance
from provenance.claim import may_differ, rulings
from provenance.config import Config
from provenance.contract import annotation_from_dict, to_json_line
from provenance.errors import Interrupted
from provenance.match.archive import Archive
from provenance.pipeline import annotate, prepare, redecide
from provenance.readers.samples import folder
from provenance.records import Annotation, Coverage, Document, Finding

ROWS = [
    "The lighthouse at Brennet Head went dark on Sunday for the first time in 141 years.",
    "A sheep had bitten through the cable that feeds the lamp, the harbour office said.",
    "Three trawlers waited outside the bar until the keeper lit a fire of driftwood.",
    "The cable had been buried too shallow when the road was widened in spring.",
]
WIRE = Document(
    id="w1",
    agency="AFP",
    published="2034-03-05T18:00:00Z",
    text="\n\n".join(["Sheep darkens lighthouse", "BRENNET HEAD (AFP) - " + ROWS[0], *ROWS[1:]]),
)
ARTICLE = Document(
    id="a1", published="2034-03-05T21:00:00Z", text="\n\n".join(["Lamp out at Brennet Head", *ROWS])
)


def one(article: Document, *wires: Document, **settings: object) -> Annotation:
    config = Config().with_settings({name.replace("__", "."): value for name, value in settings.items()})
    (annotation,) = annotate([article], Archive.build(wires, config=config), config=config)
    return annotation


def origins(annotation: Annotation) -> list[str | None]:
    return [finding.verdict.origin for finding in annotation.findings if finding.segment.kind == "body"]


def test_a_copied_article_is_wholly_wire_copy():
    annotation = one(ARTICLE, WIRE)
    assert (annotation.verdict, origins(annotation)) == ("wholly", ["wire"] * 4)
    assert {finding.evidence[0].doc for finding in annotation.findings} == {"w1"}
    assert annotation.archive.agencies == {"AFP": 1}
    assert annotation.sources["w1"].text == WIRE.text


@pytest.mark.parametrize(
    ("sent", "printed", "derives"),
    [
        ("2034-03-05T18:00:00Z", "2034-03-05T18:00:00Z", True),
        ("2034-03-05T18:00:00Z", "2034-03-05T17:00:00Z", False),
        ("2034-03-05T18:00:00+02:00", "2034-03-05T17:00:00Z", True),  # the same clock, another zone
        ("2034-03-05T18:00:00Z", "2034-03-05", True),  # a day is no proof against
        ("2034-03-05T18:00:00Z", "2034-03-03", False),  # two days earlier is, in every zone
        ("2034-03-05T18:00:00Z", "2034-03-05T10:00:00", True),  # no zone: it may lie in the west
        ("2034-03-06T18:00:00Z", "2034-03-05T10:00:00", False),
        ("2034-03-05", "2034-03-05T17:00:00Z", True),
        (None, "2034-03-05T17:00:00Z", True),
        ("2034-03-05T18:00:00Z", None, True),
        ("2034-03-01T18:00:00Z", "2034-03-05T17:00:00Z", False),  # outside the window of 72 hours
    ],
)
def test_a_dispatch_released_later_is_never_the_source(sent, printed, derives):
    annotation = one(replace(ARTICLE, published=printed), replace(WIRE, published=sent))
    assert set(origins(annotation)) == ({"wire"} if derives else {"original"})
    assert bool(annotation.sources) is derives


def test_what_was_searched_is_counted_for_each_article_inside_its_window():
    wires = [
        WIRE,
        replace(WIRE, id="early", published="2034-02-01T18:00:00Z"),
        replace(WIRE, id="late", published="2034-03-09T18:00:00Z", agency="AP"),
        replace(WIRE, id="bare", published=None),
    ]
    archive = Archive.build(wires)
    old = replace(ARTICLE, id="a2", published="2034-02-02T10:00:00Z")
    lone, undated = (
        replace(ARTICLE, id="a3", published="2033-01-01"),
        replace(ARTICLE, id="a4", published=None),
    )
    found = annotate([ARTICLE, old, lone, undated], archive)
    assert [(a.searched.documents, a.searched.outside_window, a.searched.peers) for a in found] == [
        (2, 2, 3),
        (2, 2, 3),
        (1, 3, 3),
        (4, 0, 3),
    ]
    assert {a.archive.documents for a in found} == {4}
    assert found[1].searched.start == "2034-02-01T18:00:00Z"
    assert [[note.code for note in a.notes] for a in found] == [
        ["undated_dispatches"],
        ["undated_dispatches"],
        ["undated_dispatches"],
        ["undated", "undated_dispatches"],
    ]


@pytest.mark.parametrize("seconds", [-73 * 3600, -72 * 3600 - 1, -72 * 3600, 0, 360, 361, 7200])
def test_what_is_counted_as_searched_is_what_can_be_found(seconds):
    sent = datetime(2034, 3, 5, 21, tzinfo=UTC) + timedelta(seconds=seconds)
    annotation = one(ARTICLE, replace(WIRE, published=sent.isoformat()))
    assert annotation.searched.documents == len(annotation.sources)
    assert annotation.searched.outside_window == 1 - len(annotation.sources)


def test_without_dispatches_nothing_is_counted_as_one():
    first, _ = annotate([ARTICLE, replace(ARTICLE, id="a2", text="Lambs sold\n\nTwo lambs were sold.")])
    assert (first.archive, first.searched) == (Coverage(), Coverage(peers=1))
    (alone,) = annotate([ARTICLE])
    assert alone.searched == Coverage()
    assert {f.verdict.why for f in alone.findings} == {
        "No source found: there was nothing to search, for no dispatches were given."
    }


def test_the_language_is_the_record_s_or_the_setting_s():
    given = annotate([replace(ARTICLE, language="pt-BR"), replace(ARTICLE, id="a2")])
    assert [a.language for a in given] == ["pt", "en"]
    (set_,) = annotate([ARTICLE], config=Config().with_settings({"read.language": "fr"}))
    assert set_.language == "fr"
    assert "language" in {note.code for note in set_.notes}


def test_a_window_of_zero_searches_everything():
    early = replace(WIRE, published="2033-03-01T18:00:00Z")
    assert set(origins(one(ARTICLE, early, retrieval__window_hours=0))) == {"wire"}


def test_the_tolerance_lets_clocks_differ():
    late = replace(WIRE, published="2034-03-05T21:30:00Z")
    assert set(origins(one(ARTICLE, late))) == {"original"}
    assert set(origins(one(ARTICLE, late, decision__tolerance_hours=1))) == {"wire"}


def test_nothing_is_compared_with_itself():
    same = replace(WIRE, id="a1", agency=None)
    annotation = one(same, replace(WIRE, id="a1"))
    assert annotation.sources == {}
    (alone,) = annotate([ARTICLE])
    assert all(finding.evidence == () for finding in alone.findings)
    first, second = annotate([ARTICLE, replace(ARTICLE, text="Lambs sold\n\nTwo lambs were sold.", id="a2")])
    assert all(
        item.doc != annotation.document.id
        for annotation in (first, second)
        for f in annotation.findings
        for item in f.evidence
    )


def test_two_articles_without_a_dispatch_share_a_source():
    other = replace(ARTICLE, id="a2", outlet="The Bell")
    found = annotate([ARTICLE, other])
    for annotation in found:
        assert set(origins(annotation)) == {"shared"}
        assert {finding.verdict.agency for finding in annotation.findings} == {None}
        assert annotation.verdict == "none"


def test_what_a_dispatch_explains_is_not_shared_as_well():
    other = replace(ARTICLE, id="a2")
    found = annotate([ARTICLE, other], Archive.build([WIRE]))
    assert {origin for annotation in found for origin in origins(annotation)} == {"wire"}
    resting = {
        f.evidence[f.rests].doc for annotation in found for f in annotation.findings if f.rests is not None
    }
    assert resting == {"w1"}


def test_a_credited_page_is_a_witness_but_not_the_dispatch():
    credited = replace(
        ARTICLE, id="a2", outlet="The Bell", text=ARTICLE.text.replace("Head\n\n", "Head\n\nBy AFP\n\n", 1)
    )
    plain, _ = annotate([ARTICLE, credited])
    body = [finding for finding in plain.findings if finding.segment.kind == "body"]
    assert {(f.verdict.origin, f.verdict.agency, f.verdict.basis) for f in body} == {
        ("wire", "AFP", ("reprint",))
    }
    assert "matched" not in {finding.verdict.certainty for finding in body}


@pytest.fixture(scope="module")
def sample() -> tuple[Annotation, ...]:
    cases = folder("seeds") / "cases"
    articles, wires = (
        [Document(**json.loads(line)) for line in (cases / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("articles", "wires")
    )
    return annotate(articles, Archive.build(wires))


def test_deciding_again_with_the_same_settings_changes_nothing(sample):
    assert redecide(sample, Config()) == sample
    other = Config().with_settings({"decision.threshold": 0.8})
    assert redecide(redecide(sample, other), Config()) == sample


def test_deciding_again_equals_annotating_with_those_settings():
    config = Config().with_settings({"decision.threshold": 0.97, "decision.matched": 0.99})
    (fresh,) = annotate([ARTICLE], Archive.build([WIRE]), config=config)
    (again,) = redecide(annotate([ARTICLE], Archive.build([WIRE])), config)
    assert again == fresh


def test_two_thresholds_with_no_score_between_them_decide_alike(sample):
    """Analyses ask again only where they may not: every pair of thresholds, on every article of the sample."""
    steps = [number / 20 for number in range(1, 20)]
    alike = set()
    for annotation in [*sample, *sample_annotations.annotations()]:
        scores = {item.score for finding in annotation.findings for item in finding.evidence}
        ruled = {
            at: [
                one.verdict.origin
                for one in rulings(annotation, config=Config().with_settings({"decision.threshold": at}))
            ]
            for at in steps
        }
        for one, other in pairwise(steps):
            assert may_differ(annotation, one, other) == any(one <= score < other for score in scores)
            if not may_differ(annotation, one, other):
                alike.add((one, other))
                assert ruled[one] == ruled[other], (annotation.document.id, one, other)
    assert alike


@pytest.mark.parametrize("sources", [False, True])
@pytest.mark.parametrize("threshold", [0.1, 0.4, 0.75, 0.93])
def test_deciding_again_after_saving_gives_the_same_as_before_it(sample, threshold, sources):
    config = Config().with_settings({"decision.threshold": threshold})
    every = [*sample, *sample_annotations.annotations()]
    for annotation in every:
        loaded = annotation_from_dict(json.loads(to_json_line(annotation, sources=sources)))
        (before,), (after,) = redecide([annotation], config), redecide([loaded], config)
        assert after.verdict == before.verdict
        assert [one.verdict for one in rulings(loaded, config=config)] == [
            one.verdict for one in after.findings
        ]
        whole = [bare(finding, ordered=sources) for finding in before.findings]
        assert [bare(finding, ordered=sources) for finding in after.findings] == whole


def bare(finding: Finding, *, ordered: bool) -> Finding:
    """Leave out the rows that only the full form keeps: no rule reads them.

    Without the texts of the sources nobody knows which passage is a dispatch's headline and which its lead: a headline is
    judged alike, and may rest on either.
    """
    evidence = [replace(item, features=()) for item in finding.evidence]
    kept = (
        evidence
        if ordered
        else sorted(evidence, key=lambda item: (item.doc, item.start, item.end, item.score))
    )
    return replace(finding, evidence=tuple(kept))


@pytest.mark.parametrize("threshold", [0.1, 0.4, 0.75])
def test_what_a_verdict_rests_on_comes_first_and_nothing_else_does(sample, threshold):
    config = Config().with_settings({"decision.threshold": threshold})
    rules = set()
    for annotation in redecide([*sample, *sample_annotations.annotations()], config):
        for finding in annotation.findings:
            rules.add(finding.verdict.rule)
            claims = (
                finding.verdict.origin in {"wire", "shared", "quote"} and finding.verdict.rule != "credit"
            )
            assert finding.rests == (0 if claims else None)
            if claims:
                first = finding.evidence[0]
                assert finding.verdict.agency in (None, first.agency)
                assert (first.role == "wire") == (
                    "match" in finding.verdict.basis
                ) or finding.verdict.origin == "quote"
            else:
                assert finding.drift == ()
    assert {"match", "shared", "speech_elsewhere", "nothing"} <= rules


def test_words_are_counted_as_tokens_and_stored(sample):
    for annotation in sample:
        tokens = prepare(annotation.document).tokens
        for finding in annotation.findings:
            first, last = tokens.span(finding.segment.start, finding.segment.end)
            assert finding.words == int(tokens.word[first:last].sum())
            assert finding.spoken <= finding.words
            if finding.parts:
                assert sum(part.words for part in finding.parts) == finding.words
    assert any(finding.spoken for annotation in sample for finding in annotation.findings)


def test_a_result_without_counts_is_decided_the_same(sample):
    """An older version wrote no counts."""
    for annotation in sample:
        old = replace(annotation, findings=tuple(without_counts(finding) for finding in annotation.findings))
        assert redecide([old], Config()) == (annotation,)


def without_counts(finding: Finding) -> Finding:
    evidence = tuple(
        replace(item, parts=tuple(replace(part, words=0) for part in item.parts)) for item in finding.evidence
    )
    parts = tuple(replace(part, words=0) for part in finding.parts)
    return replace(finding, words=0, spoken=0, evidence=evidence, parts=parts)


def test_a_higher_threshold_never_finds_more(sample):
    claims = []
    for threshold in (0.05, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0):
        decided = redecide(sample, Config().with_settings({"decision.threshold": threshold}))
        claims.append(
            {
                (annotation.document.id, number)
                for annotation in decided
                for number, finding in enumerate(annotation.findings)
                if "match" in finding.verdict.basis and finding.segment.kind != "caption"
            }
        )
    assert all(more >= fewer for more, fewer in itertools.pairwise(claims))
    assert len(claims[0]) > len(claims[-1])


def test_progress_is_told_after_each_article():
    calls: list[tuple[int, int]] = []
    annotate([ARTICLE, replace(ARTICLE, id="a2")], progress=lambda done, total: calls.append((done, total)))
    assert calls == [(1, 2), (2, 2)]


def test_equal_input_gives_equal_results():
    archive = Archive.build([WIRE])
    assert annotate([ARTICLE], archive) == annotate([ARTICLE], archive)


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "\x00", "…", "\ud800", "a", "By AFP", "💩" * 50, "\u202e\u200b"]
)
def test_texts_with_nothing_in_them(text):
    annotation = one(Document(id="x", text=text), WIRE)
    assert annotation.document.text == text
    assert annotation.verdict in {"none", "undetermined"}
    assert annotation.sources == {}


@pytest.mark.timeout(60)
def test_a_word_of_a_megabyte_costs_seconds_at_most():
    annotation = one(Document(id="x", text=f"{ROWS[0]}\n\n{'x' * 1_000_000}\n\n{ROWS[1]}"), WIRE)
    assert annotation.findings[-1].segment.end == len(annotation.document.text)


@pytest.mark.timeout(60)
def test_repeats_come_to_an_end():
    """The same four sentences 200 times over, on both sides: each must not be compared with all others."""
    text = "Lamp out\n\n" + "\n\n".join(ROWS * 200)
    annotation = one(Document(id="x", text=text), replace(WIRE, text=text))
    assert len(annotation.findings) == 801


def test_preparing_gives_what_the_line_uses():
    prepared = prepare(ARTICLE)
    assert len(prepared.spans) == len(prepared.segments)
    assert prepared.when is not None


def test_a_stopped_run_keeps_what_is_done():
    documents = [
        Document(id=f"d{n}", text=f"Ferry number {n} left the harbour of Quillon on time.") for n in range(6)
    ]
    seen = []

    def stop(done, total):
        seen.append((done, total))
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="5 of 6 articles are done") as raised:
        annotate(documents, progress=stop)
    assert [item.document.id for item in raised.value.done] == ["d0", "d1", "d2", "d3", "d4"]
    assert seen == sorted(seen)


def test_a_stopped_run_in_a_notebook_returns_what_is_done():
    documents = [
        Document(id=f"d{n}", text=f"Ferry number {n} left the harbour of Quillon on time.") for n in range(6)
    ]

    def stop(done, _):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.warns(UserWarning, match="5 of 6 articles are done; they are returned"):
        assert len(provenance.annotate(documents, progress=stop)) == 5
