"""Direct speech: which words are quoted, who is said to speak, and that nothing else is."""

from __future__ import annotations

import pytest

from provenance.page.kinds import segment
from provenance.page.speech import find_quotes
from provenance.page.speech.speakers import attribution
from provenance.records import Document
from provenance.text import detect
from provenance.text.tokens import tokenise


def quotes_of(text: str) -> list[tuple[str, str | None, str | None]]:
    document = Document("x", text)
    language = detect(text)
    tokens = tokenise(text, language=language)
    found = find_quotes(document, segment(document, tokens), tokens, language=language)
    return [(text[q.start : q.end], q.speaker, q.cue) for q in found]


def quoted(text: str) -> list[str]:
    return [words for words, _, _ in quotes_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ['"no"']),
        ("He said “no” twice.", ["“no”"]),
        ("He said ‘no’ twice.", ["‘no’"]),
        ("He said 'no' twice.", ["'no'"]),
        ("He said ``no'' twice.", ["``no''"]),
        ("Er sagte „nein“ und ging.", ["„nein“"]),
        ("Er sagte »nein« und ging.", ["»nein«"]),
        ("Il a dit « non » deux fois.", ["« non »"]),
        ("Il a dit «\xa0non\xa0» deux fois.", ["«\xa0non\xa0»"]),
        ("Hän sanoi ”ei” kahdesti.", ["”ei”"]),
        ("The 'Tiger' trucks and the 'Lion' trucks left.", ["'Tiger'", "'Lion'"]),
        ("It was (“absolutely”) fine.", ["“absolutely”"]),
        ("She called it a 'win-win' for the town's traders.", ["'win-win'"]),
    ],
)
def test_marks_of_every_kind_pair(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The town's traders and the traders' guild don't agree.",
        "It was the '70s, and rock 'n' roll wasn't dead.",
        "The boys’ club isn’t the girls’ club, he’d say.",
        "’Twas the night before the ’68 flood.",
        'The pipe was 6" wide.',
        "A rock ’n’ roll band from the O'Neill family of 5 o'clock fame.",
        "Students' and teachers' groups met.",
    ],
)
def test_apostrophes_are_no_marks(text):
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A note said that: 'The mayor's walks and the council's talks are part of the town's effort.'",
            ["'The mayor's walks and the council's talks are part of the town's effort.'"],
        ),
        ("He said 'it's the lads' fault, not ours', and left.", ["'it's the lads' fault, not ours'"]),
        (
            "He urged her 'not to talk of the alleged `false bridge' being built,' she said.",
            ["'not to talk of the alleged `false bridge' being built,'"],
        ),
        ("“She said ‘no’ and I believed her,” he said.", ["“She said ‘no’ and I believed her,”"]),
        ("‘She said “no” and I believed her,’ he said.", ["‘She said “no” and I believed her,’"]),
        ("‘I’ve waited since the ’70s,’ said Tann.", ["‘I’ve waited since the ’70s,’"]),
        ("„Er sagte ‚nein‘ und ging“, sagte sie.", ["„Er sagte ‚nein‘ und ging“"]),
        ("The 'allies' plan' of 'some' size was dropped.", ["'allies' plan'", "'some'"]),
    ],
)
def test_nested_marks_and_possessives_stay_inside(text, expected):
    assert quoted(text) == expected


def test_speech_over_sentences_gives_one_record_each():
    text = '"They have not moved. They have moved in," Orla Dean said. "Every sign is bad."'
    assert quotes_of(text) == [
        ('"They have not moved.', "Orla Dean", "said"),
        ('They have moved in,"', "Orla Dean", "said"),
        ('"Every sign is bad."', "Orla Dean", None),
    ]


@pytest.mark.parametrize(("mark", "end"), [('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"), ("«", "»")])
def test_speech_over_paragraphs_opens_again_in_each(mark, end):
    text = f"Marta Ling said: {mark}We stay here for now.\n\n{mark}The river's banks will hold.\n\n{mark}Nobody leaves.{end}\n\nThe rain went on."
    assert quoted(text) == [
        f"{mark}We stay here for now.",
        f"{mark}The river's banks will hold.",
        f"{mark}Nobody leaves.{end}",
    ]


def test_a_missing_closing_mark_ends_with_its_sentence():
    text = 'She said: "We stay here for now. It rained all day.\n\nThe river rose.'
    assert quoted(text) == ['"We stay here for now.']


def test_a_mark_in_one_paragraph_never_reaches_the_next():
    text = 'The sign read "Closed for\n\nThe shop was open. "Come in," it said.'
    assert quoted(text) == ['"Closed for', '"Come in,"']


def test_furniture_and_credits_are_not_read():
    text = 'The bells of Orme ring again\n\nREAD MORE: "Silence" wins a prize\n\nThe bells rang on Monday.\n\nNobody had asked.'
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ('"It rained," Orla Dean said.', "Orla Dean", "said"),
        ('"It rained," said Orla Dean, a 71-year-old retired driver.', "Orla Dean", "said"),
        ('"It rained," central bank governor Orla Dean told a packed hall.', "Orla Dean", "told"),
        ('"It rained," said Secretary of State Orla Dean.', "Orla Dean", "said"),
        ('"It rained," said British Foreign Secretary Orla Dean.', "Orla Dean", "said"),
        ('"It rained," said Ms. Orla Dean of Halden Bank, who was wet.', "Orla Dean", "said"),
        ('"It rained," Sam Adey, chief strategist at Bright Markets, told AFP.', "Sam Adey", "told"),
        ('"It rained," its director, Hal Dace, told AFP.', "Hal Dace", "told"),
        ('"It rained," said the authority\'s president, Lis Aamund.', "Lis Aamund", "said"),
        ('"It rained," the foreign ministry said.', "the foreign ministry", "said"),
        ('"It rained," he said.', None, "said"),
        ('"It rained," according to Orla Dean.', "Orla Dean", "according to"),
        ('Spokesman Ned Rice said: "It rained."', "Ned Rice", "said"),
        ('Orla Dean warned on Monday that it was "raining".', "Orla Dean", "warned"),
        ('It was "raining" in the hills.', None, None),
        ("„Es regnete“, sagte Bürgermeisterin Heike Stroth.", "Heike Stroth", "sagte"),
        ("« Il pleut », a déclaré la maire, Solenn Le Bihan.", "Solenn Le Bihan", "déclaré"),
        ("“Llueve”, dijo el alcalde, Braulio Cid, a la prensa.", "Braulio Cid", "dijo"),
    ],
)
def test_speaker_and_cue_are_what_the_text_states(text, speaker, cue):
    assert quotes_of(text)[0][1:] == (speaker, cue)


def test_an_attribution_far_away_is_none():
    assert attribution(
        "Dean said last year, in another place and of another thing entirely, that a ", " rained."
    ) == (None, None)


@pytest.mark.parametrize("unit", ['"a ', "'a ", "“a ", "‘a' ", "a' ", '" ', "«a »", "``a ''"])
@pytest.mark.timeout(60)
def test_marks_without_end_come_to_an_end(unit):
    text = unit * 30_000
    document = Document("x", text)
    language = detect(text)
    tokens = tokenise(text, language=language)
    found = find_quotes(document, segment(document, tokens), tokens, language=language)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in found)
