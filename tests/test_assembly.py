"""Evidence stands in one order, whatever was decided before, and what a verdict rests on comes first."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from provenance.claim.assembly import cases, settle
from provenance.config import Config
from provenance.records import (
    Annotation,
    Coverage,
    Credit,
    Document,
    Evidence,
    Finding,
    Run,
    Segment,
    Verdict,
)

TEXT = "Gulls took the bread.\nThe baker of Ostrand closed his stall at noon on Friday without a word."
FIRST, SECOND = Segment(0, 21, "body"), Segment(22, len(TEXT), "body", 1)
BLOCK = ((22, 60, 0, 38),)


def passage(doc: str, score: float, role: str = "wire", agency: str | None = "AFP", **more) -> Evidence:
    return Evidence(doc, agency, role, "2036-05-02T10:00Z", 0, 60, score, "light", BLOCK, **more)


def article(
    *found: Evidence, before: tuple[Evidence, ...] = (), credits: tuple[Credit, ...] = ()
) -> Annotation:
    findings = Finding(FIRST, Verdict(None), evidence=before), Finding(SECOND, Verdict(None), evidence=found)
    run = Run("0", {}, "")
    return Annotation(Document("a", TEXT), "undetermined", credits, findings, Coverage(documents=3), run)


def ordered(*found: Evidence, before: tuple[Evidence, ...] = ()) -> list[str]:
    finding, case = cases(article(*found, before=before), config=Config())[1]
    assert finding.evidence == case.evidence
    return [item.doc for item in case.evidence]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_most_probable_passage_comes_first_and_of_equals_a_dispatch(order):
    found = (
        passage("p", 0.9, "article", None),
        passage("w", 0.5),
        passage("q", 0.5, "article", None),
        passage("x", 0.1),
    )
    assert ordered(*(found[place] for place in order)) == ["p", "w", "q", "x"]


def test_of_equal_dispatches_the_one_that_explains_more_of_the_article_comes_first():
    equal = passage("a-first-by-name", 0.5), passage("followed", 0.5)
    assert ordered(*equal) == ["a-first-by-name", "followed"]
    assert ordered(*equal, before=(passage("followed", 0.3),)) == ["followed", "a-first-by-name"]


def test_what_the_verdict_rests_on_comes_before_a_likelier_passage():
    """A credit decides between two agencies that hold the same: the one that it names is shown."""
    credit = Credit(0, 0, "", "byline", ("Reuters",), "article", "high", "F1")
    both = passage("w1", 0.97), passage("r1", 0.95, agency="Reuters")
    (_, finding) = settle(article(*both, credits=(credit,)), config=Config()).findings
    assert (finding.verdict.agency, finding.rests, finding.passage) == ("Reuters", 0, both[1])
    quoted = passage("q1", 0.2, quoted=0.6), passage("q2", 0.1, quoted=1.0)
    spoken = article(*quoted)
    spoken = replace(spoken, findings=(spoken.findings[0], replace(spoken.findings[1], words=14, spoken=6)))
    (_, finding) = settle(spoken, config=Config()).findings
    assert (finding.verdict.origin, finding.rests, finding.passage) == ("quote", 0, quoted[1])


def test_the_order_is_the_same_when_it_is_decided_again():
    annotation = article(passage("w1", 0.6), passage("p", 0.9, "article", None), passage("w2", 0.6))
    once = settle(annotation, config=Config())
    strict = settle(once, config=Config().with_settings({"decision.threshold": 0.95}))
    assert settle(strict, config=Config()) == once
