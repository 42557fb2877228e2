"""Changes of substance are found where a sub-editor would mark them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.match.alignment import Vocabulary, align, profile
from provenance.match.drift import find_drift, gather
from provenance.match.drift.quantities import find_quantities, same
from provenance.page.preparation import prepare
from provenance.records import Document, Drift, Evidence

PAD = "The quarry above Lennick has been worked since the monks left."


def drift(theirs: str, mine: str) -> list[tuple[str, str, str, str]]:
    """Return kind, words here, words there and note of every drift between two sentences, in two small texts."""
    source = prepare(Document(id="w", text=f"Quarry falls silent\n\n{theirs}\n\n{PAD}", agency="AFP"))
    article = prepare(Document(id="a", text=f"Quarry falls silent\n\n{mine}\n\n{PAD}"))
    vocabulary = Vocabulary(lambda _: 5.0)
    found = [
        (item, d)
        for item in align(profile(article, vocabulary), profile(source, vocabulary), limit=1)
        for d in find_drift(article, source, item)
    ]
    return [
        (
            d.kind,
            article.document.text[d.start : d.end],
            source.document.text[d.source_start : d.source_end],
            d.note,
        )
        for _, d in found
    ]


def kinds(theirs: str, mine: str) -> list[tuple[str, str, str]]:
    return [item[:3] for item in drift(theirs, mine)]


FIRE = "The fire destroyed 43 houses in the village of Orlo on Tuesday, police chief Marta Weil said."


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        (FIRE.replace("43", "34"), [("number", "34", "43")]),
        (FIRE.replace("43", "about 34"), [("number", "34", "43")]),
        (FIRE.replace("Tuesday", "Thursday"), [("number", "Thursday", "Tuesday")]),
        (FIRE.replace("Weil", "Weill"), [("name", "Weill", "Weil")]),
        (FIRE.replace("Orlo", "Tarvin"), [("name", "Tarvin", "Orlo")]),
        (FIRE.replace("Marta Weil", "Marta Dunne"), [("name", "Dunne", "Weil")]),
    ],
)
def test_a_changed_number_day_or_name_is_found(mine, expected):
    assert kinds(FIRE, mine) == expected


@pytest.mark.parametrize(
    "mine",
    [
        FIRE,
        FIRE.replace("43", "forty-three"),
        FIRE.replace("43", "some 43"),
        FIRE.replace("43", "more than 40"),
        FIRE.replace("on Tuesday", "yesterday"),
        FIRE.replace("on Tuesday, ", ""),
        FIRE.replace("police chief Marta Weil", "Weil, the police chief,"),
        FIRE.replace("Marta Weil", "Weil"),
        FIRE.replace("police chief Marta Weil", "Chief Marta Weil"),
        FIRE.replace("police chief Marta Weil", "the police"),
        FIRE.replace("destroyed", "burned down"),
    ],
)
def test_the_same_in_other_words_is_no_change(mine):
    assert drift(FIRE, mine) == []


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("24.5 percent", "24.5%"),
        ("24.5 percent", "24.5 per cent"),
        ("a fifth", "20%"),
        ("20 percent", "a fifth"),
        ("two-thirds", "67 per cent"),
        ("half", "50%"),
        ("600 basis points", "six percentage points"),
        ("$1.9 billion", "$1.9bn"),
        ("$1.87 billion", "$1.9bn"),
        ("12 million", "twelve million"),
        ("1,243", "about 1,200"),
        ("six", "half a dozen"),
        ("March 10", "10 March"),
        ("January 22", "Jan. 22"),
        ("100,000", "a hundred thousand"),
        ("0.5 percent", "0.50%"),
    ],
)
def test_quantities_that_say_the_same(theirs, mine):
    (one,), (other,) = (find_quantities(f"{text} of the", 0, 40) for text in (mine, theirs))
    assert same(one, other)


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("24.5 percent", "25 percent"),
        ("24.5 percent", "42.5%"),
        ("$1.9 billion", "$1.9 million"),
        ("43", "34"),
        ("1,243", "1,200"),
        ("March 10", "March 11"),
        ("10 March", "10 April"),
        ("a third", "a fifth"),
    ],
)
def test_quantities_that_do_not(theirs, mine):
    (one,), (other,) = (find_quantities(f"{text} of the", 0, 40) for text in (mine, theirs))
    assert not same(one, other)


def test_clock_times_and_single_articles_are_no_quantities():
    assert find_quantities("At 10:00 PM GMT, 7 p.m. or 1600 GMT a dog saw no one", 0, 60) == ()


def test_a_percentage_rounded_without_a_word_is_found():
    theirs = "The bank raised its key rate to 24.5 percent at an emergency meeting in Lennick."
    assert kinds(theirs, theirs.replace("24.5 percent", "25%")) == [("number", "25%", "24.5 percent")]
    assert kinds(theirs, theirs.replace("24.5 percent", "almost 25%")) == []


def test_another_currency_is_a_conversion():
    theirs = "The quarry owes its bank $270 for every worker it has sent home."
    assert drift(theirs, theirs.replace("$270", "£198")) == []


def test_a_number_from_the_sentence_beside_it_is_no_change():
    theirs = "The fire destroyed 43 houses in the village of Orlo. It spared 12 houses by the river."
    mine = "The fire destroyed 12 houses in the village of Orlo."
    assert kinds(theirs, mine) == []


SPOKEN = "“We have buried nine of our own this winter and nobody came to ask why,” foreman Ruud Akker said."


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        (SPOKEN.replace("buried nine of", "lost nine of"), [("quote", "lost", "buried")]),
        (SPOKEN.replace("nobody came", "no one ever came"), [("quote", "no one ever", "nobody")]),
        (SPOKEN.replace("came to ask why", "came to help"), [("quote", "help", "ask why")]),
        (SPOKEN.replace("this winter and", "and"), [("quote", "own and", "own this winter and")]),
    ],
)
def test_a_misquotation_says_what_each_has(mine, expected):
    found = drift(SPOKEN, mine)
    assert [item[:3] for item in found] == expected
    assert all(f"AFP has “{there}”; here it is “{here}”." == note for _, here, there, note in found)


@pytest.mark.parametrize(
    "mine",
    [
        SPOKEN.replace("“", '"').replace("”", '"'),
        SPOKEN.replace("We have", "We’ve"),
        SPOKEN.replace("this winter and", "this winter," + "” he said, “and"),
        SPOKEN.replace("this winter and", "... and"),
        SPOKEN.replace("nobody", "[the ministry]"),
        "“We have buried nine of our own this winter,” foreman Ruud Akker said.",
        "“Nobody came to ask why,” said Ruud Akker.",
        SPOKEN.replace("nine", "9"),
    ],
)
def test_clipping_marking_and_style_are_no_misquotation(mine):
    assert [item for item in drift(SPOKEN, mine) if item[0] == "quote"] == []


def test_spelling_of_a_region_is_no_misquotation():
    theirs = "“The labor union organized every honest worker in the harbor,” Akker said."
    mine = "“The labour union organised every honest worker in the harbour,” Akker said."
    assert drift(theirs, mine) == []


TOLD = "“We have buried nine of our own this winter,” foreman Ruud Akker told AFP."
CLAIM = "The dam was allegedly opened by a clerk who had lost the key to the lower gate."
SOURCED = "Two managers of the dam left the country on Monday evening, according to a police source."


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        (TOLD, TOLD.replace("told AFP", "said"), [("attribution", "told AFP")]),
        (TOLD, TOLD, []),
        (TOLD, TOLD.replace("told AFP", "told the AFP news agency"), []),
        (CLAIM, CLAIM.replace(" allegedly", ""), [("hedge", "allegedly")]),
        (CLAIM, CLAIM.replace("allegedly", "reportedly"), []),
        (CLAIM, CLAIM.replace("allegedly opened", "opened, it is alleged,"), []),
        (
            SOURCED,
            "Two managers of the dam left the country on Monday evening.",
            [("attribution", "according to a police source")],
        ),
        (SOURCED, SOURCED.replace("according to a police source", "a police source said"), []),
        (SOURCED, "Police say two managers of the dam left the country on Monday evening.", []),
    ],
)
def test_lost_attributions_and_hedges(theirs, mine, expected):
    found = [(kind, there) for kind, _, there, _ in drift(theirs, mine) if kind in ("attribution", "hedge")]
    assert found == expected


def test_a_hedge_replaced_by_certainty_is_found_and_permission_is_none():
    theirs = "The council may close the lower gate of the dam before the end of the year."
    assert [k for k, *_ in drift(theirs, theirs.replace("may", "will"))] == ["hedge"]
    assert drift(theirs, theirs.replace("may", "might")) == []
    assert drift(theirs, theirs.replace("may close", "can close")) == []


def test_the_month_of_may_is_no_hedge():
    theirs = "The council will close the lower gate of the dam in early May before the rains."
    assert drift(theirs, theirs.replace("in early May ", "")) == []


def test_an_exact_number_for_an_approximate_one_is_a_hedge():
    theirs = "The silos held about 60,000 tonnes of wheat for the capital."
    assert kinds(theirs, theirs.replace("about ", "")) == [("hedge", "60,000", "about 60,000")]
    assert drift(theirs, theirs.replace("about", "around")) == []


def test_a_sentence_told_anew_has_no_drift():
    assert (
        drift(FIRE, "On Friday 12 barns burned, the mayor of Tarvin said, and the church bell melted.") == []
    )


def evidence(doc: str, role: str, *, blocks=(), drift=(), quoted=0.9) -> Evidence:
    agency = "AFP" if role == "wire" else None
    return Evidence(doc, agency, role, None, 0, 9, 0.9, "light", tuple(blocks), quoted, (), tuple(drift))


def misquoted(who: str, words: str) -> Drift:
    return Drift("quote", 10, 14, 3, 7, f"{who} has “{words}”; here it is “bark”.")


def test_witnesses_with_the_same_words_are_named_together():
    found = gather(
        [
            evidence("w1", "wire", drift=[misquoted("AFP", "bite")]),
            evidence("w2", "wire", drift=[misquoted("AP", "bite")]),
            evidence("a1", "article", drift=[misquoted("The Post", "bit")]),
        ],
        "quote",
    )
    assert [item.note for item in found] == [
        "AFP and AP have “bite”; here it is “bark”. The Post has “bit”; here it is “bark”."
    ]


def test_what_a_dispatch_holds_as_it_stands_here_is_no_misquotation():
    agreeing = evidence("w1", "wire", blocks=[(0, 30, 0, 30)])
    differing = evidence("a1", "article", drift=[misquoted("The Post", "bite")])
    assert gather([agreeing, differing], "quote") == ()
    assert len(gather([differing], "quote")) == 1


def test_among_articles_the_majority_is_believed():
    differing = evidence("a1", "article", drift=[misquoted("The Post", "bite")])
    alike = [evidence(name, "article", blocks=[(0, 30, 0, 30)]) for name in ("a2", "a3")]
    assert gather([differing, *alike], "quote") == ()


def test_original_findings_have_no_drift():
    assert gather([evidence("w1", "wire", drift=[misquoted("AFP", "bite")])], "original") == ()


WORDS = st.lists(
    st.sampled_from(
        'fire quarry 43 34 24.5% “ ” " said told AFP allegedly may about Weil Orlo , . the of March 10 … [ ] half a'.split()
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(mine=WORDS, theirs=WORDS)
def test_any_two_texts_give_offsets_inside_both(mine, theirs):
    article, source = (
        prepare(Document(id=name, text=" ".join(words), agency=agency))
        for name, words, agency in (("a", mine, None), ("w", theirs, "AFP"))
    )
    vocabulary = Vocabulary(lambda _: 5.0)
    for item in align(profile(article, vocabulary), profile(source, vocabulary)):
        segment, passage = article.segments[item.segment], source.segments[item.sentence]
        for found in find_drift(article, source, item):
            assert segment.start <= found.start <= found.end <= segment.end
            assert passage.start <= found.source_start < found.source_end <= passage.end
            assert found.note.endswith(".")


def test_a_long_sentence_costs_linear_time():
    words = "the fire destroyed 43 houses in Orlo and 12 barns near Tarvin, police said, " * 400
    assert isinstance(kinds(words, words.replace("43", "34")), list)
