"""Any answer can be taken apart: five steps, weights that add up, and what was or was not searched."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from sample_annotations import annotations, documents
from typer.testing import CliRunner

import provenance as pv
from provenance.claim.rules import RULES
from provenance.cli.commands import app
from provenance.config import Config
from provenance.contract import annotation_from_dict, to_json_line
from provenance.errors import ProvenanceError
from provenance.explanation.asked import QUESTIONS
from provenance.explanation.explainer import explain
from provenance.explanation.steps import Explanation
from provenance.explanation.waterfall import COLUMNS, LIMITED, MOST, READINGS, weights_of
from provenance.match.archive import Archive
from provenance.match.features import CONTEXT, LIMITS, OWN
from provenance.match.model import calibration
from provenance.pipeline import annotate
from provenance.records import Annotation, Coverage, Document

ROWS = [
    "The ice road to Talvik opened on Monday, eleven days later than ever before.",
    "Drivers had carried fuel and flour over the pass with sledges until then.",
    "The mayor said the new bridge would be finished before the thaw.",
    "Two lorries broke through a crack near the island in the first hour.",
]
WIRE = Document(
    id="w1", agency="AFP", published="2035-01-08T12:00:00Z", text="\n\n".join(["Ice road opens", *ROWS])
)
OWN_LINE = "Nobody at the harbour kiosk wanted to talk about it."
ARTICLE = Document(
    id="a1", published="2035-01-08T15:00:00Z", text="\n\n".join(["Late ice at Talvik", *ROWS, OWN_LINE])
)


def decided(article: Document = ARTICLE, *wires: Document, **settings: object) -> Annotation:
    config = Config().with_settings({name.replace("__", "."): value for name, value in settings.items()})
    (found,) = annotate([article], Archive.build(wires or (WIRE,)), config=config)
    return found


def number(annotation: Annotation, start: str) -> int:
    text = annotation.document.text
    return next(n for n, f in enumerate(annotation.findings, 1) if text[f.segment.start :].startswith(start))


def reasons(explanation: Explanation) -> dict[str, tuple[str, str]]:
    return {item.rule: (item.outcome, item.because) for item in explanation.rules}


def test_every_column_of_the_models_has_one_sentence():
    columns = [name for reading in READINGS for name in reading.columns]
    assert sorted(columns) == sorted({*OWN, *CONTEXT} - {"own"})
    assert [name for reading in LIMITED for name in reading.columns] == list(LIMITS)
    assert set(OWN) <= set(columns)


def test_every_rule_has_a_question():
    assert list(QUESTIONS) == [rule.__name__ for rule in RULES]


def test_the_weights_of_both_models_add_up_to_what_they_say():
    models = calibration()
    rows = [item.features for a in annotations() for f in a.findings for item in f.evidence]
    assert {len(row) for row in rows} == {len(OWN), len(COLUMNS)}
    for row in rows:
        start, weights = weights_of(row)
        name, part = ("own", row) if len(row) == len(OWN) else ("context", row[len(OWN) : -len(LIMITS)])
        (expected,) = models[name].probability([list(part)])
        read = sum(weight for column, weight in weights.items() if column not in LIMITS)
        assert 1 / (1 + math.exp(-start - read)) == pytest.approx(expected, abs=1e-6)


@pytest.fixture(scope="module")
def explained():
    """Every sentence of the sample with its explanation."""
    return [
        (annotation.findings[n - 1], found) for annotation in annotations() for n, found in every(annotation)
    ]


def every(annotation):
    return ((n, explain(annotation, n)) for n in range(1, len(annotation.findings) + 1))


@pytest.mark.parametrize("saved", [False, True])
def test_a_waterfall_ends_at_the_stored_probability(saved, explained):
    if saved:
        again = (
            annotation_from_dict(json.loads(to_json_line(item, sources=True))) for item in annotations()[:2]
        )
        found = [item for annotation in again for _, item in every(annotation)]
    else:
        found = [item for _, item in explained]
    candidates = [item for one in found for item in one.candidates]
    for item in candidates:
        assert item.weights is not None
        assert len(item.weights.weights) <= MOST
        assert item.weights.after == item.evidence.score
        odds = [row.odds for row in item.weights.weights]
        start = math.log(item.weights.before / (1 - item.weights.before))
        end = 1 / (1 + math.exp(-start - sum(odds)))
        assert end == pytest.approx(item.evidence.score, abs=6e-5)
        assert item.weights.weights[-1].after == pytest.approx(end)
    assert len(candidates) > (30 if saved else 100)


def test_a_passage_that_another_outdoes_says_so(explained):
    rows = [
        row.says
        for finding, found in explained
        for item in found.candidates
        if item.evidence.score < max(e.score for e in finding.evidence)
        for row in (item.weights.weights if item.weights else ())
    ]
    assert any("Another passage fits better" in says for says in rows)


def test_a_row_of_other_models_is_not_explained_by_these():
    annotation = decided()
    n = number(annotation, ROWS[0])
    finding = annotation.findings[n - 1]
    first = replace(finding.evidence[0], score=0.5)
    findings = list(annotation.findings)
    findings[n - 1] = replace(finding, evidence=(first,))
    older = replace(annotation, findings=tuple(findings), run=replace(annotation.run, version="0.0.1"))
    found = explain(older, n).candidates[0]
    assert found.weights is None
    assert "other models" in found.note


def test_what_is_not_kept_is_said():
    loaded = annotation_from_dict(json.loads(to_json_line(decided())))
    found = explain(loaded, number(loaded, ROWS[0])).candidates
    assert found[0].weights is not None
    assert all(item.passage == () for item in found)
    assert all("sources=true" in item.note for item in found[1:])


def test_a_match_is_explained_in_five_steps():
    annotation = decided()
    found = explain(annotation, number(annotation, ROWS[0]))
    assert found.answer == "same words as AFP"
    assert "".join(text for text, _ in found.candidates[0].passage) == ROWS[0]
    assert all(held for text, held in found.candidates[0].passage if text.strip(" ."))
    assert found.candidates[0].same == 14
    assert "14 of 14 words in the same order <- the answer rests" in " ".join(found.to_text().split())
    assert any("All the rest" in row.says for row in found.candidates[0].weights.weights)
    assert reasons(found)["match"] == ("answered", found.finding.verdict.why)
    assert reasons(found)["caption"] == ("no", "it is body text")
    assert reasons(found)["shared"] == ("not asked", "")
    assert found.search is None
    assert any("--set decision.threshold=" in line and "nothing found" in line for line in found.changes)
    text = found.to_text()
    places = [
        text.index(f"\n{step} ") for step in ("1 KIND", "2 CREDITS", "3 SOURCES", "4 RULES", "5 CHANGES")
    ]
    assert places == sorted(places)
    assert max(map(len, text.splitlines())) <= 80
    assert "SAME WORDS AS AFP, matched" in text


def test_what_would_change_the_answer_does_change_it():
    annotation = decided()
    found = explain(annotation, number(annotation, ROWS[0]))
    value = found.changes[0].split("=")[1].removesuffix(").")
    again = decided(decision__threshold=float(value))
    assert again.findings[found.number - 1].verdict.origin == "original"


def test_nothing_found_names_the_nearest_passage_and_what_ruled_it_out():
    archive = Archive.build([WIRE])
    annotation = decided()
    found = explain(annotation, number(annotation, OWN_LINE), archive)
    assert found.answer == "nothing found"
    assert found.search.looked
    assert found.search.nearest is None or found.search.nearest.obstacle == "probability"


def test_a_dispatch_outside_the_window_is_named_with_what_opening_it_would_change():
    early = replace(WIRE, published="2034-11-08T12:00:00Z")
    annotation = decided(ARTICLE, early)
    n = number(annotation, ROWS[1])
    found = explain(annotation, n, Archive.build([early]))
    assert found.search.nearest.obstacle == "window"
    assert found.search.nearest.hours == pytest.approx(61 * 24 + 3)
    assert found.search.wider.this_one
    free = decided(ARTICLE, early, retrieval__window_hours=0)
    matched = sum("match" in finding.verdict.basis for finding in free.findings)
    assert (found.search.wider.gained, found.search.wider.of) == (matched, len(free.findings))
    text = " ".join(found.to_text().split())
    assert "NO DISPATCH WAS SEARCHED 1 dispatch is at hand, and it did not come out in the 72 hours" in text
    assert "inside the window? No: 72 hours are searched, this is 1,467 hours old; it was never" in text
    assert "Probable enough? Yes: it would be at " in text
    assert f"Search without a window. This sentence would then match a dispatch; {matched} of" in text
    assert "$ provenance annotate ARTICLES --archive wires/ --window all" in text


def test_a_later_dispatch_is_no_source_and_no_window_would_help():
    late = replace(WIRE, published="2035-01-09T12:00:00Z")
    annotation = decided(ARTICLE, late)
    found = explain(annotation, number(annotation, ROWS[1]), Archive.build([late]))
    assert found.search.nearest.obstacle == "later"
    assert found.search.wider is None
    text = " ".join(found.to_text().split())
    assert "Released before the article? No: it came out after the article" in text
    assert "--window all" not in text
    assert "$ provenance archive add FEED --into wires/" in text


def test_nothing_searched_and_nothing_found_are_two_answers():
    annotation = decided()
    n = number(annotation, OWN_LINE)
    searched = replace(annotation, searched=Coverage(documents=1, sentences=4))
    assert "SEARCHED, and not found (probability " in explain(searched, n).to_text()
    assert "no dispatch was searched" not in explain(searched, n).to_text().lower()
    empty = replace(annotation, searched=Coverage(outside_window=1))
    text = explain(empty, n).to_text()
    assert "\nNO DISPATCH WAS SEARCHED\n" in text, "and no probability is said"
    assert "“No source found” says nothing about dispatches here." in " ".join(text.split())
    unknown = replace(annotation, searched=Coverage())
    text = " ".join(explain(unknown, n).to_text().split())
    assert "NOTHING FOUND" in text
    assert "how many of them were searched is not kept" in text
    assert "no dispatch was searched" not in text.lower()


def test_the_first_thing_said_of_nothing_is_what_was_searched():
    annotation = decided()
    text = explain(annotation, number(annotation, OWN_LINE), Archive.build([WIRE])).to_text()
    steps = ["1 SEARCHED", "2 NEAREST", "3 RULED OUT", "4 TRY", "5 KIND", "6 CREDITS", "7 RULES", "8 CHANGES"]
    places = [text.index(f"\n{step} ") for step in steps]
    assert places == sorted(places)
    assert text.count("$ provenance") == 1, "one suggestion"


def test_without_dispatches_no_rule_says_that_a_dispatch_was_looked_at():
    (annotation,) = annotate([ARTICLE])
    found = explain(annotation, number(annotation, ROWS[1]))
    for rule in ("background", "common", "match"):
        assert reasons(found)[rule] == ("no", "no dispatch was searched")
    assert "Give dispatches to search." in found.to_text()


def test_a_credit_is_in_force_or_says_why_not():
    credited = replace(
        ARTICLE,
        text=ARTICLE.text.replace("Talvik\n\n", "Talvik\n\nBy AFP\n\n", 1) + "\n\nPhoto: Reuters/Odd Moe",
    )
    (annotation,) = annotate([credited])
    found = explain(annotation, number(annotation, ROWS[1]))
    assert [(step.credit.role, step.in_force) for step in found.credits] == [
        ("byline", True),
        ("photo", False),
    ]
    assert (found.credits[0].reading, found.credits[0].because) == (
        "a byline above the text",
        "It credits the text here to AFP.",
    )
    assert found.credits[1].because == "A picture credit never says where text comes from."
    assert found.answer == "credited to AFP, not checked"
    assert found.changes[0] == "Without the credits of the page it would be: nothing found."
    assert annotate([replace(ARTICLE, text=ARTICLE.text)])[0].findings[2].verdict.rule == "nothing"
    head = explain(annotation, 1)
    assert head.credits[0].because == "It credits the body text, never a headline."
    assert reasons(head)["credit"] == ("no", "a credit of the text never covers a headline")


def test_the_kind_is_told_by_the_readings_of_the_line():
    page = "\n\n".join(["Late ice at Talvik", "By AFP", *ROWS, "Follow us on all platforms"])
    (annotation,) = annotate([replace(ARTICLE, text=page)])
    byline = explain(annotation, 2).readings
    assert [(item.name, item.kind, item.decides) for item in byline[:2]] == [
        ("byline_form", "credit", True),
        ("agency_byline", "credit", False),
    ]
    body = explain(annotation, 3).readings
    assert (body[0].name, body[0].kind) == ("prose", "body")
    assert "no_form" in [item.name for item in body]
    assert (
        "1 KIND      Body text, yes: It reads like a sentence of the story"
        in explain(annotation, 3).to_text()
    )


def test_a_sentence_is_not_told_by_the_words_of_another_in_its_paragraph():
    told = "The ice is thin this year, the mayor told AFP on the quay. Nobody else would say a word about it."
    (annotation,) = annotate([replace(ARTICLE, text="\n\n".join(["Late ice at Talvik", *ROWS, told]))])
    first = explain(annotation, number(annotation, "The ice is thin"))
    second = explain(annotation, number(annotation, "Nobody else"))
    assert [item.name for item in first.readings] == ["prose", "A1"]
    assert [item.name for item in second.readings] == ["prose"]


def test_a_result_of_another_version_keeps_the_rule_that_it_names():
    annotation = decided()
    n = number(annotation, ROWS[0])
    findings = list(annotation.findings)
    findings[n - 1] = replace(findings[n - 1], segment=replace(findings[n - 1].segment, rule="of_old"))
    read = explain(replace(annotation, findings=tuple(findings)), n).readings[0]
    assert (read.name, read.decides, read.kind) == ("of_old", True, None)
    assert "not known to this version" in read.sentence


def test_withheld_words_are_in_no_form_of_it():
    annotation = decided(report__withhold=True)
    found = explain(annotation, number(annotation, ROWS[0]), Archive.build([WIRE]))
    assert all(item.passage == () for item in found.candidates)


def test_where_only_articles_were_compared_no_weight_speaks_of_dispatches():
    other = replace(
        ARTICLE, id="a2", text="\n\n".join(["Talvik waits", *ROWS, "The kiosk was shut all day."])
    )
    annotation = annotate([ARTICLE, other])[0]
    found = explain(annotation, number(annotation, ROWS[0]))
    assert found.finding.verdict.rule == "shared"
    says = [row.says for item in found.candidates if item.weights for row in item.weights.weights]
    assert says
    assert not any("dispatch" in line for line in says)


def test_a_sentence_that_is_not_there_is_refused():
    annotation = decided()
    for n in (0, len(annotation.findings) + 1):
        with pytest.raises(ProvenanceError, match=f"sentences 1 to {len(annotation.findings)}, and {n} was"):
            explain(annotation, n)
    with pytest.raises(ProvenanceError, match="has no sentences"):
        explain(annotate([Document(id="e", text="")])[0], 1)


def test_every_sentence_of_the_sample_can_be_explained(explained):
    for finding, found in explained:
        answered = [item for item in found.rules if item.outcome == "answered"]
        assert [item.because for item in answered] == [finding.verdict.why]
        assert all(item.because for item in found.rules if item.outcome == "no")
        assert max(map(len, found.to_text().splitlines())) <= 80


def test_explain_is_a_public_name():
    assert pv.explain is explain


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("explain") / "result.jsonl"
    path.write_text("".join(to_json_line(item) + "\n" for item in annotations()), "utf-8")
    return str(path)


def test_the_command_lists_the_sentences_of_an_article(written):
    annotation = annotations()[0]
    result = CliRunner().invoke(app, ["explain", written, annotation.document.id])
    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    assert len(rows) == len(annotation.findings)
    assert rows[0].split()[0] == "1"


def test_the_command_explains_a_sentence(written):
    annotation = annotations()[0]
    n = next(n for n, f in enumerate(annotation.findings, 1) if f.verdict.rule == "match")
    result = CliRunner().invoke(app, ["explain", written, annotation.document.id, str(n)])
    assert result.exit_code == 0
    assert f"sentence {n} of {len(annotation.findings)}" in result.stdout
    assert "4 RULES" in result.stdout


def test_the_command_writes_a_page_or_text_by_the_name(written, tmp_path):
    annotation = annotations()[0]
    start = ["explain", written, annotation.document.id]
    page, text = tmp_path / "one.html", tmp_path / "one.txt"
    assert CliRunner().invoke(app, [*start, "3", "-o", str(page)]).exit_code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert CliRunner().invoke(app, [*start, "3", "-o", str(text)]).exit_code == 0
    assert "4 RULES" in text.read_text("utf-8") or "7 RULES" in text.read_text("utf-8")
    for wrong, says in (
        (["3", "-o", "one.csv"], "writes text (.txt) or a page"),
        (["-o", str(page)], "give its number"),
    ):
        result = CliRunner().invoke(app, [*start, *wrong])
        assert result.exit_code == 2
        assert says in " ".join(result.stderr.split())


def test_the_command_names_what_is_wrong(written):
    unknown = CliRunner().invoke(app, ["explain", written, "nobody"])
    assert unknown.exit_code == 2
    assert "no article has the id 'nobody'; there are" in unknown.stderr
    beyond = CliRunner().invoke(app, ["explain", written, annotations()[0].document.id, "999"])
    assert beyond.exit_code == 2
    assert "999 was asked for" in beyond.stderr
    assert len(documents("articles.jsonl")) == len(annotations())
