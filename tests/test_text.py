"""Words and sentence bounds: where they begin, and that the text is never altered."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.page.speech.marks import find_marks
from provenance.text.sentences import paragraphs, sentence_starts
from provenance.text.tokens import fold, tokenise


def sentences(text: str) -> list[str]:
    starts = sentence_starts(text)
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "He met Lt. Col. Ana Rusk and Maj. Gen. Otto Vale on Monday.",
        "The U.S. officials met Mr. Rusk, Dr. Vale and J. K. Orr at No. 3 shaft on Sept. 30.",
        "Sen. Jeanne Orr and Rep. Tom Vale wrote to Gov. Lee.",
        "The train left at 5 p.m. Friday and at 9 a.m. EST the next day.",
        "It left at 5 p.m. London time.",
        "We are ready ... for talks, not for theatre.",
        "Yahoo! shares rose by 3 percent.",
        '"Is it true?" he asked.',
        "“Stop!” she said.",
        '"Not tonight!" Oste cried.',
        '"Who pays?" Mr. Ben Oste yelled at the gate.',
        "Smt. Devi and Shri Lal met the pilots.",
        "Er kam am 3. Mai nach Berlin und traf Dr. Müller.",
        "Das Gesetz, d.h. Artikel 3, gilt z.B. Kindern.",
        "It cost $1.9 billion, or 2.3% of G.D.P. at the time.",
        "He lives in St. Louis and works for Orr & Co. in Mt. Vale.",
        "the hearing continues",
    ],
)
def test_one_sentence_stays_one(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The gate opens at 5 p.m. Police will tow the cars.", 2),
        ("It opened on Fri. Gold rose on the news.", 2),
        ('"It rained," he said. "It rained all day."', 2),
        ("“It rained,” he said. “It rained all day.”", 2),
        ("'It rained,' he said. 'It rained all day.'", 2),
        ("He said: “It’s over.” She left.", 2),
        ("„Es ist vorbei.“ Er ging.", 2),
        ("«È finita.» Se ne andò.", 2),
        ("He went to the U.S. Then he came back.", 2),
        ("They left the hall.The rain had stopped by then.", 2),
        ("ذهب الرجل؟ نعم ذهب.", 2),
        ("他走了。她没走。", 2),
        ("One.\nTwo.\r\nThree.\u2028Four.\x85Five.", 5),
        ("No stop here\nand none here", 2),
    ],
)
def test_sentences_are_told_apart(text, count):
    assert len(sentences(text)) == count


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "THE HEADLINE STANDS ALONE\n\n"
        "The bus that vanished from the depot on a wet night has been found\n"
        "standing upright on the floor of a flooded quarry, its blind still\n"
        "set to a place that is not there. Divers from the county club came\n"
        "on it by accident.\n\n"
        "Nobody has asked for the fare. The depot closed long ago and it was\n"
        "turned into flats.\n"
    )
    assert len(paragraphs(text)) == 3
    assert [item.split()[-1] for item in sentences(text)] == [
        "ALONE",
        "there.",
        "accident.",
        "fare.",
        "flats.",
    ]


def test_plain_paragraphs_are_never_joined():
    text = "The first paragraph ends here.\nThe second one too.\nA caption of some length without a stop\nThe third ends."
    assert len(paragraphs(text)) == 4


def test_fold_makes_spellings_equal():
    assert fold("Kyiv\u00ad’S") == "kyiv's"
    assert fold("ﬁre") == "fire"
    assert fold("“") == fold("„") == '"'
    assert fold("\x19Two") == "two"
    assert fold("\u200b") == ""


def test_control_characters_are_no_part_of_a_word():
    tokens = tokenise("\x19Two men.\n\n\x19One left.")
    assert tokens.text == ("two", "men", ".", "one", "left", ".")
    assert tokens.start.tolist() == [1, 5, 8, 12, 16, 20]
    assert tokens.sentence == (1, 12)


def test_span_gives_the_tokens_inside_a_range():
    tokens = tokenise("Snow fell. Rain came.")
    assert tokens.span(0, 10) == (0, 3)
    assert tokens.span(11, 21) == (3, 6)
    assert tokens.span(1, 10) == (1, 3)


@pytest.mark.parametrize("unit", ["(", "a.", "A. ", "Mr. ", "5 p.m. A ", "。", "x\n", '"a." ', "on Fri. A "])
@pytest.mark.timeout(30)
def test_sentence_bounds_cost_linear_time(unit):
    starts = sentence_starts(unit * 20_000)
    assert starts == sorted(set(starts))


def bare(text: str) -> list[tuple[int, str]]:
    import spacy

    doc = spacy.blank("en")(text)
    return [(token.idx, token.text) for token in doc if not token.is_space]


ODD = "()[]'\"’“.,:;-–—/ \n\t\u00a0\u3000abcAB12$€%&@#*!?…"


@given(st.text(ODD, max_size=120))
@settings(max_examples=40, deadline=None)
def test_words_are_those_that_spacy_finds_in_the_whole_text(text):
    tokens = tokenise(text)
    assert list(zip(tokens.start, tokens.end, strict=True)) == [
        (at, at + len(word)) for at, word in bare(text)
    ]


def test_a_run_met_twice_gives_the_same_words():
    text = "(Don't!) said O'Neill's aide-de-camp; don't, said no-one at 5p.m."
    once, again = tokenise(text), tokenise(f"{text}\n{text}")
    assert again.text == once.text * 2
    assert once.text == tuple(word.casefold() for _, word in bare(text))


def test_a_run_of_brackets_leaves_the_words_around_it_whole():
    tokens = tokenise(f"Don't {'(' * 400} stop.")
    assert (tokens.text[:2], tokens.text[-2:], len(tokens.text)) == (("do", "n't"), ("stop", "."), 404)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He had the job for a month. Officials kept it open.", "en"),
        (
            "Die Werft kündigte einen Fonds an. Insidern zufolge reicht er nicht aus. Das kostet ca. 5 Mio. Euro.",
            "de",
        ),
        ("The car left the park. Nobody saw the hall. “Who pays?” Orla Dean asked the crowd.", "en"),
        ("They met at Lake Hall. Opponents stayed away from the bed. Cancer was not named.", "en"),
        ("The plan passed.[1]Opponents left. The rest stayed.", "en"),
        ("Er wohnt im 2. Stock. Das Haus kostet 3 Mio. Euro.", "de"),
        ("«¿Quién paga?», preguntó Orla Dean. Nadie contestó.", "es"),
        ("« Qui paie ? » demande Orla Dean. Personne ne répond.", "fr"),
    ],
)
def test_ordinary_words_end_sentences_and_speakers_do_not_begin_them(text, language):
    tokens = tokenise(text, language=language)
    bounds = [*tokens.sentence, len(text)]
    found = [text[a:b].strip() for a, b in itertools.pairwise(bounds)]
    expected = {
        "He had": 2, "The car": 3, "They met": 3, "The plan": 3, "Er wohnt": 2, "Die Werft": 3, "«¿Quién": 2, "« Qui": 2,
    }  # fmt: skip
    assert len(found) == next(count for begin, count in expected.items() if text.startswith(begin)), found


def test_a_word_divided_at_a_lines_end_is_one_word():
    assert tokenise("a nine-day walk-\nout of pi-\r\nlots, Saint-\nDenis").text == (
        "a", "nine", "-", "day", "walkout", "of", "pilots", ",", "saint-", "denis",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["He moved to 's-Hertogenbosch.", "'t Hooft and the students' union agreed."]
)
def test_an_elided_article_opens_no_quotation(text):
    assert find_marks(text) == [] or not any(mark.opens for mark in find_marks(text))
