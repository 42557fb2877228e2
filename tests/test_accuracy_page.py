"""What docs/accuracy.md is made of besides counts: false alarms, errors left out, mistakes, the page and its picture."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import etree

from benchmarks import accuracy, counts, errors
from benchmarks.alarms import by_event, newsrooms
from benchmarks.sets import Bench
from provenance.alarms import count_alarms, false_matches, later
from provenance.contract import annotation_to_dict
from provenance.errors import ConfigError
from provenance.match.archive import Archive
from provenance.pipeline import annotate
from provenance.records import Document
from provenance.text.times import moment

ROOT = Path(__file__).resolve().parent.parent
KEPT = json.loads(accuracy.KEPT.read_text("utf-8"))
STORY = (
    "The ferry Marigold ran aground off Tolsund on Tuesday with 212 people aboard.\n"
    "Divers found a tear of nine metres in the hull below the engine room.\n"
    "The harbour master, Ilse Brandt, closed the northern channel until the weekend."
)
OTHER = "Bakers in Orrin raised the price of rye bread again on Friday, the third time since spring, and blamed the mill."


def dispatch(name, published):
    return Document(id=name, text=STORY, agency="AFP", published=published)


def alarms(annotation, **settings):
    row = counts.count_alarms(annotation_to_dict(annotation), **settings)
    return dict(zip(counts.ALARMS, counts.part(row, "alarms").astype(int).tolist(), strict=True))


@pytest.fixture(scope="module")
def paper():
    return Document(id="paper", text=STORY, outlet="The Tolsund Post", published="2033-05-03")


def test_an_article_is_moved_past_the_last_moment_its_date_allows(paper):
    true, moved = moment(paper.published), moment(later(paper, days=10).published)
    assert moved.earliest - true.latest == 10 * 86_400
    with pytest.raises(ConfigError, match="no date"):
        later(replace(paper, published=None))


def test_only_what_came_out_afterwards_is_searched(paper):
    before, after = dispatch("before", "2033-05-02T10:00:00Z"), dispatch("after", "2033-05-09T10:00:00Z")
    (chance,) = false_matches([paper], Archive.build([before, after]), days=30)
    assert {item.doc for finding in chance.findings for item in finding.evidence} == {"after"}
    found = alarms(chance, same_story=lambda _article, dispatch: dispatch != "after")
    body = found["body"]
    assert body > 0
    assert (found["wire"], found["elsewhere"], found["articles"], found["flagged"]) == (body, body, 1, 1)
    for archive, days in ((Archive.build([before]), 30), (Archive.build([after]), 2)):
        (clean,) = false_matches([paper], archive, days=days)
        assert (alarms(clean)["wire"], alarms(clean)["flagged"]) == (0, 0)


def test_anybody_can_count_false_alarms_at_every_threshold(paper):
    after, other = dispatch("after", "2033-05-09T10:00:00Z"), replace(paper, id="bakery", text=OTHER)
    found = false_matches([paper, other], Archive.build([after]), unrelated=True)
    rows = {row.threshold: row for row in count_alarms(found)}
    body = rows[0.4].body
    assert {rows[t].wire for t in (0.2, 0.4, 0.9)} == {body - 1}
    assert (rows[0.4].articles, rows[0.4].flagged, rows[0.4].verbatim) == (2, 1, body - 1)
    assert count_alarms([]) == ()


def test_a_catchline_tells_whether_a_story_went_on():
    assert errors.same_story("times/courts/01.02.33/ferry12_times", "pa/courts/09.02.33/ferry/ferry3")
    assert not errors.same_story("times/courts/01.02.33/ferry12_times", "pa/courts/09.02.33/harbour/harbour3")


def test_between_newsrooms_the_first_article_of_an_event_is_the_dispatch():
    rows = [
        {"id": f"{event}{n}", "event": event, "outlet": f"paper {n}", "text": text}
        for event, texts in (("a", (STORY, STORY, OTHER)), ("b", (OTHER, STORY)))
        for n, text in enumerate(texts)
    ]
    events = by_event(rows)
    one, pool = (newsrooms(events, Bench(sets={}), pool=pool) for pool in (False, True))
    wire = {
        name: {event: counts.part(row, "alarms")[:2].astype(int).tolist() for event, row in rows.items()}
        for name, rows in (("one", one), ("pool", pool))
    }
    body = wire["one"]["b"][0]
    assert wire["one"]["a"][1] == body
    assert wire["one"]["b"] == [body, 0]
    assert wire["pool"]["b"] == [body, body]


@pytest.mark.shared
def test_false_alarms_are_the_scorers(shared, tmp_path):
    rows = (shared / "data" / "sameevent_dev" / "articles.jsonl").read_text("utf-8").splitlines()[:6]
    (tmp_path / "articles.jsonl").write_text("\n".join(rows), "utf-8")
    theirs = accuracy._script("false_alarms.py", str(tmp_path / "articles.jsonl"))
    ours = sum(newsrooms(by_event(map(json.loads, rows)), Bench(sets={}), pool=False).values())
    held = dict(zip(counts.ALARMS, counts.part(ours, "alarms").tolist(), strict=True))
    assert held["body"] > 20
    for name in ("body", "wire", "verbatim", "light", "heavy"):
        assert theirs.get(name, 0) == held[name], name
    assert theirs["heavy >= .7"] == held["sure"]


def test_texts_that_are_not_ours_are_never_shown():
    with pytest.raises(ValueError, match="not ours"):
        errors.mistakes(SimpleNamespace(name="meter_dev"), {})


def test_the_segment_that_holds_most_of_a_range_is_judged(paper):
    found = annotation_to_dict(annotate([paper])[0])
    first, second, _ = found["segments"]
    middle = first["end"]
    assert errors.holding(found, {"start": middle - 3, "end": middle + 20}) == second
    assert errors.holding(found, {"start": middle - 20, "end": middle + 3}) == first
    assert errors.holding(found, {"start": 10_000, "end": 10_010}) is None


def test_a_case_is_marked_sentence_by_sentence(paper):
    (annotation,) = annotate([paper], Archive.build([dispatch("d", "2033-05-02T10:00:00Z")]))
    answers = (("AFP", "verbatim"), ("AP", "verbatim"), ("AFP", "heavy"))
    segments = [
        {"start": f.segment.start, "end": f.segment.end, "origin": "wire", "agency": agency, "edit": edit}
        for f, (agency, edit) in zip(annotation.findings, answers, strict=True)
    ]
    assert errors.mark({"segments": segments}, annotation_to_dict(annotation)) == [3, 3, 2, 2]


def test_a_sentence_is_cut_at_a_word_and_cannot_break_the_page():
    assert errors.short("a_b <i> | [c]\n d") == r"a\_b \<i\> \| \[c\] d"
    assert errors.short("word " * 80).endswith("word …")


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_and_the_picture_are_what_the_figures_give():
    for path, text in accuracy.render(KEPT).items():
        assert path.read_text("utf-8") == text, "run python -m benchmarks.accuracy --page"


def test_the_page_is_about_the_models_in_the_package():
    (path,) = (ROOT / "provenance").rglob("calibration.json")
    models = hashlib.sha256(path.read_bytes()).hexdigest()
    assert KEPT["marks"]["models"] == models, "run python -m benchmarks.accuracy --document"


def test_the_page_hides_no_miss():
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    reached, total, missed = map(
        int, re.search(r"(\d+) of the (\d+) figures asked for are reached, (\d+) are missed", page).groups()
    )
    asked = page.split("## Asked for and reached")[1].split("\n## ")[0]
    assert reached + missed == total == asked.count("| reached |") + asked.count("| **missed by ")
    assert asked.count("| **missed by ") == missed


def test_every_table_of_the_page_has_as_many_cells_in_a_row_as_in_its_head():
    for above, line in pairwise(accuracy.render(KEPT)[ROOT / "docs" / "accuracy.md"].split("\n")):
        if above.startswith("|") and line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", above)) == len(re.findall(r"(?<!\\)\|", line)), line


def test_every_bin_that_holds_anything_has_its_point():
    (picture,) = (text for path, text in accuracy.render(KEPT).items() if path.suffix == ".svg")
    found = etree.fromstring(picture).findall("{http://www.w3.org/2000/svg}circle")
    tables = (
        KEPT["modern"]["tables"]["any"],
        KEPT["worlds"]["tables"]["bins"],
        KEPT["meter"]["tables"]["chances"],
    )
    assert len(found) == sum(count > 0 for bins in tables for count, _, _ in bins)


def test_sections_of_other_models_are_named():
    old = {"marks": {"models": "a"}, "modern": {}, "later": {}}
    now = {"marks": {"models": "b"}, "modern": {}}
    assert "later" in accuracy.older(old, now)
    assert "modern" not in accuracy.older(old, now)
    assert accuracy.older(old, {"marks": {"models": "a"}, "modern": {}}) == []
    held = {"marks": {"models": "b"}, "older": ["later"]}
    assert accuracy.older(held, now) == ["later"]
