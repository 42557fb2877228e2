"""The annotation object: exact keys, equal bytes, a record that comes back, and errors that name the place."""

from __future__ import annotations

import dataclasses
import json
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import records as rec
from provenance.contract import annotation_from_dict, annotation_to_dict, dump, to_json_line
from provenance.errors import ReadError
from provenance.text.sentences import paragraphs

TEXT = "Storm closes port\n\nBy Example Staff\n\nThe port of Nordhavn closed. “We wait,” she said."
NASTY = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    ["</script><img src=x onerror=1>", "e\u0301\U0001f4a9", "مرفأ", "\u2028", "a\r\nb", "\ud800"]
)
MAYBE = st.none() | NASTY
SHARE = st.integers(0, 10_000).map(lambda n: n / 10_000)


def words(literal: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


@st.composite
def spans(draw: st.DrawFn, length: int = 40) -> tuple[int, int]:
    start = draw(st.integers(0, length))
    return start, draw(st.integers(start, length))


def part(length: int) -> st.SearchStrategy[rec.Part]:
    return st.builds(
        lambda s, e, n: rec.Part(*s, e, n), spans(length), words(rec.PartEdit), st.integers(0, 9)
    )


def drift(length: int) -> st.SearchStrategy[rec.Drift]:
    return st.builds(
        lambda k, a, b, n: rec.Drift(k, *a, *b, n), words(rec.DriftKind), spans(length), spans(), NASTY
    )


def evidence(length: int) -> st.SearchStrategy[rec.Evidence]:
    blocks = st.lists(st.tuples(spans(), spans()).map(lambda pair: (*pair[0], *pair[1])), max_size=2).map(
        tuple
    )
    return st.builds(
        lambda where, **rest: rec.Evidence(start=where[0], end=where[1], **rest),
        spans(),
        doc=NASTY,
        agency=MAYBE,
        role=words(rec.SourceRole),
        published=MAYBE,
        score=SHARE,
        edit=words(rec.Edit),
        blocks=blocks,
        quoted=SHARE,
        parts=st.lists(part(length), max_size=2).map(tuple),
        drift=st.lists(drift(length), max_size=1).map(tuple),
    )


@st.composite
def findings(draw: st.DrawFn, text: str, starts: list[int]) -> rec.Finding:
    length = len(text)
    start, end = draw(spans(length))
    verdict = rec.Verdict(
        origin=draw(st.none() | words(rec.Origin)),
        agency=draw(MAYBE),
        edit=draw(st.none() | words(rec.Edit)),
        basis=draw(st.lists(words(rec.Basis), max_size=2).map(tuple)),
        certainty=draw(st.none() | words(rec.Certainty)),
        confidence=draw(st.none() | SHARE),
        rule=draw(NASTY),
        why=draw(NASTY),
    )
    paragraph = max(sum(place <= start for place in starts) - 1, 0)
    passages = draw(st.lists(evidence(length), max_size=2).map(tuple))
    return rec.Finding(
        segment=rec.Segment(start, end, draw(words(rec.Kind)), paragraph, draw(NASTY)),
        verdict=verdict,
        quotes=draw(
            st.lists(
                st.builds(lambda s, a, b: rec.Quote(*s, a, b), spans(length), MAYBE, MAYBE), max_size=2
            ).map(tuple)
        ),
        evidence=passages,
        rests=draw(st.none() | st.integers(0, len(passages) - 1)) if passages else None,
        words=draw(st.integers(0, 9)),
        spoken=draw(st.integers(0, 9)),
        parts=draw(st.lists(part(length), max_size=2).map(tuple)),
        drift=draw(st.lists(drift(length), max_size=2).map(tuple)),
        review=draw(
            st.none() | st.builds(rec.Review, st.none() | words(rec.Origin), NASTY, NASTY, NASTY, NASTY)
        ),
    )


@st.composite
def annotations(draw: st.DrawFn) -> rec.Annotation:
    text = draw(st.sampled_from([TEXT, "x\r\ny\u2028z", "", "e\u0301\U0001f4a9\nمرفأ"]) | NASTY)
    starts = [start for start, _ in paragraphs(text)]
    facts = {
        name: draw(MAYBE)
        for name in [
            "title",
            "outlet",
            "published",
            "updated",
            "url",
            "byline",
            "credit",
            "language",
            "agency",
            "version",
            "source",
        ]
    }
    credit = st.builds(
        lambda s, **rest: rec.Credit(start=s[0], end=s[1], **rest),
        spans(len(text)),
        text=NASTY,
        role=words(rec.CreditRole),
        agencies=st.lists(NASTY, max_size=2).map(tuple),
        scope=words(rec.CreditScope),
        certainty=words(rec.CreditCertainty),
        rule=NASTY,
        note=MAYBE,
    )
    source = st.builds(
        rec.Source,
        id=NASTY,
        text=NASTY,
        role=words(rec.SourceRole),
        agency=MAYBE,
        outlet=MAYBE,
        title=MAYBE,
        published=MAYBE,
        version=MAYBE,
        status=NASTY,
        url=MAYBE,
    )
    counts = st.dictionaries(NASTY, st.integers(0, 9), max_size=2)
    archived = (st.integers(0, 9), st.integers(0, 9), counts, MAYBE, MAYBE)
    return rec.Annotation(
        document=rec.Document(
            id=draw(NASTY),
            text=text,
            notes=tuple(draw(st.lists(NASTY, max_size=2))),
            meta={"k": [1, None]},
            **facts,
        ),
        verdict=draw(words(rec.ArticleVerdict)),
        credits=tuple(draw(st.lists(credit, max_size=2))),
        findings=tuple(draw(st.lists(findings(text, starts), max_size=2))),
        archive=draw(st.builds(rec.Coverage, *archived)),
        searched=draw(st.builds(rec.Coverage, *archived, st.integers(0, 9), st.integers(0, 9))),
        notes=tuple(draw(st.lists(st.builds(rec.Note, NASTY, NASTY), max_size=2))),
        language=draw(MAYBE),
        run=rec.Run(draw(NASTY), {"decision": {"threshold": 0.5}}, draw(NASTY)),
        sources={item.id: item for item in draw(st.lists(source, max_size=2))},
    )


def small() -> dict[str, object]:
    return annotation_to_dict(
        rec.Annotation(
            document=rec.Document(
                id="a", text=TEXT, outlet="Gazette", published="2031-02-03", source="a.txt"
            ),
            verdict="partly",
            credits=(rec.Credit(19, 35, TEXT[19:35], "byline", ("AFP",), "article", "high", "B1", "seen"),),
            findings=(
                rec.Finding(
                    rec.Segment(37, 66, "body", 2),
                    rec.Verdict("wire", "AFP", "light", ("match",), "matched", 0.123456, "R1", "because"),
                    evidence=(
                        rec.Evidence(
                            "w", "AFP", "wire", None, 0, 9, 0.98765432, "light", ((37, 40, 0, 3),), 0.25
                        ),
                    ),
                ),
            ),
            archive=rec.Coverage(5, 120, {"Reuters": 1, "AFP": 2}, "2031-02-01", "2031-02-03"),
            run=rec.Run("0.1", {"decision": {"threshold": 0.5}}, "00"),
        )
    )


@settings(max_examples=150, deadline=None)
@given(annotations())
def test_everything_comes_back_through_json(annotation: rec.Annotation) -> None:
    line = to_json_line(annotation, sources=True)
    assert "\n" not in line
    assert annotation_from_dict(json.loads(line.encode("utf-8"))) == annotation


@settings(max_examples=100, deadline=None)
@given(annotations())
def test_the_published_object_comes_back_as_the_same_object(annotation: rec.Annotation) -> None:
    values = json.loads(to_json_line(annotation))
    assert annotation_to_dict(annotation_from_dict(values)) == values
    assert to_json_line(annotation_from_dict(values)) == to_json_line(annotation)


def test_keys_and_their_order_are_the_published_ones() -> None:
    values = small()
    assert list(values) == (
        [
            "format",
            "id",
            "outlet",
            "title",
            "published",
            "source",
            "text",
            "sha256",
            "verdict",
            "credits",
            "segments",
            "language",
            "notes",
            "searched",
            "archive",
            "run",
        ]
    )
    assert list(values["credits"][0]) == [
        "start",
        "end",
        "text",
        "role",
        "agencies",
        "scope",
        "certainty",
        "rule",
    ]
    segment = values["segments"][0]
    assert list(segment) == (
        [
            "start",
            "end",
            "kind",
            "origin",
            "agency",
            "edit",
            "basis",
            "certainty",
            "confidence",
            "rule",
            "why",
            "quotes",
            "rests",
            "kind_rule",
            "words",
            "spoken",
            "evidence",
            "parts",
            "drift",
            "review",
        ]
    )
    assert list(segment["evidence"][0]) == [
        "doc",
        "agency",
        "role",
        "published",
        "start",
        "end",
        "score",
        "edit",
        "blocks",
        "quoted",
    ]
    assert list(values["archive"]) == ["documents", "sentences", "agencies", "from", "to"]
    assert list(values["searched"]) == [*values["archive"], "outside_window", "peers"]
    assert values["format"] == "provenance-annotation/1"
    assert values["sha256"] == rec.Document("a", TEXT).sha256


def test_probabilities_have_four_decimals_and_counts_a_fixed_order() -> None:
    values = small()
    assert values["segments"][0]["confidence"] == 0.1235
    assert values["segments"][0]["evidence"][0]["score"] == 0.9877
    assert list(values["archive"]["agencies"]) == ["AFP", "Reuters"]


def test_the_paragraph_is_counted_again_from_the_text() -> None:
    assert annotation_from_dict(small()).findings[0].segment.paragraph == 2


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("credits", 0),
        ("segments", 0),
        ("segments", 0, "evidence", 0),
        ("segments", 0, "parts", 0),
        ("segments", 0, "quotes", 0),
        ("notes", 0),
        ("searched",),
        ("archive",),
        ("run",),
        ("document",),
        ("sources", "w"),
    ],
)
def test_keys_of_another_version_are_left_aside_at_every_level(path: tuple[object, ...]) -> None:
    annotation = annotation_from_dict(small())
    (finding,) = annotation.findings
    finding = dataclasses.replace(
        finding, parts=(rec.Part(37, 40, "verbatim", 1),), quotes=(rec.Quote(61, 66),)
    )
    annotation = dataclasses.replace(
        annotation,
        findings=(finding,),
        notes=(rec.Note("undated", "No date."),),
        sources={"w": rec.Source("w", "The port closed.", "wire", "AFP")},
    )
    values = annotation_to_dict(annotation, sources=True)
    target: object = values
    for key in path:
        target = target[key]  # type: ignore[index]
    target["later"] = {"deep": [1]}  # type: ignore[index]
    assert annotation_from_dict(values) == annotation


def test_rules_of_another_version_are_words_like_any_other() -> None:
    values = small()
    values["segments"][0] |= {"rule": "oracle", "kind_rule": "moon"}
    values["credits"][0]["rule"] = "Z99"
    read = annotation_from_dict(values)
    assert (read.findings[0].verdict.rule, read.findings[0].segment.rule) == ("oracle", "moon")
    assert read.credits[0].rule == "Z99"


def older(values: dict[str, object]) -> dict[str, object]:
    """Return an annotation as it was written before there were ``searched``, ``notes``, ``rests`` and ``words``."""
    kept = {key: item for key, item in values.items() if key not in ("searched", "notes", "language")}
    kept["segments"] = [
        {key: item for key, item in segment.items() if key not in ("rests", "kind_rule", "words", "spoken")}
        for segment in values["segments"]
    ]
    return kept


def test_what_an_older_version_did_not_write_is_filled_in() -> None:
    values = older(small())
    values["segments"][0] |= {"end": 86, "quotes": [{"start": 66, "end": 76, "speaker": None, "cue": None}]}
    (finding,) = annotation_from_dict(values).findings
    assert (finding.words, finding.spoken) == (9, 2)
    assert finding.rests == 0
    values["segments"][0] |= {"origin": "original", "basis": []}
    assert annotation_from_dict(values).findings[0].rests is None


def test_an_older_result_says_that_its_window_was_not_recorded() -> None:
    read = annotation_from_dict(older(small()))
    assert [note.code for note in read.notes] == ["window_unknown"]
    assert (read.archive.documents, read.searched) == (5, rec.Coverage())
    again = annotation_from_dict(annotation_to_dict(read))
    assert again.notes == read.notes


def test_other_articles_that_an_older_version_counted_as_an_archive_are_articles() -> None:
    values = older(small())
    values["archive"] = {"documents": 4, "sentences": 80, "agencies": {}, "from": None, "to": None}
    read = annotation_from_dict(values)
    assert (read.archive, read.searched, read.notes) == (rec.Coverage(), rec.Coverage(peers=4), ())


def test_settings_of_another_version_are_listed_in_a_note_and_kept() -> None:
    values = small()
    values["run"] = {
        "version": "9.9",
        "config": {"decision": {"threshold": 0.5, "mood": "mild"}, "oracle": {"x": 1}, "flat": 3},
        "config_sha256": "00",
    }
    read = annotation_from_dict(values)
    (note,) = read.notes
    assert note.code == "unknown_settings"
    assert "decision.mood, oracle.x, flat" in note.text
    assert annotation_to_dict(read)["run"] == values["run"]
    assert annotation_from_dict(annotation_to_dict(read)) == read


def test_a_deciding_passage_that_is_not_there_is_named() -> None:
    values = small()
    values["segments"][0]["rests"] = 1
    with pytest.raises(ReadError, match=r"segments\[0\].rests: must be the place of one of 1"):
        annotation_from_dict(values)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("format",), "other/1", "format: must be 'provenance-annotation/1', not 'other/1'"),
        (("id",), None, "id: must be text, not None"),
        (("text",), "changed", "sha256: does not belong to this text"),
        (("verdict",), "maybe", "verdict: must be one of wholly, mainly"),
        (("credits",), {}, "credits: must be a list"),
        (("credits", 0, "role"), "author", "credits[0].role: must be one of byline"),
        (("credits", 0, "agencies"), [1], "credits[0].agencies[0]: must be text"),
        (("segments", 0), "no", "segments[0]: must be an object"),
        (("segments", 0, "end"), 10_000, "segments[0].end: must lie within the text of"),
        (("segments", 0, "end"), 1, "segments[0].end: must not be before start (37)"),
        (("segments", 0, "start"), True, "segments[0].start: must be a whole number"),
        (("segments", 0, "start"), -1, "segments[0].start: must not be negative"),
        (
            ("segments", 0, "origin"),
            "theft",
            "segments[0].origin: must be one of wire, shared, quote, original",
        ),
        (("segments", 0, "confidence"), 1.5, "segments[0].confidence: must be a number from 0 to 1"),
        (("segments", 0, "confidence"), float("nan"), "segments[0].confidence: must be a number from 0 to 1"),
        (("segments", 0, "basis"), ["hunch"], "segments[0].basis: must hold only match, reprint, credit"),
        (
            ("segments", 0, "evidence", 0, "blocks"),
            [[1, 2, 3]],
            "segments[0].evidence[0].blocks[0]: must be [start",
        ),
        (
            ("segments", 0, "evidence", 0, "blocks"),
            [[2, 1, 3, 4]],
            "segments[0].evidence[0].blocks[0]: must be [start",
        ),
        (("archive", "agencies"), {"AFP": "two"}, "archive.agencies.AFP: must be a whole number"),
        (("run",), [], "run: must be an object"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(path: tuple[object, ...], value: object, message: str) -> None:
    values = json.loads(json.dumps(small()))
    *inner, last = path
    target = values
    for key in inner:
        target = target[key]
    target[last] = value
    with pytest.raises(ReadError) as caught:
        annotation_from_dict(values, source="file.jsonl", line=7)
    assert str(caught.value).startswith("file.jsonl:7: " + message)


@pytest.mark.parametrize("key", ["format", "id", "text", "verdict"])
def test_what_is_missing_is_named(key: str) -> None:
    values = {name: value for name, value in small().items() if name != key}
    with pytest.raises(ReadError, match=f"{key}: is missing"):
        annotation_from_dict(values)


def test_a_lone_surrogate_is_escaped_and_nothing_else_is() -> None:
    assert dump("é\U0001f4a9") == '"é\U0001f4a9"'
    assert dump("é\ud800") == '"\\u00e9\\ud800"'


def test_the_full_form_carries_notes_and_passages() -> None:
    source = rec.Source("w", "The port closed.", "wire", "AFP")
    annotation = dataclasses.replace(annotation_from_dict(small()), sources={"w": source})
    values = annotation_to_dict(annotation, sources=True)
    assert values["sources"]["w"]["text"] == "The port closed."
    assert "sources" not in annotation_to_dict(annotation)


@pytest.mark.parametrize("full", [False, True])
def test_desk_and_medium_of_a_record_stay_with_a_result_and_are_left_out_where_unknown(full: bool) -> None:
    plain = annotation_from_dict(small())
    assert not {"desk", "medium"} & set(annotation_to_dict(plain, sources=full))
    document = dataclasses.replace(plain.document, meta={"Ressort": "Sport", "channel": "print", "code": 7})
    values = annotation_to_dict(dataclasses.replace(plain, document=document), sources=full)
    assert (values["desk"], values["medium"]) == ("Sport", "print")
    again = annotation_from_dict(values)
    assert dict(again.document.meta) == (
        dict(document.meta) if full else {"desk": "Sport", "medium": "print"}
    )
    assert annotation_to_dict(again, sources=full) == values
    assert annotation_from_dict({**small(), "desk": ["Sport"]}).document.meta == {}  # of some other program
