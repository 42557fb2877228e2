"""Offsets lead back to the unaltered text, whatever it holds."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance.page.kinds import segment
from provenance.page.speech import find_quotes
from provenance.records import Document
from provenance.text.mending import mend
from provenance.text.tokens import fold, tokenise

PIECES = st.sampled_from(
    [
        "The mayor said", "it rained.", "“No,”", "he said", '"Yes"', "'the town's walls'", "By AFP", "AFP", "Reuters", "— AP",
        "Published: 3 May 2031, 10:00", "READ MORE: Rain", "ANKARA (AFP) -", "(Reporting by Ana Orr)", "Photo: Ana Orr/AFP",
        "👩‍👩‍👧", "🇺🇦", "é", "e\u0301", "a\u0308\u0323\u0300", "قال الرئيس", "؟", "שלום", "\u202eabc\u202c", "\u200b", "\u00ad", "\ufeff",
        "\xa0", "\u2009", "\t", "\x19", "\x00", "\x1c", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "ﬁ", "İ", "ß", "。",
        "___", "* ", "«", "»", "„", "“", "``", "''", "'", "’", "...", "U.S.", "5 p.m.", "\ud800",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.text(max_size=200),
)


def blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cc"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("\x19By X\r\n\r\n“A”")
@example("'\u200b\n\u200b'")
def test_segments_cover_every_character_that_is_not_a_space(text):
    document = Document("x", text)
    found = segment(document, tokenise(text))
    end = 0
    for item in found:
        assert end <= item.start < item.end <= len(text)
        assert all(blank(char) for char in text[end : item.start])
        assert not blank(text[item.start])
        assert not blank(text[item.end - 1])
        end = item.end
    assert all(blank(char) for char in text[end:])
    numbers = [item.paragraph for item in found]
    assert numbers == sorted(numbers)
    assert document.text == text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_tokens_are_pieces_of_the_text(text):
    tokens, mended = tokenise(text), mend(text)  # damaged quotation marks are seen through
    assert len(mended) == len(text)
    end = 0
    for start, stop, word in zip(tokens.start.tolist(), tokens.end.tolist(), tokens.text, strict=True):
        assert end <= start < stop <= len(text)
        piece = mended[start:stop]
        assert (
            fold(piece) == word or "\ud800" <= max(piece) <= "\udfff"
        )  # spaCy reads a lone surrogate as U+FFFD
        end = stop
    assert set(tokens.sentence) <= set(tokens.start.tolist())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example('"a\n\n"b\n\n"c"')
@example("‘a ‘b ’c’")
def test_quotations_lie_in_order_inside_one_segment_each(text):
    document = Document("x", text)
    tokens = tokenise(text)
    segments = segment(document, tokens)
    end = 0
    for quote in find_quotes(document, segments, tokens):
        assert end <= quote.start < quote.end
        assert sum(item.start <= quote.start and quote.end <= item.end for item in segments) == 1
        assert any(char.isalnum() for char in text[quote.start : quote.end])
        end = quote.end
