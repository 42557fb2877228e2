"""The sample corpus is whole, and the manifest states facts without text."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

import pytest

import provenance as pv


def lines(name):
    return [json.loads(line) for line in pv.sample(name).read_text("utf-8").splitlines()]


def manifest():
    return json.loads(pv.sample("manifest").read_text("utf-8"))


def test_samples_are_found_and_an_unknown_one_is_named():
    assert all(pv.sample(name).is_file() for name in (*sum(CORPORA.values(), ()), "manifest"))
    with pytest.raises(pv.ProvenanceError, match=r"no sample named 'wire'.*wires"):
        pv.sample("wire")


CORPORA = {
    "worlds": ("articles", "wires", "gold"),
    "study": ("study", "study-wires", "study-gold"),
    "languages": ("languages", "languages-wires", "languages-gold"),
}


@pytest.fixture(params=CORPORA)
def corpus(request):
    return [{item["id"]: item for item in lines(name)} for name in CORPORA[request.param]]


def test_every_article_has_gold_with_the_same_text(corpus):
    articles, _, gold = corpus
    assert gold.keys() == articles.keys()
    assert all(gold[name]["text"] == articles[name]["text"] for name in gold)


def test_gold_points_into_the_dispatches(corpus):
    articles, wires, gold = corpus
    sources = [src for item in gold.values() for seg in item["segments"] for src in seg.get("src", [])]
    assert len(sources) > 100
    for src in sources:
        holder = wires.get(src["doc"]) or articles[src["doc"]]
        assert 0 <= src["start"] < src["end"] <= len(holder["text"])


def test_the_stories_are_dated_in_the_future(corpus):
    articles, wires, _ = corpus
    assert min(item["published"][:4] for item in (*articles.values(), *wires.values())) >= "2030"


def test_the_study_has_outlets_that_come_back_and_events_that_differ():
    """What its README promises, and what a figure by outlet, desk, weekday or agency needs."""
    articles = lines("study")
    outlets = Counter(item["outlet"] for item in articles)
    assert len(outlets) >= 16
    assert sum(count > 3 for count in outlets.values()) >= 8
    assert len({item["event"] for item in articles}) >= 8
    assert {"World", "Business"} <= {item["desk"] for item in articles}
    assert {item["agency"] for item in lines("study-wires")} == {"AFP", "Reuters", "AP", "dpa", "EFE"}
    assert {"corrected", "withdrawn"} <= {item.get("status") for item in lines("study-wires")}
    named = (pv.sample("manifest").parent / "README.md").read_text("utf-8")
    assert [outlet for outlet, count in outlets.items() if count > 2 and outlet not in named] == []


def test_the_sample_readme_says_that_the_stories_are_invented():
    notice = (pv.sample("manifest").parent / "README.md").read_text("utf-8")
    assert "is invented" in notice
    assert "agency names" in notice


def test_the_manifest_holds_facts_and_no_text():
    articles = manifest()["articles"]
    assert [item["file"][:3] for item in articles] == ["000", "001", "002", "003", "004"]
    for item in articles:
        assert set(item) == {"file", "sha256", "outlet", "date", "date_stated", "credits", "mentions"}
        for credit in item["credits"]:
            assert set(credit) <= {"line", "role", "agencies", "scope", "covers"}


def test_the_manifest_counts_the_declared_credits():
    roles = Counter(credit["role"] for item in manifest()["articles"] for credit in item["credits"])
    assert roles == {"byline": 2, "photo": 2, "creditline": 1}


@pytest.mark.shared
def test_the_manifest_describes_the_source_articles(shared):
    for item in manifest()["articles"]:
        data = (shared / "seeds" / item["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == item["sha256"]
        rows = data.decode("utf-8").split("\n")
        for credit in item["credits"]:
            assert all(agency in rows[credit["line"] - 1] for agency in credit["agencies"])


@pytest.mark.shared
def test_the_declared_credits_of_the_source_articles_are_found(shared):
    """Domain §1.4: exactly these text and picture credits, at these lines."""
    from provenance.page.preparation import prepare

    for item in manifest()["articles"]:
        (document,) = pv.read(shared / "seeds" / item["file"])
        declared = prepare(document, config=pv.Config()).credits
        found = {
            (document.text.count("\n", 0, credit.start) + 1, credit.role, credit.scope)
            for credit in declared
            if credit.scope in {"article", "image", "part"}
        }
        assert found == {(c["line"], c["role"], c["scope"]) for c in item["credits"]}, item["file"]
