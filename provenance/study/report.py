"""The report of a study as plain data for its page: what the steps wrote, put together; nothing is computed here but words."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from provenance.analysis import between, measured, outlet_key
from provenance.config import ANALYSIS, Config
from provenance.contract import count, percent
from provenance.show import MethodFacts, inline_svg, methods, per_cent, span, study_page, visible
from provenance.study.making import ANSWER, read_json
from provenance.study.plan import Plan
from provenance.study.steps import Step
from provenance.study.versions import code, versions
from provenance.text import moment
from provenance.validation import COLUMNS

ROWS = 30
"""Rows of a table in the report; all of them stand in its file."""
ARTICLES = 500
"""Articles listed in the report."""
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """What a report is put together from: the plan, the steps, and what could not be done."""

    plan: Plan
    facts: Step
    answers: Sequence[Step]
    alarms: Step | None
    validation: Step | None
    pages: Step | None
    failures: tuple[str, ...]

    @property
    def told(self) -> dict[str, Any]:
        """Return the facts of the run."""
        found: dict[str, Any] = read_json(self.facts.place / "facts.json")
        return found


def page(parts: Parts, events: Mapping[str, str] | None, *, linked: bool) -> str:
    """Return the report as one self-contained page, ``linked`` to the pages of its articles where they lie beside it."""
    view = _view(parts, events)
    if not linked:
        view["articles"] = [row | {"href": ""} for row in view["articles"]]
    return study_page(view)


def _view(parts: Parts, events: Mapping[str, str] | None) -> dict[str, Any]:
    told, plan = parts.told, parts.plan
    facts = _facts(parts, told, events)
    articles = told["articles"]
    return {
        "title": visible(plan.title),
        "authors": visible(", ".join(plan.authors)),
        "kick": f"{count(facts.articles, 'article')}{facts.dates}",
        "failures": [visible(text) for text in parts.failures],
        "methods": methods(facts),
        "answers": [_answer(step.place) for step in parts.answers],
        "validation": _validation(parts.validation.place) if parts.validation else None,
        "articles": [_article(row, parts.pages) for row in articles[:ARTICLES]],
        "more": f"{len(articles) - ARTICLES:,} more articles." if len(articles) > ARTICLES else "",
        "boxes": _boxes(told, plan),
        "parameters": _parameters(told, plan),
    }


def _article(row: Mapping[str, Any], pages: Step | None) -> dict[str, Any]:
    names = ("title", "outlet", "when", "matched", "body")
    return {name: row[name] for name in names} | {"href": f"articles/{row['page']}" if pages else ""}


# --- the methods paragraph --------------------------------------------------------------------------------------------


def _facts(parts: Parts, told: Mapping[str, Any], events: Mapping[str, str] | None) -> MethodFacts:
    articles, archive = told["articles"], told["archive"]
    config = Config.from_result(told["run"].get("config", {}))[0]
    alarms = _alarms(parts.alarms, config)
    dates = [row["published"] for row in articles if row["published"]]
    agencies = ", ".join(
        f"{visible(name)} {number:,}" for name, number in sorted(archive.get("agencies", {}).items())
    )
    released = visible(span(archive.get("start"), archive.get("end")))
    return MethodFacts(
        articles=len(articles),
        outlets=len({outlet_key(row["outlet"]) for row in articles if row["outlet"]}),
        sentences=sum(row["body"] for row in articles),
        dates=f" of {span(min(dates, key=_time), max(dates, key=_time))}" if dates else "",
        undated=sum(row["published"] is None for row in articles),
        dispatches=archive.get("documents", 0),
        listing=agencies,
        released=f"; released {released}" if released else "",
        hours=config.retrieval.window_hours,
        threshold=f"{config.decision.threshold:g}",
        setting=config.name or "changed by hand",
        version=visible(told["run"].get("version", "")),
        settings=visible(told["run"].get("sha256", "")[:12]),
        seed=parts.plan.seed,
        events=_events(parts, events),
        stated=events is not None,
        draws=ANALYSIS.draws,
        level=percent(ANALYSIS.level, 0),
        validated=_read(parts.validation.place / "methods.txt") if parts.validation else "",
        failed=len(parts.failures),
        **_own(),
        **alarms,
    )


def _time(text: str) -> float:
    when = moment(text)
    return when.earliest if when else 0.0


def _own() -> dict[str, Any]:
    """Return the tool's own figures where no labels of this corpus speak, each with its interval."""
    found = measured()
    modern, alone = found["modern"], found["independent"]["called_wire"]
    return {
        "precision": between(*modern["precision"]),
        "recall": between(*modern["recall"]),
        "alone": between(*alone),
        "judged": modern["sentences"],
        "pages": modern["outlets"],
    }


def _alarms(step: Step | None, config: Config) -> dict[str, Any]:
    rows = read_json(step.place / "alarms.json") if step else []
    here = next((row for row in rows if row["threshold"] == config.decision.threshold), None)
    if here is None:
        return {}
    return {"alarms": here["wire"], "alarmed": here["body"], "share": per_cent(here["wire"], here["body"])}


def _events(parts: Parts, events: Mapping[str, str] | None) -> int:
    """Return how many events there are: given ones with the articles that have none, or those that were found."""
    articles = [row["id"] for row in parts.told["articles"]]
    if events is not None:
        return len({events.get(name, f"article {name}") for name in articles})
    return max((int(read_json(step.place / ANSWER).get("events", 0)) for step in parts.answers), default=0)


def _read(path: Path) -> str:
    return " ".join(path.read_text("utf-8").split())


# --- answers and tables -----------------------------------------------------------------------------------------------


def _answer(place: Path) -> dict[str, Any]:
    told = read_json(place / ANSWER)
    name, picture = told["name"], place / f"{told['name']}.svg"
    figure = (
        inline_svg(picture.read_bytes(), prefix=f"fig-{name}", alt=told["alt"]) if picture.is_file() else ""
    )
    return {
        **{key: told[key] for key in ("name", "title", "says", "limits", "missing")},
        "figure": figure,
        "table": _table(place / f"{name}.csv", f"tables/{name}.csv", told["columns"]),
    }


def _validation(place: Path) -> dict[str, Any]:
    tables = [
        {
            "title": name.capitalize(),
            **_table(place / f"{name}.csv", f"validation/{name}.csv", list(meanings.items())),
        }
        for name, meanings in COLUMNS.items()
    ]
    return {"limits": read_json(place / "limits.json"), "tables": tables}


def _table(path: Path, file: str, meanings: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return the beginning of a table as it is shown; numbers to the right, with a few digits."""
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = [*csv.reader(stream)] or [[]]
    shown = rows[:ROWS]
    numbers = [all(_is_number(row[place]) for row in rows) for place in range(len(head))]
    return {
        "columns": [
            {"name": visible(name), "number": number} for name, number in zip(head, numbers, strict=True)
        ],
        "rows": [
            [
                {"text": _cell(text, number), "number": number}
                for text, number in zip(row, numbers, strict=True)
            ]
            for row in shown
        ],
        "shown": len(shown),
        "total": len(rows),
        "more": len(rows) > len(shown),
        "file": file,
        "meanings": [list(pair) for pair in meanings],
    }


def _is_number(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True


def _cell(text: str, number: bool) -> str:
    if not text:
        return "–"
    if not number:
        return visible(text)
    return f"{int(text):,}" if text.lstrip("-").isdigit() else f"{float(text):.{DIGITS}g}"


# --- versions and settings --------------------------------------------------------------------------------------------


def _boxes(told: Mapping[str, Any], plan: Plan) -> list[tuple[str, str]]:
    packages = ", ".join(f"{name} {number}" for name, number in versions().items() if number != "-")
    return [
        (
            "Made by",
            f"wire-provenance {visible(told['run'].get('version', ''))}, code {code()}, seed {plan.seed}.",
        ),
        ("With", f"{packages}."),
        (
            "To make it again",
            f"provenance study {plan.path.name}. The same inputs, settings and versions give the same bytes; checksums are in study.zip.",
        ),
    ]


def _parameters(told: Mapping[str, Any], plan: Plan) -> list[list[str]]:
    rows = [["Settings (SHA-256)", told["run"].get("sha256", "")[:16]], ["Seed", str(plan.seed)]]
    for section in ("decision", "weigh", "retrieval", "alignment", "report"):
        for name, value in told["run"].get("config", {}).get(section, {}).items():
            rows.append([f"{section}.{name}", visible(str(value))])
    return rows
