"""The whole line: direction, deciding again, and documents made to break it."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest

import provenance
from provenance.archive import Archive
from provenance.config import Config
from provenance.errors import Interrupted
from provenance.pipeline import annotate, prepare, redecide
from provenance.records import Annotation, Document
from provenance.samples import folder

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
    assert {item.doc for annotation in found for f in annotation.findings for item in f.evidence} == {"w1"}


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

    with pytest.raises(Interrupted, match="3 of 6 articles are done") as raised:
        annotate(documents, progress=stop)
    assert [item.document.id for item in raised.value.done] == ["d0", "d1", "d2"]
    assert seen == sorted(seen)


def test_a_stopped_run_in_a_notebook_returns_what_is_done():
    documents = [
        Document(id=f"d{n}", text=f"Ferry number {n} left the harbour of Quillon on time.") for n in range(6)
    ]

    def stop(done, _):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.warns(UserWarning, match="3 of 6 articles are done; they are returned"):
        assert len(provenance.annotate(documents, progress=stop)) == 3


# --- many articles ----------------------------------------------------------------------------------------------------


def test_traces_that_are_not_kept_are_made_again_with_the_same_result(monkeypatch):
    from provenance import pipeline

    wires = Archive.build([WIRE])
    articles = [replace(WIRE, id=f"a{n}", agency=None, text="\n\n".join(ROWS[n:])) for n in range(4)]
    kept = annotate(articles, wires)
    assert {finding.verdict.origin for item in kept for finding in item.findings} >= {"wire"}
    monkeypatch.setattr(pipeline, "TRACES", 2)
    assert annotate(articles, wires) == kept


def test_annotations_come_one_by_one_and_a_stop_leaves_what_came(monkeypatch):
    from provenance import pipeline
    from provenance.errors import Interrupted

    articles = [Document(id=f"a{n}", text=f"Barge {n} sank.") for n in range(4)]
    assert [item.document.id for item in pipeline.stream(articles)] == ["a0", "a1", "a2", "a3"]
    real = pipeline.annotate_one

    def stopped(article, *rest, **more):
        if article.document.id == "a2":
            raise KeyboardInterrupt
        return real(article, *rest, **more)

    monkeypatch.setattr(pipeline, "annotate_one", stopped)
    with pytest.raises(Interrupted) as error:
        annotate(articles)
    assert ([item.document.id for item in error.value.done], error.value.total) == (["a0", "a1"], 4)


def test_a_stop_while_articles_are_read_says_how_many_are_left(monkeypatch):
    from provenance import pipeline
    from provenance.errors import Interrupted

    def stopped(document, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "prepare", stopped)
    with pytest.raises(Interrupted, match="0 of 2 articles are done"):
        annotate([Document(id="a", text="x"), Document(id="b", text="y")])
