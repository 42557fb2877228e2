"""What domain.md and the first two parts say of the five source articles, statement by statement.

No sentence of theirs stands here: a line number says which one is meant. Skipped where the articles are not at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from source_lines import KINDS

from provenance.pipeline import annotate
from provenance.readers import read
from provenance.records import Annotation, Finding

NAMES = ("000", "001", "002", "003", "004")


@dataclass(frozen=True)
class Page:
    annotation: Annotation

    def line_of(self, start: int) -> int:
        return self.annotation.document.text.count("\n", 0, start) + 1

    def on(self, line: int) -> list[Finding]:
        return [found for found in self.annotation.findings if self.line_of(found.segment.start) == line]

    def containing(self, line: int, words: str) -> Finding:
        text = self.annotation.document.text
        (found,) = [f for f in self.on(line) if words in text[f.segment.start : f.segment.end]]
        return found

    def credits(self, *, scope: str | None = None) -> list[tuple[int, str, tuple[str, ...]]]:
        return [
            (self.line_of(credit.start), credit.role, tuple(credit.agencies))
            for credit in self.annotation.credits
            if scope in (None, credit.scope)
        ]


@pytest.fixture(scope="module")
def pages(shared) -> dict[str, Page]:
    documents = [document for name in sorted((shared / "seeds").glob("*.txt")) for document in read(name)]
    return {annotation.document.id[:3]: Page(annotation) for annotation in annotate(documents)}


def lines_of(table: dict[str, dict[str, list[int]]]) -> Iterator[tuple[str, int, str]]:
    for name, kinds in table.items():
        for kind, lines in kinds.items():
            for line in lines:
                yield name, line, kind


@pytest.mark.parametrize(("name", "line", "kind"), list(lines_of(KINDS)))
def test_a_line_has_its_kind(pages, name, line, kind):
    assert {found.segment.kind for found in pages[name].on(line)} == {kind}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("000", [(9, "byline", ("AFP",))]),
        ("001", []),
        ("002", []),
        ("003", [(8, "byline", ("Reuters",)), (71, "creditline", ("Reuters",))]),
        ("004", []),
    ],
)
def test_what_the_page_credits_for_its_text(pages, name, expected):
    assert pages[name].credits(scope="article") == expected


@pytest.mark.parametrize(("name", "line", "agency"), [("002", 6, "AFP"), ("003", 6, "AP")])
def test_a_picture_has_its_own_credit(pages, name, line, agency):
    assert (line, "photo", (agency,)) in pages[name].credits(scope="image")


@pytest.mark.parametrize(
    ("name", "line", "agencies"),
    [
        ("000", 57, ("agencies",)),
        ("003", 23, ()),
        ("003", 35, ("Interfax",)),
        ("003", 57, ("Reuters",)),
    ],
)
def test_a_source_in_the_text_is_a_mention(pages, name, line, agencies):
    assert (line, "mention", agencies) in pages[name].credits(scope="mention")


def test_one_agency_may_be_named_twice_in_a_paragraph(pages):
    assert pages["003"].credits().count((35, "mention", ("Interfax",))) == 2


@pytest.mark.parametrize("name", ["001", "002", "004"])
def test_a_page_without_a_credit_has_no_wire_copy(pages, name):
    assert not [found for found in pages[name].annotation.findings if found.verdict.origin == "wire"]


@pytest.mark.parametrize(("name", "agency"), [("000", "AFP"), ("003", "Reuters")])
def test_a_credited_body_is_credited_and_not_checked(pages, name, agency):
    body = [found.verdict for found in pages[name].annotation.findings if found.segment.kind == "body"]
    assert {(v.origin, v.agency, v.basis, v.edit) for v in body} == {("wire", agency, ("credit",), None)}
    assert all("not checked" in v.why or "no dispatch" in v.why for v in body)


@pytest.mark.parametrize("name", NAMES)
def test_no_caption_headline_or_furniture_is_agency_copy(pages, name):
    shown = [found for found in pages[name].annotation.findings if found.segment.kind != "body"]
    assert not [found for found in shown if found.verdict.origin == "wire" or found.verdict.agency]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_matches_a_dispatch_where_none_was_at_hand(pages, name):
    found = pages[name].annotation.findings
    assert not [item for item in found if {"match", "reprint"} & set(item.verdict.basis)]


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("001", 5, "equivocation"),
        ("001", 6, "barracks"),
        ("002", 14, "equivocation"),
        ("002", 16, "barracks"),
    ],
)
def test_the_speech_that_three_pages_share_is_public(pages, name, line, words):
    found = pages[name].containing(line, words)
    assert found.verdict.origin == "quote"
    assert found.quotes


@pytest.mark.parametrize(("name", "line", "other"), [("001", 11, "002"), ("002", 24, "001")])
def test_the_one_narration_that_two_outlets_share(pages, name, line, other):
    found = pages[name].containing(line, "manufacture")
    assert found.verdict.origin == "shared"
    assert found.evidence[0].doc.startswith(other)
    assert "Which of the two had it first cannot be told" in found.verdict.why


def test_a_garbled_quotation_says_what_each_page_has(pages):
    found = pages["002"].containing(14, "equivocation")
    (drift,) = [item for item in found.drift if item.kind == "quote"]
    assert "qualification of equivocation" in drift.note
    assert "qualification, equivocation" in drift.note


@pytest.mark.parametrize(("name", "line", "other"), [("000", 7, "004"), ("004", 34, "000")])
def test_a_caption_above_the_byline_and_its_witness_share_a_source(pages, name, line, other):
    (found,) = pages[name].on(line)
    assert (found.verdict.origin, found.verdict.agency) == ("shared", None)
    assert found.evidence[0].doc.startswith(other)


@pytest.mark.parametrize(("name", "line"), [("001", 4), ("002", 18), ("000", 23), ("004", 4), ("004", 16)])
def test_a_few_words_in_common_are_no_source(pages, name, line):
    assert {found.verdict.origin for found in pages[name].on(line)} <= {"original", "wire"}
    assert not {"match", "reprint"}.intersection(*(found.verdict.basis for found in pages[name].on(line)))


SHARED = {"000": {7}, "001": {11}, "002": {24}, "003": set(), "004": {34}}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_shared_and_an_office_with_its_name_never(pages, name):
    found = [item for item in pages[name].annotation.findings if item.verdict.origin == "shared"]
    assert {pages[name].line_of(item.segment.start) for item in found} == SHARED[name]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("000", "wholly"), ("001", "none"), ("002", "none"), ("003", "wholly"), ("004", "none")],
)
def test_the_verdict_on_the_page(pages, name, verdict):
    assert pages[name].annotation.verdict == verdict


@pytest.mark.parametrize(("name", "undated"), [("000", False), ("001", True), ("002", True), ("003", False)])
def test_a_page_without_a_time_is_said_to_have_none(pages, name, undated):
    assert ("undated" in {note.code for note in pages[name].annotation.notes}) is undated
    assert "no_archive" in {note.code for note in pages[name].annotation.notes}
