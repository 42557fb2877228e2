"""Annotations as lines of text with colour: the text with fills and letter tags, what was declared and found, and how much was searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from provenance.contract import KINDS, PALETTE
from provenance.records import Annotation, Evidence, Note
from provenance.show.statements import said, say
from provenance.show.statements.facts import ArticleFacts, NearestFacts
from provenance.show.view import article_facts, article_view, at_hand, corpus_facts, reach_of, show

INK = PALETTE["ink"][0]
FILLS = {kind.key: kind.fill[0] for kind in KINDS.values() if kind.fill and kind.marked}
"""The light palette of every view, with its own ink, so that it reads on any terminal."""
UNFILLED = {"q": "underline", "x": "dim", "n": ""}
MAX_WIDTH = 100
"""Columns of text; longer lines are hard to read."""


def print_article(annotation: Annotation, console: Console) -> None:
    """Print one article: heading, coloured text, verdict, audit; where nothing was found, what was searched and what came nearest."""
    width = min(console.width, MAX_WIDTH)
    for part in parts(annotation):
        console.print(part, width=width)
    console.rule(style="dim")


def parts(annotation: Annotation) -> list[RenderableType]:
    """Return what :func:`article` prints, in order."""
    view = article_view(annotation)
    facts = " · ".join(filter(None, [view["outlet"], view["published"], view["id"]]))
    found: list[RenderableType] = [Text(view["heading"], style="bold"), Text(facts, style="dim"), Text()]
    found += [Padding(_paragraph(paragraph), (0, 0, 1, 2)) for paragraph in view["paragraphs"]]
    found += _audit(view)
    if not any(item["count"] for item in view["legend"] if item["class"] != "n"):
        found.append(Text.assemble((f"{'Nearest':9}", "bold"), _nearest(annotation)))
    return [*found, Text(), _legend(view)]


def _paragraph(paragraph: dict[str, Any]) -> Text:
    line = Text()
    for sentence in paragraph["sentences"]:
        key = sentence["class"]
        style = f"{INK} on {FILLS[key]}" if key in FILLS else UNFILLED[key]
        line.append("".join(run["t"] for run in sentence["runs"]).strip(), style=style)
        if key not in "nx":
            line.append(f" [{sentence['tag']}{sentence['mark'].replace(' ', '·')}]", style="bold")
        line.append(" ")
    line.rstrip()
    return line


def _audit(view: dict[str, Any]) -> list[Text]:
    audit = view["audit"]
    declared = "; ".join(audit["declared"]) or audit["declaredNote"]
    found = "; ".join(f"{item['name']}: {item['text']}" for item in audit["found"])
    rows = [
        ("Verdict", view["verdict"]["bold"] + view["verdict"]["rest"]),
        ("Declared", declared),
        ("Found", f"{found} {audit['foundNote']}".strip()),
        ("", " ".join(audit["difference"])),
        ("Searched", next(item["text"] for item in view["limits"])),
    ]
    rows += [("Note", note) for note in view["notes"]]
    return [Text.assemble((f"{name:9}", "bold"), text) for name, text in rows if text]


def _nearest(annotation: Annotation) -> str:
    near, reach = nearest(annotation), reach_of(annotation)
    compared = reach.could or bool(reach.peers)
    if near is None:
        return say("nearest", NearestFacts(compared))
    source = annotation.sources.get(near.doc)
    name = near.agency or (source.outlet if source else None) or near.role
    return say("nearest", NearestFacts(compared, f"{show(name)} {show(near.doc)}", near.score))


def nearest(annotation: Annotation) -> Evidence | None:
    """Return the passage that came nearest to any sentence, whatever was decided, or None."""
    return max(
        (item for finding in annotation.findings for item in finding.evidence),
        key=lambda item: item.score,
        default=None,
    )


def _legend(view: dict[str, Any]) -> Text:
    line = Text()
    for item in view["legend"]:
        if item["count"]:
            style = f"{INK} on {FILLS[item['class']]}" if item["class"] in FILLS else UNFILLED[item["class"]]
            line.append(f" {item['tag']} ", style=style)
            line.append(f" {item['label']} {item['count']}   ")
    return line


def overview(annotations: Iterable[Annotation]) -> Table:
    """Return one row an article: verdict, agencies found, and how many body sentences of each kind."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Article", "Outlet", "Verdict", "Agencies"):
        table.add_column(name, overflow="fold")
    tags = [kind.tag for kind in KINDS.values() if kind.key != "x"]
    for tag in tags:
        table.add_column(tag, justify="right")
    for annotation in annotations:
        view = article_view(annotation)
        counts = {item["tag"]: str(item["count"]) for item in view["legend"] if item["count"]}
        agencies = ", ".join(item["name"] for item in view["audit"]["found"])
        cells = [
            view["id"],
            view["outlet"],
            view["verdict"]["word"],
            agencies,
            *(counts.get(tag, "·") for tag in tags),
        ]
        table.add_row(*(Text(cell) for cell in cells))
    return table


@dataclass(frozen=True, slots=True)
class Gist:
    """What the last lines of a command need of an article: its facts, what was at hand, and its notes."""

    facts: ArticleFacts
    at_hand: int
    notes: tuple[Note, ...]


def gist(annotation: Annotation) -> Gist:
    """Return the gist of an article, so that the article can be let go."""
    return Gist(article_facts(annotation), at_hand([annotation]), annotation.notes)


def totals(annotations: Sequence[Annotation | Gist]) -> str:
    """Return one line on everything: how many articles, how many sentences match, how much was at hand."""
    gists = [item if isinstance(item, Gist) else gist(item) for item in annotations]
    facts = corpus_facts([item.facts for item in gists], max((item.at_hand for item in gists), default=0))
    kinds = ", ".join(said("totals.kinds", facts))
    return f"{say('totals', facts)}{f': {kinds}' if kinds else ''}. {say('head.more', facts)}"
