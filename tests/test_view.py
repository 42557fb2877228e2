"""The view: text cut into pieces, words chosen, counts honest."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_annotations import annotation, annotations

from provenance.config import Config
from provenance.pipeline import annotate, redecide
from provenance.records import (
    Annotation,
    Coverage,
    Document,
    Evidence,
    Finding,
    Part,
    Review,
    Run,
    Segment,
    Source,
    Verdict,
)
from provenance.show.statements.facts import Counts
from provenance.show.view import Sharing, article_view, compare_view, corpus_view, slug
from provenance.show.view._corpus import CODE_WIDTH
from provenance.show.view._runs import sentence_runs, word_diff, words
from provenance.show.view._times import in_words, lag, span
from provenance.show.view._words import LOOKS, look_of, show, title_of
from provenance.show.view.steps import NOTCHES


def sentences(view):
    return [s for p in view["paragraphs"] for s in p["sentences"]]


def finding(**verdict) -> Finding:
    return Finding(Segment(0, 10, verdict.pop("kind", "body")), Verdict(**verdict))


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        (finding(origin="wire", edit="verbatim", basis=("match",), certainty="matched"), "W"),
        (finding(origin="wire", edit="light", basis=("match", "credit"), certainty="likely"), "E"),
        (finding(origin="wire", edit="heavy", basis=("match",), certainty="likely"), "E"),
        (finding(origin="wire", edit="light", basis=("match",), certainty="possible"), "?"),
        (finding(origin="wire", basis=("credit",), certainty="possible"), "C"),
        (finding(origin="wire", edit="verbatim", basis=("reprint",), certainty="likely"), "W"),
        (finding(origin="shared", edit="light", certainty="matched"), "S"),
        (finding(origin="shared", edit="light", certainty="possible"), "?"),
        (finding(origin="quote", certainty="possible"), "Q"),
        (finding(origin="original", certainty="matched"), "N"),
        (finding(origin=None, kind="credit"), "–"),
        (finding(origin="wire", kind="furniture"), "–"),
    ],
)
def test_each_verdict_has_its_letter(given, tag):
    assert look_of(given).tag == tag


def test_a_reprint_is_never_called_a_dispatch():
    assert "credited page" in title_of(
        finding(origin="wire", edit="light", basis=("reprint",), certainty="likely")
    )
    assert "dispatch" in title_of(
        finding(origin="wire", edit="light", basis=("match", "reprint"), certainty="likely")
    )


def test_the_pieces_of_every_sample_sentence_join_to_its_text():
    for item in annotations():
        shown = sentences(article_view(item))
        assert len(shown) == len(item.findings)
        for sentence, found in zip(shown, item.findings, strict=True):
            text = item.document.text[found.segment.start : found.segment.end]
            assert "".join(run["t"] for run in sentence["runs"]) == show(text)


def test_counts_are_of_body_sentences_and_agree_everywhere():
    for item in annotations():
        view = article_view(item)
        body = [s for s in sentences(view) if s["kind"] == "body"]
        for legend in view["legend"]:
            assert legend["count"] == sum(s["class"] == legend["class"] for s in body)
        row = corpus_view([item])["rows"][0]
        assert sum(row["counts"].values()) == row["total"] == len(body)
        matched = row["counts"]["w"] + row["counts"]["e"]
        assert view["verdict"]["bold"].startswith(f"{matched} of {len(body)} ")


def test_the_verdict_always_says_how_much_was_searched():
    for item in annotations():
        words_ = article_view(item)["verdict"]
        assert "dispatches were searched" in words_["bold"] + words_["rest"]
    bare = annotate(
        [
            Document(
                id="a",
                text="Storm closes port\n\nThe port of Elmsgate closed on Friday after the storm broke two cranes.",
            )
        ]
    )
    verdict = article_view(bare[0])["verdict"]
    assert "no archive of dispatches was searched" in (verdict["bold"] + verdict["rest"]).lower()
    assert "0 of" not in verdict["bold"]


def test_the_difference_between_two_texts_keeps_every_word_of_the_article():
    seen = 0
    for item in annotations():
        for found in item.findings:
            if not found.evidence:
                continue
            evidence = found.evidence[0]
            diff = word_diff(item.document.text, found, item.sources[evidence.doc].text, evidence)
            if diff is None:
                continue
            seen += 1
            here = " ".join(c["t"] for c in diff if c["o"] != "-")
            assert words(here) >= words(item.document.text[found.segment.start : found.segment.end]) - 1
            assert all(c["t"].strip() == c["t"] for c in diff if c["o"] != "=")
    assert seen > 50


def test_a_rewrite_below_half_has_neither_parts_nor_difference():
    text = "Prices of fuel climbed sharply in every town."
    source = "Fuel became dearer everywhere, officials said on Monday."
    evidence = Evidence("x", "AFP", "wire", None, 0, len(source), 0.8, "heavy", ((10, 14, 0, 4),))
    found = Finding(
        Segment(0, len(text), "body"),
        Verdict("wire", "AFP", "heavy", ("match",), "likely", 0.8),
        evidence=(evidence,),
        parts=(Part(0, 10, "rewritten"), Part(10, 14, "verbatim"), Part(14, len(text), "new")),
        rests=0,
    )
    assert word_diff(text, found, source, evidence) is None
    view = article_view(_one(text, found, {"x": Source("x", source, "wire", "AFP")}))
    assert [run["p"] for run in sentences(view)[0]["runs"]] == ["plain"]
    assert view["panels"][0]["text"] == text


def test_parts_show_as_kept_rewritten_and_new_without_stray_space():
    text = "The orin firmed sharply to 41.60 on Friday."
    found = Finding(
        Segment(0, len(text), "body"),
        Verdict("wire", "AFP", "light", ("match",), "matched", 0.95),
        parts=(
            Part(0, 8, "verbatim"),
            Part(8, 24, "rewritten"),
            Part(24, 33, "verbatim"),
            Part(33, len(text), "new"),
        ),
    )
    runs = sentence_runs(text, found, parts_shown=True)
    assert [run["p"] for run in runs] == ["kept", "rewritten", "kept", "new"]
    assert runs[1]["t"] == "firmed sharply"
    assert "".join(run["t"] for run in runs) == text


def _one(text: str, found: Finding, sources: dict[str, Source], **config) -> Annotation:
    settings_ = Config().with_settings(config)
    run = Run("0", settings_.to_dict(), settings_.sha256)
    return Annotation(Document("a", text), "partly", (), (found,), Coverage(3, 9, {"AFP": 3}), run, sources)


@pytest.mark.parametrize(
    ("source", "article", "expected"),
    [
        ("2032-03-12T15:20:00Z", "2032-03-13T05:00:00Z", ("13 h 40 min", "before publication")),
        ("2032-03-12T15:20:00+02:00", "2032-03-12T15:20:00Z", ("2 h", "before publication")),
        ("2032-03-12T15:20:00", "2032-03-12T15:20:00Z", ("0 min", "before publication, zone unknown")),
        ("2032-03-10", "2032-03-13T05:00:00Z", ("3 days", "before publication")),
        ("2032-03-13", "2032-03-13T05:00:00Z", ("same day", "as publication")),
        ("2032-03-13T06:00:00Z", "2032-03-13T05:00:00Z", ("1 h", "after publication")),
        ("2032-03-01T06:00:00Z", "2032-03-13T05:00:00Z", ("11 days 23 h", "before publication")),
        (None, "2032-03-13T05:00:00Z", ("", "")),
        ("soon", "2032-03-13T05:00:00Z", ("", "")),
    ],
)
def test_lags_are_words(source, article, expected):
    assert lag(source, article) == expected


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-12:00", "2032-13-45", "\u0661"]
)
def test_times_at_the_end_of_time_are_no_times(text):
    assert in_words(text) == text
    assert lag(text, "2032-03-13T05:00:00Z") == ("", "")


def test_times_that_cannot_be_read_are_shown_as_they_stand():
    assert in_words("<last Tuesday>") == "<last Tuesday>"
    assert span("2032-02-28T10:00:00Z", "2032-03-02") == "28 Feb – 2 Mar 2032"


def test_withholding_shows_only_short_matched_fragments():
    item = annotation("w2-belisarmorningnews")
    view = article_view(item, sharing=Sharing(withhold=True, fragment=5))
    passages = [p for panel in view["panels"] for p in [*panel["passages"], *panel["others"]] if p["note"]]
    assert passages
    for shown in passages:
        assert not shown["before"] and not shown["after"]
        assert all(words(fragment) <= 5 + 2 for fragment in shown["hit"].split(" … "))
    assert all(
        p["diff"] is None for panel in view["panels"] for p in panel["passages"] if p["role"] != "article"
    )


def test_settings_of_the_run_can_withhold():
    text = "The orin firmed to 41.60 on Friday after the bank met."
    evidence = Evidence("x", "AFP", "wire", None, 0, 30, 0.95, "light", ((0, 8, 0, 8),))
    found = Finding(
        Segment(0, len(text), "body"),
        Verdict("wire", "AFP", "light", ("match",), "matched", 0.95),
        evidence=(evidence,),
        rests=0,
    )
    source = {"x": Source("x", "The orin strengthened to 41.60 on Friday, dealers said.", "wire", "AFP")}
    shown = article_view(_one(text, found, source, **{"report.withhold": True}))["panels"][0]["passages"][0]
    assert shown["hit"] == "The orin" and "withheld" in shown["note"]


def test_a_withdrawn_or_corrected_source_is_flagged():
    item = annotation("w2-sundaraexpress")
    sources = {name: replace(source, status="corrected") for name, source in item.sources.items()}
    changed = replace(item, sources=sources)
    assert any(p["alert"] for panel in article_view(changed)["panels"] for p in panel["passages"])
    assert "co" in {flag["kind"] for flag in corpus_view([changed])["rows"][0]["flags"]}


def test_a_decision_by_hand_shows_as_such():
    item = annotation("w2-sundaraexpress")
    last = max(i for i, f in enumerate(item.findings) if f.segment.kind == "body")
    found = replace(
        item.findings[last], review=Review("original", "Ana", "2032-03-14T10:00:00Z", "own reporting")
    )
    view = article_view(replace(item, findings=(*item.findings[:last], found, *item.findings[last + 1 :])))
    sentence = sentences(view)[last]
    assert sentence["hand"] and "set by hand" in sentence["spoken"]
    panel = next(p for p in view["panels"] if p["id"] == sentence["panel"])
    assert any("Ana" in fact["text"] and "own reporting" in fact["text"] for fact in panel["facts"])


def test_views_are_plain_json_and_equal_for_equal_input():
    first = json.dumps([article_view(a) for a in annotations()] + [corpus_view(annotations())])
    second = json.dumps([article_view(a) for a in annotations()] + [corpus_view(annotations())])
    assert first == second


def test_every_number_of_a_page_is_that_of_deciding_again():
    """At each step of the slider the head, the rows, the drawing and the article count the same sentences."""
    items = [a for a in annotations() if a.document.id.startswith("w2-")][:6]
    view = corpus_view(items)
    for notch in (*NOTCHES, view["threshold"]):
        config = Config.from_mapping(items[0].run.config).with_settings({"decision.threshold": notch})
        decided = redecide(items, config)
        wanted = corpus_view(decided)
        head = [head for start, head in view["heads"] if start <= notch + 1e-9][-1]
        assert (head["bold"], head["rest"]) == (wanted["verdict"]["bold"], wanted["verdict"]["rest"])
        assert head["flags"] == {flag["kind"]: flag["count"] for flag in wanted["flags"] if flag["count"]}
        matched = 0
        for row, again, article in zip(view["rows"], wanted["rows"], decided, strict=True):
            shown = [state for start, state in row["steps"] if start <= notch + 1e-9][-1]
            assert shown == {name: again[name] for name in shown}
            _counts_agree(shown, article)
            matched += shown["counts"]["w"] + shown["counts"]["e"]
        assert str(matched) in head["bold"] + head["rest"]


def _counts_agree(row, article):
    """Compare a row with the findings, and with what the article's own page and its comparison say."""
    body = [f for f in article.findings if f.segment.kind == "body"]
    looks = [look_of(f).key for f in body]
    assert row["tags"] == "".join(LOOKS[key].tag for key in looks)
    assert row["counts"] == {key: looks.count(key) for key in row["counts"]}
    sure = sum(key in ("w", "e") for key in looks)
    view = article_view(article)
    assert {item["class"]: item["count"] for item in view["legend"] if item["count"]} == {
        key: number for key, number in row["counts"].items() if number
    }
    assert view["verdict"]["bold"].startswith(f"{sure} of {len(body)} ")
    by_agency = Counter((f.verdict.agency, key) for f, key in zip(body, looks, strict=True))
    for chip in view["agencies"]:
        assert chip["count"] == sum(by_agency[chip["name"], key] for key in ("w", "e", "r", "c"))
    for found in view["audit"]["found"]:
        numbers = [int(n) for n in re.findall(r"\d+", found["text"])]
        wanted = [
            by_agency[found["name"], "w"] + by_agency[found["name"], "e"],
            by_agency[found["name"], "r"],
        ]
        assert numbers == [n for n in wanted if n]
    assert [(a["name"], a["count"]) for a in row["agencies"]] == [
        (f["name"], int(re.match(r"\d+", f["text"])[0]))
        for f in view["audit"]["found"]
        if "match" in f["text"]
    ]
    tabs = compare_view(article)["tabs"]
    resting = sum(int(t["verdict"]["bold"].split()[0]) for t in tabs if t["role"] != "article")
    assert resting == sum(row["links"].values()) == sure


def test_a_barcode_is_whole_and_in_order():
    for row in corpus_view(annotations())["rows"]:
        bounds = row["code"]
        assert bounds[0][0] == 0 and bounds[-1][1] == CODE_WIDTH
        assert all(a[1] == b[0] for a, b in itertools.pairwise(bounds))


def test_the_timeline_places_dispatches_before_their_articles():
    drawing = corpus_view(annotations())["timeline"]
    assert [strip["name"] for strip in drawing["strips"]] == ["Lusara", "Quorvane"]
    for strip in drawing["strips"]:
        at = {d["doc"]: d["x"] for d in strip["dispatches"]}
        places = {a["key"]: a["x"] for a in strip["articles"]}
        assert strip["links"] and len(places) == 8
        for link in strip["links"]:
            assert at[link["from"]] <= places[link["to"]]


def test_a_page_is_called_after_its_stories_and_after_nothing_where_there_is_none():
    view = corpus_view(annotations())
    assert (view["heading"], view["scope"]) == ("Lusara and Quorvane", ["2 stories", "16 outlets"])
    assert corpus_view(annotations(), title="My week")["heading"] == "My week"
    unlike = [
        Document(id=f"d{n}", text=f"The {word} was mended on Monday.")
        for n, word in enumerate(("weir", "gate"))
    ]
    assert corpus_view(list(annotate(unlike)))["heading"] == "2 articles"


def test_a_row_of_the_matrix_adds_up_to_its_sentences_at_every_threshold():
    for threshold in (0.2, 0.4, 0.95):
        decided = list(redecide(annotations(), Config().with_settings({"decision.threshold": threshold})))
        view = corpus_view(decided)
        for row in view["matrix"]["rows"]:
            assert sum(cell["n"] for cell in row["cells"]) == row["total"], row["name"]
        assert view["matrix"]["rows"][0]["total"] == sum(row["total"] for row in view["rows"])


@given(st.lists(st.text(max_size=60), min_size=2, max_size=20, unique=True))
@settings(max_examples=60, deadline=None)
def test_slugs_are_safe_and_distinct(names):
    slugs = [slug(name) for name in names]
    assert len(set(slugs)) == len(names)
    for made in slugs:
        assert made and len(made) <= 48 and set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_hidden_characters_become_visible():
    shown = show("a\u202eb\u2066c\x00d\x1be" + "o" + "\u0301" * 40 + "\ud800")
    assert "\u202e" not in shown and "⟨RLO⟩" in shown and "\x00" not in shown and "␛" in shown
    assert shown.count("\u0301") == 8
    shown.encode()


@given(st.text(st.characters(codec="utf-8"), max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_can_be_viewed(text):
    (item,) = annotate([Document(id="x", text=text)])
    view = article_view(item)
    for sentence, found in zip(sentences(view), item.findings, strict=True):
        assert "".join(r["t"] for r in sentence["runs"]) == show(
            text[found.segment.start : found.segment.end]
        )
    json.dumps(view).encode()


def test_every_kind_has_a_look():
    assert [look.tag for look in LOOKS.values()] == ["W", "E", "C", "S", "?", "Q", "N", "–"]


def test_many_articles_get_a_calendar_that_counts_each_once():
    many = [
        replace(a, document=replace(a.document, id=f"{a.document.id}-{i}"))
        for i in range(5)
        for a in annotations()
    ]
    drawing = corpus_view(many)["timeline"]
    assert drawing["kind"] == "calendar"
    dated = [a for a in many if a.document.published]
    assert sum(day["count"] for day in drawing["days"]) == len(dated)
    for day in drawing["days"]:
        assert 0 <= sum(part["h"] for part in day["parts"]) <= 100.1
        assert drawing["left"] <= day["x"] and day["x"] + day["w"] <= drawing["right"] + 1
    assert {lane["name"] for lane in drawing["lanes"]} >= {"AFP", "Reuters", "AP"}


@pytest.mark.parametrize(("days", "unit"), [(40, "day"), (300, "week"), (1500, "30 days"), (20_000, "year")])
def test_a_calendar_has_bars_that_can_be_told_apart(days, unit):
    from datetime import date, timedelta

    from provenance.show.view._calendar import MOST_BARS, calendar

    bare = annotations()[0]
    ends = [date(1970, 1, 1), date(1970, 1, 1) + timedelta(days=days)]
    dated = [replace(bare, document=replace(bare.document, published=d.isoformat())) for d in ends]
    drawing = calendar(dated, [Counts(), Counts()])
    assert f"One column a {unit}," in drawing["note"]
    assert (
        unit == "year" or max(day["x"] for day in drawing["days"]) / drawing["days"][0]["w"] < 2 * MOST_BARS
    )


def test_dates_at_the_end_of_time_still_make_a_calendar():
    bare = annotations()[0]
    days = ["0001-01-01", "9999-12-31", "2032-03-13"]
    many = [replace(bare, document=replace(bare.document, id=d, published=d)) for d in days]
    assert corpus_view(many)["timeline"] is not None
    assert corpus_view(many * 30)["timeline"]["kind"] == "calendar"
