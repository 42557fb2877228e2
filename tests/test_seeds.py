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
    assert all(pv.sample(name).is_file() for name in ("articles", "wires", "gold", "manifest"))
    with pytest.raises(pv.ProvenanceError, match=r"no sample named 'wire'.*wires"):
        pv.sample("wire")


def test_every_article_has_gold_with_the_same_text():
    gold = {item["id"]: item for item in lines("gold")}
    articles = {item["id"]: item for item in lines("articles")}
    assert gold.keys() == articles.keys()
    assert all(gold[name]["text"] == articles[name]["text"] for name in gold)


def test_gold_points_into_the_dispatches():
    wires = {item["id"]: item for item in lines("wires")}
    articles = {item["id"]: item for item in lines("articles")}
    sources = [src for item in lines("gold") for seg in item["segments"] for src in seg.get("src", [])]
    assert len(sources) > 100
    for src in sources:
        holder = wires.get(src["doc"]) or articles[src["doc"]]
        assert 0 <= src["start"] < src["end"] <= len(holder["text"])


def test_the_stories_are_dated_in_the_future():
    dates = [item["published"][:4] for name in ("articles", "wires") for item in lines(name)]
    assert min(dates) >= "2030"


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
