"""Word alignment agrees with a slow reference, and stays linear on texts made to be slow."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.match.alignment import Match, Profile, Vocabulary, align, profile
from provenance.page.preparation import prepare
from provenance.records import Document

TITLE = "Orchards in bloom again"


def pack(name: str, *sentences: str, vocabulary: Vocabulary) -> Profile:
    return profile(prepare(Document(id=name, text="\n\n".join([TITLE, *sentences]))), vocabulary)


def aligned(mine: str, *theirs: str) -> tuple[Profile, Profile, list[Match]]:
    """Return the matches of one sentence with a source of several, best first."""
    vocabulary = Vocabulary(lambda _: 3.0)
    article, source = pack("a", mine, vocabulary=vocabulary), pack("w", *theirs, vocabulary=vocabulary)
    found = [item for item in align(article, source) if item.segment == 1]
    return article, source, found


def words(item: Profile, number: int) -> list[str]:
    return [item.prepared.tokens.text[t] for t in item.words[number]]


def longest_in_order(mine: list[str], theirs: list[str]) -> int:
    """Return the length of the longest common subsequence: the textbook table."""
    row = [0] * (len(theirs) + 1)
    for word in mine:
        previous = 0
        for place, other in enumerate(theirs, 1):
            previous, row[place] = (
                row[place],
                previous + 1 if word == other else max(row[place], row[place - 1]),
            )
    return row[-1]


def test_equal_sentences_align_whole():
    sentence = "The apricot trees above Welldon flowered a week before the frost came down."
    article, _, (best, *_) = aligned(sentence, sentence)
    assert (best.coverage, best.kept, best.containment, best.reverse) == (1, 1, 1, 1)
    assert best.run == best.words == len(words(article, 1))


def test_two_sentences_that_share_nothing_are_not_compared():
    _, _, found = aligned("The apricot trees flowered early.", "Ministers met behind closed doors.")
    assert found == []


def test_shared_function_words_are_no_match():
    _, _, (best, *_) = aligned(
        "It was on the hill that the apricot grower stood.",
        "Of all the things that the minister said, an apricot was one.",
    )
    assert [best.segment, best.coverage < 0.3, best.run] == [1, True, 1]


def test_the_sentence_that_shares_most_comes_first():
    _, source, found = aligned(
        "Growers above Welldon lost half of the apricot harvest.",
        "Growers in the valley are insured.",
        "Growers above Welldon have lost half the apricot harvest, the union said.",
    )
    assert source.prepared.document.text[source.prepared.segments[found[0].sentence].start :].startswith(
        "Growers above"
    )


def test_speech_and_narration_are_covered_apart():
    said = "“Nobody warned us about the frost on the upper slopes,” grower Ada Flint said."
    _, _, (best, *_) = aligned(
        said,
        "Ada Flint, who grows plums, told a meeting: “Nobody warned us about the frost on the upper slopes.”",
    )
    assert best.speech == 1.0
    assert best.narration < 0.8
    assert 0 < best.quotation < 1
    assert best.quoted == 10


def test_numbers_that_the_source_lacks_count_against_it():
    theirs = "The frost killed 340 trees above Welldon."
    _, _, (same, *_) = aligned(theirs, theirs)
    _, _, (other, *_) = aligned(theirs.replace("340", "430"), theirs)
    _, _, (none, *_) = aligned("The frost killed trees above Welldon.", theirs)
    assert (same.numbers, other.numbers, none.numbers) == (1.0, 0.0, -1.0)


SENTENCE = st.lists(
    st.sampled_from(
        "frost trees apricot the of above and Welldon growers lost 340 harvest a in union".split()
    ),
    min_size=3,
    max_size=25,
).map(lambda found: " ".join(["Plum", *found]) + " withered.")


@settings(max_examples=200, deadline=None)
@given(mine=SENTENCE, theirs=SENTENCE)
def test_alignment_agrees_with_a_slow_reference(mine, theirs):
    article, source, found = aligned(mine, theirs)
    for item in found:
        if item.sentence != 1:
            continue
        a, b = words(article, 1), words(source, 1)
        pairs = list(item.pairs)
        text, other = article.prepared.tokens.text, source.prepared.tokens.text
        assert all(text[i] == other[j] for i, j in pairs)
        assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
        best = longest_in_order(a, b)
        dropped = best - len(pairs)
        assert 0 <= dropped <= sum(word in {"the", "of", "above", "and", "a", "in"} for word in a)
        assert item.coverage == pytest.approx(len(pairs) / len(a))
        assert item.kept == pytest.approx(len(pairs) / len(b))
        terms, theirs_terms = set(article.sentences[1].terms), set(source.sentences[1].terms)
        assert item.containment == pytest.approx(len(terms & theirs_terms) / len(terms))
        assert item.reverse == pytest.approx(len(terms & theirs_terms) / len(theirs_terms))


@settings(max_examples=60, deadline=None)
@given(mine=SENTENCE)
def test_a_sentence_aligns_with_itself_whole(mine):
    _, _, found = aligned(mine, mine)
    best = next(item for item in found if item.sentence == 1)
    assert (best.coverage, best.kept, best.containment) == (1, 1, 1)


@pytest.mark.timeout(60)
def test_repeats_do_not_explode():
    mine = "apricot frost growers harvest " * 400
    assert aligned(mine, mine, mine)[2]


@pytest.mark.timeout(60)
def test_a_word_of_a_megabyte_is_one_word():
    word = "x" * 1_000_000
    article, _, _ = aligned(f"The apricot {word} tree.", "The apricot tree stood.")
    assert len(article.prepared.document.text) > 1_000_000


def test_more_words_than_the_basic_plane_are_packed_apart():
    vocabulary = Vocabulary(lambda _: 1.0)
    packed = vocabulary.pack(str(n) for n in range(70_000))
    assert len(set(packed)) == 70_000
    assert not any("\ud800" <= code <= "\udfff" for code in packed)
    assert vocabulary.pack(["69999", "0"]) == packed[69_999] + packed[0]


def test_nothing_has_no_alignment():
    vocabulary = Vocabulary(lambda _: 1.0)
    empty = profile(prepare(Document(id="e", text="")), vocabulary)
    other = pack("w", "The apricot trees flowered.", vocabulary=vocabulary)
    assert align(empty, other) == align(other, empty) == ()
