"""Languages as tables: told by their words, and what each stage does with its own."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import html5lib
import pytest

import provenance as pv
from provenance.config import Config
from provenance.contract import annotation_from_dict, to_json_line
from provenance.match.drift.quantities import find_quantities
from provenance.page import prepare
from provenance.page.kinds.phrases import phrases
from provenance.pipeline import redecide
from provenance.records import Document
from provenance.result import Corpus
from provenance.text import detect, folders, language, language_of, languages, number, term, tokenise
from provenance.text.languages import spacy_stop
from provenance.text.unspaced import split

FOLDER = Path(pv.__file__).parent / "text" / "languages"
HOUR = {"published": "2031-04-02T06:00:00Z"}
LATER = {"published": "2031-04-02T10:00:00Z"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The pilots went back to work on Tuesday after a walkout of nine days.", "en"),
        ("Les pilotes ont repris le travail mardi après une grève de neuf jours dans le port.", "fr"),
        (
            "Die Lotsen haben am Dienstag nach einem Streik von neun Tagen die Arbeit wieder aufgenommen.",
            "de",
        ),
        ("Los prácticos volvieron al trabajo el martes tras una huelga de nueve días en el puerto.", "es"),
        ("Os pilotos voltaram ao trabalho na terça-feira, depois de uma greve de nove dias no porto.", "pt"),
        ("I piloti sono tornati al lavoro martedì dopo uno sciopero di nove giorni nel porto.", "it"),
        ("De loodsen zijn dinsdag weer aan het werk gegaan na een staking van negen dagen.", "nl"),
        ("Lotsarna återgick till arbetet på tisdagen efter en strejk som varade i nio dagar.", "sv"),
        ("港口引航员周二结束了为期九天的罢工。", "zh"),
        ("港の水先人は火曜日に九日間のストライキを終えた。", "ja"),
        ("Лоцманы во вторник вышли на работу.", "ru"),
        ("2-1", "en"),
        ("", "en"),
    ],
)
def test_a_language_is_told_by_letters_and_function_words(text, code):
    assert detect(text) == code


def test_a_record_tells_its_language_then_the_setting_then_the_text():
    french = "Les pilotes ont repris le travail mardi après une grève de neuf jours."
    assert language_of("de-AT", french) == "de"
    assert language_of(None, french, setting="es") == "es"
    assert language_of(None, french) == language_of("??", french) == "fr"
    found = pv.annotate(pv.Document("a", french * 2))
    assert found.language == "fr"


@pytest.mark.parametrize("code", folders())
def test_a_folder_has_every_table_that_the_stages_ask_for(code):
    """A newcomer's folder is complete where it has these; what English alone needs is not asked of others."""
    own = {"own_stop", "capitalised"}
    asked = {
        "words": {"name", "level", "stemmer", "stop", "acts", "formula", "measures", "titles", "counted", "abbreviations",
                  "name_endings"},
        "numbers": {"decimal", "units", "tens", "articles", "scale_words", "months", "weekdays", "around", "above", "below",
                    "percent", "before"},
        "speech": {"cues", "attribution", "claims", "when", "hedges", "soft", "anonymous"},
        "page": {"furniture"},
    }  # fmt: skip
    for section, keys in asked.items():
        table = tomllib.loads((FOLDER / code / f"{section}.toml").read_text("utf-8"))
        assert keys - own <= set(table), (code, section, keys - set(table))
    assert len(language(code).listed("numbers", "months")) == 12
    assert len(language(code).listed("numbers", "weekdays")) == 7


@pytest.mark.parametrize("code", [code for code in folders() if code != "en"])
def test_no_function_word_is_a_term(code):
    words = [word for word in spacy_stop(code) if number(word, code) is None]
    content = language(code).words("words", "content")
    assert {word for word in words if term(word, code)} <= content


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("fr", "villes", "ville"),
        ("de", "häuser", "häusern"),
        ("es", "pilotos", "piloto"),
        ("fr", "trois", "3"),
        ("de", "einundzwanzig", "21"),
        ("es", "12.400", "12400"),
        ("pt", "1,50", "1.5"),
        ("nl", "vijfendertig", "35"),
        ("de", "mio", "millionen"),
    ],
)
def test_two_forms_of_a_word_have_one_term(code, one, other):
    assert term(one, code) == term(other, code) != ""


def test_accents_that_writers_leave_out_are_no_difference_and_umlauts_are():
    assert (
        tokenise("L'État de Željko", language="fr").text == tokenise("L'Etat de Zeljko", language="fr").text
    )
    assert tokenise("könnte", language="de").text != tokenise("konnte", language="de").text


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        (
            "fr",
            "environ 1,5 million, 3 200 voyageurs, 410 M€, deux tiers, à 18 h 30",
            [1.5e6, 3200, 4.1e8, 200 / 3],
        ),
        ("de", "rund 40 Mio. Euro, neunzehn Verletzte, 14'000, um 18.00 Uhr", [4e7, 19, 14000]),
        ("es", "unas trescientas personas, treinta y cinco, 12.400", [300, 35, 12400]),
        ("pt", "21 mil pessoas, mais de 1 200, 3,8", [21000, 1200, 3.8]),
        ("it", "circa 3 mila, duecento persone", [3000, 200]),
        ("nl", "ruim 2 miljoen euro, vijfendertig", [2e6, 35]),
        (
            "en",
            "₹2,000 crore, Rs 1.5 lakh crore, 3.2 cr, $A2bn, 24.5 per cent",
            [2e10, 1.5e12, 3.2e7, 2e9, 24.5],
        ),
        ("en", "12 crore, 1,20,000 people, half a dozen, 4.30pm, 1830 hrs", [1.2e8, 120000, 6]),
    ],
)
def test_numbers_are_read_as_a_language_writes_them(code, text, values):
    found = find_quantities(text, 0, len(text), code)
    assert [q.value for q in found] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Rien ne change », a affirmé le ministre des Ports Yann Kerdrel à la presse mardi.", "Yann Kerdrel"),
        ("« Rien ne change », avait déclaré mardi la maire, Solenn Le Bihan, devant le port.", "Solenn Le Bihan"),
        ("« Rien ne change », dit-il en sortant du tribunal de la ville avec ses avocats.", None),
        ("„Nichts ändert sich“, sagte die Bäckerin Heike Stroth am Dienstag in der Stadt.", "Heike Stroth"),
        ("„Nichts ändert sich“, erzählt Ortsvorsteher Karl-Heinz Grell, der in dem Ort wohnt.", "Karl-Heinz Grell"),
        ("«Nada cambia», ha reiterado el portavoz de Ríos Limpios, Tomás Alzaga, en la plaza.", "Tomás Alzaga"),
        ("«Nada cambia», se queja Fermín Salcés, que tiene sesenta ovejas en la nave.", "Fermín Salcés"),
        ("“Nada muda”, disse o presidente da Câmara de Vila Arvela, Américo Sarmo, na rádio.", "Américo Sarmo"),
        ("«Nulla cambia», ha detto la sindaca Paola Renzi ai giornalisti della città.", "Paola Renzi"),
        ("“Er verandert niets”, zei burgemeester Joost de Wit tegen de pers in de stad.", "Joost de Wit"),
    ],
)  # fmt: skip
def test_speakers_are_named_in_each_language(text, speaker):
    assert [quote.speaker for quote in prepare(Document("a", text)).quotes] == [speaker]


def drift(theirs: str, mine: str, agency: str = "AFP") -> list[tuple[str, str, str]]:
    wire = Document("w", theirs, agency=agency, **HOUR)
    found = pv.annotate(Document("a", mine, **LATER), pv.Archive.build([wire]))
    marks = [mark for finding in found.findings for mark in finding.drift]
    return [(m.kind, mine[m.start : m.end], theirs[m.source_start : m.source_end]) for m in marks]


FR = "Selon la préfecture, environ 1.500 habitants auraient quitté le bourg de Kerlan mercredi après la rupture du barrage."
DE = "Nach Angaben der Feuerwehr verließen rund 1.500 Bewohner am Mittwoch nach dem Bruch des Damms den Ort Kerlach im Tal."
ES = "El alcalde habría ordenado en mayo cerrar la presa de Kerlán pese a las quejas de unos 1.500 vecinos del valle."


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        (FR, FR.replace("1.500", "1 500"), set()),
        (FR, FR.replace("environ", "quelque"), set()),
        (FR, FR.replace("auraient quitté", "ont quitté"), {"hedge"}),
        (FR, FR.replace("environ 1.500", "1.500"), {"hedge"}),
        (FR, FR.replace("mercredi", "jeudi"), {"number"}),
        (FR, FR.replace("environ 1.500", "plus de 1.500"), {"number"}),
        (FR, FR.replace("Selon la préfecture, environ", "Environ"), {"attribution"}),
        (FR, FR.replace("Kerlan", "Kerlen"), {"name"}),
        (DE, DE.replace("1.500", "1500"), set()),
        (DE, DE.replace("Bewohner", "Einwohner"), set()),
        (DE, DE.replace("rund 1.500", "1.500"), {"hedge"}),
        (DE, DE.replace("Mittwoch", "Donnerstag"), {"number"}),
        (ES, ES.replace("Kerlán", "Kerlan"), set()),
        (ES, ES.replace("habría ordenado", "ordenó"), {"hedge"}),
        (ES, ES.replace("unos 1.500", "1.500"), {"hedge"}),
    ],
)
def test_what_changed_in_substance_is_marked_and_form_is_not(theirs, mine, expected):
    assert {kind for kind, _, _ in drift(theirs, mine)} == expected


def test_the_agency_that_was_told_is_missed_in_its_own_language():
    theirs = (
        f"{DE} „Wir haben dreimal geschrieben“, sagte Jonas Petri der Deutschen Presse-Agentur im Festzelt."
    )
    mine = f"{DE} „Wir haben dreimal geschrieben“, sagte Jonas Petri im Festzelt."
    assert [kind for kind, _, _ in drift(theirs, mine, "dpa")] == ["attribution"]


def test_own_sentences_that_share_function_words_are_not_called_wire():
    wire = Document(
        "w",
        FR + " Les secours ont installé des lits dans le gymnase du lycée de Kerlan.",
        agency="AFP",
        **HOUR,
    )
    own = "C'est ce que l'on sait de la nuit, et il n'y a plus rien à dire de ce qui est arrivé à ceux qui sont là."
    found = pv.annotate(Document("a", f"{FR}\n\n{own}", **LATER), pv.Archive.build([wire]))
    assert [finding.verdict.origin for finding in found.findings] == ["wire", "original"]


def test_words_of_unspaced_scripts_are_told_apart_and_capped():
    copied = "港口引航员周二结束了为期九天的罢工，此前有四十多艘货船在外海等候进港。"
    assert "引航员" not in split(copied, "zh")[0]
    wire = Document("w", copied, agency="AFP", **HOUR)
    own = "本报记者在码头看到，第一艘货船已于中午靠岸，工人们正忙着卸货。"
    found = pv.annotate(Document("a", f"{copied}\n\n{own}", **LATER), pv.Archive.build([wire]))
    assert found.language == "zh"
    assert found.findings[-1].verdict.origin == "original"
    assert {finding.verdict.certainty for finding in found.findings} == {"possible"}
    assert "language" in {note.code for note in found.notes}


def test_a_script_that_cannot_be_split_is_declined_with_a_note():
    found = pv.annotate(Document("a", "ຄົນຂັບເຮືອກັບຄືນໄປເຮັດວຽກໃນວັນອັງຄານ"))
    assert found.language == "lo"
    assert "not_compared" in {note.code for note in found.notes}
    assert {finding.verdict.origin for finding in found.findings} == {None}


def test_certainty_is_capped_where_nothing_was_measured():
    text = (
        "I piloti del porto di Rostavi sono tornati al lavoro martedì dopo uno sciopero di nove giorni, ha detto il sindacato.\n\n"
        "Più di quaranta navi cariche di grano avevano aspettato al largo senza che nessuno potesse guidarle in porto.\n\n"
        "L'autorità portuale ha accettato un aumento del quattro per cento e turni di riposo più lunghi tra le notti."
    )
    wire = Document("w", text, agency="ANSA", **HOUR)
    found = pv.annotate(Document("a", text, **LATER), pv.Archive.build([wire]))
    finding = found.findings[1]
    assert (finding.verdict.origin, finding.verdict.certainty) == ("wire", "likely")
    again = redecide([found], Config().with_settings({"decision.threshold": 0.5}))
    assert again[0].findings[1].verdict.certainty == "likely"


@pytest.fixture
def with_swedish(tmp_path, monkeypatch):
    """The folders with one more beside them: that of Dutch under another name, with one phrase of its own."""
    cached = (languages.folders, languages.language, languages._words, phrases)
    shutil.copytree(FOLDER, tmp_path / "languages")
    shutil.copytree(FOLDER / "nl", tmp_path / "languages" / "sv")
    (tmp_path / "languages" / "sv" / "page.toml").write_text('[furniture]\nlead = ["läs också"]\n', "utf-8")
    monkeypatch.setattr(languages, "_FOLDER", tmp_path / "languages")
    for table in cached:
        table.cache_clear()
    yield
    for table in cached:
        table.cache_clear()


def test_one_folder_adds_the_phrases_of_its_pages(with_swedish):
    """Nothing but the folder says what pages of a language print: phrases stand nowhere else."""
    assert not list((FOLDER.parents[1] / "page").rglob("phrases*.toml"))
    text = "Färjan är försenad i dag igen\n\nFärjan kom i hamn klockan tolv, sade hamnen på tisdagen.\n\nLäs också: Stormen\n\nDen går igen."
    assert [s.kind for s in prepare(Document("a", text)).segments if "Stormen" in text[s.start : s.end]] == [
        "furniture"
    ]


FRENCH = "Les pilotes du port de Rostavi ont repris le travail mardi après une grève de neuf jours, a annoncé leur syndicat."
ENGLISH = (
    "The pilots of Rostavi said in a joint statement that 40 ships had been held outside the bar by the walkout of that week"
    " and the storm. “We will not do it for the money that they have offered to us,” said Ada Orr at the gate."
)
MIXED = Document(
    "mixed",
    f"{FRENCH}\n\n{FRENCH} Le vent est tombé dans la nuit.\n\n{ENGLISH}",
    language="fr",
    title="La grève",
    **LATER,
)
SAME = Document(
    "w", f"ROSTAVI, April 2 (Reuters) - {ENGLISH.replace(' 40 ', ' about 40 ')}", agency="Reuters", **HOUR
)  # fmt: skip


@pytest.fixture(scope="module")
def mixed():
    """A French page with an English statement, beside a dispatch that has the statement with a hedge."""
    return pv.annotate([MIXED], pv.Archive.build([SAME]))[0]


def test_a_paragraph_in_another_language_is_read_in_it(mixed):
    french, *_, english, speech = mixed.findings
    assert (mixed.language, french.segment.language) == ("fr", None)
    assert english.segment.language == speech.segment.language == "en"
    assert [(drift.kind, drift.note) for drift in english.drift] == [
        ("hedge", "Reuters has “about 40”; here it is “40”.")
    ]
    assert [(quote.speaker, quote.cue) for quote in speech.quotes] == [("Ada Orr", "said")]
    article = prepare(MIXED)
    assert article.terms[article.tokens.text.index("the")] == "" != term("the", "fr")
    assert "mixed_languages" in {note.code for note in mixed.notes}


def test_the_language_of_a_paragraph_is_written_and_read_again(mixed):
    line = to_json_line(mixed, sources=True)
    kept = [segment.get("lang") for segment in json.loads(line)["segments"]]
    assert set(kept) == {None, "en"}
    assert annotation_from_dict(json.loads(line)) == mixed


@pytest.mark.parametrize(
    "paragraph",
    [
        "Le navire « The Spirit of the North » est parti à l'aube avec vingt hommes et trois femmes à bord.",  # a name
        "« We will not go », a dit la femme.",  # short
        "2-1, 14:30, 1.200",
    ],
)
def test_a_paragraph_that_tells_no_other_language_is_read_in_that_of_its_page(paragraph):
    found = prepare(Document("a", f"{FRENCH}\n\n{paragraph}\n\n{FRENCH}", language="fr"))
    assert {segment.language for segment in found.segments} == {None}
    unknown = prepare(Document("a", f"{FRENCH}\n\n{ENGLISH}", language="gl"))
    assert {segment.language for segment in unknown.segments} == {
        None
    }  # nothing tells which words are the page's own


def test_a_word_of_another_language_that_a_paragraph_repeats_makes_it_none_of_its_own():
    money = "Rostavi's long dollar loan fell 3.5 cents to 71.2 cents on the dollar."
    found = prepare(Document("a", f"{ENGLISH}\n\n{money}\n\n{ENGLISH}", language="en"))
    assert {segment.language for segment in found.segments} == {None}


def _languages(html, *tags):
    """Return the language that words of some elements are in: their own ``lang`` or that of what they stand in."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = []

    def walk(element, code):
        code = element.get("lang", code)
        if element.tag in tags or element.get("class") in tags:
            found.append((" ".join("".join(element.itertext()).split())[:90], code))
        for child in element:
            walk(child, code)

    walk(tree, "")
    return found


def test_every_page_says_which_language_words_are_in(mixed, tmp_path):
    """WCAG 3.1.1 and 3.1.2: in the report, the explanation, and what a notebook keeps."""
    page = Corpus([mixed]).report(tmp_path / "report.html").read_text("utf-8")
    shown = dict(_languages(page, "ti", "p", "vh", "pass"))
    assert shown["La grève"] == "fr"
    assert {code for text, code in shown.items() if "Les pilotes du port" in text} == {"fr"}
    assert {code for text, code in shown.items() if "The pilots of Rostavi" in text} == {"en"}
    assert {code for text, code in shown.items() if text.startswith("[")} >= {"en"}
    number = next(n for n, item in enumerate(mixed.findings, 1) if item.segment.language == "en")
    for html in (pv.explain(mixed, number).to_html(), mixed._repr_mimebundle_()[0]["text/html"]):
        words = dict(_languages(html, "bdi"))
        assert {code for text, code in words.items() if text.startswith("The pilots of Rostavi")} == {"en"}
    assert ("La grève", "fr") in _languages(mixed._repr_mimebundle_()[0]["text/html"], "bdi")
