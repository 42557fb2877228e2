"""Text that no newsroom writes must end in reasonable time, with a note, and cost no more than its length."""

from __future__ import annotations

import pytest

import provenance as pv
from provenance.match.tracing import trace
from provenance.page.preparation import prepare

SENTENCE = (
    "The harbour board told reporters on Monday that the crane would cost 24 million and begin in March."
)
WIRE = pv.Document(id="w", text=f"{SENTENCE}\n{SENTENCE.replace('crane', 'ferry')}", agency="AFP")


@pytest.fixture(scope="module")
def archive():
    return pv.Archive.build([WIRE])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 1_000_000, id="a word of a million letters"),
        pytest.param("(" * 20_000, id="twenty thousand brackets"),
        pytest.param("a" + "\u0301" * 200_000, id="accents without end"),
        pytest.param("word and more " * 150_000, id="a line of two million letters"),
        pytest.param("\"'" * 10_000, id="quotation marks alone"),
        pytest.param(f"{SENTENCE} " * 3_000, id="one sentence three thousand times"),
        pytest.param("Aa " * 100_000, id="names alone"),
    ],
)
@pytest.mark.timeout(90)
def test_hostile_text_ends_in_time_and_stays_whole(archive, text):
    annotation = pv.annotate(pv.Document(id="x", text=text), archive)
    assert annotation.document.text == text
    assert all(0 <= f.segment.start < f.segment.end <= len(text) for f in annotation.findings)


def test_sentences_beyond_the_limit_are_left_out_with_a_note(archive):
    config = pv.Config().with_settings({"segments.max_sentences": 3})
    lines = "".join(
        f"The {name} ferry was late again in {name} on Monday.\n" for name in "Lom Ulm Ryd Aar Ely".split()
    )
    found = pv.annotate(pv.Document(id="x", text=lines), archive, config=config)
    kinds = [finding.segment.kind for finding in found.findings]
    assert kinds[3:] == ["furniture", "furniture"]
    assert "furniture" not in kinds[:3]
    assert found.document.notes == ("not compared: 2 sentences after the first 3",)
    assert all(finding.verdict.origin is None for finding in found.findings[3:])


def test_a_run_without_an_end_is_no_sentence():
    config = pv.Config().with_settings({"segments.max_words": 20})
    text = f"{SENTENCE}\n\n{'and so on ' * 30}.\n\n{SENTENCE}"
    prepared = prepare(pv.Document(id="x", text=text), config=config)
    assert prepared.document.notes == ("not compared: 1 sentence of more than 20 words",)
    assert [s.kind for s in prepared.segments if text[s.start : s.end].startswith("and so")] == ["furniture"]


def test_an_ordinary_article_has_no_note():
    assert prepare(WIRE).document is WIRE


def test_kept_work_is_bounded_by_the_sentences(archive):
    """Each sentence is aligned with a few passages of a few sources, however long the article is."""
    words = "crane ferry winch harbour board pier rope barge keel mast".split()
    lines = [
        f"The {words[i % 10]} number {i} was moved to the {words[i * 7 % 10]} on day {i % 28}."
        for i in range(400)
    ]
    article = prepare(pv.Document(id="x", text="\n".join([SENTENCE, *lines])))
    found = trace(article, archive, config=pv.Config(), timed=True)
    assert 0 < len(found.matches) <= pv.Config().alignment.pairs * len(found.sources) * len(article.content)
