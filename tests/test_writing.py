"""Which words a writer chose, whether an article used a dispatch at all, and what neighbours and proof may do."""

from __future__ import annotations

import pytest

from provenance.config import Config, WeighConfig
from provenance.match.alignment import Match, Vocabulary, align, profile
from provenance.match.archive import Archive
from provenance.match.usage import Use, carried, is_copied, order_z, use
from provenance.match.weighing import is_proven
from provenance.match.wording import NOTHING_KEPT, word_kinds
from provenance.page.preparation import prepare
from provenance.pipeline import annotate, redecide
from provenance.records import Document

STORY = [
    "The glass bridge over Morrel gorge was shut on Thursday after a walker heard a panel crack beneath her boots.",
    "Wardens led sixty visitors back along the handrail, one by one, while the wind tugged at their coats.",
    "Engineer Tove Lindal said the panel had been fitted a finger's width too tight when the bridge was built.",
    "The park hopes to open the bridge again before the cherries ripen, with thicker panes along the northern side.",
    "Nobody was hurt, but a dachshund had to be carried across in a picnic basket by two embarrassed rangers.",
]


def packed(text: str, name: str, vocabulary: Vocabulary):
    return profile(prepare(Document(id=name, text=text)), vocabulary)


def compared(mine: list[str], theirs: list[str]):
    vocabulary = Vocabulary(lambda _: 4.0)
    article = packed("\n\n".join(["Bridge closed", *mine]), "a", vocabulary)
    return article, align(article, packed("\n\n".join(["Gorge bridge shut", *theirs]), "w", vocabulary))


def kinds_of(text: str) -> dict[str, str]:
    prepared = prepare(Document(id="a", text=text))
    return dict(zip(prepared.tokens.text, word_kinds(prepared), strict=True))


def test_names_numbers_and_formulas_are_no_choice_of_the_writer():
    kinds = kinds_of(
        "Harbour town wakes late\n\nOn Monday 40 officials told Ilse Brandt that ferries had limped home."
    )
    assert (kinds["ilse"], kinds["brandt"]) == ("P", "P")
    assert (kinds["monday"], kinds["40"]) == ("N", "N")
    assert (kinds["officials"], kinds["that"]) == ("F", "F")
    assert (kinds["limped"], kinds["ferries"]) == ("C", "C")


def test_a_word_that_begins_a_sentence_is_a_name_where_it_is_one_elsewhere():
    text = "Old kilns\n\nTolsund burned. Potters watched as Tolsund fell, and the potters wept at Tolsund."
    kinds = kinds_of(text)
    assert (kinds["tolsund"], kinds["potters"]) == ("P", "C")


def test_shared_facts_keep_no_chosen_word_and_copied_words_do():
    facts = (
        "Tove Lindal examined whatever had happened near Morrel on Thursday, and gave no opinion afterwards."
    )
    _, found = compared([facts, STORY[1]], STORY)
    best = {}
    for match in found:
        best[match.segment] = max(match, best.get(match.segment, match), key=lambda m: m.coverage)
    assert best[1].wording.matched == 0
    assert best[2].wording.matched >= 8
    assert best[2].wording.crossing == pytest.approx(1.0)


def test_the_wording_of_a_chance_pair_is_not_read():
    _, found = compared(
        [
            "The baker at Orrin sold every loaf of rye before seven while his daughter swept flour from icy steps in the wind."
        ],
        STORY,
    )
    read = [match.wording for match in found if match.segment == 1]
    assert read
    assert set(read) == {NOTHING_KEPT}


def test_order_shows_a_use_and_disorder_does_not():
    assert order_z([1, 2, 3, 4, 5, 6, 7]) > 2.5
    assert abs(order_z([4, 1, 6, 3, 7, 2, 5])) < 1.5
    assert order_z([7, 6, 5, 4, 3]) < 0
    assert order_z([1, 2, 3]) == 0


def test_a_copied_passage_shows_use_to_every_other_sentence_but_itself():
    article, found = compared([STORY[0], "Rye bread is dear."], STORY)
    config, order = WeighConfig(), article.prepared.content
    best = {match.segment: match for match in sorted(found, key=lambda m: m.coverage)}
    taken = use(best, order, config)
    assert is_copied(best[1], config)
    assert taken.shown(2, config)
    assert not taken.shown(1, config)


def match_of(segment: int, **values: object) -> Match:
    plain = Match(
        segment, "w", segment, (), 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 12, 30.0, -1.0, 15, 0.0, 0, 1.0, 1.0
    )
    return plain._replace(**values)


def test_rewriting_beside_a_copied_passage_needs_words_of_its_own():
    config = WeighConfig()
    kept = NOTHING_KEPT._replace(matched=3, chosen=9, theirs=9)
    weak, able = (match_of(2, coverage=0.3, wording=kept, alone=alone) for alone in (0.2, 0.5))
    one_paragraph = Use(copied=frozenset([1]), mapped=0.2, order=0.0)
    assert not is_proven(weak, one_paragraph, config)
    assert is_proven(able, one_paragraph, config)
    assert is_proven(weak, Use(copied=frozenset(), mapped=0.9, order=4.0), config)
    assert not is_proven(able._replace(wording=NOTHING_KEPT), one_paragraph, config)


def test_speech_comes_with_the_copied_narration_beside_it_and_never_alone():
    config = WeighConfig()
    narration = match_of(1, alone=0.95)
    speech = match_of(2, quotation=1.0, alone=0.05)
    assert carried({1: narration, 2: speech}, [1, 2], config)[2] == pytest.approx(0.95)
    assert carried({2: speech, 3: match_of(3, quotation=1.0, alone=0.05)}, [2, 3], config) == {}
    elsewhere = speech._replace(sentence=9)
    assert carried({1: narration, 2: elsewhere}, [1, 2], config) == {}


# --- end to end -------------------------------------------------------------------------------------------------------

DISPATCH = Document(
    id="d1", agency="AFP", published="2034-05-11T08:00:00Z", text="\n\n".join(["Gorge bridge shut", *STORY])
)
OWN = "The Gazette asked three climbing clubs whether they would still cross it, and only the youngest answered."


def decided(*rows: str, dispatch: Document = DISPATCH, **more: str):
    article = Document(
        id="a1",
        outlet="Morrel Gazette",
        published="2034-05-11T12:00:00Z",
        text="\n\n".join(["Bridge closed", *rows]),
    )
    (found,) = annotate([article], Archive.build([dispatch]), **more)
    text = found.document.text
    return found, {text[f.segment.start : f.segment.end]: f for f in found.findings}


def test_an_own_sentence_inside_copied_text_stays_the_outlets_own():
    _, said = decided(STORY[0], STORY[1], OWN, *STORY[2:])
    assert said[OWN].verdict.origin == "original"
    assert {said[row].verdict.edit for row in STORY} == {"verbatim"}


def test_neighbours_may_add_no_more_than_the_limit():
    config = Config()
    rows = [STORY[0], STORY[1], OWN, *STORY[2:]]
    (free,) = annotate(
        [Document(id="a", text="\n\n".join(["Bridge closed", *rows]))],
        Archive.build([DISPATCH]),
        config=config.with_settings({"weigh.lift": 20.0, "weigh.follows": 20.0}),
    )
    (held,) = annotate(
        [Document(id="a", text="\n\n".join(["Bridge closed", *rows]))],
        Archive.build([DISPATCH]),
        config=config.with_settings({"weigh.lift": 0.0, "weigh.follows": 0.0}),
    )
    pairs = [
        (max(e.score for e in a.evidence), max(e.score for e in b.evidence))
        for a, b in zip(free.findings, held.findings, strict=True)
        if a.evidence and b.evidence
    ]
    assert pairs
    assert all(high >= low - 1e-4 for high, low in pairs)


def test_rewriting_that_nothing_proves_is_never_likely():
    retold = "Tove Lindal, an engineer, blamed a panel of the Morrel gorge bridge, shut Thursday, for being too tight when built."
    found, _ = decided(retold, "Rye bread is dear again at Orrin.", "Lambs were sold at the market hall.")
    heavy = [
        item
        for finding in found.findings
        for item in finding.evidence
        if item.edit == "heavy" and item.role == "wire"
    ]
    assert heavy
    assert all(item.score <= Config().weigh.unproven for item in heavy)


def test_speech_told_to_one_agency_derives_and_its_lost_attribution_is_a_change():
    speech = "“We will carry every dog across ourselves if the wind keeps on like this,”"
    exclusive = Document(
        id="d2",
        agency="AFP",
        published="2034-05-11T08:00:00Z",
        text=f"Gorge bridge shut\n\n{STORY[0]}\n\n{speech} chief warden Per Holm told AFP.",
    )
    frame = "Per Holm looked as if he meant it when we met."
    lifted = f"{speech} he said."
    _, said = decided(
        "Dogs wait at the gorge for a lift, reports our man.", frame, lifted, dispatch=exclusive
    )
    verdict = said[lifted].verdict
    assert (verdict.origin, verdict.agency, verdict.rule) == ("wire", "AFP", "told")
    assert "attribution" in {drift.kind for drift in said[lifted].drift}
    public = Document(
        id="d3",
        agency="AFP",
        published="2034-05-11T08:00:00Z",
        text=exclusive.text.replace("told AFP", "told reporters"),
    )
    _, said = decided("Dogs wait at the gorge for a lift, reports our man.", frame, lifted, dispatch=public)
    assert said[lifted].verdict.origin == "quote"


def test_an_outlets_own_earlier_text_is_no_witness():
    texts = [
        Document(id=f"o{n}", outlet="Morrel Gazette", text="\n\n".join(["Bridge", *STORY])) for n in (1, 2)
    ]
    for annotation in annotate(texts):
        assert {f.verdict.origin for f in annotation.findings} == {"original"}
    other = Document(id="p", outlet="Orrin Echo", text=texts[1].text)
    for annotation in annotate([texts[0], other]):
        assert "shared" in {f.verdict.origin for f in annotation.findings}


def test_the_sensitive_setting_is_another_threshold_and_needs_no_matching():
    found, _ = decided(STORY[0], OWN)
    (again,) = redecide([found], Config.named("sensitive"))
    direct, _ = decided(STORY[0], OWN, config=Config.named("sensitive"))
    assert again.findings == direct.findings
    assert again.run == direct.run
