"""An annotation without a view: the browser's plain view says what Python's says, and nothing beyond the file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hostile_annotations import poisoned
from sample_annotations import annotations

from provenance.contract import annotation_to_dict
from provenance.records import Annotation, Review, Verdict
from provenance.show.view import article_view

pytestmark = pytest.mark.browser
VIEW_JS = Path(__file__).resolve().parents[2] / "provenance" / "show" / "static" / "view.js"
MODULE = "const module = await import(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));"
SAME = (
    "n",
    "class",
    "spoken",
    "title",
    "tag",
    "agency",
    "badge",
    "certainty",
    "edit",
    "number",
    "mark",
    "hand",
    "kind",
)


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    made = browser.new_page()
    made.set_content("<!doctype html><html lang=en><title>x</title><body><main></main>")
    yield made
    made.close()


def plain(page: Any, values: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = page.evaluate(
        f"async ([code, values]) => {{ {MODULE} return module.plain(values); }}",
        [VIEW_JS.read_text("utf-8"), values],
    )
    return made


def sentences(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {name: sentence[name] for name in SAME}
        | {
            "text": "".join(run["t"] for run in sentence["runs"]),
            "prose": paragraph["prose"],
            "note": paragraph["note"],
        }
        for paragraph in view["paragraphs"]
        for sentence in paragraph["sentences"]
    ]


def every_kind() -> Annotation:
    """An article whose sentences have every kind that there is, a reprint, and a decision by hand."""
    one = annotations()[0]
    verdicts = [
        Verdict("wire", "AFP", "verbatim", ("match",), "matched"),
        Verdict("wire", "AFP and Reuters", "heavy", ("match", "credit"), "likely"),
        Verdict("wire", "Tanjug", "light", ("reprint",), "likely"),
        Verdict("wire", None, None, ("credit",), "likely"),
        Verdict("wire", "AP", "verbatim", ("match",), "possible"),
        Verdict("shared", None, "light", (), "likely"),
        Verdict("quote", "dpa", "verbatim", (), "matched"),
        Verdict("original", None, None, (), "matched"),
        Verdict(None),
    ]
    findings = list(one.findings)
    prose = [i for i, finding in enumerate(findings) if finding.segment.kind == "body"]
    for index, verdict in zip(prose, verdicts, strict=False):
        findings[index] = replace(findings[index], verdict=verdict)
    findings[prose[0]] = replace(findings[prose[0]], review=Review("wire", "Ada", "", label="E"))
    return replace(one, findings=tuple(findings))


def test_both_name_every_sentence_alike(page: Any) -> None:
    for one in (*annotations(), every_kind(), poisoned("\u202e<b>\u0007 & \u2066x")):
        view = article_view(one)
        made = plain(page, json.loads(json.dumps(annotation_to_dict(one, sources=True))))
        by_hand = {"spoken"} if any(finding.review for finding in one.findings) else set()
        expected, found = sentences(view), sentences(made)
        for row in (*expected, *found):
            for name in by_hand:
                row.pop(name)
        assert found == expected
        assert {item["class"]: item["count"] for item in made["legend"]} == {
            item["class"]: item["count"] for item in view["legend"]
        }


def test_every_kind_was_asked(page: Any) -> None:
    found = {row["class"] for row in sentences(plain(page, annotation_to_dict(every_kind())))}
    assert found == {"w", "e", "c", "sh", "r", "q", "n", "x"}


def test_it_is_labelled_and_concludes_nothing(page: Any) -> None:
    values = annotation_to_dict(annotations()[0], sources=True)
    text = page.evaluate(
        f"""async ([code, values]) => {{ {MODULE}
            const main = document.querySelector('main');
            module.mount(main, module.plain(values), {{threshold: 0.9}});
            return main.textContent; }}""",
        [VIEW_JS.read_text("utf-8"), values],
    )
    assert "Plain view" in text
    for words in ("match dispatches", "Not named", "not named", "Declared on the page", "certainty of 0.90"):
        assert words not in text
    assert page.locator("a.s[aria-current=true]").count() == 1


@pytest.mark.parametrize("kind", ["constructor", "__proto__", "toString", "<b>", ""])
def test_a_kind_that_nobody_knows_is_no_prose(page: Any, kind: str) -> None:
    values = {"text": "Some words.", "segments": [{"start": 0, "end": 11, "kind": kind, "origin": "wire"}]}
    (paragraph,) = plain(page, values)["paragraphs"]
    assert (paragraph["prose"], paragraph["note"], paragraph["sentences"][0]["class"]) == (False, kind, "x")


def test_what_is_no_annotation_is_refused(page: Any) -> None:
    with pytest.raises(Exception, match='needs "text" and "segments"'):
        plain(page, {"text": "x"})


def test_a_view_without_steps_says_nothing_of_a_threshold(page: Any) -> None:
    """The article of a saved output holds no steps: another threshold must not change its sentence."""
    view = article_view(annotations()[0])
    words = page.evaluate(
        f"""async ([code, view]) => {{ {MODULE}
            const main = document.querySelector('main');
            module.mount(main, view, {{threshold: 0.9}});
            return main.querySelector('.verdict').textContent; }}""",
        [VIEW_JS.read_text("utf-8"), view],
    )
    assert words == view["verdict"]["bold"] + view["verdict"]["rest"]
