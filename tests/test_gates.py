"""What is asked first because it is quick never hides what the slow question would find."""

import re
import string

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

import provenance as pv
from provenance.match.drift.numerals import grammar
from provenance.match.drift.quantities import _found
from provenance.page.agencies.rules import RULES
from provenance.page.kinds import lines, read_lines, scenes
from provenance.page.kinds.phrases import Anywhere, listed, phrases
from provenance.page.kinds.repeats import GRAM, Repeats
from provenance.text import words_in
from provenance.text.chunks import Chunks
from provenance.text.lexis import _BRITISH, _SPELLING
from provenance.text.simple import Simple
from provenance.text.tokens import _tokenizer, cleaned

WORD = st.text(string.ascii_letters, min_size=1, max_size=9)
BODY = WORD | st.from_regex(r"[0-9]{1,3}([.,:][0-9]{1,3})?", fullmatch=True)
RUN = st.builds(
    "".join,
    st.tuples(
        st.text("\"“‘’'`([$£€", max_size=2),
        BODY,
        st.sampled_from(["", "", "-kept", "/or", "–", "—the", "-5"]),
        st.sampled_from(["", "", "'s", "’S"]),
        st.text("\"”’')],:;?!.%", max_size=3),
    ),
)


@settings(max_examples=300, deadline=None)
@given(runs=st.lists(RUN, min_size=1, max_size=8))
def test_a_simple_run_has_the_words_that_spacy_gives(runs):
    tokenizer, text = _tokenizer("en"), " ".join(runs)
    asked, plain = Chunks(tokenizer), Chunks(tokenizer, simple=Simple(tokenizer.rules).words)
    here, there = asked.read(text), plain.read(text)
    assert [part.tolist() for part in here[:2]] == [part.tolist() for part in there[:2]]
    assert [asked.words[i] for i in here[2]] == [plain.words[i] for i in there[2]]


def test_most_runs_of_news_are_simple():
    words = Simple(_tokenizer("en").rules).words
    runs = {run for document in pv.read(pv.sample("wires"), role="wire") for run in document.text.split()}
    assert sum(not words(run) for run in runs) < len(runs) / 10


def test_special_cases_are_still_asked():
    tokenizer = _tokenizer("en")
    plain = Chunks(tokenizer, simple=Simple(tokenizer.rules).words)
    text = "They cannot pay Mr. Orr, gonna wait until Jan. or p.m. today."
    numbers = plain.read(text)[2]
    assert [plain.words[i] for i in numbers] == [str(token).lower() for token in tokenizer(text)]


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(max_codepoint=300), max_size=60) | st.text("a?,.! &", max_size=30))
@example(text="Rain. ?No,? she said.")
def test_a_text_called_clean_is_not_changed(text):
    from provenance.text.mending import mend
    from provenance.text.sentences import CONTROL

    if "[" not in text and not set(text) & set("¹²³"):
        assert cleaned(text) == CONTROL.sub(" ", mend(text))


UNEDITED = """This report has not been edited by Harbour staff
Auto-generated from a syndicated feed
Published from an agency newswire feed
It appears without any modifications to the text
Sourced from a third-party syndicated feed
Texto generado automáticamente
Publicado sin editar
Automatisch übernommen
Der Text wurde ungeprüft übernommen
Der Text wurde unverändert übernommen
Publié automatiquement
Pubblicato senza modifiche
Publicado automaticamente
(With agency inputs)
With additional agencies' reports
Mit Agenturmaterial
(Reporting by Ada Orr; Editing by Ben Imrie)
The agency said the ferry was late
Harbour news agency reported a storm""".split("\n")


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.needs], ids=lambda rule: rule.id)
def test_what_a_rule_needs_stands_in_all_that_it_matches(rule):
    matched = [line for line in UNEDITED if regex.search(rule.pattern, line)]
    assert matched
    assert all(any(part in line.lower() for part in rule.needs) for line in matched)


def test_a_phrase_is_found_wherever_it_stands():
    known = phrases()
    lists = {
        known.inside: listed("furniture", "inside"),
        known.policy: listed("furniture", "policy"),
        known.credit: listed("credit", "inside"),
        known.houses: listed("photo", "house"),
        known.photo: listed("photo", "label"),
    }
    for test, words in lists.items():
        assert isinstance(test, Anywhere)
        for word in words:
            for line in (f"so {word.replace('*', 'two words')}{more} it" for more in ("", "s", ":", " by")):
                assert (test.search(line, words_in(line)) is None) == (test.pattern.search(line) is None), (
                    line
                )


COUNTED = """Half of them, a Dozen and A Third of the rest; twenty-five on Friday; in March; a million; two fifths of it; FOUR;
one hundred; half a dozen; since may; in June; three quarters of the two crores; an eighth of; the first of it""".split(
    ";"
)


def test_every_sentence_that_counts_is_asked():
    english = grammar("en")
    words = [*english.words, *english.scales, *english.weekdays, *english.months, *english.parts, "half"]
    lines = [form for word in words for form in (f"a {word} of the", f"in {word.title()}", word.upper())]
    read = [line for line in [*COUNTED, *lines] if list(_found(line, 0, len(line), english))]
    assert len(read) > len(words)
    assert all(english.may_count(line) for line in read)
    assert not english.may_count("The ferry sailed to a port.")


SEEN = """pictured seen shown in outside part way a his""".split()


def test_what_a_picture_shows_is_seen_by_every_verb():
    for verb in scenes._NEEDED:
        assert scenes._may_act(frozenset([verb]))
    for verb, others in scenes._NEEDED_BY.items():
        shown = [f"Workers {verb} {more} them" for more in (*others, *SEEN, "in front", "his way", "guard")]
        held = [line for line in shown if scenes._ACTS.search(line)]
        assert held
        assert all(scenes._may_act(words_in(line.lower())) for line in held)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("ab1_-'’.,;:) é"), max_size=30))
def test_words_found_quickly_are_those_of_the_patterns(text):
    assert words_in(text) == frozenset(re.findall(r"\w+", text))
    assert lines._words(text) == lines._WORD.findall(text)


@settings(max_examples=200, deadline=None)
@given(word=st.text(string.ascii_lowercase, min_size=2, max_size=12))
def test_a_spelling_that_changes_ends_in_a_known_way(word):
    for ending in ("", *_BRITISH):
        whole = word + ending
        if any(pattern.search(whole) for pattern, _ in _SPELLING):
            assert whole.endswith(_BRITISH)


WORDS = st.lists(st.sampled_from("the port of Vell sailed".split()), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(WORDS, min_size=1, max_size=5))
def test_a_run_of_words_that_stands_twice_is_seen(lines):
    read = read_lines("\n\n".join(lines))
    found = Repeats(read)
    grams = [{tuple(row[at : at + GRAM]) for at in range(len(row) - GRAM + 1)} for row in found.words]
    for i, mine in enumerate(grams):
        for j, theirs in enumerate(grams):
            if i != j and mine & theirs:
                assert found.twins(i, 0.0), (i, j)


def test_pairs_of_a_match_are_a_sequence():
    article = pv.Document(
        "a", "The ferry sailed at noon from the old port of Vell, the harbour office said on Monday."
    )
    wire = pv.Document("w", article.text, agency="AFP")
    from provenance.match.tracing import trace
    from provenance.page import prepare

    found = trace(prepare(article), pv.Archive.build([wire]), config=pv.Config(), timed=True)
    pairs = found.matches[0].pairs
    assert len(pairs) == len(list(pairs)) > 10
    assert pairs[0] == next(iter(pairs)) and pairs[1:3] == list(pairs)[1:3]
