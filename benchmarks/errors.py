"""What each rule is worth, and where it goes wrong: a rule left out at a time, small cases, misjudged sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from benchmarks import counts
from benchmarks.development import DataSet
from benchmarks.sets import Bench
from benchmarks.sets import cases as small_cases
from provenance.claim import rules as decision
from provenance.config import Config
from provenance.contract import annotation_to_dict
from provenance.pipeline import redecide
from provenance.records import Annotation

LONGEST = 240
"""Characters of a sentence that are shown."""
SHOWN = 3
"""Examples of each kind of mistake."""


def rules(bench: Bench) -> list[dict[str, Any]]:
    """What each rule of the decision is worth: decided again from the same evidence without it."""
    answers, found = small_cases()
    result = []
    for left_out in (None, *decision.RULES[1:-1]):  # the first and the last always have to answer
        rest = tuple(rule for rule in decision.RULES if rule is not left_out)
        with patch.object(decision, "RULES", rest):
            line: dict[str, Any] = {"rule": left_out.__name__ if left_out else None}
            for name in ("modern_dev", *bench.sets):
                figures = counts.figures(bench.redecided(name, {}))
                line |= {f"{name}:{key}": float(value) for key, value in figures.items()}
            again = redecide(found, Config())
            line["cases"] = sum(mark(answers[a.document.id], annotation_to_dict(a))[2] for a in again)
        result.append(line)
    return result


def cases(_bench: Bench) -> dict[str, list[int]]:
    """The small cases: sentences, and of how many origin, agency too and edit too are right."""
    answers, found = small_cases()
    return {a.document.id: mark(answers[a.document.id], annotation_to_dict(a)) for a in found}


def mark(truth: Mapping[str, Any], found: Mapping[str, Any]) -> list[int]:
    """Compare one article with its answer, sentence by sentence."""
    marks = [0, 0, 0, 0]
    for true in truth["segments"]:
        if true["origin"] is None:
            continue
        said = holding(found, true) or {"origin": None, "agency": None, "edit": None}
        right = said["origin"] == true["origin"]
        edit = true["origin"] != "wire" or said["edit"] == true["edit"]
        for place, hit in enumerate(
            (True, right, right and said["agency"] == true["agency"], right and edit)
        ):
            marks[place] += hit
    return marks


def holding(found: Mapping[str, Any], true: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the segment that holds most of a gold segment, None where none touches it."""

    def held(segment: Mapping[str, Any]) -> int:
        return int(min(segment["end"], true["end"]) - max(segment["start"], true["start"]))

    best = max(found["segments"], key=held, default=None)
    return best if best is not None and held(best) > 0 else None


def mistakes(data: DataSet, found: Mapping[str, Annotation]) -> list[dict[str, Any]]:
    """Return the kinds of misjudged sentences of our own worlds, the costliest first, each with its surest examples."""
    if data.name != "worlds_dev":
        raise ValueError(f"texts of {data.name} are not ours to show; only worlds_dev may be quoted")
    texts = {document.id: document.text for document in data.archive.documents()}
    texts |= {article.document.id: article.document.text for article in data.articles}
    kinds: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for name, gold in data.gold.items():
        plain = annotation_to_dict(found[name])
        for true in gold["segments"]:
            said = holding(plain, true)
            if said is not None and true["origin"] not in (None, said["origin"]):
                kinds.setdefault((true["origin"], said["origin"] or "none"), []).append(
                    _mistake(name, true, said, texts)
                )
    ranked = sorted(kinds.items(), key=lambda item: (-sum(m["size"] for m in item[1]), item[0]))
    return [
        {"gold": gold, "said": said, "sentences": len(held), "size": sum(m["size"] for m in held)}
        | {"shown": sorted(held, key=lambda m: (-m["confidence"], m["article"], m["text"]))[:SHOWN]}
        for (gold, said), held in ranked
    ]


def _mistake(
    name: str, true: Mapping[str, Any], said: Mapping[str, Any], texts: Mapping[str, str]
) -> dict[str, Any]:
    """Return one misjudged sentence with the passage that it comes from, or was taken for."""
    source = next(iter(true.get("src") or said["evidence"]), None)
    return {
        "article": name,
        "rule": said["rule"],
        "confidence": said["confidence"] or 0.0,
        "size": true["end"] - true["start"],
        "text": texts[name][true["start"] : true["end"]],
        "source": source["doc"] if source else "",
        "passage": texts[source["doc"]][source["start"] : source["end"]] if source else "",
    }


def same_story(article: str, dispatch: str) -> bool:
    """Tell whether a METER article and a take, by their ids, have one catchline: a story that went on for days."""
    return article.rsplit("/", maxsplit=1)[1].startswith(dispatch.split("/")[3])


def short(text: str) -> str:
    """Return a text on one line, cut at a word where it is long, with Markdown's marks escaped."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        plain = plain[:LONGEST].rsplit(" ", maxsplit=1)[0] + " …"
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", plain)
